"""The real application over a real workspace: starting, importing, asking, closing, and what may go wrong."""

from __future__ import annotations

import builtins
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from lloco_desktop.__main__ import main, no_display, wants_window
from lloco_desktop.app import Application
from lloco_desktop.settings import Places
from lloco_desktop.store.conversations import Role
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui.crash import Faults
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.live_services import LiveServices
from lloco_desktop.ui.services import DocumentState, Readiness
from lloco_desktop.ui.settings.preferences import Section
from tests.ui.conftest import put_away

ROOT = Path(__file__).parent.parent.parent
PAPERS = sorted((ROOT / "tests" / "data" / "papers").glob("*.pdf"))
LOCKED = next((ROOT / "tests" / "data" / "odd").glob("locked*.pdf"))
Start = Callable[..., Application]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, theme: Any) -> Iterator[Start]:
    """Start the application on the test's own home; it is closed after the test."""
    hooks = sys.excepthook, threading.excepthook
    write_settings('{"backbone": "no-such-backbone"}')
    started: list[Application] = []

    def make(*files: Path, attached: bool = True) -> Application:
        places = Places.of_user()
        application = Application(qapp, places, places.workspace, files)
        started.append(application)
        application.start()
        if attached:
            qtbot.waitUntil(lambda: application.window.is_filled, timeout=20_000)
        return application

    yield make
    for application in started:
        put_away(application)
    sys.excepthook, threading.excepthook = hooks


def write_settings(text: str) -> None:
    """Without a backbone unless a test wants one: what answers then does not depend on what is installed."""
    file = Places.of_user().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def services_of(application: Application) -> LiveServices:
    assert isinstance(application._services, LiveServices)
    return application._services


def test_building_the_window_imports_no_torch() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
import lloco_desktop.app
from lloco_desktop.settings import Places
app = QApplication([])
places = Places.of_user()
application = lloco_desktop.app.Application(app, places, places.workspace)
application.window.show()
print(sorted(name for name in ("numpy", "apsw", "torch", "pymupdf") if name in sys.modules))
services = application._open()
application.window.attach(services, application.background, application.bridge, application.pages)
print(sorted(name for name in ("torch", "transformers", "pymupdf") if name in sys.modules))
application.window.close()
services.close(5)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["[]", "[]"], run.stdout


def test_the_window_is_there_before_the_workspace(qtbot: QtBot, start: Start) -> None:
    application = start(attached=False)
    assert application.window.isVisible()
    assert application._services is None
    qtbot.waitUntil(lambda: application.window.is_filled, timeout=20_000)
    assert application.window.libraries.model.rowCount() == 0


def test_import_ask_and_open_the_cited_page(qtbot: QtBot, start: Start) -> None:
    application = start(*PAPERS[:1])
    window = application.window
    qtbot.waitUntil(lambda: window.documents.model.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(
        lambda: (
            window.documents.model.row(0).state is DocumentState.SEARCHABLE
            and not window.chat.foot.isHidden()
        ),
        timeout=60_000,
    )
    window.chat.composer.quotes.setChecked(True)
    window.chat.ask("What is participatory live coding?")
    view = window.chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.answer is not None, timeout=60_000)
    assert view.answer is not None
    assert view.answer.citations
    view.citation_chosen.emit(view.answer.citations, 0)
    wanted = view.answer.citations[0].page
    qtbot.waitUntil(lambda: window.viewer.canvas.page_count > 0, timeout=60_000)
    assert {box.page for box in window.viewer.canvas.marked()} <= {wanted, wanted + 1}
    library = window.libraries.current()
    assert library is not None
    services = services_of(application)
    qtbot.waitUntil(lambda: services.conversations.shown(library.id).turns[0].last.answer is not None)
    kept = services.conversations.shown(library.id).turns
    assert kept[0].last.answer is not None
    assert kept[0].last.answer.citations == view.answer.citations


def test_a_locked_file_is_unlocked_by_its_password(qtbot: QtBot, start: Start) -> None:
    application = start(LOCKED)
    page = application.window.documents

    def state() -> DocumentState | None:
        return page.model.row(0).state if page.model.rowCount() else None

    qtbot.waitUntil(lambda: state() is DocumentState.LOCKED, timeout=60_000)
    page.table.selectRow(0)
    page.unlock_button.click()
    page.unlock_bar.field.setText("wrong")
    page.unlock_bar.unlock_button.click()
    qtbot.waitUntil(lambda: "does not open" in page.unlock_bar.answer.text(), timeout=60_000)
    page.unlock_bar.field.setText("foo")
    page.unlock_bar.unlock_button.click()
    qtbot.waitUntil(
        lambda: state() is not DocumentState.LOCKED and not page.unlock_bar.isVisible(), timeout=60_000
    )


def test_closing_while_importing_is_quick_and_the_import_goes_on(qtbot: QtBot, start: Start) -> None:
    application = start(*PAPERS)
    qtbot.waitUntil(lambda: bool(services_of(application).jobs()), timeout=20_000)
    begun = time.monotonic()
    application.window.close()
    assert time.monotonic() - begun < 2.0
    assert application.stopped_cleanly
    again = start()
    page = again.window.documents
    qtbot.waitUntil(
        lambda: [row.state for row in page.model.all_rows()] == [DocumentState.SEARCHABLE] * len(PAPERS),
        timeout=90_000,
    )


