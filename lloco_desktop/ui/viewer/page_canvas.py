"""The pages of one document below each other, drawn as they come, with what is marked, found and selected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lloco_desktop.documents.page_text import PageText
from lloco_desktop.domain import Box
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.viewer.page_painting import paint_strokes, strokes
from lloco_desktop.ui.viewer.page_pointer import PagePointer
from lloco_desktop.ui.viewer.page_scroller import PageScroller
from lloco_desktop.ui.viewer.page_search import PageSearch
from lloco_desktop.ui.viewer.page_selection import PageSelection
from lloco_desktop.ui.viewer.page_source import PageKey, PageSource

DIM = 26  # of 255, how much pages are darkened in the dark theme
SETTLE_MS = 40  # pages are asked for this often while scrolling


class PageCanvas(PageScroller):
    """Draws the pages of a document with what is marked, found and selected on them."""

    def __init__(self, source: PageSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._path: Path | None = None
        self._boxes: tuple[Box, ...] = ()
        self.search = PageSearch(source, self)
        self.selection = PageSelection(self.words, self)
        self.pointer = PagePointer(self)
        self.setAccessibleName(self.tr("Pages"))
        for widget in (self, self.viewport()):
            widget.setProperty("role", "desk")
        self.viewport().setMouseTracking(True)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_pages)
        self._connect()

    def _connect(self) -> None:
        self._source.rendered.connect(self._page_came)
        self._source.words_came.connect(self._words_came)
        self._source.page_failed.connect(self._words_came)
        self.scrolled.connect(self._want_pages)
        self.selection.changed.connect(self.viewport().update)
        self.search.changed.connect(self.viewport().update)
        self.search.moved.connect(self._show_found)

    # --- what is shown -------------------------------------------------------------------

    def show_document(self, path: Path, sizes: Sequence[tuple[float, float]]) -> None:
        """Show another document from its first page."""
        self._path, self._boxes, self._page = path, (), 0
        self.selection.clear()
        self._lay_out(sizes)
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def clear(self) -> None:
        """Show nothing."""
        self._path, self._boxes = None, ()
        self.selection.clear()
        self.search.clear()
        self._lay_out(())
        self.viewport().update()

    def mark(self, page: int, boxes: Sequence[Box]) -> None:
        """Mark these boxes and bring the first of them, or else the page, into view."""
        self._boxes = tuple(box for box in boxes if 1 <= box.page <= self.page_count)
        first = min(self._boxes, key=lambda box: (box.page, box.y0), default=None)
        if first is None:
            self.go_to(page)
        else:
            self.bring(first)
        self.viewport().update()

    def remark(self, boxes: Sequence[Box]) -> None:
        """Mark these boxes instead; what is in view stays."""
        self._boxes = tuple(boxes)
        self.viewport().update()

    @property
    def path(self) -> Path | None:
        """The document that is shown."""
        return self._path

    def marked(self) -> tuple[Box, ...]:
        """What is marked."""
        return self._boxes

    def words(self, page: int) -> PageText | None:
        """The words of a page (1-based), once they have come."""
        return self._source.words(self._path, page) if self._path is not None else None

    def _show_found(self) -> None:
        place = self.search.current
        if place is not None:
            self.bring(place[0], only_if_hidden=True)
        self.viewport().update()

    # --- drawing -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, image, and what is marked on it."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(Theme.colours().desk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in self._visible():
            rect = self._page_rect(number)
            painter.fillRect(rect, QColor("#FFFFFF"))
            self._paint_page(painter, number + 1, rect)
            self._paint_marks(painter, number + 1, rect)

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        assert self._path is not None
        exact = self._source.pixmap(self._path, page, self._device_zoom())
        if exact is not None:
            ratio = self.devicePixelRatioF()
            size = (
                QRectF(exact.rect()).size() / ratio
            )  # less than a pixel from the paper's, and not stretched
            painter.drawPixmap(QRectF(rect.topLeft(), size), exact, QRectF(exact.rect()))
        elif (image := self._source.any_pixmap(self._path, page)) is not None:
            painter.drawPixmap(rect, image, QRectF(image.rect()))
        elif problem := self._source.problem(self._path, page):
            painter.setPen(QColor("#5E6066"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(24, 24, -24, -24), int(flags), problem)
        if Theme.colours().is_dark:
            painter.fillRect(rect, QColor(0, 0, 0, DIM))  # white paper is a lamp in a dark room

    def _paint_marks(self, painter: QPainter, page: int, rect: QRectF) -> None:
        colours, scale = Theme.colours(), self._layout.scale
        marked = [box for box in self._boxes if box.page == page]
        paint_strokes(painter, rect, scale, strokes(marked), colours.marker)
        for place in self.search.places_on(page):
            if place is self.search.current:
                lines = strokes(place)
                paint_strokes(painter, rect, scale, lines, colours.found_now, colours.found_edge)
            else:
                paint_strokes(painter, rect, scale, strokes(place), colours.found)
        text = self.words(page)
        if text is not None and not self.selection.is_empty:
            paint_strokes(painter, rect, scale, strokes(self.selection.boxes_on(text)), colours.picked)

    def _device_zoom(self) -> float:
        return round(self._layout.scale * self.devicePixelRatioF(), 3)

    # --- what comes ----------------------------------------------------------------------

    def _want_pages(self) -> None:
        if not self._settle.isActive():  # not begun anew: pages come while scrolling goes on
            self._settle.start()

    def _ask_for_pages(self) -> None:
        visible = self._visible()
        if self._path is None or not visible:
            return
        pages = [number + 1 for number in visible]
        near = [*pages, pages[-1] + 1, pages[-1] + 2, pages[0] - 1]
        self._source.want(
            self._path, [one for one in near if 1 <= one <= self.page_count], self._device_zoom()
        )
        self._source.want_words(self._path, pages)

    def _page_came(self, key: PageKey) -> None:
        if key.path == self._path:
            self.viewport().update()

    def _words_came(self, path: Path, _page: int) -> None:
        if path == self._path:
            self.viewport().update()

    # --- events --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select."""
        self.pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self.pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on selecting, or show that there is text."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The selection is made."""
        self.pointer.release()
