"""Connections to one workspace file, transactions, and what SQLite's errors mean to a person.

SQLite through apsw, since ordinary Python builds cannot load the sqlite-vec extension. Every thread has a
connection of its own; readers never wait for the writer (WAL). Within the process one thread writes at a
time, in the order in which they ask (`InTurn`): `transaction()` holds the lock, and nests through savepoints.
Every error of SQLite that stems from the user's world becomes one of ours here, and nowhere else.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import sqlite_vec

from lloco_desktop.errors import (
    LlocoError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceFull,
)
from lloco_desktop.sentences import say
from lloco_desktop.store.in_turn import InTurn

Row = tuple[Any, ...]

log = logging.getLogger(__name__)

BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 16_384  # per connection
WAL_LIMIT_BYTES = 64 * 1024**2  # the log is cut back to this after a checkpoint

_PROBE_BYTES = 32 * 1024**2  # more than the largest piece that sqlite-vec writes at once

_DISK_IS_FULL = frozenset({apsw.SQLITE_IOERR_WRITE, apsw.SQLITE_IOERR_SHMSIZE, apsw.SQLITE_IOERR_TRUNCATE})


class _ThreadState(threading.local):
    """What each thread has for itself: its connection, and how deep its transactions are nested."""

    connection: apsw.Connection | None = None
    depth: int = 0


class Database:
    """One SQLite file, shared by all threads of the process.

    `writable=False` opens the file so that nothing can be written, also while another process writes.
    """

    def __init__(self, file: Path, *, writable: bool = True) -> None:
        self.file = file
        self.writable = writable
        self._local = _ThreadState()
        self._writer = InTurn()
        self._connections: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._opening = threading.Lock()
        self._closed = False

    # --- statements ----------------------------------------------------------------------------

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        connection = self._ready()
        try:
            return connection.execute(sql, values).fetchall()
        except apsw.Error as error:
            raise self._explain(error) from error

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Run one statement and return its rows one by one, for those that are too large together."""
        connection = self._ready()
        try:
            yield from connection.execute(sql, values)
        except apsw.Error as error:
            raise self._explain(error) from error

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Run one statement and return its first row."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement and return the first column of its first row, None where there is no row."""
        found = self.rows(sql, values)
        return found[0][0] if found else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run statements that return nothing; gives how many rows the last one changed."""
        connection = self._ready()
        try:
            connection.execute(sql, values)
            return connection.changes()
        except apsw.Error as error:
            raise self._explain(error) from error

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of the value tuples."""
        connection = self._ready()
        try:
            connection.executemany(sql, values)
        except apsw.Error as error:
            raise self._explain(error) from error

    def insert(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one INSERT and return the new row's key."""
        connection = self._ready()
        try:
            connection.execute(sql, values)
            return connection.last_insert_rowid()
        except apsw.Error as error:
            raise self._explain(error) from error

    # --- transactions --------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored, or nothing is.

        Inner transactions of the same thread are savepoints: one that fails takes back its own part only,
        if its exception is caught outside of it. Other threads that want to write wait meanwhile.
        """
        if not self.writable:
            raise WorkspaceError(
                say(
                    "The workspace {folder} is open for reading only: nothing was changed.",
                    folder=self.file.parent,
                )
            )
        with self._writer:
            depth = self._local.depth
            if depth == 0:
                begin, commit, undo = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
            else:
                name = f"level_{depth}"
                begin, commit, undo = (
                    f"SAVEPOINT {name}",
                    f"RELEASE {name}",
                    f"ROLLBACK TO {name}; RELEASE {name}",
                )
            self.run(begin)
            self._local.depth = depth + 1
            try:
                yield
                self.run(commit)
            except BaseException:
                self._undo(undo)
                raise
            finally:
                self._local.depth = depth

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Other threads that want to write wait, and no transaction is open: for what cannot be in one."""
        with self._writer:
            yield

    def _undo(self, statements: str) -> None:
        connection = self._local.connection
        # SQLite itself may have taken all back, when the disk is full; and so does closing.
        if connection is not None and not self._closed and connection.in_transaction:
            connection.execute(statements)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every read inside sees the same state, whatever others write meanwhile."""
        connection = self._ready()
        if connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self._undo("ROLLBACK")

    # --- connections ---------------------------------------------------------------------------

    def connection(self) -> apsw.Connection:
        """This thread's connection, opened when it is first asked for."""
        if self._local.connection is None:
            with self._opening:
                if self._closed:
                    raise RuntimeError("the workspace is closed")
                connection = self._open()
                self._connections.add(connection)
            self._local.connection = connection
        return self._local.connection

    def close(self) -> None:
        """Close the connections of all threads.

        A thread that is in the middle of a statement keeps its connection until it ends, and can do nothing
        more with it.
        """
        with self._opening:
            self._closed = True
            for connection in list(self._connections):
                try:
                    connection.close()
                except apsw.ThreadingViolationError:
                    log.warning("a thread still used %s while it was closed", self.file)

    def _ready(self) -> apsw.Connection:
        connection = self.connection()
        if self._closed:
            raise RuntimeError("the workspace is closed")
        if self._local.depth and not connection.in_transaction:
            raise WorkspaceFull(
                say(
                    "An earlier write to {file} failed, so that its whole batch was taken back. What was "
                    "stored before it is kept.",
                    file=self.file,
                )
            )
        return connection

    def _open(self) -> apsw.Connection:
        try:
            connection = self._connect()
            connection.set_busy_timeout(BUSY_MILLISECONDS)
            connection.enable_load_extension(True)
            connection.load_extension(sqlite_vec.loadable_path())
            connection.enable_load_extension(False)
            for pragma in (
                "foreign_keys = ON",
                f"cache_size = -{CACHE_KIBIBYTES}",
                "temp_store = MEMORY",
                "secure_delete = FAST",
            ):
                connection.execute(f"PRAGMA {pragma}")
            if not self.writable:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
                return connection
            if connection.readonly("main"):
                raise WorkspaceFull(self._read_only_sentence())
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # a committed batch survives a power cut
            connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}")
        except apsw.Error as error:
            raise self._explain(error) from error
        return connection

    def _connect(self) -> apsw.Connection:
        if self.writable:
            return apsw.Connection(str(self.file), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        connection = apsw.Connection(str(self.file), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            # A folder that may not be written has no room for the shared-memory file that readers of a
            # WAL database need. Then nobody else can be writing either.
            connection.close()
            return apsw.Connection(
                f"{self.file.absolute().as_uri()}?immutable=1",
                flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI,
            )
        return connection

    # --- what went wrong -----------------------------------------------------------------------

    def _read_only_sentence(self) -> str:
        return say(
            "The workspace {folder} may not be written to. What it holds can still be read; allow "
            "writing there, or choose another workspace.",
            folder=self.file.parent,
        )

    def _explain(self, error: apsw.Error) -> Exception:
        """Our error for one of SQLite's; SQLite's own where it is a bug of ours."""
        folder = self.file.parent
        if isinstance(error, apsw.SQLError) and "sqlite-vec" in str(error):
            error = self._hidden_cause() or error
        extended = getattr(error, "extendedresult", 0)
        known: LlocoError | None = None
        is_full = isinstance(error, apsw.FullError) or extended in _DISK_IS_FULL
        if is_full or "disk is full" in str(error):
            known = WorkspaceFull(
                say(
                    "There is no space left for the workspace {folder}. Everything stored before this step "
                    "is kept; free some space and try again.",
                    folder=folder,
                )
            )
        elif isinstance(error, apsw.ReadOnlyError):
            known = WorkspaceFull(self._read_only_sentence())
        elif isinstance(error, apsw.CorruptError | apsw.NotADBError):
            known = WorkspaceDamaged(
                say(
                    "The workspace file {file} is damaged and was left as it is. Put a copy in its place "
                    "(older ones may lie in {folder}), or choose another workspace and import again.",
                    file=self.file,
                    folder=folder / "backups",
                )
            )
        elif isinstance(error, apsw.BusyError | apsw.LockedError):
            known = WorkspaceBusy(
                say(
                    "The workspace {folder} is busy in another process. Nothing was changed; try again in a "
                    "moment.",
                    folder=folder,
                )
            )
        elif isinstance(error, apsw.IOError | apsw.CantOpenError | apsw.PermissionsError):
            known = WorkspaceError(
                say(
                    "The workspace file {file} cannot be reached ({error}). What is stored was left as it "
                    "is; check the disk and the permissions, then try again.",
                    file=self.file,
                    error=error,
                )
            )
        return known or error

    def _hidden_cause(self) -> apsw.Error | None:
        """Why sqlite-vec failed, which it does not say: what a plain write of the same size runs into."""
        connection = self.connection()
        if self._local.depth == 0:
            return None
        try:
            connection.execute(
                f"""SAVEPOINT probe; CREATE TABLE probe (data);
                INSERT INTO probe VALUES (zeroblob({_PROBE_BYTES}))"""
            )
        except apsw.Error as error:
            return error
        finally:
            if connection.in_transaction:  # a disk that is full may have ended it
                connection.execute("ROLLBACK TO probe; RELEASE probe")
        return None
