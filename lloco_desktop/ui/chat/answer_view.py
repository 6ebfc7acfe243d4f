"""One question with its answer: searching, words coming in, and the finished answer with its proof."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.domain import Answer, AnswerKind
from lloco_desktop.ui.chat.answer_details import AnswerDetails, used_line
from lloco_desktop.ui.chat.citation_chips import CitationChips, Quotes
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6
from lloco_desktop.ui.services import BackboneStatus
from lloco_desktop.workflows.events import Searched

COPIED_MS = 1500


class TurnView(QWidget):
    """Shows one turn of a conversation.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        grew(): it may be taller now.
    """

    citation_chosen = Signal(object, int)
    grew = Signal()

    def __init__(self, question: str, backbone: Callable[[], BackboneStatus]) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer | None = None
        self._backbone = backbone
        self._details: AnswerDetails | None = None
        self.status = label(self.tr("Searching…"), "soft")
        self.prose = Prose()
        self.prose.hide()
        self.prose.cited.connect(lambda number: self._choose(number - 1))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, SPACE_6)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self._question_box())
        self._column.addWidget(self.status)
        self._column.addWidget(self.prose)

    def _question_box(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "asked")
        text = label(self.question, "asked-text", wrap=True)
        text.setAccessibleName(self.tr("You asked: {question}").format(question=self.question))
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.addWidget(text)
        return frame

    # --- while it comes ------------------------------------------------------------------

    def show_searched(self, searched: Searched) -> None:
        """Retrieval is done; reading begins."""
        if searched.relevant:
            files = len({hit.passage.document for hit in searched.hits})
            self.status.setText(self.tr("Reading in {files}…").format(files=words.files(files)))

    def show_text(self, text: str) -> None:
        """All the words so far."""
        if text.strip():
            self.status.hide()
            self.prose.show()
            self.prose.set_markdown(text)
            self.grew.emit()

    # --- how it ends ---------------------------------------------------------------------

    def show_answer(self, answer: Answer) -> None:
        """The whole answer."""
        self.answer = answer
        self.status.hide()
        if answer.kind is AnswerKind.QUOTED and answer.citations:
            self.prose.hide()
            self._show_note(answer.note)
            quotes = Quotes(answer.citations)
            quotes.chosen.connect(self._choose)
            self._column.addWidget(quotes)
        else:
            self.prose.show()
            self.prose.set_markdown(answer.text or self._nothing(), len(answer.citations))
            self._show_note(answer.note or self._hint(answer))
            if answer.citations:
                chips = CitationChips(answer.citations)
                chips.chosen.connect(self._choose)
                self._column.addWidget(chips)
        self._column.addLayout(self._foot(answer))
        self.grew.emit()

    def show_stopped(self) -> None:
        """The user stopped it; the words so far stay."""
        self.status.setText(self.tr("Stopped."))
        self.status.show()
        self._column.removeWidget(self.status)
        self._column.addWidget(self.status)
        self.grew.emit()

    def show_failure(self, sentence: str) -> None:
        """It could not be answered."""
        self.status.hide()
        frame = QFrame()
        frame.setProperty("role", "notice-attention")
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.addWidget(label(sentence, wrap=True))
        self._column.addWidget(frame)
        self.grew.emit()

    def _nothing(self) -> str:
        return self.tr("Nothing relevant was found.")

    def _hint(self, answer: Answer) -> str | None:
        if answer.kind is AnswerKind.NOT_FOUND:
            return self.tr("Other words may find it, and “Whole documents” reads everything.")
        return None

    def _show_note(self, note: str | None) -> None:
        if note:
            self._column.addWidget(label(note, "small", wrap=True))

    def _foot(self, answer: Answer) -> QVBoxLayout:
        self.details_button = TextButton(self.tr("Details"), role="fold", icon_name="chevron-right")
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.copy_button = IconButton("copy", self.tr("Copy the answer with its sources"))
        self.copy_button.clicked.connect(self._copy)
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(lambda: self.copy_button.set_icon("copy"))
        line = QHBoxLayout()
        line.setSpacing(SPACE_1)
        line.addWidget(label(used_line(answer), "small"))
        line.addWidget(self.details_button)
        line.addStretch()
        line.addWidget(self.copy_button)
        self._foot_column = QVBoxLayout()
        self._foot_column.setSpacing(SPACE_1)
        self._foot_column.addLayout(line)
        return self._foot_column

    def _show_details(self, on: bool) -> None:
        self.details_button.set_icon("chevron-down" if on else "chevron-right")
        if on and self._details is None and self.answer is not None:
            self._details = AnswerDetails(self.answer, self._backbone())
            self._foot_column.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(on)
        self.grew.emit()

    def _choose(self, index: int) -> None:
        if self.answer is not None and 0 <= index < len(self.answer.citations):
            self.citation_chosen.emit(self.answer.citations, index)

    def _copy(self) -> None:
        assert self.answer is not None
        QGuiApplication.clipboard().setText(as_text(self.answer))
        self.copy_button.set_icon("check")
        self._copied.start()


def as_text(answer: Answer) -> str:
    """The answer with its sources, as plain text."""
    if answer.kind is AnswerKind.QUOTED and answer.citations:
        return "\n\n".join(f"“{one.quote}”\n{one.title}, p. {one.page}" for one in answer.citations)
    sources = [f"[{number}] {one.title}, p. {one.page}" for number, one in enumerate(answer.citations, 1)]
    return "\n".join([answer.text, *([""] if sources else []), *sources])
