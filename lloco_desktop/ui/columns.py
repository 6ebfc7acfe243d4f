"""The keyboard's way between the columns of the window (F6), as desktop applications have it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from lloco_desktop.ui.tab_order import neighbour


def focus_next(columns: Sequence[tuple[QWidget, QWidget | None]], step: int) -> None:
    """Give the keyboard to the column after (or before) the one that has it.

    With each column comes what is to have the keyboard there; None is the first control that Tab reaches.
    """
    shown = [(column, wanted) for column, wanted in columns if column.isVisible()]
    focused = QApplication.focusWidget()
    at = next((n for n, (column, _) in enumerate(shown) if focused and column.isAncestorOf(focused)), -1)
    for away in range(1, len(shown) + 1):
        column, wanted = shown[(at + step * away) % len(shown)]
        if wanted is None or not wanted.isVisible() or not wanted.isEnabled():
            wanted = neighbour(column, None, onward=True)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
            wanted.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # rows show it too
            return
