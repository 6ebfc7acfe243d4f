"""One question with its answer, in the version that is looked at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Turn, Version
from lloco_desktop.domain import Answer, MessageId
from lloco_desktop.ui.chat.answer_details import AnswerDetails
from lloco_desktop.ui.chat.answer_view import AnswerView
from lloco_desktop.ui.chat.answers import Underway
from lloco_desktop.ui.chat.asked_box import AskedBox
from lloco_desktop.ui.chat.follow_up_row import FollowUpRow
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.tokens import SPACE_3, SPACE_6


class TurnView(QWidget):
    """Shows one turn of a conversation.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        again_wanted(): ask the shown version again.
        worded(str): ask this instead.
        follow_up_chosen(FollowUp)
        grew(): it may be taller now.
    """

    citation_chosen = Signal(object, int)
    again_wanted = Signal()
    worded = Signal(str)
    follow_up_chosen = Signal(object)
    grew = Signal()

    def __init__(self, turn: Turn, lookups: Lookups, underway: Underway | None = None) -> None:
        super().__init__()
        self.turn = turn
        self.at = len(turn.versions) - 1
        self._lookups = lookups
        self.underway: Underway | None = None  # of the newest version; kept when it has ended
        self._is_newest = False
        self._is_answering = False
        self._follow_ups: FollowUpRow | None = None
        self.asked = AskedBox(turn, lookups)
        self.asked.stepped.connect(self.show_version)
        self.asked.worded.connect(self.worded)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, SPACE_6)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self.asked)
        self._follow(underway)
        self.body = self._build_body()

    # --- which version -------------------------------------------------------------------

    def show_version(self, at: int) -> None:
        """Show another version."""
        if 0 <= at < len(self.turn.versions):
            self.at = at
            self._rebuild()

    def begin(self, turn: Turn, underway: Underway) -> None:
        """The newest version is being answered."""
        self.turn = turn
        self._follow(underway)
        self.show_version(len(turn.versions) - 1)

    def know(self, turn: MessageId, version: MessageId) -> None:
        """The ids that came with storing the newest version."""
        last = replace(self.turn.last, id=version)
        self.turn = Turn(turn, (*self.turn.versions[:-1], last))

    def _follow(self, underway: Underway | None) -> None:
        self.underway = underway
        if underway is not None:
            underway.ended.connect(self._ended)

    def _build_body(self) -> AnswerView:
        version = self.turn.versions[self.at]
        self.asked.show_version(self.turn, self.at)
        body = AnswerView(version, self._lookups)
        body.set_answering(answering=self._is_answering)
        body.citation_chosen.connect(self.citation_chosen)
        body.again_wanted.connect(self.again_wanted)
        body.grew.connect(self.grew)
        self._column.insertWidget(1, body)
        if version.answer is not None:
            body.show_answer(version.answer)
        elif self._is_underway and self.underway is not None and self.at == len(self.turn.versions) - 1:
            body.follow(self.underway)
        else:
            body.show_unanswered()
        return body

    @property
    def _is_underway(self) -> bool:
        return self.underway is not None and self.underway.answer is None

    def _rebuild(self) -> None:
        self._column.removeWidget(self.body)
        self.body.hide()
        self.body.deleteLater()
        self.body = self._build_body()
        self._show_follow_ups()
        self.grew.emit()

    def _ended(self, answer: Answer) -> None:
        """The answer under way is there; another version may be looked at meanwhile."""
        last = replace(self.turn.last, answer=answer)
        self.turn = replace(self.turn, versions=(*self.turn.versions[:-1], last))
        self._show_follow_ups()

    # --- what may come next --------------------------------------------------------------

    def set_newest(self, *, newest: bool) -> None:
        """Suggestions stand under the newest answer only."""
        if newest is not self._is_newest:
            self._is_newest = newest
            self._show_follow_ups()

    def set_answering(self, *, answering: bool) -> None:
        """While an answer comes, nothing is asked anew."""
        self._is_answering = answering
        self.asked.set_answering(answering=answering)
        self.body.set_answering(answering=answering)

    def _show_follow_ups(self) -> None:
        if self._follow_ups is not None:
            self._follow_ups.hide()
            self._follow_ups.deleteLater()
            self._follow_ups = None
        answer = self.turn.versions[self.at].answer
        if self._is_newest and answer is not None and answer.follow_ups:
            self._follow_ups = FollowUpRow(answer.follow_ups)
            self._follow_ups.chosen.connect(self.follow_up_chosen)
            self._column.addWidget(self._follow_ups)
            self.grew.emit()

    # --- its parts, by short names -------------------------------------------------------

    @property
    def version(self) -> Version:
        """The version that is looked at."""
        return self.turn.versions[self.at]

    @property
    def question(self) -> str:
        """Its words."""
        return self.version.question.text

    @property
    def answer(self) -> Answer | None:
        """What is shown below it."""
        return self.body.answer

    @property
    def status(self) -> QLabel:
        """Says what goes on while there are no words yet."""
        return self.body.status

    @property
    def prose(self) -> Prose:
        """The answer's text."""
        return self.body.prose

    @property
    def follow_ups(self) -> FollowUpRow | None:
        """The suggestions, where there are any."""
        return self._follow_ups

    @property
    def copy_button(self) -> IconButton:
        """Copies the answer with its sources."""
        return self.body.copy_button

    @property
    def details_button(self) -> TextButton:
        """Opens the details."""
        return self.body.details_button

    @property
    def details(self) -> AnswerDetails | None:
        """The details, once they were opened."""
        return self.body.details
