"""The documents page in the real window: what rows say, filter, order, deeds, and work under way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import DocumentId, FileStatus, LibraryId
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.documents.document_model import Column, DocumentModel
from lloco_desktop.ui.documents.document_words import Shown
from lloco_desktop.ui.documents.selection_strip import Deed
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import DocumentState, SummariesSeen
from lloco_desktop.workflows.events import FileFinished, FileProgress
from tests.ui.conftest import make_file, make_job, make_row

CONTRACTS = LibraryId(1)
LEFT = Qt.MouseButton.LeftButton


@dataclass
class FakeOpener:
    """Other programs, which remember what they were shown."""

    opened: list[Path] = field(default_factory=list)
    revealed: list[list[Path]] = field(default_factory=list)

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def reveal(self, paths: list[Path]) -> None:
        self.revealed.append(paths)


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def show(qtbot: QtBot, desk: Any) -> Any:
    """The documents page, with all rows read."""
    desk.window.tabs.setCurrentIndex(Tab.DOCUMENTS)
    page = desk.window.documents
    wanted = len(desk.services.rows[CONTRACTS])
    page.feed.refresh()
    qtbot.waitUntil(lambda: len(page.model.all_rows()) == wanted and not desk.background.busy)
    return page


def titles(page: Any) -> list[str]:
    return [page.model.row(number).title for number in range(page.model.rowCount())]


def state(page: Any, name: str) -> str:
    (place,) = page.model.places([f"/papers/{name}"])
    return page.model.index(place, Column.STATE).data()


def click_row(page: Any, name: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    (place,) = page.model.places([f"/papers/{name}"])
    rect = page.table.visualRect(page.model.index(place, Column.TITLE))
    QTest.mouseClick(page.table.viewport(), LEFT, keys, rect.center())


def visible_deeds(page: Any) -> set[Deed]:
    return {deed for deed, button in page.selection.buttons.items() if button.isVisible()}


# --- what rows say -----------------------------------------------------------------------------


def test_reading_and_summaries_say_how_far_they_are(qtbot: QtBot, desk: Any) -> None:
    lease = make_row("lease.pdf", document=DocumentId(7))
    waiting = [make_row(name, DocumentState.QUEUED) for name in ("long.pdf", "short.pdf")]
    desk.services.rows[CONTRACTS] = [lease, *waiting]
    page = show(qtbot, desk)
    desk.bridge.post(FileProgress(CONTRACTS, waiting[0].path, 120, 900))
    desk.bridge.post(FileProgress(CONTRACTS, waiting[1].path, 3, 9))
    desk.bridge.post(SummariesSeen(CONTRACTS, DocumentId(7), 10, 4))
    qtbot.waitUntil(lambda: state(page, "long.pdf") == "Reading, page 120 of 900")
    assert state(page, "short.pdf") == "Reading"
    assert state(page, "lease.pdf") == "Summaries 40%"
    desk.bridge.post(SummariesSeen(CONTRACTS, DocumentId(7), 10))
    qtbot.waitUntil(lambda: state(page, "lease.pdf") == "Summarised")


def test_the_reason_of_a_selected_row_is_whole(qtbot: QtBot, desk: Any) -> None:
    reason = "is damaged or cut short and cannot be repaired; nothing was imported from it." * 2
    row = make_row("bad.pdf", DocumentState.DAMAGED, reason=f"bad.pdf {reason}")
    desk.services.rows[CONTRACTS].append(row)
    page = show(qtbot, desk)
    assert not page.selection.isVisible()
    click_row(page, "bad.pdf")
    assert page.selection.reason.text() == "I" + reason[1:], "the name stands above"
    assert page.selection.reason.wordWrap()
    assert page.selection.path.full_text() == "/papers/bad.pdf"


def test_a_gone_file_and_a_changed_one_say_so(qtbot: QtBot, desk: Any) -> None:
    desk.services.rows[CONTRACTS] = [
        make_row("gone.pdf", gone=True, reason="The file is gone."),
        make_row("newer.pdf", newer=DocumentState.LOCKED, reason="The file has changed."),
    ]
    page = show(qtbot, desk)
    assert (state(page, "gone.pdf"), state(page, "newer.pdf")) == ("File is gone", "Changed since")
    assert page.attention.text().startswith("1 need")
    click_row(page, "newer.pdf")
    assert Deed.UNLOCK in visible_deeds(page)


# --- filter and order --------------------------------------------------------------------------


def test_rows_are_limited_to_a_group_of_states(qtbot: QtBot, desk: Any) -> None:
    desk.services.rows[CONTRACTS] += [
        make_row("locked.pdf", DocumentState.LOCKED),
        make_row("stopped.pdf", DocumentState.STOPPED, document=None),
    ]
    page = show(qtbot, desk)
    QTest.mouseClick(page.group_button, LEFT)
    menu = page.findChild(QMenu)
    offered = [action.text() for action in menu.actions()]
    assert offered == [
        "All documents · 5",
        "Searchable · 3",
        "Need attention · 1",
        "Locked · 1",
        "Stopped · 1",
    ]
    menu.actions()[3].trigger()
    assert titles(page) == ["locked.pdf"]
    assert page.group_button.text() == "Locked"
    menu.close()
    desk.services.rows[CONTRACTS][3] = make_row("locked.pdf", DocumentState.READY)
    page.feed.refresh()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing)
    QTest.mouseClick(page.show_all_button, LEFT)
    assert len(titles(page)) == 5


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_both_ways(qtbot: QtBot, desk: Any, column: Column) -> None:
    desk.services.rows[CONTRACTS] = [
        make_row("b.pdf", DocumentState.READY, pages=9, size=3000, added=200.0),
        make_row("c.pdf", DocumentState.STOPPED, document=None, pages=10, size=4000, added=300.0),
        make_row("a.pdf", DocumentState.QUEUED, document=None, pages=2, size=500, added=100.0),
    ]
    page = show(qtbot, desk)
    header = page.table.horizontalHeader()
    place = header.sectionViewportPosition(column) + 12
    QTest.mouseClick(header.viewport(), LEFT, pos=header.rect().center().__class__(place, 10))
    assert titles(page) == ["a.pdf", "b.pdf", "c.pdf"]
    QTest.mouseClick(header.viewport(), LEFT, pos=header.rect().center().__class__(place, 10))
    assert titles(page) == ["c.pdf", "b.pdf", "a.pdf"]


def test_order_and_widths_are_found_again(qtbot: QtBot, theme: Any, tmp_path: Path) -> None:
    from lloco_desktop.ui.documents.document_table import DocumentTable

    file = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    before, after = DocumentTable(DocumentModel()), DocumentTable(DocumentModel())
    for table in (before, after):
        qtbot.addWidget(table)
        table.resize(900, 400)
    before.horizontalHeader().resizeSection(Column.PAGES, 111)
    before.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)
    file.setValue("table", before.layout_state())
    after.restore_layout(file.value("table"))
    assert after.horizontalHeader().sectionSize(Column.PAGES) == 111
    assert after.horizontalHeader().sortIndicatorSection() == Column.SIZE
    after.restore_layout(file.value("nothing", before.layout_state().chopped(9)))


def test_names_have_the_room_in_a_narrow_window(qtbot: QtBot, desk: Any) -> None:
    page = show(qtbot, desk)
    header = page.table.horizontalHeader()
    assert not header.isSectionHidden(Column.ADDED)
    page.table.setFixedWidth(440)
    qtbot.waitUntil(lambda: header.isSectionHidden(Column.ADDED))
    assert header.isSectionHidden(Column.SIZE)
    assert header.sectionSize(Column.TITLE) >= 180


def test_sorting_and_filtering_while_work_goes_on(qtmodeltester: Any) -> None:
    model = DocumentModel()
    tester = checked(model)
    rows = [make_row(f"{number}.pdf", pages=number, summaries_total=10) for number in range(9)]
    model.set_rows(rows)
    model.sort(Column.PAGES, Qt.SortOrder.DescendingOrder)
    model.set_group(Shown.SEARCHABLE)
    model.put_rows([make_row("4.pdf", DocumentState.READY, pages=4)])
    assert model.rowCount() == 8
    model.put_rows([make_row("8.pdf", pages=0)])
    assert model.row(model.rowCount() - 1).path.name in {"8.pdf", "0.pdf"}
    model.set_group(Shown.READY)
    model.put_rows([make_row("5.pdf", summaries_done=3, summaries_total=10, pages=5)])  # hidden, and stays so
    assert [model.row(number).path.name for number in range(model.rowCount())] == ["4.pdf"]
    assert model.group_counts()[Shown.ALL] == 9
    qtmodeltester.check(model)
    del tester


# --- what can be done --------------------------------------------------------------------------


def test_deeds_follow_from_what_is_selected(qtbot: QtBot, desk: Any) -> None:
    desk.services.rows[CONTRACTS] += [
        make_row("locked.pdf", DocumentState.LOCKED),
        make_row("bad.pdf", DocumentState.DAMAGED, reason="bad.pdf is damaged."),
        make_row("waiting.pdf", DocumentState.QUEUED),
    ]
    page = show(qtbot, desk)
    always = {Deed.REMOVE, Deed.REVEAL}
    click_row(page, "lease.pdf")
    assert visible_deeds(page) == {Deed.OPEN, Deed.ASK} | always
    click_row(page, "waiting.pdf")
    assert visible_deeds(page) == {Deed.STOP} | always
    more = Qt.KeyboardModifier.ControlModifier
    click_row(page, "bad.pdf", more)
    click_row(page, "locked.pdf", more)
    assert visible_deeds(page) == {Deed.UNLOCK, Deed.RETRY, Deed.STOP} | always
    assert page.selection.title.full_text().startswith("3 selected")
    menu = page.selection.menu()
    assert {"Copy path", "Open in its application", "Show in folder"} <= {
        one.text() for one in menu.actions()
    }
    menu.close()


def test_files_are_shown_in_other_programs(qtbot: QtBot, desk: Any) -> None:
    page = show(qtbot, desk)
    opener = FakeOpener()
    page.use_opener(opener)
    click_row(page, "lease.pdf")
    click_row(page, "sale.pdf", Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(page.selection.buttons[Deed.REVEAL], LEFT)
    page.deeds.do(Deed.OPEN_OUTSIDE)
    page.deeds.do(Deed.COPY_PATH)
    paths = [Path("/papers/lease.pdf"), Path("/papers/sale.pdf")]
    assert opener.revealed == [paths]
    assert opener.opened == paths
    assert QGuiApplication.clipboard().text() == "/papers/lease.pdf\n/papers/sale.pdf"


def test_a_waiting_file_is_stopped(qtbot: QtBot, desk: Any) -> None:
    desk.services.rows[CONTRACTS].append(make_row("waiting.pdf", DocumentState.QUEUED))
    page = show(qtbot, desk)
    click_row(page, "waiting.pdf")
    QTest.mouseClick(page.stop_button, LEFT)
    path = Path("/papers/waiting.pdf")
    qtbot.waitUntil(lambda: desk.services.intake.stopped == [(CONTRACTS, [path])])
    desk.services.rows[CONTRACTS][3] = make_row("waiting.pdf", DocumentState.STOPPED, document=None)
    page.feed.refresh()
    qtbot.waitUntil(lambda: state(page, "waiting.pdf") == "Stopped")
    click_row(page, "waiting.pdf")
    QTest.mouseClick(page.retry_button, LEFT)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported == [(CONTRACTS, [path], None)]


def test_one_password_for_many_files_and_another_for_the_rest(qtbot: QtBot, desk: Any) -> None:
    names = ("one.pdf", "two.pdf", "three.pdf")
    desk.services.rows[CONTRACTS] = [make_row(name, DocumentState.LOCKED) for name in names]
    page = show(qtbot, desk)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    bar = page.unlock_bar
    assert "3 file" in bar.question.full_text()
    qtbot.keyClicks(bar.field, "first")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    outcomes = (FileStatus.IMPORTED, FileStatus.LOCKED, FileStatus.IMPORTED)
    for name, outcome in zip(names, outcomes, strict=True):
        desk.bridge.post(FileFinished(make_file(Path("/papers") / name, CONTRACTS, outcome)))
    qtbot.waitUntil(lambda: "two.pdf" in bar.answer.text())
    assert bar.question.full_text() == "two.pdf is locked"
    bar.field.clear()
    qtbot.keyClicks(bar.field, "second")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.imported[-1] == (CONTRACTS, [Path("/papers/two.pdf")], "second")
    desk.bridge.post(FileFinished(make_file(Path("/papers/two.pdf"), CONTRACTS, FileStatus.IMPORTED)))
    qtbot.waitUntil(lambda: not bar.isVisible())


# --- work under way ----------------------------------------------------------------------------


def test_the_line_above_the_table_has_the_numbers_of_the_cards(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    page = show(qtbot, desk)
    line, panel = page.work_line, desk.window.work
    importing = make_job(7, CONTRACTS)
    summing = make_job(8, CONTRACTS, kind=JobKind.SUMMARISE)
    elsewhere = make_job(9, LibraryId(2))
    desk.bridge.post(fakes.work(importing, Progress("Reading a.pdf", 6, 20, "files", 0.1, 170)))
    desk.bridge.post(fakes.work(summing, Progress("Summarising b", 40, 100, "tokens", 1234, 300, 1234)))
    desk.bridge.post(fakes.work(elsewhere, Progress("Reading c.pdf", 1, 2, "files")))
    qtbot.waitUntil(lambda: "tokens/s" in line.text.full_text())
    assert line.text.full_text() == (
        "Importing 7 of 20 · reading: about 3 minutes left | "
        "Summaries 40% · about 5 minutes left · 1,200 tokens/s"
    )
    assert panel._cards[8].detail.full_text() == "About 5 minutes left · 1,200 tokens/s"
    assert panel._cards[7].title.full_text() == "Importing 7 of 20"
    assert panel._cards[7].detail.full_text() == "Reading: about 3 minutes left"
    QTest.mouseClick(line.pause_button, LEFT)
    assert desk.services.calls == [("pause", 7), ("pause", 8)]
    for job in (importing, summing):
        desk.bridge.post(fakes.work(make_job(job.id, CONTRACTS, JobState.PAUSED, kind=job.kind)))
    qtbot.waitUntil(lambda: line.pause_button.toolTip() == "Go on")
    QTest.mouseClick(line.pause_button, LEFT)
    QTest.mouseClick(line.cancel_button, LEFT)
    assert desk.services.calls[2:] == [("resume", 7), ("resume", 8), ("cancel", 7), ("cancel", 8)]
    for job in (importing, summing):
        desk.bridge.post(fakes.work(make_job(job.id, CONTRACTS, JobState.CANCELLED, kind=job.kind)))
    qtbot.waitUntil(lambda: not line.pause_button.isVisible())
    assert "3 document" in line.text.full_text()  # that have no summaries now
    QTest.mouseClick(line.summaries_button, LEFT)
    qtbot.waitUntil(lambda: desk.services.intake.summarised == [CONTRACTS])


def test_all_work_is_held_together_and_folds_in_a_low_column(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    panel = desk.window.work
    for number in range(1, 5):
        desk.bridge.post(fakes.work(make_job(number, CONTRACTS), Progress("", number, 10, "files", 1, 60)))
    qtbot.waitUntil(lambda: len(panel._cards) == 4)
    desk.window.resize(1200, 1000)
    qtbot.waitUntil(lambda: not panel.is_folded)
    assert panel.cards.isVisible()
    QTest.mouseClick(panel.pause_all_button, LEFT)
    assert desk.services.calls == [("pause", number) for number in range(1, 5)]
    desk.window.resize(1200, 560)
    qtbot.waitUntil(lambda: panel.is_folded and not panel.cards.isVisible())
    assert panel.total.isVisible()
    assert "25%" in panel.heading.full_text()
    QTest.mouseClick(panel.fold_button, LEFT)
    assert panel.cards.isVisible()


def test_the_panel_stays_for_the_next_job(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    panel = desk.window.work
    desk.bridge.post(fakes.work(make_job(1, CONTRACTS)))
    qtbot.waitUntil(panel.isVisible)
    desk.bridge.post(fakes.work(make_job(1, CONTRACTS, JobState.DONE)))
    qtbot.waitUntil(lambda: not panel.busy())
    assert panel.isVisible()  # no jump between the import and its summaries
    desk.bridge.post(fakes.work(make_job(2, CONTRACTS, kind=JobKind.SUMMARISE)))
    qtbot.waitUntil(panel.busy)
    assert panel.isVisible()


def test_one_large_file_moves_the_bar_by_its_pages(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    job = make_job(1, CONTRACTS)
    desk.bridge.post(fakes.work(job, Progress("Reading book.pdf", 0, 2, "files")))
    desk.bridge.post(fakes.work(job, Progress("Reading book.pdf", 450, 900, "pages", 30, 15)))
    panel = desk.window.work
    qtbot.waitUntil(lambda: job.id in panel._cards and panel._cards[job.id].bar.value() == 250)
    card = panel._cards[job.id]
    assert card.title.full_text() == "Importing 1 of 2"
    assert card.detail.full_text() == "Reading book.pdf, page 450 of 900"
    desk.bridge.post(fakes.work(job, Progress("Reading book.pdf", 0, 1, "files")))
    desk.bridge.post(fakes.work(job, Progress("Reading book.pdf", 600, 900, "pages", 1, 300)))
    qtbot.waitUntil(lambda: card.detail.full_text() == "Reading: about 5 minutes left")


def test_a_row_is_chosen_by_its_file_also_right_to_left(qtbot: QtBot, desk: Any) -> None:
    page = show(qtbot, desk)
    page.table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.select(Path("/papers/annex.pdf"))
    assert [row.path.name for row in page.selected()] == ["annex.pdf"]


def test_rows_that_are_as_they_were_stay_the_same_objects(qtbot: QtBot, desk: Any) -> None:
    page = show(qtbot, desk)
    before = list(page.model.all_rows())
    rows = desk.services.rows[CONTRACTS]
    rows[:] = [replace(rows[0], title="Another"), *map(replace, rows[1:])]
    page.feed.refresh()
    qtbot.waitUntil(lambda: not desk.background.busy)
    after = list(page.model.all_rows())
    assert after[0].title == "Another"
    assert [one is other for one, other in zip(before, after, strict=True)] == [False] + [True] * len(
        rows[1:]
    )
