"""What the window knows of learning: the state of the library that is shown, and every run that goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.learning.report import LossPoint, Report
from lloco_desktop.progress import Progress
from lloco_desktop.study import RunState
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.learn.learning import Learned, LearningEnded, LearningSeen, LossGrew
from lloco_desktop.ui.services import BackboneStatus, Services, WorkSeen


@dataclass
class Live:
    """A run that goes on, as far as the window has heard."""

    job: Job
    run: RunId | None = None
    state: RunState | None = None
    progress: Progress | None = None
    losses: list[LossPoint] = field(default_factory=list)

    @property
    def is_paused(self) -> bool:
        """Whether the user holds it."""
        return self.job.state is JobState.PAUSED

    @property
    def share(self) -> float | None:
        """How much of the present stage is done, 0 to 1."""
        if self.progress is None or not self.progress.total:
            return None
        return min(self.progress.done / self.progress.total, 1.0)

    def add(self, point: LossPoint) -> None:
        """One more step; a run that goes on from a checkpoint says some of them again."""
        while self.losses and self.losses[-1].step >= point.step:
            self.losses.pop()
        self.losses.append(point)


class LearningFeed(QObject):
    """Follows learning for the pages that show it.

    Signals:
        changed(): the shown library's state, or its run, is another.
        came_further(): its run moved on within a stage.
        curve_grew(): its run has more losses.
        ended(LibraryId, AdapterId | None): a run came to its end; a version if it made one.
        switched(): another backbone is in use, so that what was measured holds no more.
    """

    changed = Signal()
    came_further = Signal()
    curve_grew = Signal()
    ended = Signal(object, object)
    switched = Signal()

    def __init__(self, services: Services, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._lives: dict[LibraryId, Live] = {}
        self._failures: dict[LibraryId, str] = {}
        self._reading = self._again = False
        self._backbone = ""  # by name; "": none was heard of
        self.library: LibraryId | None = None
        self.learned: Learned | None = None  # None: not read yet
        for job in services.jobs():
            self.hear_work(WorkSeen(job))
        bridge.work.connect(self.hear_work)
        bridge.learning.connect(self.hear)
        bridge.summaries.connect(lambda seen: self._maybe_refresh(seen.library))
        bridge.backbone.connect(self._hear_backbone)

    # --- what is known -------------------------------------------------------------------

    @property
    def live(self) -> Live | None:
        """The run of the library that is shown."""
        return self._lives.get(self.library) if self.library is not None else None

    def live_of(self, library: LibraryId) -> Live | None:
        """The run of any library."""
        return self._lives.get(library)

    @property
    def failure(self) -> str | None:
        """Why the shown library's last run stopped, until that is put away."""
        return self._failures.get(self.library) if self.library is not None else None

    def dismiss_failure(self) -> None:
        """The user has read it."""
        if self.library is not None and self.library in self._failures:
            del self._failures[self.library]
            self.changed.emit()

    def _hear_backbone(self, status: BackboneStatus) -> None:
        before, self._backbone = self._backbone, status.name or self._backbone
        if before not in ("", self._backbone):
            self.switched.emit()

    def show_library(self, library: LibraryId | None) -> None:
        """Follow another library."""
        if library != self.library:
            self.library, self.learned = library, None
            self.refresh()
            self.changed.emit()

    def refresh(self) -> None:
        """Read the shown library's state again, now or as soon as the reading under way has ended."""
        library = self.library
        self._again = self._reading
        if library is None or self._reading:
            return
        self._reading = True
        self._background.run(
            self,
            lambda: self._services.learning.state(library),
            lambda learned: self._was_read(library, learned),
            lambda _error: self._was_read(library, None),
        )

    def _was_read(self, library: LibraryId, learned: Learned | None) -> None:
        self._reading = False
        if self._again:  # something has changed since
            self.refresh()
        elif learned is not None and library == self.library:
            self.learned = learned
            self._take_earlier_losses(library, learned)
            self.changed.emit()

    def _maybe_refresh(self, library: LibraryId) -> None:
        if library == self.library:
            self.refresh()

    def _take_earlier_losses(self, library: LibraryId, learned: Learned) -> None:
        """A run that was begun before this window has a curve already."""
        live, run = self._lives.get(library), learned.run
        if live is None or run is None or run.report is None:
            return
        earlier = Report.from_json(run.report).losses
        first = live.losses[0].step if live.losses else float("inf")
        live.losses[:0] = [point for point in earlier if point.step < first]
        live.run = live.run or run.id
        live.state = live.state or run.state

    # --- what is heard -------------------------------------------------------------------

    def hear_work(self, seen: WorkSeen) -> None:
        """A learning job changed its state; anything else may have changed the documents."""
        job = seen.job
        number = job.payload.get("library")
        if number is None:
            return
        library = LibraryId(int(number))
        if job.kind is not JobKind.LEARN:
            if job.state.is_final:
                self._maybe_refresh(library)
            return
        live = self._lives.get(library)
        if job.state.is_final:
            if live is None or live.job.id != job.id:
                return
            self._end(library, job)
        elif live is None or live.job.id != job.id:
            self._failures.pop(library, None)
            self._lives[library] = Live(job)
        elif live.job.state is job.state:
            live.job = job
            return
        else:
            live.job = job
        if library == self.library:
            self.changed.emit()
            if live is None or job.state.is_final:
                self.refresh()

    def _end(self, library: LibraryId, job: Job) -> None:
        del self._lives[library]
        if job.state is JobState.FAILED:
            self._failures[library] = job.reason or ""

    def hear(self, event: LearningSeen | LossGrew | LearningEnded) -> None:
        """A run says something."""
        if isinstance(event, LearningEnded):
            adapter: AdapterId | None = event.adapter.id if event.adapter is not None else None
            self.ended.emit(event.library, adapter)
            self._maybe_refresh(event.library)
            return
        live = self._lives.get(event.library)
        if live is None:
            return
        live.run = event.run
        shown = event.library == self.library
        if isinstance(event, LossGrew):
            live.add(event.point)
            if shown:
                self.curve_grew.emit()
            return
        another = event.state is not live.state
        live.state = event.state
        live.progress = event.progress if event.progress is not None or another else live.progress
        if shown:
            (self.changed if another else self.came_further).emit()