def test_removing_documents_and_libraries(qtbot: QtBot, start: Start) -> None:
    application = start(PAPERS[0], LOCKED)
    services = services_of(application)
    qtbot.waitUntil(lambda: not services.jobs(), timeout=60_000)
    library = services.libraries()[0]
    rows = services.document_rows(library.id)
    assert [row.state for row in rows] == [DocumentState.SEARCHABLE, DocumentState.LOCKED]
    services.forget(library.id, rows)
    assert services.document_rows(library.id) == []
    services.delete_library(library.id)
    assert services.libraries() == []


@pytest.mark.parametrize("note", ['{"conversations": {"1": 1}}', "{", '{"conversations": {"7": 9}}'])
def test_the_note_of_earlier_versions_is_read_once(qtbot: QtBot, start: Start, note: str) -> None:
    folder = Places.of_user().workspace
    with Workspace.open(folder) as workspace:
        library = workspace.libraries.create("Papers").id
        chat = workspace.conversations.create("Why?")
        workspace.conversations.append(chat.id, Role.USER, "Why?")
    (folder / "window.json").write_text(note, encoding="utf-8")
    services = services_of(start())
    noted = note.startswith('{"conversations": {"1"')
    assert [turn.last.question.text for turn in services.conversations.shown(library).turns] == [
        "Why?"
    ] * noted
    assert not (folder / "window.json").exists()


def test_without_a_backbone_the_window_says_so(qtbot: QtBot, start: Start) -> None:
    application = start()
    services = services_of(application)
    qtbot.waitUntil(lambda: services.backbone().readiness is Readiness.NONE, timeout=20_000)
    qtbot.waitUntil(lambda: application.window.backbone.text() == "No backbone")


# --- what may go wrong -----------------------------------------------------------------------


def sentence_of_dialog(qtbot: QtBot, application: Application) -> str:
    """What the dialog says; it is closed."""
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.close()
            timer.stop()

    timer = QTimer()
    timer.timeout.connect(read)
    timer.start(20)
    qtbot.waitUntil(lambda: bool(said) and not application.window.isVisible(), timeout=20_000)
    return said[0]


def test_a_workspace_that_is_open_elsewhere(qtbot: QtBot, start: Start) -> None:
    with Workspace.open(Places.of_user().workspace):
        application = start(attached=False)
        said = sentence_of_dialog(qtbot, application)
    assert "open" in said
    assert "Traceback" not in said


def test_a_damaged_workspace(qtbot: QtBot, start: Start) -> None:
    folder = Places.of_user().workspace
    folder.mkdir(parents=True)
    (folder / "workspace.sqlite").write_bytes(b"not a database" * 100)
    application = start(attached=False)
    said = sentence_of_dialog(qtbot, application)
    assert said
    assert "Traceback" not in said
    assert (folder / "workspace.sqlite").read_bytes().startswith(b"not a database")


def test_settings_that_make_no_sense(qtbot: QtBot, start: Start) -> None:
    write_settings('{"answer_tokens": -3}')
    application = start()
    window = application.window
    qtbot.waitUntil(lambda: "settings could not be read" in window.notice.text.text(), timeout=20_000)
    kept = list(Places.of_user().config.glob("settings.unreadable-*.json"))
    assert [one.read_text() for one in kept] == ['{"answer_tokens": -3}']
    assert services_of(application).preferences.now().answer_tokens > 0


def test_a_theme_and_what_it_was_set_to(qtbot: QtBot, start: Start) -> None:
    write_settings('{"backbone": "no-such-backbone", "theme": "dark"}')
    application = start()
    assert Theme.colours().is_dark
    application.window.show_settings(Section.GENERAL)
    general = application.window.settings.part(Section.GENERAL)
    qtbot.mouseClick(general.theme.widget.buttons[1], Qt.MouseButton.LeftButton)
    assert not Theme.colours().is_dark
    assert '"theme": "light"' in Places.of_user().settings_file.read_text()
    application.theme.prefer(None)


def test_a_run_that_was_killed_is_told_and_a_clean_one_is_not(qtbot: QtBot, start: Start) -> None:
    start().window.close()
    again = start()
    assert again.window.notice.isHidden()
    marker = Places.of_user().workspace / "running.json"
    left = marker.read_text()
    again.window.close()
    assert not marker.exists()
    marker.write_text(left)
    third = start()
    assert "did not close as it should" in third.window.notice.text.text()
    third.window.notice.more_button.click()
    section = third.window.settings.part(Section.DIAGNOSTICS)
    qtbot.waitUntil(lambda: "## Jobs" in section.text.toPlainText(), timeout=20_000)
    assert not section.crash_row.isHidden()


def test_a_fault_becomes_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    faults = Faults(tmp_path / "lloco.log")
    with qtbot.waitSignal(faults.found) as found:
        faults._uncaught(ZeroDivisionError, ZeroDivisionError("x"), None)
    assert "ZeroDivisionError" in found.args[0]
    assert str(tmp_path / "lloco.log") in found.args[0]
    assert "\n" not in found.args[0]


# --- the entry point -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--workspace", "somewhere"], True),
        ([str(PAPERS[0])], True),
        (["ask", "Why?"], False),
        (["--workspace", "somewhere", "libraries", "--json"], False),
        (["--version"], False),
    ],
)
def test_the_window_or_a_command(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


def test_the_program_is_the_command_line_where_it_is_called_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/lloco", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.startswith("lloco ")


def test_no_display_is_said() -> None:
    assert no_display({}, "linux") == "There is no display to open the window on."
    assert no_display({"DISPLAY": ":0"}, "linux") is None
    assert no_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux") is None
    assert no_display({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
    assert no_display({}, "darwin") is None


def test_imports_are_pythons_own(start: Start) -> None:
    start(attached=False)
    assert builtins.__import__ is builtins.__orig_import__  # Qt's binding would read every file of torch
