"""What the window's tests share: services and a renderer that live in memory, and a window over them."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from lloco_desktop.app import Application
from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Box,
    Citation,
    DocumentId,
    FileStatus,
    ImportFile,
    JobId,
    Library,
    LibraryId,
    PassageId,
    Question,
    Seconds,
    TokenCounts,
)
from lloco_desktop.errors import BadInput, Cancelled
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.language import ENGLISH, Language
from lloco_desktop.ui.main_window import MainWindow
from lloco_desktop.ui.services import BackboneStatus, DocumentRow, DocumentState, Readiness, WorkSeen
from lloco_desktop.ui.viewer.page_source import PageSource
from tests.ui import learning_fakes
from tests.ui.conversation_fakes import FakeConversations
from tests.ui.gpu_fakes import FakeGpu
from tests.ui.hub_fakes import FakeHub
from tests.ui.intake_fakes import FakeIntake
from tests.ui.learning_fakes import FakeLearning
from tests.ui.library_fakes import FakeLibraryFiles
from tests.ui.preferences_fakes import FakePreferences
from tests.ui.update_fakes import FakeUpdates
from tests.ui.viewer_fakes import FakeOriginals, FakeRenderer


@dataclass
class FakeAsking:
    """A question whose answer the test gives by hand."""

    question: Question
    event: Callable[[object], None]
    done: Callable[[Exception | None], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True
        self.done(Cancelled())


@dataclass
class FakeServices:
    """An application in memory: every call is answered at once and remembered."""

    names: dict[LibraryId, str] = field(default_factory=dict)
    rows: dict[LibraryId, list[DocumentRow]] = field(default_factory=dict)
    status: BackboneStatus = field(default_factory=lambda: BackboneStatus(Readiness.READY, "small", "CPU"))
    imported: list[tuple[LibraryId, list[Path], str | None]] = field(default_factory=list)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    asked: list[FakeAsking] = field(default_factory=list)
    conversations: FakeConversations = field(default_factory=FakeConversations)
    unfinished: list[Job] = field(default_factory=list)
    intake: FakeIntake = field(default_factory=FakeIntake)
    learning: FakeLearning = field(default_factory=FakeLearning)
    library_files: FakeLibraryFiles = field(default_factory=FakeLibraryFiles)
    preferences: FakePreferences = field(default_factory=FakePreferences)
    updates: FakeUpdates = field(default_factory=FakeUpdates)
    hub: FakeHub = field(default_factory=FakeHub)
    gpu: FakeGpu = field(default_factory=FakeGpu)
    originals: FakeOriginals = field(default_factory=FakeOriginals)
    foreign: set[LibraryId] = field(default_factory=set)
    prepared: int = 0
    closed: bool = False
    listener: Callable[[object], None] = lambda _event: None
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def listen(self, listener: Callable[[object], None]) -> None:
        self.listener = listener

    def close(self, timeout: float) -> bool:
        self.closed = True
        return True

    def libraries(self) -> list[Library]:
        by_name = sorted(self.names, key=lambda one: self.names[one].casefold())
        return [self._library(one) for one in self.library_files.ordered(by_name)]

    def _library(self, library: LibraryId) -> Library:
        documents = [row for row in self.rows.get(library, []) if row.document is not None]
        return Library(library, self.names[library], len(documents), sum(row.pages for row in documents))

    def create_library(self, name: str) -> Library:
        if name in self.names.values():
            raise BadInput(f"There is already a library “{name}”. Choose another name.")
        library = LibraryId(next(self._ids))
        self.names[library] = name
        return self._library(library)

    def rename_library(self, library: LibraryId, name: str) -> None:
        self.names[library] = name

    def delete_library(self, library: LibraryId) -> None:
        del self.names[library]

    def document_rows(self, library: LibraryId) -> list[DocumentRow]:
        return list(self.rows.get(library, []))

    def document_row(self, file: ImportFile) -> DocumentRow | None:
        return next((row for row in self.rows.get(file.library, []) if row.path == file.path), None)

    def import_files(self, library: LibraryId, paths: Sequence[Path], password: str | None = None) -> Job:
        self.imported.append((library, list(paths), password))
        return make_job(next(self._ids), library)

    def forget(self, library: LibraryId, rows: Sequence[DocumentRow]) -> None:
        gone = {row.path for row in rows}
        self.rows[library] = [row for row in self.rows[library] if row.path not in gone]

    def jobs(self) -> list[Job]:
        return self.unfinished

    def pause(self, job: JobId) -> None:
        self.calls.append(("pause", job))

    def resume(self, job: JobId) -> None:
        self.calls.append(("resume", job))

    def cancel(self, job: JobId) -> None:
        self.calls.append(("cancel", job))

    def is_foreign(self, library: LibraryId) -> bool:
        return library in self.foreign

    def backbone(self) -> BackboneStatus:
        return self.status

    def prepare_backbone(self) -> None:
        self.prepared += 1

    def ask(
        self,
        question: Question,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> FakeAsking:
        self.asked.append(FakeAsking(question, on_event, on_done))
        return self.asked[-1]


def make_job(number: int, library: LibraryId, state: JobState = JobState.RUNNING, **more: Any) -> Job:
    """An import into a library."""
    job = Job(
        JobId(number),
        JobKind.IMPORT,
        Lane.FILES,
        state,
        {"library": library, "paths": []},
        1,
        None,
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    return replace(job, **more)


def make_row(name: str, state: DocumentState = DocumentState.SEARCHABLE, **more: Any) -> DocumentRow:
    """A row of the documents table."""
    path = Path("/papers") / name
    document = None if state.needs_attention or state.is_waiting else DocumentId(abs(hash(name)) % 10_000)
    return replace(DocumentRow(path, name, state, document, 0 if document is None else 3, 2000), **more)


def make_citation(number: int = 1, page: int = 4, title: str = "Lease 2024") -> Citation:
    """A citation of two lines on a page."""
    boxes = (Box(page, 72, 300, 520, 312), Box(page, 72, 314, 300, 326))
    path = Path(f"/papers/{title}.pdf")
    return Citation(
        DocumentId(number),
        title,
        path,
        page,
        boxes,
        "Three months' notice is needed.",
        0.8,
        PassageId(number),
    )


def make_answer(
    text: str = "Three months [1].", kind: AnswerKind = AnswerKind.GENERATED, **more: Any
) -> Answer:
    """An answer with two citations."""
    answer = Answer(
        text,
        kind,
        found=True,
        citations=(make_citation(1, 4), make_citation(2, 9, "Annex")),
        backbone="small",
        tokens=TokenCounts(source=3100, summaries=100, expanded=80, prompt=240, answer=20),
        seconds=Seconds(0.02, 0.4, 1.6),
        passages_used=4,
        documents_used=2,
    )
    return replace(answer, **more)


def make_file(path: Path, library: LibraryId, status: FileStatus, reason: str | None = None) -> ImportFile:
    """A file of an import."""
    return ImportFile(JobId(1), library, path, status, 1, reason, None)


@pytest.fixture(autouse=True, scope="session")
def language(qapp: QApplication) -> Language:
    """The tests read English, with its plurals, whatever the system speaks."""
    spoken = Language(qapp)
    spoken.use(ENGLISH)
    return spoken


@pytest.fixture
def fakes() -> Any:
    """The makers above, for tests, which cannot import this module."""

    class Fakes:
        services = FakeServices
        renderer = FakeRenderer
        job = staticmethod(make_job)
        row = staticmethod(make_row)
        citation = staticmethod(make_citation)
        answer = staticmethod(make_answer)
        file = staticmethod(make_file)
        work = WorkSeen
        learn = learning_fakes

    return Fakes


@pytest.fixture
def services() -> FakeServices:
    """Services with one library of three documents."""
    made = FakeServices()
    library = made.create_library("Contracts").id
    made.rows[library] = [make_row("lease.pdf"), make_row("annex.pdf"), make_row("sale.pdf")]
    return made


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The application's theme, as `app.py` sets it."""
    existing = qapp.findChild(Theme)
    return existing if isinstance(existing, Theme) else Theme(qapp)


