"""Turns below each other, placed by hand.

A box layout asks all its rows again whenever one changes, which for hundreds of answers takes longer than a
frame. Here a turn is measured when it says that it changed, those that are seen first, and the others follow
as there is time.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from lloco_desktop.ui.chat.turn_view import TurnView
from lloco_desktop.ui.kit.tokens import MEASURE, SCROLL_BAR, SPACE_4, SPACE_6

TOP = SPACE_4  # above the first turn, and above one that is brought up


class TurnColumn(QWidget):
    """Holds the turns at reading width, with a button above them.

    Signals:
        changed(): something may be taller or shorter now; `arrange` is to be called.
    """

    changed = Signal()

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        self._button = button
        button.setParent(self)
        self._heights: dict[TurnView, int] = {}
        self._tops: dict[TurnView, int] = {}
        self._stale: set[TurnView] = set()  # to be measured again
        self.turns: list[TurnView] = []
        self.end = TOP  # of the last turn

    # --- turns ---------------------------------------------------------------------------

    def insert(self, place: int, view: TurnView) -> None:
        """Add a turn."""
        view.setParent(self)
        view.installEventFilter(self)
        view.resize(self._width(), 100)
        view.show()  # polished now, so that its first height is the right one
        self.turns.insert(place, view)
        self._heights[view] = view.heightForWidth(self._width())

    def clear(self) -> None:
        """Remove all turns."""
        for view in self.turns:
            view.hide()
            view.deleteLater()
        self.turns = []
        self._heights.clear()
        self._tops.clear()
        self._stale.clear()
        self.end = TOP

    def top(self, view: TurnView) -> int:
        """Where a turn begins."""
        return self._tops.get(view, self.end)

    def at(self, y: int) -> TurnView | None:
        """The first turn that reaches below a height, of those that are placed."""
        placed = (view for view in self.turns if view in self._tops)
        return next((view for view in placed if self._tops[view] + self._heights[view] > y), None)

    # --- placing -------------------------------------------------------------------------

    def set_width(self, width: int) -> None:
        """The view is wider or narrower."""
        before = self._width()
        self.resize(width, self.height())
        if self._width() != before:
            self._stale.update(self.turns)

    def arrange(self, seen: range, seconds: float) -> bool:
        """Measure and place; False if there was no time for all. Turns in the `seen` heights come first."""
        until = time.perf_counter() + seconds
        waiting = [view for view in self.turns if view in self._stale]
        waiting.sort(key=lambda view: not self._is_seen(view, seen))
        for view in waiting:
            if time.perf_counter() > until and not self._is_seen(view, seen):
                break
            self._stale.discard(view)
            self._heights[view] = view.heightForWidth(self._width())
        self._place()
        return not self._stale

    def _is_seen(self, view: TurnView, seen: range) -> bool:
        top = self._tops.get(view)
        return top is None or (top < seen.stop and top + self._heights[view] > seen.start)

    def _place(self) -> None:
        left, width, y = self._left(), self._width(), TOP
        if not self._button.isHidden():
            size = self._button.sizeHint()
            self._button.setGeometry(left + (width - size.width()) // 2, y, size.width(), size.height())
            y += size.height()
        for view in self.turns:
            height = self._heights[view]
            self._tops[view] = y
            place = QRect(left, y, width, height)
            if view.geometry() != place:
                view.setGeometry(place)
            y += height
        self.end = y

    def _width(self) -> int:
        return max(min(self.width() - 2 * SPACE_6 + SCROLL_BAR, MEASURE), 80)

    def _left(self) -> int:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before = SPACE_6 - SCROLL_BAR if mirrored else SPACE_6  # the scroll bar is on the other side
        return before + (max(self.width() - 2 * SPACE_6 + SCROLL_BAR - self._width(), 0) + 1) // 2

    def event(self, event: QEvent) -> bool:
        """A turn asks for another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.changed.emit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know which one."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, TurnView):
            self._stale.add(watched)
        return super().eventFilter(watched, event)
