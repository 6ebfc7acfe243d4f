"""Takes a parcel into a workspace, document by document and out of sight, until `reveal` shows all of it.

Everything gets new identifiers here. Documents are stored whole, so an intake that was stopped anywhere goes
on behind the last one. Summaries that are here already, whoever made them, stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from lloco_desktop.domain import Document, JobId, Library, LibraryId, PassageId
from lloco_desktop.errors import Cancelled
from lloco_desktop.jobs.job import JobState
from lloco_desktop.store.adapters import Adapters
from lloco_desktop.store.codec import canonical_json, json_list, pack_path
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.documents import Documents
from lloco_desktop.store.job_table import JobTable
from lloco_desktop.store.keywords import pairs
from lloco_desktop.store.libraries import Libraries
from lloco_desktop.store.parcel import batched, columns_of
from lloco_desktop.store.vectors import Vectors
from lloco_desktop.study import Adapter

PORTION = 64  # rows in memory at once


@dataclass
class _Ids:
    """New identifiers by those of the parcel."""

    documents: dict[int, int] = field(default_factory=dict)
    adapters: dict[int, int] = field(default_factory=dict)
    runs: dict[int, int] = field(default_factory=dict)
    conversations: dict[int, int] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)


class Intake:
    """One parcel on its way into one workspace, as the work of one job."""

    def __init__(self, database: Database, parcel: Path, job: JobId) -> None:
        self._to = database
        self._from = Database(parcel, writable=False)
        self._job = job
        self._ids = _Ids()
        self._vectors = Vectors(database)
        self._libraries = Libraries(database)
        self.library = self._libraries.reserve(job)
        self.documents: list[Document] = Documents(self._from).all()
        self.adapters: list[Adapter] = Adapters(self._from, Path()).all()

    def __enter__(self) -> Intake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._from.close()

    # --- documents -----------------------------------------------------------------------

    def add(self, documents: Sequence[Document], paths: Mapping[str, Path]) -> None:
        """Store whole documents; `paths` has where the file of each SHA-256 is, if that is another place."""
        with self._to.transaction():
            if not self._to.row("SELECT 1 FROM libraries WHERE id = ?", (self.library,)):
                raise Cancelled  # somebody swept it away
            for document in documents:
                self._add(document, paths.get(document.sha256, document.path))

    def _add(self, document: Document, path: Path) -> None:
        known = self._to.value(
            "SELECT id FROM documents WHERE library_id = ? AND sha256 = ?", (self.library, document.sha256)
        )
        if known is not None:  # stored whole, before the work was stopped
            self._ids.documents[document.id] = known
            return
        row = self._row("documents", document.id)
        new = self._insert(
            "documents",
            row
            | {
                "library_id": self.library,
                "path": pack_path(path),
                "complete": 0,
                "passages": 0,
                "modified": None,  # of another copy of the file
            },
        )
        self._ids.documents[document.id] = new
        self._copy_all("pages", document.id, new)
        passages = self._add_passages(document.id, new)
        self._copy_all("segments", document.id, new)
        self._add_summaries(new)
        self._add_vectors(document.id, passages)
        self._to.run("UPDATE documents SET passages = ? WHERE id = ?", (len(passages), new))

    def _add_passages(self, old: int, new: int) -> dict[int, int]:
        made: dict[int, int] = {}
        for row in self._rows("passages", "document_id = ? ORDER BY ordinal", (old,)):
            key = self._insert("passages", row | {"document_id": new})
            made[row["id"]] = key
            if tokens := pairs(row["text"]):
                self._to.run("INSERT INTO passages_pairs (rowid, pairs) VALUES (?, ?)", (key, tokens))
        return made

    def _add_summaries(self, new: int) -> None:
        wanted = self._to.rows(
            """SELECT DISTINCT key FROM segments WHERE document_id = ?
            AND key NOT IN (SELECT key FROM summaries)""",
            (new,),
        )
        for portion in batched(iter(wanted), PORTION):
            keys = json_list([key for (key,) in portion])
            for row in self._rows("summaries", "key IN (SELECT value FROM json_each(?))", (keys,)):
                self._insert("summaries", row)

    def _add_vectors(self, old: int, passages: Mapping[int, int]) -> None:
        found = self._from.each(
            """SELECT embedder, width, passage_id, embedding FROM carried_vectors
            JOIN passages ON passages.id = passage_id WHERE document_id = ? ORDER BY embedder, width""",
            (old,),
        )
        spaces: dict[tuple[str, int], list[Row]] = {}
        for embedder, width, passage, embedding in found:
            spaces.setdefault((embedder, width), []).append((passage, embedding))
        for (embedder, width), rows in spaces.items():
            vectors = np.stack([np.frombuffer(embedding, dtype="<f4") for _, embedding in rows])
            keys = [PassageId(passages[passage]) for passage, _ in rows]
            self._vectors.space(embedder, width).add(self.library, keys, vectors)

    # --- everything else, at once ----------------------------------------------------------

    def reveal(self, folders: Mapping[int, tuple[str, int]], paths: Mapping[str, Path]) -> Library:
        """Store what was learned and said, show the library, and end the job: all of that, or nothing.

        `folders` has the new folder of each adapter and its bytes, by its identifier in the parcel; `paths`
        are those that `add` was given.
        """
        with self._to.transaction():
            name, made = self._from.rows("SELECT name, adapters_made FROM libraries")[0]
            self._to.run("UPDATE libraries SET adapters_made = ? WHERE id = ?", (made, self.library))
            self._add_learned(folders)
            self._add_conversations(paths)
            shown = self._libraries.reveal(self.library, name)
            JobTable(self._to).update(self._job, JobState.DONE)  # with the rest: it is never done twice
            return shown

    def _add_learned(self, folders: Mapping[int, tuple[str, int]]) -> None:
        ids = self._ids
        for row in self._rows("adapters", "1 ORDER BY version"):
            folder, size = folders[row["id"]]
            row |= {"library_id": self.library, "folder": folder, "size": size}
            ids.adapters[row["id"]] = self._insert("adapters", row)
        for row in self._rows("learning_runs", "1 ORDER BY id"):
            row |= {
                "library_id": self.library,
                "adapter_id": ids.adapters.get(row["adapter_id"]),
                "start_id": ids.adapters.get(row["start_id"]),
            }
            ids.runs[row["id"]] = self._insert("learning_runs", row)
        for table in ("study_chunks", "qa_pairs"):
            for row in self._rows(table):
                row["run_id"] = ids.runs[row["run_id"]]
                if table == "study_chunks":
                    row["document_id"] = ids.documents[row["document_id"]]
                self._insert(table, row)

    def _add_conversations(self, paths: Mapping[str, Path]) -> None:
        ids = self._ids
        for row in self._rows("conversations", "1 ORDER BY id"):
            ids.conversations[row["id"]] = self._insert("conversations", row | {"library_id": self.library})
        for row in self._rows("messages", "1 ORDER BY id"):
            row["conversation_id"] = ids.conversations[row["conversation_id"]]
            begins = row["turn"] == row["id"]
            row["turn"] = ids.messages.get(row["turn"])
            for column in ("asked", "answer"):
                row[column] = self._pointing_here(row[column])
            ids.messages[row["id"]] = key = self._insert("messages", row)
            if begins:
                self._to.run("UPDATE messages SET turn = ? WHERE id = ?", (key, key))
        self._add_citations(paths)

    def _add_citations(self, paths: Mapping[str, Path]) -> None:
        ids = self._ids
        moved = {one.id: paths.get(one.sha256) for one in self.documents}
        for row in self._rows("citations"):
            old = row["document_id"]
            row["message_id"] = ids.messages[row["message_id"]]
            row["passage_id"] = self._passage(row["passage_id"])
            row["document_id"] = ids.documents.get(old, 0)  # 0: of a library that is not here
            if (path := moved.get(old)) is not None:
                row["path"] = pack_path(path)
            self._insert("citations", row)

    def _passage(self, old: int) -> int:
        """The passage that a citation is of: the one in the same place of the same document."""
        place = self._from.row("SELECT document_id, ordinal FROM passages WHERE id = ?", (old,))
        if place is None:
            return 0
        found = self._to.value(
            "SELECT id FROM passages WHERE document_id = ? AND ordinal = ?",
            (self._ids.documents[place[0]], place[1]),
        )
        return int(found or 0)

    def _pointing_here(self, text: str | None) -> str | None:
        """JSON of a message, with the documents that it names by their identifiers here."""
        if text is None:
            return None
        raw = json.loads(text)
        ids = self._ids.documents
        if "libraries" in raw:
            raw["libraries"] = []
        if "documents" in raw:
            raw["documents"] = [ids[one] for one in raw["documents"] if one in ids]
        if "follow_ups" in raw:
            raw["follow_ups"] = [
                one | {"document": ids.get(one["document"])}
                for one in raw["follow_ups"]
                if one["document"] is None or one["document"] in ids
            ]
        return canonical_json(raw)

    # --- rows ------------------------------------------------------------------------------

    def _rows(self, table: str, where: str = "1", values: Sequence[Any] = ()) -> Sequence[dict[str, Any]]:
        columns = columns_of(self._from, table)
        rows = self._from.rows(f"SELECT * FROM {table} WHERE {where}", values)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _row(self, table: str, key: int) -> dict[str, Any]:
        return self._rows(table, "id = ?", (key,))[0]

    def _copy_all(self, table: str, old: int, new: int) -> None:
        for row in self._rows(table, "document_id = ?", (old,)):
            self._insert(table, row | {"document_id": new})

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        """Store a row under a new identifier."""
        given = {column: value for column, value in row.items() if column != "id"}
        marks = ", ".join("?" * len(given))
        return self._to.insert(
            f"INSERT INTO {table} ({', '.join(given)}) VALUES ({marks})", tuple(given.values())
        )


def discard(database: Database, job: JobId) -> LibraryId | None:
    """Forget what a job had taken in so far; gives the library that it was filling."""
    libraries = Libraries(database)
    library = libraries.reserved().get(job)
    if library is not None:
        libraries.delete(library)
    return library
