"""What stands in place of pages that need a password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton


class LockPage(EmptyState):
    """Asks for the password of a file, which is kept for this session only.

    Signals:
        tried(str)
    """

    tried = Signal(str)

    def __init__(self) -> None:
        button = TextButton("", role="primary")
        super().__init__("lock", "", "", button)
        self.show_button = button
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(200)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.show_button.setText(self.tr("Show the pages"))
        self.show_button.setAccessibleName(self.show_button.text())
        self.set_measure(280)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 2, self.password, 0, Qt.AlignmentFlag.AlignHCenter)
        self.password.returnPressed.connect(self._try)
        self.show_button.clicked.connect(self._try)

    def ask(self, sentence: str, *, again: bool) -> None:
        """Ask, or ask again after a wrong one."""
        text = (
            self.tr("That password does not open it. Try another.")
            if again
            else self.tr("Its pages need the password that it was imported with.")
        )
        self.set_words(self.tr("This file is locked"), text)
        self.setToolTip(sentence)
        self.password.selectAll()
        self.password.setFocus()

    def _try(self) -> None:
        if self.password.text():
            self.tried.emit(self.password.text())
