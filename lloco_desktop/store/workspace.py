"""A workspace: everything that the application knows, in one SQLite file in one folder.

The folder holds `workspace.sqlite` (with SQLite's own `-wal` and `-shm` beside it while it is open), the
lock file of the process that writes, `adapters/` with what was learned, and `backups/` made before an update
of the file.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import filelock

from lloco_desktop.domain import JobId, LibraryId
from lloco_desktop.errors import (
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceFull,
    WorkspaceMissing,
)
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store import upkeep
from lloco_desktop.store.adapters import Adapters
from lloco_desktop.store.conversations import Conversations
from lloco_desktop.store.database import Database
from lloco_desktop.store.documents import Documents
from lloco_desktop.store.drafts import Drafts
from lloco_desktop.store.imports import Imports
from lloco_desktop.store.job_table import JobTable
from lloco_desktop.store.libraries import Libraries
from lloco_desktop.store.parcel import Belongings, ParcelWriter, Weight, belongings, weigh
from lloco_desktop.store.parcel_intake import Intake, discard
from lloco_desktop.store.passages import Passages
from lloco_desktop.store.runs import Runs
from lloco_desktop.store.schema import check_version, migrate, shipped_migrations, version_of
from lloco_desktop.store.segments import Segments
from lloco_desktop.store.study import Study
from lloco_desktop.store.summaries import Summaries
from lloco_desktop.store.vectors import Vectors
from lloco_desktop.store.verify import VerifyReport, verify
from lloco_desktop.store.watched import Watched

FILE_NAME = "workspace.sqlite"
LOCK_NAME = "workspace.lock"
ADAPTERS = "adapters"

log = logging.getLogger(__name__)

_NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a workspace holds and how much room that takes."""

    libraries: int
    documents: int
    pages: int
    passages: int
    vectors: int
    segments: int
    summaries: int
    text_bytes: int
    vector_bytes: int
    summary_bytes: int
    adapters: int
    adapter_bytes: int
    file_bytes: int  # on disk, with SQLite's log


