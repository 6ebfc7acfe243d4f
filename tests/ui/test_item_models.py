"""The item models alone, without a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import DocumentId, Library, LibraryId
from lloco_desktop.progress import Progress
from lloco_desktop.ui.documents.document_model import Column, DocumentModel, DocumentRole
from lloco_desktop.ui.documents.document_table import DocumentTable
from lloco_desktop.ui.libraries.library_model import LibraryModel, LibraryRole, LibraryState
from lloco_desktop.ui.services import DocumentRow, DocumentState


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def library(number: int, name: str, documents: int = 0) -> Library:
    return Library(LibraryId(number), name, documents, documents * 10, documents * 1_000_000)


def titles(model: Any) -> list[str]:
    return [model.index(row, Column.TITLE).data() for row in range(model.rowCount())]


def test_libraries_say_what_is_in_them(qtbot: QtBot) -> None:
    model = LibraryModel()
    tester = checked(model)
    model.set_libraries([library(1, "Contracts", 12), library(2, "Papers", 1), library(3, "New")])
    assert [model.index(row).data(LibraryRole.SUBLINE) for row in range(3)] == [
        "12 documents · 120 pages · 12 MB",
        "1 document · 10 pages · 1.0 MB",
        "Empty",
    ]
    assert model.index(2).data(LibraryRole.STATE) is LibraryState.EMPTY
    assert tester is not None


def test_a_working_library_says_how_far_it_is(qtbot: QtBot) -> None:
    model = LibraryModel()
    tester = checked(model)
    model.set_libraries([library(1, "Contracts", 12)])
    with qtbot.waitSignal(model.dataChanged):
        model.set_working(LibraryId(1), working=True, progress=Progress("Reading", 6, 20, "files"))
    assert model.index(0).data(LibraryRole.STATE) is LibraryState.WORKING
    assert model.index(0).data(LibraryRole.SUBLINE) == "Importing 7 of 20"
    model.set_working(LibraryId(1), working=False)
    assert model.index(0).data(LibraryRole.STATE) is LibraryState.FILLED
    assert tester is not None


def test_new_numbers_of_the_same_libraries_reset_nothing(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_libraries([library(1, "Contracts", 12), library(2, "Papers", 1)])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_libraries([library(1, "Contracts", 13), library(2, "Papers", 1)])


def test_known_rows_keep_their_place_and_new_ones_come_last(qtbot: QtBot, fakes: Any) -> None:
    model = DocumentModel()
    tester = checked(model)
    model.set_rows([fakes.row("a.pdf"), fakes.row("b.pdf"), fakes.row("c.pdf")])
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([fakes.row("d.pdf"), fakes.row("c.pdf", pages=9), fakes.row("a.pdf")])
    assert titles(model) == ["a.pdf", "c.pdf", "d.pdf"]
    assert model.index(1, Column.PAGES).data() == "9"
    model.clear()
    assert model.rowCount() == 0
    assert tester is not None


def test_a_file_that_becomes_a_document_keeps_its_row(qtbot: QtBot, fakes: Any) -> None:
    model = DocumentModel()
    model.set_rows([fakes.row("a.pdf", DocumentState.QUEUED), fakes.row("b.pdf", DocumentState.QUEUED)])
    model.put_rows([fakes.row("a.pdf", DocumentState.READING)])
    assert model.index(0, Column.STATE).data() == "Reading"
    with qtbot.assertNotEmitted(model.rowsInserted):
        model.set_rows([fakes.row("a.pdf", title="A lease"), fakes.row("b.pdf", DocumentState.QUEUED)])
    assert titles(model) == ["A lease", "b.pdf"]
    assert model.index(0, Column.TITLE).data(DocumentRole.SUBLINE) == "a.pdf"


@pytest.mark.parametrize("state", list(DocumentState))
def test_every_state_has_words(qtbot: QtBot, fakes: Any, state: DocumentState) -> None:
    model = DocumentModel()
    model.set_rows([fakes.row("a.pdf", state)])
    assert model.index(0, Column.STATE).data()


def test_a_reason_does_not_repeat_the_name_above_it(qtbot: QtBot, fakes: Any) -> None:
    model = DocumentModel()
    model.set_rows([fakes.row("a.pdf", DocumentState.LOCKED, reason="a.pdf is locked with a password.")])
    assert model.index(0, Column.TITLE).data(DocumentRole.SUBLINE) == "Is locked with a password."
    spoken = model.index(0, Column.TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a.pdf, Locked, a.pdf is locked with a password."


def test_filtering_and_sorting(qtbot: QtBot, fakes: Any) -> None:
    model = DocumentModel()
    tester = checked(model)
    model.set_rows(
        [
            fakes.row("b.pdf", title="Lease of the house", pages=30),
            fakes.row("a.pdf", title="Annex", pages=200),
            fakes.row("c.pdf", DocumentState.LOCKED),
        ]
    )
    model.sort(Column.PAGES, Qt.SortOrder.DescendingOrder)
    assert titles(model) == ["Annex", "Lease of the house", "c.pdf"]
    model.put_rows([fakes.row("d.pdf", pages=100)])
    assert titles(model) == ["Annex", "d.pdf", "Lease of the house", "c.pdf"]
    model.set_text("HOUSE lease")
    assert titles(model) == ["Lease of the house"]
    model.set_text("locked")
    assert titles(model) == ["c.pdf"]
    model.set_text("")
    model.set_attention_only(True)
    assert titles(model) == ["c.pdf"]
    model.set_attention_only(False)
    model.sort(-1)
    assert titles(model) == ["Lease of the house", "Annex", "c.pdf", "d.pdf"]
    assert tester is not None


@given(
    st.lists(st.lists(st.integers(0, 12), unique=True, max_size=12), min_size=1, max_size=6), st.booleans()
)
@settings(deadline=None, max_examples=60)
def test_any_change_leaves_what_is_held(readings: list[list[int]], by_title: bool) -> None:
    model = DocumentModel()
    tester = checked(model)
    if by_title:
        model.sort(Column.TITLE)
    for reading in readings:
        model.set_rows(DocumentRow(Path(f"/{one}.pdf"), f"{one:02}", DocumentState.READY) for one in reading)
        assert sorted(titles(model)) == sorted(f"{one:02}" for one in reading)
        if by_title:
            assert titles(model) == sorted(titles(model))
    assert tester is not None


def test_a_selection_survives_another_order(qtbot: QtBot, theme: Any, fakes: Any) -> None:
    model = DocumentModel()
    table = DocumentTable(model)
    qtbot.addWidget(table)
    model.set_rows([fakes.row("b.pdf"), fakes.row("a.pdf"), fakes.row("c.pdf")])
    table.selectRow(0)
    table.sortByColumn(Column.TITLE, Qt.SortOrder.AscendingOrder)
    assert titles(model) == ["a.pdf", "b.pdf", "c.pdf"]
    assert [row.title for row in table.selected_rows()] == ["b.pdf"]


def test_ten_thousand_rows_are_read_again_quickly(qtbot: QtBot) -> None:
    def row(number: int, pages: int) -> DocumentRow:
        path = Path(f"/papers/{number}.pdf")
        return DocumentRow(path, path.name, DocumentState.READY, DocumentId(number), pages, 10)

    model = DocumentModel()
    model.set_rows([row(number, 1) for number in range(10_000)])
    with qtbot.waitSignals([model.dataChanged, model.rowsInserted]), qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([row(number, 2 if number == 5000 else 1) for number in range(10_001)])
    assert model.rowCount() == 10_001
