"""Before learning: what it does, where the questions come from, and how long it may take."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import AdapterId, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.choice import Choice
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learning import Learned, LearnWish, QuestionSource
from lloco_desktop.ui.services import Services

LONGEST = 9999  # minutes


class LearnSetup(QWidget):
    """The form.

    Signals:
        plan_wanted(LearnWish): the button.
        back_wanted(): leave the form.
        import_wanted(): add a version from a folder.
    """

    plan_wanted = Signal(object)
    back_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._library: LibraryId | None = None
        self._from: AdapterId | None = None
        self._file: Path | None = None
        self._checks = 0
        self._last_folder = ""
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show_file()

    # --- building ------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.title = label(role="empty-title")
        self.what = label(role="soft", wrap=True)
        self.source = Choice(
            self.tr("Questions"),
            [self.tr("From the documents"), self.tr("My own file"), self.tr("Both")],
        )
        self.file_button = TextButton(self.tr("Choose file…"), icon_name="document")
        self.file_name = ElidedLabel(role="soft", mode=Qt.TextElideMode.ElideMiddle)
        self.file_hint = label(
            self.tr(
                "A CSV or JSONL file: “question” and “answer” in each line, and “document” if you like. "
                "An empty answer means that the documents do not say."
            ),
            "small",
            wrap=True,
        )
        self.file_problem = label(role="attention", wrap=True)
        self.limit = QCheckBox(self.tr("Stop after"))
        self.limit.setProperty("role", "form")
        self.limit.setAccessibleName(self.tr("Limit the time"))
        self.minutes = QLineEdit("60")
        self.minutes.setAccessibleName(self.tr("Minutes"))
        self.minutes.setValidator(QIntValidator(1, LONGEST, self))
        self.minutes.setFixedWidth(64)
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.begin_from = Choice(
            self.tr("Start from"), [self.tr("The beginning"), self.tr("The version in use")]
        )
        self.learn_button = TextButton(self.tr("Learn this library"), role="primary", icon_name="learn")
        self.back_button = TextButton(self.tr("Back"), role="quiet")
        self.import_button = TextButton(self.tr("Import a version…"), role="link")
        self.import_button.setToolTip(self.tr("Add what was learned elsewhere, from its folder"))

    def _lay_out(self) -> None:
        minutes = QHBoxLayout()
        minutes.setSpacing(SPACE_2)
        minutes.addWidget(self.limit)
        minutes.addWidget(self.minutes)
        minutes.addWidget(label(self.tr("minutes")))
        minutes.addStretch()
        chosen = QHBoxLayout()
        chosen.setSpacing(SPACE_3)
        chosen.addWidget(self.file_button)
        chosen.addWidget(self.file_name, 1)
        own = QVBoxLayout()
        own.setContentsMargins(0, SPACE_1, 0, 0)
        own.setSpacing(SPACE_1)
        own.addLayout(chosen)
        own.addWidget(self.file_hint)
        own.addWidget(self.file_problem)
        self.own = QWidget()
        self.own.setLayout(own)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.learn_button, self.back_button, self.import_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.title)
        column.addWidget(self.what)
        column.addSpacing(SPACE_4)
        column.addWidget(label(self.tr("Questions"), "section"))
        column.addLayout(_left(self.source))
        column.addWidget(self.own)
        column.addSpacing(SPACE_3)
        self.from_title = label(self.tr("Start from"), "section")
        column.addWidget(self.from_title)
        column.addLayout(_left(self.begin_from))
        self.from_space = QWidget()
        self.from_space.setFixedHeight(SPACE_3)
        column.addWidget(self.from_space)
        column.addWidget(label(self.tr("Time"), "section"))
        column.addLayout(minutes)
        column.addSpacing(SPACE_6)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.source.changed.connect(self._show_file)
        self.file_button.clicked.connect(self.choose_file)
        self.limit.toggled.connect(lambda on: self.minutes.setEnabled(on))
        self.minutes.setEnabled(False)
        self.learn_button.clicked.connect(self._wanted)
        self.minutes.returnPressed.connect(self._wanted)
        self.back_button.clicked.connect(self.back_wanted)
        self.import_button.clicked.connect(self.import_wanted)

    # --- what is shown -------------------------------------------------------------------

    def show_library(self, library: LibraryId, name: str, learned: Learned) -> None:
        """Offer to learn a library, or to learn it again."""
        if library != self._library:
            self._library = library
            self._file = None
            self.source.choose(0)
            self.limit.setChecked(False)
            self._show_file()
        again = bool(learned.versions)
        title = self.tr("Learn “{name}” again") if again else self.tr("Learn “{name}”")
        self.title.setText(title.format(name=name))
        self.back_button.setVisible(again)
        self.import_button.setVisible(not again)
        base = learned.version(learned.active) or (learned.versions[0] if again else None)
        self._from = base.adapter.id if base is not None else None
        for widget in (self.from_title, self.begin_from, self.from_space):
            widget.setVisible(again)
        if base is not None:
            self.begin_from.buttons[1].setText(learn_words.version(base.adapter.version))

    def prefer_earlier(self, *, earlier: bool) -> None:
        """Suggest to learn on from the version that exists."""
        self.begin_from.choose(1 if earlier else 0)

    @property
    def chosen_source(self) -> QuestionSource:
        """Where questions come from."""
        return list(QuestionSource)[self.source.at]

    def wish(self) -> LearnWish:
        """What is chosen."""
        text = self.minutes.text()
        limited = self.limit.isChecked() and text.isdigit() and int(text) > 0
        source = self.chosen_source
        return LearnWish(
            source,
            self._file if source.needs_file else None,
            float(text) if limited else None,
            self._from if self.begin_from.at == 1 else None,
        )

    # --- the user's own questions --------------------------------------------------------

    def choose_file(self) -> None:
        """Let the user pick a file of questions."""
        name, _filter = QFileDialog.getOpenFileName(
            self.window(),
            self.tr("Questions and answers"),
            self._last_folder,
            self.tr("Questions (*.csv *.jsonl *.CSV *.JSONL);;All files (*)"),
        )
        if name:
            self._last_folder = str(Path(name).parent)
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Use a file, after looking into it."""
        self._file = None
        self._checks += 1
        this = self._checks
        self.file_name.set_text(self.tr("Reading {name}…").format(name=file.name))
        self.file_problem.hide()
        self._show_button()

        def good(number: int) -> None:
            if this == self._checks:
                self._file = file
                self.file_name.set_text(f"{file.name} · {learn_words.questions(number)}")
                self._show_file()

        def bad(error: LlocoError) -> None:
            if this == self._checks:
                self.file_name.set_text(file.name)
                self._say_problem(str(error))

        self._background.run(self, lambda: self._services.learning.count_questions(file), good, bad)

    def _say_problem(self, sentence: str) -> None:
        self.file_problem.setText(sentence)
        self.file_problem.show()
        self._show_button()

    def _what_it_does(self) -> str:
        begin = {
            QuestionSource.DOCUMENTS: self.tr(
                "LLoCO asks itself questions about these documents and practises answering them, so that it "
                "reads their summaries better."
            ),
            QuestionSource.FILE: self.tr(
                "LLoCO practises answering your questions about these documents, so that it reads their "
                "summaries better."
            ),
            QuestionSource.BOTH: self.tr(
                "LLoCO asks itself questions about these documents and practises answering them and yours, "
                "so that it reads their summaries better."
            ),
        }[self.chosen_source]
        end = self.tr(
            "Some questions are kept aside: what was learned is used only if it answers those better than "
            "before."
        )
        return words.together(begin, end)

    def _show_file(self) -> None:
        self.what.setText(self._what_it_does())
        needed = self.chosen_source.needs_file
        self.own.setVisible(needed)
        if self._file is None and self.file_problem.isHidden():
            self.file_name.set_text("")
        if self._file is not None:
            self.file_problem.hide()
        if not self.file_problem.text():
            self.file_problem.hide()
        self._show_button()

    def _show_button(self) -> None:
        self.learn_button.setEnabled(not self.chosen_source.needs_file or self._file is not None)

    def _wanted(self) -> None:
        if self.learn_button.isEnabled():
            self.plan_wanted.emit(self.wish())


def _left(widget: QWidget) -> QHBoxLayout:
    """A widget at its own width, at the left."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch()
    return row
