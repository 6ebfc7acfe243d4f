"""Looking after a workspace file while it is in use: its sizes by kind, copies of it, and giving room back.

What takes long is a generator of `Progress`. Closing it stops between two steps; `stop` is asked within the
one step that SQLite does by itself, and ends that with `Cancelled`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from lloco_desktop.errors import Cancelled, WorkspaceFull
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import pack_path, unpack_path
from lloco_desktop.store.database import Database
from lloco_desktop.store.schema import BACKUPS_KEPT, version_of

BACKUPS = "backups"
PATTERN = "workspace-*-v*.sqlite"
STEP_PAGES = 2048  # of a copy between two looks at whether it is still wanted
INSTRUCTIONS = 20_000  # of SQLite likewise
INDEXES = ("passages_words", "passages_pairs")


@dataclass(frozen=True, slots=True)
class FileSizes:
    """Bytes within the workspace file."""

    documents: int  # text, places on pages, and the word index
    summaries: int
    vectors: int
    conversations: int
    learning: int  # questions and answers that were learned from
    free: int  # of what was removed: given back by compacting


_KINDS = (
    ("summaries", ("summaries", "segments")),
    ("vectors", ("vectors_", "embedders")),
    ("conversations", ("messages", "citations", "conversation", "drafts")),
    ("learning", ("adapters", "learning_runs", "study_", "qa_pairs", "libraries_qa")),
)


def file_sizes(database: Database) -> FileSizes:
    """How much of the file each kind of thing takes. Reads the whole file."""
    sums = dict.fromkeys((*(name for name, _ in _KINDS), "documents"), 0)
    owners: dict[str, str] = dict(database.rows("SELECT name, tbl_name FROM sqlite_schema"))
    for name, size in database.rows("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE"):
        table = str(owners.get(str(name), name))
        kind = next((kind for kind, starts in _KINDS if table.startswith(starts)), "documents")
        sums[kind] += int(size)
    free = int(database.value("PRAGMA freelist_count")) * int(database.value("PRAGMA page_size"))
    return FileSizes(free=free, **sums)


def backups(folder: Path) -> list[Path]:
    """The copies that lie beside a workspace, oldest first."""
    return sorted((folder / BACKUPS).glob(PATTERN))


def back_up(database: Database) -> Generator[Progress, None, Path]:
    """Copy the whole file into `backups/`, keep the newest copies, and return the new one's path."""
    folder = database.file.parent / BACKUPS
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _no_copy(folder, error) from error
    taken = [int(path.stem.split("-")[1]) for path in folder.glob(PATTERN)]
    target = folder / f"workspace-{max(taken, default=0) + 1:04d}-v{version_of(database)}.sqlite"
    yield from copy_to(database, target)
    for old in backups(database.file.parent)[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return target


def copy_to(database: Database, target: Path) -> Iterator[Progress]:
    """Copy the file as it is at this moment, whatever is written meanwhile; all of it is there, or nothing.

    Raises `WorkspaceFull` where there is no room.
    """
    size = int(database.value("PRAGMA page_count")) * int(database.value("PRAGMA page_size"))
    draft = target.with_suffix(".partial")
    try:
        free = shutil.disk_usage(target.parent).free
        if free < size:
            raise WorkspaceFull(
                say(
                    "A copy takes {needed} MB and {folder} has {free} MB free, so none was made. "
                    "Free some space there, or choose another place.",
                    needed=size // 10**6,
                    free=free // 10**6,
                    folder=target.parent,
                )
            )
        draft.unlink(missing_ok=True)
        with closing(apsw.Connection(str(draft))) as copy:
            draft.chmod(0o600)
            yield from _copied(database, copy, size)
        draft.replace(target)
    except (OSError, apsw.Error) as error:
        raise _no_copy(target.parent, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _copied(database: Database, copy: apsw.Connection, size: int) -> Iterator[Progress]:
    meter = Meter(float(size), "bytes")
    text = say("Copying the workspace")
    # The snapshot is what keeps the copy from beginning anew whenever another thread writes.
    with database.snapshot():
        database.value("SELECT count(*) FROM sqlite_schema")
        with copy.backup("main", database.connection(), "main") as backup:
            while not backup.done:
                backup.step(STEP_PAGES)
                if backup.page_count:
                    meter.advance(size * (1 - backup.remaining / backup.page_count) - meter.done)
                yield meter.progress(text)


def _no_copy(folder: Path, error: Exception) -> WorkspaceFull:
    why = getattr(error, "strerror", None) or str(error)
    return WorkspaceFull(
        say(
            "No copy could be made in {folder} ({error}). The workspace itself was not changed.",
            folder=folder,
            error=why,
        )
    )


def rebase(database: Database, old: Path, new: Path) -> int:
    """Let files that lie below one folder lie below another, wherever their paths are stored; gives how many.

    For a workspace's own files, which move with it.
    """
    tables = database.rows(
        """SELECT schema.name FROM sqlite_schema AS schema JOIN pragma_table_info(schema.name) AS field
        WHERE schema.type = 'table' AND field.name = 'path' AND field.type = 'BLOB'"""
    )
    changed = 0
    with database.transaction():
        for (table,) in tables:
            for (stored,) in database.rows(f"SELECT DISTINCT path FROM {table}"):
                path = unpack_path(stored)
                if path.is_relative_to(old):
                    values = (pack_path(new / path.relative_to(old)), stored)
                    changed += database.run(f"UPDATE {table} SET path = ? WHERE path = ?", values)
    return changed


def compact(database: Database, stop: Callable[[], bool] = lambda: False) -> Iterator[Progress]:
    """Give the room of what was removed back to the disk, so that none of its text is left in the file.

    Rewrites the whole file, which needs as much free space again for that long; other writers wait, readers
    do not. Raises `Cancelled` when `stop` says so: the file is then as it was.
    """
    tidying, steps = say("Tidying the word index"), len(INDEXES) + 2
    for done, index in enumerate(INDEXES):
        yield Progress(tidying, done, steps, "steps")
        with _stoppable(database, stop), database.transaction():
            database.run(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    yield Progress(say("Writing the file anew"), len(INDEXES), steps, "steps")
    with _stoppable(database, stop), database.alone():
        database.run("PRAGMA temp_store = FILE")  # the new file would not fit memory
        try:
            database.run("VACUUM")
        finally:
            database.run("PRAGMA temp_store = MEMORY")
    yield Progress(say("Giving the room back"), steps - 1, steps, "steps")
    with database.alone():
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _stoppable(database: Database, stop: Callable[[], bool]) -> Iterator[None]:
    connection = database.connection()
    connection.set_progress_handler(stop, INSTRUCTIONS)
    try:
        yield
    except apsw.InterruptError as error:
        raise Cancelled from error
    finally:
        connection.set_progress_handler(None)
