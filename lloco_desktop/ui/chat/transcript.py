"""The conversation: turns below each other in a column of reading width.

A new question is brought to the top of the view and its answer grows into empty room below it, so that
nothing that is being read moves while words come in. Long conversations show their last turns first;
earlier ones are built when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lloco_desktop.ui.chat.answer_view import TurnView
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import set_role
from lloco_desktop.ui.kit.tokens import MEASURE, SCROLL_BAR, SPACE_4, SPACE_6
from lloco_desktop.ui.services import BackboneStatus, Turn

AT_ONCE = 20  # turns built at a time
TOP = SPACE_4  # above the question that was brought up


class Transcript(QScrollArea):
    """Scrolls through the turns.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
    """

    citation_chosen = Signal(object, int)

    def __init__(self, backbone: Callable[[], BackboneStatus]) -> None:
        super().__init__()
        self._backbone = backbone
        self._earlier: list[Turn] = []
        self._pinned: TurnView | None = None
        self.turns: list[TurnView] = []
        self._column_widget = QWidget()
        self._column_widget.setMaximumWidth(MEASURE)
        self._column = QVBoxLayout(self._column_widget)
        self._column.setContentsMargins(0, TOP, 0, 0)
        self._column.setSpacing(0)
        self.earlier_button = TextButton(self.tr("Show earlier questions"), role="fold")
        self.earlier_button.clicked.connect(self._show_earlier)
        self.earlier_button.hide()
        self._room = QWidget()
        self._room.setFixedHeight(0)
        self._column.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._room)
        self._column.addStretch()
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

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show a conversation, its end first."""
        self.clear()
        self._earlier = list(turns[:-AT_ONCE])
        for turn in turns[-AT_ONCE:]:
            self._add(turn.question).show_answer(turn.answer)
        self.earlier_button.setVisible(bool(self._earlier))
        QTimer.singleShot(0, self, self._to_end)

    def clear(self) -> None:
        """Show nothing."""
        for view in self.turns:
            self._column.removeWidget(view)
            view.deleteLater()
        self.turns = []
        self._earlier = []
        self._pinned = None
        self.earlier_button.hide()
        self._room.setFixedHeight(0)

    def begin_turn(self, question: str) -> TurnView:
        """A new question, brought to the top of the view with room for its answer."""
        view = self._add(question)
        view.grew.connect(self._make_room)
        self._pinned = view
        self._make_room()
        QTimer.singleShot(0, self, self._hold)
        return view

    def _add(self, question: str, at: int | None = None) -> TurnView:
        view = TurnView(question, self._backbone)
        view.citation_chosen.connect(self.citation_chosen)
        place = len(self.turns) if at is None else at
        self._column.insertWidget(place + 1, view)  # after the button
        self.turns.insert(place, view)
        return view

    def _show_earlier(self) -> None:
        self._let_go()
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        now, self._earlier = self._earlier[-AT_ONCE:], self._earlier[:-AT_ONCE]
        for place, turn in enumerate(now):
            self._add(turn.question, place).show_answer(turn.answer)
        self.earlier_button.setVisible(bool(self._earlier))

        def keep_place() -> None:
            bar.setValue(bar.maximum() - from_end)

        QTimer.singleShot(0, self, keep_place)

    # --- room and place ------------------------------------------------------------------

    def _make_room(self) -> None:
        """Keep the last turn plus the room below it as tall as the view."""
        if not self.turns:
            return
        layout = self._column_widget.layout()
        assert layout is not None
        layout.activate()
        last = self.turns[-1]
        height = last.heightForWidth(self._column_widget.width()) if last.hasHeightForWidth() else -1
        if height < 0:
            height = last.sizeHint().height()
        self._room.setFixedHeight(max(self.viewport().height() - height - TOP, 0))

    def _hold(self) -> None:
        """Keep the newest question where it was brought to, until the user scrolls."""
        if self._pinned is None:
            return
        content = self._content.layout()
        assert content is not None
        content.activate()
        top = self._pinned.mapTo(self._content, self._pinned.rect().topLeft()).y()
        self.verticalScrollBar().setValue(top - TOP)

    def _to_end(self) -> None:
        self._pinned = None
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
        self._pinned = None

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
        if self._room.height():
            self._make_room()
