"""A question as it was asked: its words, how it was asked, its versions, and the box to word it anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Turn
from lloco_desktop.domain import Question, Scope
from lloco_desktop.ui.chat.lookups import Lookups
from lloco_desktop.ui.chat.question_box import QuestionBox
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

translate = QCoreApplication.translate


def how_asked(question: Question, lookups: Lookups) -> str:
    """What was not asked in the ordinary way, in one line; nothing where all was."""
    parts: list[str] = []
    if len(question.libraries) > 1:
        parts.append(QLocale().createSeparatedList(lookups.names(question.libraries)))
    if question.documents:
        parts.append(translate("asked", "%n document(s) only", None, len(question.documents)))
    if question.scope is Scope.WHOLE:
        parts.append(translate("asked", "Whole documents"))
    if question.quote:
        parts.append(translate("asked", "Quotes only"))
    if not question.adapter:
        parts.append(translate("asked", "Without what was learned"))
    if question.variation:
        parts.append(translate("asked", "Another answer"))
    return " · ".join(one for one in parts if one)


class AskedBox(QFrame):
    """The question's frame.

    Signals:
        stepped(int): another version is wanted, by its place.
        worded(str): ask this instead.
    """

    stepped = Signal(int)
    worded = Signal(str)

    def __init__(self, turn: Turn, lookups: Lookups) -> None:
        super().__init__()
        self.setProperty("role", "asked")
        self._turn = turn
        self._lookups = lookups
        self._at = 0
        self._editor: QFrame | None = None
        self.text = label("", "asked-text", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.how = label("", "small", wrap=True)
        self.edit_button = IconButton("pencil", self.tr("Word the question anew"))
        self.edit_button.clicked.connect(self.start_editing)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE_1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        words.addWidget(self.text)
        words.addWidget(self.how)
        self._head.addLayout(words, 1)
        self._head.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._head)
        self.stepper: Stepper | None = None
        self._show_words(shown=True)

    def show_version(self, turn: Turn, at: int) -> None:
        """Show one of the versions."""
        self._turn, self._at = turn, at
        question = turn.versions[at].question
        self.text.setText(question.text)
        self.text.setAccessibleName(self.tr("You asked: {question}").format(question=question.text))
        how = how_asked(question, self._lookups)
        self.how.setText(how)
        self.how.setVisible(bool(how))
        count = len(turn.versions)
        if count > 1 and self.stepper is None:
            self.stepper = Stepper()
            self.stepper.stepped.connect(self.stepped)
            self._head.insertWidget(1, self.stepper, 0, Qt.AlignmentFlag.AlignTop)
        if self.stepper is not None:
            self.stepper.show_place(at, count)

    def set_answering(self, *, answering: bool) -> None:
        """While an answer comes, nothing is asked anew."""
        self.edit_button.setEnabled(not answering)

    # --- wording it anew -----------------------------------------------------------------

    def start_editing(self) -> None:
        """Offer the words in a box."""
        if self._editor is not None:
            return
        self.box = EditBox()
        self.box.setAccessibleName(self.tr("Question, in other words"))
        self.box.setPlainText(self._turn.versions[self._at].question.text)
        self.box.entered.connect(self._entered)
        self.box.left.connect(self.stop_editing)
        self.ask_button = TextButton(self.tr("Ask"), role="primary")
        self.ask_button.clicked.connect(self._entered)
        self.leave_button = TextButton(self.tr("Leave it"), role="quiet")
        self.leave_button.clicked.connect(self.stop_editing)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        hint = label(self.tr("Both wordings are kept."), "small")
        buttons.addWidget(hint)
        buttons.addStretch()
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.ask_button)
        self._editor = QFrame()
        self._editor.setProperty("role", "composer")
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        inside.addWidget(self.box)
        inside.addLayout(buttons)
        self._show_words(shown=False)
        self._column.addWidget(self._editor)
        self.box.setFocus()
        self.box.selectAll()

    def stop_editing(self) -> None:
        """Show the question again as it was."""
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._show_words(shown=True)
            self.edit_button.setFocus()

    @property
    def is_editing(self) -> bool:
        """Whether the box is there."""
        return self._editor is not None

    def _show_words(self, *, shown: bool) -> None:
        # The box has a frame of its own: no boxes inside boxes.
        set_role(self, "asked" if shown else "")
        self._column.setContentsMargins(*((SPACE_3, SPACE_1, SPACE_1, SPACE_1) if shown else (0, 0, 0, 0)))
        self.text.setVisible(shown)
        self.how.setVisible(shown and bool(self.how.text()))
        self.edit_button.setVisible(shown)
        if self.stepper is not None:
            self.stepper.setVisible(shown)

    def _entered(self) -> None:
        text = self.box.toPlainText().strip()
        if text:
            self.stop_editing()
            self.worded.emit(text)


class EditBox(QuestionBox):
    """Esc leaves it.

    Signals:
        left()
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is this box's before it is the page's."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Stepper(QWidget):
    """Which version is shown, and the way to the others.

    Signals:
        stepped(int)
    """

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self.back = IconButton("chevron-left", self.tr("The version before"))
        self.on = IconButton("chevron-right", self.tr("The version after"))
        self.place = label("", "small")
        self.back.clicked.connect(lambda: self.stepped.emit(self._at - 1))
        self.on.clicked.connect(lambda: self.stepped.emit(self._at + 1))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for one in (self.back, self.place, self.on):
            line.addWidget(one)

    def show_place(self, at: int, count: int) -> None:
        """`at` counts from 0."""
        self._at = at
        self.place.setText(self.tr("{n} of {all}").format(n=at + 1, all=count))
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at < count - 1)
