"""Segments: the runs of passages that fill one encoder window of one backbone each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, LibraryId, PassageId, Segment, SegmentDraft, SegmentId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import json_list
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.summaries import PRUNE_KEYS

_COLUMNS = """
    segments.id, segments.document_id, segments.ordinal, segments.first_passage, segments.last_passage,
    segments.tokens, segments.key
"""


@dataclass(frozen=True, slots=True)
class SegmentCounts:
    """How far the compression of a document has come."""

    done: int  # segments that have summaries
    total: int
    tokens_done: int
    tokens_total: int


class Segments:
    """The segments of one workspace. A backbone is named by its fingerprint."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, document: DocumentId, backbone: str, drafts: Sequence[SegmentDraft]) -> None:
        """Store a document's segments for a backbone in place of those it had.

        Summaries that only the old ones used go. Raises `BadInput` if the document is gone.
        """
        rows = [
            (
                document,
                backbone,
                draft.ordinal,
                draft.first_passage,
                draft.last_passage,
                draft.tokens,
                draft.key,
            )
            for draft in drafts
        ]
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM documents WHERE id = ?", (document,)):
                raise BadInput(say("Document {document} is not in the workspace.", document=document))
            old = self._database.rows(
                "SELECT key FROM segments WHERE document_id = ? AND backbone = ?", (document, backbone)
            )
            self._database.run(
                "DELETE FROM segments WHERE document_id = ? AND backbone = ?", (document, backbone)
            )
            self._database.run_many(
                """INSERT INTO segments
                (document_id, backbone, ordinal, first_passage, last_passage, tokens, key)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                rows,
            )
            self._database.run_many(PRUNE_KEYS, old)

    def of_document(self, document: DocumentId, backbone: str) -> list[Segment]:
        """A document's segments in order."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM segments WHERE document_id = ? AND backbone = ? ORDER BY ordinal",
            (document, backbone),
        )
        return [_segment(row) for row in rows]

    def holding(self, backbone: str, passages: Sequence[PassageId]) -> list[Segment]:
        """The distinct segments that hold any of the passages, by document and place in it."""
        rows = self._database.rows(
            f"""SELECT DISTINCT {_COLUMNS} FROM json_each(?) AS wanted
            JOIN passages ON passages.id = wanted.value
            JOIN segments ON segments.document_id = passages.document_id AND segments.backbone = ?
                AND passages.ordinal BETWEEN segments.first_passage AND segments.last_passage
            ORDER BY segments.document_id, segments.ordinal""",
            (json_list(passages), backbone),
        )
        return [_segment(row) for row in rows]

    def pending(self, backbone: str, library: LibraryId | None = None) -> list[Segment]:
        """The segments that have no summaries yet, by document and place in it."""
        rows = self._database.rows(
            f"""SELECT {_COLUMNS} FROM segments JOIN documents ON documents.id = segments.document_id
            WHERE segments.backbone = ? AND coalesce(documents.library_id = ?, 1)
                AND NOT EXISTS (SELECT 1 FROM summaries WHERE summaries.key = segments.key)
            ORDER BY segments.document_id, segments.ordinal""",
            (backbone, library),
        )
        return [_segment(row) for row in rows]

    def uncut(self, backbone: str, library: LibraryId | None = None) -> list[DocumentId]:
        """The complete documents that have passages and no segments for this backbone, oldest first."""
        rows = self._database.rows(
            """SELECT id FROM documents WHERE complete AND passages > 0 AND coalesce(library_id = ?, 1)
                AND NOT EXISTS (SELECT 1 FROM segments WHERE document_id = documents.id AND backbone = ?)
            ORDER BY id""",
            (library, backbone),
        )
        return [DocumentId(key) for (key,) in rows]

    def counts(self, backbone: str, library: LibraryId | None = None) -> dict[DocumentId, SegmentCounts]:
        """How far each document that has segments for this backbone has come."""
        rows = self._database.rows(
            """SELECT segments.document_id, count(summaries.key), count(*),
                coalesce(sum(segments.tokens) FILTER (WHERE summaries.key IS NOT NULL), 0),
                sum(segments.tokens)
            FROM segments JOIN documents ON documents.id = segments.document_id
            LEFT JOIN summaries ON summaries.key = segments.key
            WHERE segments.backbone = ? AND coalesce(documents.library_id = ?, 1)
            GROUP BY segments.document_id""",
            (backbone, library),
        )
        return {DocumentId(document): SegmentCounts(*counts) for document, *counts in rows}

    def shares(self, backbone: str) -> dict[LibraryId, float]:
        """How much of each library's text has summaries, 0 to 1; a document not cut yet counts as one."""
        rows = self._database.rows(
            """SELECT documents.library_id,
                coalesce(sum(segments.tokens) FILTER (WHERE summaries.key IS NOT NULL), 0.0),
                coalesce(sum(segments.tokens), 0), count(DISTINCT segments.document_id),
                count(DISTINCT documents.id)
            FROM documents
            LEFT JOIN segments ON segments.document_id = documents.id AND segments.backbone = ?
            LEFT JOIN summaries ON summaries.key = segments.key
            WHERE documents.complete AND documents.passages > 0 GROUP BY documents.library_id""",
            (backbone,),
        )
        return {
            LibraryId(library): (done / total) * (cut / documents) if total else 0.0
            for library, done, total, cut, documents in rows
        }


def _segment(row: Row) -> Segment:
    key, document, *rest = row
    return Segment(SegmentId(key), DocumentId(document), *rest)
