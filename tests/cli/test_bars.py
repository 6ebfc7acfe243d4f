"""What stands before a bar on the terminal."""

from __future__ import annotations

import pytest
from tqdm.utils import disp_len

from lloco_desktop.cli.bars import description

LONG = "Summarising " + "a long title of a paper " * 10


@pytest.mark.parametrize(("columns", "most"), [(80, 40), (200, 100), (30, 20)])
def test_a_name_takes_half_of_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, most: int) -> None:
    monkeypatch.setattr("lloco_desktop.cli.bars._columns", lambda: columns)
    assert disp_len(description(LONG)) == most
    assert description(LONG).endswith("…")
    assert description("Reading a.pdf") == "Reading a.pdf"


def test_wide_letters_count_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lloco_desktop.cli.bars._columns", lambda: 80)
    said = description("合同" * 30)
    assert 38 <= disp_len(said) <= 40


def test_without_a_terminal_there_is_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert len(description(LONG)) == 60
