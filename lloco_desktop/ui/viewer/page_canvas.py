"""The pages of one document below each other, drawn as they come, with a passage marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from lloco_desktop.domain import Box
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.viewer.page_source import PageKey, PageSource

GAP = 12
MARGIN = 16
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
POINTS_TO_PIXELS = 96 / 72
DIM = 26  # of 255, how much pages are darkened in the dark theme
SETTLE_MS = 40  # scrolling must rest this long before pages are rendered


class PageCanvas(QAbstractScrollArea):
    """Scrolls through pages; fits their width until a zoom is chosen.

    Signals:
        page_changed(int): another page (1-based) is the one being read.
        zoom_changed(int): per cent.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, source: PageSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._path: Path | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._tops: list[float] = []
        self._boxes: tuple[Box, ...] = ()
        self._scale = 1.0  # logical pixels per point
        self._fits = True
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setProperty("role", "desk")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_pages)
        source.rendered.connect(self._page_came)

    # --- what is shown -------------------------------------------------------------------

    def show_document(self, path: Path, sizes: Sequence[tuple[float, float]]) -> None:
        """Show another document from its first page."""
        self._path, self._sizes, self._boxes, self._page = path, tuple(sizes), (), 0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def clear(self) -> None:
        """Show nothing."""
        self._path, self._sizes, self._boxes = None, (), ()
        self._lay_out()
        self.viewport().update()

    def mark(self, page: int, boxes: Sequence[Box]) -> None:
        """Mark these boxes and bring the first of them, or else the page, into view."""
        self._boxes = tuple(boxes)
        first = min(boxes, key=lambda box: (box.page, box.y0), default=None)
        if first is None or not 1 <= first.page <= len(self._sizes):
            self.go_to(page)
        else:
            target = self._tops[first.page - 1] + first.y0 * self._scale - self.viewport().height() / 3
            self.verticalScrollBar().setValue(max(round(target), 0))
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        if 1 <= page <= len(self._sizes):
            self.verticalScrollBar().setValue(round(self._tops[page - 1] - GAP / 2))

    @property
    def page(self) -> int:
        """The page being read, 1-based; 0 when nothing is shown."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    def marked(self) -> tuple[Box, ...]:
        """What is marked."""
        return self._boxes

    # --- zoom ----------------------------------------------------------------------------

    def fit_width(self) -> None:
        """Follow the width of the view from now on."""
        self._fits = True
        self._rescale()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps."""
        now = self._scale / POINTS_TO_PIXELS
        larger = [zoom for zoom in ZOOMS if zoom > now * 1.01]
        smaller = [zoom for zoom in reversed(ZOOMS) if zoom < now * 0.99]
        choices = larger if steps > 0 else smaller
        if choices:
            self._fits = False
            self._rescale(choices[min(abs(steps), len(choices)) - 1] * POINTS_TO_PIXELS)

    def _rescale(self, scale: float | None = None) -> None:
        """Change the scale, keeping the place that is being read."""
        bar = self.verticalScrollBar()
        page, into = self._place(bar.value())
        self._lay_out(scale)
        if self._sizes:
            bar.setValue(round(self._tops[page] + into * self._sizes[page][1] * self._scale))
        self._settle.start()
        self.viewport().update()

    def _place(self, y: float) -> tuple[int, float]:
        """Which page lies at a height of the whole, and how far into it (0 to 1)."""
        index = max(bisect_right(self._tops, y + GAP) - 1, 0)
        if not self._sizes:
            return 0, 0.0
        return index, (y - self._tops[index]) / (self._sizes[index][1] * self._scale)

    def _lay_out(self, scale: float | None = None) -> None:
        widest = max((width for width, _height in self._sizes), default=612.0)
        room = max(self.viewport().width() - 2 * MARGIN, 80)
        if self._fits:
            self._scale = room / widest
        elif scale is not None:
            self._scale = scale
        top, self._tops = float(GAP), []
        for _width, height in self._sizes:
            self._tops.append(top)
            top += height * self._scale + GAP
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(round(top) - self.viewport().height(), 0))
        vertical.setPageStep(max(self.viewport().height() - 48, 1))
        vertical.setSingleStep(48)
        overhang = widest * self._scale + 2 * MARGIN - self.viewport().width()
        horizontal.setRange(0, 0 if self._fits else max(round(overhang), 0))
        horizontal.setPageStep(self.viewport().width())
        self.zoom_changed.emit(round(100 * self._scale / POINTS_TO_PIXELS))

    # --- drawing -------------------------------------------------------------------------

    def _visible(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        first = max(bisect_right(self._tops, top) - 1, 0)
        return list(range(first, min(bisect_right(self._tops, bottom), len(self._tops))))

    def _page_rect(self, number: int) -> QRectF:
        width, height = (side * self._scale for side in self._sizes[number])
        left = max((self.viewport().width() - width) / 2, MARGIN) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    def _device_zoom(self) -> float:
        return round(self._scale * self.devicePixelRatioF(), 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, image, marker."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(Theme.colours().desk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in self._visible():
            rect = self._page_rect(number)
            painter.fillRect(rect, QColor("#FFFFFF"))
            self._paint_page(painter, number, rect)
            self._paint_marker(painter, number, rect)

    def _paint_page(self, painter: QPainter, number: int, rect: QRectF) -> None:
        assert self._path is not None
        exact = self._source.pixmap(self._path, number + 1, self._device_zoom())
        image = exact or self._source.any_pixmap(self._path, number + 1)
        if image is not None:
            painter.drawPixmap(rect, image, QRectF(QPointF(), QRectF(image.rect()).size()))
        if Theme.colours().is_dark:
            painter.fillRect(rect, QColor(0, 0, 0, DIM))  # white paper is a lamp in a dark room

    def _paint_marker(self, painter: QPainter, number: int, rect: QRectF) -> None:
        boxes = [box for box in self._boxes if box.page == number + 1]
        if not boxes:
            return
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Theme.colours().marker))
        for line in _marker_lines(boxes):
            shape = QRectF(
                rect.left() + line.left() * self._scale,
                rect.top() + line.top() * self._scale,
                line.width() * self._scale,
                line.height() * self._scale,
            )
            painter.drawRoundedRect(shape, 2.5, 2.5)
        painter.restore()

    def _ask_for_pages(self) -> None:
        if self._path is None or not self._sizes:
            return
        visible = self._visible()
        if not visible:
            return
        near = [*visible, visible[-1] + 1, visible[0] - 1]
        pages = [number + 1 for number in near if 0 <= number < len(self._sizes)]
        self._source.want(self._path, pages, self._device_zoom())

    def _page_came(self, key: PageKey) -> None:
        if key.path == self._path:
            self.viewport().update()

    # --- events --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or only centre again."""
        super().resizeEvent(event)
        self._rescale(self._scale)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw at the new place; pages are asked for when scrolling rests."""
        self.viewport().update()
        self._scrolled()

    def _scrolled(self) -> None:
        self._settle.start()
        if self._sizes:
            page = self._place(self.verticalScrollBar().value() + self.viewport().height() / 3)[0] + 1
            if page != self._page:
                self._page = page
                self.page_changed.emit(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, End and zoom keys; the rest scrolls."""
        match event.key():
            case Qt.Key.Key_Home:
                self.verticalScrollBar().setValue(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(1)
            case Qt.Key.Key_Minus:
                self.zoom_by(-1)
            case Qt.Key.Key_0:
                self.fit_width()
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """A comfortable column."""
        return QSize(460, 600)


def _marker_lines(boxes: Sequence[Box]) -> list[QRectF]:
    """One stroke a line: boxes of the same line joined, gaps between lines left as a pen would."""
    strokes: list[QRectF] = []
    for box in sorted(boxes, key=lambda one: (one.y0, one.x0)):
        rect = QRectF(QPointF(box.x0 - 1.5, box.y0 - 0.5), QPointF(box.x1 + 1.5, box.y1 + 0.5))
        last = strokes[-1] if strokes else None
        same_line = last is not None and abs(last.center().y() - rect.center().y()) < rect.height() / 2
        if last is not None and same_line and rect.left() - last.right() < 2 * rect.height():
            strokes[-1] = last.united(rect)
        else:
            strokes.append(rect)
    for upper, lower in pairwise(strokes):
        # A multiplied overlap would show as a darker band between two lines.
        if upper.top() < lower.top() < upper.bottom() and lower.left() < upper.right():
            upper.setBottom(lower.top())
    return strokes
