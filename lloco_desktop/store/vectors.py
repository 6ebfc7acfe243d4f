"""Passage vectors: one vec0 table per embedder, partitioned by library.

A search reads whole partitions, so its time grows with the libraries that it is asked of and with nothing
else. Vectors of another embedder say nothing about each other and lie in another table. A trigger on the
passages removes their vectors with them (a foreign key to a virtual table cannot).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lloco_desktop.domain import DocumentId, LibraryId, PassageId
from lloco_desktop.store.codec import json_list
from lloco_desktop.store.database import Database, Row

MAX_HITS = 4096  # sqlite-vec refuses a larger k

Floats = npt.NDArray[np.float32]


class Vectors:
    """The vector tables of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def space(self, embedder: str, width: int) -> VectorSpace:
        """The vectors of one embedder; nothing is written until the first vector is."""
        if width <= 0:
            raise ValueError(f"a vector has at least one number, not {width}")
        return VectorSpace(self._database, embedder, width)

    def spaces(self) -> list[VectorSpace]:
        """Every embedder whose vectors are stored."""
        rows = self._database.rows("SELECT name, width FROM embedders ORDER BY id")
        return [VectorSpace(self._database, name, width) for name, width in rows]

    def remove(self, embedder: str, width: int) -> None:
        """Drop all vectors of one embedder."""
        with self._database.transaction():
            table = table_of(self._database, embedder, width)
            if table is not None:
                self._database.run(f"DROP TRIGGER {table}_passage_deleted; DROP TABLE {table}")
                self._database.run("DELETE FROM embedders WHERE name = ? AND width = ?", (embedder, width))


class VectorSpace:
    """The vectors of one embedder: `width` float32 numbers each, of length one."""

    def __init__(self, database: Database, embedder: str, width: int) -> None:
        self._database = database
        self.embedder = embedder
        self.width = width

    def add(self, library: LibraryId, passages: Sequence[PassageId], vectors: Floats) -> int:
        """Store `vectors` [n, width] of n passages of a library; gives how many were stored.

        A vector that is there already is replaced; passages that have gone meanwhile are left out.
        """
        if vectors.shape != (len(passages), self.width):
            raise ValueError(
                f"{len(passages)} passages need vectors of shape {(len(passages), self.width)}, "
                f"not {vectors.shape}"
            )
        if not np.isfinite(vectors).all():
            raise ValueError("a vector holds numbers that are not finite")
        blobs = dict(zip(passages, np.ascontiguousarray(vectors, dtype="<f4"), strict=True))
        keys = (json_list(passages),)
        with self._database.transaction():
            table = self._table() or self._create()
            rows = self._database.rows(
                """SELECT passages.id, documents.library_id, documents.id FROM passages
                JOIN documents ON documents.id = passages.document_id
                WHERE passages.id IN (SELECT value FROM json_each(?))""",
                keys,
            )
            if any(row[1] != library for row in rows):
                raise ValueError(f"not all passages are of library {library}")
            self._database.run(
                f"DELETE FROM {table} WHERE passage_id IN (SELECT value FROM json_each(?))",
                keys,
            )
            self._database.run_many(
                f"INSERT INTO {table} (passage_id, library_id, document_id, embedding) VALUES (?, ?, ?, ?)",
                [(*row, blobs[row[0]].tobytes()) for row in rows],
            )
        return len(rows)

    def search(
        self,
        vector: Floats,
        libraries: Sequence[LibraryId] = (),
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> list[tuple[PassageId, float]]:
        """The passages whose vectors are nearest to `vector` [width], with cosines, highest first.

        Empty `libraries` or `documents` mean all of them.
        """
        if vector.shape != (self.width,):
            raise ValueError(f"a query needs shape {(self.width,)}, not {vector.shape}")
        table = self._table()
        if table is None or limit <= 0:
            return []
        blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
        found: list[Row] = []
        with self._database.snapshot():
            for partition in self._partitions(libraries, documents):
                found += self._nearest(table, blob, partition, documents, min(limit, MAX_HITS))
        found.sort(key=lambda row: (row[1], row[0]))
        return [(PassageId(key), 1.0 - distance) for key, distance in found[:limit]]

    def missing(self, document: DocumentId) -> list[PassageId]:
        """The passages of a document that have no vector yet, in order."""
        table = self._table()
        lacking = (
            f"NOT EXISTS (SELECT 1 FROM {table} AS v WHERE v.passage_id = passages.id)" if table else "TRUE"
        )
        rows = self._database.rows(
            f"SELECT id FROM passages WHERE document_id = ? AND {lacking} ORDER BY ordinal",
            (document,),
        )
        return [PassageId(key) for (key,) in rows]

    def count(self) -> int:
        """How many vectors are stored."""
        table = self._table()
        return int(self._database.value(f"SELECT count(*) FROM {table}")) if table else 0

    def _partitions(
        self, libraries: Sequence[LibraryId], documents: Sequence[DocumentId]
    ) -> Sequence[LibraryId | None]:
        """The partitions to read one by one: sqlite-vec takes no list of them. [None] is all at once."""
        if documents:
            rows = self._database.rows(
                "SELECT DISTINCT library_id FROM documents WHERE id IN (SELECT value FROM json_each(?))",
                (json_list(documents),),
            )
            homes = [LibraryId(key) for (key,) in rows]
            return [home for home in homes if not libraries or home in libraries]
        return list(dict.fromkeys(libraries)) or [None]

    def _nearest(
        self,
        table: str,
        blob: bytes,
        library: LibraryId | None,
        documents: Sequence[DocumentId],
        limit: int,
    ) -> list[Row]:
        sql = f"SELECT passage_id, distance FROM {table} WHERE embedding MATCH ? AND k = ?"
        values: list[bytes | int | str] = [blob, limit]
        if library is not None:
            sql += " AND library_id = ?"
            values.append(library)
        if documents:
            sql += " AND document_id IN (SELECT value FROM json_each(?))"
            values.append(json_list(documents))
        return self._database.rows(sql, values)

    def _table(self) -> str | None:
        return table_of(self._database, self.embedder, self.width)

    def _create(self) -> str:
        key = self._database.insert(
            "INSERT INTO embedders (name, width) VALUES (?, ?)", (self.embedder, self.width)
        )
        table = f"vectors_{key}"
        self._database.run(
            f"""
            CREATE VIRTUAL TABLE {table} USING vec0(
                passage_id integer primary key,
                library_id integer partition key,
                document_id integer,
                embedding float[{self.width}] distance_metric=cosine
            );
            CREATE TRIGGER {table}_passage_deleted AFTER DELETE ON passages BEGIN
                DELETE FROM {table} WHERE passage_id = old.id;
            END
            """
        )
        return table


def table_of(database: Database, embedder: str, width: int) -> str | None:
    """The name of an embedder's vec0 table, None before its first vector."""
    key = database.value("SELECT id FROM embedders WHERE name = ? AND width = ?", (embedder, width))
    return None if key is None else f"vectors_{int(key)}"
