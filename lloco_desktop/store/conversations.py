"""Conversations: what was asked and answered, with the citations as they were shown.

A question is stored when it is asked, its answer when it ends: where the application ended in between, the
question stands there without one. A citation is kept with its text and place, and does not go when its
document does.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from lloco_desktop.dialogue import Conversation, Found, Turn, Version, title_of
from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Citation,
    ConversationId,
    DocumentId,
    LibraryId,
    MessageId,
    Question,
)
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store import conversation_search, taking
from lloco_desktop.store.codec import json_list, storable
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.message_codec import (
    pack_answer,
    pack_citation,
    pack_question,
    unpack_answer,
    unpack_citation,
    unpack_question,
)


class Role(Enum):
    """Who says a message."""

    USER = "user"
    ASSISTANT = "assistant"


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
        created, changed, library_id,
        (SELECT group_concat(library_id) FROM conversation_libraries
            WHERE conversation_id = conversations.id)
    FROM conversations
"""


class Conversations:
    """The chats of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- chats ---------------------------------------------------------------------------

    def create(self, title: str = "", library: LibraryId | None = None) -> Conversation:
        """A new, empty conversation."""
        now = time.time()
        with self._database.transaction():
            key = self._database.insert(
                "INSERT INTO conversations (title, created, changed, library_id) VALUES (?, ?, ?, ?)",
                (storable(title), now, now, library),
            )
            return self.by_id(ConversationId(key))

    def by_id(self, conversation: ConversationId) -> Conversation:
        """One conversation. Raises `BadInput` if it is gone."""
        row = self._database.row(f"{_SELECT} WHERE id = ?", (conversation,))
        if row is None:
            raise BadInput(say("Conversation {n} is no longer in the workspace.", n=conversation))
        return _conversation(row)

    def all(self, library: LibraryId | None = None) -> list[Conversation]:
        """Every conversation, or those of a library, the one that was last added to first."""
        where = "" if library is None else "WHERE library_id = ?"
        rows = self._database.rows(
            f"{_SELECT} {where} ORDER BY changed DESC, id DESC", () if library is None else (library,)
        )
        return [_conversation(row) for row in rows]

    def search(self, library: LibraryId, wanted: str) -> list[Found]:
        """The library's conversations whose title or text holds every one of the words, newest first."""
        with self._database.snapshot():
            found = conversation_search.find(self._database, library, wanted)
            return [Found(self.by_id(ConversationId(key)), excerpt) for key, excerpt in found]

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Give a conversation another title. Raises `BadInput` for an empty one."""
        title = " ".join(title.split())
        if not title:
            raise BadInput(say("A conversation needs a title."))
        with self._database.transaction():
            self._database.run(
                "UPDATE conversations SET title = ? WHERE id = ?", (storable(title), conversation)
            )

    def delete(self, conversation: ConversationId) -> taking.Taken:
        """Remove a conversation with its messages; gives what `put_back` needs to undo that."""
        with self._database.transaction():
            return taking.take(self._database, conversation)

    def put_back(self, taken: taking.Taken) -> None:
        """Undo a deletion. Raises `BadInput` if the library is gone meanwhile."""
        with self._database.transaction():
            taking.put_back(self._database, taken)

    def set_libraries(self, conversation: ConversationId, libraries: Iterable[LibraryId]) -> None:
        """Which libraries a conversation asks; none: its own."""
        with self._database.transaction():
            self._database.run(
                "DELETE FROM conversation_libraries WHERE conversation_id = ?", (conversation,)
            )
            self._database.run_many(
                "INSERT INTO conversation_libraries (conversation_id, library_id) VALUES (?, ?)",
                [(conversation, library) for library in dict.fromkeys(libraries)],
            )

    # --- which one is shown --------------------------------------------------------------

    def shown(self, library: LibraryId) -> ConversationId | None:
        """The conversation that a library shows; None: a new one."""
        key = self._database.value("SELECT shown_id FROM libraries WHERE id = ?", (library,))
        return None if key is None else ConversationId(key)

    def show(self, library: LibraryId, conversation: ConversationId | None) -> None:
        """Remember which conversation a library shows."""
        if self.shown(library) != conversation:
            with self._database.transaction():
                self._database.run("UPDATE libraries SET shown_id = ? WHERE id = ?", (conversation, library))

    # --- asking and answering ------------------------------------------------------------

    def ask(
        self,
        conversation: ConversationId,
        question: Question,
        turn: MessageId | None = None,
        version: MessageId | None = None,
    ) -> MessageId:
        """Store a question; gives its id, which is that of its turn where it begins one.

        With a `turn` it is another version of that one; with a `version` that was never answered, it takes
        its place. A conversation without a title is called after the question.
        """
        with self._database.transaction():
            if version is not None and self._is_unanswered(version):
                self._database.run(
                    "UPDATE messages SET text = ?, asked = ?, created = ? WHERE id = ?",
                    (storable(question.text), pack_question(question), time.time(), version),
                )
                return version
            message = self.append(conversation, Role.USER, question.text, turn, pack_question(question))
            if not self.by_id(conversation).title:
                self.rename(conversation, title_of(question.text))
            return message.id

    def answer(self, conversation: ConversationId, turn: MessageId, answer: Answer) -> Message:
        """Store the answer to the newest version of a turn. Raises `BadInput` if the chat is gone."""
        return self.append(conversation, Role.ASSISTANT, answer, turn)

    def append(
        self,
        conversation: ConversationId,
        role: Role,
        content: str | Answer,
        turn: MessageId | None = None,
        asked: str | None = None,
    ) -> Message:
        """Add a message at the end. Raises `BadInput` if the conversation is gone."""
        answer = content if isinstance(content, Answer) else None
        text = content if isinstance(content, str) else content.text
        details = None if answer is None else pack_answer(answer)
        now = time.time()
        with self._database.transaction():
            self.by_id(conversation)
            key = self._database.insert(
                """INSERT INTO messages (conversation_id, role, text, answer, created, turn, asked)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (conversation, role.value, storable(text), details, now, turn, asked),
            )
            if turn is None and role is Role.USER:
                self._database.run("UPDATE messages SET turn = id WHERE id = ?", (key,))
            self._database.run("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation))
            if answer:
                self._database.run_many(
                    """INSERT INTO citations (message_id, position, document_id, passage_id, title, path,
                    page, boxes, quote, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    [(key, at, *pack_citation(citation)) for at, citation in enumerate(answer.citations)],
                )
        return Message(MessageId(key), role, text, answer, datetime.fromtimestamp(now, UTC))

    def _is_unanswered(self, version: MessageId) -> bool:
        row = self._database.row(
            """SELECT 1 FROM messages AS asked WHERE id = ? AND role = 'user' AND NOT EXISTS (
                SELECT 1 FROM messages WHERE turn = coalesce(asked.turn, asked.id) AND id > asked.id)""",
            (version,),
        )
        return row is not None

    # --- reading -------------------------------------------------------------------------

    def messages(self, conversation: ConversationId) -> list[Message]:
        """The messages of a conversation in order, each answer with its citations."""
        return [
            Message(MessageId(key), Role(role), text, answer, datetime.fromtimestamp(created, UTC))
            for key, role, text, created, _, _, answer in self._rows(conversation)
        ]

    def turns(self, conversation: ConversationId) -> tuple[Turn, ...]:
        """The questions of a conversation in order, each in all its versions with their answers."""
        turns: dict[int, list[Version]] = {}
        latest: int | None = None  # whose answers follow, where messages of earlier versions do not say it
        for key, role, text, _, turn, asked, answer in self._rows(conversation):
            if role == Role.USER.value:
                latest = key if turn is None else turn
                question = unpack_question(text, asked)
                turns.setdefault(latest, []).append(Version(MessageId(key), question))
                continue
            of = turns.get(latest if turn is None else turn) if (turn or latest) is not None else None
            if of:
                told = answer or Answer(text, AnswerKind.GENERATED, found=True)
                of[-1] = replace(of[-1], answer=told)
        return tuple(Turn(MessageId(key), tuple(versions)) for key, versions in turns.items())

    def _rows(
        self, conversation: ConversationId
    ) -> list[tuple[int, str, str, float, int, str, Answer | None]]:
        """id, role, text, created, turn, asked, answer."""
        with self._database.snapshot():
            rows = self._database.rows(
                """SELECT id, role, text, created, turn, asked, answer FROM messages
                WHERE conversation_id = ? ORDER BY id""",
                (conversation,),
            )
            citations = self._citations([row[0] for row in rows if row[6] is not None])
        return [
            (
                *row,
                None if packed is None else unpack_answer(row[2], packed, tuple(citations.get(row[0], ()))),
            )
            for *row, packed in rows
        ]

    def _citations(self, messages: Sequence[int]) -> dict[int, list[Citation]]:
        citations: dict[int, list[Citation]] = {}
        for key, *row in self._database.rows(
            """SELECT message_id, document_id, passage_id, title, path, page, boxes, quote, score
            FROM citations WHERE message_id IN (SELECT value FROM json_each(?))
            ORDER BY message_id, position""",
            (json_list(messages),),
        ):
            citations.setdefault(key, []).append(unpack_citation(tuple(row)))
        return citations

    # --- from earlier versions -----------------------------------------------------------

    def adopt(self, shown: dict[LibraryId, ConversationId]) -> None:
        """Give conversations of earlier versions a home: where they were shown, or what they cite."""
        with self._database.transaction():
            for library, conversation in shown.items():
                self._database.run(
                    """UPDATE conversations SET library_id = ?1 WHERE id = ?2 AND library_id IS NULL
                    AND EXISTS (SELECT 1 FROM libraries WHERE id = ?1)""",
                    (library, conversation),
                )
                self._database.run(
                    """UPDATE libraries SET shown_id = ?2 WHERE id = ?1
                    AND EXISTS (SELECT 1 FROM conversations WHERE id = ?2 AND library_id = ?1)""",
                    (library, conversation),
                )
            self._database.run(
                """UPDATE conversations SET library_id = (
                    SELECT documents.library_id FROM messages
                    JOIN citations ON citations.message_id = messages.id
                    JOIN documents ON documents.id = citations.document_id
                    WHERE messages.conversation_id = conversations.id ORDER BY messages.id LIMIT 1)
                WHERE library_id IS NULL"""
            )

    def homes(self, documents: Sequence[DocumentId]) -> dict[DocumentId, str]:
        """The names of the libraries that documents are in, of those that are still there."""
        rows = self._database.rows(
            """SELECT documents.id, libraries.name FROM documents
            JOIN libraries ON libraries.id = documents.library_id
            WHERE documents.id IN (SELECT value FROM json_each(?))""",
            (json_list(list(documents)),),
        )
        return {DocumentId(key): name for key, name in rows}


def _conversation(row: Row) -> Conversation:
    key, title, messages, created, changed, library, libraries = row
    return Conversation(
        ConversationId(key),
        title,
        messages,
        datetime.fromtimestamp(created, UTC),
        datetime.fromtimestamp(changed, UTC),
        None if library is None else LibraryId(library),
        tuple(LibraryId(int(one)) for one in libraries.split(",")) if libraries else (),
    )
