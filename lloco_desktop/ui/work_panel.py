"""The left column's lower part: what is running, how long it will take, and how to hold or stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.domain import JobId, LibraryId
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirm_cancelling
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.services import Services, WorkSeen

STEPS = 1000  # of a progress bar
ENDED = (JobState.DONE, JobState.CANCELLED)


def library_of(job: Job) -> LibraryId | None:
    """The library that a job works on."""
    library = job.payload.get("library")
    return LibraryId(int(library)) if library is not None else None


class WorkCard(QWidget):
    """One job: what, how far, how long still.

    Signals:
        pause_wanted(JobId), resume_wanted(JobId), cancel_wanted(JobId), dismissed(JobId).
    """

    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, job: Job, library_name: str) -> None:
        super().__init__()
        self.job = job
        self.library_name = library_name
        self._whole: Progress | None = None
        self._latest: Progress | None = None
        self.title = ElidedLabel()
        self.detail = ElidedLabel(role="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.pause_button = IconButton("pause", self.tr("Pause"))
        self.cancel_button = IconButton("close", self.tr("Cancel"))
        self._lay_out()
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button.clicked.connect(self._cancel_or_dismiss)
        self.show_work(WorkSeen(job))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.title, 1)
        top.addWidget(self.pause_button)
        top.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_2)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.detail)

    def show_work(self, seen: WorkSeen) -> None:
        """Show the newest word of the job."""
        self.job = seen.job
        if seen.progress is not None:
            self._latest = seen.progress
            # A job that counts files also speaks of pages within one: the bar is of the whole.
            if self._whole is None or self._whole.unit != "files" or seen.progress.unit == "files":
                self._whole = seen.progress
        failed = seen.job.state is JobState.FAILED
        paused = seen.job.state is JobState.PAUSED
        self.title.set_text(self._title())
        self.detail.set_text(self._detail())
        self.detail.setWordWrap(False)
        self.bar.setVisible(not failed)
        self.bar.setAccessibleName(self._title())
        self._show_bar(moving=seen.job.state is JobState.RUNNING)
        set_role(self.bar, "paused" if paused else "")
        self.pause_button.setVisible(not failed)
        self.pause_button.set_icon("play" if paused else "pause")
        self.pause_button.set_label(self.tr("Go on") if paused else self.tr("Pause"))
        self.cancel_button.set_label(self.tr("Dismiss") if failed else self.tr("Cancel"))

    def _show_bar(self, *, moving: bool) -> None:
        progress = self._whole
        if progress is not None and progress.total:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(STEPS * min(progress.done / progress.total, 1.0)))
        elif moving:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(0)

    def _title(self) -> str:
        if self.job.state is JobState.FAILED:
            what = {
                JobKind.IMPORT: self.tr("Import stopped"),
                JobKind.SUMMARISE: self.tr("Summarising stopped"),
                JobKind.LEARN: self.tr("Learning stopped"),
            }
            return what.get(self.job.kind, self.tr("Work stopped"))
        progress = self._whole
        if self.job.kind is JobKind.IMPORT:
            if progress is not None and progress.unit == "files" and progress.total:
                return self.tr("Importing {done} of {total}").format(
                    done=min(int(progress.done) + 1, int(progress.total)), total=int(progress.total)
                )
            return self.tr("Importing")
        if self.job.kind is JobKind.LEARN:
            return self.tr("Learning {library}").format(library=self.library_name)
        return self.tr("Summarising {library}").format(library=self.library_name)

    def _detail(self) -> str:
        state, whole, latest = self.job.state, self._whole, self._latest
        if state is JobState.FAILED:
            return self.job.reason or ""
        if state is JobState.PAUSED:
            return self.tr("Paused")
        if state is JobState.QUEUED:
            return self.tr("Waiting for its turn")
        if whole is None or latest is None:
            return self.tr("Starting")
        if whole.eta is not None:
            left = words.time_left(whole.eta)
            left = left[:1].upper() + left[1:]
            # Learning has stages, and the time is that of the present one.
            return f"{left} · {latest.text}" if self.job.kind is JobKind.LEARN else left
        return latest.text

    def _pause_or_resume(self) -> None:
        paused = self.job.state is JobState.PAUSED
        (self.resume_wanted if paused else self.pause_wanted).emit(self.job.id)

    def _cancel_or_dismiss(self) -> None:
        failed = self.job.state is JobState.FAILED
        (self.dismissed if failed else self.cancel_wanted).emit(self.job.id)


class WorkPanel(QWidget):
    """The cards of all unfinished jobs, gone when there is nothing to show."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._cards: dict[JobId, WorkCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_4, SPACE_3, SPACE_2, SPACE_1)
        self._column.setSpacing(SPACE_1)
        self._column.addWidget(label(self.tr("Running"), "section"))
        self.hide()
        for job in services.jobs():
            self.show_work(WorkSeen(job))

    def show_work(self, seen: WorkSeen) -> None:
        """Show what the bridge says of a job."""
        card = self._cards.get(seen.job.id)
        if seen.job.state in ENDED:
            self._remove(seen.job.id)
            return
        if card is None:
            card = self._add(seen.job)
        card.show_work(seen)

    def busy(self) -> bool:
        """Whether anything is shown as running."""
        return bool(self._cards)

    def _add(self, job: Job) -> WorkCard:
        library = library_of(job)
        names = {one.id: one.name for one in self._services.libraries()}
        card = WorkCard(job, names.get(library, "") if library is not None else "")
        card.pause_wanted.connect(self._services.pause)
        card.resume_wanted.connect(self._services.resume)
        card.cancel_wanted.connect(self._cancel)
        card.dismissed.connect(self._remove)
        self._cards[job.id] = card
        self._column.addWidget(card)
        self.show()
        return card

    def _cancel(self, job: JobId) -> None:
        """Stop a job; learning loses what it did so far, so that it asks first."""
        card = self._cards[job]
        if card.job.kind is not JobKind.LEARN or confirm_cancelling(self, card.library_name):
            self._services.cancel(job)

    def _remove(self, job: JobId) -> None:
        card = self._cards.pop(job, None)
        if card is not None:
            self._column.removeWidget(card)
            card.deleteLater()
        self.setVisible(bool(self._cards))
