"""Finding conversations by words anywhere in them: part of a word is enough, in any script.

A scan, not an index: ten thousand messages take some tens of milliseconds, and Chinese needs no words.
"""

from __future__ import annotations

from lloco_desktop.domain import LibraryId
from lloco_desktop.store.database import Database

MOST = 200  # conversations that are shown
BEFORE, LENGTH = 12, 120  # characters of an excerpt


def find(database: Database, library: LibraryId, wanted: str) -> list[tuple[int, str]]:
    """Ids with an excerpt, the one that was last added to first; all of them where nothing is wanted."""
    words = wanted.split()
    conditions = ["library_id = ?"]
    values: list[object] = []
    for word in words:
        forms = _forms(word)
        title = " OR ".join(r"title LIKE ? ESCAPE '\'" for _ in forms)
        text = " OR ".join(r"text LIKE ? ESCAPE '\'" for _ in forms)
        conditions.append(
            f"({title} OR EXISTS (SELECT 1 FROM messages WHERE conversation_id = conversations.id"
            f" AND ({text})))"
        )
        values += [*forms, *forms]
    rows = database.rows(
        f"""SELECT id, title FROM conversations WHERE {" AND ".join(conditions)}
        ORDER BY changed DESC, id DESC LIMIT {MOST}""",
        (library, *values),
    )
    return [(key, _excerpt(database, key, _not_in(title, words))) for key, title in rows]


def _not_in(title: str, words: list[str]) -> list[str]:
    """The words that need to be shown elsewhere, because the title does not have them."""
    return [word for word in words if word.casefold() not in title.casefold()]


def _forms(word: str) -> list[str]:
    """Patterns for a word: LIKE itself takes upper and lower case for the same in ASCII only."""
    forms = [word] if word.isascii() else [word, word.lower(), word.upper(), word.capitalize()]
    escaped = [form.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") for form in forms]
    return [f"%{form}%" for form in dict.fromkeys(escaped)]


def _excerpt(database: Database, conversation: int, words: list[str]) -> str:
    """The words around the first place in the text that has one of those that were wanted."""
    for word in words:
        forms = _forms(word)
        condition = " OR ".join(r"text LIKE ? ESCAPE '\'" for _ in forms)
        text = database.value(
            f"SELECT text FROM messages WHERE conversation_id = ? AND ({condition}) ORDER BY id LIMIT 1",
            (conversation, *forms),
        )
        if text is not None:
            return around(" ".join(str(text).split()), word)
    return ""


def around(text: str, word: str) -> str:
    """A part of a text from a little before a word."""
    at = max(text.casefold().find(word.casefold()), 0)
    start = max(at - BEFORE, 0)
    if start:
        start = text.find(" ", start, at) + 1 or start
    shown = text[start : start + LENGTH]
    return ("…" if start else "") + shown + ("…" if start + LENGTH < len(text) else "")
