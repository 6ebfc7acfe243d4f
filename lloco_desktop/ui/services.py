"""What the window needs of the application, in its own words.

`LiveServices` gives it from an open workspace; tests give it from memory. Methods marked "slow" may touch
the disk for longer than a frame and are called through `Background`, by `write` where they change what is
stored; the others are quick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from lloco_desktop.domain import (
    DocumentId,
    ImportFile,
    JobId,
    Library,
    LibraryId,
    Question,
)
from lloco_desktop.jobs.job import Job
from lloco_desktop.progress import Progress
from lloco_desktop.ui.chat.conversations import ConversationServices
from lloco_desktop.ui.documents.intake import IntakeServices
from lloco_desktop.ui.learn.learning import LearningServices
from lloco_desktop.ui.libraries.library_files import LibraryFileServices
from lloco_desktop.ui.settings.gpu import GpuServices
from lloco_desktop.ui.settings.hub import HubServices
from lloco_desktop.ui.settings.preferences import PreferencesServices
from lloco_desktop.ui.settings.updating import UpdateServices
from lloco_desktop.ui.viewer.originals import OriginalServices


class DocumentState(Enum):
    """Where a file of a library stands, as the documents table says it."""

    QUEUED = "queued"
    READING = "reading"
    SEARCHABLE = "searchable"  # found by keyword; its summaries are not made yet
    READY = "ready"
    LOCKED = "locked"
    EMPTY = "empty"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    FAILED = "failed"
    STOPPED = "stopped"  # by the user

    @property
    def needs_attention(self) -> bool:
        """Whether the file is not in the library until the user does something."""
        return self not in _FINE

    @property
    def is_waiting(self) -> bool:
        """Whether an import has still to finish with the file."""
        return self in (DocumentState.QUEUED, DocumentState.READING)


_FINE = (
    DocumentState.QUEUED,
    DocumentState.READING,
    DocumentState.SEARCHABLE,
    DocumentState.READY,
    DocumentState.STOPPED,
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the documents table: a document, or a file that has not become one."""

    path: Path
    title: str
    state: DocumentState
    document: DocumentId | None = None
    pages: int = 0
    size: int = 0  # bytes
    reason: str | None = None
    summaries_done: int = 0  # segments
    summaries_total: int = 0
    added: float = 0.0  # seconds since 1970
    gone: bool = False  # its file is not in the followed folder any more
    newer: DocumentState | None = None  # why a newer version of its file could not take its place
    pages_read: int = 0  # while it is read: of `pages_total`
    pages_total: int = 0

    @property
    def needs_attention(self) -> bool:
        """Whether the user has to do something before all of the file can be asked about."""
        return self.state.needs_attention or self.newer is not None

    @property
    def is_locked(self) -> bool:
        """Whether a password is wanted."""
        return DocumentState.LOCKED in (self.state, self.newer)

    @property
    def key(self) -> str:
        """What names the row in its library: the path, as text, because comparing `Path`s is slow."""
        return str(self.path)


class Readiness(Enum):
    """Whether answers can be generated."""

    NONE = "none"  # no backbone is installed
    LOADING = "loading"
    READY = "ready"
    RESTING = "resting"  # out of memory; the next question loads it again
    FAILED = "failed"

    @property
    def can_answer(self) -> bool:
        """Whether a question is answered by the backbone, though it may have to be loaded again."""
        return self in (Readiness.READY, Readiness.RESTING)


@dataclass(frozen=True, slots=True)
class BackboneStatus:
    """The backbone in use, in one line."""

    readiness: Readiness
    name: str = ""
    device: str = ""
    reason: str = ""  # one sentence: why this device, or what went wrong
    facts: tuple[tuple[str, str], ...] = ()  # for those who ask: what and its value


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """A job changed its state, or came further."""

    job: Job
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class SummariesSeen:
    """A document came further with its summaries."""

    library: LibraryId
    document: DocumentId
    segments: int
    done: int | None = None  # segments that have them; None: all


