"""Exports and intakes that are stopped, cancelled or killed half-way, and files of earlier versions."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import textwrap
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import Box, JobId, Library, Line
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.store.codec import pack_lines
from lloco_desktop.store.database import Database
from lloco_desktop.store.parcel import CARRIED_VECTORS
from lloco_desktop.store.schema import migrate, shipped_migrations
from lloco_desktop.workflows.events import LibraryTakenIn
from lloco_desktop.workflows.library_file import ExportOptions
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open, import_all

# Runs one job in a process of its own and halts, with a word on standard output, at a step; or at a place
# between two steps, where everything is placed and nothing recorded.
VICTIM = """
    import sys
    from pathlib import Path
    from lloco_desktop.jobs.job import JobKind
    from lloco_desktop.settings import Places, Settings
    from lloco_desktop.store.workspace import Workspace
    from lloco_desktop.workflows.library_desk import LibraryDesk
    from lloco_desktop.workflows.library_drafts import IntakeDrafts

    workspace = Workspace.open(Path(sys.argv[1]))
    kind, payload, moment = JobKind(sys.argv[2]), eval(sys.argv[3]), sys.argv[4]
    desk = LibraryDesk(workspace, lambda: None)
    job = workspace.jobs.begin(workspace.jobs.create(kind, kind.lane, payload).id)

    def halt():
        print("halted", flush=True)
        sys.stdin.read()

    class Halting(IntakeDrafts):
        def place_documents(self):
            super().place_documents()
            halt()

    if moment == "placed":
        found = desk._intake_drafts(job)
        desk._intake_drafts = lambda _job: Halting(found.folder, found.documents)
    work = desk.run_export(job) if kind is JobKind.EXPORT else desk.run_take_in(job)
    for number, event in enumerate(work):
        if moment == str(number) or moment == type(event).__name__:
            halt()
