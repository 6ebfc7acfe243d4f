"""Bringing documents in through the real window: drops, paste, the question before large imports, folders."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import FileStatus, FolderId, FolderState, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.ui.documents.folder_strip import state_sentence
from lloco_desktop.ui.dropping import contents, sort_out
from lloco_desktop.ui.importing import FEW
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.workflows.events import FileFinished, FolderLooked
from lloco_desktop.workflows.import_needs import ImportNeeds

CONTRACTS = LibraryId(1)
LEFT, COPY, NONE = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
LARGE = ImportNeeds((), 340, 2_100_000_000, 48_000, 600_000_000, 40_000_000_000)
TOO_LARGE = ImportNeeds((), 340, 2_100_000_000, 48_000, 600_000_000, 500_000_000)


def mime(*urls: str, **formats: bytes) -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) if "://" in url else QUrl.fromLocalFile(url) for url in urls])
    for kind, read in formats.items():
        data.setData(kind.replace("__", "/"), read)
    return data


def drop(window: Any, data: QMimeData) -> bool:
    at = QPointF(700, 400)
    enter = QDragEnterEvent(at.toPoint(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(at, COPY, data, LEFT, NONE))
    return enter.isAccepted()


def click(widget: Any) -> None:
    QTest.mouseClick(widget, LEFT)


# --- what is dropped ---------------------------------------------------------------------------


def test_a_few_pdfs_are_imported_at_once(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    assert drop(desk.window, mime(str(tmp_path / "a.pdf"), str(tmp_path / "b.PDF")))
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf", tmp_path / "b.PDF"], None)]
    assert not desk.services.intake.surveyed


def test_a_folder_is_looked_at_first_and_may_be_followed(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    drop(desk.window, mime(str(tmp_path)))
    qtbot.waitUntil(lambda: desk.services.imported == [(CONTRACTS, [tmp_path], None)])
    notice = desk.window.notice
    assert notice.text.text().startswith(f"Keep watching “{tmp_path.name}”?")
    desk.bridge.post(FileFinished(_duplicate(tmp_path / "a.pdf")))  # an offer stays beside what comes after
    qtbot.waitUntil(lambda: "already" in notice.text.text())
    assert "Keep watching" in notice.text.text()
    click(notice.more_button)
    qtbot.waitUntil(lambda: bool(desk.services.intake.followed))
    assert desk.services.intake.folders(CONTRACTS)[0].path == tmp_path
    assert not notice.isVisible()


def _duplicate(path: Path) -> Any:
    from tests.ui.conftest import make_file

    return make_file(path, CONTRACTS, FileStatus.DUPLICATE, "It is there.")


def test_a_mixed_drop_says_what_was_taken_and_what_was_not(qtbot: QtBot, desk: Any) -> None:
    taken, notes = Path("/papers/lease.pdf"), Path("/papers/notes.txt")
    desk.services.intake.needs = ImportNeeds((taken,), 1, 2000, 1, 1, 10**12, not_pdf=(notes,))
    drop(desk.window, mime(str(taken), str(notes), "https://example.org/a/annex.pdf"))
    qtbot.waitUntil(lambda: desk.services.imported == [(CONTRACTS, [taken], None)])
    said = desk.window.notice.text.text()
    assert said.startswith("“lease.pdf” is being imported.")
    assert "example.org/a/annex.pdf is a web address; LLoCO opens no web addresses." in said
    assert "“notes.txt” is not a PDF and was left out." in said


def test_what_holds_no_pdf_is_said_and_not_imported(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.intake.needs = ImportNeeds((), without=(tmp_path,))

    def survey(paths: Any, stopped: Any) -> ImportNeeds:
        return ImportNeeds((), without=(tmp_path,))

    desk.services.intake.survey = survey
    drop(desk.window, mime(str(tmp_path)))
    qtbot.waitUntil(lambda: "holds no PDF" in desk.window.notice.text.text())
    assert desk.services.imported == []


def test_a_web_address_is_refused_in_a_sentence(desk: Any) -> None:
    assert drop(desk.window, mime("https://example.org/papers/lease.pdf?x=1"))
    assert desk.window.notice.text.text() == (
        "example.org/papers/lease.pdf is a web address; LLoCO opens no web addresses. Save the PDF "
        "first, then drop the file."
    )
    assert desk.services.imported == []


def test_the_bytes_of_a_browsers_pdf_are_kept_and_imported(qtbot: QtBot, desk: Any) -> None:
    drop(desk.window, mime("https://example.org/lease.pdf", application__pdf=b"%PDF-1.7 ..."))
    qtbot.waitUntil(lambda: bool(desk.services.imported))
    assert desk.services.intake.kept == [("lease.pdf", b"%PDF-1.7 ...")]
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [Path("/workspace/files/lease.pdf")], None)]
    drop(desk.window, mime(application__pdf=b"<html>"))
    qtbot.waitUntil(lambda: "not a PDF" in desk.window.notice.text.text())


def test_libraries_as_files_are_left_to_others(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    heard: list[Any] = []
    desk.window.importing.libraries_found.connect(heard.append)
    drop(desk.window, mime(str(tmp_path / "contracts.lloco"), str(tmp_path / "a.pdf")))
    assert heard == [[tmp_path / "contracts.lloco"]]
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf"], None)]


def test_what_means_nothing_is_not_taken(desk: Any) -> None:
    data = QMimeData()
    data.setText("some words")
    assert not drop(desk.window, data)
    assert not desk.window.drops.overlay.isVisible()


def test_names_of_virtual_files() -> None:
    windows = 'application/x-qt-windows-mime;value="{}"'
    data = QMimeData()
    data.setData(windows.format("FileContents"), b"%PDF-1.4")
    raw = bytes(76) + "Lease 2024.pdf".encode("utf-16-le").ljust(520, b"\0")
    data.setData(windows.format("FileGroupDescriptorW"), raw)
    assert sort_out(data).has_bytes
    assert contents(data) == ("Lease 2024.pdf", b"%PDF-1.4")
    data = mime(application__pdf=b"%PDF-1.4")
    data.setData("application/x-moz-file-promise-dest-filename", "a b.pdf".encode("utf-16-le"))
    assert contents(data)[0] == "a b.pdf"
    assert contents(mime(application__pdf=b"%PDF-1.4"))[0].startswith("dropped 20")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/papers/a.pdf\n/papers/b.pdf\n", ["/papers/a.pdf", "/papers/b.pdf"]),
        ('"/papers/a b.pdf"', ["/papers/a b.pdf"]),
        ("see /papers/a.pdf", []),
        ("", []),
    ],
)
def test_paths_that_were_copied_as_text(text: str, paths: list[str]) -> None:
    data = QMimeData()
    data.setText(text)
    assert [str(path) for path in sort_out(data, texts=True).paths] == paths
    assert sort_out(data).is_empty


def test_files_are_pasted_on_the_documents_page(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    window = desk.window
    QGuiApplication.clipboard().setMimeData(mime(str(tmp_path / "a.pdf")))
    window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    window.documents.table.setFocus()
    qtbot.waitUntil(window.documents.table.hasFocus)
    qtbot.keyClick(window.documents.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf"], None)]


# --- before a large import ---------------------------------------------------------------------


def test_a_large_import_is_asked_about_in_place(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.intake.needs = LARGE
    drop(desk.window, mime(str(tmp_path)))
    bar = desk.window.room.preflight
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.text() == (
        "About 340 files, 2.1 GB; needs about 600 MB in the workspace, 40 GB are free."
    )
    assert desk.services.imported == []
    click(bar.import_button)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path], None)]
    assert not bar.isVisible()


def test_a_large_import_may_be_let_be_and_the_next_is_asked(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.intake.needs = LARGE
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        drop(desk.window, mime(str(tmp_path / name)))
    bar = desk.window.room.preflight
    qtbot.waitUntil(bar.isVisible)
    qtbot.keyClick(bar.import_button, Qt.Key.Key_Escape)
    assert desk.services.imported == []
    qtbot.waitUntil(lambda: bar.isVisible() and bar.import_button.isVisible())
    click(bar.import_button)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "two"], None)]


def test_what_does_not_fit_is_not_imported(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    intake = desk.services.intake
    intake.needs = TOO_LARGE
    drop(desk.window, mime(str(tmp_path)))
    bar = desk.window.room.preflight
    qtbot.waitUntil(bar.isVisible)
    assert "but only 500 MB are free there" in bar.text.text()
    assert "Free about 300 MB" in bar.text.text()
    assert not bar.import_button.isVisible()
    intake.needs = LARGE  # room was made
    click(bar.again_button)
    qtbot.waitUntil(bar.import_button.isVisible)
    assert len(intake.surveyed) == 2


def test_looking_that_takes_long_is_shown_and_can_be_stopped(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    intake = desk.services.intake
    intake.gate = threading.Event()
    drop(desk.window, mime(str(tmp_path)))
    bar = desk.window.room.preflight
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.text() == f"Looking at “{tmp_path.name}”…"
    click(bar.later_button)
    intake.gate.set()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == []
    assert not bar.isVisible()


def test_what_is_still_looked_at_when_the_window_goes_is_imported(
    qtbot: QtBot, desk: Any, tmp_path: Path
) -> None:
    """The import is stored and goes on at the next start; nobody would look for it otherwise."""
    intake = desk.services.intake
    intake.gate = threading.Event()
    drop(desk.window, mime(str(tmp_path)))
    qtbot.waitUntil(desk.window.room.preflight.isVisible)
    desk.window.close()
    intake.gate.set()
    assert [paths for _library, paths, _password in desk.services.imported] == [[tmp_path]]


def test_what_was_asked_about_is_not_imported_because_the_window_goes(
    qtbot: QtBot, desk: Any, tmp_path: Path
) -> None:
    desk.services.intake.needs = LARGE
    drop(desk.window, mime(str(tmp_path)))
    qtbot.waitUntil(desk.window.room.preflight.import_button.isVisible)
    desk.window.close()
    assert desk.services.imported == []


def test_many_files_are_looked_at_first(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.intake.needs = LARGE
    drop(desk.window, mime(*(str(tmp_path / f"{number}.pdf") for number in range(FEW + 1))))
    qtbot.waitUntil(desk.window.room.preflight.isVisible)


def test_the_first_large_drop_is_asked_about_before_there_is_a_library(
    qtbot: QtBot, open_window: Any, fakes: Any, tmp_path: Path
) -> None:
    desk = open_window(fakes.services())
    desk.services.intake.needs = LARGE
    drop(desk.window, mime(str(tmp_path)))
    bar = desk.window.room.preflight
    qtbot.waitUntil(bar.isVisible)
    assert desk.services.libraries() == []
    click(bar.later_button)
    assert desk.window.middle.currentWidget() is desk.window.first_run
    drop(desk.window, mime(str(tmp_path)))
    qtbot.waitUntil(bar.isVisible)
    click(bar.import_button)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert [library.name for library in desk.services.libraries()] == [tmp_path.name]


# --- where it is written -----------------------------------------------------------------------


def test_nothing_is_written_in_the_windows_thread(
    qtbot: QtBot, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, window = desk.services, desk.window
    threads: list[str] = []

    def noted(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def noting(*given: Any, **named: Any) -> Any:
            threads.append(threading.current_thread().name)
            return original(*given, **named)

        monkeypatch.setattr(owner, name, noting)

    noted(services, "import_files")
    noted(services.intake, "unfollow")
    noted(services.library_files, "export")
    services.intake.follow(CONTRACTS, tmp_path)
    window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    drop(window, mime(str(tmp_path / "a.pdf")))
    window.documents.deeds.try_password([tmp_path / "a.pdf"], "secret")
    click(window.documents.folders._rows[FolderId(1)].stop_button)
    window.library_ways.export_to(window.libraries.current(), tmp_path / "papers.lloco")
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert len(threads) == 4
    assert set(threads) == {"writing_0"}
    assert services.imported == [
        (CONTRACTS, [tmp_path / "a.pdf"], None),
        (CONTRACTS, [tmp_path / "a.pdf"], "secret"),
    ]


def test_what_is_dropped_before_there_is_a_library_goes_into_one(
    qtbot: QtBot, open_window: Any, fakes: Any, tmp_path: Path
) -> None:
    desk = open_window(fakes.services())
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        drop(desk.window, mime(str(tmp_path / name)))
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert len(desk.services.libraries()) == 1
    assert [paths for _library, paths, _password in desk.services.imported] == [
        [tmp_path / name] for name in ("a.pdf", "b.pdf", "c.pdf")
    ]


def test_what_was_dropped_just_before_the_window_goes_is_imported(desk: Any, tmp_path: Path) -> None:
    gate = threading.Event()
    desk.background.write(desk.window, lambda: gate.wait(5), lambda _none: None)  # somebody writes
    drop(desk.window, mime(str(tmp_path / "a.pdf")))
    assert desk.services.imported == []
    threading.Timer(0.1, gate.set).start()
    desk.window.close()
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf"], None)]


def test_a_folder_that_cannot_be_let_go_stays_and_says_why(
    qtbot: QtBot, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_folder: FolderId) -> None:
        raise BadInput("The disk is full.")

    monkeypatch.setattr(desk.services.intake, "unfollow", fails)
    desk.services.intake.follow(CONTRACTS, tmp_path)
    desk.window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    page = desk.window.documents
    click(page.folders._rows[FolderId(1)].stop_button)
    qtbot.waitUntil(lambda: page.problem.text() == "The disk is full.")
    assert page.folders._rows[FolderId(1)].isEnabled()


# --- followed folders --------------------------------------------------------------------------


def looked(desk: Any, state: FolderState = FolderState.FINE, **more: Any) -> None:
    folder = desk.services.intake.found(FolderId(1), state, 24)
    desk.bridge.post(FolderLooked(folder, **more))


def choose_in_dialog(folder: Path) -> None:
    """Pick a folder in the dialog that is about to open."""

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(folder))
        dialog.accept()

    QTimer.singleShot(0, choose)


def test_a_folder_is_followed_and_let_go(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    window, intake = desk.window, desk.services.intake
    window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    strip = window.documents.folders
    choose_in_dialog(tmp_path)
    click(strip.add_button)
    qtbot.waitUntil(lambda: bool(intake.followed))
    qtbot.waitUntil(lambda: len(strip._rows) == 1)
    assert desk.services.imported == []  # the look imports
    row = strip._rows[FolderId(1)]
    assert row.name.full_text() == tmp_path.name
    assert "as soon as" in row.state.full_text()
    looked(desk)
    qtbot.waitUntil(lambda: row.state.full_text().startswith("24 files · looked at"))
    looked(desk, FolderState.MISSING)
    qtbot.waitUntil(lambda: "Not there now" in row.state.full_text())
    click(row.stop_button)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert not intake.followed
    assert strip._rows == {}


def test_folders_are_looked_at_when_the_window_opens(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: desk.services.intake.looks == [None])


def test_every_state_of_a_folder_has_a_sentence(desk: Any, tmp_path: Path) -> None:
    desk.services.intake.follow(CONTRACTS, tmp_path)
    sentences = {state_sentence(desk.services.intake.found(FolderId(1), state)) for state in FolderState}
    assert len(sentences) == len(FolderState)
    assert "still being written" in state_sentence(desk.services.intake.found(FolderId(1)), waiting=2)


def test_the_dialog_of_a_folder_that_cannot_be_followed(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.window.importing.follow(tmp_path / "a.pdf", desk.window.libraries.current())
    qtbot.waitUntil(lambda: "cannot be followed" in desk.window.notice.text.text())


def test_a_drop_point_outside_of_lists_is_the_shown_library(desk: Any) -> None:
    assert desk.window._target(QPoint(-1, -1)).id == CONTRACTS
