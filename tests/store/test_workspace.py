"""Opening, sharing and closing a workspace."""

from __future__ import annotations

import stat
import subprocess
import sys
import textwrap
import threading

import apsw
import pytest

from lloco_desktop.errors import (
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceFull,
    WorkspaceMissing,
)
from lloco_desktop.store import Workspace
from lloco_desktop.store.database import Database


def test_a_new_workspace_is_private(folder):
    with Workspace.open(folder) as workspace:
        workspace.libraries.create("x")
        for path in folder.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert workspace.folder == folder
        assert workspace.writable


def test_a_folder_that_somebody_uses_already_keeps_its_permissions(folder):
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    Workspace.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_what_is_stored_is_there_again(folder):
    with Workspace.open(folder) as workspace:
        library = workspace.libraries.create("Papers")
    with Workspace.open(folder) as workspace:
        assert workspace.libraries.all() == [library]


def test_a_second_writer_is_refused_and_a_reader_is_not(folder):
    with Workspace.open(folder) as workspace:
        with pytest.raises(WorkspaceBusy, match="open in another process"):
            Workspace.open(folder)
        with Workspace.open(folder, writable=False) as reader:
            assert reader.libraries.all() == []
            workspace.libraries.create("Papers")
            assert [library.name for library in reader.libraries.all()] == ["Papers"]
        workspace.libraries.create("Books")
    Workspace.open(folder).close()


HOLDER = """
    import sys
    from pathlib import Path
    from lloco_desktop.store import Workspace
    with Workspace.open(Path(sys.argv[1])) as workspace:
        print("open", flush=True)
        for line in sys.stdin:
            workspace.libraries.create(line)
            print("created", flush=True)
"""


def test_reading_while_another_process_writes(folder):
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(WorkspaceBusy):
            Workspace.open(folder)
        with Workspace.open(folder, writable=False) as reader:
            for name in ("one", "two"):
                process.stdin.write(f"{name}\n")
                process.stdin.flush()
                assert process.stdout.readline() == "created\n"
                assert reader.libraries.find(name)
            assert reader.verify().ok
        process.stdin.close()
        assert process.wait(20) == 0
    Workspace.open(folder).close()


def test_a_reader_never_writes(folder, shelf):
    document = shelf.add("one")
    with Workspace.open(folder, writable=False) as reader:
        writes = [
            lambda: reader.libraries.create("x"),
            lambda: reader.documents.delete(document),
            lambda: reader.summaries.prune(),
            lambda: reader.imports.forget(1),
        ]
        for write in writes:
            with pytest.raises(WorkspaceError, match="reading only"):
                write()
        with pytest.raises(WorkspaceFull):  # and SQLite itself refuses what slips through
            reader._database.run("DELETE FROM documents")
        assert reader.vectors.space("none", 4).missing(document)
        assert not reader.writable
    assert shelf.found("one") == ["one"]


def test_a_folder_without_room_for_wal_files_can_be_read(folder):
    """As on a read-only disk: SQLite cannot make the files that readers of a WAL database share."""
    with Workspace.open(folder) as workspace:
        workspace.libraries.create("Papers")
    for suffix in ("-shm", "-wal"):
        (folder / f"workspace.sqlite{suffix}").unlink(missing_ok=True)
        (folder / f"workspace.sqlite{suffix}").mkdir()
    with Workspace.open(folder, writable=False) as reader:
        assert [library.name for library in reader.libraries.all()] == ["Papers"]


def test_reading_where_there_is_none(folder):
    with pytest.raises(WorkspaceMissing, match="no workspace"):
        Workspace.open(folder, writable=False)
    assert not folder.exists()
    folder.mkdir()
    (folder / "workspace.sqlite").touch()
    with pytest.raises(WorkspaceMissing):
        Workspace.open(folder, writable=False)
    Database(folder / "workspace.sqlite").connection()  # a writer that has not made the tables yet
    assert (folder / "workspace.sqlite").stat().st_size > 0
    with pytest.raises(WorkspaceMissing):
        Workspace.open(folder, writable=False)


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WorkspaceError, match="another folder"):
            Workspace.open(place)


@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_file_is_refused_and_left_alone(folder, writable):
    folder.mkdir()
    file = folder / "workspace.sqlite"
    file.write_bytes(b"not a database at all " * 500)
    with pytest.raises(WorkspaceDamaged, match="damaged"):
        Workspace.open(folder, writable=writable)
    assert file.read_bytes() == b"not a database at all " * 500


def test_a_database_of_another_program_is_refused(folder):
    folder.mkdir()
    other = apsw.Connection(str(folder / "workspace.sqlite"))
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    with pytest.raises(WorkspaceDamaged, match="another program"):
        Workspace.open(folder)
    folder.joinpath("workspace.sqlite").rename(folder / "other.sqlite")
    Workspace.open(folder).close()  # the lock was let go


def test_a_closed_workspace_says_so(folder):
    workspace = Workspace.open(folder)
    workspace.close()
    with pytest.raises(RuntimeError, match="closed"):
        workspace.libraries.all()
    seen = []

    def elsewhere():
        with pytest.raises(RuntimeError, match="closed"):
            workspace.libraries.all()
        seen.append(True)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen
    workspace.close()


def test_statistics(workspace, shelf):
    shelf.add("first passage", "second passage")
    counts = workspace.statistics()
    assert (counts.libraries, counts.documents, counts.pages, counts.passages) == (1, 1, 1, 2)
    assert counts.text_bytes == len("first passage" + "second passage")
    assert counts.file_bytes > 0
