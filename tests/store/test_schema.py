"""Migrations: from nothing, from version 1 with rows, from the future, and when a step fails."""

from __future__ import annotations

from pathlib import Path

import apsw
import numpy as np
import pytest

from lloco_desktop.domain import AnswerKind, FileStatus, JobId
from lloco_desktop.errors import WorkspaceError, WorkspaceFull, WorkspaceTooNew
from lloco_desktop.store import Workspace
from lloco_desktop.store.database import Database
from lloco_desktop.store.schema import (
    APPLICATION_ID,
    BACKUPS_KEPT,
    Migration,
    check_version,
    migrate,
    shipped_migrations,
    version_of,
)

V1_ROWS = Path(__file__).with_name("v1_rows.sql")


@pytest.fixture
def v1(folder):
    """A workspace of version 1 with rows in every table."""
    folder.mkdir()
    database = Database(folder / "workspace.sqlite")
    migrate(database, shipped_migrations()[:1])
    with database.transaction():
        database.run(V1_ROWS.read_text(encoding="utf-8"))
    yield database
    database.close()


def later(*statements):
    """The shipped migrations and one more step for each of the statements."""
    shipped = shipped_migrations()
    newest = shipped[-1].number
    return [*shipped, *(Migration(newest + n, f"step {n}", sql) for n, sql in enumerate(statements, 1))]


def test_shipped_migrations_are_numbered_without_gaps():
    numbers = [migration.number for migration in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_blank_file_becomes_the_newest_version(folder):
    Workspace.open(folder).close()
    database = Database(folder / "workspace.sqlite", writable=False)
    assert version_of(database) == shipped_migrations()[-1].number
    assert database.value("PRAGMA application_id") == APPLICATION_ID
    assert not (folder / "backups").exists()  # there was nothing to copy
    database.close()


def test_version_1_with_rows_opens_with_all_that_it_held(folder, v1):
    v1.close()
    with Workspace.open(folder) as workspace:
        report = workspace.verify()
        assert report.ok, report.problems
        (library,) = workspace.libraries.all()
        assert (library.name, library.documents, library.pages) == ("Papers", 1, 2)
        whole, half = workspace.documents.all(library.id)
        assert (whole.path, whole.complete, half.complete, half.passages) == (
            Path("/x/a.pdf"),
            True,
            False,
            1,
        )
        first, second = workspace.passages.of_document(whole.id)
        assert (first.page, first.lines[0].end, first.lines[0].box.y1) == (1, 18, 105.0)
        assert workspace.passages.search("run")[0][0] == first.id
        assert workspace.passages.search("猫")[0][0] == second.id
        space = workspace.vectors.space("encoder", 4)
        assert space.search(np.array([0, 1, 0, 0], dtype=np.float32), limit=1) == [(second.id, 1.0)]
        assert [segment.key for segment in workspace.segments.pending("b")] == ["k1"]
        assert workspace.summaries.get(["k0"])["k0"].data == bytes([0, 1, 2, 3])
        assert [job.id for job in workspace.jobs.unfinished()] == [JobId(5)]
        assert [file.status for file in workspace.imports.of_library(library.id)] == [
            FileStatus.IMPORTED,
            FileStatus.READING,
        ]
        (conversation,) = workspace.conversations.all()
        answer = workspace.conversations.messages(conversation.id)[1].answer
        assert (answer.kind, answer.citations[0].quote) == (AnswerKind.GENERATED, "Foxes were running")
        workspace.documents.delete(whole.id)
        assert space.count() == 0
        assert workspace.adapters.of_library(library.id) == workspace.runs.of_library(library.id) == []
    (copy,) = (folder / "backups").iterdir()
    assert copy.name.endswith("-v1.sqlite")


def test_each_pending_step_runs_once_and_in_order(v1):
    steps = later("ALTER TABLE libraries ADD COLUMN note TEXT", "UPDATE libraries SET note = name || '!'")
    assert migrate(v1, steps) == len(steps) - 1
    assert migrate(v1, steps) == 0
    assert v1.value("SELECT note FROM libraries") == "Papers!"
    assert version_of(v1) == steps[-1].number


def test_a_step_that_fails_is_taken_back_whole(v1):
    steps = later("CREATE TABLE fine (x)", "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)")
    with pytest.raises(apsw.SQLError):
        migrate(v1, steps)
    tables = {name for (name,) in v1.rows("SELECT name FROM sqlite_schema")}
    assert "fine" in tables
    assert "half" not in tables
    assert version_of(v1) == steps[-2].number
    steps[-1] = Migration(steps[-1].number, "mended", "CREATE TABLE half (x)")
    assert migrate(v1, steps) == 1


def test_the_file_is_copied_before_it_is_changed(folder, v1):
    migrate(v1, later("DELETE FROM libraries"))
    (copy,) = (folder / "backups").iterdir()
    assert copy.name.endswith("-v1.sqlite") or shipped_migrations()[-1].number > 1
    assert copy.stat().st_mode & 0o077 == 0
    old = Database(copy)
    assert version_of(old) == 1
    assert old.value("SELECT name FROM libraries") == "Papers"
    assert old.value("SELECT count(*) FROM vectors_2") == 2
    old.close()


def test_the_newest_copies_are_kept(folder, v1):
    statements = []
    for number in range(BACKUPS_KEPT + 3):
        statements.append(f"CREATE TABLE extra_{number} (x)")
        migrate(v1, later(*statements))
    versions = sorted(int(path.stem.split("-v")[1]) for path in (folder / "backups").iterdir())
    newest = version_of(v1)
    assert versions == list(range(newest - BACKUPS_KEPT, newest))


def test_without_a_copy_nothing_is_changed(folder, v1):
    (folder / "backups").write_text("in the way")
    with pytest.raises(WorkspaceFull, match="no copy"):
        migrate(v1, later("DELETE FROM libraries"))
    assert version_of(v1) == 1
    assert v1.value("SELECT count(*) FROM libraries") == 1


@pytest.mark.parametrize("writable", [True, False])
def test_a_newer_file_is_refused_and_left_alone(folder, v1, writable):
    v1.run("PRAGMA user_version = 999")
    v1.close()
    before = (folder / "workspace.sqlite").read_bytes()
    with pytest.raises(WorkspaceTooNew, match="newer version") as caught:
        Workspace.open(folder, writable=writable)
    assert "999" in str(caught.value)
    assert (folder / "workspace.sqlite").read_bytes() == before


def test_an_older_file_is_not_updated_by_a_reader(folder, v1):
    steps = later("CREATE TABLE extra (x)")
    v1.close()
    reader = Database(folder / "workspace.sqlite", writable=False)
    with pytest.raises(WorkspaceError, match="older version"):
        check_version(reader, steps)
    reader.close()
