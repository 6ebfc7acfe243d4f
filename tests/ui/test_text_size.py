"""Larger text of the system makes every text larger, and none of it is cut in the smallest window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.ui.kit.theme import LARGEST_SCALE, USUAL_TEXT, Theme, fade_ms, scaled
from tests.ui.states import STATES, Scene
from tests.ui.test_every_text import cut

ROOT = Path(__file__).parent.parent.parent
LARGE = 22  # logical pixels: what GNOME's "Large Text" makes of its font, and a little more


@pytest.fixture
def large(theme: Theme) -> Iterator[Theme]:
    theme.suit_text_size(LARGE)
    yield theme
    theme.suit_text_size(13)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_text_is_cut(
    large: Theme,
    qtbot: QtBot,
    services: Any,
    fakes: Any,
    open_window: Any,
    state: Callable[[Scene], Any],
) -> None:
    desk = state(Scene(qtbot, services, fakes, open_window))
    desk.window.resize(1024, 640)
    for _ in range(3):
        QApplication.processEvents()
    assert list(cut(desk.window)) == []


def test_text_of_the_usual_size_is_as_it_was_drawn(theme: Theme) -> None:
    for size in (9, 13, USUAL_TEXT):
        theme.suit_text_size(size)
        assert scaled(48) == 48
    theme.suit_text_size(13)


def test_there_is_an_end_to_it(theme: Theme) -> None:
    theme.suit_text_size(400)
    assert scaled(10) == 10 * LARGEST_SCALE
    assert QApplication.font().pixelSize() == 26
    theme.suit_text_size(13)


def test_less_motion_is_none(qapp: QApplication, theme: Theme) -> None:
    # What the style says of animations is what the system asked for; the offscreen platform asks for none.
    assert fade_ms() in (0, 120)


@pytest.mark.parametrize("factor", ["1", "1.5", "3"])
def test_the_window_opens_at_every_scale(factor: str) -> None:
    """On a real screen the scale is the system's; that nothing is cut at one is that it is cut at none."""
    code = """
from PySide6.QtWidgets import QApplication
from lloco_desktop.app import Application
from lloco_desktop.settings import Places
app = QApplication([])
application = Application(app, Places.of_user(), None)
application.window.show()
image = application.window.grab()
print(image.devicePixelRatio(), image.width() / application.window.width())
application.window.close()
"""
    environ = {**os.environ, "QT_SCALE_FACTOR": factor}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert {float(one) for one in done.stdout.split()} == {float(factor)}
