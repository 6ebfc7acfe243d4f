"""The whole window as the place to drop files on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from lloco_desktop.domain import Library
from lloco_desktop.ui.drop_overlay import DropOverlay, describe
from lloco_desktop.ui.importing import Importing, dropped_paths


class DropTarget(QObject):
    """Watches a window for drags; `library_at` says where a drop at a point of it would go."""

    def __init__(
        self, window: QWidget, library_at: Callable[[QPoint], Library | None], importing: Importing
    ) -> None:
        super().__init__(window)
        self._library_at = library_at
        self._importing = importing
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the drag events of the window."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                assert isinstance(event, QDragMoveEvent)
                self._dragged(event)
            case QEvent.Type.DragLeave:
                self.overlay.hide()
            case QEvent.Type.Drop:
                assert isinstance(event, QDropEvent)
                self._dropped(event)
            case _:
                return False
        return True

    def _dragged(self, event: QDragMoveEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if not paths:
            event.ignore()
            return
        library = self._library_at(event.position().toPoint())
        if library is not None:
            title = self.tr("Add to “{library}”").format(library=library.name)
        else:
            name = self._importing.name_for(paths)
            title = self.tr("Make the library “{library}”").format(library=name)
        self.overlay.announce(title, describe(paths))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _dropped(self, event: QDropEvent) -> None:
        self.overlay.hide()
        paths = dropped_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._importing.add(paths, self._library_at(event.position().toPoint()))
