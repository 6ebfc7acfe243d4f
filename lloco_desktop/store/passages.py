"""Passages, and the keyword search over them."""

from __future__ import annotations

from collections.abc import Sequence

from lloco_desktop.domain import DocumentId, LibraryId, Passage, PassageDraft, PassageId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import json_list, pack_lines, storable, unpack_lines
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.keywords import pair_query, pairs, word_query

_SELECT = "SELECT id, document_id, ordinal, text, lines, tokens FROM passages"

# FTS5 hands out rows best first, so that what is filtered out costs a look-up and not a sort. CROSS JOIN
# keeps SQLite from turning the loops round.
_SEARCH = """
    SELECT hit.rowid, -hit.rank FROM {index} AS hit
    CROSS JOIN passages ON passages.id = hit.rowid
    CROSS JOIN documents ON documents.id = passages.document_id
    WHERE hit.{index} MATCH ? AND documents.complete {filters}
    ORDER BY hit.rank LIMIT ?
"""


class Passages:
    """The passages of one workspace, in both keyword indexes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: DocumentId, drafts: Sequence[PassageDraft]) -> list[PassageId]:
        """Store passages and return their identities, in the order given.

        A passage that is already stored under its ordinal with the same text is left as it is; with another
        text it is replaced, and what was made of it goes. Raises `BadInput` if the document is gone.
        """
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM documents WHERE id = ?", (document,)):
                raise BadInput(say("Document {document} is not in the workspace.", document=document))
            return [self._add_one(document, draft) for draft in drafts]

    def _add_one(self, document: DocumentId, draft: PassageDraft) -> PassageId:
        text, lines = storable(draft.text), pack_lines(draft.lines)
        known = self._database.row(
            "SELECT id, text, lines, tokens FROM passages WHERE document_id = ? AND ordinal = ?",
            (document, draft.ordinal),
        )
        if known and known[1:] == (text, lines, draft.tokens):
            return PassageId(known[0])
        if known:
            self._database.run("DELETE FROM passages WHERE id = ?", (known[0],))
        key = self._database.insert(
            "INSERT INTO passages (document_id, ordinal, text, lines, tokens) VALUES (?, ?, ?, ?, ?)",
            (document, draft.ordinal, text, lines, draft.tokens),
        )
        tokens = pairs(text)
        if tokens:
            self._database.run("INSERT INTO passages_pairs (rowid, pairs) VALUES (?, ?)", (key, tokens))
        return PassageId(key)

    def by_ids(self, passages: Sequence[PassageId]) -> list[Passage]:
        """The passages that are still there, in the order given."""
        rows = self._database.rows(
            f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (json_list(passages),)
        )
        found = {row[0]: _passage(row) for row in rows}
        return [found[passage] for passage in passages if passage in found]

    def of_document(self, document: DocumentId, first: int = 0, last: int | None = None) -> list[Passage]:
        """A document's passages in order, or only those with ordinals `first` to `last`, inclusive."""
        rows = self._database.rows(
            f"{_SELECT} WHERE document_id = ? AND ordinal >= ? AND ordinal <= ? ORDER BY ordinal",
            (document, first, 2**62 if last is None else last),
        )
        return [_passage(row) for row in rows]

    def tokens(self, passages: Sequence[PassageId]) -> int:
        """How long they are together."""
        return int(
            self._database.value(
                "SELECT coalesce(sum(tokens), 0) FROM passages WHERE id IN (SELECT value FROM json_each(?))",
                (json_list(passages),),
            )
        )

    def count(self, document: DocumentId | None = None) -> int:
        """How many passages are stored, of one document or in all."""
        if document is None:
            return int(self._database.value("SELECT count(*) FROM passages"))
        return int(self._database.value("SELECT count(*) FROM passages WHERE document_id = ?", (document,)))

    def search(
        self,
        query: str,
        libraries: Sequence[LibraryId] = (),
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> list[tuple[PassageId, float]]:
        """Passages that hold any word of the query, with their BM25 scores, best (highest) first.

        Any text is safe as a query. Empty `libraries` or `documents` mean all of them; documents that are
        not complete are left out. A passage that both indexes find has the sum of its scores.
        """
        scores: dict[PassageId, float] = {}
        with self._database.snapshot():
            for index, expression in (
                ("passages_words", word_query(query)),
                ("passages_pairs", pair_query(query)),
            ):
                if expression is not None:
                    for key, score in self._match(index, expression, libraries, documents, limit):
                        scores[PassageId(key)] = scores.get(PassageId(key), 0.0) + score
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def frequencies(self, texts: Sequence[str]) -> list[int]:
        """For each text, how many of all passages hold any of its words: what is common, what is rare."""
        with self._database.snapshot():
            return [
                self._matching("passages_words", word_query(text))
                + self._matching("passages_pairs", pair_query(text) if pairs(text) else None)
                for text in texts
            ]

    def _matching(self, index: str, expression: str | None) -> int:
        if expression is None:
            return 0
        return int(self._database.value(f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", (expression,)))

    def _match(
        self,
        index: str,
        expression: str,
        libraries: Sequence[LibraryId],
        documents: Sequence[DocumentId],
        limit: int,
    ) -> list[Row]:
        filters, values = "", [expression]
        if libraries:
            filters += " AND documents.library_id IN (SELECT value FROM json_each(?))"
            values.append(json_list(libraries))
        if documents:
            filters += " AND documents.id IN (SELECT value FROM json_each(?))"
            values.append(json_list(documents))
        return self._database.rows(_SEARCH.format(index=index, filters=filters), [*values, limit])


def _passage(row: Row) -> Passage:
    key, document, ordinal, text, lines, tokens = row
    return Passage(PassageId(key), DocumentId(document), ordinal, text, unpack_lines(lines), tokens)
