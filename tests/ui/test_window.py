"""The whole window, driven as a user drives it, over services in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from lloco_desktop.domain import FileStatus, LibraryId
from lloco_desktop.jobs.job import JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.documents.document_model import Column
from lloco_desktop.ui.libraries.library_model import LibraryRole
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import (
    BackboneSeen,
    BackboneStatus,
    DocumentState,
    Readiness,
    WorkSeen,
)
from lloco_desktop.workflows.events import FileFinished, FileStarted
from tests.ui.conftest import make_job

CONTRACTS = LibraryId(1)


def drag_point(at: QPoint) -> Any:
    """What the event's constructor wants: 6.12 deprecates the one that earlier versions only have."""
    return at if PySide6.__version_info__ < (6, 12) else QPointF(at)


def drag(window: Any, paths: list[Path], at: QPoint, *, drop: bool) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(drag_point(at), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    if drop:
        QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, none))
    return enter.isAccepted()


def press_in_dialog(text: str) -> None:
    """Press a button of the dialog that is about to open."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        press_in_dialog.said = f"{box.text()} {box.informativeText()}"  # type: ignore[attr-defined]
        next(button for button in box.findChildren(QPushButton) if button.text() == text).click()

    QTimer.singleShot(0, press)


# --- dropping files --------------------------------------------------------------------------


def test_a_drop_goes_into_the_library_that_is_shown(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    window = desk.window
    assert drag(window, [tmp_path / "a.pdf"], QPoint(700, 400), drop=False)
    assert window.drops.overlay.isVisible()
    assert window.drops.overlay.title.text() == "Add to “Contracts”"
    assert drag(window, [tmp_path / "a.pdf"], QPoint(700, 400), drop=True)
    assert not window.drops.overlay.isVisible()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf"], None)]
    assert window.tabs.currentIndex() == Tab.DOCUMENTS


def test_a_drop_on_a_library_goes_into_that_one(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    other = desk.services.create_library("Papers").id
    panel = desk.window.libraries
    panel.refresh()
    place = panel.view.viewport().mapTo(desk.window, panel.view.visualRect(panel.model.index(1)).center())
    drag(desk.window, [tmp_path], place, drop=True)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported[0][0] == other
    assert panel.current().id == other


def test_the_overlay_goes_when_the_files_go(desk: Any, tmp_path: Path) -> None:
    drag(desk.window, [tmp_path, tmp_path / "a.pdf"], QPoint(600, 300), drop=False)
    assert desk.window.drops.overlay.text.text() == "1 file and 1 folder"
    QApplication.sendEvent(desk.window, QDragLeaveEvent())
    assert not desk.window.drops.overlay.isVisible()


def test_the_first_drop_makes_the_first_library(
    qtbot: QtBot, open_window: Any, fakes: Any, tmp_path: Path
) -> None:
    desk = open_window(fakes.services())
    folder = tmp_path / "Contracts 2026 ✨"
    folder.mkdir()
    drag(desk.window, [folder], QPoint(600, 300), drop=False)
    assert desk.window.drops.overlay.title.text() == "Make the library “Contracts 2026 ✨”"
    drag(desk.window, [folder], QPoint(600, 300), drop=True)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert [library.name for library in desk.services.libraries()] == ["Contracts 2026 ✨"]
    assert desk.services.imported[0][1] == [folder]
    assert desk.window.libraries.current().name == "Contracts 2026 ✨"


# --- libraries -------------------------------------------------------------------------------


def test_making_renaming_and_deleting_a_library(qtbot: QtBot, desk: Any) -> None:
    panel = desk.window.libraries
    panel.add_button.click()
    qtbot.keyClicks(panel.name_field, "Contracts")
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.problem.text().startswith("There is already a library"))
    panel.name_field.setText("Papers")
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)  # twice is once
    qtbot.waitUntil(lambda: panel.current().name == "Papers")
    assert not panel.name_field.isVisible()
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    panel.name_field.setText("Articles")
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.header.title.full_text() == "Articles")
    press_in_dialog("Keep it")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert panel.model.rowCount() == 2
    press_in_dialog("Delete library")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert panel.current().name == "Contracts"


def test_deletion_says_what_will_be_lost(qtbot: QtBot, desk: Any) -> None:
    press_in_dialog("Keep it")
    desk.window.libraries.delete_current()
    said = press_in_dialog.said  # type: ignore[attr-defined]
    assert "3 documents (9 pages)" in said
    assert "stay where they are" in said


def test_the_libraries_keep_their_room_beside_the_name_field(qtbot: QtBot, desk: Any) -> None:
    panel = desk.window.libraries
    rows = panel.view.height()
    panel.start_creating()
    qtbot.waitUntil(lambda: panel.view.height() == rows)
    assert not panel.view.verticalScrollBar().isVisible()
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.view.height() == rows)


def test_escape_leaves_the_name_field(qtbot: QtBot, desk: Any) -> None:
    panel = desk.window.libraries
    panel.start_creating()
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Escape)
    assert not panel.name_field.isVisible()
    assert panel.model.rowCount() == 1


# --- documents -------------------------------------------------------------------------------


def show_documents(qtbot: QtBot, desk: Any) -> Any:
    desk.window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    page = desk.window.documents
    wanted = len(desk.services.rows[CONTRACTS])
    page.feed.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == wanted and not desk.background.busy)
    return page


def select(page: Any, name: str) -> None:
    for row in range(page.model.rowCount()):
        if page.model.index(row, Column.TITLE).data() == name:
            page.table.selectRow(row)
            return
    raise AssertionError(name)


def test_a_locked_file_is_unlocked_in_place(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    locked = fakes.row("secret.pdf", DocumentState.LOCKED)
    desk.services.rows[CONTRACTS].append(locked)
    page = show_documents(qtbot, desk)
    select(page, "secret.pdf")
    page.unlock_button.click()
    bar = page.unlock_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.field, "wrong")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [locked.path], "wrong")]
    desk.bridge.post(FileFinished(fakes.file(locked.path, CONTRACTS, FileStatus.LOCKED)))
    qtbot.waitUntil(lambda: "does not open" in bar.answer.text())
    bar.field.setText("right")
    bar.unlock_button.click()
    desk.bridge.post(FileFinished(fakes.file(locked.path, CONTRACTS, FileStatus.IMPORTED)))
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert bar.field.text() == ""


def test_files_that_failed_can_be_found_retried_and_removed(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    bad = fakes.row("bad.pdf", DocumentState.DAMAGED, reason="bad.pdf is damaged.")
    desk.services.rows[CONTRACTS].append(bad)
    page = show_documents(qtbot, desk)
    assert page.attention.text() == "1 needs attention"
    page.attention.click()
    assert page.model.rowCount() == 1
    select(page, "bad.pdf")
    assert [button.text() for button in page._row_buttons() if button.isVisible()] == ["Try again", "Remove"]
    page.retry_button.click()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [bad.path], None)]
    page.remove_button.click()  # nothing was made from it, so nothing is asked
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert not page.attention.isVisible()


def test_removing_a_document_says_what_is_lost(qtbot: QtBot, desk: Any) -> None:
    page = show_documents(qtbot, desk)
    select(page, "lease.pdf")
    press_in_dialog("Remove")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "summaries" in press_in_dialog.said  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_the_numbers_of_a_library_follow_what_is_removed(qtbot: QtBot, desk: Any) -> None:
    page, panel = show_documents(qtbot, desk), desk.window.libraries
    assert panel.current().documents == 3
    select(page, "lease.pdf")
    press_in_dialog("Remove")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.current().documents == 2)
    assert panel.model.index(0).data(LibraryRole.SUBLINE).startswith("2 documents · 6 pages")
    assert desk.window.header.numbers.text() == "2 documents · 6 pages"


def test_the_filter_says_when_nothing_matches(qtbot: QtBot, desk: Any) -> None:
    page = show_documents(qtbot, desk)
    qtbot.keyClicks(page.filter, "xyz")
    assert page.stack.currentWidget() is page.nothing
    page.filter.clear()
    assert page.stack.currentWidget() is page.table


def test_enter_opens_a_document_in_the_viewer(qtbot: QtBot, desk: Any) -> None:
    page = show_documents(qtbot, desk)
    select(page, "lease.pdf")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.viewer.canvas.page == 1)
    assert desk.window.viewer.bar.title.full_text() == "lease.pdf"
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.window.viewer.isVisible()


def test_the_viewer_takes_the_title_once_it_is_known(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    waiting = fakes.row("new.pdf", DocumentState.QUEUED)
    rows = desk.services.rows[CONTRACTS]
    rows.append(waiting)
    show_documents(qtbot, desk)
    viewer = desk.window.viewer
    viewer.show_document(waiting.path, "new.pdf")
    rows[-1] = fakes.row("new.pdf", title="A new lease")
    desk.bridge.post(FileFinished(fakes.file(waiting.path, CONTRACTS, FileStatus.IMPORTED)))
    qtbot.waitUntil(lambda: viewer.bar.title.full_text() == "A new lease")
    assert viewer.place().document == rows[-1].document


def test_asking_about_chosen_documents(qtbot: QtBot, desk: Any) -> None:
    page = show_documents(qtbot, desk)
    select(page, "annex.pdf")
    row = page.table.selected_rows()[0]
    page.ask_button.click()
    assert desk.window.tabs.currentIndex() == Tab.CHAT
    assert desk.window.chat.composer.choices().documents == ((row.document, row.title),)


def test_the_table_follows_an_import(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    waiting = fakes.row("new.pdf", DocumentState.QUEUED)
    desk.services.rows[CONTRACTS].append(waiting)
    page = show_documents(qtbot, desk)
    desk.bridge.post(FileStarted(fakes.file(waiting.path, CONTRACTS, FileStatus.READING)))
    qtbot.waitUntil(lambda: page.model.index(3, Column.STATE).data() == "Reading")
    desk.services.rows[CONTRACTS][3] = fakes.row("new.pdf", DocumentState.READY, title="A new lease")
    desk.bridge.post(FileFinished(fakes.file(waiting.path, CONTRACTS, FileStatus.IMPORTED)))
    qtbot.waitUntil(lambda: page.model.index(3, Column.TITLE).data() == "A new lease")


def test_files_that_were_there_already_are_mentioned(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    notice = desk.window.notice
    for name in ("a.pdf", "b.pdf"):
        file = fakes.file(
            Path("/papers") / name, CONTRACTS, FileStatus.DUPLICATE, "The same content is there."
        )
        desk.bridge.post(FileFinished(file))
    qtbot.waitUntil(lambda: notice.text.text() == "2 of the files are already in this library.")


# --- running work ----------------------------------------------------------------------------


def test_running_work_can_be_held_and_stopped(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    panel = desk.window.work
    job = fakes.job(7, CONTRACTS)
    desk.bridge.post(fakes.work(job, Progress("Reading a.pdf", 6, 20, "files", rate=0.1, eta=170)))
    qtbot.waitUntil(panel.isVisible)
    card = panel._cards[job.id]
    assert card.title.full_text() == "Importing 7 of 20"
    assert card.detail.full_text() == "Reading: about 3 minutes left"
    assert card.bar.value() == 300
    card.pause_button.click()
    desk.bridge.post(fakes.work(fakes.job(7, CONTRACTS, JobState.PAUSED)))
    qtbot.waitUntil(lambda: card.pause_button.toolTip() == "Go on")
    assert card.detail.full_text() == "Paused"
    card.pause_button.click()
    card.cancel_button.click()
    assert desk.services.calls == [("pause", 7), ("resume", 7), ("cancel", 7)]
    desk.bridge.post(fakes.work(fakes.job(7, CONTRACTS, JobState.CANCELLED)))
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_work_that_failed_says_why(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    reason = "The disk is full; what was imported is kept."
    desk.bridge.post(fakes.work(fakes.job(7, CONTRACTS, JobState.FAILED, reason=reason)))
    qtbot.waitUntil(desk.window.work.isVisible)
    card = desk.window.work._cards[7]
    assert card.detail.full_text() == reason
    card.cancel_button.click()
    assert not desk.window.work.isVisible()


def test_what_failed_is_not_shown_any_more_once_it_is_tried_again(
    qtbot: QtBot, desk: Any, fakes: Any
) -> None:
    desk.bridge.post(fakes.work(fakes.job(7, CONTRACTS, JobState.FAILED, reason="The disk is full.")))
    qtbot.waitUntil(lambda: 7 in desk.window.work._cards)
    desk.bridge.post(fakes.work(fakes.job(8, CONTRACTS, JobState.RUNNING)))
    qtbot.waitUntil(lambda: list(desk.window.work._cards) == [8])


def test_work_of_an_earlier_start_is_shown(open_window: Any, services: Any, fakes: Any) -> None:
    services.unfinished = [fakes.job(3, CONTRACTS, JobState.PAUSED)]
    desk = open_window(services)
    assert desk.window.work._cards[3].detail.full_text() == "Paused"


# --- backbone --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "line", "notice"),
    [
        (BackboneStatus(Readiness.LOADING, "small"), "Loading small…", "small is being loaded."),
        (BackboneStatus(Readiness.NONE, "small"), "No backbone", "No backbone is installed"),
        (
            BackboneStatus(Readiness.FAILED, "small", reason="A shard of small is missing."),
            "small cannot be used",
            "A shard of small is missing. Until then, answers are quotes.",
        ),
        (BackboneStatus(Readiness.READY, "small", "CPU"), "small · CPU", ""),
    ],
)
def test_the_window_says_what_answers_are_made_with(
    qtbot: QtBot, desk: Any, status: BackboneStatus, line: str, notice: str
) -> None:
    desk.bridge.post(BackboneSeen(status))
    qtbot.waitUntil(lambda: desk.window.backbone.button.text() == line)
    assert desk.window.chat.notice.text().startswith(notice)
    assert desk.window.chat.notice.isVisible() == bool(notice)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_backbone_line_says_why(qtbot: QtBot, desk: Any) -> None:
    reason = "No GPU was found, so it computes on the CPU."
    desk.bridge.post(
        BackboneSeen(BackboneStatus(Readiness.READY, "small", "CPU", reason, (("Numbers", "fp32"),)))
    )
    qtbot.waitUntil(lambda: desk.window.backbone._status.reason == reason)
    popover = desk.window.backbone.open_popover()
    texts = [one.text() for one in popover.findChildren(type(desk.window.header.numbers))]
    assert {reason, "Numbers", "fp32"} <= set(texts)
    popover.close()


# --- coming and going ------------------------------------------------------------------------


def test_the_bare_window_can_be_shown_and_closed(qtbot: QtBot, theme: Any) -> None:
    from lloco_desktop.ui.main_window import MainWindow

    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.closing):
        window.close()


def test_the_window_remembers_where_it_was(qtbot: QtBot, theme: Any, services: Any, tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings

    from lloco_desktop.ui.background import Background
    from lloco_desktop.ui.job_bridge import JobBridge
    from lloco_desktop.ui.main_window import MainWindow
    from lloco_desktop.ui.viewer.page_source import PageSource

    services.create_library("Papers")
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    def opened() -> tuple[MainWindow, Background]:
        window, background = MainWindow(state), Background()
        qtbot.addWidget(window)
        window.attach(services, background, JobBridge(), PageSource(lambda: services))
        window.show()
        qtbot.waitUntil(lambda: not background.busy)
        return window, background

    first, background = opened()
    first.libraries.refresh(select=LibraryId(2))
    first.close()
    background.close()
    second, background = opened()
    assert second.libraries.current().name == "Papers"
    second.close()
    background.close()


def test_the_window_can_be_built_anew(desk: Any, qtbot: QtBot) -> None:
    """As a change of language does: nothing of the window before hears or shows anything any more."""
    before = desk.window.splitter
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    qtbot.waitUntil(lambda: not isValid(before))
    assert desk.window.centralWidget() is desk.window.splitter
    desk.bridge.post(WorkSeen(make_job(77, LibraryId(1))))
    qtbot.waitUntil(lambda: desk.window.work.busy())
