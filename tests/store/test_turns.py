"""Questions in versions, searching, taking back, drafts, and homes of earlier conversations."""

from __future__ import annotations

import time

import pytest

from lloco_desktop.dialogue import TITLE, title_of
from lloco_desktop.domain import Answer, AnswerKind, FollowUp, FollowUpKind, Question, Scope
from lloco_desktop.errors import BadInput
from lloco_desktop.store.conversations import Role
from tests.store.test_conversations import answer


def told(text="Yes.", kind=AnswerKind.GENERATED):
    return Answer(text, kind, found=True)


@pytest.fixture
def chats(workspace):
    return workspace.conversations


@pytest.fixture
def chat(chats, library):
    return chats.create(library=library)


def test_a_question_is_there_before_its_answer(chats, chat, library):
    question = Question("Who ran?", (library,), scope=Scope.WHOLE, quote=True, variation=2)
    asked = chats.ask(chat.id, question)
    (turn,) = chats.turns(chat.id)
    assert (turn.id, turn.last.question, turn.last.answer) == (asked, question, None)
    assert chats.by_id(chat.id).title == "Who ran?"
    chats.answer(chat.id, asked, told())
    assert chats.turns(chat.id)[0].last.answer == told()


def test_versions_stay_together_and_in_the_place_of_the_first(chats, chat):
    first = chats.ask(chat.id, Question("One?"))
    chats.answer(chat.id, first, told("1"))
    second = chats.ask(chat.id, Question("Two?"))
    chats.answer(chat.id, second, told("2"))
    again = chats.ask(chat.id, Question("One, please?"), first)
    assert [version.answer for version in chats.turns(chat.id)[0].versions] == [told("1"), None]
    chats.answer(chat.id, first, told("1b", AnswerKind.STOPPED))
    turns = chats.turns(chat.id)
    assert [turn.id for turn in turns] == [first, second]
    assert turns[0].last.id == again
    assert [version.answer.text for version in turns[0].versions] == ["1", "1b"]
    assert [version.question.text for version in turns[0].versions] == ["One?", "One, please?"]
    assert turns[1].last.answer.text == "2"


def test_a_version_that_was_never_answered_is_replaced(chats, chat):
    lost = chats.ask(chat.id, Question("One?"))
    assert chats.ask(chat.id, Question("One?", quote=True), lost, lost) == lost
    chats.answer(chat.id, lost, told())
    (turn,) = chats.turns(chat.id)
    assert [(one.question.quote, one.answer) for one in turn.versions] == [(True, told())]
    assert chats.ask(chat.id, Question("One?"), lost, lost) != lost


def test_asking_again_is_another_variation(chats, chat):
    first = chats.ask(chat.id, Question("One?"))
    (turn,) = chats.turns(chat.id)
    assert turn.next_variation(Question("One?")) == 0
    chats.answer(chat.id, first, told())
    (turn,) = chats.turns(chat.id)
    assert turn.next_variation(Question("One?")) == 1
    assert turn.next_variation(Question("One?", quote=True)) == 0


def test_what_may_be_asked_next_is_kept(chats, chat):
    more = (FollowUp(FollowUpKind.MORE, None, "Lease", "notice"), FollowUp(FollowUpKind.QUOTES))
    given = Answer("Yes.", AnswerKind.GENERATED, found=True, follow_ups=more)
    chats.answer(chat.id, chats.ask(chat.id, Question("One?")), given)
    assert chats.turns(chat.id)[0].last.answer == given


def test_messages_of_earlier_versions_are_turns_of_their_own(chats, chat, workspace):
    chats.append(chat.id, Role.USER, "One?")
    chats.append(chat.id, Role.ASSISTANT, told("1"))
    chats.append(chat.id, Role.USER, "Two?")
    chats.append(chat.id, Role.ASSISTANT, told("2"))
    with workspace.transaction():
        workspace._database.run("UPDATE messages SET turn = NULL, asked = NULL")
    assert [(turn.last.question.text, turn.last.answer.text) for turn in chats.turns(chat.id)] == [
        ("One?", "1"),
        ("Two?", "2"),
    ]


def test_a_library_shows_one_and_forgets_it_with_the_conversation(chats, chat, library, workspace):
    assert chats.shown(library) is None
    chats.show(library, chat.id)
    assert chats.shown(library) == chat.id
    chats.delete(chat.id)
    assert chats.shown(library) is None
    workspace.libraries.delete(library)
    assert chats.all() == []


