"""The window comes back as it was left; closing is quick whatever goes on, and it all goes on next time."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import DocumentId, FileStatus, Library, LibraryId
from lloco_desktop.errors import WorkspaceError
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.settings import Places
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.chat_page import ChatPage
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.going_on import going_on
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.learn.learn_page import LearnPage
from lloco_desktop.ui.libraries.library_panel import LibraryPanel
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.main_window import MainWindow
from lloco_desktop.ui.memory import Memory, Standing, ViewerPlace
from lloco_desktop.ui.settings.settings_page import SettingsPage
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer

ROOT = Path(__file__).parent.parent.parent
PAPERS = sorted((ROOT / "tests" / "data" / "papers").glob("*.pdf"))


# --- what is remembered ----------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_what_was_kept_is_recalled(file: QSettings) -> None:
    place = ViewerPlace(Path("/papers/合同 1.pdf"), "合同", DocumentId(7), 12)
    standing = Standing(QByteArray(b"abc"), QByteArray(b"def"), LibraryId(3), 2, viewer=place)
    Memory(file).keep(standing)
    again = QSettings(file.fileName(), QSettings.Format.IniFormat)
    assert Memory(again).recall() == standing


def test_what_makes_no_sense_is_not_known(file: QSettings) -> None:
    for name, value in (("geometry", "x"), ("library", "-3"), ("tab", "many"), ("viewer", '{"path": 3}')):
        file.setValue(name, value)
    assert Memory(file).recall() == Standing()


def test_a_viewer_that_was_put_away_stays_away(file: QSettings) -> None:
    memory = Memory(file)
    memory.keep(Standing(viewer=ViewerPlace(Path("/a.pdf"), "a", None, 1)))
    memory.keep(Standing(tab=1))
    assert memory.recall().viewer is None
    assert memory.recall().tab == 1


Open = Callable[..., MainWindow]


@pytest.fixture
def open_again(qtbot: QtBot, fakes: Any, theme: Any, services: Any, file: QSettings) -> Iterator[Open]:
    """Windows over the same services and the same settings file, one after the other."""
    opened: list[tuple[Any, ...]] = []

    def make() -> MainWindow:
        background, bridge = Background(), JobBridge(interval=0)
        renderer = fakes.renderer()
        pages = PageSource(lambda: renderer)
        window = MainWindow(file)
        qtbot.addWidget(window)
        window.attach(services, background, bridge, pages)
        window.show()
        opened.append((window, background, bridge, pages))
        return window

    yield make
    for window, background, bridge, pages in opened:
        window.close()
        bridge.close()
        pages.close()
        background.close()


def test_the_window_comes_back_as_it_was_left(
    qtbot: QtBot, open_again: Open, services: Any, tmp_path: Path
) -> None:
    services.create_library("Papers")
    paper = tmp_path / "paper.pdf"
    paper.touch()
    first = open_again()
    first.resize(1100, 700)
    first.libraries.refresh(select=LibraryId(2))
    first.go_to(Tab.DOCUMENTS)
    first.viewer.show_document(paper, "A paper", None, 5)
    qtbot.waitUntil(lambda: first.viewer.canvas.page == 5)
    first.close()
    second = open_again()
    assert second.height() == 700  # the screen of the tests is narrower than the window
    assert second.libraries.current().id == 2  # type: ignore[union-attr]
    assert second.room.tab is Tab.DOCUMENTS
    assert second.viewer.isVisible()
    assert second.viewer.bar.title.full_text() == "A paper"
    qtbot.waitUntil(lambda: second.viewer.canvas.page == 5)


@pytest.mark.parametrize("tab", list(Tab))
def test_a_turn_of_the_event_loop_makes_one_part_of_the_window(
    monkeypatch: pytest.MonkeyPatch, open_again: Open, tab: Tab
) -> None:
    first = open_again()
    first.go_to(tab)
    first.close()
    made: list[str] = []
    for part in (ChatPage, DocumentsPage, LearnPage, LibraryPanel, PageViewer, SettingsPage):

        def making(self: Any, *given: Any, init: Any = part.__init__, name: str = part.__name__) -> None:
            made.append(name)
            init(self, *given)

        monkeypatch.setattr(part, "__init__", making)
    turns: list[list[str]] = []
    original = MainWindow.filling

    def watched(self: MainWindow, *given: Any) -> Iterator[None]:
        for _step in original(self, *given):
            turns.append(made.copy())
            made.clear()
            yield
        assert made == []  # when it is put together all of what is shown is there
        for _step in self.making_the_rest():
            turns.append(made.copy())
            made.clear()
            yield

    monkeypatch.setattr(MainWindow, "filling", watched)
    open_again()
    turns.append(made)
    assert all(len(one) <= 1 for one in turns), turns
    assert sorted(itertools.chain(*turns)) == sorted(
        ["ChatPage", "DocumentsPage", "LearnPage", "LibraryPanel", "PageViewer", "SettingsPage"]
    )


@pytest.mark.parametrize("tab", list(Tab))
def test_pages_that_are_not_made_yet_can_be_used(open_again: Open, tab: Tab) -> None:
    window = open_again()
    assert window.room.documents_if_made is None
    window.go_to(tab)
    assert window.stack.currentWidget() is window.room.page(tab)
    assert list(window.making_the_rest()) != []
    assert window.stack.currentWidget() is window.room.page(tab)
    assert window.documents.feed is window.room.documents.feed


def test_a_file_that_is_gone_is_not_asked_for(open_again: Open, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.touch()
    first = open_again()
    first.viewer.show_document(paper, "A paper")
    first.close()
    paper.unlink()
    assert not open_again().viewer.isVisible()


def test_a_maximised_window_comes_back_maximised(qtbot: QtBot, open_again: Open) -> None:
    first = open_again()
    first.showMaximized()
    first.close()
    second = open_again()
    assert second.windowState() & Qt.WindowState.WindowMaximized


def test_a_window_of_a_screen_that_is_gone_is_on_one_that_is_there(open_again: Open) -> None:
    first = open_again()
    first.move(9000, 7000)
    first.close()
    second = open_again()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(second.frameGeometry())
    assert screen.contains(second.geometry().topLeft())


def test_a_killed_window_is_found_as_it_stood(qtbot: QtBot, open_again: Open, file: QSettings) -> None:
    window = open_again()
    window.go_to(Tab.LEARN)
    qtbot.waitUntil(lambda: Memory(file).recall().tab == Tab.LEARN)


def test_all_of_it_survives_a_window_that_is_built_anew(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    window = desk.window
    paper = tmp_path / "paper.pdf"
    paper.touch()
    window.go_to(Tab.LEARN)
    window.viewer.show_document(paper, "A paper", None, 3)
    qtbot.waitUntil(lambda: window.viewer.canvas.page == 3)
    window.splitter.setSizes([220, 480, 400])
    sizes = window.splitter.sizes()
    window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    assert window.room.tab is Tab.LEARN
    qtbot.waitUntil(lambda: window.viewer.canvas.page == 3)
    assert window.splitter.sizes() == sizes


# --- files of a start ------------------------------------------------------------------------


def test_one_pdf_is_imported_and_shown(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.touch()
    desk.window.intake.open_files([paper])
    qtbot.waitUntil(lambda: bool(desk.services.imported))
    assert desk.services.imported[0][1] == [paper]
    assert desk.window.viewer.isVisible()
    qtbot.waitUntil(lambda: desk.window.room.tab is Tab.DOCUMENTS)


def test_several_are_imported_only(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.window.intake.open_files([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    qtbot.waitUntil(lambda: bool(desk.services.imported))
    assert not desk.window.viewer.isVisible()


# --- what goes on ----------------------------------------------------------------------------

LIBRARIES = [Library(LibraryId(1), "Papers", 3, 30)]


def test_what_goes_on_is_one_line(fakes: Any) -> None:
    job = fakes.job(1, LibraryId(1))
    assert going_on([], LIBRARIES) == ""
    assert "import into “Papers”" in going_on([job], LIBRARIES)
    assert "Learning “Papers”" in going_on([replace(job, kind=JobKind.LEARN)], LIBRARIES)
    assert going_on([job, replace(job, kind=JobKind.SUMMARISE)], LIBRARIES).startswith("2 ")
    assert "last time" in going_on([fakes.job(1, LibraryId(9))], LIBRARIES)


def test_what_its_user_paused_is_not_said_to_go_on(fakes: Any) -> None:
    assert going_on([fakes.job(1, LibraryId(1), JobState.PAUSED)], LIBRARIES) == ""
    assert going_on([fakes.job(1, LibraryId(1), kind=JobKind.SWEEP)], LIBRARIES) == ""


# --- real processes --------------------------------------------------------------------------

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the application without a screen and without a backbone."""
    places = Places.of_user()
    places.config.mkdir(parents=True)
    places.settings_file.write_text('{"backbone": "no-such-backbone"}', encoding="utf-8")
    running: list[subprocess.Popen[bytes]] = []

    def make(*files: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lloco_desktop", *map(str, files)]
        running.append(
            subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        )
        return running[-1]

    yield make
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()


def files() -> dict[str, FileStatus]:
    """What became of each file so far."""
    try:
        with Workspace.open(Places.of_user().workspace, writable=False) as workspace:
            known = [
                file for one in workspace.libraries.all() for file in workspace.imports.of_library(one.id)
            ]
    except WorkspaceError:  # it is being made
        return {}
    return {file.path.name: file.status for file in known}


def done() -> int:
    return sum(status is FileStatus.IMPORTED for status in files().values())


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_ended_while_importing_it_goes_on(qtbot: QtBot, start: Start, ending: str) -> None:
    process = start(*PAPERS)
    qtbot.waitUntil(lambda: done() >= 1, timeout=60_000)
    begun = time.monotonic()
    process.send_signal(getattr(signal, ending))
    status = process.wait(20)
    assert time.monotonic() - begun < 2.0
    assert status == (0 if ending != "SIGKILL" else -signal.SIGKILL)
    before = done()
    assert before >= 1, "what was finished is kept"
    start()
    qtbot.waitUntil(lambda: done() == len(PAPERS), timeout=90_000)
