"""How marked, found and selected text looks on a page: strokes of a pen, one a line, over the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lloco_desktop.domain import Box

ROUNDING = 2.5
EDGE = 1.25
AROUND = (1.5, 0.5)  # points that a stroke reaches beyond its text


def strokes(boxes: Sequence[Box]) -> list[QRectF]:
    """One stroke a line: boxes of the same line joined, gaps between lines left as a pen would."""
    made: list[QRectF] = []
    across, along = AROUND
    for box in sorted(boxes, key=lambda one: (one.y0, one.x0)):
        rect = QRectF(QPointF(box.x0 - across, box.y0 - along), QPointF(box.x1 + across, box.y1 + along))
        last = made[-1] if made else None
        same_line = last is not None and abs(last.center().y() - rect.center().y()) < rect.height() / 2
        if last is not None and same_line and rect.left() - last.right() < 2 * rect.height():
            made[-1] = last.united(rect)
        else:
            made.append(rect)
    for upper, lower in pairwise(made):
        # A multiplied overlap would show as a darker band between two lines.
        if upper.top() < lower.top() < upper.bottom() and lower.left() < upper.right():
            upper.setBottom(lower.top())
    return made


def paint_strokes(
    painter: QPainter, page: QRectF, scale: float, lines: Sequence[QRectF], colour: str, outline: str = ""
) -> None:
    """Strokes in points, drawn on the paper at `page` so that what is below shows through."""
    if not lines:
        return
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(QPen(QColor(outline), EDGE) if outline else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(colour))
    beyond = EDGE if outline else 0.0  # an edge on small letters would hide them
    for line in lines:
        shape = placed(line, page, scale).adjusted(-beyond, -beyond, beyond, beyond)
        rounding = min(ROUNDING, shape.height() / 4)
        painter.drawRoundedRect(shape, rounding, rounding)
    painter.restore()


def placed(rect: QRectF, page: QRectF, scale: float) -> QRectF:
    """A rectangle in points as it lies on the screen."""
    left, top = page.left() + rect.left() * scale, page.top() + rect.top() * scale
    return QRectF(left, top, rect.width() * scale, rect.height() * scale)
