"""What was typed and not sent, so that it survives a crash."""

from __future__ import annotations

from lloco_desktop.domain import ConversationId, LibraryId
from lloco_desktop.store.codec import storable
from lloco_desktop.store.database import Database

NEW = 0  # stands for the conversation that has not begun


class Drafts:
    """At most one for each conversation, and one for each library's next conversation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, library: LibraryId, conversation: ConversationId | None, text: str) -> None:
        """Keep a draft; an empty one is removed."""
        key = (library, conversation or NEW)
        with self._database.transaction():
            if not text.strip():
                self._database.run("DELETE FROM drafts WHERE library_id = ? AND conversation_id = ?", key)
                return
            self._database.run(
                """INSERT INTO drafts (library_id, conversation_id, text)
                SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM libraries WHERE id = ?1)
                ON CONFLICT DO UPDATE SET text = excluded.text""",
                (*key, storable(text)),
            )

    def of(self, library: LibraryId, conversation: ConversationId | None) -> str:
        """The draft, or nothing."""
        return str(
            self._database.value(
                "SELECT text FROM drafts WHERE library_id = ? AND conversation_id = ?",
                (library, conversation or NEW),
            )
            or ""
        )
