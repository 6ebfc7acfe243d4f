"""The whole window as the place to drop files on, and to paste them into."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from lloco_desktop.domain import Library
from lloco_desktop.ui.drop_overlay import DropOverlay, describe
from lloco_desktop.ui.dropping import Drop, sort_out
from lloco_desktop.ui.importing import Importing

translate = QCoreApplication.translate


class DropTarget(QObject):
    """Watches a window for drags; `library_at` says where a drop at a point of it would go.

    Libraries as files (`Importing.libraries_found`) are announced here and left to whoever hears of them.
    """

    def __init__(
        self, window: QWidget, library_at: Callable[[QPoint], Library | None], importing: Importing
    ) -> None:
        super().__init__(window)
        self._library_at = library_at
        self._importing = importing
        self._drop = Drop()
        self._name = self._text = ""
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the drag events of the window."""
        match event.type():
            case QEvent.Type.DragEnter:
                assert isinstance(event, QDragEnterEvent)
                self._entered(event)
            case QEvent.Type.DragMove:
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

    def paste(self) -> bool:
        """Bring in the files on the clipboard; False if it holds none."""
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and self._importing.take(data, self._library_at(QPoint(-1, -1)), texts=True)

    def _entered(self, event: QDragEnterEvent) -> None:
        # What is dragged stays the same while it moves; a thousand files are looked at once.
        self._drop = sort_out(event.mimeData())
        self._name = self._importing.name_for(self._drop.paths)
        self._text = describe(self._drop.paths) if self._drop.paths else ""
        self._dragged(event)

    def _dragged(self, event: QDragMoveEvent) -> None:
        if self._drop.is_empty:
            event.ignore()
            return
        self.overlay.announce(*self._announcement(self._library_at(event.position().toPoint())))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _announcement(self, library: Library | None) -> tuple[str, str]:
        drop = self._drop
        if not (drop.paths or drop.has_bytes):
            if drop.libraries:
                names = ", ".join(path.stem for path in drop.libraries)
                return translate("drop", "Import library"), names
            # It is accepted so that the drop can be answered with a sentence that stays.
            return (
                translate("drop", "A web address cannot be imported"),
                translate("drop", "LLoCO opens no web addresses. Save the PDF first, then drop the file."),
            )
        if library is not None:
            title = self.tr("Add to “{library}”").format(library=library.name)
        else:
            title = self.tr("Make the library “{library}”").format(library=self._name)
        return title, self._text or translate("drop", "a PDF from another program")

    def _dropped(self, event: QDropEvent) -> None:
        self.overlay.hide()
        if self._importing.take(event.mimeData(), self._library_at(event.position().toPoint())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
