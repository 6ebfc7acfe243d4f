"""A parcel: the part of a workspace that belongs to one library, as an SQLite file of its own.

It is made by the same migrations as a workspace, so that one of an earlier version is brought up to date as a
workspace is, and holds whole documents (pages, passages, segments, summaries), what was learned (adapters'
records, runs that are done, their material) and, if wished, conversations. Identifiers are those of the
workspace that it comes from. What belongs to one machine only stays behind: jobs, watched folders, drafts.

Two things differ. Vectors lie in a plain table, `carried_vectors`, since the tables of sqlite-vec are not for
files from elsewhere; and the word indexes are empty, because whoever takes the parcel in makes them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from lloco_desktop.domain import DocumentId, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.schema import migrate, shipped_migrations
from lloco_desktop.study import RunState

Change = Callable[[dict[str, Any]], dict[str, Any] | None]  # a row as it is carried; None: it stays behind

CARRIED_VECTORS = """CREATE TABLE carried_vectors (
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    embedder   TEXT NOT NULL,
    width      INTEGER NOT NULL CHECK (width > 0),
    embedding  BLOB NOT NULL, -- float32, little-endian
    UNIQUE (passage_id, embedder, width)
) STRICT"""
CARRIED = frozenset(
    "libraries documents pages passages segments summaries adapters learning_runs study_chunks qa_pairs "
    "conversations messages citations".split()
)
ROW = 200  # bytes of a passage beside its text
_PORTION = 64  # rows in memory at once; one may be a megabyte

_SUMMARIES = """SELECT summaries.* FROM summaries JOIN
    (SELECT DISTINCT key FROM segments WHERE document_id = ?) AS wanted ON wanted.key = summaries.key"""
_CHUNKS = """SELECT study_chunks.* FROM study_chunks
    JOIN learning_runs ON learning_runs.id = study_chunks.run_id
    WHERE learning_runs.library_id = ? AND learning_runs.state = ?"""
_ITEMS = """SELECT qa_pairs.* FROM qa_pairs JOIN learning_runs ON learning_runs.id = qa_pairs.run_id
    WHERE learning_runs.library_id = ? AND learning_runs.state = ?"""
_MESSAGES = """SELECT messages.* FROM messages
    JOIN conversations ON conversations.id = messages.conversation_id WHERE conversations.library_id = ?"""
_CITATIONS = """SELECT citations.* FROM citations JOIN messages ON messages.id = citations.message_id
    JOIN conversations ON conversations.id = messages.conversation_id WHERE conversations.library_id = ?"""


@dataclass(frozen=True, slots=True)
class Weight:
    """What there is of a library, and how many bytes that is."""

    documents: int
    adapters: int
    conversations: int
    store: int  # bytes of text, places on pages, vectors and summaries
    learned: int  # bytes of the adapters' files
    files: int  # bytes of the PDFs


@dataclass(frozen=True, slots=True)
class Belongings:
    """What goes with a library beside its documents."""

    adapters: int
    conversations: int
    watched: int  # folders


def belongings(database: Database, library: LibraryId) -> Belongings:
    """Count what belongs to a library; quick."""
    tables = ("adapters", "conversations", "watched_folders")
    return Belongings(
        *(
            int(database.value(f"SELECT count(*) FROM {table} WHERE library_id = ?", (library,)))
            for table in tables
        )
    )


def weigh(database: Database, library: LibraryId) -> Weight:
    """What an export of a library would hold. Reads the length of everything, so it takes its time."""

    def total(sql: str) -> int:
        return int(database.value(f"SELECT coalesce(sum({sql}", (library,)) or 0)

    with database.snapshot():
        documents, size = database.rows(
            "SELECT count(*), coalesce(sum(size), 0) FROM documents WHERE complete AND library_id = ?",
            (library,),
        )[0]
        passages = "passages JOIN documents ON documents.id = passages.document_id WHERE library_id = ?"
        text = total(f"octet_length(text) + octet_length(lines)), 0) FROM {passages}")
        summaries = total(
            """octet_length(data)), 0) FROM summaries WHERE key IN (SELECT key FROM segments
            JOIN documents ON documents.id = segments.document_id WHERE library_id = ?)"""
        )
        count = total(f"1), 0) FROM {passages}")
        widths = int(database.value("SELECT coalesce(sum(width), 0) FROM embedders"))
        beside = belongings(database, library)
        return Weight(
            documents,
            beside.adapters,
            beside.conversations,
            text + summaries + (4 * widths + ROW) * count,
            total("size), 0) FROM adapters WHERE library_id = ?"),
            size,
        )


class ParcelWriter:
    """Fills a new parcel from a workspace. Every call reads one state of it; nothing is held in between."""

    def __init__(self, source: Database, library: LibraryId, file: Path) -> None:
        self._source = source
        self._library = library
        self.target = Database(file)
        self._triggers: list[Row] = []

    def __enter__(self) -> ParcelWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.target.close()

    def begin(self) -> list[DocumentId]:
        """Make the file; gives the documents that belong in it. Raises `BadInput` if the library is gone."""
        target = self.target
        migrate(target, shipped_migrations())
        target.run("PRAGMA synchronous = OFF")  # a draft: what a crash leaves of it is not read
        with target.transaction():
            self._triggers = target.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for name, _ in self._triggers:
                target.run(f"DROP TRIGGER {name}")
            target.run(CARRIED_VECTORS)
            if not self._copy("libraries", "SELECT * FROM libraries WHERE id = ?", (self._library,), _alone):
                raise BadInput(say("The library is no longer in the workspace, so nothing was exported."))
        rows = self._source.rows(
            "SELECT id FROM documents WHERE library_id = ? AND complete ORDER BY id", (self._library,)
        )
        return [DocumentId(key) for (key,) in rows]

    def add_documents(self, documents: Sequence[DocumentId]) -> None:
        """Copy whole documents; those that have gone meanwhile are left out."""
        with self.target.transaction():
            for document in documents:
                with self._source.snapshot():
                    self._add_document(document)

    def _add_document(self, document: DocumentId) -> None:
        one = (document,)
        sql = "SELECT * FROM documents WHERE id = ? AND complete"
        if not self._copy("documents", sql, one, self._known("documents")):
            return
        for table in ("pages", "passages", "segments"):
            self._copy(table, f"SELECT * FROM {table} WHERE document_id = ?", one)
        self._copy("summaries", _SUMMARIES, one, verb="INSERT OR IGNORE")  # others may share them
        for key, name, width in self._source.rows("SELECT id, name, width FROM embedders"):
            self._copy(
                "carried_vectors",
                f"""SELECT v.passage_id, ? AS embedder, ? AS width, v.embedding
                FROM passages CROSS JOIN vectors_{int(key)} AS v ON v.passage_id = passages.id
                WHERE passages.document_id = ?""",
                (name, width, document),
            )

    def add_learned(self) -> None:
        """Copy the records of what was learned. The adapters' files are not in here."""
        runs = (self._library, RunState.DONE.value)
        with self._source.snapshot(), self.target.transaction():
            self._copy("adapters", "SELECT * FROM adapters WHERE library_id = ?", (self._library,))
            self._copy(
                "learning_runs",
                "SELECT * FROM learning_runs WHERE library_id = ? AND state = ?",
                runs,
                self._known("learning_runs"),
            )
            documents = {key for (key,) in self.target.rows("SELECT id FROM documents")}
            self._copy(
                "study_chunks", _CHUNKS, runs, lambda row: row if row["document_id"] in documents else None
            )
            chunks = {*self.target.rows("SELECT run_id, number FROM study_chunks")}
            self._copy("qa_pairs", _ITEMS, runs, lambda row: row if _is_whole(row, chunks) else None)

    def add_conversations(self) -> None:
        """Copy the conversations that are at home in the library."""
        one = (self._library,)
        with self._source.snapshot(), self.target.transaction():
            self._copy("conversations", "SELECT * FROM conversations WHERE library_id = ?", one)
            self._copy("messages", f"{_MESSAGES} ORDER BY messages.id", one)
            self._copy("citations", _CITATIONS, one)

    def finish(self) -> dict[str, int]:
        """Close the parcel as one file; gives how many rows each table has."""
        target = self.target
        counts = {
            name: int(target.value(f"SELECT count(*) FROM {name}"))
            for name in (*sorted(CARRIED), "carried_vectors")
        }
        with target.transaction():
            for _, sql in self._triggers:
                target.run(sql)
        target.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        target.rows("PRAGMA journal_mode = DELETE")
        target.close()
        return counts

    def _known(self, table: str) -> Change:
        """A change that lets go of what a row refers to where that stays behind."""
        lost = [
            column
            for _, _, parent, column, *_ in self._source.rows(f"PRAGMA foreign_key_list({table})")
            if parent not in CARRIED
        ]
        return lambda row: row | dict.fromkeys(lost)

    def _copy(
        self,
        table: str,
        sql: str,
        values: Sequence[Any],
        change: Change | None = None,
        verb: str = "INSERT",
    ) -> int:
        """Copy the rows of a query into a table of the same columns; gives how many there were."""
        columns = columns_of(self.target, table)
        marks = ", ".join("?" * len(columns))
        number = 0
        for rows in batched(self._source.each(sql, values), _PORTION):
            given = (dict(zip(columns, row, strict=True)) for row in rows)
            made = [row for row in map(change, given) if row is not None] if change else list(given)
            self.target.run_many(
                f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                [tuple(row.values()) for row in made],
            )
            number += len(made)
        return number


def columns_of(database: Database, table: str) -> list[str]:
    """The columns of a table, in their order."""
    return [row[1] for row in database.rows(f"PRAGMA table_info({table})")]


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of `size`, the last one shorter."""
    left = iter(rows)
    while portion := list(islice(left, size)):
        yield portion


def _alone(row: dict[str, Any]) -> dict[str, Any]:
    """A library's row without what it is among others."""
    return row | {"place": 0, "shown_id": None}


def _is_whole(item: dict[str, Any], chunks: set[Row]) -> bool:
    """Whether the text that a study item was made from comes along."""
    return item["chunk"] is None or (item["run_id"], item["chunk"]) in chunks
