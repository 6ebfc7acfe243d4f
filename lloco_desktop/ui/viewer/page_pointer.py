"""What the mouse and fingers do on pages: select by dragging, words and lines by clicks, zoom by pinching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from lloco_desktop.ui.viewer.page_selection import Grain, nearest_word, word_at

if TYPE_CHECKING:
    from lloco_desktop.ui.viewer.page_canvas import PageCanvas

SCROLL_MS = 30  # how often a drag beyond the edge scrolls
FASTEST = 90  # logical pixels that it scrolls at once


class PagePointer(QObject):
    """Turns presses and drags on a canvas into a selection.

    Signals:
        selected(): the button was released over a selection.
    """

    selected = Signal()

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed_at: QPointF | None = None  # where a drag begins; None: the button is not down
        self._to = QPointF()
        self._since_double = QElapsedTimer()
        self._double_at = QPointF()
        self._scroll = QTimer(self, interval=SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Select nothing yet, or a line with the third click, or on from the old selection with Shift."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, selection = event.position(), self._canvas.selection
        if self._is_third(point):
            self._begin(point, Grain.LINE)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not selection.is_empty:
            self._extend(point)
        else:
            selection.clear()
        self._pressed_at = self._to = point

    def double_click(self, event: QMouseEvent) -> None:
        """Select a word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._since_double.start()
            self._double_at = self._pressed_at = self._to = event.position()
            self._begin(event.position(), Grain.RUN)

    def move(self, event: QMouseEvent) -> None:
        """Drag, or show by the pointer's form that there is text."""
        self._to = event.position()
        if self._pressed_at is None:
            self._show_form()
            return
        if self._canvas.selection.is_empty:
            far = (self._to - self._pressed_at).manhattanLength() >= QApplication.startDragDistance() // 2
            if not far or not self._begin(self._pressed_at, Grain.WORD, anywhere=True):
                return
        self._extend(self._to)
        inside = 0 <= self._to.y() <= self._canvas.viewport().height()
        if inside:
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def release(self) -> None:
        """The drag ends."""
        self._scroll.stop()
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is not None and not self._canvas.selection.is_empty:
            self.selected.emit()

    def _is_third(self, point: QPointF) -> bool:
        recent = self._since_double.isValid() and not self._since_double.hasExpired(
            QApplication.doubleClickInterval()
        )
        return recent and (point - self._double_at).manhattanLength() < QApplication.startDragDistance()

    def _begin(self, point: QPointF, grain: Grain, *, anywhere: bool = False) -> bool:
        spot = self._canvas.spot_at(point)
        text = self._canvas.words(spot.page + 1)
        if text is None:
            return False
        word = nearest_word(text, spot.x, spot.y) if anywhere else word_at(text, spot.x, spot.y)
        if word is None:
            return False
        self._canvas.selection.begin(spot.page + 1, word, grain)
        return True

    def _extend(self, point: QPointF) -> None:
        spot = self._canvas.spot_at(point)
        text = self._canvas.words(spot.page + 1)
        word = nearest_word(text, spot.x, spot.y) if text is not None else None
        if word is not None:
            self._canvas.selection.extend(spot.page + 1, word)

    def _scroll_on(self) -> None:
        """The farther beyond the edge, the faster."""
        height = self._canvas.viewport().height()
        beyond = self._to.y() if self._to.y() < 0 else max(self._to.y() - height, 0)
        bar = self._canvas.verticalScrollBar()
        bar.setValue(bar.value() + round(max(-FASTEST, min(beyond, FASTEST))))
        self._extend(QPointF(self._to.x(), min(max(self._to.y(), 0), height)))

    def _show_form(self) -> None:
        spot = self._canvas.spot_at(self._to)
        text = self._canvas.words(spot.page + 1)
        over = text is not None and word_at(text, spot.x, spot.y) is not None
        form = Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor
        viewport = self._canvas.viewport()
        if viewport.cursor().shape() != form:
            viewport.setCursor(form)


def pinch_factor(event: QEvent, view: QWidget) -> tuple[QPointF, float] | None:
    """Where and by how much fingers zoom, if an event says that they do."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            return event.position(), max(1.0 + event.value(), 0.1)
        return None
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            centre = view.mapFromGlobal(pinch.centerPoint().toPoint())
            return QPointF(centre), pinch.scaleFactor() or 1.0
    return None
