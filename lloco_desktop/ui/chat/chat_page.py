"""Asking one library: the conversation, the question box, and what answers are made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from lloco_desktop.domain import Answer, AnswerKind, DocumentId, Library, LibraryId, Question
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answer_stream import AnswerStream
from lloco_desktop.ui.chat.answer_view import TurnView
from lloco_desktop.ui.chat.beginning import Beginning
from lloco_desktop.ui.chat.composer import Composer
from lloco_desktop.ui.chat.transcript import Transcript
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import MEASURE, SPACE_2, SPACE_3, SPACE_6
from lloco_desktop.ui.services import BackboneStatus, DocumentRow, Readiness, Services, Turn


@dataclass
class _Pending:
    """A question whose answer is coming, and where it is shown."""

    question: str
    stream: AnswerStream
    view: TurnView | None = None


class ChatPage(QWidget):
    """One library's conversation.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        import_wanted(): the button of the empty state.
        talked(bool): whether there is a conversation now.
    """

    citation_chosen = Signal(object, int)
    import_wanted = Signal()
    talked = Signal(bool)

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._library: Library | None = None
        self._loads = 0  # how often a conversation was asked for, to know the newest
        self._status = services.backbone()
        self._pending: dict[LibraryId, _Pending] = {}
        self.transcript = Transcript(lambda: self._status)
        self.transcript.citation_chosen.connect(self.citation_chosen)
        self.composer = Composer()
        self.composer.sent.connect(self.ask)
        self.composer.stop_wanted.connect(self.stop)
        self.notice = label(role="small", wrap=True)
        import_button = TextButton(self.tr("Import PDFs"), role="primary", icon_name="import")
        import_button.clicked.connect(self.import_wanted)
        self.no_documents = EmptyState("library", "", "", import_button)
        self.no_questions = EmptyState("chat", "", "")
        self.beginning = Beginning(services, background)
        self.beginning.asked.connect(self.ask)
        self.beginning.changed.connect(self._show_page)
        self.no_questions.add(self.beginning)
        self._lay_out()
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
        centred = QHBoxLayout()
        centred.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, 0)
        centred.setSpacing(0)
        centred.addStretch(1)
        centred.addWidget(self.foot, 1000)
        centred.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addLayout(centred)

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """Show a library's conversation."""
        before, self._library = self._library, library
        self.beginning.set_library(library)
        if library is None or before is None or library.id != before.id:
            self.transcript.clear()
            self.composer.set_library(library.name if library is not None else None)
            if library is not None:
                self._load(library.id)
        elif library.name != before.name:
            self.composer.set_library(library.name)
        self._show_page()

    def limit_to(self, rows: Sequence[DocumentRow]) -> None:
        """Ask only these documents, from now on."""
        chosen: list[tuple[DocumentId, str]] = [
            (row.document, row.title) for row in rows if row.document is not None
        ]
        self.composer.limit_to(chosen)
        self.composer.box.setFocus()

    def show_backbone(self, status: BackboneStatus) -> None:
        """Say what answers are made with while that needs saying."""
        self._status = status
        name = status.name or self.tr("the backbone")
        text = {
            Readiness.READY: "",
            Readiness.LOADING: self.tr(
                "{name} is being loaded. Until it is ready, answers are quotes from your documents."
            ).format(name=name[:1].upper() + name[1:]),
            Readiness.NONE: self.tr("No backbone is installed, so answers are quotes from your documents."),
            Readiness.FAILED: self.tr("{reason} Until then, answers are quotes.").format(
                reason=status.reason
            ),
        }[status.readiness]
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def start_over(self) -> None:
        """Begin another conversation; the old one is kept."""
        library = self._library
        if library is None:
            return
        self.stop()
        self._loads += 1
        self._background.run(self, lambda: self._services.new_conversation(library.id), lambda _none: None)
        self.transcript.clear()
        self._show_page()
        self.composer.box.setFocus()

    @property
    def has_turns(self) -> bool:
        """Whether there is a conversation."""
        return bool(self.transcript.turns)

    def _load(self, library: LibraryId) -> None:
        self._loads += 1
        this = self._loads

        def show(turns: list[Turn]) -> None:
            # Another library, a new conversation or a question may have come before the answer did.
            if this == self._loads and not self.transcript.turns:
                self.transcript.show_turns(turns)
                if library in self._pending:
                    self._attach(self._pending[library])
                self._show_page()

        self._background.run(self, lambda: self._services.turns(library), show)

    def _show_page(self) -> None:
        library = self._library
        ready = library is not None and library.documents > 0
        self.foot.setVisible(library is not None and (ready or self.has_turns))
        answering = library is not None and library.id in self._pending
        self.composer.set_answering(answering=answering)
        self.talked.emit(self.has_turns)
        if self.has_turns:
            self.stack.setCurrentWidget(self.transcript)
        elif ready:
            assert library is not None
            self.no_questions.set_words(
                self.tr("Ask “{library}”").format(library=library.name),
                self.tr("Answers come with the page they are from. Click a source to read it there."),
            )
            self.stack.setCurrentWidget(self.no_questions)
        else:
            self._show_no_documents(library)
            self.stack.setCurrentWidget(self.no_documents)

    def _show_no_documents(self, library: Library | None) -> None:
        if library is None:
            self.no_documents.set_words(
                self.tr("Ask your own documents"),
                self.tr(
                    "Drop PDFs or folders anywhere on this window to make your first library. "
                    "Everything stays on this machine."
                ),
            )
        elif self.beginning.is_reading(library.id):
            self.no_documents.set_words(
                self.tr("Reading your documents…"),
                self.tr("The first can be asked about in a few seconds. You need not wait for the others."),
            )
        else:
            self.no_documents.set_words(
                self.tr("“{library}” is empty").format(library=library.name),
                self.tr("Drop PDFs or folders anywhere on this window, then ask about them."),
            )

    # --- asking --------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Ask the library that is shown."""
        library = self._library
        if library is None or library.id in self._pending:
            return
        question = Question(
            text,
            libraries=(library.id,),
            documents=self.composer.documents,
            scope=self.composer.scope,
            quote=self.composer.quotes.isChecked(),
            adapter=self.composer.adapter,
        )
        pending = _Pending(text, AnswerStream(self))
        self._pending[library.id] = pending
        self._follow(pending, library.id)
        self._attach(pending)
        self._show_page()
        pending.stream.begin(self._services, question)

    def stop(self) -> None:
        """Stop the answer that is coming, if one is."""
        if self._library is not None and self._library.id in self._pending:
            self._pending[self._library.id].stream.stop()

    def _attach(self, pending: _Pending) -> None:
        """Show an answer that is coming at the end of the conversation."""
        view = self.transcript.begin_turn(pending.question)
        pending.view = view
        # Connected to methods of the view, so that Qt lets go of them when another library is shown.
        pending.stream.searched.connect(view.show_searched)
        pending.stream.grew.connect(view.show_text)
        view.show_text(pending.stream.text)

    def _follow(self, pending: _Pending, library: LibraryId) -> None:
        """What to do at its end; without a view (another library is shown) the answer is only kept."""

        def answered(answer: Answer) -> None:
            self._keep(library, Turn(pending.question, answer))
            if (view := self._ended(library)) is not None:
                view.show_answer(answer)

        def stopped() -> None:
            text = pending.stream.text
            if text.strip():
                kept = Answer(text, AnswerKind.GENERATED, found=True, note=self.tr("Stopped."))
                self._keep(library, Turn(pending.question, kept))
            if (view := self._ended(library)) is not None:
                view.show_stopped()

        def failed(sentence: str) -> None:
            if (view := self._ended(library)) is not None:
                view.show_failure(sentence)

        pending.stream.answered.connect(answered)
        pending.stream.stopped.connect(stopped)
        pending.stream.failed.connect(failed)

    def _ended(self, library: LibraryId) -> TurnView | None:
        pending = self._pending.pop(library)
        pending.stream.deleteLater()
        self._show_page()
        return pending.view if pending.view is not None and isValid(pending.view) else None

    def _keep(self, library: LibraryId, turn: Turn) -> None:
        self._background.run(self, lambda: self._services.keep_turn(library, turn), lambda _none: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops an answer; without one it is the window's."""
        library = self._library
        if event.key() == Qt.Key.Key_Escape and library is not None and library.id in self._pending:
            self.stop()
        else:
            super().keyPressEvent(event)