"""


@pytest.fixture
def file(open_services: Open, tmp_path: Path) -> Path:
    """A library of six documents with their PDFs, as a file; it is not in the workspace any more."""
    texts = [LEASE, BEES, STORM, LEASE + BEES, LEASE + STORM, BEES + STORM]
    pdfs = [write_pdf(tmp_path / "pdfs" / f"{n}.pdf", [text], title=f"T{n}") for n, text in enumerate(texts)]
    services = open_services(backbone="none")
    import_all(services, *pdfs, library="Papers")
    library = services.library_named("Papers")
    made = tmp_path / "papers.lloco"
    list(services.library_files.export_here(library.id, made, ExportOptions(documents=True)))
    services.remove_library(library.id)
    services.close()
    return made


def kill_at(workspace: Path, kind: JobKind, payload: dict[str, object], moment: str) -> None:
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(VICTIM),
        str(workspace),
        kind.value,
        repr(payload),
        moment,
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert said == "halted\n"


def assert_taken_in(services: Services, tmp_path: Path) -> Library:
    """One library, whole, with its PDFs, and nothing beside it."""
    (library,) = services.workspace.libraries.all()
    assert (library.name, library.documents) == ("Papers", 6)
    assert services.workspace.libraries.reserved() == {}
    assert services.workspace.verify().ok
    for document in services.workspace.documents.all():
        assert document.path.parent == tmp_path / "mine" / "Papers"
        assert hashlib.sha256(document.path.read_bytes()).hexdigest() == document.sha256
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["Papers"]
    assert list((services.workspace.folder / "incoming").iterdir()) == []
    assert services.failed_jobs() == []
    return library


@pytest.mark.parametrize("moment", ["0", "2", "5", "8", "11", "placed", "LibraryTakenIn"])
def test_a_killed_intake_goes_on_at_the_next_start(
    open_services: Open, file: Path, tmp_path: Path, moment: str
) -> None:
    payload = {"file": str(file), "documents": str(tmp_path / "mine")}
    kill_at(tmp_path / "workspace", JobKind.TAKE_IN, payload, moment)
    services = open_services(backbone="none")
    services.wait_for_all()
    assert_taken_in(services, tmp_path)


@pytest.mark.parametrize("moment", ["5", "11", "placed"])
def test_what_a_killed_intake_left_goes_where_its_job_does_not_go_on(
    open_services: Open, file: Path, tmp_path: Path, moment: str
) -> None:
    payload = {"file": str(file), "documents": str(tmp_path / "mine")}
    kill_at(tmp_path / "workspace", JobKind.TAKE_IN, payload, moment)
    with Database(tmp_path / "workspace" / "workspace.sqlite").connection() as connection:
        connection.execute("UPDATE jobs SET attempts = 3 WHERE kind = 'take_in'")
    services = open_services(backbone="none")
    services.wait_for_all()
    (failed,) = services.failed_jobs()
    assert "3 times" in (failed.reason or "")
    assert_nothing_left(services, tmp_path)


def assert_nothing_left(services: Services, tmp_path: Path) -> None:
    assert services.workspace.libraries.all() == []
    assert services.workspace.libraries.reserved() == {}
    assert services.workspace.documents.all() == []
    assert services.workspace.passages.count() == 0
    assert list((tmp_path / "mine").iterdir()) == []
    assert list((services.workspace.folder / "incoming").iterdir()) == []
    assert services.workspace.verify().ok


def begun(services: Services, file: Path, tmp_path: Path) -> Job:
    payload = {"file": str(file), "documents": str(tmp_path / "mine")}
    return services.workspace.jobs.create(JobKind.TAKE_IN, JobKind.TAKE_IN.lane, payload)


def test_a_stopped_intake_goes_on_behind_the_last_document(
    open_services: Open, file: Path, tmp_path: Path
) -> None:
    services = open_services(backbone="none")
    job, workspace = begun(services, file, tmp_path), services.workspace
    steps = services.library_files.run_take_in(job)
    while not workspace.documents.all():
        next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert workspace.libraries.all() == []
    assert services.search("rent").hits == ()
    before = {document.id for document in workspace.documents.all()}

    *_, last = services.library_files.run_take_in(job)

    assert isinstance(last, LibraryTakenIn)
    assert before <= {document.id for document in workspace.documents.all()}
    services.library_files.ended(replace(job, state=JobState.DONE))
    assert_taken_in(services, tmp_path)


@pytest.mark.parametrize("state", [JobState.CANCELLED, JobState.FAILED])
def test_a_cancelled_intake_leaves_nothing(
    open_services: Open, file: Path, tmp_path: Path, state: JobState
) -> None:
    services = open_services(backbone="none")
    job = begun(services, file, tmp_path)
    steps = services.library_files.run_take_in(job)
    while not services.workspace.documents.all():
        next(steps)
    steps.close()  # type: ignore[attr-defined]
    services.workspace.jobs.update(job.id, state, "It was stopped.")
    services.library_files.ended(replace(job, state=state))
    assert_nothing_left(services, tmp_path)


def test_the_same_file_asked_for_twice_is_taken_in_once(
    open_services: Open, file: Path, tmp_path: Path
) -> None:
    services = open_services(backbone="none")
    jobs = {services.library_files.take_in(file, tmp_path / "mine").id for _ in range(3)}
    services.wait_for_all()
    assert len(services.workspace.libraries.all()) == len(jobs)


def test_a_place_that_is_taken_meanwhile_is_left_alone(
    open_services: Open, file: Path, tmp_path: Path
) -> None:
    services = open_services(backbone="none")
    job = begun(services, file, tmp_path)
    steps = services.library_files.run_take_in(job)
    while not services.workspace.documents.all():
        next(steps)
    other = tmp_path / "mine" / "Papers"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(Exception, match="something at"):
        list(steps)
    services.library_files.ended(replace(job, state=JobState.FAILED))
    assert (other / "mine.txt").read_text() == "mine"
    assert services.workspace.documents.all() == []


@pytest.mark.parametrize("moment", ["0", "2", "4"])
def test_a_killed_export_leaves_no_half_file_and_goes_on(
    open_services: Open, file: Path, tmp_path: Path, moment: str
) -> None:
    services = open_services(backbone="none")
    services.library_files.take_in(file, tmp_path / "mine")
    services.wait_for_all()
    library = services.library_named("Papers")
    services.close()
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "again.lloco"
    payload = {"library": library.id, "file": str(target), "documents": True, "conversations": False}
    kill_at(tmp_path / "workspace", JobKind.EXPORT, payload, moment)
    assert not target.exists()
    services = open_services(backbone="none")
    services.wait_for_all()
    assert list(folder.iterdir()) == [target]
    assert zipfile.ZipFile(target).testzip() is None
    assert list((services.workspace.folder / "outgoing").iterdir()) == []


def test_a_cancelled_export_leaves_nothing(open_services: Open, file: Path, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    services.library_files.take_in(file, tmp_path / "mine")
    services.wait_for_all()
    library = services.library_named("Papers")
    target = tmp_path / "again.lloco"
    every = len(list(services.library_files.export_here(library.id, target, ExportOptions())))
    target.unlink()
    for steps in range(every):  # the last step of all says that the file is there
        work = services.library_files.export_here(library.id, target, ExportOptions())
        for _ in range(steps):
            next(work)
        work.close()  # type: ignore[attr-defined]
        assert [path for path in tmp_path.iterdir() if "again" in path.name] == []


def test_a_file_of_an_earlier_version_is_brought_up_to_date(open_services: Open, tmp_path: Path) -> None:
    store = tmp_path / "old.sqlite"
    database = Database(store)
    migrate(database, shipped_migrations()[:1])
    text = "黑猫 sleeps on the sofa"
    lines = pack_lines([Line(0, len(text), Box(1, 1, 2, 3, 4))])
    database.run(CARRIED_VECTORS)
    for statement, values in (
        ("INSERT INTO libraries VALUES (3, 'Cats', 'cats', 1.5)", ()),
        ("INSERT INTO documents VALUES (7, 3, X'2F782F612E706466', 'A', 'aa', 9, 1, 0, 1, 1, 2.5)", ()),
        ("INSERT INTO pages VALUES (7, 1, 595, 842, 1)", ()),
        ("INSERT INTO passages VALUES (20, 7, 0, 4, ?, ?)", (text, lines)),
        ("INSERT INTO segments VALUES (30, 7, 'b', 0, 0, 0, 4, 'k0')", ()),
        ("INSERT INTO summaries VALUES ('k0', 'b', 1, 2, 'fp16', X'00010203')", ()),
    ):
        database.run(statement, values)
    database.rows("PRAGMA journal_mode = DELETE")
    database.close()
    data = store.read_bytes()
    member = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = {
        "format": 1,
        "name": "Cats",
        "application": "0.1",
        "created": "",
        "counts": {"documents": 1},
        "members": {"library.sqlite": member},
    }
    file = tmp_path / "cats.lloco"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("library.sqlite", data)
        archive.writestr("manifest.json", json.dumps(manifest))

    services = open_services(backbone="none")
    services.library_files.take_in(file)
    services.wait_for_all()

    assert services.failed_jobs() == []
    (library,) = services.workspace.libraries.all()
    assert (library.name, library.documents, library.pages) == ("Cats", 1, 1)
    for query in ("sofa", "黑猫"):
        ((passage, _score),) = services.workspace.passages.search(query)
        assert [one.text for one in services.workspace.passages.by_ids([passage])] == [text]
    assert services.workspace.summaries.get(["k0"])["k0"].data == bytes([0, 1, 2, 3])
    assert services.workspace.verify().ok
    assert services.workspace.jobs.get(JobId(1)) is not None
