"""Asks for a locked file's password in place, above the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lloco_desktop.domain import FileStatus, ImportFile
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3


class UnlockBar(QFrame):
    """A question for a password, which stays until it is answered rightly or put away.

    Signals:
        password_given(list[Path], str)
    """

    password_given = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice-attention")
        self.setStyleSheet(f"UnlockBar {{ margin-bottom: {SPACE_2}px; }}")  # only while it is there
        self._paths: list[Path] = []
        self._waiting: set[Path] = set()
        self.question = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(self.tr("Password"))
        self.field.setAccessibleName(self.tr("Password"))
        self.field.setFixedWidth(200)
        self.show_button = IconButton("eye", self.tr("Show the password"))
        self.show_button.setCheckable(True)
        self.unlock_button = TextButton(self.tr("Unlock"), role="primary")
        self.close_button = IconButton("close", self.tr("Not now"))
        self.answer = label(role="attention", wrap=True)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        line.addWidget(self.question, 1)
        line.addWidget(self.field)
        line.addWidget(self.show_button)
        line.addWidget(self.unlock_button)
        line.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(line)
        column.addWidget(self.answer)

    def _connect(self) -> None:
        mode = QLineEdit.EchoMode
        self.show_button.toggled.connect(
            lambda on: self.field.setEchoMode(mode.Normal if on else mode.Password)
        )
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(lambda text: self.unlock_button.setEnabled(bool(text)))
        self.unlock_button.clicked.connect(self._give)
        self.close_button.clicked.connect(self.close_bar)

    def ask_for(self, paths: Sequence[Path]) -> None:
        """Ask for the password of these files."""
        self._paths = list(paths)
        self._waiting = set()
        self._show_question()
        self.field.clear()
        self.unlock_button.setEnabled(False)
        self._say("")
        self.show()
        self.field.setFocus()

    def _show_question(self) -> None:
        if len(self._paths) == 1:
            self.question.set_text(self.tr("{file} is locked").format(file=self._paths[0].name))
        else:
            self.question.set_text(self.tr("{files} are locked").format(files=words.files(len(self._paths))))

    def hear(self, file: ImportFile) -> None:
        """Take an import's word on a file that was tried."""
        if file.path not in self._waiting or not file.status.is_final:
            return
        self._waiting.discard(file.path)
        if file.status is not FileStatus.LOCKED:
            self._paths.remove(file.path)
        if self._waiting:
            return
        if not self._paths:
            self.close_bar()
            return
        self._show_question()  # the password may have opened some of them
        still = self._paths[0].name if len(self._paths) == 1 else words.files(len(self._paths))
        self._say(self.tr("That password does not open {file}. Try another.").format(file=still))
        self._set_trying(trying=False)
        self.field.selectAll()
        self.field.setFocus()

    def close_bar(self) -> None:
        """Put the question away and forget what was typed."""
        self.field.clear()
        self._waiting = set()
        self._set_trying(trying=False)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the bar away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        if self.field.text() and not self._waiting:
            self._waiting = set(self._paths)
            self._set_trying(trying=True)
            self._say(self.tr("Trying…"))
            self.password_given.emit(list(self._paths), self.field.text())

    def _set_trying(self, *, trying: bool) -> None:
        self.field.setEnabled(not trying)
        self.unlock_button.setEnabled(not trying and bool(self.field.text()))

    def _say(self, sentence: str) -> None:
        self.answer.setText(sentence)
        self.answer.setVisible(bool(sentence))
