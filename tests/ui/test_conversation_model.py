"""The list of conversations as an item model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication

from lloco_desktop.dialogue import Found
from lloco_desktop.domain import ConversationId
from lloco_desktop.ui.chat.conversation_model import ConversationModel, ConversationRole, Day
from tests.ui.conversation_fakes import make_conversation

TODAY = date(2026, 11, 21)


def found(number: int, days_ago: int = 0, title: str = "", excerpt: str = "") -> Found:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Found(make_conversation(number, title, changed=at), excerpt)


@pytest.fixture
def model(qapp: QApplication) -> Iterator[ConversationModel]:
    made = ConversationModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def shown(model: ConversationModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_days() -> None:
    assert [Day.of(TODAY - timedelta(days=ago), TODAY) for ago in (-1, 0, 1, 2, 400)] == [
        Day.TODAY,
        Day.TODAY,
        Day.YESTERDAY,
        Day.EARLIER,
        Day.EARLIER,
    ]


def test_conversations_stand_by_day(model: ConversationModel) -> None:
    model.show_found([found(4), found(3), found(2, 1), found(1, 30)], TODAY)
    assert shown(model) == ["Today", "Chat 4", "Chat 3", "Yesterday", "Chat 2", "Earlier", "Chat 1"]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsEditable
    assert (model.row_of(ConversationId(2)), model.row_of(ConversationId(9)), model.row_of(None)) == (
        4,
        None,
        None,
    )
    assert model.found(0) is None
    model.show_found([found(4), found(1, 30)], TODAY, grouped=False)
    assert shown(model) == ["Chat 4", "Chat 1"]
    model.show_found([], TODAY)
    assert shown(model) == []


def test_another_title_keeps_the_rows(model: ConversationModel) -> None:
    model.show_found([found(2), found(1)], TODAY)
    resets, changes = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
    model.show_found([found(2), found(1, title="Notice")], TODAY)
    assert (resets.count(), changes.count()) == (0, 1)
    assert shown(model)[2] == "Notice"
    model.show_found([found(1), found(2)], TODAY)
    assert resets.count() == 1


def test_editing_asks_for_another_title(model: ConversationModel) -> None:
    model.show_found([found(1)], TODAY)
    asked = QSignalSpy(model.renamed)
    index = model.index(1)
    assert model.setData(index, "  What  is it ")
    assert list(asked.at(0)) == [ConversationId(1), "What is it"]
    assert not model.setData(index, "   ")
    assert not model.setData(model.index(0), "Today?")
    assert asked.count() == 1


def test_what_a_row_says(model: ConversationModel) -> None:
    model.show_found([found(1, excerpt="…months")], TODAY)
    index = model.index(1)
    assert index.data(ConversationRole.EXCERPT) == "…months"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Chat 1"
    changes = QSignalSpy(model.dataChanged)
    model.set_busy({ConversationId(1), ConversationId(7)})
    assert index.data(ConversationRole.BUSY) is True
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Chat 1, being answered"
    model.set_busy(())
    assert changes.count() == 2
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Chat 1"
    assert model.data(QModelIndex()) is None
