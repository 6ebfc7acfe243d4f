"""The table of keys: the window's shortcuts and the sheet are made from it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.shortcuts import Section, table

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, desk: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    qtbot.keyClick(QApplication.focusWidget() or desk.window, key, modifier)


def test_no_key_has_two_meanings_in_one_place() -> None:
    keys = table()
    for section in Section:
        names = [
            one
            for key in keys
            if key.section is section
            for one in (key.keys if isinstance(key.keys, tuple) else (key.keys,))
        ]
        assert len(names) == len(set(names))
        assert section.title
    for key in keys:
        assert key.words
        assert key.shown.strip()


def test_every_window_wide_shortcut_of_the_window_is_in_the_table(desk: Any) -> None:
    listed = {
        QKeySequence(one).toString()
        for key in table()
        if key.action is not None
        for one in (key.keys if isinstance(key.keys, tuple) else (key.keys,))
    }
    made = [one.key().toString() for one in desk.window.findChildren(QShortcut)]
    wide = [
        one.key().toString()
        for one in desk.window.findChildren(QShortcut)
        if one.context() is Qt.ShortcutContext.WindowShortcut and one.parent() is desk.window.splitter
    ]
    assert set(wide) == listed
    assert len(made) == len(set(made)), "one key, two shortcuts"


def test_shortcuts_do_what_they_say(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    press(qtbot, desk, Qt.Key.Key_2, CONTROL)
    assert window.room.tab is Tab.DOCUMENTS
    press(qtbot, desk, Qt.Key.Key_L, CONTROL)
    assert window.room.tab is Tab.CHAT
    assert window.chat.composer.box.hasFocus()
    press(qtbot, desk, Qt.Key.Key_N, CONTROL)
    assert window.libraries.name_field.isVisible()


def test_shortcuts_go_with_the_window_that_is_built_anew(desk: Any) -> None:
    before = len(desk.window.findChildren(QShortcut))
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert len(desk.window.findChildren(QShortcut)) == before


def test_f6_goes_round_the_columns(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    window.libraries.view.setFocus()
    press(qtbot, desk, Qt.Key.Key_F6)
    assert window.chat.composer.box.hasFocus()
    press(qtbot, desk, Qt.Key.Key_F6)
    assert window.libraries.view.hasFocus()
    press(qtbot, desk, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.chat.composer.box.hasFocus()
    window.show_guide()
    press(qtbot, desk, Qt.Key.Key_F6)
    assert window.viewer.isAncestorOf(QApplication.focusWidget())


def test_f1_shows_every_key_and_gives_the_keyboard_back(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    window.chat.composer.box.setFocus()
    press(qtbot, desk, Qt.Key.Key_F1)
    assert window.sheet.isVisible()
    assert [line.accessibleName() for line in window.sheet.lines if "Ctrl+O" in line.accessibleName()]
    assert len(window.sheet.lines) == len(table())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.sheet.isVisible()
    assert window.chat.composer.box.hasFocus()
    press(qtbot, desk, Qt.Key.Key_F1)
    press(qtbot, desk, Qt.Key.Key_F1)
    assert not window.sheet.isVisible()


def test_the_keyboard_stays_in_the_sheet_and_reads_its_lines(qtbot: QtBot, desk: Any) -> None:
    sheet = desk.window.sheet
    press(qtbot, desk, Qt.Key.Key_F1)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert sheet.lines[0].hasFocus()
    qtbot.keyClick(sheet.lines[0], Qt.Key.Key_Up)
    assert sheet.close_button.hasFocus()
    for _ in range(len(sheet.lines) + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    assert sheet.close_button.hasFocus()


def test_a_click_beside_the_sheet_closes_it(qtbot: QtBot, desk: Any) -> None:
    sheet = desk.window.sheet
    press(qtbot, desk, Qt.Key.Key_F1)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.card.geometry().center())
    assert sheet.isVisible()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not sheet.isVisible()


def test_a_shortcut_that_leads_elsewhere_closes_the_sheet(qtbot: QtBot, desk: Any) -> None:
    press(qtbot, desk, Qt.Key.Key_F1)
    press(qtbot, desk, Qt.Key.Key_L, CONTROL)
    assert not desk.window.sheet.isVisible()
    assert desk.window.chat.composer.box.hasFocus()


@pytest.mark.parametrize("index", [0, 1])
def test_the_question_mark_leads_to_both(qtbot: QtBot, desk: Any, index: int) -> None:
    window = desk.window
    qtbot.mouseClick(window.side.help, Qt.MouseButton.LeftButton)
    menu = window.side.help.findChild(QMenu)
    menu.actions()[index].trigger()
    menu.close()
    shown = (window.sheet, window.viewer)
    assert [one.isVisible() for one in shown] == [index == 0, index == 1]


def test_a_sheet_that_is_being_made_is_whole_when_it_is_wanted(desk: Any) -> None:
    window = desk.window
    making = window.making_the_rest()
    while window._sheet.made is None:
        next(making)
    begun = len(window._sheet.made.lines)
    assert begun < len(window.sheet.lines) == len(table())
    assert list(making) == []


def test_the_rest_is_not_made_of_a_window_that_was_built_anew(desk: Any) -> None:
    window = desk.window
    making = window.making_the_rest()
    while window._sheet.made is None:
        next(making)
    window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    assert list(making) == []
