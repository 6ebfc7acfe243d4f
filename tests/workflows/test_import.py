"""Importing: every file gets its outcome, nothing is stored twice, and a killed import goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lloco_desktop.documents.reader import DocumentReader
from lloco_desktop.domain import FileStatus, ImportFile, JobId
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.workflows.events import FileFinished
from lloco_desktop.workflows.import_documents import STARTS, ImportDesk, import_documents
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open, import_all


def outcomes(services: object, job: int) -> dict[str, ImportFile]:
    return {file.path.name: file for file in services.workspace.imports.of_job(JobId(job))}  # type: ignore[attr-defined]


def test_each_file_of_a_folder_has_its_outcome(open_services: Open, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    write_pdf(folder / "lease.pdf", [LEASE, BEES], title="Lease of the flat")
    odd_name = "zz \N{HONEYBEE} والكتاب\nline.pdf"
    write_pdf(folder / odd_name, [BEES], title="Bees")
    write_pdf(folder / "locked.pdf", [STORM], password="open sesame")
    write_pdf(folder / "half scanned.pdf", [STORM, ""])
    write_pdf(folder / "scan.pdf", ["", ""])
    (folder / "note.pdf").write_text("this is not a PDF")
    whole = write_pdf(tmp_path / "whole.pdf", [STORM] * 5).read_bytes()
    (folder / "cut.pdf").write_bytes(whole[:200])
    shutil.copy(folder / "lease.pdf", folder / "lease copy.pdf")
    services = open_services(backbone="none")

    job = import_all(services, folder, folder / "missing.pdf")

    found = outcomes(services, job)
    assert {name: file.status for name, file in found.items()} == {
        "cut.pdf": FileStatus.DAMAGED,
        "half scanned.pdf": FileStatus.IMPORTED,
        "lease copy.pdf": FileStatus.IMPORTED,
        "lease.pdf": FileStatus.DUPLICATE,
        "locked.pdf": FileStatus.LOCKED,
        "missing.pdf": FileStatus.UNREADABLE,
        "note.pdf": FileStatus.UNSUPPORTED,
        "scan.pdf": FileStatus.EMPTY,
        odd_name: FileStatus.IMPORTED,
    }
    for file in found.values():
        if file.status is not FileStatus.IMPORTED:
            assert file.reason
            assert "\n" not in file.reason
    assert "1 of 2 pages" in (found["half scanned.pdf"].reason or "")
    assert services.workspace.verify().ok


def test_the_same_bytes_are_a_duplicate_under_any_name(open_services: Open, tmp_path: Path) -> None:
    first = write_pdf(tmp_path / "a.pdf", [LEASE])
    second = Path(shutil.copy(first, tmp_path / "b.pdf"))
    services = open_services(backbone="none")
    import_all(services, first)
    found = outcomes(services, import_all(services, second))
    assert found["b.pdf"].status is FileStatus.DUPLICATE
    assert len(services.workspace.documents.all()) == 1


def test_a_locked_file_opens_with_its_password(open_services: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "locked.pdf", [LEASE], password="sesame")
    services = open_services(backbone="none")
    wrong = outcomes(services, import_all(services, path, password="guess"))["locked.pdf"]
    right = outcomes(services, import_all(services, path, password="sesame"))["locked.pdf"]
    assert wrong.status is FileStatus.LOCKED
    assert "password" in (wrong.reason or "")
    assert right.status is FileStatus.IMPORTED


def test_a_password_for_a_folder_opens_what_is_in_it_and_nothing_else(
    open_services: Open, tmp_path: Path
) -> None:
    write_pdf(tmp_path / "vault" / "deep" / "inside.pdf", [LEASE], password="sesame")
    outside = write_pdf(tmp_path / "outside.pdf", [BEES], password="sesame")
    services = open_services(backbone="none")
    inside = outcomes(services, import_all(services, tmp_path / "vault", password="sesame"))
    later = outcomes(services, import_all(services, outside))
    assert inside["inside.pdf"].status is FileStatus.IMPORTED
    assert later["outside.pdf"].status is FileStatus.LOCKED


def test_the_files_are_left_as_they_are(open_services: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LEASE])
    before = path.read_bytes()
    services = open_services(backbone="none")
    import_all(services, path)
    services.remove_library(services.library_named("papers").id)
    assert path.read_bytes() == before


def test_an_import_goes_on_where_it_was_stopped(open_services: Open, tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{number}.pdf", [f"{LEASE} Number {number}."]) for number in range(4)]
    services = open_services(backbone="none")
    workspace = services.workspace
    library = services.library_named("papers", create=True)
    job = workspace.jobs.create(
        JobKind.IMPORT, JobKind.IMPORT.lane, {"library": library.id, "paths": [str(path) for path in files]}
    )
    steps = import_documents(ImportDesk(workspace, DocumentReader), job)
    for event in steps:
        if isinstance(event, FileFinished) and event.file.path.name == "1.pdf":
            break
    steps.close()  # type: ignore[attr-defined]
    done_before = {document.id for document in workspace.documents.all()}

    finished = [
        event.file.path.name
        for event in import_documents(ImportDesk(workspace, DocumentReader), job)
        if isinstance(event, FileFinished)
    ]

    assert finished == ["2.pdf", "3.pdf"]
    documents = workspace.documents.all()
    assert done_before < {document.id for document in documents}
    assert len(documents) == 4
    assert workspace.verify().ok


def test_a_file_that_the_application_dies_with_is_set_aside(open_services: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LEASE])
    services = open_services(backbone="none")
    workspace = services.workspace
    library = services.library_named("papers", create=True)
    job = workspace.jobs.create(
        JobKind.IMPORT, JobKind.IMPORT.lane, {"library": library.id, "paths": [str(path)]}
    )
    workspace.imports.add(job.id, library.id, [path])
    for _ in range(STARTS):
        workspace.imports.start_attempt(job.id, path)  # and then the process was gone

    list(import_documents(ImportDesk(workspace, DocumentReader), job))

    (file,) = workspace.imports.of_job(job.id)
    assert file.status is FileStatus.FAILED
    assert str(STARTS) in (file.reason or "")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 500])
def test_nonsense_library_names_are_refused(open_services: Open, name: str) -> None:
    from lloco_desktop.errors import BadInput

    services = open_services(backbone="none")
    with pytest.raises(BadInput):
        services.library_named(name, create=True)
