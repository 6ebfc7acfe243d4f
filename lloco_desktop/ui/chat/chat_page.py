"""Asking one library: the conversation, the question box, and what answers are made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Conversation, Turn, Version
from lloco_desktop.domain import (
    ConversationId,
    FollowUp,
    FollowUpKind,
    Library,
    LibraryId,
    MessageId,
    Question,
)
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answer_notice import AnswerNotice
from lloco_desktop.ui.chat.answers import Answers, Underway
from lloco_desktop.ui.chat.beginning import Beginning
from lloco_desktop.ui.chat.chat_words import no_documents, no_questions
from lloco_desktop.ui.chat.composer import Composer
from lloco_desktop.ui.chat.conversations import Opened
from lloco_desktop.ui.chat.drafting import Drafting
from lloco_desktop.ui.chat.follow_up_row import next_question
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.transcript import Transcript
from lloco_desktop.ui.chat.turn_view import TurnView
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.tokens import MEASURE, SPACE_2, SPACE_3, SPACE_6
from lloco_desktop.ui.services import BackboneStatus, DocumentRow, Services

UNKNOWN = MessageId(0)  # of a turn that is not stored yet


class ChatPage(QWidget):
    """One library's conversation.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        import_wanted(): the button of the empty state.
        talked(bool): whether there is a conversation now.
        shown(ConversationId | None): another conversation is shown.
    """

    citation_chosen = Signal(object, int)
    import_wanted = Signal()
    talked = Signal(bool)
    shown = Signal(object)

    def __init__(self, services: Services, background: Background, answers: Answers) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self.answers = answers
        self._library: Library | None = None
        self._libraries: dict[LibraryId, Library] = {}
        self._conversation: Conversation | None = None  # None: a new one
        self._wanted: Callable[[], Opened] | None = None  # the conversation that is being read
        self._status = services.backbone()
        lookups = Lookups(lambda: self._status, self._names, services.conversations.homes)
        self.transcript = Transcript(lookups)
        self.composer = Composer()
        self.about_answers = AnswerNotice(services, background)
        self.notice = self.about_answers.label
        import_button = TextButton(self.tr("Import PDFs"), role="primary", icon_name="import")
        import_button.clicked.connect(self.import_wanted)
        self.no_documents = EmptyState("library", "", "", import_button)
        self.no_questions = EmptyState("chat", "", "")
        self.beginning = Beginning(services, background)
        self.beginning.asked.connect(self.ask)
        self.beginning.changed.connect(self._show_page)
        self.no_questions.add(self.beginning)
        self.drafting = Drafting(self.composer.box, services, background)
        self._lay_out()
        self._connect()
        if answers.choices is not None:
            self.composer.choose(replace(answers.choices, documents=()))
        self.show_backbone(self._status)
        self.set_library(None)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for page in (self.no_documents, self.no_questions, self.transcript):
            self.stack.addWidget(page)
        foot = QVBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.composer)
        foot.addWidget(self.notice)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        self.foot.setMaximumWidth(MEASURE)
        foot.setContentsMargins(0, 0, 0, SPACE_3)
        self.notice.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addLayout(_in_the_middle(self.foot))

    def _connect(self) -> None:
        self.transcript.citation_chosen.connect(self.citation_chosen)
        self.transcript.again_wanted.connect(self._ask_again)
        self.transcript.worded.connect(self._ask_in_other_words)
        self.transcript.follow_up_chosen.connect(self._follow_up)
        self.composer.sent.connect(self.ask)
        self.composer.stop_wanted.connect(self.stop)
        self.composer.chosen.connect(self._remember_choices)
        self.composer.libraries_chosen.connect(self._keep_libraries)
        self.answers.stored.connect(self._stored)
        self.answers.ended.connect(self._ended)
        self.answers.settled.connect(self._read_on)

    # --- what is shown -------------------------------------------------------------------

    @property
    def conversation(self) -> ConversationId | None:
        """The one that is shown; None: a new one."""
        return None if self._conversation is None else self._conversation.id

    @property
    def has_turns(self) -> bool:
        """Whether there is a conversation."""
        return bool(self.transcript.turns)

    def set_library(self, library: Library | None) -> None:
        """Show a library's conversation."""
        before = self._library
        other = library is None or before is None or library.id != before.id
        self._library = library
        self.beginning.set_library(library)
        self.about_answers.set_library(library)
        self._libraries = {one.id: one for one in self._services.libraries()}
        if other:
            self._clear()
            self.composer.set_library(library)
            if library is not None:
                self._load(lambda: self._services.conversations.shown(library.id))
        self.composer.set_libraries(list(self._libraries.values()), self._asked())
        self._show_page()

    def show_conversation(self, conversation: ConversationId | None) -> None:
        """Show another conversation of the library; None: a new one."""
        library = self._library
        if library is None or (conversation == self.conversation and conversation is not None):
            return
        self._clear(conversation)
        # Written once and in order: reading is repeated, and a question may come before it is done.
        services, nothing = self._services.conversations, lambda _: None
        self._background.write(self, lambda: services.show(library.id, conversation), nothing, nothing)
        self._load(lambda: services.open(library.id, conversation))
        self.composer.set_library(library)
        self.composer.set_libraries(list(self._libraries.values()), ())
        self._show_page()
        self.shown.emit(conversation)

    def start_over(self) -> None:
        """Begin another conversation; the old one is kept, and its answer goes on."""
        self.show_conversation(None)
        self.composer.box.setFocus()

    def forget(self, conversation: ConversationId) -> None:
        """A conversation was deleted: if it is shown, show a new one."""
        if conversation == self.conversation:
            self.drafting.forget()
            self._conversation = None
            self.show_conversation(None)

    def limit_to(self, rows: Sequence[DocumentRow]) -> None:
        """Ask only these documents, from now on."""
        self.composer.limit_to([(row.document, row.title) for row in rows if row.document is not None])
        self.composer.box.setFocus()

    def show_backbone(self, status: BackboneStatus) -> None:
        """Say what answers are made with while that needs saying."""
        self._status = status
        self.about_answers.show_backbone(status)

    def _clear(self, then: ConversationId | None = None) -> None:
        """Show nothing; what is typed is for the conversation that is to come."""
        self.transcript.clear()
        self._conversation = None
        self.drafting.clear()
        self.drafting.belongs_to(None if self._library is None else self._library.id, then)

    def _load(self, read: Callable[[], Opened]) -> None:
        self._wanted = read
        self._read_on()

    def _read_on(self) -> None:
        """Read what is wanted, once questions and answers are stored that it may hold."""
        read, written = self._wanted, self.answers.written
        if read is None or self.answers.is_storing:
            return

        def show(opened: Opened) -> None:
            # Another library or conversation, or a question, may have come before the answer did.
            if read is not self._wanted or self.transcript.turns:
                return
            if self.answers.is_storing or self.answers.written != written:
                self._read_on()  # what was read lacks what was stored meanwhile
                return
            self._wanted = None
            self._show_opened(opened)

        def failed(_error: LlocoError) -> None:
            if read is self._wanted:
                self._wanted = None
                self.shown.emit(None)

        self._background.run(self, read, show, failed)

    def _show_opened(self, opened: Opened) -> None:
        self._conversation = opened.conversation
        underway = self.answers.of(opened.library, self.conversation)
        turns = [_without_answer(turn, underway) for turn in opened.turns]
        self.transcript.show_turns(turns, underway)
        if underway is not None and all(turn.id != underway.turn for turn in turns):
            self._begin_turn(underway)
        self.composer.set_libraries(list(self._libraries.values()), self._asked())
        self.drafting.belongs_to(opened.library, self.conversation)
        self.drafting.show(opened.draft)
        self._show_page()
        self.shown.emit(self.conversation)

    def _show_page(self) -> None:
        library = self._library
        ready = library is not None and library.documents > 0
        self.foot.setVisible(library is not None and (ready or self.has_turns))
        self._show_answering()
        self.talked.emit(self.has_turns)
        if self.has_turns:
            self.stack.setCurrentWidget(self.transcript)
        elif ready:
            assert library is not None
            self.no_questions.set_words(*no_questions(library))
            self.stack.setCurrentWidget(self.no_questions)
        else:
            reading = library is not None and self.beginning.is_reading(library.id)
            self.no_documents.set_words(*no_documents(library, reading=reading))
            self.stack.setCurrentWidget(self.no_documents)

    def _show_answering(self) -> None:
        answering = self._underway() is not None
        self.composer.set_answering(answering=answering)
        self.transcript.set_answering(answering=answering)

    def _names(self, libraries: Sequence[LibraryId]) -> list[str]:
        return [self._libraries[one].name for one in libraries if one in self._libraries]

    # --- what is kept --------------------------------------------------------------------

    def _asked(self) -> tuple[LibraryId, ...]:
        """The libraries that the shown conversation asks; none: its own."""
        return () if self._conversation is None else self._conversation.libraries

    def _remember_choices(self) -> None:
        self.answers.choices = self.composer.choices()

    def _keep_libraries(self) -> None:
        if self._conversation is not None:
            key, asked = self._conversation.id, self.composer.choices().libraries
            self._conversation = replace(self._conversation, libraries=asked)
            ask_of = self._services.conversations.ask_of
            self._background.run(self, lambda: ask_of(key, asked), lambda _none: None)

    # --- asking --------------------------------------------------------------------------

    def _underway(self) -> Underway | None:
        return None if self._library is None else self.answers.of(self._library.id, self.conversation)

    def ask(self, text: str) -> None:
        """Ask what is shown."""
        if self._library is not None:
            self._ask(self.composer.choices().question(text, self._library.id))

    def stop(self) -> None:
        """Stop the answer that is coming, if one is."""
        underway = self._underway()
        if underway is not None:
            underway.stop()

    def _ask(self, question: Question) -> None:
        library = self._library
        if library is None or self._underway() is not None:
            return
        self._wanted = None  # what is still being read comes too late
        self.drafting.sent()
        self._begin_turn(self.answers.ask(library.id, self.conversation, question))
        self._show_page()

    def _begin_turn(self, underway: Underway) -> None:
        version = Version(UNKNOWN, underway.question)
        self.transcript.begin_turn(Turn(underway.turn or UNKNOWN, (version,)), underway)

    def _ask_again(self, view: TurnView) -> None:
        assert self._library is not None
        question = self.composer.choices().question(view.question, self._library.id)
        if question.documents != view.version.question.documents and not question.documents:
            question = replace(question, documents=view.version.question.documents)
        self._ask_anew(view, question)

    def _ask_in_other_words(self, view: TurnView, text: str) -> None:
        assert self._library is not None
        self._ask_anew(view, self.composer.choices().question(text, self._library.id))

    def _ask_anew(self, view: TurnView, question: Question) -> None:
        """Another version of a turn; where nothing else differs, another answer."""
        library, turn = self._library, view.turn
        if library is None or self._underway() is not None or turn.id == UNKNOWN:
            return
        question = replace(question, variation=turn.next_variation(question))
        unanswered = turn.last.id if turn.last.answer is None else None
        underway = self.answers.ask(library.id, self.conversation, question, turn.id, unanswered)
        kept = turn.versions if unanswered is None else turn.versions[:-1]
        view.begin(replace(turn, versions=(*kept, Version(UNKNOWN, question))), underway)
        self.transcript.bring_up(view)
        self._show_answering()

    def _follow_up(self, view: TurnView, chosen: FollowUp) -> None:
        question = next_question(view.version.question, chosen)
        if question is None:
            return
        if chosen.kind in (FollowUpKind.QUOTES, FollowUpKind.WHOLE):
            self._ask_anew(view, question)  # the same question in another way
        else:
            self._ask(question)

    def _stored(self, underway: Underway) -> None:
        """A question is in its conversation now, which may have begun with it."""
        begun = underway.begun
        if begun is None or self._library is None or underway.library != self._library.id:
            return
        for view in self.transcript.turns:
            if view.underway is underway:
                if self._conversation is None:
                    self._conversation = begun.conversation
                    self.drafting.belongs_to(underway.library, begun.conversation.id)
                    self.shown.emit(begun.conversation.id)
                view.know(begun.turn, begun.version)

    def _ended(self, underway: Underway) -> None:
        if self._library is not None and underway.library == self._library.id:
            self._show_answering()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops an answer; without one it is the window's."""
        if event.key() == Qt.Key.Key_Escape and self._underway() is not None:
            self.stop()
        else:
            super().keyPressEvent(event)


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, 0)
    line.setSpacing(0)
    line.addStretch(1)
    line.addWidget(widget, 1000)
    line.addStretch(1)
    return line


def _without_answer(turn: Turn, underway: Underway | None) -> Turn:
    """The turn whose newest version is being answered, whatever was read of it meanwhile."""
    if underway is None or turn.id != underway.turn:
        return turn
    return replace(turn, versions=(*turn.versions[:-1], replace(turn.last, answer=None)))
