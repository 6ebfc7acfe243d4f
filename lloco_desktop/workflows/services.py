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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from lloco_desktop.documents.reader import DocumentReader, ReaderLimits
from lloco_desktop.domain import (
    Adapter,
    AdapterId,
    DocumentId,
    LearningRun,
    Library,
    LibraryId,
    Question,
)
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent, Runner
from lloco_desktop.jobs.urgent import Urgent
from lloco_desktop.learning.report import Report
from lloco_desktop.progress import Progress
from lloco_desktop.retrieval.search import Retrieval
from lloco_desktop.settings import Places, Settings, bundled_backbones
from lloco_desktop.store.segments import SegmentCounts
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.answer_question import answer_question
from lloco_desktop.workflows.import_documents import ImportDesk, import_documents
from lloco_desktop.workflows.learning_desk import LearningDesk
from lloco_desktop.workflows.learning_plan import LearnedState, LearnOptions, Preflight
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.searching import search

log = logging.getLogger(__name__)


class Services:
    """The use cases over one workspace; every method may be called from any thread."""

    def __init__(self, workspace: Workspace, settings: Settings, models: Models, *, writable: bool) -> None:
        self.workspace = workspace
        self.settings = settings
        self.models = models
        self._listeners: list[Callable[[JobEvent], None]] = []
        self._desk = ImportDesk(workspace, self._reader)
        self._learning = LearningDesk(workspace, models, settings)
        handlers = {
            JobKind.IMPORT: self._import,
            JobKind.SUMMARISE: self._summarise,
            JobKind.LEARN: self._learning.run,
        }
        self.runner = Runner(workspace.jobs, handlers, self._heard)
        self._writable = writable
        if writable:
            self._learning.tidy()
        self.runner.start(recover=writable)
        if writable:
            for library in workspace.libraries.all():
                self._go_on_summarising(library.id)

    @classmethod
    def open(
        cls,
        folder: Path,
        settings: Settings,
        places: Places,
        *,
        writable: bool = True,
        backbone: str | None = None,
    ) -> Services:
        """Open a workspace folder and, when `writable`, go on with the work a crash left.

        Raises a `WorkspaceError` if the workspace is busy, damaged, too new or on a full disk.
        """
        workspace = Workspace.open(folder, writable=writable)
        return cls(workspace, settings, cls.models_for(settings, places, backbone), writable=writable)

    @staticmethod
    def models_for(settings: Settings, places: Places, backbone: str | None = None) -> Models:
        """The backbones that these settings can use; `backbone` overrules the chosen one."""
        folders = [bundled_backbones(), places.backbones, *settings.extra_backbones]
        return Models(folders, backbone or settings.backbone, settings.device, settings.precision)

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
        if password is not None:
            self._desk.passwords.update(dict.fromkeys(absolute, password))
        return self.runner.submit(
            JobKind.IMPORT, {"library": library, "paths": [str(path) for path in absolute]}
        )

    def remove_document(self, document: DocumentId) -> None:
        """Forget a document: its passages, vectors and unshared summaries; not the file itself."""
        self.workspace.documents.by_id(document)  # raises BadInput if there is none
        self.workspace.documents.delete(document)

    def remove_library(self, library: LibraryId) -> None:
        """Forget a library, all its documents and what was learned for it; not the files themselves."""
        for job in self.runner.unfinished():
            if job.kind is JobKind.LEARN and job.payload["library"] == library:
                self.runner.cancel(job.id)
        learned = self._learning.folders(library)
        self.workspace.libraries.delete(library)
        for folder in learned:
            shutil.rmtree(folder, ignore_errors=True)

    def summary_counts(self, library: LibraryId | None = None) -> dict[DocumentId, SegmentCounts]:
        """How far each document is summarised for the backbone in use; empty without one."""
        fingerprint = self.models.fingerprint
        return self.workspace.segments.counts(fingerprint, library) if fingerprint else {}

    # --- asking --------------------------------------------------------------------------

    def answer(self, question: Question) -> Iterator[object]:
        """Answer in this thread: the events of `answer_question`."""
        return answer_question(self.workspace, self.models, question, self.settings)

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

    def _reader(self) -> DocumentReader:
        limits = ReaderLimits(
            seconds_per_file=self.settings.seconds_per_file,
            seconds_per_page=self.settings.seconds_per_page,
            memory_bytes=self.settings.parser_memory,
            ocr=self.settings.ocr,
        )
        return DocumentReader(limits)

    def _import(self, job: Job) -> Iterator[object]:
        yield from import_documents(self._desk, job)

    def _summarise(self, job: Job) -> Iterator[object]:
        from lloco_desktop.workflows.summarise import summarise  # imports torch

        library = LibraryId(int(job.payload["library"]))
        yield from summarise(self.workspace, self.models, library, self.settings.summary_precision)

    def _heard(self, event: JobEvent) -> None:
        ended = event.event is None and event.job.state in (JobState.DONE, JobState.CANCELLED)
        if ended and event.job.kind in (JobKind.IMPORT, JobKind.SUMMARISE):
            self._go_on_summarising(LibraryId(int(event.job.payload["library"])))
        unfinished = event.event is None and event.job.state in (JobState.FAILED, JobState.CANCELLED)
        if unfinished and event.job.kind is JobKind.LEARN:
            self._learning.ended(event.job)
        for listener in list(self._listeners):
            listener(event)

    def _go_on_summarising(self, library: LibraryId) -> None:
        """Queue the second stage while a library has documents that lack it."""
        fingerprint = self.models.fingerprint
        if fingerprint is None or not self.models.available:
            return
        segments = self.workspace.segments
        if segments.uncut(fingerprint, library) or segments.pending(fingerprint, library):
            self.runner.submit(JobKind.SUMMARISE, {"library": library})
