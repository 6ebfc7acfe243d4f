"""Conversations in memory for the window's tests, and makers of what they hold."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lloco_desktop.dialogue import Conversation, Found, Turn, Version, title_of
from lloco_desktop.domain import Answer, ConversationId, DocumentId, LibraryId, MessageId, Question
from lloco_desktop.errors import BadInput
from lloco_desktop.ui.chat.conversations import Begun, Opened, Removed

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def make_conversation(number: int, title: str = "", **more: Any) -> Conversation:
    """A conversation; the larger its number, the newer."""
    at = NOON + timedelta(minutes=number)
    made = Conversation(ConversationId(number), title or f"Chat {number}", 2, at, at, LibraryId(1))
    return replace(made, **more)


def make_turn(number: int, question: str, *answers: Answer | None) -> Turn:
    """A turn with a version for each answer; None: not answered."""
    versions = [
        Version(MessageId(number + at), Question(question, (LibraryId(1),)), answer)
        for at, answer in enumerate(answers)
    ]
    return Turn(MessageId(number), tuple(versions))


def _open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@dataclass
class FakeConversations:
    """Conversations that are kept at once, by library; `shown_ones` is which of them each shows.

    A test that clears `may_store` keeps questions and answers from being stored until it sets it again.
    """

    chats: dict[ConversationId, Conversation] = field(default_factory=dict)
    turns: dict[ConversationId, list[Turn]] = field(default_factory=dict)
    shown_ones: dict[LibraryId, ConversationId] = field(default_factory=dict)
    drafts: dict[tuple[LibraryId, ConversationId | None], str] = field(default_factory=dict)
    exported: list[tuple[LibraryId, ConversationId | None, Path]] = field(default_factory=list)
    places: dict[DocumentId, str] = field(default_factory=dict)
    may_store: threading.Event = field(default_factory=_open_gate)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    # --- for tests -----------------------------------------------------------------------

    def fill(self, library: LibraryId, turns: Sequence[Turn], title: str = "") -> Conversation:
        """A conversation that is there already, and shown."""
        number = next(self._ids)
        chat = make_conversation(number, title, library=library, messages=2 * len(turns))
        self.chats[chat.id], self.turns[chat.id] = chat, list(turns)
        self.shown_ones[library] = chat.id
        return chat

    def of(self, library: LibraryId) -> list[Turn]:
        """The turns of the conversation that a library shows."""
        return self.turns.get(self.shown_ones.get(library, ConversationId(0)), [])

    def answers(self, library: LibraryId) -> list[Answer]:
        """Every answer of it, in all versions."""
        versions = [version for turn in self.of(library) for version in turn.versions]
        return [version.answer for version in versions if version.answer is not None]

    # --- the services --------------------------------------------------------------------

    def list(self, library: LibraryId, wanted: str = "") -> list[Found]:
        newest = sorted(self.chats.values(), key=lambda one: (one.changed, one.id), reverse=True)
        found = [Found(one, self._excerpt(one, wanted)) for one in newest if one.library == library]
        return [one for one in found if not wanted or one.excerpt or wanted in one.conversation.title]

    def _excerpt(self, chat: Conversation, wanted: str) -> str:
        texts = [version.question.text for turn in self.turns[chat.id] for version in turn.versions]
        return next((text for text in texts if wanted and wanted in text), "")

    def shown(self, library: LibraryId) -> Opened:
        return self._opened(library, self.shown_ones.get(library))

    def open(self, library: LibraryId, conversation: ConversationId | None) -> Opened:
        return self._opened(library, conversation)

    def show(self, library: LibraryId, conversation: ConversationId | None) -> None:
        self.shown_ones.pop(library, None)
        if conversation is not None:
            self.shown_ones[library] = conversation

    def _opened(self, library: LibraryId, key: ConversationId | None) -> Opened:
        draft = self.drafts.get((library, key), "")
        if key is None:
            return Opened(library, draft=draft)
        if key not in self.chats:
            raise BadInput("It is gone.")
        return Opened(library, self.chats[key], tuple(self.turns[key]), draft)

    def begin(
        self,
        library: LibraryId,
        conversation: ConversationId | None,
        question: Question,
        turn: MessageId | None = None,
        version: MessageId | None = None,
    ) -> Begun:
        assert self.may_store.wait(60)
        if turn is None:
            self.drafts.pop((library, conversation), None)
        if conversation is None:
            conversation = self.fill(library, [], title_of(question.text)).id
            if question.libraries != (library,):
                self.ask_of(conversation, question.libraries)
        made = Version(MessageId(1000 + next(self._ids)), question)
        turns = self.turns[conversation]
        at = next((n for n, one in enumerate(turns) if one.id == turn), None)
        if at is None:
            turns.append(Turn(made.id, (made,)))
        else:
            kept = tuple(one for one in turns[at].versions if one.id != version)
            turns[at] = Turn(turns[at].id, (*kept, made))
        return Begun(self.chats[conversation], turn or made.id, made.id)

    def end(self, begun: Begun, answer: Answer) -> None:
        assert self.may_store.wait(60)
        if begun.conversation.id not in self.chats:
            raise BadInput("It is gone.")
        turns = self.turns[begun.conversation.id]
        for at, one in enumerate(turns):
            if one.id == begun.turn:
                turns[at] = Turn(one.id, (*one.versions[:-1], replace(one.last, answer=answer)))

    def rename(self, conversation: ConversationId, title: str) -> None:
        self.chats[conversation] = replace(self.chats[conversation], title=title)

    def ask_of(self, conversation: ConversationId, libraries: Sequence[LibraryId]) -> None:
        self.chats[conversation] = replace(self.chats[conversation], libraries=tuple(libraries))

    def delete(self, conversation: ConversationId) -> Removed:
        chat, turns = self.chats.pop(conversation), self.turns.pop(conversation)
        return Removed(conversation, chat.title, 2 * len(turns), (chat, turns))

    def put_back(self, removed: Removed) -> None:
        chat, turns = removed.kept  # type: ignore[misc]
        self.chats[chat.id], self.turns[chat.id] = chat, turns

    def keep_draft(self, library: LibraryId, conversation: ConversationId | None, text: str) -> None:
        self.drafts[library, conversation] = text

    def export(self, library: LibraryId, conversation: ConversationId | None, file: Path) -> int:
        self.exported.append((library, conversation, file))
        return len(self.chats) if conversation is None else 1

    def homes(self, documents: Sequence[DocumentId]) -> dict[DocumentId, str]:
        return {one: self.places[one] for one in documents if one in self.places}
