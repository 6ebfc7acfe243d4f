"""Scrolling and zooming over pages: which are in view, where they stand, and what lies at a point."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from lloco_desktop.domain import Box
from lloco_desktop.ui.kit.layout import set_role
from lloco_desktop.ui.viewer.page_layout import GAP, MARGIN, PageLayout, Spot, usual_size
from lloco_desktop.ui.viewer.page_pointer import pinch_factor

ZOOMS = (0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0)
POINTS_TO_PIXELS = 96 / 72
WHEEL_ZOOM = 1.2  # for one step of a wheel
STEP = 48  # logical pixels that an arrow key scrolls


class Fit(Enum):
    """What the zoom follows."""

    WIDTH = "width"
    PAGE = "page"
    NOTHING = "nothing"


class PageScroller(QAbstractScrollArea):
    """A view over pages below each other; fits their width until a zoom is chosen.

    Signals:
        page_changed(int): another page (1-based) is the one being read.
        zoom_changed(int): per cent.
        scrolled(): something else is in view.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(int)
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = PageLayout()
        self._page = 0
        self.fit = Fit.WIDTH
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # pages lie as they lie in every language
        # Always there, so that the pages that fit its width do not change it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    # --- where one is --------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page being read, 1-based; 0 when nothing is shown."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._layout.sizes)

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        if 1 <= page <= self.page_count:
            self.verticalScrollBar().setValue(round(self._layout.tops[page - 1] - GAP / 2))

    def bring(self, box: Box, *, only_if_hidden: bool = False) -> None:
        """Bring a box to the upper third of the view."""
        x, y = self._layout.point(Spot(box.page - 1, box.x0, box.y0))
        right, bottom = self._layout.point(Spot(box.page - 1, box.x1, box.y1))
        down, across, view = self.verticalScrollBar(), self.horizontalScrollBar(), self.viewport()
        seen = down.value() + STEP <= y and bottom <= down.value() + view.height() - STEP
        if not (only_if_hidden and seen):
            down.setValue(max(round(y - view.height() / 3), 0))
        if x < across.value() or right > across.value() + view.width():
            across.setValue(max(round(x - view.width() / 3), 0))

    # --- zoom ----------------------------------------------------------------------------

    def fit_width(self) -> None:
        """Follow the width of the view from now on."""
        self.fit = Fit.WIDTH
        self._rescale()

    def fit_page(self) -> None:
        """Show whole pages from now on."""
        self.fit = Fit.PAGE
        page = self._page
        self._rescale()
        self.go_to(page)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps."""
        now = self._layout.scale / POINTS_TO_PIXELS
        larger = [zoom for zoom in ZOOMS if zoom > now * 1.01]
        smaller = [zoom for zoom in reversed(ZOOMS) if zoom < now * 0.99]
        choices = larger if steps > 0 else smaller
        if choices:
            self._zoom_to(choices[min(abs(steps), len(choices)) - 1])

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Larger or smaller by a factor; what lies at a point of the view stays there."""
        self._zoom_to(self._layout.scale / POINTS_TO_PIXELS * factor, point)

    def _zoom_to(self, zoom: float, point: QPointF | None = None) -> None:
        self.fit = Fit.NOTHING
        self._rescale(min(max(zoom, ZOOMS[0]), ZOOMS[-1]) * POINTS_TO_PIXELS, point)

    def _rescale(self, scale: float | None = None, point: QPointF | None = None) -> None:
        """Change the scale, keeping the place that is being read, or the one at a point."""
        at = point or QPointF(self.viewport().width() / 2, 0)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        spot = self._layout.spot(across.value() + at.x(), down.value() + at.y())
        self._lay_out(self._layout.sizes, scale)
        x, y = self._layout.point(spot)
        across.setValue(round(x - at.x()))
        down.setValue(round(y - at.y()))
        self.scrolled.emit()
        self.viewport().update()

    def _lay_out(self, sizes: Sequence[tuple[float, float]], scale: float | None = None) -> None:
        view = self.viewport()
        width, height = usual_size(sizes)
        by_width = max(view.width() - 2 * MARGIN, 80) / width
        match self.fit:
            case Fit.WIDTH:
                scale = by_width
            case Fit.PAGE:
                scale = min(by_width, max(view.height() - 2 * GAP, 80) / height)
        self._layout = PageLayout(sizes, scale or self._layout.scale, view.width())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(round(self._layout.height) - view.height(), 0))
        down.setPageStep(max(view.height() - STEP, 1))
        down.setSingleStep(STEP)
        set_role(down, "needed" if down.maximum() else "idle")
        across.setRange(0, max(round(self._layout.width) - view.width(), 0))
        across.setPageStep(view.width())
        across.setSingleStep(STEP)
        self.zoom_changed.emit(round(100 * self._layout.scale / POINTS_TO_PIXELS))

    # --- places --------------------------------------------------------------------------

    def spot_at(self, point: QPointF) -> Spot:
        """What lies at a point of the view."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self._layout.spot(across + point.x(), down + point.y())

    def rect_of(self, box: Box) -> QRect:
        """Where a box lies in the view."""
        page = self._page_rect(box.page - 1)
        scale = self._layout.scale
        left, top = page.left() + box.x0 * scale, page.top() + box.y0 * scale
        return QRectF(left, top, (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale).toAlignedRect()

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height())

    def _page_rect(self, number: int) -> QRectF:
        """A page (0-based) in the view, on whole pixels of the screen, so that its image stays sharp."""
        left, top, width, height = self._layout.rect(number)
        ratio = self.devicePixelRatioF()
        left, top = left - self.horizontalScrollBar().value(), top - self.verticalScrollBar().value()
        return QRectF(round(left * ratio) / ratio, round(top * ratio) / ratio, width, height)

    # --- events --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or only centre again."""
        super().resizeEvent(event)
        self._rescale(self._layout.scale)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw at the new place."""
        self.viewport().update()
        self._scrolled()

    def _scrolled(self) -> None:
        self.scrolled.emit()
        if self._layout.sizes:
            page = self._layout.page_at(self.verticalScrollBar().value() + self.viewport().height() / 3) + 1
            if page != self._page:
                self._page = page
                self.page_changed.emit(page)

    def viewportEvent(self, event: QEvent) -> bool:
        """Fingers on a touchpad or a screen zoom."""
        pinch = pinch_factor(event, self.viewport())
        if pinch is not None:
            self.zoom_at(*pinch)
            event.accept()
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(event.position(), WHEEL_ZOOM ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ends of the document, pages and zoom; the rest scrolls."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()  # the viewer's
            return
        bar = self.verticalScrollBar()
        turns = self.horizontalScrollBar().maximum() == 0
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Left if turns:
                self.go_to(max(self._page - 1, 1))
            case Qt.Key.Key_Right if turns:
                self.go_to(min(self._page + 1, self.page_count))
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
