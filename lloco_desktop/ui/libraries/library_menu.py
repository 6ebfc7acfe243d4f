"""What can be done with a library, as a menu: the list's and the header's are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lloco_desktop.ui.kit.keys import key_names

if TYPE_CHECKING:
    from lloco_desktop.ui.libraries.library_panel import LibraryPanel

translate = QCoreApplication.translate


def fill_menu(panel: LibraryPanel, menu: QMenu, row: int) -> None:
    """Put in what can be done; `row` is that of the library that is meant, -1 for none."""
    menu.clear()
    _add(menu, translate("library menu", "New library"), panel.start_creating, "Ctrl+N")
    _add(menu, translate("library menu", "Import library…"), panel.take_in_wanted.emit)
    if row < 0:
        return
    menu.addSeparator()
    _add(menu, translate("library menu", "Rename"), panel.start_renaming, "F2")
    up = _add(menu, translate("library menu", "Move up"), lambda: panel.view.move_current(-1), "Alt+Up")
    up.setEnabled(row > 0)
    down = _add(menu, translate("library menu", "Move down"), lambda: panel.view.move_current(1), "Alt+Down")
    down.setEnabled(row < panel.model.rowCount() - 1)
    _add(menu, translate("library menu", "Export library…"), panel.export_current)
    menu.addSeparator()
    _add(menu, translate("library menu", "Delete…"), panel.delete_current, "Del")


def _add(menu: QMenu, text: str, do: Callable[[], object], keys: str = "") -> QAction:
    """An action. Its keys are only shown: a shortcut of its own would work in the whole window."""
    action = menu.addAction(f"{text}\t{key_names(keys)}" if keys else text)
    action.triggered.connect(lambda _checked: do())
    return action
