"""Conversations: what was asked and answered, with the citations as they were shown.

A citation is kept with its text and place, and does not go when its document does.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Citation,
    ConversationId,
    DocumentId,
    MessageId,
    PassageId,
    Seconds,
    TokenCounts,
)
from lloco_desktop.errors import BadInput
from lloco_desktop.store.codec import (
    canonical_json,
    json_list,
    pack_boxes,
    pack_path,
    storable,
    unpack_boxes,
    unpack_path,
)
from lloco_desktop.store.database import Database, Row


class Role(Enum):
    """Who says a message."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat, as the list of chats shows it."""

    id: ConversationId
    title: str
    messages: int
    created: datetime  # UTC
    changed: datetime  # UTC; when the last message came


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; an assistant's has the whole answer where there was one."""

    id: MessageId
    role: Role
    text: str
    answer: Answer | None
    created: datetime  # UTC


_SELECT = """
    SELECT id, title, (SELECT count(*) FROM messages WHERE conversation_id = conversations.id),
        created, changed
    FROM conversations
"""


class Conversations:
    """The chats of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, title: str = "") -> Conversation:
        """A new, empty conversation."""
        now = time.time()
        with self._database.transaction():
            key = self._database.insert(
                "INSERT INTO conversations (title, created, changed) VALUES (?, ?, ?)",
                (storable(title), now, now),
            )
            return self.by_id(ConversationId(key))

    def by_id(self, conversation: ConversationId) -> Conversation:
        """One conversation. Raises `BadInput` if it is gone."""
        row = self._database.row(f"{_SELECT} WHERE id = ?", (conversation,))
        if row is None:
            raise BadInput(f"Conversation {conversation} is no longer in the workspace.")
        return _conversation(row)

    def all(self) -> list[Conversation]:
        """Every conversation, the one that was last added to first."""
        return [
            _conversation(row) for row in self._database.rows(f"{_SELECT} ORDER BY changed DESC, id DESC")
        ]

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Give a conversation another title."""
        with self._database.transaction():
            self._database.run(
                "UPDATE conversations SET title = ? WHERE id = ?", (storable(title), conversation)
            )

    def delete(self, conversation: ConversationId) -> None:
        """Remove a conversation with its messages."""
        with self._database.transaction():
            self._database.run("DELETE FROM conversations WHERE id = ?", (conversation,))

    def append(self, conversation: ConversationId, role: Role, content: str | Answer) -> Message:
        """Add a message at the end. Raises `BadInput` if the conversation is gone."""
        answer = content if isinstance(content, Answer) else None
        text = content if isinstance(content, str) else content.text
        details = None if answer is None else _answer_json(answer)
        now = time.time()
        with self._database.transaction():
            self.by_id(conversation)
            key = self._database.insert(
                "INSERT INTO messages (conversation_id, role, text, answer, created) VALUES (?, ?, ?, ?, ?)",
                (
                    conversation,
                    role.value,
                    storable(text),
                    details,
                    now,
                ),
            )
            self._database.run("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation))
            if answer:
                self._database.run_many(
                    """INSERT INTO citations (message_id, position, document_id, passage_id, title, path,
                    page, boxes, quote, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    [(key, at, *_citation_row(citation)) for at, citation in enumerate(answer.citations)],
                )
        return Message(MessageId(key), role, text, answer, datetime.fromtimestamp(now, UTC))

    def messages(self, conversation: ConversationId) -> list[Message]:
        """The messages of a conversation in order, each answer with its citations."""
        with self._database.snapshot():
            rows = self._database.rows(
                "SELECT id, role, text, answer, created FROM messages WHERE conversation_id = ? ORDER BY id",
                (conversation,),
            )
            citations: dict[int, list[Citation]] = {}
            for key, *row in self._database.rows(
                """SELECT message_id, document_id, passage_id, title, path, page, boxes, quote, score
                FROM citations WHERE message_id IN (SELECT value FROM json_each(?))
                ORDER BY message_id, position""",
                (json_list([row[0] for row in rows]),),
            ):
                citations.setdefault(key, []).append(_citation(tuple(row)))
        return [
            Message(
                MessageId(key),
                Role(role),
                text,
                None if answer is None else _answer(text, json.loads(answer), tuple(citations.get(key, ()))),
                datetime.fromtimestamp(created, UTC),
            )
            for key, role, text, answer, created in rows
        ]


def _conversation(row: Row) -> Conversation:
    key, title, messages, created, changed = row
    return Conversation(
        ConversationId(key),
        title,
        messages,
        datetime.fromtimestamp(created, UTC),
        datetime.fromtimestamp(changed, UTC),
    )


def _answer_json(answer: Answer) -> str:
    return canonical_json(
        {
            "kind": answer.kind.value,
            "found": answer.found,
            "note": answer.note,
            "backbone": answer.backbone,
            "adapter": answer.adapter,
            "adapter_reason": answer.adapter_reason,
            "tokens": asdict(answer.tokens),
            "seconds": asdict(answer.seconds),
            "passages_used": answer.passages_used,
            "documents_used": answer.documents_used,
        }
    )


def _answer(text: str, raw: dict[str, Any], citations: tuple[Citation, ...]) -> Answer:
    return Answer(
        text=text,
        kind=AnswerKind(raw["kind"]),
        found=raw["found"],
        citations=citations,
        note=raw["note"],
        backbone=raw["backbone"],
        adapter=raw["adapter"],
        adapter_reason=raw.get("adapter_reason"),  # answers of earlier versions have none
        tokens=TokenCounts(**raw["tokens"]),
        seconds=Seconds(**raw["seconds"]),
        passages_used=raw["passages_used"],
        documents_used=raw["documents_used"],
    )


def _citation_row(citation: Citation) -> Row:
    return (
        citation.document,
        citation.passage,
        storable(citation.title),
        pack_path(citation.path),
        citation.page,
        pack_boxes(citation.boxes),
        storable(citation.quote),
        citation.score,
    )


def _citation(row: Row) -> Citation:
    document, passage, title, path, page, boxes, quote, score = row
    return Citation(
        document=DocumentId(document),
        title=title,
        path=unpack_path(path),
        page=page,
        boxes=unpack_boxes(boxes),
        quote=quote,
        score=score,
        passage=PassageId(passage),
    )
