"""Single files of an import can be stopped; a cancelled import says so of each; a new version replaces."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.domain import FileStatus, ImportFile, LibraryId
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.progress import Progress
from lloco_desktop.workflows.events import DocumentSummarised, FileProgress, FileStarted, SummariesGrew
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open, import_all


def statuses(services: Services, library: LibraryId) -> dict[str, FileStatus]:
    return {file.path.name: file.status for file in services.workspace.imports.of_library(library)}


def three(tmp_path: Path) -> list[Path]:
    return [
        write_pdf(tmp_path / f"{name}.pdf", [text] * 3)
        for name, text in (("a", LEASE), ("b", BEES), ("c", STORM))
    ]


def when_started(services: Services, name: str, do: object) -> None:
    """Call something in the lane when a file is begun."""

    def heard(event: JobEvent) -> None:
        if isinstance(event.event, FileStarted) and event.event.file.path.name == name:
            do()  # type: ignore[operator]

    services.listen(heard)


def test_a_waiting_file_is_stopped_and_the_others_come_in(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    library = services.library_named("papers", create=True).id
    paths = three(tmp_path)
    when_started(services, "a.pdf", lambda: services.stop_files(library, {paths[1]}))
    services.import_files(library, paths)
    services.wait_for_all()
    assert statuses(services, library) == {
        "a.pdf": FileStatus.IMPORTED,
        "b.pdf": FileStatus.CANCELLED,
        "c.pdf": FileStatus.IMPORTED,
    }
    assert services.workspace.verify().ok
    services.import_files(library, [paths[1]])
    services.wait_for_all()
    assert len(services.workspace.documents.all(library)) == 3


def test_a_file_is_stopped_while_it_is_read(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    library = services.library_named("papers", create=True).id
    paths = three(tmp_path)
    when_started(services, "b.pdf", lambda: services.stop_files(library, {paths[1]}))
    services.import_files(library, paths)
    services.wait_for_all()
    assert statuses(services, library)["b.pdf"] is FileStatus.CANCELLED
    assert {document.path.name for document in services.workspace.documents.all()} == {"a.pdf", "c.pdf"}


def test_a_cancelled_import_leaves_no_file_waiting(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    library = services.library_named("papers", create=True).id
    paths = three(tmp_path)
    jobs: list[int] = []
    when_started(services, "b.pdf", lambda: services.runner.cancel(jobs[0]))
    jobs.append(services.import_files(library, paths).id)
    services.wait_for_all()
    assert statuses(services, library) == {
        "a.pdf": FileStatus.IMPORTED,
        "b.pdf": FileStatus.CANCELLED,
        "c.pdf": FileStatus.CANCELLED,
    }
    files: list[ImportFile] = services.workspace.imports.of_library(library)
    assert "You stopped the import" in (files[-1].reason or "")
    assert services.workspace.verify().ok


def test_cancelled_summaries_are_not_begun_again_by_themselves(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    library = services.library_named("papers", create=True).id

    def heard(event: JobEvent) -> None:
        if event.job.kind is JobKind.SUMMARISE and event.job.state is JobState.RUNNING:
            services.runner.cancel(event.job.id)

    services.listen(heard)
    services.import_files(library, three(tmp_path))
    services.wait_for_all()
    made = [job for job in services.workspace.jobs.all() if job.kind is JobKind.SUMMARISE]
    assert [job.state for job in made] == [JobState.CANCELLED]


def test_a_file_that_changed_has_one_document(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    path = write_pdf(tmp_path / "a.pdf", [LEASE])
    import_all(services, path)
    (before,) = services.workspace.documents.all()
    write_pdf(path, [BEES])
    import_all(services, path)
    (after,) = services.workspace.documents.all()
    assert after.id != before.id
    assert services.workspace.verify().ok


def test_work_says_how_far_and_how_fast(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    seen: list[object] = []
    services.listen(lambda event: seen.append(event.event))
    path = write_pdf(tmp_path / "long.pdf", [f"{LEASE} {BEES} {STORM} Number {page}." for page in range(40)])
    import_all(services, path)
    read = [event for event in seen if isinstance(event, FileProgress)]
    assert (read[-1].path, read[-1].done, read[-1].total) == (path, 40, 40)
    grown = [event for event in seen if isinstance(event, SummariesGrew)]
    (whole,) = (event for event in seen if isinstance(event, DocumentSummarised))
    assert all(0 < event.done < event.total == whole.segments for event in grown)
    assert grown
    speeds = [event.tokens_rate for event in seen if isinstance(event, Progress) and event.unit == "tokens"]
    assert any(speed and speed > 0 for speed in speeds)
