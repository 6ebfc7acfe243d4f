"""The question mark in the left column's foot: the keyboard shortcuts and the user guide."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lloco_desktop.ui.kit.icons import IconButton


class HelpButton(IconButton):
    """Opens a small menu above itself.

    Signals:
        shortcuts_wanted()
        guide_wanted()
    """

    shortcuts_wanted = Signal()
    guide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("help", "", parent)
        self.set_label(self.tr("Help"))
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> QMenu:
        """Show what there is."""
        menu = QMenu(self)
        menu.addAction(self.tr("Keyboard shortcuts") + "\tF1", self.shortcuts_wanted.emit)
        menu.addAction(self.tr("User guide"), self.guide_wanted.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu
