"""Answers under way: they outlive the page that shows them, and wait for one another.

Owned by the application and not by a page, so that showing another library or conversation, or building the
window anew, does not end an answer. A question is stored at once, its answer when it has ended, also when
nobody looks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from lloco_desktop.domain import Answer, AnswerKind, ConversationId, LibraryId, MessageId, Question
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answer_stream import AnswerStream
from lloco_desktop.ui.chat.composing import Choices
from lloco_desktop.ui.chat.conversations import Begun
from lloco_desktop.ui.services import Services
from lloco_desktop.workflows.events import Searched

log = logging.getLogger(__name__)
T = TypeVar("T")


class Stage(Enum):
    """How far a question is."""

    WAITING = "waiting"  # for the answer before it
    SEARCHING = "searching"
    READING = "reading"
    ENDED = "ended"


class Underway(QObject):
    """One question on its way to its answer.

    Signals:
        moved(): it reached another stage.
        grew(str): all the text so far.
        ended(Answer): the last signal; an answer that was stopped or failed is one too.
    """

    moved = Signal()
    grew = Signal(str)
    ended = Signal(object)

    def __init__(
        self,
        library: LibraryId,
        conversation: ConversationId | None,
        question: Question,
        turn: MessageId | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.conversation = conversation  # None: a new one, until it is stored
        self.question = question
        self.turn = turn  # None: a new one, likewise
        self.begun: Begun | None = None
        self.answer: Answer | None = None
        self.stage = Stage.WAITING
        self.searched: Searched | None = None
        self._stream = AnswerStream(self)
        self._stream.searched.connect(self._searched)
        self._stream.grew.connect(self.grew)
        self._stream.answered.connect(self._end)
        self._stream.stopped.connect(lambda: self._end(self._so_far(AnswerKind.STOPPED)))
        self._stream.failed.connect(lambda why: self._end(self._so_far(AnswerKind.FAILED, why)))

    @property
    def text(self) -> str:
        """The words so far."""
        return self._stream.text

    def start(self, services: Services) -> None:
        """Its turn has come."""
        self.stage = Stage.SEARCHING
        self.moved.emit()
        self._stream.begin(services, self.question)

    def stop(self) -> None:
        """What has come is kept."""
        if self.stage is Stage.WAITING:
            self._end(self._so_far(AnswerKind.STOPPED))
        elif self.stage is not Stage.ENDED:
            self._stream.stop()

    def fail(self, why: str) -> None:
        """It cannot go on."""
        self._end(self._so_far(AnswerKind.FAILED, why))
        self._stream.stop()

    def _so_far(self, kind: AnswerKind, note: str | None = None) -> Answer:
        return Answer(self.text, kind, found=bool(self.text.strip()), note=note)

    def _searched(self, searched: Searched) -> None:
        self.searched, self.stage = searched, Stage.READING
        self.moved.emit()

    def _end(self, answer: Answer) -> None:
        if self.stage is not Stage.ENDED:
            self.stage, self.answer = Stage.ENDED, answer
            self.ended.emit(answer)


class Answers(QObject):
    """All questions on their way, one answered after the other in the order in which they were asked.

    Signals:
        begun(Underway): a question was asked.
        stored(Underway): it is in its conversation now.
        ended(Underway): its answer is there; stored soon after.
        kept(LibraryId): an answer was stored.
        settled(): nothing is being stored any more.
    """

    begun = Signal(object)
    stored = Signal(object)
    ended = Signal(object)
    kept = Signal(object)
    settled = Signal()

    def __init__(self, services: Services, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._all: list[Underway] = []  # those whose answer is not stored yet
        self._storing = 0  # questions and answers on their way into the store
        self.written = 0  # how many have reached it: a conversation that was read before is an older one
        self.choices: Choices | None = None  # what was chosen beside the question, for a window built anew

    def of(self, library: LibraryId, conversation: ConversationId | None) -> Underway | None:
        """The question of a conversation that is not answered yet; of a new one: the newest."""
        for one in reversed(self._all):
            if one.library == library and one.conversation == conversation and one.stage is not Stage.ENDED:
                return one
        return None

    @property
    def is_storing(self) -> bool:
        """Whether a conversation that is read now may or may not have its last question or answer."""
        return self._storing > 0

    def busy(self) -> set[ConversationId]:
        """The conversations that wait for an answer."""
        waiting = (one.conversation for one in self._all if one.stage is not Stage.ENDED)
        return {conversation for conversation in waiting if conversation is not None}

    def ask(
        self,
        library: LibraryId,
        conversation: ConversationId | None,
        question: Question,
        turn: MessageId | None = None,
        version: MessageId | None = None,
    ) -> Underway:
        """Store a question and have it answered; see `ConversationServices.begin`."""
        one = Underway(library, conversation, question, turn, self)
        one.ended.connect(lambda _answer: self._ended(one))
        self._all.append(one)
        self._store(
            lambda: self._services.conversations.begin(library, conversation, question, turn, version),
            lambda begun: self._stored(one, begun),
            lambda error: self._refused(one, error),
        )
        self.begun.emit(one)
        self._go_on()
        return one

    def stop_of(self, conversation: ConversationId) -> None:
        """Stop the answer of a conversation that is to go."""
        for one in [one for one in self._all if one.conversation == conversation]:
            one.stop()

    def close(self) -> None:
        """The application ends: what has come is stored, the rest stands there as not answered."""
        for one in self._all:
            answer = one.answer
            if answer is None and one.text.strip():
                answer = Answer(one.text, AnswerKind.STOPPED, found=True)
            if one.begun is not None and answer is not None:
                self._keep(one.begun, answer)
        self._all = []

    def _store(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[LlocoError], None] | None = None,
    ) -> None:
        def over(then: Callable[[], None]) -> None:
            self._storing -= 1
            self.written += 1
            then()
            if not self._storing:
                self.settled.emit()

        self._storing += 1
        self._background.write(
            self,
            work,
            lambda result: over(lambda: done(result)),
            None if failed is None else lambda error: over(lambda: failed(error)),
        )

    def _go_on(self) -> None:
        going = [one for one in self._all if one.stage is not Stage.ENDED]
        if going and going[0].stage is Stage.WAITING:
            going[0].start(self._services)

    def _stored(self, one: Underway, begun: Begun) -> None:
        one.begun, one.conversation, one.turn = begun, begun.conversation.id, begun.turn
        self.stored.emit(one)
        self._keep_if_over(one)

    def _refused(self, one: Underway, error: LlocoError) -> None:
        self._all.remove(one)
        one.fail(str(error))
        one.deleteLater()

    def _ended(self, one: Underway) -> None:
        self.ended.emit(one)
        self._keep_if_over(one)
        self._go_on()

    def _keep_if_over(self, one: Underway) -> None:
        begun, answer = one.begun, one.answer
        if begun is None or answer is None:
            return
        self._store(lambda: self._keep(begun, answer), lambda _none: self._was_kept(one))

    def _was_kept(self, one: Underway) -> None:
        self._all.remove(one)
        self.kept.emit(one.library)
        one.deleteLater()

    def _keep(self, begun: Begun, answer: Answer) -> None:
        try:
            self._services.conversations.end(begun, answer)
        except LlocoError:  # the conversation was deleted meanwhile, or the disk is full
            log.warning("an answer could not be stored", exc_info=True)
