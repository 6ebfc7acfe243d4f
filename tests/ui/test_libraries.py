"""The list of libraries: order, states, and libraries as files, in the model alone and in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.libraries.library_files import Holdings, Losses, Offer, Standing
from lloco_desktop.ui.libraries.library_model import LibraryModel, LibraryRole
from lloco_desktop.ui.services import WorkSeen
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn
from tests.ui.conversation_fakes import make_turn
from tests.ui.library_fakes import a_job
from tests.ui.test_window import drag, drag_point, press_in_dialog

CONTRACTS = LibraryId(1)
TOP = QModelIndex()


def library(number: int, name: str = "", documents: int = 12) -> Library:
    name = name or f"Library {number}"
    return Library(LibraryId(number), name, documents, documents * 10, documents * 1_000_000)


def checked(model: LibraryModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def names(model: LibraryModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


# --- the model alone -------------------------------------------------------------------------


@pytest.fixture
def model(qtbot: QtBot) -> LibraryModel:
    made = LibraryModel()
    made.tester = checked(made)
    made.set_libraries([library(number) for number in range(1, 5)])
    return made


def test_a_row_is_moved_and_takes_its_selection_along(qtbot: QtBot, model: LibraryModel) -> None:
    second = QPersistentModelIndex(model.index(1))
    with qtbot.waitSignal(model.placed) as placed, qtbot.assertNotEmitted(model.modelReset):
        assert model.moveRows(TOP, 1, 1, TOP, 4)
    assert placed.args == [LibraryId(2), 3]
    assert names(model) == ["Library 1", "Library 3", "Library 4", "Library 2"]
    assert second.row() == 3
    with qtbot.waitSignal(model.placed) as placed:
        assert model.moveRows(TOP, 3, 1, TOP, 0)
    assert placed.args == [LibraryId(2), 0]
    assert names(model) == ["Library 2", "Library 1", "Library 3", "Library 4"]


@pytest.mark.parametrize(
    ("row", "count", "before"), [(1, 1, 1), (1, 1, 2), (0, 2, 4), (9, 1, 0), (-1, 1, 2), (0, 1, 9), (0, 0, 3)]
)
def test_moves_that_are_none(qtbot: QtBot, model: LibraryModel, row: int, count: int, before: int) -> None:
    with qtbot.assertNotEmitted(model.placed):
        assert not model.moveRows(TOP, row, count, TOP, before)
    assert names(model)[0] == "Library 1"


def test_steps_end_at_the_ends(model: LibraryModel) -> None:
    assert not model.step(0, -1)
    assert not model.step(3, 1)
    assert model.step(3, -1)
    assert model.step(0, 1)
    assert names(model) == ["Library 2", "Library 1", "Library 4", "Library 3"]


@given(st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=20))
@settings(deadline=None, max_examples=60)
def test_any_moves_keep_every_library(moves: list[tuple[int, int]]) -> None:
    made = LibraryModel()
    tester = checked(made)
    made.set_libraries([library(number) for number in range(5)])
    order = made.order()
    heard: list[tuple[LibraryId, int]] = []
    made.placed.connect(lambda one, to: heard.append((one, to)))
    for row, before in moves:
        made.moveRows(TOP, row, 1, TOP, before)
    for one, to in heard:  # what the store is told comes to the same order
        order.remove(one)
        order.insert(to, one)
    assert made.order() == order
    assert tester is not None


def test_rows_are_dragged_and_never_dropped_on(model: LibraryModel) -> None:
    flags = model.flags(model.index(0))
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert not flags & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(TOP) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.mimeData([model.index(0)]).formats() == model.mimeTypes()


@pytest.mark.parametrize(
    ("standing", "lines", "told"),
    [
        (
            Standing(),
            ["12 documents · 120 pages · 12 MB", "12 documents · 120 pages", "12 documents"],
            "Papers, 12 documents, 120 pages, 12 MB",
        ),
        (
            Standing(0.4),
            ["12 documents · summaries 40%", "summaries 40%"],
            "Papers, 12 documents, 120 pages, 12 MB, summaries 40%",
        ),
        (Standing(0.999), ["12 documents · summaries 99%", "summaries 99%"], None),
        (Standing(0.0001), ["12 documents · summaries 1%", "summaries 1%"], None),
        (
            Standing(1.0, 3),
            ["12 documents · 120 pages · 12 MB", "12 documents · 120 pages", "12 documents"],
            "Papers, 12 documents, 120 pages, 12 MB, all summaries made, learned, version 3",
        ),
    ],
)
def test_a_row_says_how_far_it_is(
    qtbot: QtBot, standing: Standing, lines: list[str], told: str | None
) -> None:
    made = LibraryModel()
    made.set_libraries([library(1, "Papers")])
    if standing != Standing():
        with qtbot.waitSignal(made.dataChanged):
            made.set_standings({LibraryId(1): standing})
    index = made.index(0)
    assert [index.data(LibraryRole.SUBLINE), *index.data(LibraryRole.SHORTER)] == lines
    assert index.data(LibraryRole.LEARNED) is (standing.learned is not None)
    if told is not None:
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == told
        assert index.data(Qt.ItemDataRole.ToolTipRole).replace("\n", ", ") == told


def test_only_what_changed_is_painted_again(qtbot: QtBot, model: LibraryModel) -> None:
    model.set_standings({LibraryId(1): Standing(0.5), LibraryId(2): Standing(1.0)})
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_standings({LibraryId(1): Standing(0.5), LibraryId(2): Standing(1.0, 1)})
    assert changed.args[0].row() == 1


# --- order in the real window ----------------------------------------------------------------


@pytest.fixture
def three(desk: Any, qtbot: QtBot) -> Any:
    """A window over Contracts, Manuals and Papers."""
    for name in ("Manuals", "Papers"):
        desk.services.create_library(name)
    desk.window.libraries.refresh()
    qtbot.waitUntil(lambda: not desk.background.busy)
    return desk


def shown(desk: Any) -> list[str]:
    return names(desk.window.libraries.model)


def test_libraries_are_moved_by_keys(qtbot: QtBot, three: Any) -> None:
    panel = three.window.libraries
    panel.view.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, alt)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, alt)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, alt)
    assert shown(three) == ["Manuals", "Papers", "Contracts"]
    assert panel.current().name == "Contracts"
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, alt)
    qtbot.waitUntil(lambda: three.services.library_files.moves[-1:] == [(CONTRACTS, 1)])
    panel.refresh()
    assert shown(three) == ["Manuals", "Contracts", "Papers"]
    assert panel.current().name == "Contracts"


def drag_row(view: Any, row: int, y: int, *, source: Any = None) -> bool:
    """Drag a row over a height of its list and drop it there, as Qt tells the view of it."""
    view.setCurrentIndex(view.model().index(row))
    data = view.model().mimeData([view.model().index(row)])
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none, at = Qt.KeyboardModifier.NoModifier, QPoint(40, y)

    class From:
        """Qt gives events no source where no real drag goes on."""

        def source(self) -> Any:
            return view if source is None else source

    class Enter(From, QDragEnterEvent): ...

    class Move(From, QDragMoveEvent): ...

    class Drop(From, QDropEvent): ...

    view.dragEnterEvent(Enter(drag_point(at), move, data, left, none))
    over = Move(drag_point(at), move, data, left, none)
    view.dragMoveEvent(over)
    view.viewport().repaint()
    view.dropEvent(Drop(QPointF(at), move, data, left, none))
    return over.isAccepted()


@pytest.mark.parametrize(
    ("row", "y", "order"),
    [
        (0, 46 * 3 - 2, ["Manuals", "Papers", "Contracts"]),
        (0, 46 + 40, ["Manuals", "Contracts", "Papers"]),
        (2, 3, ["Papers", "Contracts", "Manuals"]),
        (1, 46 + 10, ["Contracts", "Manuals", "Papers"]),
        (1, 900, ["Contracts", "Papers", "Manuals"]),
    ],
)
def test_libraries_are_moved_by_dragging(
    qtbot: QtBot, three: Any, row: int, y: int, order: list[str]
) -> None:
    view = three.window.libraries.view
    assert drag_row(view, row, y)
    assert shown(three) == order
    qtbot.waitUntil(lambda: not three.background.busy)
    three.window.libraries.refresh()
    assert shown(three) == order


def test_files_over_the_list_are_for_the_window(qtbot: QtBot, three: Any, tmp_path: Path) -> None:
    panel = three.window.libraries
    assert not drag_row(panel.view, 0, 100, source=three.window)
    assert shown(three) == ["Contracts", "Manuals", "Papers"]
    place = panel.view.viewport().mapTo(three.window, panel.view.visualRect(panel.model.index(2)).center())
    drag(three.window, [tmp_path / "a.pdf"], place, drop=True)
    assert three.services.imported[0][0] == panel.model.library(2).id


def test_a_place_that_could_not_be_stored_is_taken_back(qtbot: QtBot, three: Any) -> None:
    panel = three.window.libraries
    three.services.library_files.problem = BadInput("There is no space left.")
    panel.view.move_current(1)
    qtbot.waitUntil(panel.problem.isVisible)
    assert panel.problem.text() == "There is no space left."
    assert shown(three) == ["Contracts", "Manuals", "Papers"]


# --- names and states in the real window -----------------------------------------------------


def test_a_library_is_renamed_in_its_place(qtbot: QtBot, three: Any) -> None:
    panel = three.window.libraries
    panel.refresh(select=LibraryId(2))
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    assert panel.name_field.isVisible()
    row = panel.view.visualRect(panel.view.currentIndex())
    assert row.contains(panel.name_field.geometry().center())
    panel.name_field.setText("Handbooks")
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.current().name == "Handbooks")
    assert not panel.name_field.isVisible()


def test_who_goes_elsewhere_while_a_name_is_stored_stays_there(qtbot: QtBot, three: Any) -> None:
    panel = three.window.libraries
    panel.refresh(select=LibraryId(2))
    panel.start_renaming()
    panel.name_field.setText("Handbooks")
    panel.name_field.returnPressed.emit()
    panel.view.setCurrentIndex(panel.model.index(0))
    elsewhere = panel.current().id
    qtbot.waitUntil(lambda: "Handbooks" in shown(three))
    assert panel.current().id == elsewhere
    assert not panel.name_field.isVisible()


def test_leaving_the_row_leaves_its_name(qtbot: QtBot, three: Any) -> None:
    panel = three.window.libraries
    panel.start_renaming()
    panel.name_field.setText("Something")
    at = panel.view.visualRect(panel.model.index(2)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not panel.name_field.isVisible()
    assert "Something" not in shown(three)


def test_deletion_says_all_that_is_lost(qtbot: QtBot, desk: Any) -> None:
    desk.services.library_files.lost = Losses(versions=2, conversations=1, watched=3)
    press_in_dialog("Keep it")
    desk.window.libraries.delete_current()
    said = press_in_dialog.said  # type: ignore[attr-defined]
    for words in ("3 documents (9 pages)", "2 version", "1 conversation", "3 folder", "stay where they are"):
        assert words in said


def test_of_an_empty_library_no_files_are_spoken_of(qtbot: QtBot, desk: Any) -> None:
    desk.services.rows[CONTRACTS] = []
    desk.window.libraries.refresh()
    press_in_dialog("Keep it")
    desk.window.libraries.delete_current()
    said = press_in_dialog.said  # type: ignore[attr-defined]
    assert "It holds no documents." in said
    assert "PDF files" not in said


def test_states_are_read_in_the_background(qtbot: QtBot, desk: Any) -> None:
    panel = desk.window.libraries
    desk.services.library_files.known = {CONTRACTS: Standing(0.4, 2)}
    panel.standings.read_now()
    index = panel.model.index(0)
    qtbot.waitUntil(lambda: index.data(LibraryRole.LEARNED))
    assert index.data(LibraryRole.SUBLINE) == "3 documents · summaries 40%"
    assert "learned, version 2" in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_dot_stands_where_reading_begins(qtbot: QtBot, desk: Any, direction: Qt.LayoutDirection) -> None:
    view = desk.window.libraries.view
    view.setLayoutDirection(direction)
    view.clearSelection()
    image: QImage = view.viewport().grab().toImage()
    row = view.visualRect(view.model().index(0))

    def accents(left: int, right: int) -> int:
        colours = [image.pixelColor(x, row.top() + 16) for x in range(left, right)]
        return sum(colour.blue() - colour.red() > 100 for colour in colours)

    at_left, at_right = accents(0, 24), accents(image.width() - 24, image.width())
    assert (at_left > 0, at_right > 0) == (
        (True, False) if direction == Qt.LayoutDirection.LeftToRight else (False, True)
    )


# --- libraries as files ----------------------------------------------------------------------


def choose_in(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == text).trigger()


def menu_of_header(desk: Any) -> QMenu:
    """The menu that the header's button opens."""
    desk.window.header.more_button.click()
    return next(one for one in desk.window.header.findChildren(QMenu) if one.isVisible())