@dataclass(frozen=True, slots=True)
class BackboneSeen:
    """The backbone became ready, or did not."""

    status: BackboneStatus


class Asking(Protocol):
    """A question that is being answered."""

    def cancel(self) -> None:
        """Stop it; `on_done` still follows."""
        ...


class Services(Protocol):
    """The application as the window sees it."""

    def listen(self, listener: Callable[[object], None]) -> None:
        """Hear `WorkSeen`, `SummariesSeen`, `BackboneSeen`, `FileStarted`, `FileFinished`; on any thread."""
        ...

    def close(self, timeout: float) -> bool:
        """Stop at the next safe point; unfinished work goes on at the next start. False: it did not stop."""
        ...

    # libraries
    def libraries(self) -> list[Library]:
        """All libraries, in the order in which they are shown."""
        ...

    def create_library(self, name: str) -> Library:
        """Raises `BadInput` if the name is taken or empty."""
        ...

    def rename_library(self, library: LibraryId, name: str) -> None:
        """Raises `BadInput` likewise."""
        ...

    def delete_library(self, library: LibraryId) -> None:
        """Slow. Forget a library with everything made from its documents; the files stay."""
        ...

    # documents
    def document_rows(self, library: LibraryId) -> list[DocumentRow]:
        """Slow. Every document of a library, and every file that has not become one."""
        ...

    def document_row(self, file: ImportFile) -> DocumentRow | None:
        """Slow. The row of a file that an import finished with; None if it is there under another name."""
        ...

    def import_files(self, library: LibraryId, paths: Sequence[Path], password: str | None = None) -> Job:
        """Slow. Begin to import files and folders."""
        ...

    def forget(self, library: LibraryId, rows: Sequence[DocumentRow]) -> None:
        """Slow. Remove documents, and the record of files that failed; the files themselves stay."""
        ...

    # work
    def jobs(self) -> list[Job]:
        """Unfinished jobs."""
        ...

    def pause(self, job: JobId) -> None:
        """Hold a job between two steps."""
        ...

    def resume(self, job: JobId) -> None:
        """Go on with a paused job."""
        ...

    def cancel(self, job: JobId) -> None:
        """Stop a job for good; what it finished is kept."""
        ...

    # bringing documents in
    @property
    def intake(self) -> IntakeServices:
        """What imports take, followed folders, stopping single files."""
        ...

    # the viewer
    @property
    def originals(self) -> OriginalServices:
        """Whether files are still what was imported."""
        ...

    # settings
    @property
    def preferences(self) -> PreferencesServices:
        """Settings, backbones, storage and diagnostics."""
        ...

    # computing on a GPU
    @property
    def gpu(self) -> GpuServices:
        """What a bundle lacks for it."""
        ...

    # backbones that can be got
    @property
    def hub(self) -> HubServices:
        """What can be got, and what getting it needs."""
        ...

    # newer versions
    @property
    def updates(self) -> UpdateServices:
        """Whether there is one, where the user agreed to look."""
        ...

    # libraries: order, state, and as files
    @property
    def library_files(self) -> LibraryFileServices:
        """The order and the state of libraries, and libraries as files."""
        ...

    # learning
    @property
    def learning(self) -> LearningServices:
        """Learning a library, and what was learned."""
        ...

    # conversations
    @property
    def conversations(self) -> ConversationServices:
        """What was asked and answered."""
        ...

    # answers
    def is_foreign(self, library: LibraryId) -> bool:
        """Slow. Whether the backbone in use was not made for what most of a library is written in."""
        ...

    def backbone(self) -> BackboneStatus:
        """The backbone now."""
        ...

    def prepare_backbone(self) -> None:
        """Begin to load the backbone, off every thread that matters to the window."""
        ...

    def ask(
        self,
        question: Question,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Asking:
        """Answer; `on_event` gets `Searched`, `Piece` and `Answered`, then `on_done`, on any thread."""
        ...
