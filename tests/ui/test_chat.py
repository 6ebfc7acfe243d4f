"""Asking: sending, streaming without jumps, stopping, citing, failing, and coming back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import AnswerKind, LibraryId, Scope, TokenCounts
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.chat.answer_details import facts, used_line
from lloco_desktop.ui.chat.citation_chips import CitationChip, CitationChips, Quotes
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.services import BackboneStatus, Readiness
from lloco_desktop.workflows.events import Answered, Piece, Searched
from tests.ui.conversation_fakes import make_turn

CONTRACTS = LibraryId(1)


def ask(qtbot: QtBot, desk: Any, text: str) -> Any:
    box = desk.window.chat.composer.box
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    return desk.services.asked[-1]


def finish(qtbot: QtBot, desk: Any, asked: Any, answer: Any) -> Any:
    asked.event(Answered(answer))
    asked.done(None)
    view = desk.window.chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.answer is not None)
    return view


def test_enter_sends_and_shift_enter_does_not(qtbot: QtBot, desk: Any) -> None:
    box = desk.window.chat.composer.box
    qtbot.keyClicks(box, "First")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(box, "second")
    assert desk.services.asked == []
    one_line = box.height()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    question = desk.services.asked[0].question
    assert question.text == "First\nsecond"
    assert (question.libraries, question.scope, question.quote) == ((CONTRACTS,), Scope.PASSAGES, False)
    assert box.toPlainText() == ""
    assert box.height() < one_line


def test_nothing_is_asked_without_words(qtbot: QtBot, desk: Any) -> None:
    composer = desk.window.chat.composer
    assert not composer.send.isEnabled()
    ask_nothing = "   "
    qtbot.keyClicks(composer.box, ask_nothing)
    qtbot.keyClick(composer.box, Qt.Key.Key_Return)
    assert desk.services.asked == []


def test_scope_and_quotes_are_passed_on(qtbot: QtBot, desk: Any) -> None:
    composer = desk.window.chat.composer
    composer.whole.click()
    composer.quotes.trigger()
    question = ask(qtbot, desk, "Why?").question
    assert (question.scope, question.quote) == (Scope.WHOLE, True)


def test_an_answer_streams_and_ends_with_its_sources(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    asked = ask(qtbot, desk, "What is the notice period?")
    view = desk.window.chat.transcript.turns[-1]
    assert view.status.text() == "Searching…"
    asked.event(Searched((), relevant=True))
    asked.event(Piece("Three "))
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Three")
    assert desk.window.chat.composer.send.accessibleName() == "Stop (Esc)"
    asked.event(Piece("months"))
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Three months")
    finish(qtbot, desk, asked, fakes.answer())
    chips = view.findChild(CitationChips).findChildren(TextButton)
    assert [chip.text() for chip in chips] == ["[1] Lease 2024, p. 4", "[2] Annex, p. 9"]
    assert desk.window.chat.composer.send.accessibleName() == "Ask (Enter)"
    qtbot.waitUntil(lambda: len(desk.services.conversations.answers(CONTRACTS)) == 1)


def test_what_is_read_does_not_move_while_words_come(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    for _turn in range(3):
        finish(qtbot, desk, ask(qtbot, desk, "Again?"), fakes.answer("word " * 200))
    asked = ask(qtbot, desk, "What is the notice period?")
    transcript = desk.window.chat.transcript
    view = transcript.turns[-1]

    def top() -> int:
        return view.mapTo(transcript.viewport(), view.rect().topLeft()).y()

    qtbot.waitUntil(lambda: 0 <= top() <= 24)
    tops = set()
    for number in range(60):
        asked.event(Piece("some more words of the answer, " * 4))
        qtbot.waitUntil(lambda n=number: view.prose.toPlainText().count("some") == 4 * (n + 1))
        tops.add(top())
    finish(qtbot, desk, asked, fakes.answer("some more words of the answer, " * 240))
    tops.add(top())
    assert len(tops) == 1
    assert transcript.jump.isVisible()


def test_stop_keeps_the_words_so_far(qtbot: QtBot, desk: Any) -> None:
    asked = ask(qtbot, desk, "Why?")
    asked.event(Piece("Because of"))
    view = desk.window.chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Because of")
    desk.window.chat.composer.send.click()
    assert asked.cancelled
    assert view.answer.kind is AnswerKind.STOPPED
    assert used_line(view.answer) == "Stopped; the words that had come are kept"
    qtbot.waitUntil(lambda: len(desk.services.conversations.answers(CONTRACTS)) == 1)
    assert desk.services.conversations.answers(CONTRACTS)[0].text == "Because of"
    ask(qtbot, desk, "And now?")
    assert len(desk.services.asked) == 2


def test_escape_stops(qtbot: QtBot, desk: Any) -> None:
    asked = ask(qtbot, desk, "Why?")
    qtbot.keyClick(desk.window.chat, Qt.Key.Key_Escape)
    assert asked.cancelled


def test_a_chip_opens_the_cited_page(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    view = finish(qtbot, desk, ask(qtbot, desk, "Why?"), fakes.answer())
    chips = view.findChild(CitationChips).findChildren(TextButton)
    chips[1].click()
    viewer = desk.window.viewer
    qtbot.waitUntil(lambda: viewer.canvas.page == 9)
    assert viewer.isVisible()
    assert viewer.bar.title.full_text() == "Annex"
    assert viewer.canvas.marked()
    view.prose.cited.emit(1)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)


def test_what_the_keyboard_is_on_stays_in_view_when_its_page_opens(
    qtbot: QtBot, desk: Any, fakes: Any
) -> None:
    turns = [make_turn(number, f"{number}?", fakes.answer()) for number in range(1, 25, 2)]
    desk.services.conversations.fill(CONTRACTS, turns, "Many")
    desk.window.libraries.refresh(select=desk.services.create_library("Other").id)
    desk.window.libraries.refresh(select=CONTRACTS)
    transcript = desk.window.chat.transcript
    qtbot.waitUntil(lambda: len(transcript.turns) == len(turns) and not transcript.is_building)
    transcript.setFocus()
    while not isinstance(QApplication.focusWidget(), CitationChip):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    chip = QApplication.focusWidget()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.window.viewer.isVisible)
    qtbot.wait(50)
    assert chip is QApplication.focusWidget()
    assert not chip.visibleRegion().isEmpty()


def test_quotes_stand_with_their_places(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    note = "No backbone is ready, so these are the best-matching sentences."
    answer = fakes.answer("ignored", AnswerKind.QUOTED, note=note, backbone=None)
    view = finish(qtbot, desk, ask(qtbot, desk, "Why?"), answer)
    assert view.findChild(Quotes) is not None
    assert not view.prose.isVisible()
    assert used_line(answer) == "Used 4 passages from 2 documents · word for word"
    assert used_line(fakes.answer()) == "Used 4 passages from 2 documents · 17x fewer tokens"
    view.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“Three months' notice is needed.”\nLease 2024, p. 4")


def test_nothing_relevant_is_said(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    answer = fakes.answer("", AnswerKind.NOT_FOUND, found=False, citations=(), passages_used=0)
    view = finish(qtbot, desk, ask(qtbot, desk, "Why?"), answer)
    assert view.prose.toPlainText() == "Nothing relevant was found in “Contracts”."
    assert used_line(answer) == "Searched everything, used nothing"


def test_details_are_folded_until_asked_for(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    view = finish(qtbot, desk, ask(qtbot, desk, "Why?"), fakes.answer())
    assert view.details is None
    view.details_button.click()
    texts = [one.text() for one in view.details.findChildren(type(view.status))]
    assert {"Read as summaries", "Backbone", "small", "Device", "CPU", "0.40 s"} <= set(texts)
    view.details_button.click()
    assert not view.details.isVisible()


def test_details_are_whole_in_a_narrow_column(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    desk.window.resize(1180, 760)
    tokens = TokenCounts(source=1432, summaries=358, expanded=612, prompt=1100, answer=64)
    answer = fakes.answer(tokens=tokens, expanded_passages=3, adapter="Contracts 2026, version 2")
    view = finish(qtbot, desk, ask(qtbot, desk, "Why?"), answer)
    view.details_button.click()

    def columns() -> int:
        shown = view.details.findChildren(QLabel)
        return len({one.x() for one in shown if one.text() in ("Read as summaries", "In total")})

    def is_whole() -> bool:
        return all(
            one.width() >= one.fontMetrics().horizontalAdvance(one.text())
            for one in view.details.findChildren(QLabel)
        )

    qtbot.waitUntil(lambda: columns() == 2 and is_whole())
    tall = view.details.height()
    desk.window.show_guide()  # the viewer stands beside it
    qtbot.waitUntil(lambda: columns() == 1 and is_whole(), timeout=2000)
    inside = view.details.layout()
    qtbot.waitUntil(lambda: view.details.height() == inside.heightForWidth(view.details.width()) > tall)
    desk.window.viewer.hide()
    qtbot.waitUntil(lambda: columns() == 2 and view.details.height() == tall)


def test_details_say_what_was_read_and_how(fakes: Any) -> None:
    now = BackboneStatus(Readiness.READY, "small", "CUDA:0")
    tokens = TokenCounts(source=1024, summaries=64, expanded=412, prompt=520, answer=9)
    made = fakes.answer(tokens=tokens, expanded_passages=3, device="cpu", precision="nf4")
    said = dict(facts(made, now))
    assert said["Read as summaries"] == "64, each for 16 tokens"
    assert said["Read as text"] == "3 passages, 412 tokens"
    assert said["Device"] == "CPU, nf4", "what it computed on then, whatever is in use now"
    alone = fakes.answer(tokens=replace(tokens, expanded=0, source=1000))
    assert dict(facts(alone, now))["Read as text"] == "nothing"
    assert dict(facts(alone, now))["Read as summaries"] == "64, each for 15.6 tokens"
    assert dict(facts(alone, now))["Device"] == "CUDA:0", "an earlier version's answer does not say it"
    assert "Device" not in dict(facts(alone, replace(now, name="another")))
    before = fakes.answer(tokens=tokens)
    assert dict(facts(before, now))["Read as text"] == "412 tokens"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LlocoError("The device ran out of memory."), "The device ran out of memory."),
        (ValueError("x"), "log"),
    ],
)
def test_a_failure_is_said_in_place(qtbot: QtBot, desk: Any, error: Exception, said: str) -> None:
    asked = ask(qtbot, desk, "Why?")
    view = desk.window.chat.transcript.turns[-1]
    asked.done(error)
    labels = type(view.status)
    qtbot.waitUntil(lambda: any(said in one.text() for one in view.findChildren(labels)))
    assert desk.window.chat.composer.send.accessibleName() == "Ask (Enter)"


def test_an_earlier_conversation_is_shown_again(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    turns = [make_turn(10 * number + 10, f"Question {number}?", fakes.answer()) for number in range(65)]
    services.conversations.fill(CONTRACTS, turns)
    desk = open_window(services)
    transcript = desk.window.chat.transcript
    qtbot.waitUntil(lambda: len(transcript.turns) == 20)
    assert transcript.turns[-1].question == "Question 64?"
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    seen = transcript.turns[0]
    top = seen.mapTo(transcript.viewport(), seen.rect().topLeft()).y()
    transcript.earlier_button.click()
    qtbot.waitUntil(lambda: not transcript.is_building)
    assert [transcript.turns[0].question, len(transcript.turns)] == ["Question 5?", 60]
    qtbot.waitUntil(lambda: abs(seen.mapTo(transcript.viewport(), seen.rect().topLeft()).y() - top) <= 30)
    transcript.earlier_button.click()
    qtbot.waitUntil(lambda: not transcript.is_building)
    assert [transcript.turns[0].question, len(transcript.turns)] == ["Question 0?", 65]
    assert not transcript.earlier_button.isVisible()


def test_an_answer_goes_on_while_another_library_is_shown(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    other = desk.services.create_library("Papers").id
    panel = desk.window.libraries
    asked = ask(qtbot, desk, "Why?")
    asked.event(Piece("Because"))
    qtbot.waitUntil(lambda: desk.window.chat.transcript.turns[-1].prose.toPlainText() == "Because")
    panel.refresh(select=other)
    assert desk.window.chat.transcript.turns == []
    asked.event(Piece(" of"))
    panel.refresh(select=CONTRACTS)
    qtbot.waitUntil(lambda: len(desk.window.chat.transcript.turns) == 1)
    view = desk.window.chat.transcript.turns[0]
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Because of")
    panel.refresh(select=other)
    asked.event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: len(desk.services.conversations.answers(CONTRACTS)) == 1)
    panel.refresh(select=CONTRACTS)
    qtbot.waitUntil(lambda: [one.question for one in desk.window.chat.transcript.turns] == ["Why?"])


def test_a_new_conversation_begins_empty(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    finish(qtbot, desk, ask(qtbot, desk, "Why?"), fakes.answer())
    qtbot.waitUntil(lambda: len(desk.services.conversations.answers(CONTRACTS)) == 1)
    assert desk.window.header.new_chat.isVisible()
    desk.window.header.new_chat.click()
    qtbot.waitUntil(lambda: CONTRACTS not in desk.services.conversations.shown_ones)
    assert len(desk.services.conversations.list(CONTRACTS)) == 1
    page = desk.window.chat
    assert page.stack.currentWidget() is page.no_questions
    assert not desk.window.header.new_chat.isVisible()


def test_a_conversation_that_is_read_late_does_not_come_back(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    services.conversations.fill(CONTRACTS, [make_turn(1, "Before?", fakes.answer())])
    other = services.create_library("Papers").id
    desk = open_window(services)
    desk.window.libraries.refresh(select=other)
    desk.window.libraries.refresh(select=CONTRACTS)
    desk.window.chat.start_over()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.window.chat.transcript.turns == []