class Workspace:
    """The nouns of one workspace. One object serves all threads; at most one process writes.

    Use `open`, and close it (or leave its `with` block) after the threads that use it have ended.
    """

    def __init__(self, folder: Path, database: Database, lock: filelock.BaseFileLock | None) -> None:
        self.folder = folder
        self.libraries = Libraries(database)
        self.documents = Documents(database)
        self.passages = Passages(database)
        self.vectors = Vectors(database)
        self.segments = Segments(database)
        self.summaries = Summaries(database)
        self.imports = Imports(database)
        self.jobs = JobTable(database)
        self.adapters = Adapters(database, folder / ADAPTERS)
        self.runs = Runs(database)
        self.study = Study(database)
        self.conversations = Conversations(database)
        self.drafts = Drafts(database)
        self.watched = Watched(database)
        self._database = database
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, *, writable: bool = True) -> Workspace:
        """Open the workspace of a folder, made and updated to the newest version where that is needed.

        With `writable=False` nothing is made, updated or locked, and another process may be writing.
        Raises `WorkspaceBusy` if another process writes, `WorkspaceMissing` if there is none to read,
        `WorkspaceTooNew`, `WorkspaceDamaged` or `WorkspaceFull`.
        """
        folder = Path(folder)
        return cls._open_to_write(folder) if writable else cls._open_to_read(folder)

    @classmethod
    def _open_to_read(cls, folder: Path) -> Workspace:
        file = folder / FILE_NAME
        missing = WorkspaceMissing(
            say("There is no workspace in {folder} yet. Import a PDF to begin one.", folder=folder)
        )
        if not file.is_file():
            raise missing
        database = Database(file, writable=False)
        try:
            if version_of(database) == 0:  # another process is making it at this moment, or could not
                raise missing
            check_version(database, shipped_migrations())
        except BaseException:
            database.close()
            raise
        return cls(folder, database, None)

    @classmethod
    def _open_to_write(cls, folder: Path) -> Workspace:
        try:
            _make_private(folder)
            lock = _take_lock(folder)
        except OSError as error:
            raise _explain(folder, error) from error
        database = Database(folder / FILE_NAME)
        try:
            migrate(database, shipped_migrations())
        except BaseException:
            database.close()
            lock.release()
            raise
        opened = cls(folder, database, lock)
        try:
            if swept := opened.adapters.sweep():
                log.info("%d folders that belonged to no adapter were removed", swept)
        except (WorkspaceDamaged, OSError):  # what can still be read of it is read; verify says the rest
            log.warning("what no adapter uses in %s was left there", folder, exc_info=True)
        return opened

    @property
    def writable(self) -> bool:
        """Whether anything can be stored."""
        return self._database.writable

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is stored, or nothing is; nests. Other writing threads wait meanwhile."""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Every read inside sees the same state."""
        return self._database.snapshot()

    def verify(self) -> VerifyReport:
        """Re-derive what should be there and report what disagrees; nothing is changed."""
        return verify(self._database, self.adapters)

    def statistics(self) -> Statistics:
        """What the workspace holds and how much room that takes."""
        value = self._database.value
        with self.snapshot():
            spaces = self.vectors.spaces()
            counts = [space.count() for space in spaces]
            return Statistics(
                libraries=value("SELECT count(*) FROM libraries"),
                documents=value("SELECT count(*) FROM documents WHERE complete"),
                pages=value("SELECT coalesce(sum(pages), 0) FROM documents WHERE complete"),
                passages=self.passages.count(),
                vectors=sum(counts),
                segments=value("SELECT count(*) FROM segments"),
                summaries=value("SELECT count(*) FROM summaries"),
                text_bytes=value("SELECT coalesce(sum(octet_length(text)), 0) FROM passages"),
                vector_bytes=sum(
                    4 * space.width * count for space, count in zip(spaces, counts, strict=True)
                ),
                summary_bytes=value("SELECT coalesce(sum(octet_length(data)), 0) FROM summaries"),
                adapters=value("SELECT count(*) FROM adapters"),
                adapter_bytes=value("SELECT coalesce(sum(size), 0) FROM adapters"),
                file_bytes=sum(path.stat().st_size for path in self.folder.glob(f"{FILE_NAME}*")),
            )

    # --- one library as a file: see `parcel.py` ------------------------------------------

    def weigh(self, library: LibraryId) -> Weight:
        """What an export of a library would hold, and how many bytes that is."""
        return weigh(self._database, library)

    def belongings(self, library: LibraryId) -> Belongings:
        """What goes with a library beside its documents; quick."""
        return belongings(self._database, library)

    def parcel(self, library: LibraryId, file: Path) -> ParcelWriter:
        """A writer of the library's part of the workspace, as a file of its own."""
        return ParcelWriter(self._database, library, file)

    def intake(self, parcel: Path, job: JobId) -> Intake:
        """Takes such a file in, which has been checked, as the work of a job."""
        return Intake(self._database, parcel, job)

    def discard_intake(self, job: JobId) -> LibraryId | None:
        """Forget what a job had taken in so far; gives the library that it was filling, if any."""
        return discard(self._database, job)

    def engine(self) -> str:
        """The versions of what stores it."""
        value = self._database.value
        return f"{value('SELECT sqlite_version()')}, vec {value('SELECT vec_version()')}"

    # --- looking after the file: see `upkeep.py` -----------------------------------------

    def sizes(self) -> upkeep.FileSizes:
        """How much of the file each kind of thing takes. Reads the whole file."""
        return upkeep.file_sizes(self._database)

    def back_up(self) -> Generator[Progress, None, Path]:
        """Copy the file into `backups/`; gives the copy's path."""
        return upkeep.back_up(self._database)

    def copy_to(self, target: Path) -> Iterator[Progress]:
        """Copy the file as it is at this moment to another place."""
        return upkeep.copy_to(self._database, target)

    def rebase(self, old: Path, new: Path) -> int:
        """Let the workspace's own files lie below another folder than before."""
        return upkeep.rebase(self._database, old, new)

    def compacting(self, stop: Callable[[], bool] = lambda: False) -> Iterator[Progress]:
        """Give the room of what was removed back to the disk, step by step."""
        return upkeep.compact(self._database, stop)

    def compact(self) -> None:
        """The same, all of it at once."""
        for _ in self.compacting():
            pass

    def close(self) -> None:
        """Close the file and let other processes write. The threads that use the workspace have ended."""
        self._database.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make_private(folder: Path) -> None:
    """Make the folder and the file so that only their owner can look inside."""
    made = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / FILE_NAME
    if made or file.exists():  # somebody's own folder is not ours to shut
        folder.chmod(0o700)
    # SQLite gives its log the permissions of the file.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _take_lock(folder: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise WorkspaceBusy(
            say(
                "The workspace {folder} is open in another process. Nothing was changed; close the other "
                "one, or choose another workspace.",
                folder=folder,
            )
        ) from error
    return lock


def _explain(folder: Path, error: OSError) -> WorkspaceError:
    if error.errno in _NOT_WRITABLE:
        return WorkspaceFull(
            say(
                "The workspace {folder} cannot be written to ({reason}). Nothing was changed; free some "
                "space or allow writing there, or choose another workspace.",
                folder=folder,
                reason=error.strerror,
            )
        )
    return WorkspaceError(
        say(
            "{folder} cannot be used as a workspace ({reason}). Nothing was changed; choose another folder.",
            folder=folder,
            reason=error.strerror,
        )
    )
