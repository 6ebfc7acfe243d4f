"""Bytes as people say them: the same words wherever they are said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from lloco_desktop.sizes import size
from lloco_desktop.ui.kit import words

CASES = [
    (0, "0 bytes"),
    (774, "774 bytes"),
    (1000, "1.0 KB"),
    (9_940, "9.9 KB"),
    (9_960, "10 KB"),
    (157_000, "157 KB"),
    (999_400, "999 KB"),
    (999_800, "1.0 MB"),
    (1_240_000_000, "1.2 GB"),
    (13_500_000_000, "14 GB"),
    (50_000_000_000_000, "50 TB"),
]


@pytest.mark.parametrize(("count", "said"), CASES)
def test_two_digits_tell_a_size(count: int, said: str) -> None:
    assert size(count) == said


def test_one_byte() -> None:
    assert size(1) == "1 byte"


@pytest.mark.parametrize(("count", "said"), CASES)
def test_the_window_says_the_same(count: int, said: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    try:
        assert words.size(count).replace("(s)", "s") == said
    finally:
        QLocale.setDefault(before)
