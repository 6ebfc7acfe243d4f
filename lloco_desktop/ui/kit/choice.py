"""A few exclusive buttons side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton


class Choice(QFrame):
    """A few exclusive buttons side by side.

    Signals:
        changed(): another one is chosen.
    """

    changed = Signal()

    def __init__(self, name: str, texts: list[str]) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for number, text in enumerate(texts):
            button = TextButton(text, role="segment")
            button.setCheckable(True)
            button.setAccessibleName(words.named(name, text))
            self._group.addButton(button, number)
            self.buttons.append(button)
            row.addWidget(button)
        self.buttons[0].setChecked(True)
        self._group.idToggled.connect(lambda _number, on: self.changed.emit() if on else None)

    @property
    def at(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose one."""
        self.buttons[number].setChecked(True)
