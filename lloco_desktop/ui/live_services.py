"""The window's `Services` over an open workspace. Opened off the GUI thread: this imports the store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import (
    ImportFile,
    JobId,
    Library,
    LibraryId,
    Question,
)
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.ui.chat.live_conversations import LiveConversations
from lloco_desktop.ui.documents.live_intake import LiveIntake
from lloco_desktop.ui.documents.live_rows import row_of, rows_of
from lloco_desktop.ui.learn.learning import LearningEnded, LearningSeen, LossGrew
from lloco_desktop.ui.learn.live_learning import LiveLearning
from lloco_desktop.ui.libraries.live_library_files import LiveLibraryFiles
from lloco_desktop.ui.preset_names import title_of
from lloco_desktop.ui.services import (
    Asking,
    BackboneSeen,
    BackboneStatus,
    DocumentRow,
    Readiness,
    SummariesSeen,
    WorkSeen,
)
from lloco_desktop.ui.settings.live_hub import LiveHub
from lloco_desktop.ui.settings.live_preferences import LivePreferences
from lloco_desktop.ui.viewer.live_originals import LiveOriginals
from lloco_desktop.workflows import own_files
from lloco_desktop.workflows.events import (
    BackboneArrived,
    DocumentSummarised,
    FileFinished,
    FileProgress,
    FileStarted,
    FolderLooked,
    Learned,
    LearningProgress,
    LibraryExported,
    LibraryTakenIn,
    LossSeen,
    SummariesGrew,
)
from lloco_desktop.workflows.foreign import is_foreign_library
from lloco_desktop.workflows.models import Models, ModelState
from lloco_desktop.workflows.services import Services as Workflows
from lloco_desktop.workflows.updates import UpdateDesk

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class LiveServices:
    """Adapts the use cases to what the window shows."""

    def __init__(self, workflows: Workflows, places: Places | None = None) -> None:
        self._workflows = workflows
        self._workspace = workflows.workspace
        self._listeners: list[Callable[[object], None]] = []
        self._status = BackboneStatus(Readiness.LOADING, workflows.models.wanted)
        self.intake = LiveIntake(workflows)
        self.learning = LiveLearning(workflows)
        self.library_files = LiveLibraryFiles(workflows)
        self.conversations = LiveConversations(workflows.workspace)
        self.preferences = LivePreferences(workflows, places or Places.of_user())
        self.updates = UpdateDesk.of_build(workflows.preferences, (places or Places.of_user()).data)
        self.originals = LiveOriginals(workflows)
        self.hub = LiveHub(workflows)
        self.gpu = workflows.gpu
        workflows.listen(self._heard)
        workflows.models.on_change = self._backbone_changed

    def listen(self, listener: Callable[[object], None]) -> None:
        """Hear what happens, on the thread on which it happens."""
        self._listeners.append(listener)

    def close(self, timeout: float) -> bool:
        """Stop between two steps and close the workspace; False leaves it open for the step under way."""
        self._listeners.clear()
        return self._workflows.close(timeout)

    # --- libraries -----------------------------------------------------------------------

    def libraries(self) -> list[Library]:
        """All libraries by name."""
        return self._workspace.libraries.all()

    def create_library(self, name: str) -> Library:
        """A new, empty library."""
        return self._workspace.libraries.create(name)

    def rename_library(self, library: LibraryId, name: str) -> None:
        """Another name."""
        self._workspace.libraries.rename(library, name)

    def delete_library(self, library: LibraryId) -> None:
        """Stop what works on it, then forget it."""
        for job in self._workflows.runner.unfinished():
            if job.payload.get("library") == library:
                self._workflows.runner.cancel(job.id)
        self._workflows.remove_library(library)

    # --- documents -----------------------------------------------------------------------

    def document_rows(self, library: LibraryId) -> list[DocumentRow]:
        """Documents, and the newest word on every file that is not one."""
        return rows_of(self._workflows, library)

    def document_row(self, file: ImportFile) -> DocumentRow | None:
        """The row that one finished file has come to."""
        return row_of(self._workflows, file)

    def import_files(self, library: LibraryId, paths: Sequence[Path], password: str | None = None) -> Job:
        """Begin to import files and folders, also those that were tried before."""
        self._try_again(library, {path.expanduser().absolute() for path in paths})
        return self._workflows.import_files(library, paths, password)

    def _try_again(self, library: LibraryId, paths: set[Path]) -> None:
        """Queue files anew in the unfinished job that is asked to import them, if there is one.

        An equal unfinished job takes the new request, and skips files that it has an outcome for.
        """
        texts = {str(path) for path in paths}
        unfinished = {
            job.id
            for job in self._workflows.runner.unfinished()
            if job.kind is JobKind.IMPORT and set(job.payload["paths"]) == texts
        }
        for file in self._workspace.imports.of_library(library) if unfinished else []:
            if file.job in unfinished and file.path in paths and file.status.is_final:
                self._workspace.imports.retry(file.job, file.path)

    def forget(self, library: LibraryId, rows: Sequence[DocumentRow]) -> None:
        """Remove documents and the record of files."""
        paths = {row.path for row in rows}
        self._workflows.stop_files(library, paths)
        with self._workspace.transaction():
            for file in self._workspace.imports.of_library(library):
                if file.path in paths and file.status.is_final:
                    self._workspace.imports.forget(file.job, file.path)
        for row in rows:
            if row.document is not None:
                self._workflows.remove_document(row.document)
        own_files.remove(self._workspace.folder, paths)

    # --- work ----------------------------------------------------------------------------

    def jobs(self) -> list[Job]:
        """Unfinished jobs in the order in which they run."""
        return [job for job in self._workflows.runner.unfinished() if job.kind is not JobKind.SWEEP]

    def pause(self, job: JobId) -> None:
        """Hold a job."""
        self._workflows.runner.pause(job)

    def resume(self, job: JobId) -> None:
        """Go on with a job."""
        self._workflows.runner.resume(job)

    def cancel(self, job: JobId) -> None:
        """Stop a job for good."""
        self._workflows.runner.cancel(job)

    def _heard(self, event: JobEvent) -> None:
        match event.event:
            case BackboneArrived() if event.job.kind is JobKind.CONVERT:
                return  # it was here before; that the conversion ended is said
            case FileProgress() | FolderLooked() | LibraryExported() | LibraryTakenIn() | BackboneArrived():
                self._tell(event.event)
            case _ if event.job.kind is JobKind.SWEEP:
                return  # it says what it found; that it looks is no work that people follow
            case None:
                self._tell(WorkSeen(event.job))
            case Progress() as progress:
                self._tell(WorkSeen(event.job, progress))
            case FileStarted() | FileFinished():
                self._tell(event.event)
            case DocumentSummarised(document=document, segments=segments):
                library = event.job.payload.get("library")
                if library is not None:
                    self._tell(SummariesSeen(LibraryId(int(library)), document, segments))
            case SummariesGrew(document=document, done=done, total=total):
                library = LibraryId(int(event.job.payload["library"]))
                self._tell(SummariesSeen(library, document, total, done))
            case LearningProgress() | LossSeen() | Learned() as learning:
                self._learning_heard(event.job, learning)

    def _learning_heard(self, job: Job, event: LearningProgress | LossSeen | Learned) -> None:
        library = LibraryId(int(job.payload["library"]))
        match event:
            case LearningProgress(run=run, state=state, progress=progress):
                self._tell(WorkSeen(job, progress))
                self._tell(LearningSeen(library, run, state, progress))
            case LossSeen(run=run, point=point):
                self._tell(LossGrew(library, run, point))
            case Learned(run=run, adapter=adapter):
                self._tell(LearningEnded(library, run.id, adapter))

    def _tell(self, event: object) -> None:
        for listener in list(self._listeners):
            listener(event)

    # --- backbone ------------------------------------------------------------------------

    def backbone(self) -> BackboneStatus:
        """As it was last heard of."""
        return self._status

    def prepare_backbone(self) -> None:
        """Load in the model lane, before any job there; a failure becomes the status."""

        def load() -> Iterator[object]:
            self._backbone_changed()
            if self._workflows.models.available:
                self._workflows.models.get()
            yield from ()

        self._workflows.runner.urgent(load, lambda _event: None, lambda _error: self._backbone_changed())

    def _backbone_changed(self) -> None:
        models, before = self._workflows.models, self._status
        self._status = _status(models)
        was_there = before.readiness.can_answer and before.name == self._status.name
        if models.state is ModelState.NOT_LOADED and was_there:
            self._status = replace(self._status, readiness=Readiness.RESTING)
        self._tell(BackboneSeen(self._status))

    # --- answers -------------------------------------------------------------------------

    def is_foreign(self, library: LibraryId) -> bool:
        """By the scripts of some of its passages."""
        return is_foreign_library(self._workspace, self._workflows.models, library)

    def ask(
        self,
        question: Question,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Asking:
        """Answer in the model lane."""
        return self._workflows.ask(question, on_event, on_done)


def _status(models: Models) -> BackboneStatus:
    info = models.info
    name = title_of(Path(models.wanted).name)  # a folder, where two backbones have one name
    match models.state:
        case ModelState.READY if info is not None:
            facts = (
                (translate("backbone", "Numbers"), info.dtype),
                (translate("backbone", "Reads at once"), _tokens(info.encoder_window)),
                (translate("backbone", "Answers from"), _tokens(info.decoder_window)),
                (translate("backbone", "One summary for"), _tokens(info.tokens_per_summary)),
                (translate("backbone", "Folder"), info.folder.name),
            )
            title, device = title_of(info.name), info.device.upper()
            return BackboneStatus(Readiness.READY, title, device, models.reason, facts)
        case ModelState.NONE:
            return BackboneStatus(Readiness.NONE, name, reason=models.reason)
        case ModelState.FAILED if all(found.problem for found in models.found()):
            return BackboneStatus(Readiness.NONE, name, reason=models.reason)
        case ModelState.FAILED:
            return BackboneStatus(Readiness.FAILED, name, reason=models.reason)
    return BackboneStatus(Readiness.LOADING, name, reason=models.reason)


def _tokens(number: float) -> str:
    return translate("backbone", "{n} tokens").format(n=f"{round(number):,}")
