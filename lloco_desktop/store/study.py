"""Study material: the chunks of text of a learning run, and its questions with their answers.

What was made of a document goes with the document: a run then goes on without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, RunId
from lloco_desktop.store.codec import canonical_json, json_list, storable
from lloco_desktop.store.database import Database, Row
from lloco_desktop.study import Chunk, MaterialKind, Split, StudyItem


@dataclass(frozen=True, slots=True)
class StudyChunk:
    """One chunk of a run, as stored."""

    number: int  # what items call it by; numbers of removed documents are missing
    chunk: Chunk
    split: Split
    studied: bool  # its items were made, however many
    dropped: Mapping[str, int]  # items that the audit dropped, by the reason


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item of a run, as stored; an answer is None until it was given."""

    number: int
    item: StudyItem
    read: bool  # what it reads is known (and may be nothing)
    before: str | None
    after: str | None


class Study:
    """The study material of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_chunks(self, run: RunId, chunks: Sequence[Chunk], splits: Sequence[Split]) -> None:
        """Store a run's chunks, numbered from 0, in place of any it had. Their documents must be there."""
        rows = [
            (
                run,
                number,
                chunk.document,
                storable(chunk.title),
                chunk.segment,
                chunk.first_passage,
                chunk.last_passage,
                storable(chunk.text),
                chunk.tokens,
                split.value,
            )
            for number, (chunk, split) in enumerate(zip(chunks, splits, strict=True))
        ]
        with self._database.transaction():
            self._database.run("DELETE FROM study_chunks WHERE run_id = ?", (run,))
            self._database.run_many(
                """INSERT INTO study_chunks (run_id, number, document_id, title, segment, first_passage,
                last_passage, text, tokens, split) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                rows,
            )

    def chunks(self, run: RunId) -> list[StudyChunk]:
        """A run's chunks that are still there, by number."""
        rows = self._database.rows(
            """SELECT number, document_id, title, segment, first_passage, last_passage, text, tokens, split,
            studied, dropped FROM study_chunks WHERE run_id = ? ORDER BY number""",
            (run,),
        )
        return [_chunk(row) for row in rows]

    def documents(self, run: RunId) -> set[DocumentId]:
        """The documents that a run has chunks of, and that are still there."""
        rows = self._database.rows("SELECT DISTINCT document_id FROM study_chunks WHERE run_id = ?", (run,))
        return {DocumentId(key) for (key,) in rows}

    def add(self, run: RunId, chunk: int, items: Sequence[StudyItem], dropped: Mapping[str, int]) -> bool:
        """Store what was made of one chunk; False, and nothing is stored, if its document is gone."""
        with self._database.transaction():
            known = self._database.value(
                """UPDATE study_chunks SET studied = 1, dropped = ? WHERE run_id = ? AND number = ?
                RETURNING 1""",
                (canonical_json(dict(dropped)), run, chunk),
            )
            if known is None:
                return False
            first = self._database.value(
                "SELECT coalesce(max(number) + 1, 0) FROM qa_pairs WHERE run_id = ?", (run,)
            )
            self._insert(run, first, items)
            return True

    def replace(self, run: RunId, items: Sequence[StudyItem]) -> None:
        """Store a run's items in place of all it had, numbered from 0.

        Items of chunks that are gone are left out.
        """
        with self._database.transaction():
            numbers = self._database.rows("SELECT number FROM study_chunks WHERE run_id = ?", (run,))
            there = {None, *(number for (number,) in numbers)}
            self._database.run("DELETE FROM qa_pairs WHERE run_id = ?", (run,))
            self._insert(run, 0, [item for item in items if item.chunk in there])

    def _insert(self, run: RunId, first: int, items: Sequence[StudyItem]) -> None:
        self._database.run_many(
            """INSERT INTO qa_pairs (run_id, number, kind, split, question, answer, chunk, reads)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                (
                    run,
                    number,
                    item.kind.value,
                    item.split.value,
                    storable(item.question),
                    storable(item.answer),
                    item.chunk,
                    json_list(item.reads) if item.reads else None,
                )
                for number, item in enumerate(items, first)
            ],
        )

    def items(self, run: RunId) -> list[StoredItem]:
        """A run's items, by number."""
        rows = self._database.rows(
            """SELECT number, kind, split, question, answer, chunk, reads, before, after FROM qa_pairs
            WHERE run_id = ? ORDER BY number""",
            (run,),
        )
        return [_item(row) for row in rows]

    def set_reads(self, run: RunId, reads: Mapping[int, Sequence[str]]) -> None:
        """Store the segment keys that items read, by number of item; those that are gone are skipped."""
        with self._database.transaction():
            self._database.run_many(
                "UPDATE qa_pairs SET reads = ? WHERE run_id = ? AND number = ?",
                [(json_list(list(keys)), run, number) for number, keys in reads.items()],
            )

    def set_before(self, run: RunId, number: int, text: str) -> None:
        """Store what the backbone alone answers to an item."""
        self._set_answer("before", run, number, text)

    def set_after(self, run: RunId, number: int, text: str) -> None:
        """Store what the backbone answers to an item with the adapter."""
        self._set_answer("after", run, number, text)

    def _set_answer(self, column: str, run: RunId, number: int, text: str) -> None:
        with self._database.transaction():
            self._database.run(
                f"UPDATE qa_pairs SET {column} = ? WHERE run_id = ? AND number = ?",
                (storable(text), run, number),
            )

    def shrink(self, run: RunId) -> None:
        """Let go of the chunks' text, which the passages have as well."""
        with self._database.transaction():
            self._database.run("UPDATE study_chunks SET text = '' WHERE run_id = ?", (run,))

    def forget(self, run: RunId) -> None:
        """Remove all material of a run."""
        with self._database.transaction():
            self._database.run("DELETE FROM qa_pairs WHERE run_id = ?", (run,))
            self._database.run("DELETE FROM study_chunks WHERE run_id = ?", (run,))


def _chunk(row: Row) -> StudyChunk:
    number, document, title, segment, first, last, text, tokens, split, studied, dropped = row
    chunk = Chunk(DocumentId(document), title, segment, first, last, text, tokens)
    return StudyChunk(number, chunk, Split(split), bool(studied), json.loads(dropped))


def _item(row: Row) -> StoredItem:
    number, kind, split, question, answer, chunk, reads, before, after = row
    keys = tuple(json.loads(reads)) if reads is not None else ()
    item = StudyItem(MaterialKind(kind), Split(split), question, answer, chunk, keys)
    return StoredItem(number, item, reads is not None, before, after)
