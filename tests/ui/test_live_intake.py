"""The window's documents over a real workspace: rows, stopping, removing, following, what an import needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.domain import FileStatus, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.settings import Places, Settings
from lloco_desktop.ui.documents.document_words import Shown
from lloco_desktop.ui.live_services import LiveServices
from lloco_desktop.ui.services import DocumentRow, DocumentState
from lloco_desktop.workflows.events import FolderLooked
from lloco_desktop.workflows.services import Services as Workflows
from tests.pdfs import BEES, LEASE, STORM, write_pdf


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[LiveServices, Workflows, LibraryId]]:
    workflows = Workflows.open(tmp_path / "workspace", Settings(backbone="none"), Places.of_user())
    services = LiveServices(workflows)
    yield services, workflows, services.create_library("papers").id
    services.close(5)


Live = tuple[LiveServices, Workflows, LibraryId]


def rows(live: Live) -> dict[str, DocumentRow]:
    services, _workflows, library = live
    return {row.path.name: row for row in services.document_rows(library)}


def written(path: Path, text: str, at: int = 1_700_000_000, **more: str) -> Path:
    write_pdf(path, [text], **more)
    os.utime(path, (at, at))
    return path


def test_rows_say_when_they_came_and_what_is_gone(live: Live, tmp_path: Path) -> None:
    services, workflows, library = live
    heard: list[object] = []
    services.listen(heard.append)
    path = written(tmp_path / "papers" / "a.pdf", LEASE)
    services.intake.follow(library, tmp_path / "papers")
    workflows.wait_for_all()
    row = rows(live)["a.pdf"]
    assert row.added > 1.7e9
    assert not row.gone
    path.rename(tmp_path / "a.pdf")
    written(tmp_path / "papers" / "b.pdf", BEES)  # or else the folder would count as unplugged
    services.intake.look(library)
    workflows.wait_for_all()
    row = rows(live)["a.pdf"]
    assert row.gone
    assert Shown.GONE.holds(row)
    assert "gone from its folder" in (row.reason or "")
    assert services.intake.gone(library) == {str(path)}
    assert [event.found for event in heard if isinstance(event, FolderLooked)] == [1, 1]
    assert all(job.kind is not JobKind.SWEEP for job in services.jobs())


def test_a_newer_version_that_is_locked_is_unlocked_in_place(live: Live, tmp_path: Path) -> None:
    services, workflows, library = live
    path = written(tmp_path / "a.pdf", LEASE)
    services.import_files(library, [path])
    workflows.wait_for_all()
    written(path, STORM, password="sesame")
    services.import_files(library, [path])
    workflows.wait_for_all()
    row = rows(live)["a.pdf"]
    assert (row.state, row.newer) == (DocumentState.SEARCHABLE, DocumentState.LOCKED)
    assert row.is_locked
    assert "earlier version is kept" in (row.reason or "")
    services.import_files(library, [path], "sesame")
    workflows.wait_for_all()
    row = rows(live)["a.pdf"]
    assert row.newer is None
    assert row.document is not None


def test_a_waiting_file_that_is_removed_is_gone(live: Live, tmp_path: Path) -> None:
    services, workflows, library = live
    paths = [written(tmp_path / name, text) for name, text in (("a.pdf", LEASE), ("b.pdf", BEES))]
    job = workflows.workspace.jobs.create(
        JobKind.IMPORT, JobKind.IMPORT.lane, {"library": library, "paths": []}
    )
    workflows.workspace.imports.add(job.id, library, paths)
    workflows.workspace.imports.set(job.id, paths[0], FileStatus.CANCELLED, reason="You stopped it.")
    stopped = rows(live)["a.pdf"]
    assert stopped.state is DocumentState.STOPPED
    services.forget(library, [stopped])
    assert set(rows(live)) == {"b.pdf"}


def test_what_an_import_needs_is_asked_of_the_workspace(live: Live, tmp_path: Path) -> None:
    services, _workflows, _library = live
    written(tmp_path / "papers" / "a.pdf", LEASE)
    needs = services.intake.survey([tmp_path / "papers"], lambda: False)
    assert (needs.files, needs.pages) == (1, 1)
    assert needs.need > 1000
    assert needs.fits


def test_what_was_dropped_as_bytes_goes_with_its_document(live: Live, tmp_path: Path) -> None:
    services, workflows, library = live
    read = written(tmp_path / "a.pdf", LEASE).read_bytes()
    path = services.intake.keep("a.pdf", read)
    assert services.intake.is_own(path)
    services.import_files(library, [path])
    workflows.wait_for_all()
    services.forget(library, [rows(live)["a.pdf"]])
    assert not path.exists()
    with pytest.raises(BadInput):
        services.intake.follow(library, tmp_path / "a.pdf")
