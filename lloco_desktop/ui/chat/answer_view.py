"""One answer: searching, words coming in, and the finished answer with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Version
from lloco_desktop.domain import Answer, AnswerKind, Citation
from lloco_desktop.ui.chat.answer_details import AnswerDetails, used_line
from lloco_desktop.ui.chat.answers import Stage, Underway
from lloco_desktop.ui.chat.citation_chips import CitationChips, Quotes, show_on_hover
from lloco_desktop.ui.chat.export import as_markdown, as_text
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

COPIED_MS = 1500


class AnswerView(QWidget):
    """The answer to one version of a question.

    Signals:
        citation_chosen(tuple[Citation, ...], int)
        again_wanted(): ask the question again.
        grew(): it may be taller now.
    """

    citation_chosen = Signal(object, int)
    again_wanted = Signal()
    grew = Signal()

    def __init__(self, version: Version, lookups: Lookups) -> None:
        super().__init__()
        self.version = version
        self.answer: Answer | None = None
        self._lookups = lookups
        self.details: AnswerDetails | None = None
        self._underway: Underway | None = None
        self._may_ask = True
        self.status = label("", "soft")
        self.prose = Prose()
        self.prose.hide()
        self.prose.cited.connect(lambda number: self._choose(number - 1))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self.status)
        self._column.addWidget(self.prose)

    # --- while it comes ------------------------------------------------------------------

    def follow(self, underway: Underway) -> None:
        """Show an answer that is under way, and what becomes of it."""
        # Connected to methods of this view, so that Qt lets go of them when another one is shown.
        self._underway = underway
        underway.moved.connect(self._show_stage)
        underway.grew.connect(self.show_text)
        underway.ended.connect(self.show_answer)
        self._show_stage()
        self.show_text(underway.text)

    def _show_stage(self) -> None:
        if self._underway is not None and not self._underway.text:
            self.status.setText(self._stage(self._underway))
            self.status.show()

    def _stage(self, underway: Underway) -> str:
        if underway.stage is Stage.WAITING:
            return self.tr("Waiting for the answer before…")
        searched = underway.searched
        if searched is not None and searched.relevant:
            files = len({hit.passage.document for hit in searched.hits})
            return self.tr("Reading in {files}…").format(files=words.files(files))
        return self.tr("Searching…")

    def show_text(self, text: str) -> None:
        """All the words so far."""
        if text.strip():
            self.status.hide()
            self.prose.show()
            self.prose.set_markdown(text)
            self.grew.emit()

    # --- how it ends ---------------------------------------------------------------------

    def show_unanswered(self) -> None:
        """The application ended before it did."""
        self.status.setText(self.tr("Not answered."))
        again = TextButton(self.tr("Ask again"), role="link")
        again.clicked.connect(self.again_wanted)
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        self._column.removeWidget(self.status)
        line.addWidget(self.status)
        line.addWidget(again)
        line.addStretch()
        self._column.addLayout(line)

    def show_answer(self, answer: Answer) -> None:
        """The whole answer."""
        self.answer = answer
        self.status.hide()
        if answer.kind is AnswerKind.QUOTED and answer.citations:
            self._show_quotes(answer)
        else:
            self._show_prose(answer)
        self._column.addLayout(self._foot(answer))
        self.grew.emit()

    def _show_quotes(self, answer: Answer) -> None:
        self.prose.hide()
        self._show_note(answer.note)
        quotes = Quotes(self._with_libraries(answer.citations))
        quotes.chosen.connect(self._choose)
        self._column.addWidget(quotes)

    def _show_prose(self, answer: Answer) -> None:
        text = self._nothing() if answer.kind is AnswerKind.NOT_FOUND else answer.text
        self.prose.setVisible(bool(text.strip()))
        self.prose.set_markdown(text, len(answer.citations))
        show_on_hover(self.prose, answer.citations)
        if answer.kind is AnswerKind.FAILED:
            self._show_failure(answer.note or "")
        else:
            self._show_note(answer.note or self._hint(answer))
        if answer.citations:
            chips = CitationChips(self._with_libraries(answer.citations))
            chips.chosen.connect(self._choose)
            self._column.addWidget(chips)

    def _show_failure(self, sentence: str) -> None:
        frame = QFrame()
        frame.setProperty("role", "notice-attention")
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.addWidget(label(sentence, wrap=True))
        self._column.addWidget(frame)

    def _with_libraries(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """As they are shown: where several libraries were asked, each says which one it is from."""
        if len(self.version.question.libraries) < 2:
            return tuple(citations)
        homes = self._lookups.homes([one.document for one in citations])
        place = self.tr("{library}: {title}")
        return tuple(
            replace(one, title=place.format(library=homes[one.document], title=one.title))
            if one.document in homes
            else one
            for one in citations
        )

    def _nothing(self) -> str:
        names = self._lookups.names(self.version.question.libraries)
        if self.version.question.documents or not names:
            return self.tr("Nothing relevant was found.")
        if len(names) == 1:
            return self.tr("Nothing relevant was found in “{library}”.").format(library=names[0])
        listed = QLocale().createSeparatedList(names)
        return self.tr("Nothing relevant was found in {libraries}.").format(libraries=listed)

    def _hint(self, answer: Answer) -> str | None:
        if answer.kind is AnswerKind.NOT_FOUND:
            return self.tr("Other words may find it, and “Whole documents” reads everything.")
        return None

    def _show_note(self, note: str | None) -> None:
        if note:
            self._column.addWidget(label(note, "small", wrap=True))

    # --- below it ------------------------------------------------------------------------

    def _foot(self, answer: Answer) -> QVBoxLayout:
        self.details_button = TextButton(self.tr("Details"), role="fold", icon_name="chevron-right")
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.again_button = IconButton("retry", self.tr("Ask again"))
        self.again_button.clicked.connect(self.again_wanted)
        self.again_button.setEnabled(self._may_ask)
        self.copy_button = IconButton("copy", self.tr("Copy the answer with its sources"))
        self.copy_button.clicked.connect(lambda: self._copy(as_text(answer)))
        self.more_button = IconButton("more", self.tr("More"))
        self.more_button.clicked.connect(self._show_more)
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(lambda: self.copy_button.set_icon("copy"))
        if answer.kind in (AnswerKind.STOPPED, AnswerKind.FAILED):
            self.details_button.hide()  # and not `setVisible`: without a parent it would be a window
        used = ElidedLabel(used_line(answer), "small")
        used.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(SPACE_1)
        line.addWidget(used)
        line.addWidget(self.details_button)
        line.addStretch()
        line.addWidget(self.again_button)
        line.addWidget(self.copy_button)
        line.addWidget(self.more_button)
        self._foot_column = QVBoxLayout()
        self._foot_column.setSpacing(SPACE_1)
        self._foot_column.addLayout(line)
        return self._foot_column

    def set_answering(self, *, answering: bool) -> None:
        """While an answer comes, nothing is asked again."""
        self._may_ask = not answering
        if self.answer is not None:
            self.again_button.setEnabled(self._may_ask)

    def menu(self) -> QMenu:
        """What else can be done with the answer."""
        menu = QMenu(self)
        answer = self.answer
        if answer is not None:
            menu.addAction(self.tr("Copy as Markdown"), lambda: self._copy(as_markdown(answer)))
            menu.addAction(self.tr("Copy the answer alone"), lambda: self._copy(answer.text))
        return menu

    def _show_more(self) -> None:
        self.menu().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _show_details(self, on: bool) -> None:
        self.details_button.set_icon("chevron-down" if on else "chevron-right")
        if on and self.details is None and self.answer is not None:
            self.details = AnswerDetails(self.answer, self._lookups.backbone())
            self._foot_column.addWidget(self.details)
        if self.details is not None:
            self.details.setVisible(on)
        self.grew.emit()

    def _choose(self, index: int) -> None:
        if self.answer is not None and 0 <= index < len(self.answer.citations):
            self.citation_chosen.emit(self.answer.citations, index)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copy_button.set_icon("check")
        self._copied.start()
