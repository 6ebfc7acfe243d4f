"""Asking again, wording anew, several libraries, and what is suggested next, in the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import (
    AnswerKind,
    DocumentId,
    FollowUp,
    FollowUpKind,
    LibraryId,
    Question,
    Scope,
)
from lloco_desktop.ui.chat.citation_chips import CitationChips
from lloco_desktop.ui.chat.follow_up_row import next_question
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.workflows.events import Answered
from tests.ui.conversation_fakes import make_turn

CONTRACTS = LibraryId(1)


def settle(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy)


def answered(qtbot: QtBot, desk: Any, answer: Any) -> Any:
    """The newest question gets its answer."""
    before = len(desk.services.conversations.answers(CONTRACTS))
    desk.services.asked[-1].event(Answered(answer))
    qtbot.waitUntil(lambda: len(desk.services.conversations.answers(CONTRACTS)) > before)
    settle(qtbot, desk)
    return desk.window.chat.transcript.turns[-1]


@pytest.fixture
def view(qtbot: QtBot, desk: Any, fakes: Any) -> Any:
    """A question with its answer."""
    desk.window.chat.ask("What is the notice period?")
    return answered(qtbot, desk, fakes.answer("Three months [1]."))


# --- versions --------------------------------------------------------------------------------


def test_asking_again_gives_another_answer_and_keeps_both(
    qtbot: QtBot, desk: Any, view: Any, fakes: Any
) -> None:
    view.body.again_button.click()
    assert desk.services.asked[-1].question.variation == 1
    assert view.status.text() == "Searching…"
    assert not view.asked.edit_button.isEnabled()
    answered(qtbot, desk, fakes.answer("A quarter of a year [1]."))
    assert len(desk.window.chat.transcript.turns) == 1
    assert view.asked.stepper.place.text() == "2 of 2"
    assert view.asked.how.text() == "Another answer"
    assert view.prose.toPlainText() == "A quarter of a year [1]."
    view.asked.stepper.back.click()
    assert view.prose.toPlainText() == "Three months [1]."
    assert (view.asked.stepper.place.text(), view.asked.stepper.back.isEnabled()) == ("1 of 2", False)
    view.asked.stepper.on.click()
    view.body.again_button.click()
    assert desk.services.asked[-1].question.variation == 2
    answered(qtbot, desk, fakes.answer("12 weeks."))
    (turn,) = desk.services.conversations.of(CONTRACTS)
    assert [one.answer.text for one in turn.versions] == [
        "Three months [1].",
        "A quarter of a year [1].",
        "12 weeks.",
    ]


def test_asking_again_with_other_switches_is_no_variation(qtbot: QtBot, desk: Any, view: Any) -> None:
    desk.window.chat.composer.whole.click()
    desk.window.chat.composer.quotes.trigger()
    view.body.again_button.click()
    question = desk.services.asked[-1].question
    assert (question.scope, question.quote, question.variation) == (Scope.WHOLE, True, 0)
    assert view.asked.how.text() == "Whole documents · Quotes only"


def test_wording_a_question_anew(qtbot: QtBot, desk: Any, view: Any, fakes: Any) -> None:
    qtbot.mouseClick(view.asked.edit_button, Qt.MouseButton.LeftButton)
    box = view.asked.box
    assert box.toPlainText() == "What is the notice period?"
    qtbot.keyClicks(box, "How long is the notice?")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert desk.services.asked[-1].question.text == "How long is the notice?"
    assert desk.services.asked[-1].question.variation == 0
    assert view.question == "How long is the notice?"
    answered(qtbot, desk, fakes.answer("Three months."))
    view.asked.stepper.back.click()
    assert view.asked.text.text() == "What is the notice period?"
    (turn,) = desk.services.conversations.of(CONTRACTS)
    assert [one.question.text for one in turn.versions] == [
        "What is the notice period?",
        "How long is the notice?",
    ]


def test_escape_leaves_the_words_as_they_were(qtbot: QtBot, desk: Any, view: Any) -> None:
    view.asked.edit_button.click()
    qtbot.keyClicks(view.asked.box, "Something else")
    qtbot.keyClick(view.asked.box, Qt.Key.Key_Escape)
    assert not view.asked.is_editing
    assert view.asked.text.text() == "What is the notice period?"
    assert len(desk.services.asked) == 1


def test_a_question_without_an_answer_can_be_asked_again(
    qtbot: QtBot, open_window: Any, services: Any, fakes: Any
) -> None:
    services.conversations.fill(CONTRACTS, [make_turn(1, "Why?", None)])
    desk = open_window(services)
    qtbot.waitUntil(lambda: len(desk.window.chat.transcript.turns) == 1)
    view = desk.window.chat.transcript.turns[0]
    assert view.status.text() == "Not answered."
    again = next(one for one in view.body.findChildren(TextButton) if one.text() == "Ask again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    answered(qtbot, desk, fakes.answer("Because."))
    (turn,) = services.conversations.of(CONTRACTS)
    assert [one.answer.text for one in turn.versions] == ["Because."]
    assert view.asked.stepper is None


def test_an_old_turn_is_asked_again_in_its_place(qtbot: QtBot, desk: Any, view: Any, fakes: Any) -> None:
    desk.window.chat.ask("And the deposit?")
    answered(qtbot, desk, fakes.answer("Two rents."))
    view.body.again_button.click()
    answered(qtbot, desk, fakes.answer("90 days."))
    turns = desk.services.conversations.of(CONTRACTS)
    assert [turn.last.answer.text for turn in turns] == ["90 days.", "Two rents."]
    shown = desk.window.chat.transcript.turns
    assert [one.prose.toPlainText() for one in shown] == ["90 days.", "Two rents."]


# --- several libraries -----------------------------------------------------------------------


@pytest.fixture
def papers(desk: Any, fakes: Any) -> LibraryId:
    made = desk.services.create_library("Papers").id
    desk.services.rows[made] = [fakes.row("a.pdf")]
    desk.window.libraries.refresh()
    return made


def chip_names(desk: Any) -> list[str]:
    return [chip.text() for chip in desk.window.chat.composer.chips.buttons]


def test_with_one_library_there_is_nothing_to_choose(desk: Any) -> None:
    composer = desk.window.chat.composer
    assert composer.add_library.isHidden()
    assert composer.chips.isHidden()


def test_asking_several_libraries(qtbot: QtBot, desk: Any, papers: LibraryId, fakes: Any) -> None:
    composer = desk.window.chat.composer
    assert not composer.add_library.isHidden()
    own, other = composer.libraries_menu().actions()
    assert (own.text(), own.isChecked(), other.text(), other.isChecked()) == (
        "Contracts",
        True,
        "Papers",
        False,
    )
    other.trigger()
    assert chip_names(desk) == ["Contracts", "Papers"]
    assert composer.box.placeholderText() == "Ask 2 libraries…"
    desk.services.conversations.places = {DocumentId(1): "Contracts", DocumentId(2): "Papers"}
    desk.window.chat.ask("Why?")
    assert desk.services.asked[-1].question.libraries == (CONTRACTS, papers)
    view = answered(qtbot, desk, fakes.answer())
    chips = view.findChild(CitationChips).findChildren(TextButton)
    assert [chip.text() for chip in chips] == ["[1] Contracts: Lease 2024, p. 4", "[2] Papers: Annex, p. 9"]
    assert view.answer.citations[0].title == "Lease 2024"
    assert view.asked.how.text() == "Contracts and Papers"
    composer.chips.buttons[0].click()
    assert chip_names(desk) == ["Papers"]
    composer.chips.buttons[0].click()  # somebody has to be asked
    assert chip_names(desk) == ["Papers"]
    settle(qtbot, desk)
    (chat,) = desk.services.conversations.chats.values()
    assert chat.libraries == (papers,)


def test_the_libraries_belong_to_the_conversation(
    qtbot: QtBot, desk: Any, papers: LibraryId, fakes: Any
) -> None:
    composer = desk.window.chat.composer
    composer.libraries_menu().actions()[1].trigger()
    desk.window.chat.ask("Why?")
    answered(qtbot, desk, fakes.answer())
    desk.window.chat.start_over()
    settle(qtbot, desk)
    assert chip_names(desk) == []
    desk.window.conversations.chosen.emit(next(iter(desk.services.conversations.chats)))
    qtbot.waitUntil(lambda: chip_names(desk) == ["Contracts", "Papers"])


def test_nothing_found_names_the_libraries(qtbot: QtBot, desk: Any, papers: LibraryId, fakes: Any) -> None:
    desk.window.chat.composer.libraries_menu().actions()[1].trigger()
    desk.window.chat.ask("Why?")
    none = fakes.answer("", AnswerKind.NOT_FOUND, found=False, citations=())
    view = answered(qtbot, desk, none)
    assert view.prose.toPlainText() == "Nothing relevant was found in Contracts and Papers."


def test_switches_that_are_not_as_usual_stand_as_chips(qtbot: QtBot, desk: Any) -> None:
    composer = desk.window.chat.composer
    composer.set_adapter(2)
    composer.learned.trigger()
    assert chip_names(desk) == ["Without what was learned"]
    composer.quotes.trigger()
    assert chip_names(desk) == ["Quotes only"]
    composer.chips.buttons[0].click()
    assert not composer.quotes.isChecked()
    composer.chips.buttons[0].click()
    assert composer.learned.isChecked()
    assert composer.chips.isHidden()


# --- what may come next ----------------------------------------------------------------------

MORE = FollowUp(FollowUpKind.MORE, DocumentId(2), "Annex", "deposits")
ALONE = FollowUp(FollowUpKind.ALONE, DocumentId(2), "Annex")
QUOTES = FollowUp(FollowUpKind.QUOTES)
WHOLE = FollowUp(FollowUpKind.WHOLE)


def test_suggestions_stand_under_the_newest_answer(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    desk.window.chat.ask("Why?")
    first = answered(qtbot, desk, fakes.answer(follow_ups=(MORE, QUOTES)))
    assert [one.text() for one in first.follow_ups.buttons] == [
        "What does “Annex” say about deposits?",
        "Show the passages word for word",
    ]
    first.follow_ups.buttons[0].click()
    question = desk.services.asked[-1].question
    assert (question.text, question.documents) == ("What is said about deposits?", (DocumentId(2),))
    assert first.follow_ups is None
    second = answered(qtbot, desk, fakes.answer(follow_ups=(ALONE,)))
    assert second.asked.how.text() == "1 document only"
    assert second.follow_ups.buttons[0].text() == "Ask “Annex” alone"


def test_asking_word_for_word_is_another_version(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    desk.window.chat.ask("Why?")
    view = answered(qtbot, desk, fakes.answer(follow_ups=(QUOTES,)))
    view.follow_ups.buttons[0].click()
    answered(qtbot, desk, fakes.answer("ignored", AnswerKind.QUOTED))
    assert view.asked.stepper.place.text() == "2 of 2"
    assert view.follow_ups is None
    view.asked.stepper.back.click()
    assert view.follow_ups is not None


def test_what_suggestions_ask() -> None:
    asked = Question("Why?", (CONTRACTS,), quote=True, variation=3)
    assert next_question(asked, WHOLE) == Question("Why?", (CONTRACTS,), scope=Scope.WHOLE)
    assert next_question(asked, ALONE) == Question("Why?", (CONTRACTS,), (DocumentId(2),), quote=True)
    assert next_question(asked, FollowUp(FollowUpKind.ALONE)) is None


def test_suggestions_that_need_two_rows_get_them(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    title = "A graduate student-led participatory live coding workshop"
    long = FollowUp(FollowUpKind.MORE, DocumentId(2), title, "mixed effects models")
    alone = FollowUp(FollowUpKind.ALONE, DocumentId(3), title)
    desk.window.chat.ask("Why?")
    view = answered(qtbot, desk, fakes.answer(follow_ups=(long, alone)))
    first, second = view.follow_ups.buttons
    qtbot.waitUntil(lambda: second.geometry().top() > first.geometry().bottom())
    qtbot.waitUntil(lambda: view.follow_ups.rect().contains(second.geometry()))
