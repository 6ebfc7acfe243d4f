"""Chats and their citations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Box,
    Citation,
    ConversationId,
    Seconds,
    TokenCounts,
)
from lloco_desktop.errors import BadInput
from lloco_desktop.store.conversations import Role
from lloco_desktop.store.message_codec import pack_answer, unpack_answer


def answer(document, passage, count=2):
    citations = tuple(
        Citation(
            document,
            f"Title {n}",
            Path(f"/x/📄{n}.pdf"),
            n + 1,
            (Box(n + 1, 1.5, 2.25, 3.1, 4.0),),
            "foxes ran",
            0.5,
            passage,
        )
        for n in range(count)
    )
    return Answer(
        "Foxes “ran”.\n狐狸。",
        AnswerKind.GENERATED,
        True,
        citations,
        "A note.",
        "small",
        None,
        TokenCounts(10, 2, 3, 5, 4),
        Seconds(0.1, 0.2, 0.3),
        passages_used=3,
        documents_used=1,
        expanded_passages=2,
        device="cpu",
        precision="bf16",
    )


def test_an_answer_comes_back_as_it_was(workspace, shelf):
    document = shelf.add("foxes ran")
    (passage,) = workspace.passages.of_document(document)
    chat = workspace.conversations.create("Foxes")
    given = answer(document, passage.id)
    asked = workspace.conversations.append(chat.id, Role.USER, "Who ran?")
    told = workspace.conversations.append(chat.id, Role.ASSISTANT, given)
    plain = workspace.conversations.append(
        chat.id, Role.ASSISTANT, Answer("No.", AnswerKind.NOT_FOUND, False)
    )
    assert workspace.conversations.messages(chat.id) == [asked, told, plain]
    assert told.answer == given
    assert (asked.role, asked.text, asked.answer) == (Role.USER, "Who ran?", None)


def test_an_answer_of_an_earlier_version_says_less(shelf, workspace):
    document = shelf.add("foxes ran")
    (passage,) = workspace.passages.of_document(document)
    given = answer(document, passage.id)
    raw = json.loads(pack_answer(given))
    for since in ("expanded_passages", "device", "precision", "adapter_reason", "follow_ups"):
        del raw[since]
    assert unpack_answer(given.text, json.dumps(raw), given.citations) == replace(
        given, expanded_passages=0, device=None, precision=None
    )


def test_citations_outlive_their_document(workspace, shelf):
    document = shelf.add("foxes ran")
    chat = workspace.conversations.create()
    given = answer(document, workspace.passages.of_document(document)[0].id)
    workspace.conversations.append(chat.id, Role.ASSISTANT, given)
    workspace.documents.delete(document)
    assert workspace.conversations.messages(chat.id)[0].answer == given
    assert shelf.add("another") != document  # a number is never used twice
    assert workspace.verify().ok


def test_chats_are_listed_renamed_and_removed(workspace):
    chats = workspace.conversations
    first, second = chats.create("first"), chats.create("second")
    assert [chat.title for chat in chats.all()] == ["second", "first"]
    chats.append(first.id, Role.USER, "hello")
    newest = chats.all()[0]
    assert (newest.id, newest.messages, newest.changed >= newest.created) == (first.id, 1, True)
    chats.rename(first.id, "renamed")
    chats.delete(second.id)
    assert [chat.title for chat in chats.all()] == ["renamed"]
    chats.delete(first.id)
    assert workspace._database.value("SELECT count(*) FROM messages") == 0
    with pytest.raises(BadInput):
        chats.append(first.id, Role.USER, "too late")
    assert chats.messages(ConversationId(99)) == []
