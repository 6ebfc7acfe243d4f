"""One line at the foot of the conversations: what was just done, and the way back where there is one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.ui.chat.conversations import Removed
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2


class UndoBar(QWidget):
    """Stays until it is put away, or until something else is to be said.

    Signals:
        undo_wanted(Removed)
    """

    undo_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._removed: Removed | None = None
        self.text = label("", "small", wrap=True)
        self.undo_button = TextButton(self.tr("Undo"), role="link")
        self.undo_button.clicked.connect(self._undo)
        self.close_button = IconButton("close", self.tr("Dismiss"))
        self.close_button.clicked.connect(self.hide)
        frame = QFrame()
        frame.setProperty("role", "notice")
        line = QHBoxLayout(frame)
        line.setContentsMargins(SPACE_2, SPACE_1, 0, SPACE_1)
        line.setSpacing(0)
        line.addWidget(self.text, 1)
        line.addWidget(self.undo_button)
        line.addWidget(self.close_button)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self.hide()

    def offer(self, removed: Removed) -> None:
        """A conversation was deleted."""
        self._removed = removed
        title = words.elided(removed.title, 40)
        self._show(self.tr("“{title}” was deleted.").format(title=title), undo=True)

    def say(self, sentence: str) -> None:
        """Something was done, or could not be."""
        self._removed = None
        self._show(sentence, undo=False)

    def _show(self, sentence: str, *, undo: bool) -> None:
        self.text.setText(sentence)
        self.undo_button.setVisible(undo)
        self.show()

    def _undo(self) -> None:
        removed, self._removed = self._removed, None
        self.hide()
        if removed is not None:
            self.undo_wanted.emit(removed)
