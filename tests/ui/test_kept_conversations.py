"""What survives a kill: questions, answers and drafts, in one window after another over one workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import AnswerKind, LibraryId
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui.chat.export import as_markdown
from lloco_desktop.ui.chat.live_conversations import LiveConversations
from lloco_desktop.workflows.events import Answered, Piece

CONTRACTS = LibraryId(1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace") as opened:
        assert opened.libraries.create("Contracts").id == CONTRACTS
        yield opened


@pytest.fixture
def start(workspace: Workspace, open_window: Callable[..., Any], fakes: Any) -> Callable[[], Any]:
    """A window over what the workspace holds now, as after a kill: nothing was put away."""

    def make() -> Any:
        services = fakes.services()
        library = services.create_library("Contracts").id
        services.rows[library] = [fakes.row("lease.pdf")]
        services.conversations = LiveConversations(workspace)
        return open_window(services)

    return make


def questions(desk: Any) -> list[str]:
    return [view.question for view in desk.window.chat.transcript.turns]


def test_a_question_stands_there_after_a_kill(qtbot: QtBot, start: Any, fakes: Any) -> None:
    first = start()
    first.window.chat.ask("What is the notice period?")
    first.services.asked[-1].event(Piece("Three mo"))
    qtbot.waitUntil(lambda: not first.background.busy)
    second = start()
    qtbot.waitUntil(lambda: questions(second) == ["What is the notice period?"])
    view = second.window.chat.transcript.turns[0]
    assert view.status.text() == "Not answered."
    view.again_wanted.emit()
    second.services.asked[-1].event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: view.answer is not None)
    qtbot.waitUntil(lambda: not second.background.busy)
    third = start()
    qtbot.waitUntil(lambda: questions(third) == ["What is the notice period?"])
    view = third.window.chat.transcript.turns[0]
    assert view.prose.toPlainText() == "Three months [1]."
    assert view.asked.stepper is None


def test_what_was_asked_in_a_new_conversation_at_once_is_shown_again(
    qtbot: QtBot, start: Any, fakes: Any
) -> None:
    """The question is stored while the new, empty conversation is still being read."""
    first = start()
    first.window.chat.ask("What is the notice period?")
    first.services.asked[-1].event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: not first.background.busy)
    first.window.start_chat()
    first.window.chat.ask("Who pays for repairs?")
    first.services.asked[-1].event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: not first.background.busy)
    second = start()
    qtbot.waitUntil(lambda: questions(second) == ["Who pays for repairs?"])


def test_a_draft_stands_there_after_a_kill(qtbot: QtBot, start: Any, workspace: Workspace) -> None:
    first = start()
    qtbot.keyClicks(first.window.chat.composer.box, "What is the not")
    qtbot.waitUntil(lambda: workspace.drafts.of(CONTRACTS, None) == "What is the not")
    second = start()
    box = second.window.chat.composer.box
    qtbot.waitUntil(lambda: box.toPlainText() == "What is the not")
    qtbot.keyClicks(box, "ice?")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not second.background.busy)
    assert second.services.asked[-1].question.text == "What is the notice?"
    assert start().window.chat.composer.box.toPlainText() == ""


def test_each_conversation_has_its_own_draft(qtbot: QtBot, start: Any, fakes: Any) -> None:
    desk = start()
    chat = desk.window.chat
    chat.ask("First?")
    desk.services.asked[-1].event(Answered(fakes.answer()))
    qtbot.waitUntil(lambda: chat.conversation is not None and not desk.background.busy)
    first = chat.conversation
    qtbot.keyClicks(chat.composer.box, "of the first")
    chat.start_over()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert chat.composer.box.toPlainText() == ""
    qtbot.keyClicks(chat.composer.box, "of a new one")
    chat.show_conversation(first)
    qtbot.waitUntil(lambda: chat.composer.box.toPlainText() == "of the first")
    chat.start_over()
    qtbot.waitUntil(lambda: chat.composer.box.toPlainText() == "of a new one")


def test_what_was_stopped_and_what_failed_is_kept(qtbot: QtBot, start: Any) -> None:
    desk = start()
    chat = desk.window.chat
    chat.ask("First?")
    desk.services.asked[-1].event(Piece("Some words"))
    view = chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Some words")
    chat.stop()
    qtbot.waitUntil(lambda: not desk.background.busy)
    chat.ask("Second?")
    desk.services.asked[-1].done(ValueError("x"))
    qtbot.waitUntil(lambda: chat.transcript.turns[-1].answer is not None)
    qtbot.waitUntil(lambda: not desk.background.busy)
    again = start()
    qtbot.waitUntil(lambda: questions(again) == ["First?", "Second?"])
    first, second = (view.answer for view in again.window.chat.transcript.turns)
    assert (first.kind, first.text) == (AnswerKind.STOPPED, "Some words")
    assert (second.kind, second.text) == (AnswerKind.FAILED, "")
    assert "log" in second.note


def test_closing_keeps_the_words_that_had_come(qtbot: QtBot, start: Any, workspace: Workspace) -> None:
    desk = start()
    desk.window.chat.ask("First?")
    desk.services.asked[-1].event(Piece("Some words"))
    view = desk.window.chat.transcript.turns[-1]
    qtbot.waitUntil(lambda: view.prose.toPlainText() == "Some words")
    qtbot.waitUntil(lambda: not desk.background.busy)
    desk.window.answers.close()
    shown = LiveConversations(workspace).shown(CONTRACTS)
    assert shown.turns[0].last.answer is not None
    assert shown.turns[0].last.answer.text == "Some words"


def test_exported_files(qtbot: QtBot, start: Any, fakes: Any, tmp_path: Path) -> None:
    desk = start()
    panel = desk.window.conversations
    for question in ("What is the notice period?", "And the deposit?"):
        desk.window.chat.ask(question)
        desk.services.asked[-1].event(Answered(fakes.answer()))
        qtbot.waitUntil(lambda: desk.window.chat.transcript.turns[-1].answer is not None)
        qtbot.waitUntil(lambda: not desk.background.busy)
    qtbot.waitUntil(lambda: panel.current() is not None)
    panel.export_to(panel.current(), tmp_path / "one.md")
    panel.export_to(None, tmp_path / "all.json")
    qtbot.waitUntil(lambda: not desk.background.busy)
    text = (tmp_path / "one.md").read_text(encoding="utf-8")
    assert text.startswith("# What is the notice period?\n\n*2")
    assert (
        "## And the deposit?\n\nThree months [1].\n\n1. Lease 2024, p. 4\n\n   > Three months' notice" in text
    )
    told = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert (told["format"], told["version"], told["library"]) == ("lloco-conversations", 1, "Contracts")
    (chat,) = told["conversations"]
    assert [turn["versions"][0]["question"] for turn in chat["turns"]] == [
        "What is the notice period?",
        "And the deposit?",
    ]
    assert chat["turns"][0]["versions"][0]["answer"]["citations"][0] == {
        "title": "Lease 2024",
        "file": "Lease 2024.pdf",
        "page": 4,
        "quote": "Three months' notice is needed.",
    }
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["all.json", "one.md"]


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        ("Is <b>this</b> *bold*?", r"Is \<b>this\</b> \*bold\*?"),
        ("Which_name is _private_?", r"Which_name is \_private\_?"),
        ("2. What is meant?", r"2\. What is meant?"),
        ("# Heading?", r"\# Heading?"),
        ("2.5 or (Kim, 2019) - which?", "2.5 or (Kim, 2019) - which?"),
    ],
)
def test_what_people_wrote_is_not_taken_for_markdown(written: str, exported: str, fakes: Any) -> None:
    citation = replace(fakes.citation(), quote=written)
    answer = replace(fakes.answer(), kind=AnswerKind.QUOTED, citations=(citation,))
    assert as_markdown(answer).startswith(f"> {exported}\n>\n> — Lease")


def test_an_export_that_cannot_be_written_leaves_what_was_there(
    qtbot: QtBot, start: Any, fakes: Any, tmp_path: Path
) -> None:
    desk = start()
    panel = desk.window.conversations
    desk.window.chat.ask("First?")
    qtbot.waitUntil(lambda: not desk.background.busy)
    (tmp_path / "there.md").mkdir()
    panel.export_to(None, tmp_path / "there.md")
    qtbot.waitUntil(lambda: panel.undo.isVisible())
    assert "there.md could not be written" in panel.undo.text.text()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
