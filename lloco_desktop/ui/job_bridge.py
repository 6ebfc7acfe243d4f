"""From the workers' events to signals of the window, about ten times a second."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal

from lloco_desktop.ui.learn.learning import LearningEnded, LearningSeen, LossGrew
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.services import BackboneSeen, SummariesSeen, WorkSeen
from lloco_desktop.workflows.events import (
    BackboneArrived,
    FileFinished,
    FileProgress,
    FileStarted,
    FolderLooked,
    LibraryExported,
    LibraryTakenIn,
)

INTERVAL_MS = 100


class JobBridge(QObject):
    """Hands what happens in the background to the pages that show it.

    Signals:
        work(WorkSeen): the newest word of one job.
        file(ImportFile): one file of an import began or has its outcome.
        summaries(SummariesSeen): a document got summaries.
        backbone(BackboneStatus): the backbone's state.
        reading(FileProgress): how far a file has been read.
        folder(FolderLooked): a followed folder was looked at.
        library(LibraryExported | LibraryTakenIn): a library is there as a file, or a file as a library.
        learning(LearningSeen | LossGrew | LearningEnded): a learning run says something.
        arrived(BackboneArrived): a backbone is ready to be used.
    """

    work = Signal(object)
    file = Signal(object)
    summaries = Signal(object)
    backbone = Signal(object)
    reading = Signal(object)
    folder = Signal(object)
    library = Signal(object)
    learning = Signal(object)
    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, interval: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(interval, _newest_of, self)
        self._mailbox.delivered.connect(self._deliver)

    def post(self, event: object) -> None:
        """Take an event from any thread: pass this to `Services.listen`."""
        self._mailbox.post(event)

    def close(self) -> None:
        """Say nothing more."""
        self._mailbox.close()

    def _deliver(self, events: list[object]) -> None:
        for event in events:
            match event:
                case WorkSeen():
                    self.work.emit(event)
                case FileStarted(file=file) | FileFinished(file=file):
                    self.file.emit(file)
                case SummariesSeen():
                    self.summaries.emit(event)
                case FileProgress():
                    self.reading.emit(event)
                case FolderLooked():
                    self.folder.emit(event)
                case BackboneSeen(status=status):
                    self.backbone.emit(status)
                case LibraryExported() | LibraryTakenIn():
                    self.library.emit(event)
                case BackboneArrived():
                    self.arrived.emit(event)
                case LearningSeen() | LossGrew() | LearningEnded():
                    self.learning.emit(event)


def _newest_of(event: object) -> Hashable | None:
    match event:
        case WorkSeen(job=job, progress=progress):
            # Pages within files within a job: a word on one does not replace the word on the other.
            return ("work", job.id, progress.unit if progress is not None else None)
        case FileStarted(file=file) | FileFinished(file=file):
            return ("file", file.library, file.path)
        case FileProgress(library=library, path=path):
            return ("reading", library, path)
        case FolderLooked(folder=folder):
            return ("folder", folder.id)
        case SummariesSeen(document=document):
            return ("summaries", document)
        case BackboneSeen():
            return "backbone"
        case LearningSeen(run=run, state=state):
            return ("learning", run, state)
    return None
