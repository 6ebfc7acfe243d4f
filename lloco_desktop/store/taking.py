"""Taking a conversation out of the workspace so that it can be put back as it was."""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.domain import ConversationId, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.database import Database, Row

# Where its rows are, and how they are found; each table after those that it refers to.
_TABLES = (
    ("conversations", "id = ?"),
    ("conversation_libraries", "conversation_id = ?"),
    ("messages", "conversation_id = ?"),
    ("citations", "message_id IN (SELECT id FROM messages WHERE conversation_id = ?)"),
    ("drafts", "conversation_id = ?"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """All rows of one conversation."""

    conversation: ConversationId
    title: str
    messages: int
    library: LibraryId | None
    was_shown: bool
    rows: tuple[tuple[Row, ...], ...]  # of each table


def take(database: Database, conversation: ConversationId) -> Taken:
    """Remove a conversation; one that is gone already is taken without anything."""
    rows = tuple(
        tuple(database.rows(f"SELECT * FROM {table} WHERE {where}", (conversation,)))
        for table, where in _TABLES
    )
    head = database.row("SELECT title, library_id FROM conversations WHERE id = ?", (conversation,))
    title, library = head or ("", None)
    shown = database.row("SELECT 1 FROM libraries WHERE shown_id = ?", (conversation,)) is not None
    database.run("DELETE FROM drafts WHERE conversation_id = ?", (conversation,))
    database.run("DELETE FROM conversations WHERE id = ?", (conversation,))
    home = None if library is None else LibraryId(library)
    return Taken(conversation, title, len(rows[2]), home, shown, rows)


def put_back(database: Database, taken: Taken) -> None:
    """Store its rows again. Raises `BadInput` if its library is gone."""
    there = {row[0] for row in database.rows("SELECT id FROM libraries")}
    if taken.library is not None and taken.library not in there:
        raise BadInput(say("Its library was deleted, so the conversation cannot come back."))
    for (table, _), rows in zip(_TABLES, taken.rows, strict=True):
        kept = [row for row in rows if table != "conversation_libraries" or row[1] in there]
        if kept:
            marks = ", ".join("?" * len(kept[0]))
            database.run_many(f"INSERT INTO {table} VALUES ({marks})", kept)
    if taken.was_shown:
        database.run("UPDATE libraries SET shown_id = ? WHERE id = ?", (taken.conversation, taken.library))
