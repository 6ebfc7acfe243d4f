"""How far the errand under way has come, and the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.settings.errand import Errand

STEPS = 1000


class ErrandBar(QFrame):
    """Shown while there is one."""

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self._errand = errand
        self.setProperty("role", "notice")
        self.text = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = TextButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stop)
        column = QVBoxLayout()
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addLayout(column, 1)
        row.addWidget(self.stop_button)
        errand.changed.connect(self.refresh)
        if errand.task is None:  # else it is shown with its page, not as a window of its own
            self.hide()
        self._show_progress()

    def refresh(self) -> None:
        """Show the newest word."""
        self.setVisible(self._errand.task is not None)
        self._show_progress()

    def _show_progress(self) -> None:
        progress = self._errand.progress
        if self._errand.stopping:
            self.text.set_text(self.tr("Stopping…"))
        elif progress is None:
            self.text.set_text(self.tr("Beginning…"))
        else:
            left = words.time_left(progress.eta) if progress.eta is not None else ""
            self.text.set_text(f"{progress.text} · {left}" if left else progress.text)
        self.stop_button.setEnabled(not self._errand.stopping)
        self.bar.setAccessibleName(self.text.full_text())
        if progress is not None and progress.total:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(STEPS * min(progress.done / progress.total, 1.0)))
        else:
            self.bar.setRange(0, 0)

    def _stop(self) -> None:
        self._errand.cancel()
        self.refresh()
