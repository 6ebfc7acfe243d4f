"""A job on the card of what it is about: how far it is, and how to hold or stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.jobs.job import Job, JobState
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.work_panel import show_share
from lloco_desktop.ui.work_words import WorkState


class JobStrip(QWidget):
    """Gone while there is no job, or it has ended."""

    def __init__(self, services: Services, name: str) -> None:
        super().__init__()
        self._services = services
        self.state: WorkState | None = None
        self.text = ElidedLabel(role="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.pause_button = TextButton(self.tr("Pause"))
        self.cancel_button = TextButton(self.tr("Cancel"))
        column = QVBoxLayout()
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addLayout(column, 1)
        row.addSpacing(SPACE_3 - SPACE_2)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button.clicked.connect(self._cancel)
        self.hide()

    @property
    def job(self) -> Job | None:
        """The one that is shown."""
        return self.state.job if self.state is not None else None

    def show_work(self, seen: WorkSeen) -> None:
        """Show the newest word of a job."""
        if self.state is None or self.state.job.id != seen.job.id:
            self.state = WorkState(seen.job)
            self.cancel_button.setEnabled(True)
        state = self.state
        state.hear(seen)
        if state.job.state.is_final:
            self.clear()
            return
        self.text.set_text(self._line(state))
        show_share(self.bar, state.share(), moving=state.job.state is JobState.RUNNING)
        set_role(self.bar, "paused" if state.is_paused else "")
        self.pause_button.setText(self.tr("Go on") if state.is_paused else self.tr("Pause"))
        self.pause_button.setAccessibleName(self.pause_button.text())
        self.show()

    def _line(self, state: WorkState) -> str:
        """What it is at, how far, and how long still: there is more room than in the side column."""
        detail, latest = state.detail(), state.latest
        running = state.job.state is JobState.RUNNING and latest is not None
        what = latest.text if running and latest is not None else ""
        return " · ".join(dict.fromkeys(part for part in (detail, what) if part))

    def clear(self) -> None:
        """There is none any more."""
        self.state = None
        self.hide()

    def _pause_or_resume(self) -> None:
        if self.state is not None:
            act = self._services.resume if self.state.is_paused else self._services.pause
            act(self.state.job.id)

    def _cancel(self) -> None:
        if self.state is not None:
            self.cancel_button.setEnabled(False)
            self._services.cancel(self.state.job.id)