def test_searching_titles_questions_and_answers(chats, library):
    for question, reply in (
        ("Wer war Ärztin?", "100% sicher"),
        ("机器学习是什么?", "x"),
        ("Notice?", "Three months"),
    ):
        made = chats.create(library=library)
        chats.answer(made.id, chats.ask(made.id, Question(question)), told(f"{'word ' * 40}{reply}"))

    def found(wanted):
        return [one.conversation.title for one in chats.search(library, wanted)]

    assert found("") == ["Notice?", "机器学习是什么?", "Wer war Ärztin?"]
    assert found("MONTHS three") == ["Notice?"]
    assert found("ärzt") == found("0% SICH") == ["Wer war Ärztin?"]
    assert found("器学") == ["机器学习是什么?"]
    assert found("% _") == found("months sicher") == []
    (hit,) = chats.search(library, "months")
    assert hit.excerpt == "…word Three months"
    assert chats.search(library, "notice")[0].excerpt == ""  # the title says it


def test_searching_thousands_is_quick(chats, library, workspace):
    with workspace.transaction():
        for number in range(2000):
            made = chats.create(f"Chat {number}", library)
            for part in range(4):
                chats.append(made.id, Role.USER, f"{number} {part} " + "some words of a question " * 15)
    begun = time.perf_counter()
    assert [one.conversation.title for one in chats.search(library, "1234 words")] == ["Chat 1234"]
    assert time.perf_counter() - begun < 1.0


def test_a_deleted_one_comes_back_as_it_was(chats, library, workspace, shelf):
    document = shelf.add("foxes ran")
    given = answer(document, workspace.passages.of_document(document)[0].id)
    other = workspace.libraries.create("Other").id
    chat = chats.create(library=library)
    chats.answer(chat.id, chats.ask(chat.id, Question("Who?", (library, other))), given)
    chats.set_libraries(chat.id, (library, other))
    chats.show(library, chat.id)
    workspace.drafts.keep(library, chat.id, "And then")
    before = chats.by_id(chat.id), chats.turns(chat.id)
    taken = chats.delete(chat.id)
    assert (taken.messages, chats.all(library), workspace.drafts.of(library, chat.id)) == (2, [], "")
    workspace.libraries.delete(other)
    chats.put_back(taken)
    assert chats.turns(chat.id) == before[1]
    assert chats.by_id(chat.id).libraries == (library,)
    assert chats.shown(library) == chat.id
    assert workspace.drafts.of(library, chat.id) == "And then"
    taken = chats.delete(chat.id)
    workspace.libraries.delete(library)
    with pytest.raises(BadInput):
        chats.put_back(taken)
    assert workspace.verify().ok


def test_drafts(workspace, library, chats, chat):
    drafts = workspace.drafts
    drafts.keep(library, None, "new")
    drafts.keep(library, chat.id, "old")
    drafts.keep(library, chat.id, "older")
    assert (drafts.of(library, None), drafts.of(library, chat.id)) == ("new", "older")
    drafts.keep(library, None, "  ")
    assert drafts.of(library, None) == ""
    workspace.libraries.delete(library)
    drafts.keep(library, None, "too late")
    assert drafts.of(library, chat.id) == drafts.of(library, None) == ""


def test_conversations_of_earlier_versions_find_a_home(chats, library, workspace, shelf):
    document = shelf.add("foxes ran")
    given = answer(document, workspace.passages.of_document(document)[0].id)
    noted, citing, neither = (chats.create(name) for name in ("noted", "citing", "neither"))
    chats.append(citing.id, Role.ASSISTANT, given)
    chats.adopt({library: noted.id, library + 7: neither.id})
    assert {one.title for one in chats.all(library)} == {"noted", "citing"}
    assert chats.shown(library) == noted.id
    assert chats.by_id(neither.id).library is None
    assert chats.homes([document, document + 9]) == {document: "Papers"}


def test_titles():
    assert title_of("  What is\nthe notice period? ") == "What is the notice period?"
    long = title_of("What is the notice period of the lease that was signed in Kraków by seventeen people?")
    assert long == "What is the notice period of the lease that was signed in…"
    assert title_of("x" * 100) == "x" * (TITLE - 1) + "…"
