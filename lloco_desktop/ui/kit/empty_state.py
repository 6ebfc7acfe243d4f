"""What stands where there is nothing yet: what this place is for, and the one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lloco_desktop.ui.kit.icons import TextButton, pixmap
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_4

ART = 40


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and perhaps a button."""

    def __init__(self, icon_name: str, title: str, text: str, button: TextButton | None = None) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._art = QLabel()
        self._art.setFixedHeight(ART)
        self.title = label(title, "empty-title")
        self.text = label(text, "empty-text", wrap=True)
        self.set_measure(400)
        centre = Qt.AlignmentFlag.AlignHCenter
        for one in (self._art, self.title, self.text):
            one.setAlignment(centre)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(SPACE_2)
        column.addStretch(4)
        column.addWidget(self._art, 0, centre)
        column.addSpacing(SPACE_2)
        column.addWidget(self.title, 0, centre)
        column.addWidget(self.text, 0, centre)
        if button is not None:
            column.addSpacing(SPACE_4)
            column.addWidget(button, 0, centre)
        column.addStretch(5)
        self._paint_art()

    def add(self, widget: QWidget) -> None:
        """Something more below the sentence."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_words(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
        self._fit()

    def set_measure(self, width: int) -> None:
        """How wide the sentence may become."""
        self.text.setFixedWidth(width)
        self._fit()

    def _fit(self) -> None:
        # A wrapping label in a centred cell is given its one-line height unless it is told.
        height = self.text.heightForWidth(self.text.width()) if self.text.text() else 0
        self.text.setFixedHeight(max(height, 0))

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet's font counts from here on."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_art()
        super().changeEvent(event)

    def _paint_art(self) -> None:
        colour = Theme.colours().ink_faint
        self._art.setPixmap(pixmap(self._icon_name, colour, ART, self.devicePixelRatioF()))
