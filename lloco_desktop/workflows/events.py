"""What the workflows say while they go on, beside `Progress`. Importing this imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lloco_desktop.domain import Answer, DocumentId, Hit, ImportFile, Library, LibraryId, RunId, WatchedFolder
from lloco_desktop.learning.report import LossPoint, Report
from lloco_desktop.progress import Progress
from lloco_desktop.study import Adapter, LearningRun, RunState


@dataclass(frozen=True, slots=True)
class FileStarted:
    """Work on one file of an import begins."""

    file: ImportFile


@dataclass(frozen=True, slots=True)
class FileFinished:
    """One file of an import has its outcome; `file.status` is final."""

    file: ImportFile


@dataclass(frozen=True, slots=True)
class FileProgress:
    """How many pages of a file have been read."""

    library: LibraryId
    path: Path
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FolderLooked:
    """A watched folder was looked at; `watch` are its folders that a watcher may be set on."""

    folder: WatchedFolder
    found: int = 0  # files that are new or changed, and are being imported
    waiting: int = 0  # files that are still being written
    watch: tuple[Path, ...] = ()
    more: bool = False  # it has more folders than `watch` holds


@dataclass(frozen=True, slots=True)
class SummariesGrew:
    """Some more segments of a document have their summaries."""

    document: DocumentId
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DocumentSummarised:
    """Every segment of a document has its summaries."""

    document: DocumentId
    segments: int


@dataclass(frozen=True, slots=True)
class LibraryExported:
    """A library is there as one file."""

    library: Library
    file: Path
    size: int  # bytes
    left_out: int = 0  # PDFs that were wished for and are not where they were, or not as they were


@dataclass(frozen=True, slots=True)
class LibraryTakenIn:
    """A library was made of a file."""

    library: Library
    gone: int = 0  # documents whose PDFs are not where they were when they were imported first


@dataclass(frozen=True, slots=True)
class BackboneArrived:
    """A backbone, or adapters for one, lies in that folder and can be used."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Searched:
    """Retrieval is done; the hits stand best first, whether they are relevant or not."""

    hits: tuple[Hit, ...]
    relevant: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The next words of an answer that is being made."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer, as it is to be kept; its text may differ from the pieces that came before."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class LearningProgress:
    """How far a learning run has come with its present stage."""

    run: RunId
    state: RunState
    progress: Progress


@dataclass(frozen=True, slots=True)
class LossSeen:
    """The loss of one more step of a learning run."""

    run: RunId
    point: LossPoint


@dataclass(frozen=True, slots=True)
class Learned:
    """A learning run is done; the adapter is in use only if it earned its place."""

    run: LearningRun
    adapter: Adapter | None
    report: Report


# --- looking after the machine ---------------------------------------------------------------


class Stage(Enum):
    """The parts of the test, in order."""

    OPEN = "open"
    BACKBONE = "backbone"
    SUMMARISE = "summarise"
    ASK = "ask"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class StageBegun:
    """A part begins."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class StageDone:
    """A part is done; `found` says in a few words what came of it."""

    stage: Stage
    seconds: float
    found: str


class Clearing(Enum):
    """What can be cleared, each with something that is lost."""

    BACKUPS = "backups"  # all but the newest
    OTHER_SUMMARIES = "other summaries"  # of backbones that are not in use
    LOGS = "logs"  # of earlier days


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes on the disk by kind, and how much is free beside them."""

    place: Path
    documents: int
    summaries: int
    vectors: int
    conversations: int
    learned: int  # adapters, and what they were learned from
    backups: int
    logs: int
    unused: int  # within the file: compacting gives it back
    total: int
    free: int
    clearable: dict[Clearing, int]
