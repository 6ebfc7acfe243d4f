"""A thin line above the documents while work on them goes on: how far, how long still, how fast; hold, stop.

Its numbers are those of the cards in the left column. When summaries were cancelled it says what lacks them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.domain import JobId, LibraryId
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.work_panel import ENDED, show_share
from lloco_desktop.ui.work_words import WorkState, library_of

translate = QCoreApplication.translate
SHOWN = (JobKind.IMPORT, JobKind.SUMMARISE)
LINGER_MS = 700  # that the line stays when the work has ended: the next often begins at once


class WorkLine(QWidget):
    """Follows the import and the summaries of one library.

    Signals:
        summaries_wanted(): the documents that lack summaries are to get them.
    """

    summaries_wanted = Signal()

    def __init__(self, services: Services, bridge: JobBridge) -> None:
        super().__init__()
        self._services = services
        self._library: LibraryId | None = None
        self._work: dict[JobId, WorkState] = {}
        self._lacking = 0
        self._leaving = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._leaving.timeout.connect(self._show)
        self.text = ElidedLabel(role="soft")
        self.pause_button = IconButton("pause", self.tr("Pause"))
        self.cancel_button = IconButton("close", self.tr("Cancel"))
        self.summaries_button = TextButton(self.tr("Make summaries"), role="link")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._lay_out()
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button.clicked.connect(self._cancel)
        self.summaries_button.clicked.connect(self.summaries_wanted)
        bridge.work.connect(self.hear)
        self.hide()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_1)
        line.addWidget(self.text, 1)
        line.addWidget(self.summaries_button)
        line.addWidget(self.pause_button)
        line.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, 0, SPACE_4, SPACE_2)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.bar)

    # --- what happens --------------------------------------------------------------------

    def show_library(self, library: LibraryId | None) -> None:
        """Follow another library's work."""
        self._library = library
        self._work.clear()
        for job in self._services.jobs() if library is not None else []:
            self._take(WorkSeen(job))
        self._show()

    def show_lacking(self, documents: int) -> None:
        """How many documents have no summaries, for when nothing makes them."""
        self._lacking = documents
        if not self._leaving.isActive():
            self._show()

    def hear(self, seen: WorkSeen) -> None:
        """Take the newest word of a job."""
        if not self._take(seen):
            return
        if self._work:
            self._leaving.stop()
            self._show()
        else:
            self._leaving.start()

    def _take(self, seen: WorkSeen) -> bool:
        """Whether the word was for this line."""
        if library_of(seen.job) != self._library or seen.job.kind not in SHOWN:
            return False
        if seen.job.state in ENDED or seen.job.state is JobState.FAILED:
            self._work.pop(seen.job.id, None)  # the left column says why one failed, until that is dismissed
        else:
            self._work.setdefault(seen.job.id, WorkState(seen.job)).hear(seen)
        return True

    def _show(self) -> None:
        states = list(self._work.values())
        idle = not states and self._lacking > 0 and self._library is not None
        for widget in (self.bar, self.pause_button, self.cancel_button):
            widget.setVisible(bool(states))
        self.summaries_button.setVisible(idle)
        self.setVisible(bool(states) or idle)
        if idle:
            self.text.set_text(self.tr("%n document(s) have no summaries yet.", "", self._lacking))
        if not states:
            return
        held = all(state.is_paused for state in states)
        self.text.set_text(" | ".join(_lines(states)))
        shares = [share for share in (state.share() for state in states) if share is not None]
        moving = any(state.job.state is JobState.RUNNING for state in states)
        show_share(self.bar, sum(shares) / len(shares) if shares else None, moving=moving)
        set_role(self.bar, "paused" if held else "")
        self.bar.setAccessibleName(self.text.full_text())
        self.pause_button.set_icon("play" if held else "pause")
        self.pause_button.set_label(self.tr("Go on") if held else self.tr("Pause"))

    # --- what the user does --------------------------------------------------------------

    def _pause_or_resume(self) -> None:
        held = all(state.is_paused for state in self._work.values())
        for job, state in self._work.items():
            if held:
                self._services.resume(job)
            elif not state.is_paused:
                self._services.pause(job)

    def _cancel(self) -> None:
        for job in list(self._work):
            self._services.cancel(job)


def _lines(states: list[WorkState]) -> list[str]:
    """What each job is at; those that only wait for one of them are counted."""
    begun = [state for state in states if state.job.state is not JobState.QUEUED]
    waiting = len(states) - len(begun)
    if not begun:
        return [state.line() for state in states[:1]]
    lines = [state.line() for state in begun]
    if waiting:
        lines.append(translate("work", "%n more waiting", None, waiting))
    return lines
