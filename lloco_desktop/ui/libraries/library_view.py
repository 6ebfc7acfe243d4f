"""The list widget of the libraries: keys for what its menu offers, and rows that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_2
from lloco_desktop.ui.libraries.library_delegate import LibraryDelegate
from lloco_desktop.ui.libraries.library_model import LibraryModel

DRAGGED = 0.6  # opacity of a row that is dragged


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
        self._gap: int | None = None  # the row before which a dragged one would go
        self.setModel(model)
        self.setItemDelegate(LibraryDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # its own line says it

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row that is chosen stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    # --- dragging ------------------------------------------------------------------------

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Drag the row's own picture, through which one sees where it would go."""
        index = self.currentIndex()
        rect = self.visualRect(index)
        drag = QDrag(self)
        drag.setMimeData(self._libraries.mimeData([index]))
        drag.setPixmap(self._faded(rect))
        drag.setHotSpot(self.viewport().mapFromGlobal(QCursor.pos()) - rect.topLeft())
        drag.exec(Qt.DropAction.MoveAction)
        self._show_gap(None)

    def _faded(self, rect: QRect) -> QPixmap:
        picture = self.viewport().grab(rect)
        faded = QPixmap(picture.size())
        faded.setDevicePixelRatio(picture.devicePixelRatioF())
        faded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faded)
        painter.setOpacity(DRAGGED)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        return faded

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only its own rows: files are for the window, which knows what to do with them."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which rows it would go."""
        if event.source() is not self:
            event.ignore()
            return
        self._show_gap(self._gap_at(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It would go nowhere."""
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the row there."""
        if event.source() is not self:
            event.ignore()
            return
        top, gap = QModelIndex(), self._gap_at(event.position().toPoint())
        self._show_gap(None)
        self._libraries.moveRows(top, self.currentIndex().row(), 1, top, gap)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a line where a dragged one would go."""
        super().paintEvent(event)
        if self._gap is None:
            return
        last = self._libraries.rowCount() - 1
        row = self.visualRect(self._libraries.index(min(self._gap, last)))
        y = row.bottom() if self._gap > last else row.top()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(Theme.colours().accent), 2))
        painter.drawLine(row.left() + SPACE_2, max(y, 1), row.right() - SPACE_2, max(y, 1))

    def _gap_at(self, point: QPoint) -> int:
        """The row before which something goes that is dropped there."""
        for row in range(self._libraries.rowCount()):
            if point.y() < self.visualRect(self._libraries.index(row)).center().y():
                return row
        return self._libraries.rowCount()

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()


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
