"""The loss curve: a soft band of all that was measured, and the smoothed line through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lloco_desktop.learning.report import LossPoint
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.painting import small
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import RADIUS, SPACE_1, SPACE_2, SPACE_3
from lloco_desktop.ui.learn.curves import Column, decimals, smoothed, thinned, ticks, whole_ticks

HEIGHT = 196
Flag = Qt.AlignmentFlag


class LossChart(QWidget):
    """Draws losses by step. The mouse, or the arrow keys, read single steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[LossPoint] = []
        self._steps_wanted = 0
        self._columns: list[Column] = []
        self._columns_for: tuple[int, int] = (0, 0)
        self._at: int | None = None  # index of the point that is read
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # steps go to the right in every language
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    # --- what is shown -------------------------------------------------------------------

    def set_points(self, points: Sequence[LossPoint], steps: int = 0) -> None:
        """Show these; the axis reaches to `steps` where it is known how many will come."""
        if len(points) < len(self._points):
            self._at = None
        self._points = list(points)
        self._steps_wanted = steps
        self._columns_for = (0, 0)
        self._say()
        self.update()

    @property
    def points(self) -> tuple[LossPoint, ...]:
        """What is shown."""
        return tuple(self._points)

    def text(self) -> str:
        """The curve in words, for who cannot see it."""
        if not self._points:
            return self.tr("Loss by step: nothing yet.")
        losses = [point.loss for point in self._points]
        lowest = min(self._points, key=lambda point: point.loss)
        smooth = smoothed(losses, max(len(losses) // 25, 1))
        return self.tr(
            "Loss by step, {n} steps: it began at {first:.2f} and is {last:.2f} at step {step} "
            "(smoothed {smooth:.2f}); lowest {low:.2f} at step {low_step}."
        ).format(
            n=f"{len(losses):,}",
            first=losses[0],
            last=losses[-1],
            step=words.number(self._points[-1].step),
            smooth=smooth[-1],
            low=lowest.loss,
            low_step=words.number(lowest.step),
        )

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Loss curve"))
        self.setAccessibleDescription(self.text())

    def sizeHint(self) -> QSize:
        """Wide, and as tall as it always is."""
        return QSize(480, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """May be narrow."""
        return QSize(220, HEIGHT)

    # --- reading single steps ------------------------------------------------------------

    def reading(self) -> str:
        """What the marked step says."""
        if self._at is None or self._at >= len(self._points):
            return ""
        point = self._points[self._at]
        return self.tr("Step {step}: loss {loss:.3f}").format(step=words.number(point.step), loss=point.loss)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the step under the mouse."""
        area = self._area(*self._scales())
        if self._points and area.adjusted(-4, -8, 4, 8).contains(event.position()):
            last = self._last_step()
            step = (event.position().x() - area.left()) / max(area.width(), 1) * last
            self._mark(self._nearest(step))
        else:
            self._mark(None)

    def leaveEvent(self, event: QEvent) -> None:
        """Read none."""
        super().leaveEvent(event)
        self._mark(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the step before and after, Home and End the first and last."""
        last = len(self._points) - 1
        stride = max(len(self._points) // 100, 1)
        now = last + stride if self._at is None else self._at
        where = {
            Qt.Key.Key_Left: now - stride,
            Qt.Key.Key_Right: now + stride,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if where is None or last < 0:
            super().keyPressEvent(event)
            return
        self._mark(min(max(where, 0), last))

    def focusOutEvent(self, event: QEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._mark(None)

    def _nearest(self, step: float) -> int:
        low, high = 0, len(self._points) - 1
        while low < high:
            middle = (low + high) // 2
            if self._points[middle].step < step:
                low = middle + 1
            else:
                high = middle
        if low and step - self._points[low - 1].step < self._points[low].step - step:
            return low - 1
        return low

    def _mark(self, at: int | None) -> None:
        if at == self._at:
            return
        self._at = at
        self.setAccessibleDescription(self.reading() or self.text())
        self.update()

    # --- geometry ------------------------------------------------------------------------

    def _last_step(self) -> int:
        newest = self._points[-1].step if self._points else 0
        return max(newest, self._steps_wanted, 1)

    def _scales(self) -> tuple[list[float], list[int]]:
        losses = [point.loss for point in self._points]
        low, high = (min(losses), max(losses)) if losses else (0.0, 1.0)
        down = ticks(low if low > high * 0.4 else 0.0, high, 5)
        across = whole_ticks(self._last_step(), 7 if self.width() > 460 else 4)
        return down, across

    def _area(self, down: Sequence[float], across: Sequence[int]) -> QRectF:
        metrics = QFontMetricsF(small(self.font()))
        places = decimals(down)
        left = max(metrics.horizontalAdvance(f"{tick:.{places}f}") for tick in down) + SPACE_2
        right = metrics.horizontalAdvance(words.number(across[-1])) / 2 + 2
        below = metrics.height() * 2 + SPACE_2
        above = metrics.height() + SPACE_2
        return QRectF(left, above, self.width() - left - right, self.height() - above - below)

    def _point(self, area: QRectF, down: Sequence[float], step: float, loss: float) -> QPointF:
        share = (loss - down[0]) / ((down[-1] - down[0]) or 1.0)
        return QPointF(
            area.left() + area.width() * step / self._last_step(), area.bottom() - area.height() * share
        )

    def _place(self, at: int) -> QPointF:
        down, across = self._scales()
        point = self._points[at]
        return self._point(self._area(down, across), down, point.step, point.loss)

    def _thinned(self, width: int) -> list[Column]:
        wanted = (len(self._points), width)
        if wanted != self._columns_for:
            steps = [point.step for point in self._points]
            self._columns = thinned(steps, [point.loss for point in self._points], max(width, 1))
            self._columns_for = wanted
        return self._columns

    # --- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, band, line, the step that is read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(self.font()))
        down, across = self._scales()
        area = self._area(down, across)
        self._paint_axes(painter, area, down, across)
        if self._points:
            self._paint_curve(painter, area, down)
        else:
            painter.setPen(QColor(Theme.colours().ink_soft))
            painter.drawText(area, int(Flag.AlignCenter), self.tr("The curve begins with the first step."))
        if self.hasFocus():
            painter.setPen(QPen(QColor(Theme.colours().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()

    def _paint_axes(
        self, painter: QPainter, area: QRectF, down: Sequence[float], across: Sequence[int]
    ) -> None:
        colours = Theme.colours()
        metrics = QFontMetricsF(painter.font())
        height, places = metrics.height(), decimals(down)
        for tick in down if self._points else ():
            y = self._point(area, down, 0, tick).y()
            painter.setPen(QPen(QColor(colours.hairline), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.ink_soft))
            where = QRectF(0, y - height / 2, area.left() - SPACE_2, height)
            painter.drawText(where, int(Flag.AlignRight | Flag.AlignVCenter), f"{tick:.{places}f}")
        painter.setPen(QColor(colours.ink_soft))
        painter.drawText(QRectF(0, 0, 120, height), int(Flag.AlignLeft), self.tr("Loss"))
        below = area.bottom() + SPACE_1
        for step in across if self._points else ():
            x = self._point(area, down, step, down[0]).x()
            painter.drawText(QRectF(x - 40, below, 80, height), int(Flag.AlignHCenter), words.number(step))
        if self._points:
            where = QRectF(area.left(), below + height, area.width(), height)
            painter.drawText(where, int(Flag.AlignRight), self.tr("Step"))

    def _paint_curve(self, painter: QPainter, area: QRectF, down: Sequence[float]) -> None:
        colours = Theme.colours()
        columns = self._thinned(int(area.width() / 1.5))
        accent = QColor(colours.accent)
        band = QColor(accent)
        band.setAlphaF(0.30)
        painter.setPen(
            QPen(band, 1.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        raw = []
        for column in columns:
            raw.append(self._point(area, down, column.x, column.high))
            if column.low != column.high:
                raw.append(self._point(area, down, column.x, column.low))
        painter.drawPolyline(QPolygonF(raw))
        painter.setPen(
            QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        line = [self._point(area, down, column.x, column.level) for column in columns]
        if len(line) > 1:
            painter.drawPolyline(QPolygonF(line))
        else:
            painter.drawPoint(line[0])
        if self._at is not None and self._at < len(self._points):
            self._paint_mark(painter, area, self._place(self._at))

    def _paint_mark(self, painter: QPainter, area: QRectF, place: QPointF) -> None:
        colours = Theme.colours()
        painter.setPen(QPen(QColor(colours.ink_faint), 1))
        painter.drawLine(QPointF(place.x(), area.top()), QPointF(place.x(), area.bottom()))
        painter.setPen(QPen(QColor(colours.ground), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(place, 4.5, 4.5)
        self._paint_reading(painter, place)

    def _paint_reading(self, painter: QPainter, place: QPointF) -> None:
        """The step and its loss beside the mark, on the side where there is room; no tooltip's window."""
        colours = Theme.colours()
        metrics = QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(self.reading()) + 2 * SPACE_2, metrics.height() + SPACE_2
        left = place.x() + SPACE_3
        if left + width > self.width():
            left = place.x() - SPACE_3 - width
        box = QRectF(left, max(place.y() - height - SPACE_2, 1.0), width, height)
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(box, SPACE_1, SPACE_1)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box, int(Flag.AlignCenter), self.reading())
