"""The list of conversations and what is kept of them, in the real window over services in memory."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import ConversationId, LibraryId
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.workflows.events import Answered, Piece
from tests.ui.conversation_fakes import make_turn

CONTRACTS = LibraryId(1)


@pytest.fixture
def chats(services: Any, fakes: Any) -> Any:
    """Three conversations; the last one is shown."""
    for number, question in enumerate(("Who pays the rent?", "What is a deposit?", "When does it end?")):
        services.conversations.fill(CONTRACTS, [make_turn(10 + number, question, fakes.answer())], question)
    return services.conversations


@pytest.fixture
def desk(chats: Any, open_window: Any, services: Any) -> Any:
    return open_window(services)


def rows(desk: Any) -> list[str]:
    model = desk.window.conversations.model
    return [model.index(row).data() for row in range(model.rowCount()) if model.found(row) is not None]


def questions(desk: Any) -> list[str]:
    return [view.question for view in desk.window.chat.transcript.turns]


def settle(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy)


def click_row(qtbot: QtBot, desk: Any, title: str) -> None:
    view, model = desk.window.conversations.view, desk.window.conversations.model
    at = next(row for row in range(model.rowCount()) if model.index(row).data() == title)
    centre = view.visualRect(model.index(at)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(centre))


def test_the_newest_is_first_and_the_shown_one_marked(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    assert rows(desk) == ["When does it end?", "What is a deposit?", "Who pays the rent?"]
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?"])
    current = desk.window.conversations.current()
    assert current is not None
    assert current.title == "When does it end?"


def test_a_click_shows_another_conversation(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    desk.window.go_to(Tab.DOCUMENTS)
    click_row(qtbot, desk, "Who pays the rent?")
    qtbot.waitUntil(lambda: questions(desk) == ["Who pays the rent?"])
    assert desk.window.room.tab is Tab.CHAT
    assert desk.services.conversations.shown_ones[CONTRACTS] == ConversationId(1)
    view = desk.window.conversations.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up)  # past no heading: they are of one day
    qtbot.waitUntil(lambda: questions(desk) == ["What is a deposit?"])


def test_a_first_question_begins_a_conversation_in_the_list(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    desk.window.conversations.new_button.click()
    settle(qtbot, desk)
    assert questions(desk) == []
    assert desk.window.conversations.current() is None
    desk.window.chat.ask("Is there a garden?")
    qtbot.waitUntil(lambda: rows(desk)[0] == "Is there a garden?")
    current = desk.window.conversations.current()
    assert current is not None
    assert current.title == "Is there a garden?"
    assert len(desk.services.conversations.of(CONTRACTS)) == 1  # there before its answer is


def test_renaming_in_place(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    view = desk.window.conversations.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    field = view.findChild(QLineEdit)
    assert field.text() == "When does it end?"
    qtbot.keyClicks(field, "The end")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(desk)[0] == "The end")
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.findChild(QLineEdit), "Nothing")
    qtbot.keyClick(view.findChild(QLineEdit), Qt.Key.Key_Escape)
    settle(qtbot, desk)
    assert rows(desk)[0] == "The end"


def test_deleting_can_be_undone(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    panel = desk.window.conversations
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(desk) == ["What is a deposit?", "Who pays the rent?"])
    assert questions(desk) == []
    assert panel.undo.isVisible()
    assert panel.undo.text.text() == "“When does it end?” was deleted."
    panel.undo.undo_button.click()
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?"])
    assert not panel.undo.isVisible()


def test_deleting_another_one_leaves_what_is_shown(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    desk.window.conversations._delete(ConversationId(1))
    qtbot.waitUntil(lambda: len(rows(desk)) == 2)
    assert questions(desk) == ["When does it end?"]


def test_searching(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    panel = desk.window.conversations
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    focused = QApplication.focusWidget() or desk.window
    qtbot.keyClick(focused, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.window.focusWidget() is panel.field)
    qtbot.keyClicks(panel.field, "deposit")
    qtbot.waitUntil(lambda: rows(desk) == ["What is a deposit?"])
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: questions(desk) == ["What is a deposit?"])
    panel.field.setText("nobody asked this")
    qtbot.waitUntil(lambda: rows(desk) == [])
    assert panel.hint.text() == "No conversation has these words."
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    assert not panel.field.isVisible()


def test_another_library_has_other_conversations(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    other = desk.services.create_library("Papers").id
    desk.window.libraries.refresh(select=other)
    qtbot.waitUntil(lambda: rows(desk) == [])
    qtbot.waitUntil(lambda: desk.window.conversations.hint.text() == "What you ask is kept here.")
    desk.window.libraries.refresh(select=CONTRACTS)
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)


def test_an_answer_goes_on_in_another_conversation(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?"])
    desk.window.chat.ask("And then?")
    asked = desk.services.asked[-1]
    asked.event(Piece("Some"))
    settle(qtbot, desk)
    click_row(qtbot, desk, "Who pays the rent?")
    qtbot.waitUntil(lambda: questions(desk) == ["Who pays the rent?"])
    assert desk.window.chat.composer.send.accessibleName() == "Ask (Enter)"
    asked.event(Piece(" words"))
    click_row(qtbot, desk, "When does it end?")
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?", "And then?"])
    view = desk.window.chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Some words")
    assert desk.window.chat.composer.send.accessibleName() == "Stop (Esc)"
    asked.event(Answered(fakes.answer("Some words. [1]")))
    qtbot.waitUntil(lambda: view.answer is not None)
    qtbot.waitUntil(lambda: desk.services.conversations.of(CONTRACTS)[-1].last.answer is not None)


def test_a_second_question_waits_visibly(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    settle(qtbot, desk)
    other = desk.services.create_library("Papers").id
    desk.services.rows[other] = [fakes.row("a.pdf")]
    desk.window.chat.ask("First?")
    desk.window.libraries.refresh(select=other)
    settle(qtbot, desk)
    desk.window.chat.ask("Second?")
    view = desk.window.chat.transcript.turns[-1]
    assert view.status.text() == "Waiting for the answer before…"
    assert len(desk.services.asked) == 1
    desk.services.asked[0].event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: len(desk.services.asked) == 2)
    assert view.status.text() == "Searching…"
    assert desk.services.asked[1].question.text == "Second?"


def test_stopping_a_question_that_waits(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    settle(qtbot, desk)
    desk.window.chat.ask("First?")
    settle(qtbot, desk)
    desk.window.chat.start_over()
    settle(qtbot, desk)
    desk.window.chat.ask("Second?")
    desk.window.chat.stop()
    assert desk.window.chat.transcript.turns[-1].answer is not None
    desk.services.asked[0].event(Answered(fakes.answer()))
    settle(qtbot, desk)
    assert len(desk.services.asked) == 1


def test_a_stream_survives_the_window_that_is_built_anew(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    settle(qtbot, desk)
    desk.window.chat.ask("And then?")
    asked = desk.services.asked[-1]
    asked.event(Piece("Some"))
    settle(qtbot, desk)
    desk.window.chat.composer.box.setPlainText("What I was typing")
    qtbot.waitUntil(lambda: bool(desk.services.conversations.drafts))
    desk.window.chat.composer.quotes.setChecked(True)
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?", "And then?"])
    view = desk.window.chat.transcript.turns[-1]
    asked.event(Piece(" words"))
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Some words")
    composer = desk.window.chat.composer
    assert composer.box.toPlainText() == "What I was typing"
    assert composer.quotes.isChecked()
    assert composer.send.accessibleName() == "Stop (Esc)"
    asked.event(Answered(fakes.answer("Some words.")))
    qtbot.waitUntil(lambda: view.answer is not None)
    qtbot.waitUntil(lambda: desk.services.conversations.of(CONTRACTS)[-1].last.answer is not None)


def test_a_question_that_is_still_being_stored_comes_into_the_new_window(
    qtbot: QtBot, desk: Any, fakes: Any
) -> None:
    settle(qtbot, desk)
    desk.window.start_chat()
    settle(qtbot, desk)
    desk.services.conversations.may_store.clear()
    desk.window.chat.ask("What is new?")
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    qtbot.waitUntil(lambda: desk.window.conversations.isVisible())
    assert questions(desk) == []
    desk.services.conversations.may_store.set()
    qtbot.waitUntil(lambda: questions(desk) == ["What is new?"])
    view = desk.window.chat.transcript.turns[-1]
    desk.services.asked[-1].event(Answered(fakes.answer("Nothing.")))
    qtbot.waitUntil(lambda: view.answer is not None)


def test_an_answer_that_is_stored_while_its_conversation_is_read_is_not_missed(
    qtbot: QtBot, desk: Any, fakes: Any
) -> None:
    settle(qtbot, desk)
    desk.window.chat.ask("And then?")
    settle(qtbot, desk)
    conversations = desk.services.conversations
    conversations.may_store.clear()
    desk.services.asked[-1].event(Answered(fakes.answer("Three months.")))
    qtbot.waitUntil(lambda: desk.window.chat.transcript.turns[-1].answer is not None)
    click_row(qtbot, desk, "Who pays the rent?")
    click_row(qtbot, desk, "When does it end?")
    conversations.may_store.set()
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?", "And then?"])
    assert desk.window.chat.transcript.turns[-1].answer is not None


def test_exporting_names_what_is_wanted(qtbot: QtBot, desk: Any, tmp_path: Any) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    panel = desk.window.conversations
    panel.export_to(panel.current(), tmp_path / "one.md")
    qtbot.waitUntil(lambda: panel.undo.isVisible())
    assert panel.undo.text.text() == "1 conversation exported to “one.md”."
    assert not panel.undo.undo_button.isVisible()
    panel.export_to(None, tmp_path / "all.json")
    settle(qtbot, desk)
    exported = desk.services.conversations.exported
    assert exported == [
        (CONTRACTS, ConversationId(3), tmp_path / "one.md"),
        (CONTRACTS, None, tmp_path / "all.json"),
    ]


def test_menus_say_what_can_be_done(desk: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    panel = desk.window.conversations
    texts = [one.text() for one in panel.menu(panel.current()).actions() if one.text()]
    assert texts == ["Rename", "Export…", "Delete", "New conversation", "Export all…"]
    assert [one.text() for one in panel.menu(None).actions()] == ["New conversation", "Export all…"]


def test_copying(desk: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: questions(desk) == ["When does it end?"])
    body = desk.window.chat.transcript.turns[0].body
    markdown, alone = body.menu().actions()
    markdown.trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(
        "Three months [1].\n\n1. Lease 2024, p. 4\n\n   > Three months' notice is needed."
    )
    alone.trigger()
    assert QGuiApplication.clipboard().text() == "Three months [1]."