def test_both_menus_offer_what_can_be_done(qtbot: QtBot, three: Any) -> None:
    menu = menu_of_header(three)
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.close()
    assert {"Rename", "Export library…", "Import library…", "Delete…", "Move down"} <= set(texts)
    panel = three.window.libraries
    panel.view.customContextMenuRequested.emit(panel.view.visualRect(panel.model.index(0)).center())
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    assert [action.text().split("\t")[0] for action in menu.actions() if action.text()] == texts
    choose_in(menu, "Move down")
    menu.close()
    assert shown(three) == ["Manuals", "Contracts", "Papers"]


def test_a_library_is_exported(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.library_files.held = Holdings(3, 1, 2, 4_000_000, 6_000_000)
    menu = menu_of_header(desk)
    choose_in(menu, "Export library…")
    menu.close()
    sheet = desk.window.room.export_sheet
    assert sheet.isVisible()
    assert not sheet.with_documents
    assert not sheet.with_conversations
    qtbot.waitUntil(lambda: sheet.size_line.text() == "About 4.0 MB")
    assert "word for word" in sheet.warning.text()
    assert "2 conversation" in sheet.conversations_box.text()
    sheet.documents_box.click()
    sheet.conversations_box.click()
    assert sheet.size_line.text() == "About 10 MB"
    desk.window.library_ways.export_to(desk.window.libraries.current(), tmp_path / "papers.lloco")
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.services.library_files.exports == [(CONTRACTS, tmp_path / "papers.lloco", True, True)]
    assert not sheet.isVisible()
    desk.bridge.post(LibraryExported(library(1, "Contracts"), tmp_path / "papers.lloco", 9_000_000, 2))
    notice = desk.window.notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.text().startswith("“Contracts” was exported to papers.lloco (9.0 MB).")
    assert "2 PDF" in notice.text.text()


@pytest.mark.parametrize("way", ["escape", "cancel", "another library"])
def test_the_export_sheet_is_put_away(qtbot: QtBot, three: Any, way: str) -> None:
    sheet, panel = three.window.room.export_sheet, three.window.libraries
    panel.export_current()
    assert sheet.isVisible()
    if way == "escape":
        qtbot.keyClick(sheet.documents_box, Qt.Key.Key_Escape)
    elif way == "cancel":
        qtbot.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    else:
        panel.refresh(select=LibraryId(3))
    assert not sheet.isVisible()
    assert three.services.library_files.exports == []


def test_an_export_that_cannot_begin_says_why(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    desk.services.library_files.problem = BadInput("There is no folder there.")
    desk.window.libraries.export_current()
    desk.window.library_ways.export_to(desk.window.libraries.current(), tmp_path / "papers.lloco")
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.window.notice.text.text() == "There is no folder there."
    assert desk.window.room.export_sheet.isVisible()


def drop_library(desk: Any, file: Path) -> None:
    drag(desk.window, [file], QPoint(700, 400), drop=True)


def test_a_librarys_file_that_is_dropped_is_imported(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    file, files = tmp_path / "papers.lloco", desk.services.library_files
    files.offers[file] = Offer(file, "Papers", 12, size=4_000_000)
    drop_library(desk, file)
    qtbot.waitUntil(lambda: files.taken == [(file, None)])
    assert desk.services.imported == []
    made = desk.services.create_library("Papers")
    desk.bridge.post(LibraryTakenIn(library(made.id, "Papers"), gone=2))
    notice = desk.window.notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.text().startswith("“Papers” was imported with 12 documents.")
    assert "2 document" in notice.text.text()
    assert shown(desk) == ["Contracts", "Papers"]
    assert desk.window.libraries.current().name == "Contracts"  # nobody is taken away from what they do
    qtbot.mouseClick(notice.more_button, Qt.MouseButton.LeftButton)
    assert desk.window.libraries.current().name == "Papers"
    assert not notice.isVisible()


def test_where_pdfs_go_is_asked(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    files, sheet = desk.services.library_files, desk.window.room.take_in_sheet
    every = [tmp_path / f"{name}.lloco" for name in "ab"]
    for file in every:
        files.offers[file] = Offer(file, file.stem, 12, files=12, files_size=85_000_000)
        drop_library(desk, file)
    qtbot.waitUntil(lambda: sheet.isVisible() and not desk.background.busy)
    assert "85 MB" in sheet.text.text()
    assert "/data/lloco-documents" in sheet.keep_button.toolTip()
    qtbot.mouseClick(sheet.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(files.taken) == 1)
    assert sheet.isVisible()  # for the second
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert len(files.taken) == 1


def test_a_file_that_is_no_library_says_so(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    drop_library(desk, tmp_path / "x.lloco")
    qtbot.waitUntil(desk.window.notice.isVisible)
    assert desk.window.notice.text.text() == "x.lloco is damaged. Nothing was imported."
    assert desk.services.library_files.taken == []


def test_a_library_that_is_taken_in_first_is_shown(
    qtbot: QtBot, open_window: Callable[..., Any], fakes: Any, tmp_path: Path
) -> None:
    desk = open_window(fakes.services())
    file, files = tmp_path / "papers.lloco", desk.services.library_files
    files.offers[file] = Offer(file, "Papers", 12, files=12, files_size=85_000_000)
    drop_library(desk, file)
    sheet = desk.window.room.take_in_sheet
    qtbot.waitUntil(sheet.isVisible)
    qtbot.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    assert desk.window.middle.currentWidget() is desk.window.first_run
    drop_library(desk, file)
    qtbot.waitUntil(sheet.isVisible)
    qtbot.mouseClick(sheet.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: files.taken == [(file, None)])
    made = desk.services.create_library("Papers")
    desk.bridge.post(LibraryTakenIn(library(made.id, "Papers")))
    qtbot.waitUntil(lambda: desk.window.libraries.current() is not None)
    assert desk.window.middle.currentWidget() is desk.window.room


def test_exports_and_intakes_are_work_like_any_other(qtbot: QtBot, desk: Any) -> None:
    job = a_job(JobKind.EXPORT, {"library": 1, "file": "/out/papers.lloco"})
    desk.bridge.post(WorkSeen(job, Progress("Exporting Contracts", 30, 100, "bytes", rate=1, eta=170)))
    work = desk.window.work
    qtbot.waitUntil(work.isVisible)
    assert work._cards[job.id].title.full_text() == "Exporting Contracts"
    assert "3 minutes" in work._cards[job.id].detail.full_text()
    assert desk.window.libraries.model.index(0).data(LibraryRole.SUBLINE).startswith("3 documents")
    failed = a_job(JobKind.TAKE_IN, {"file": "/in/papers.lloco"}, JobState.RUNNING)
    desk.bridge.post(WorkSeen(failed))
    qtbot.waitUntil(lambda: work._cards[job.id].title.full_text() == "Importing papers.lloco")


def test_an_intake_that_failed_says_why(qtbot: QtBot, desk: Any) -> None:
    from dataclasses import replace

    reason = "The file is damaged: parts of it were changed. Nothing was imported."
    job = replace(a_job(JobKind.TAKE_IN, {"file": "/in/papers.lloco"}, JobState.FAILED), reason=reason)
    desk.bridge.post(WorkSeen(job))
    qtbot.waitUntil(desk.window.notice.isVisible)
    assert desk.window.notice.text.text() == reason


def test_a_librarys_file_that_the_application_is_opened_with(qtbot: QtBot, desk: Any, tmp_path: Path) -> None:
    file, files = tmp_path / "papers.LLOCO", desk.services.library_files
    files.offers[file] = Offer(file, "Papers", 12)
    desk.window.importing.add([file, tmp_path / "a.pdf"], desk.window.libraries.current())
    qtbot.waitUntil(lambda: files.taken == [(file, None)])
    assert desk.services.imported == [(CONTRACTS, [tmp_path / "a.pdf"], None)]


def test_the_neighbour_of_a_deleted_library_is_shown(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    services = fakes.services(names={LibraryId(n): name for n, name in enumerate("ABC", 1)})
    desk = open_window(services)
    panel = desk.window.libraries
    panel.view.setCurrentIndex(panel.model.index(1))
    services.delete_library(panel.current().id)
    panel.refresh()
    assert panel.current().name == "C"


def test_the_pages_follow_a_job_only_where_it_changed_the_library(qtbot: QtBot, desk: Any) -> None:
    panel, said = desk.window.libraries, []
    panel.chosen.connect(said.append)
    job = a_job(JobKind.IMPORT, {"library": 1})
    panel.hear(WorkSeen(job))
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert not said
    del desk.services.rows[LibraryId(1)][-1]
    panel.hear(WorkSeen(job))
    panel.hear(WorkSeen(job))
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert said == [panel.current()]


# --- their room ------------------------------------------------------------------------------


def seven(services: Any, fakes: Any) -> Any:
    for name in "ABCDEF":
        services.rows[services.create_library(name).id] = [fakes.row(f"{name}.pdf")]
    return services


def is_seen(view: Any, row: int) -> bool:
    return bool(view.viewport().rect().contains(view.visualRect(view.model().index(row))))


def test_the_list_takes_the_room_that_conversations_leave(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    desk = open_window(seven(services, fakes))
    view = desk.window.libraries.view
    qtbot.waitUntil(lambda: all(is_seen(view, row) for row in range(7)))
    assert not view.verticalScrollBar().isVisible()


def test_many_conversations_keep_their_share(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    for number in range(1, 30):
        turns = [make_turn(2 * number, f"{number}?", fakes.answer())]
        services.conversations.fill(CONTRACTS, turns, f"Chat {number}")
    desk = open_window(seven(services, fakes))
    window = desk.window
    window.libraries.refresh(select=CONTRACTS)
    split = window.side.split
    qtbot.waitUntil(lambda: window.conversations.model.rowCount() > 20)
    qtbot.waitUntil(lambda: split.sizes()[1] > 0.5 * split.height())
    before = split.sizes()
    window.search_conversations()
    window.conversations.field.setText("nothing has this")
    qtbot.waitUntil(lambda: window.conversations.model.rowCount() == 0)
    qtbot.wait(300)
    assert split.sizes() == before  # the field stays under the hands that type


def test_the_chosen_library_stays_seen_beside_running_work(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    desk = open_window(seven(services, fakes))
    window = desk.window
    window.resize(1180, 560)
    view = window.libraries.view
    view.setCurrentIndex(view.model().index(6))
    for number in range(1, 4):
        desk.bridge.post(fakes.work(fakes.job(number, CONTRACTS)))
    qtbot.waitUntil(window.work.isVisible)
    qtbot.waitUntil(view.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: is_seen(view, 6), timeout=2000)
