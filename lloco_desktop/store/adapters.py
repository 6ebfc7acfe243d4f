"""What was learned for each library: the records of adapters, and where their files lie.

Files are written before their record and removed after it, so that a record always has its files. Folders
without a record are left by a crash or by a library that was removed; `sweep` takes them away.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import canonical_json, storable
from lloco_desktop.store.database import Database, Row
from lloco_desktop.study import Adapter, AdapterOrigin, RunState

RUNS = "runs"  # the folder of checkpoints, below that of the adapters

_COLUMNS = "id, library_id, version, backbone, folder, active, earned, reason, size, created, origin"


class Adapters:
    """The adapters of one workspace; their files lie below `root`."""

    def __init__(self, database: Database, root: Path) -> None:
        self._database = database
        self.root = root

    def create(
        self,
        library: LibraryId,
        folder: str,
        origin: AdapterOrigin,
        *,
        earned: bool,
        reason: str,
        size: int,
        active: bool = False,
    ) -> Adapter:
        """Record the adapter whose files lie in `root / folder` as the library's next version.

        With `active` it takes the place of the one in use. Raises `BadInput` if the library is gone.
        """
        with self._database.transaction():
            version = self._database.value(
                "UPDATE libraries SET adapters_made = adapters_made + 1 WHERE id = ? RETURNING adapters_made",
                (library,),
            )
            if version is None:
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            key = self._database.insert(
                """INSERT INTO adapters
                (library_id, version, backbone, folder, earned, reason, size, origin, created)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    library,
                    version,
                    origin.backbone,
                    folder,
                    int(earned),
                    storable(reason),
                    size,
                    canonical_json(asdict(origin)),
                    time.time(),
                ),
            )
            made = AdapterId(key)
            if active:
                self.activate(library, made)
            return self.get(made)

    def get(self, adapter: AdapterId) -> Adapter:
        """One adapter. Raises `BadInput` if it is gone."""
        found = self.find(adapter)
        if found is None:
            raise BadInput(say("Adapter {adapter} is no longer in the workspace.", adapter=adapter))
        return found

    def find(self, adapter: AdapterId) -> Adapter | None:
        """One adapter; None if it is gone."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM adapters WHERE id = ?", (adapter,))
        return _adapter(row) if row else None

    def version(self, library: LibraryId, version: int) -> Adapter:
        """A library's adapter by its number. Raises `BadInput`, naming those that there are."""
        every = self.of_library(library)
        for adapter in every:
            if adapter.version == version:
                return adapter
        if not every:
            raise BadInput(say("This library has not been learned yet, so it has no versions."))
        known = ", ".join(str(adapter.version) for adapter in reversed(every))
        raise BadInput(
            say("This library has no version {version} (it has: {known}).", version=version, known=known)
        )

    def of_library(self, library: LibraryId) -> list[Adapter]:
        """A library's adapters, for whatever backbone, newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM adapters WHERE library_id = ? ORDER BY version DESC", (library,)
        )
        return [_adapter(row) for row in rows]

    def all(self) -> list[Adapter]:
        """Every adapter, by library and version."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM adapters ORDER BY library_id, version")
        return [_adapter(row) for row in rows]

    def active(self, library: LibraryId, backbone: str) -> Adapter | None:
        """The adapter that reads a library's summaries with this backbone."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM adapters WHERE library_id = ? AND backbone = ? AND active",
            (library, backbone),
        )
        return _adapter(row) if row else None

    def all_active(self, backbone: str) -> dict[LibraryId, Adapter]:
        """The adapters in use with this backbone, by library."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM adapters WHERE backbone = ? AND active", (backbone,)
        )
        return {adapter.library: adapter for adapter in map(_adapter, rows)}

    def activate(
        self, library: LibraryId, adapter: AdapterId | None, backbone: str | None = None
    ) -> Adapter | None:
        """Use this adapter of the library in place of the one in use, or none.

        None turns off the one of `backbone`, or those of every backbone. Raises `BadInput` if the adapter is
        gone or belongs to another library.
        """
        with self._database.transaction():
            chosen = self.get(adapter) if adapter is not None else None
            if chosen and chosen.library != library:
                raise BadInput(say("That version was learned for another library, so nothing was changed."))
            self._database.run(
                """UPDATE adapters SET active = 0
                WHERE library_id = ? AND coalesce(backbone = ?, 1) AND active""",
                (library, chosen.backbone if chosen else backbone),
            )
            if chosen is None:
                return None
            self._database.run("UPDATE adapters SET active = 1 WHERE id = ?", (chosen.id,))
            return self.get(chosen.id)

    def delete(self, adapter: AdapterId) -> None:
        """Remove an adapter, then its files. Raises `BadInput` if it is gone."""
        with self._database.transaction():
            gone = self.get(adapter)
            self._database.run("DELETE FROM adapters WHERE id = ?", (adapter,))
        shutil.rmtree(self.path(gone), ignore_errors=True)

    # --- files ---------------------------------------------------------------------------------

    def path(self, adapter: Adapter) -> Path:
        """The folder that holds an adapter's files."""
        return self.root / adapter.folder

    def run_folder(self, run: RunId) -> Path:
        """Where a learning run keeps its checkpoints; not made here."""
        return self.root / RUNS / str(run)

    def unused(self) -> list[Path]:
        """What lies among the files and belongs to no adapter and to no run that goes on."""
        if not self.root.is_dir():
            return []
        rows = self._database.rows("SELECT folder FROM adapters")
        used = {RUNS, *(folder for (folder,) in rows)}
        ended = (RunState.DONE.value, RunState.STOPPED.value)
        runs = self._database.rows("SELECT id FROM learning_runs WHERE state NOT IN (?, ?)", ended)
        going_on = {str(run) for (run,) in runs}
        found = [path for path in _inside(self.root) if path.name not in used]
        return found + [path for path in _inside(self.root / RUNS) if path.name not in going_on]

    def sweep(self) -> int:
        """Remove what `unused` names, and say how much that was. Only while nothing is learning."""
        found = self.unused()
        for path in found:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(found)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _adapter(row: Row) -> Adapter:
    key, library, version, backbone, folder, active, earned, reason, size, created, origin = row
    return Adapter(
        AdapterId(key),
        LibraryId(library),
        version,
        backbone,
        folder,
        bool(active),
        bool(earned),
        reason,
        size,
        datetime.fromtimestamp(created, UTC),
        origin_from_json(origin),
    )


def origin_from_json(text: str) -> AdapterOrigin:
    """The origin that is stored with an adapter."""
    raw = json.loads(text)
    return AdapterOrigin(**{**raw, "documents": tuple(raw["documents"])})
