"""Asks in place before a large import: what comes, what room that takes, and whether to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.ui.documents import import_words
from lloco_desktop.ui.importing import Importing
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_6
from lloco_desktop.workflows.import_needs import ImportNeeds

PATIENCE_MS = 400  # looking that is over sooner is not shown


class PreflightBar(QWidget):
    """Stands above the pages while what is to be imported is looked at or asked about."""

    def __init__(self) -> None:
        super().__init__()
        self._importing: Importing | None = None
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._soon.timeout.connect(self._show_looking)
        self.frame = QFrame()
        self.text = label(wrap=True)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Looking at the files"))
        self.import_button = TextButton(self.tr("Import"), role="primary")
        self.again_button = TextButton(self.tr("Look again"))
        self.later_button = TextButton(self.tr("Not now"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.import_button, self.again_button, self.later_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addWidget(self.busy)
        column.addLayout(buttons)
        around = QVBoxLayout(self)
        around.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, 0)
        around.addWidget(self.frame)
        self.hide()

    def follow(self, importing: Importing) -> None:
        """Ask for these imports."""
        self._importing = importing
        importing.looking.connect(self._looking)
        importing.asked.connect(self._ask)
        self.import_button.clicked.connect(importing.go_on)
        self.again_button.clicked.connect(importing.look_again)
        self.later_button.clicked.connect(importing.let_be)
        for button in (self.import_button, self.later_button):
            button.clicked.connect(self.hide)

    def _looking(self, what: str) -> None:
        self.text.setText(what)
        if not what:
            self._soon.stop()
            self.hide()
        elif self.isVisible():
            self._show_looking()
        else:
            self._soon.start()

    def _show_looking(self) -> None:
        set_role(self.frame, "notice")
        self.busy.show()
        self.import_button.hide()
        self.again_button.hide()
        self.show()

    def _ask(self, needs: ImportNeeds) -> None:
        set_role(self.frame, "notice" if needs.fits else "notice-attention")
        self.text.setText(import_words.question(needs))
        self.busy.hide()
        self.import_button.setVisible(needs.fits)
        self.again_button.setVisible(not needs.fits)
        self.show()
        (self.import_button if needs.fits else self.again_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is "Not now"."""
        if event.key() == Qt.Key.Key_Escape:
            self.later_button.click()
        else:
            super().keyPressEvent(event)
