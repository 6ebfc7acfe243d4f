"""Documents: one imported file each, and its pages.

A document is `complete` once all its passages are stored; that flag flips last, so a document which a crash
left half-stored is known as such, is not searched, and can be continued or begun again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from lloco_desktop.domain import Document, DocumentId, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import pack_path, storable, unpack_path
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.summaries import PRUNE_KEYS

_SELECT = """
    SELECT id, library_id, path, title, sha256, size,
        CASE WHEN complete THEN pages
            ELSE (SELECT count(*) FROM pages WHERE document_id = documents.id) END,
        pages_without_text,
        CASE WHEN complete THEN passages
            ELSE (SELECT count(*) FROM passages WHERE document_id = documents.id) END,
        complete, added, modified
    FROM documents
"""


class Documents:
    """The documents of one workspace; within a library their bytes differ."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        library: LibraryId,
        path: Path,
        title: str,
        sha256: str,
        size: int,
        modified: int | None = None,
    ) -> DocumentId:
        """A new, incomplete document; or the incomplete one with these bytes that is already there.

        `modified` is when the file was last written, in nanoseconds since 1970.

        Raises `BadInput` if the library already has these bytes as a complete document.
        """
        with self._database.transaction():
            known = self.find(library, sha256)
            if known and known.complete:
                raise BadInput(
                    say("“{title}” is already in the library; nothing was added.", title=known.title)
                )
            if known:
                self._database.run(
                    "UPDATE documents SET path = ?, title = ?, modified = ? WHERE id = ?",
                    (pack_path(path), storable(title), modified, known.id),
                )
                return known.id
            if not self._database.row("SELECT 1 FROM libraries WHERE id = ?", (library,)):
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            key = self._database.insert(
                """INSERT INTO documents (library_id, path, title, sha256, size, added, modified)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (library, pack_path(path), storable(title), sha256, size, time.time(), modified),
            )
        return DocumentId(key)

    def find(self, library: LibraryId, sha256: str) -> Document | None:
        """The library's document with these bytes, complete or not."""
        row = self._database.row(f"{_SELECT} WHERE library_id = ? AND sha256 = ?", (library, sha256))
        return _document(row) if row else None

    def by_id(self, document: DocumentId) -> Document:
        """One document. Raises `BadInput` if it is gone."""
        row = self._database.row(f"{_SELECT} WHERE id = ?", (document,))
        if row is None:
            raise BadInput(say("Document {document} is not in the workspace.", document=document))
        return _document(row)

    def exists(self, document: DocumentId) -> bool:
        """Whether the document is still there."""
        return self._database.row("SELECT 1 FROM documents WHERE id = ?", (document,)) is not None

    def all(self, library: LibraryId | None = None) -> list[Document]:
        """Every document, or those of one library, in the order in which they were added."""
        if library is None:
            rows = self._database.rows(f"{_SELECT} ORDER BY id")
        else:
            rows = self._database.rows(f"{_SELECT} WHERE library_id = ? ORDER BY id", (library,))
        return [_document(row) for row in rows]

    def digests(self, library: LibraryId) -> dict[DocumentId, str]:
        """The SHA-256 of each complete document of a library: far less to read than `all`."""
        rows = self._database.rows(
            "SELECT id, sha256 FROM documents WHERE library_id = ? AND complete ORDER BY id", (library,)
        )
        return {DocumentId(key): digest for key, digest in rows}

    def add_pages(self, document: DocumentId, pages: Iterable[tuple[int, float, float, bool]]) -> None:
        """Store pages as (number, width, height, has text); those already there are replaced."""
        with self._database.transaction():
            self.by_id(document)
            self._database.run_many(
                """INSERT OR REPLACE INTO pages (document_id, number, width, height, has_text)
                VALUES (?, ?, ?, ?, ?)""",
                [(document, number, width, height, int(has)) for number, width, height, has in pages],
            )

    def page_sizes(self, document: DocumentId) -> dict[int, tuple[float, float]]:
        """The width and height in points of each page that is stored, by its number."""
        rows = self._database.rows(
            "SELECT number, width, height FROM pages WHERE document_id = ? ORDER BY number", (document,)
        )
        return {number: (width, height) for number, width, height in rows}

    def complete(self, document: DocumentId, pages: int, pages_without_text: int) -> None:
        """Mark a document as wholly stored. The last thing that an import does to it."""
        with self._database.transaction():
            self.by_id(document)
            self._database.run(
                """UPDATE documents SET pages = ?, pages_without_text = ?, complete = 1,
                passages = (SELECT count(*) FROM passages WHERE document_id = documents.id) WHERE id = ?""",
                (pages, pages_without_text, document),
            )

    def restart(self, document: DocumentId) -> None:
        """Forget what is stored of a document's contents, so that its import begins again."""
        with self._database.transaction():
            self._empty(document)
            self._database.run(
                """UPDATE documents SET complete = 0, pages = 0, pages_without_text = 0, passages = 0
                WHERE id = ?""",
                (document,),
            )

    def set_title(self, document: DocumentId, title: str) -> None:
        """Give a document another title."""
        with self._database.transaction():
            self._database.run("UPDATE documents SET title = ? WHERE id = ?", (storable(title), document))

    def move(self, document: DocumentId, path: Path, modified: int | None) -> None:
        """Note where a document's file is now, and when it was last written."""
        with self._database.transaction():
            self._database.run(
                "UPDATE documents SET path = ?, modified = ? WHERE id = ?",
                (pack_path(path), modified, document),
            )

    def supersede(self, library: LibraryId, path: Path, kept: DocumentId) -> None:
        """Remove what earlier versions of a file became, now that `kept` holds the newest one."""
        with self._database.transaction():
            older = self._database.rows(
                "SELECT id FROM documents WHERE library_id = ? AND path = ? AND id <> ?",
                (library, pack_path(path), kept),
            )
            for (key,) in older:
                self.delete(DocumentId(key))

    def delete(self, document: DocumentId) -> None:
        """Remove a document with its passages, vectors and segments, and summaries that no other one uses."""
        with self._database.transaction():
            self._empty(document)
            self._database.run("DELETE FROM documents WHERE id = ?", (document,))

    def _empty(self, document: DocumentId) -> None:
        keys = self._database.rows("SELECT DISTINCT key FROM segments WHERE document_id = ?", (document,))
        for table in ("segments", "passages", "pages"):
            self._database.run(f"DELETE FROM {table} WHERE document_id = ?", (document,))
        self._database.run_many(PRUNE_KEYS, keys)


def _document(row: Row) -> Document:
    key, library, path, title, sha256, size, pages, without_text, passages, complete, added, modified = row
    return Document(
        DocumentId(key),
        LibraryId(library),
        unpack_path(path),
        title,
        sha256,
        size,
        pages,
        without_text,
        passages,
        bool(complete),
        added,
        modified,
    )
