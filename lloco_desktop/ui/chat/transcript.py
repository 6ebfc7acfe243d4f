"""The conversation: turns below each other in a column of reading width.

A new question is brought to the top of the view and its answer grows into empty room below it, so that
nothing that is being read moves while words come in. Long conversations show their last turns first; earlier
ones are built when they are asked for. Turns are built upwards from the end, a few milliseconds at a time, so
that a long conversation holds up neither painting nor typing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea

from lloco_desktop.dialogue import Turn
from lloco_desktop.ui.chat.answers import Underway
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.turn_column import TOP, TurnColumn
from lloco_desktop.ui.chat.turn_view import TurnView
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import set_role

AT_FIRST, MORE = 20, 40  # turns built when a conversation is opened, and for each wish for earlier ones
AT_ONCE = 2  # of them before the first frame: they fill the view
SLICE = 0.008  # seconds of building or measuring between two chances to paint


class Transcript(QScrollArea):
    """Scrolls through the turns.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        again_wanted(TurnView), worded(TurnView, str), follow_up_chosen(TurnView, FollowUp)
    """

    citation_chosen = Signal(object, int)
    again_wanted = Signal(object)
    worded = Signal(object, str)
    follow_up_chosen = Signal(object, object)

    def __init__(self, lookups: Lookups) -> None:
        super().__init__()
        self._lookups = lookups
        self._earlier: list[Turn] = []  # not built yet
        self._to_build = 0  # of them, soon
        self._pinned: TurnView | None = None  # held at the top while its answer comes
        self._at_end = False  # held at the end, until the user scrolls
        self._answering = False
        self.earlier_button = TextButton(self.tr("Show earlier questions"), role="fold")
        self.earlier_button.clicked.connect(self.show_earlier)
        self.earlier_button.hide()
        self._column = TurnColumn(self.earlier_button)
        self._column.changed.connect(self._settle)
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._build_some)
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._settle)
        self._set_up()
        self.jump = IconButton("arrow-down", self.tr("To the end"), self, role="float")
        self.jump.setFixedSize(30, 30)
        self.jump.clicked.connect(self._to_end)
        self.jump.hide()

    def _set_up(self) -> None:
        self.setWidget(self._column)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the column does not move aside when it is first needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Conversation"))
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._show_jump())
        bar.rangeChanged.connect(lambda _least, most: set_role(bar, "needed" if most else "idle"))
        bar.actionTriggered.connect(lambda _action: self._let_go())

    # --- turns ---------------------------------------------------------------------------

    @property
    def turns(self) -> list[TurnView]:
        """Those that are built."""
        return self._column.turns

    @property
    def is_building(self) -> bool:
        """Whether turns that were asked for are still to come."""
        return self._builder.isActive()

    def show_turns(self, turns: Sequence[Turn], underway: Underway | None = None) -> None:
        """Show a conversation, its end first; `underway` is the answer to one of its turns."""
        self.clear()
        self._earlier = list(turns)
        self._to_build = min(AT_FIRST, len(turns))
        self._at_end = True
        for _turn in range(min(AT_ONCE, self._to_build)):
            self._add_earlier(underway)
        if underway is not None:
            # Those before it can wait, but it must be there.
            while self._earlier and not any(view.turn.id == underway.turn for view in self.turns):
                self._add_earlier(underway)
        self._mark_newest()
        self._settle()
        self._builder.start()

    def clear(self) -> None:
        """Show nothing."""
        self._builder.stop()
        self._column.clear()
        self._earlier = []
        self._to_build = 0
        self._let_go()
        self.earlier_button.hide()

    def begin_turn(self, turn: Turn, underway: Underway) -> TurnView:
        """A new question, brought to the top of the view with room for its answer."""
        view = self._add(turn, len(self.turns), underway)
        self._mark_newest()
        self.bring_up(view)
        return view

    def bring_up(self, view: TurnView) -> None:
        """Hold a turn at the top of the view while its answer comes, until the user scrolls."""
        self._pinned, self._at_end = view, False
        self._settle()

    def set_answering(self, *, answering: bool) -> None:
        """While an answer comes, nothing is asked anew."""
        self._answering = answering
        for view in self.turns:
            view.set_answering(answering=answering)

    def _add(self, turn: Turn, place: int, underway: Underway | None = None) -> TurnView:
        view = TurnView(turn, self._lookups, underway)
        view.set_answering(answering=self._answering)
        view.citation_chosen.connect(self.citation_chosen)
        view.again_wanted.connect(lambda: self.again_wanted.emit(view))
        view.worded.connect(lambda text: self.worded.emit(view, text))
        view.follow_up_chosen.connect(lambda chosen: self.follow_up_chosen.emit(view, chosen))
        self._column.insert(place, view)
        return view

    def _mark_newest(self) -> None:
        for view in self.turns[-2:]:
            view.set_newest(newest=view is self.turns[-1])

    # --- building upwards ----------------------------------------------------------------

    def show_earlier(self) -> None:
        """Build more of the turns before."""
        self._let_go()
        self._to_build = min(MORE, len(self._earlier))
        self._builder.start()

    def _build_some(self) -> None:
        until = time.perf_counter() + SLICE
        while self._to_build and time.perf_counter() < until:
            self._add_earlier()
        if not self._to_build:
            self._builder.stop()
            self.earlier_button.setVisible(bool(self._earlier))
        self._settle()

    def _add_earlier(self, underway: Underway | None = None) -> None:
        turn = self._earlier.pop()
        of_it = underway if underway is not None and underway.turn == turn.id else None
        view = self._add(turn, 0, of_it)
        self._to_build = max(self._to_build - 1, 0)
        if of_it is not None:
            self._pinned, self._at_end = view, False

    # --- room and place ------------------------------------------------------------------

    def _settle(self) -> None:
        """Place the turns, and keep what is being read where it is."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        read = self._column.at(bar.value())
        away = self._column.top(read) - bar.value() if read is not None else 0
        done = self._column.arrange(range(bar.value(), bar.value() + height), SLICE)
        end = self._column.end
        if self._pinned is not None:  # with room below it, as tall as the view
            end = max(end, self._column.top(self._pinned) - TOP + height)
        self._column.resize(self._column.width(), end)
        if self._pinned is not None:
            bar.setValue(self._column.top(self._pinned) - TOP)
        elif self._at_end:
            bar.setValue(bar.maximum())
        elif read is not None:
            bar.setValue(self._column.top(read) - away)
        self._show_jump()
        if not done:
            self._later.start()

    def _to_end(self) -> None:
        self._let_go()
        self.verticalScrollBar().setValue(max(self._column.end - self.viewport().height(), 0))

    def _let_go(self) -> None:
        self._pinned, self._at_end = None, False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The user scrolls: nothing is held any more."""
        self._let_go()
        super().wheelEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """The keyboard goes through the turns: nothing is held any more, or what it is on would go away."""
        went = super().focusNextPrevChild(onward)
        now = QApplication.focusWidget()
        if went and now is not None and self.isAncestorOf(now):
            self._let_go()
        return went

    def _show_jump(self) -> None:
        below = self.verticalScrollBar().value() + self.viewport().height()
        self.jump.setVisible(bool(self.turns) and self._column.end > below + 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner and the width right."""
        super().resizeEvent(event)
        self.jump.move((self.width() - self.jump.width()) // 2, self.height() - self.jump.height() - 8)
        self._column.set_width(self.viewport().width())
        self._settle()
