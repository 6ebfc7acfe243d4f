"""The first screen, while there is no library: what the application does, and the three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lloco_desktop.ui.kit.icons import TextButton, app_icon, pixmap
from lloco_desktop.ui.kit.layout import FlowRow, hairline, label
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import ICON, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8

ART = 56
WIDEST = 440


class FirstRun(QWidget):
    """One calm screen.

    Signals:
        files_wanted()
        folder_wanted()
        sample_wanted()
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAccessibleName(self.tr("Welcome"))
        self.files = TextButton(self.tr("Import PDFs…"), role="primary", icon_name="import")
        self.folder = TextButton(self.tr("Import a folder…"), icon_name="library")
        self.sample = TextButton(self.tr("Try the sample"), icon_name="reading")
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        self.problem = label(role="attention", wrap=True)
        self.problem.hide()
        self._art = QLabel()
        self._lock = QLabel()
        self._lay_out()
        self._paint()

    def _lay_out(self) -> None:
        title = label(self.tr("Ask your own PDFs"), "title", wrap=True)
        what = label(
            self.tr(
                "LLoCO Desktop reads your documents once, then answers questions about them. "
                "Every answer shows the page that it comes from."
            ),
            "welcome",
            wrap=True,
        )
        private = label(self.tr("Nothing leaves this computer."), "strong", wrap=True)
        privacy = QHBoxLayout()
        privacy.setSpacing(SPACE_2)
        privacy.addWidget(self._lock)
        privacy.addWidget(private, 1)
        ways = FlowRow(SPACE_2)
        ways.add(self.files)
        ways.add(self.folder)
        drop = label(self.tr("Or drop files and folders anywhere on this window."), "soft", wrap=True)
        sample = label(
            self.tr("No documents at hand? The user guide becomes a library, with three questions to try."),
            "soft",
            wrap=True,
        )
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._art)
        column.addSpacing(SPACE_2)
        column.addWidget(title)
        column.addWidget(what)
        column.addSpacing(SPACE_1)
        column.addLayout(privacy)
        column.addSpacing(SPACE_4)
        column.addWidget(ways)
        column.addWidget(drop)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_4)
        column.addWidget(hairline())
        column.addSpacing(SPACE_2)
        column.addWidget(sample)
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeading)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inside, 1000)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_8, SPACE_6, SPACE_8, SPACE_6)
        whole.addStretch(4)
        whole.addLayout(across)
        whole.addStretch(5)

    def show_problem(self, sentence: str) -> None:
        """Say why what was wanted could not be done; an empty sentence takes it back."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()
        super().changeEvent(event)

    def _paint(self) -> None:
        ratio = self.devicePixelRatioF()
        art: QPixmap = app_icon().pixmap(QSize(ART, ART), ratio)
        self._art.setPixmap(art)
        self._lock.setPixmap(pixmap("lock", Theme.colours().ink_soft, ICON, ratio))
