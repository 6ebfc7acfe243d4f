"""The conversation: turns below each other in a column of reading width.

A new question is brought to the top of the view and its answer grows into empty room below it, so that
nothing that is being read moves while words come in. Long conversations show their last turns first; earlier
ones are built when they are asked for. Turns are built upwards from the end, a few milliseconds at a time, so
that a long conversation holds up neither painting nor typing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Turn
from lloco_desktop.ui.chat.answers import Underway
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.turn_view import TurnView
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import set_role
from lloco_desktop.ui.kit.tokens import MEASURE, SCROLL_BAR, SPACE_4, SPACE_6

AT_FIRST, MORE = 20, 40  # turns built when a conversation is opened, and for each wish for earlier ones
AT_ONCE = 2  # of them before the first frame: they fill the view
SLICE = 0.008  # seconds of building between two chances to paint
TOP = SPACE_4  # above the question that was brought up


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
        self._from_end: int | None = None  # held this far from the end while turns are built above
        self._answering = False
        self.turns: list[TurnView] = []
        self._column_widget = QWidget()
        self._column_widget.setMaximumWidth(MEASURE)
        self._column = QVBoxLayout(self._column_widget)
        self._column.setContentsMargins(0, TOP, 0, 0)
        self._column.setSpacing(0)
        self.earlier_button = TextButton(self.tr("Show earlier questions"), role="fold")
        self.earlier_button.clicked.connect(self.show_earlier)
        self.earlier_button.hide()
        self._room = QWidget()
        self._room.setFixedHeight(0)
        self._column.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._room)
        self._column.addStretch()
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._build_some)
        self._set_up()
        self.jump = IconButton("arrow-down", self.tr("To the end"), self, role="float")
        self.jump.setFixedSize(30, 30)
        self.jump.clicked.connect(self._to_end)
        self.jump.hide()

    def _set_up(self) -> None:
        self._content = QWidget()
        outer = QHBoxLayout(self._content)
        outer.setContentsMargins(SPACE_6, 0, SPACE_6 - SCROLL_BAR, 0)
        outer.setSpacing(0)
        # Centred by stretches, not by a flag: a flag would make the column as narrow as its hint.
        outer.addStretch(1)
        outer.addWidget(self._column_widget, 1000)
        outer.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the column does not move aside when it is first needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Conversation"))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._show_jump())
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._let_go())
        self._column_widget.installEventFilter(self)

    # --- turns ---------------------------------------------------------------------------

    def show_turns(self, turns: Sequence[Turn], underway: Underway | None = None) -> None:
        """Show a conversation, its end first; `underway` is the answer to one of its turns."""
        self.clear()
        self._earlier = list(turns)
        self._to_build = min(AT_FIRST, len(turns))
        self._from_end = 0
        for _turn in range(min(AT_ONCE, self._to_build)):
            self._add_earlier(underway)
        if underway is not None:
            # Those before it can wait, but it must be there.
            while self._earlier and not any(view.turn.id == underway.turn for view in self.turns):
                self._add_earlier(underway)
        self._mark_newest()
        self._builder.start()

    def clear(self) -> None:
        """Show nothing."""
        self._builder.stop()
        for view in self.turns:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.turns = []
        self._earlier = []
        self._to_build = 0
        self._pinned = self._from_end = None
        self.earlier_button.hide()
        self._room.setFixedHeight(0)

    @property
    def is_building(self) -> bool:
        """Whether turns that were asked for are still to come."""
        return self._builder.isActive()

    def begin_turn(self, turn: Turn, underway: Underway) -> TurnView:
        """A new question, brought to the top of the view with room for its answer."""
        view = self._add(turn, len(self.turns), underway)
        self._mark_newest()
        self.bring_up(view)
        return view

    def bring_up(self, view: TurnView) -> None:
        """Hold a turn at the top of the view while its answer comes, until the user scrolls."""
        self._pinned, self._from_end = view, None
        self._make_room()
        QTimer.singleShot(0, self, self._hold)

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
        view.grew.connect(self._make_room)
        # Laid out only when there is room for it: Qt would first squeeze all turns into the height there was.
        self._column.setEnabled(False)
        self._column.insertWidget(place + 1, view)  # after the button
        view.show()  # polished now, so that its first height is the right one
        self.turns.insert(place, view)
        self._column.setEnabled(True)
        self._content.resize(self._content.width(), self._content.height() + self._height(view))
        return view

    def _mark_newest(self) -> None:
        for view in self.turns[-2:]:
            view.set_newest(newest=view is self.turns[-1])

    # --- building upwards ----------------------------------------------------------------

    def show_earlier(self) -> None:
        """Build more of the turns before."""
        self._pinned = None
        self._to_build = min(MORE, len(self._earlier))
        self._from_end = self._distance()
        self._builder.start()

    def _build_some(self) -> None:
        if self._from_end is None and self._pinned is None:
            self._from_end = self._distance()
        until = time.perf_counter() + SLICE
        while self._to_build and time.perf_counter() < until:
            self._add_earlier()
        if not self._to_build:
            self._builder.stop()
            self.earlier_button.setVisible(bool(self._earlier))

    def _add_earlier(self, underway: Underway | None = None) -> None:
        turn = self._earlier.pop()
        of_it = underway if underway is not None and underway.turn == turn.id else None
        view = self._add(turn, 0, of_it)
        self._to_build = max(self._to_build - 1, 0)
        if of_it is not None:
            self.bring_up(view)

    def _distance(self) -> int:
        return self.verticalScrollBar().maximum() - self.verticalScrollBar().value()

    # --- room and place ------------------------------------------------------------------

    def _make_room(self) -> None:
        """Keep the turn that is held plus all below it at least as tall as the view."""
        if self._pinned is None or self._pinned not in self.turns:
            return
        layout = self._column_widget.layout()
        assert layout is not None
        layout.activate()
        height = sum(self._height(view) for view in self.turns[self.turns.index(self._pinned) :])
        self._room.setFixedHeight(max(self.viewport().height() - height - TOP, 0))

    def _height(self, view: TurnView) -> int:
        height = view.heightForWidth(self._column_widget.width()) if view.hasHeightForWidth() else -1
        return height if height >= 0 else view.sizeHint().height()

    def _hold(self) -> None:
        """Keep what is being read where it is."""
        bar = self.verticalScrollBar()
        if self._pinned is not None:
            content = self._content.layout()
            assert content is not None
            content.activate()
            top = self._pinned.mapTo(self._content, self._pinned.rect().topLeft()).y()
            bar.setValue(top - TOP)
        elif self._from_end is not None:
            bar.setValue(bar.maximum() - self._from_end)

    def _to_end(self) -> None:
        self._let_go()
        content = self._content.layout()
        assert content is not None
        content.activate()
        if self.turns:
            last = self.turns[-1]
            end = last.mapTo(self._content, last.rect().bottomLeft()).y()
            self.verticalScrollBar().setValue(max(end - self.viewport().height(), 0))

    def _range_changed(self) -> None:
        bar = self.verticalScrollBar()
        set_role(bar, "needed" if bar.maximum() else "idle")
        self._hold()
        self._show_jump()

    def _let_go(self) -> None:
        self._pinned = self._from_end = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The user scrolls: nothing is held any more."""
        self._let_go()
        super().wheelEvent(event)

    def _show_jump(self) -> None:
        if not self.turns:
            self.jump.hide()
            return
        last = self.turns[-1]
        end = last.mapTo(self._content, last.rect().bottomLeft()).y()
        self.jump.setVisible(end > self.verticalScrollBar().value() + self.viewport().height() + 40)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The column became taller or narrower."""
        if watched is self._column_widget and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._show_jump)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner and the room right."""
        super().resizeEvent(event)
        self.jump.move((self.width() - self.jump.width()) // 2, self.height() - self.jump.height() - 8)
        self._make_room()
