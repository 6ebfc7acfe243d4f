"""Keys: how they are named, and that Enter presses what Space presses."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import LibraryId
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.keys import key_names
from lloco_desktop.ui.library_room import Tab


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has signs for all keys")
@pytest.mark.parametrize(
    ("keys", "names"),
    [("Alt+Left", "Alt+←"), ("Ctrl++", "Ctrl++"), ("Shift+Enter", "Shift+Enter"), ("Delete", "Del")],
)
def test_keys_are_named_as_they_stand_on_keyboards(keys: str, names: str) -> None:
    assert key_names(keys) == names


@pytest.mark.parametrize("kind", [IconButton, TextButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(qtbot: QtBot, kind: Any, key: Qt.Key) -> None:
    button: QAbstractButton = kind("more", "More") if kind is IconButton else kind("More")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)


def test_the_keyboard_is_on_the_page_after_an_import_from_the_first_screen(
    qtbot: QtBot, open_window: Any, fakes: Any, tmp_path: Any
) -> None:
    window = open_window(fakes.services()).window
    assert window.first_run.files.hasFocus()
    (tmp_path / "one.pdf").write_bytes(b"%PDF-")
    window.intake.open_files([tmp_path])
    qtbot.waitUntil(lambda: window.middle.currentWidget() is window.room)
    qtbot.waitUntil(window.libraries.view.hasFocus)  # there are no rows yet


def test_the_keyboard_goes_to_the_page_that_a_key_shows(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    window = desk.window
    desk.services.rows[LibraryId(1)] = [fakes.row("one.pdf")]
    window.libraries.refresh()
    window.go_to(Tab.DOCUMENTS)
    qtbot.waitUntil(window.documents.table.isVisible)
    window.go_to(Tab.LEARN)
    window.libraries.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.documents.table.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.chat.composer.box.hasFocus)