@dataclass
class Desk:
    """A window with what it stands on."""

    window: MainWindow
    services: FakeServices
    background: Background
    bridge: JobBridge
    pages: PageSource
    renderer: FakeRenderer


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[FakeServices], Desk]]:
    """Open windows that are closed after the test."""
    opened: list[Desk] = []

    def make(services: FakeServices) -> Desk:
        renderer = FakeRenderer()
        background, bridge = Background(), JobBridge(interval=0)
        pages = PageSource(lambda: renderer)
        window = MainWindow()
        qtbot.addWidget(window)
        window.attach(services, background, bridge, pages)
        services.listen(bridge.post)
        window.show()
        desk = Desk(window, services, background, bridge, pages, renderer)
        opened.append(desk)
        qtbot.waitUntil(lambda: not background.busy)
        return desk

    yield make
    for desk in opened:
        desk.window.close()
        desk.bridge.close()
        desk.pages.close()
        desk.background.close()


@pytest.fixture
def desk(open_window: Callable[[FakeServices], Desk], services: FakeServices) -> Desk:
    """A window over one library of three documents."""
    return open_window(services)


def put_away(application: Application) -> None:
    """Close an application and let go of it: a style sheet set later goes over every widget that is left."""
    application.window.close()
    delete(application.window)
    application.deleteLater()
    gc.unfreeze()  # it froze what was loaded, the windows of its time included
