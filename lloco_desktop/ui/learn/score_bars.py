"""Scores before and after as bars, with the whiskers of their 95% intervals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lloco_desktop.learning.report import Comparison, Score
from lloco_desktop.ui.kit.painting import bold, small
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.curves import ticks

BAR, BETWEEN = 14, 5
HEADING = 22
GROUP = HEADING + 2 * BAR + BETWEEN + 20  # with the distance to the next
Flag = Qt.AlignmentFlag


class ScoreBars(QWidget):
    """One pair of bars for each set of questions; the numbers stand beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparisons: tuple[Comparison, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers grow to the right in every language
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_comparisons(self, comparisons: Sequence[Comparison]) -> None:
        """Show these."""
        self._comparisons = tuple(comparisons)
        self.setAccessibleName(self.tr("Scores before and after learning"))
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The bars in words, for who cannot see them."""
        return " ".join(learn_words.comparison(one) for one in self._comparisons)

    def top(self) -> float:
        """Where the axis ends: a round number that every whisker is below."""
        most = max((max(one.before.f1.high, one.after.f1.high) for one in self._comparisons), default=0.0)
        return next(end for end in (10.0, 25.0, 50.0, 100.0) if most <= end or end == 100.0)

    def sizeHint(self) -> QSize:
        """As tall as its pairs and the axis."""
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        """May be narrow."""
        return QSize(260, self._height())

    def _height(self) -> int:
        return len(self._comparisons) * GROUP + 18

    def event(self, event: QEvent) -> bool:
        """All numbers of a pair as its tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().y() // GROUP
            if 0 <= at < len(self._comparisons):
                QToolTip.showText(event.globalPos(), learn_words.comparison(self._comparisons[at]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # --- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The axis behind, then the pairs."""
        if not self._comparisons:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = self._bars_area()
        self._paint_axis(painter, bars)
        for place, one in enumerate(self._comparisons):
            self._paint_pair(painter, bars, place * GROUP, one)
        painter.end()

    def _names(self) -> tuple[str, str]:
        return self.tr("Before"), self.tr("After")

    def _bars_area(self) -> QRectF:
        metrics = QFontMetricsF(small(self.font()))
        left = max(metrics.horizontalAdvance(name) for name in self._names()) + SPACE_3
        right = metrics.horizontalAdvance("100.0  (100.0 to 100.0)") + SPACE_3
        return QRectF(left, 0, max(self.width() - left - right, 40), len(self._comparisons) * GROUP)

    def _x(self, bars: QRectF, value: float) -> float:
        return bars.left() + bars.width() * min(max(value / self.top(), 0.0), 1.0)

    def _paint_axis(self, painter: QPainter, bars: QRectF) -> None:
        colours = Theme.colours()
        painter.setFont(small(self.font()))
        height = QFontMetricsF(painter.font()).height()
        for tick in ticks(0, self.top(), 6 if bars.width() > 240 else 3):
            x = self._x(bars, tick)
            painter.setPen(QPen(QColor(colours.hairline), 1))
            for place in range(len(self._comparisons)):
                above = place * GROUP + HEADING - 2
                painter.drawLine(QPointF(x, above), QPointF(x, above + 2 * BAR + BETWEEN + 4))
            painter.setPen(QColor(colours.ink_soft))
            where = QRectF(x - 20, bars.bottom() - 10, 40, height)
            painter.drawText(where, int(Flag.AlignHCenter), f"{tick:g}")

    def _paint_pair(self, painter: QPainter, bars: QRectF, top: float, one: Comparison) -> None:
        colours = Theme.colours()
        self._paint_heading(painter, top, one)
        names = self._names()
        for row, (score, colour) in enumerate(
            ((one.before, QColor(colours.ink_faint)), (one.after, QColor(colours.accent)))
        ):
            y = top + HEADING + row * (BAR + BETWEEN)
            painter.setFont(small(self.font()))
            painter.setPen(QColor(colours.ink_soft))
            painter.drawText(
                QRectF(0, y, bars.left(), BAR), int(Flag.AlignLeft | Flag.AlignVCenter), names[row]
            )
            self._paint_bar(painter, bars, y, score, colour)

    def _paint_heading(self, painter: QPainter, top: float, one: Comparison) -> None:
        colours = Theme.colours()
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        gain = learn_words.gain(one.gain)
        width = metrics.horizontalAdvance(gain) + SPACE_2
        title = f"{learn_words.measured(one.measured)} · {learn_words.questions(one.before.questions)}"
        room = QRectF(0, top, self.width() - width - SPACE_2, HEADING - 4)
        painter.setPen(QColor(colours.ink))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Flag.AlignLeft | Flag.AlignVCenter), shown)
        sure = one.gain.low > 0 or one.gain.high < 0
        painter.setFont(bold(self.font()) if sure else self.font())
        painter.setPen(QColor(colours.ink if sure else colours.ink_soft))
        where = QRectF(self.width() - width - 12, top, width + 12, HEADING - 4)
        painter.drawText(where, int(Flag.AlignRight | Flag.AlignVCenter), gain)

    def _paint_bar(self, painter: QPainter, bars: QRectF, y: float, score: Score, colour: QColor) -> None:
        colours = Theme.colours()
        f1 = score.f1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(
            QRectF(bars.left(), y, max(self._x(bars, f1.mean) - bars.left(), 1.5), BAR), 2, 2
        )
        painter.setPen(QPen(QColor(colours.ink), 1.25))
        low, high, middle = self._x(bars, f1.low), self._x(bars, f1.high), y + BAR / 2
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        for end in (low, high):
            painter.drawLine(QPointF(end, middle - 3.5), QPointF(end, middle + 3.5))
        painter.setFont(small(self.font()))
        painter.setPen(QColor(colours.ink))
        text = learn_words.number(f1.mean)
        where = QRectF(bars.right() + SPACE_3, y, self.width() - bars.right() - SPACE_3, BAR)
        painter.drawText(where, int(Flag.AlignLeft | Flag.AlignVCenter), text)
        advance = QFontMetricsF(painter.font()).horizontalAdvance("100.0 ")
        painter.setPen(QColor(colours.ink_soft))
        painter.drawText(
            where.adjusted(advance, 0, 0, 0),
            int(Flag.AlignLeft | Flag.AlignVCenter),
            f"({learn_words.interval(f1)})",
        )
