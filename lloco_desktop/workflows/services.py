"""What the window and the command line share: one open workspace, its runner, and the backbone.

    services = Services.open(folder, settings, places, writable=True)
    services.listen(callback)          # job events, on the lanes' threads
    services.import_files(library, paths)
    services.ask(question, on_event, on_done)

Opening imports no torch; the summarising and answering modules are imported by their first use, in the
model lane.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from lloco_desktop.domain import AdapterId, DocumentId, Library, LibraryId, Question
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.jobs.runner import JobEvent, Runner
from lloco_desktop.jobs.urgent import Urgent
from lloco_desktop.learning.report import Report
from lloco_desktop.progress import Progress
from lloco_desktop.retrieval.search import Retrieval
from lloco_desktop.settings import BackboneChoice, Places, Settings
from lloco_desktop.store.segments import SegmentCounts
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Adapter, LearningRun
from lloco_desktop.workflows import own_files
from lloco_desktop.workflows.events import LibraryTakenIn
from lloco_desktop.workflows.gpu_desk import GpuDesk
from lloco_desktop.workflows.hub_desk import HubDesk
from lloco_desktop.workflows.idling import Unloading
from lloco_desktop.workflows.import_documents import (
    ImportDesk,
    import_documents,
    reader_for,
    stopped_reason,
)
from lloco_desktop.workflows.learning_desk import LearningDesk
from lloco_desktop.workflows.learning_plan import LearnedState, LearnOptions, Preflight
from lloco_desktop.workflows.library_desk import LibraryDesk
from lloco_desktop.workflows.memory_advice import Moment, advised, answer_within_memory
from lloco_desktop.workflows.models import Models, ModelState
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.searching import search
from lloco_desktop.workflows.switching import (
    adopt_waiting,
    check_at_rest,
    is_learning,
    models_for,
    release_backbone,
    switch_backbone,
)
from lloco_desktop.workflows.watching import WatchDesk

log = logging.getLogger(__name__)


class Services:
    """The use cases over one workspace; every method may be called from any thread."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings | Preferences,
        models: Models,
        *,
        writable: bool,
        places: Places | None = None,
    ) -> None:
        self.workspace = workspace
        self.preferences = settings if isinstance(settings, Preferences) else Preferences(settings)
        self.models = models
        self._listeners: list[Callable[[JobEvent], None]] = []
        self._desk = ImportDesk(workspace, lambda: reader_for(self.settings))
        self._learning = LearningDesk(workspace, models, self.preferences)
        self.watching = WatchDesk(workspace, self.import_files, lambda: self.runner.unfinished())
        self.library_files = LibraryDesk(workspace, lambda: self.runner)
        self.hub = HubDesk(
            places or Places.of_user(), models, self.preferences, lambda: self.runner, workspace.jobs.all
        )
        self.gpu = GpuDesk(places or Places.of_user(), lambda: self.runner, workspace.jobs.all)
        handlers = {
            JobKind.IMPORT: self._import,
            JobKind.SWEEP: self.watching.run,
            JobKind.EXPORT: self.library_files.run_export,
            JobKind.TAKE_IN: self.library_files.run_take_in,
            JobKind.SUMMARISE: self._summarise,
            JobKind.LEARN: lambda job: advised(self._learning.run(job), models, Moment.LEARNING),
            JobKind.DOWNLOAD: self.hub.run,
            JobKind.CONVERT: self.hub.run_convert,
            JobKind.GPU_RUNTIME: self.gpu.run,
        }
        self.runner = Runner(workspace.jobs, handlers, self._heard)
        self._writable = writable
        if writable:
            self._learning.tidy()
            self.library_files.tidy()
            self.hub.tidy()
            self.gpu.tidy()
        self._idle = Unloading(self)
        self.runner.start(recover=writable)
        if writable:
            self.summarise_all()

    @property
    def settings(self) -> Settings:
        """The settings of this moment."""
        return self.preferences.now

    @classmethod
    def open(
        cls,
        folder: Path,
        settings: Settings | Preferences,
        places: Places,
        *,
        writable: bool = True,
        backbone: str | None = None,
    ) -> Services:
        """Open a workspace folder and, when `writable`, go on with the work a crash left.

        Raises a `WorkspaceError` if the workspace is busy, damaged, too new or on a full disk.
        """
        workspace = Workspace.open(folder, writable=writable)
        preferences = settings if isinstance(settings, Preferences) else Preferences(settings)
        if writable:
            adopt_waiting(workspace, preferences)
        models = cls.models_for(preferences.now, places, backbone)
        return cls(workspace, preferences, models, writable=writable, places=places)

    models_for = staticmethod(models_for)

    def __enter__(self) -> Services:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, timeout: float = 5.0) -> bool:
        """Stop between two events; unfinished jobs go on at the next start.

        False if a lane did not stop in time: the workspace is then left open, and the process is best
        ended with `os._exit` (every batch is a transaction, so nothing is lost).
        """
        self._idle.close()
        stopped = self.runner.shutdown(timeout)
        if stopped:
            self.workspace.close()
        return stopped

    def listen(self, listener: Callable[[JobEvent], None]) -> None:
        """Hear of every job event, on the lane's own thread."""
        self._listeners.append(listener)

    # --- libraries and documents ---------------------------------------------------------

    def library_named(self, name: str, *, create: bool = False) -> Library:
        """The library of that name. Raises `BadInput` naming near ones if there is none."""
        wanted = name.strip().casefold()
        for library in self.workspace.libraries.all():
            if library.name.casefold() == wanted:
                return library
        return self.workspace.libraries.create(name) if create else self.workspace.libraries.get(name)

    def import_files(self, library: LibraryId, paths: Sequence[Path], password: str | None = None) -> Job:
        """Begin to import files and folders; the outcome of each is in `workspace.imports`."""
        absolute = [path.expanduser().absolute() for path in paths]
        self._desk.stopped.difference_update([(library, path) for path in absolute])
        if password is not None:
            self._desk.passwords.update(dict.fromkeys(absolute, password))
        return self.runner.submit(
            JobKind.IMPORT, {"library": library, "paths": [str(path) for path in absolute]}
        )

    def stop_files(self, library: LibraryId, paths: Collection[Path]) -> None:
        """Take files out of the imports that have not come to them, or are reading them; others go on."""
        self._desk.stop(library, paths, self.runner.unfinished())

    def sweep(self, library: LibraryId | None = None) -> list[Job]:
        """Look for what is new or changed in the folders that a library follows, or in all."""
        wanted = dict.fromkeys(folder.library for folder in self.workspace.watched.folders(library))
        return [self.runner.submit(JobKind.SWEEP, {"library": one}) for one in wanted]

    def remove_document(self, document: DocumentId) -> None:
        """Forget a document: its passages, vectors and unshared summaries; not the file itself."""
        path = self.workspace.documents.by_id(document).path  # raises BadInput if there is none
        self.workspace.documents.delete(document)
        own_files.remove(self.workspace.folder, [path])

    def remove_library(self, library: LibraryId) -> None:
        """Forget a library, all its documents and what was learned for it; not the files themselves."""
        for job in self.runner.unfinished():
            if job.kind is JobKind.LEARN and job.payload["library"] == library:
                self.runner.cancel(job.id)
        learned = self._learning.folders(library)
        paths = [document.path for document in self.workspace.documents.all(library)]
        self.workspace.libraries.delete(library)
        own_files.remove(self.workspace.folder, paths)
        for folder in learned:
            shutil.rmtree(folder, ignore_errors=True)

    def summary_counts(self, library: LibraryId | None = None) -> dict[DocumentId, SegmentCounts]:
        """How far each document is summarised for the backbone in use; empty without one."""
        fingerprint = self.models.fingerprint
        return self.workspace.segments.counts(fingerprint, library) if fingerprint else {}

    # --- asking --------------------------------------------------------------------------

    def answer(self, question: Question) -> Iterator[object]:
        """Answer in this thread: the events of `answer_question`."""
        if not self.settings.expansion:
            question = replace(question, expansion=False)
        lacked_room = self.models.state is ModelState.FAILED
        for event in answer_within_memory(self.workspace, self.models, question, self.settings):
            self._idle.touch()
            yield event
        if lacked_room and self.models.state is ModelState.READY:
            self.summarise_all()  # which was not begun while it could not be loaded

    def ask(
        self,
        question: Question,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Urgent:
        """Answer in the model lane, before the next batch of any import; `.cancel()` stops it."""
        return self.runner.urgent(lambda: self.answer(question), on_event, on_done)

    def search(self, query: str, libraries: tuple[LibraryId, ...] = (), limit: int = 10) -> Retrieval:
        """Find passages: by keyword, and by meaning where a backbone is ready or can be loaded."""
        backbone = self.models.get() if self.models.available else None
        return search(self.workspace, backbone, query, libraries, (), limit)

    # --- the backbone --------------------------------------------------------------------

    def use_backbone(self, choice: BackboneChoice, on_done: Callable[[Exception | None], None]) -> Urgent:
        """Let another backbone answer, or the same compute otherwise, from the next question on.

        In the model lane, between two steps of what runs there; summaries are made anew where they are
        missing. `on_done` gets a `LlocoError` where it cannot be loaded: the one from before is then in use.
        """
        return self.runner.urgent(lambda: switch_backbone(self, choice), lambda _event: None, on_done)

    def release(self, on_done: Callable[[Exception | None], None] = lambda _error: None) -> Urgent:
        """Let go of the loaded backbone; the next question loads it again. In the model lane.

        Raises `LlocoError` where it is at work and stays; `on_done` gets one where it is by then.
        """
        check_at_rest(self.runner.unfinished())
        return self.runner.urgent(lambda: release_backbone(self), lambda _event: None, on_done)

    def summarise_all(self) -> None:
        """Queue the second stage of every library that lacks summaries of the backbone in use."""
        for library in self.workspace.libraries.all():
            self.go_on_summarising(library.id)

    # --- learning ------------------------------------------------------------------------

    def preflight(self, library: LibraryId, options: LearnOptions) -> Iterator[Progress | Preflight]:
        """What learning will take, in time, memory and disk; `problem` says why it cannot begin.

        For the model lane (`runner.urgent`): it loads the backbone and tries two batches.
        """
        return self._learning.preflight(library, options)

    def learn(self, library: LibraryId, options: LearnOptions | None = None) -> LearningRun:
        """Begin to learn a library in the model lane; the job's payload has `library` and `run`.

        Raises `LearningError`, `BadInput` or `AdapterMismatch` at once for all that can be seen at once.
        """
        run = self._learning.begin(library, options or LearnOptions())
        self.runner.submit(JobKind.LEARN, {"library": library, "run": run.id})
        return run

    def learned(self, library: LibraryId) -> LearnedState:
        """What a library has learned, beside what it holds now."""
        return self._learning.learned(library)

    def report(self, adapter: AdapterId) -> Report | None:
        """How an adapter was judged; None for one that came without a report."""
        return self._learning.report(adapter)

    def use_adapter(self, library: LibraryId, adapter: AdapterId | None) -> None:
        """Let an adapter read the library from the next question on; None: the backbone alone."""
        self._learning.use(library, adapter)

    def delete_adapter(self, adapter: AdapterId) -> None:
        """Remove a version of what was learned, with its files."""
        self._learning.delete(adapter)

    def export_adapter(self, adapter: AdapterId, target: Path) -> Path:
        """Copy an adapter to a folder that does not exist yet (or into one that does); gives the copy's."""
        return self._learning.export(adapter, target)

    def import_adapter(self, library: LibraryId, folder: Path) -> Adapter:
        """Take a copy of an adapter's folder as the library's next version, not in use yet."""
        return self._learning.import_folder(library, folder)

    # --- jobs ----------------------------------------------------------------------------

    def wait_for_all(self) -> None:
        """Block until no job has anything left to do; those that the user paused are left alone."""
        while waiting := [job.id for job in self.runner.unfinished() if job.state is not JobState.PAUSED]:
            if not self.runner.wait(waiting):
                return

    def failed_jobs(self) -> list[Job]:
        """Jobs that ended with a reason."""
        return [job for job in self.workspace.jobs.all() if job.state is JobState.FAILED]

    def _import(self, job: Job) -> Iterator[object]:
        yield from import_documents(self._desk, job)

    def _summarise(self, job: Job) -> Iterator[object]:
        from lloco_desktop.workflows.summarise import summarise  # imports torch

        library = LibraryId(int(job.payload["library"]))
        steps = summarise(self.workspace, self.models, library, self.settings.summary_precision)
        yield from advised(steps, self.models, Moment.SUMMARISING)

    def _heard(self, event: JobEvent) -> None:
        job = event.job
        if job.lane is Lane.MODEL:
            self._idle.touch()
        if event.event is None and job.kind is JobKind.IMPORT and job.state.is_final:
            if job.state is not JobState.DONE:
                self.workspace.imports.stop_rest(job.id, job.reason or stopped_reason())
            self.go_on_summarising(LibraryId(int(job.payload["library"])))
        elif event.event is None and job.kind is JobKind.SUMMARISE and job.state is JobState.DONE:
            self.go_on_summarising(LibraryId(int(job.payload["library"])))
        if isinstance(event.event, LibraryTakenIn):
            self.go_on_summarising(event.event.library.id)
        elif event.event is None:
            self.library_files.ended(job)
        unfinished = event.event is None and event.job.state in (JobState.FAILED, JobState.CANCELLED)
        if unfinished and event.job.kind is JobKind.LEARN:
            self._learning.ended(event.job)
        if event.job.kind is JobKind.LEARN and event.event is None and event.job.state.is_final:
            self._use_waiting_backbone()
        for listener in list(self._listeners):
            listener(event)

    def _use_waiting_backbone(self) -> None:
        """What was chosen while libraries were being learned is used when the last of them has ended."""
        waiting = self.settings.waiting
        if waiting is not None and not is_learning(self.runner.unfinished()):
            self.use_backbone(waiting, lambda _error: None)

    def go_on_summarising(self, library: LibraryId) -> None:
        """Queue the second stage while a library has documents that lack it."""
        fingerprint = self.models.fingerprint
        if fingerprint is None or not self.models.available:
            return
        segments = self.workspace.segments
        if segments.uncut(fingerprint, library) or segments.pending(fingerprint, library):
            self.runner.submit(JobKind.SUMMARISE, {"library": library})
