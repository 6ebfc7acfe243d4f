"""Transactions, threads, and what SQLite's errors become."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading

import apsw
import numpy as np
import pytest

from lloco_desktop.errors import (
    BadInput,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceFull,
)
from lloco_desktop.store import Workspace
from lloco_desktop.store import database as database_module
from lloco_desktop.store.database import Database


def names(workspace):
    return [library.name for library in workspace.libraries.all()]


class StoppedHere(Exception):
    """Raised by a test inside a transaction."""


def test_all_or_nothing(workspace):
    def stop_in_the_middle():
        with workspace.transaction():
            workspace.libraries.create("a")
            assert names(workspace) == ["a"]
            raise StoppedHere

    with pytest.raises(StoppedHere):
        stop_in_the_middle()
    assert names(workspace) == []


def test_an_inner_transaction_takes_back_its_own_part_only(workspace):
    def stop_in_the_middle():
        with workspace.transaction():
            workspace.libraries.create("b")
            with workspace.transaction():
                workspace.libraries.create("c")
            raise StoppedHere

    with workspace.transaction():
        workspace.libraries.create("a")
        with pytest.raises(StoppedHere):
            stop_in_the_middle()
        with pytest.raises(BadInput):
            workspace.libraries.create("A")
        workspace.libraries.create("d")
    assert names(workspace) == ["a", "d"]


def test_other_threads_see_whole_transactions_only(workspace):
    seen = []
    with workspace.transaction():
        workspace.libraries.create("a")
        thread = threading.Thread(target=lambda: seen.append(names(workspace)))
        thread.start()
        thread.join()
    assert seen == [[]]


def test_a_snapshot_does_not_move(workspace):
    with workspace.snapshot():
        before = names(workspace)
        thread = threading.Thread(target=workspace.libraries.create, args=("a",))
        thread.start()
        thread.join()
        assert names(workspace) == before == []
        with workspace.snapshot():
            assert names(workspace) == []
    assert names(workspace) == ["a"]


def test_readers_and_a_writer_side_by_side(workspace, shelf, drafts):
    """Four threads search both indexes and the vectors while one writes: never half a batch."""
    document = shelf.add("fox", complete=False)
    space = workspace.vectors.space("test", 4)
    batches, size = 20, 5
    finished = threading.Event()
    ready = threading.Barrier(5)
    wrong = []

    def read():
        ready.wait()
        while not finished.is_set():
            with workspace.snapshot():
                passages = workspace.passages.count(document)
                vectors = space.count()
            if (passages - 1) % size or vectors != passages - 1:
                wrong.append((passages, vectors))
            workspace.passages.search("fox 狐狸")
            space.search(np.ones(4, dtype=np.float32), limit=3)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    ready.wait()
    for batch in range(batches):
        with workspace.transaction():
            ids = workspace.passages.add(
                document, drafts([f"fox {batch} 狐狸 {n}" for n in range(size)], 1 + batch * size)
            )
            space.add(shelf.library, ids, np.ones((size, 4), dtype=np.float32))
    finished.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert space.count() == batches * size


def test_many_writing_threads_take_turns(workspace):
    threads = [
        threading.Thread(target=lambda n=n: [workspace.libraries.create(f"{n} {m}") for m in range(5)])
        for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(workspace)) == 25


def limit_pages(workspace, room):
    """Let the file grow by `room` pages only, as on a disk that is nearly full."""
    database = workspace._database
    database.run(f"PRAGMA max_page_count = {database.value('PRAGMA page_count') + room}")


@pytest.mark.parametrize("room", [0, 1, 10, 30, 100, 200])
def test_a_full_disk_takes_back_the_whole_batch_and_keeps_the_rest(workspace, shelf, drafts, room):
    document = shelf.add("kept", complete=False)
    limit_pages(workspace, room)
    space = workspace.vectors.space("test", 64)

    def fill():
        for batch in range(100):
            with workspace.transaction():
                texts = [f"word {batch} 字词 " * 50] * 20
                ids = workspace.passages.add(document, drafts(texts, 1 + batch * 20))
                space.add(shelf.library, ids, np.ones((20, 64), dtype=np.float32))

    with pytest.raises(WorkspaceFull, match="no space left"):
        fill()
    database = workspace._database
    assert workspace.passages.count(document) % 20 == 1
    database.run("PRAGMA max_page_count = 4294967294")
    assert workspace.verify().ok
    workspace.passages.add(document, drafts(["goes on"], workspace.passages.count(document)))


def test_nothing_is_stored_after_sqlite_took_the_transaction_back(workspace):
    """As it may do when the disk is full: what follows inside must not be stored by itself."""
    database = workspace._database

    def go_on():
        with workspace.transaction():
            workspace.libraries.create("before")
            database.connection().execute("ROLLBACK")  # by SQLite itself, in life
            workspace.libraries.create("after")

    with pytest.raises(WorkspaceFull, match="taken back"):
        go_on()
    assert names(workspace) == []
    workspace.libraries.create("later")


FILLER = """
    import resource, signal, sys
    from pathlib import Path
    from lloco_desktop.errors import WorkspaceFull
    from lloco_desktop.store import Workspace
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    workspace = Workspace.open(Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    try:
        for number in range(100_000):
            with workspace.transaction():
                for part in range(100):
                    workspace.conversations.create(f"{number}/{part} " * 50)
    except WorkspaceFull as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    workspace.libraries.create("afterwards")
    workspace.close()
"""


def test_a_disk_that_takes_no_more(folder):
    """Real failing writes: the operating system refuses to let the file grow."""
    command = [sys.executable, "-c", textwrap.dedent(FILLER), str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert "no space left" in said
    with Workspace.open(folder) as workspace:
        assert len(workspace.conversations.all()) % 100 == 0
        assert names(workspace) == ["afterwards"]
        assert workspace.verify().ok


def test_a_file_that_may_not_be_written_is_called_so(folder):
    Workspace.open(folder).close()
    database = Database(folder / "workspace.sqlite", writable=False)
    with pytest.raises(WorkspaceFull, match="may not be written to"):
        database.run("DELETE FROM libraries")
    database.close()


def test_a_database_locked_by_another_program_is_busy(folder, workspace):
    other = apsw.Connection(str(folder / "workspace.sqlite"))
    workspace._database.connection().set_busy_timeout(1)
    with other:
        other.execute("UPDATE libraries SET created = 0")
        with pytest.raises(WorkspaceBusy, match="another process"):
            workspace.libraries.create("a")
    other.close()
    workspace.libraries.create("a")


def test_a_page_damaged_later_is_found(folder, shelf, workspace):
    shelf.add(*[f"passage {n} " * 60 for n in range(60)])
    workspace.close()
    file = folder / "workspace.sqlite"
    data = bytearray(file.read_bytes())
    for page in range(60, len(data) // 4096):  # behind the tables that say what there is
        data[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    file.write_bytes(data)
    with Workspace.open(folder) as damaged:
        with pytest.raises(WorkspaceDamaged, match="damaged"):
            damaged.passages.of_document(1)
        assert not damaged.verify().ok


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (apsw.FullError, WorkspaceFull),
        (apsw.ReadOnlyError, WorkspaceFull),
        (apsw.CorruptError, WorkspaceDamaged),
        (apsw.NotADBError, WorkspaceDamaged),
        (apsw.BusyError, WorkspaceBusy),
        (apsw.LockedError, WorkspaceBusy),
        (apsw.IOError, WorkspaceError),
        (apsw.CantOpenError, WorkspaceError),
    ],
)
def test_every_error_of_the_users_world_has_a_sentence(tmp_path, error, ours):
    explained = Database(tmp_path / "workspace.sqlite")._explain(error("said SQLite"))
    assert isinstance(explained, ours)
    assert str(tmp_path) in str(explained)
    assert str(explained).endswith(".")


def test_a_failed_write_for_want_of_room_is_a_full_disk(tmp_path):
    error = apsw.IOError("disk I/O error")
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE
    assert isinstance(Database(tmp_path / "w")._explain(error), WorkspaceFull)


def test_a_bug_of_ours_stays_what_it_is(workspace):
    with pytest.raises(apsw.SQLError):
        workspace._database.rows("SELEKT 1")
    with pytest.raises(apsw.ConstraintError):
        workspace._database.run("INSERT INTO libraries (name) VALUES (NULL)")


def test_closing_while_a_thread_is_in_the_middle(folder, caplog):
    """As after a shutdown that could not wait: the file is closed, and that thread can do nothing more."""
    workspace = Workspace.open(folder)
    inside, closed = threading.Event(), threading.Event()
    outcome = []

    def halt(value):
        inside.set()
        assert closed.wait(20)
        return value

    def work():
        database = workspace._database
        database.connection().create_scalar_function("halt", halt)
        try:
            with workspace.transaction():
                workspace.libraries.create("taken back")
                database.rows("SELECT halt(1)")
                workspace.libraries.create("never")
        except RuntimeError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    assert inside.wait(20)
    workspace.close()
    closed.set()
    thread.join(20)
    assert outcome == ["the workspace is closed"]
    assert "still used" in caplog.text
    with Workspace.open(folder) as again:
        assert names(again) == []


def test_closing_between_two_statements_of_a_thread(folder):
    workspace = Workspace.open(folder)

    def go_on():
        with workspace.transaction():
            workspace.libraries.create("taken back")
            thread = threading.Thread(target=workspace.close)
            thread.start()
            thread.join()
            workspace.libraries.create("never")

    with pytest.raises(RuntimeError, match="closed"):
        go_on()
    with Workspace.open(folder) as again:
        assert names(again) == []


def test_connections_close_with_their_threads(workspace):
    thread = threading.Thread(target=workspace.libraries.all)
    thread.start()
    thread.join()
    assert len(workspace._database._connections) == 1


def test_the_connection_settings_that_safety_rests_on(workspace):
    database = workspace._database
    assert database.value("PRAGMA journal_mode") == "wal"
    assert database.value("PRAGMA synchronous") == 2
    assert database.value("PRAGMA foreign_keys") == 1
    assert database_module.BUSY_MILLISECONDS >= 1000
