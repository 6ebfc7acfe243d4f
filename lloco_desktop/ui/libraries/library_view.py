"""The list widget of the libraries: keys for what its menu offers, and rows that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from lloco_desktop.ui.libraries.library_delegate import LibraryDelegate
from lloco_desktop.ui.libraries.library_model import LibraryModel


class LibraryView(QListView):
    """The list; F2 renames, Delete deletes, Alt+Up and Alt+Down move.

    Signals:
        rename_wanted(), delete_wanted().
    """

    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self._libraries = model
        self.setModel(model)
        self.setItemDelegate(LibraryDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def move_current(self, by: int) -> None:
        """Move the library that is shown one row up (-1) or down (1)."""
        if self._libraries.step(self.currentIndex().row(), by):
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for what the menu offers."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only its own rows: files are for the window, which knows what to do with them."""
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Likewise."""
        if event.source() is self:
            super().dragMoveEvent(event)
        else:
            event.ignore()


class NameField(QLineEdit):
    """A line to type a library's name into; Esc leaves it.

    Signals:
        left(): the name is not wanted any more.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the field, not the window's viewer."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
