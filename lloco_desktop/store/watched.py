"""The folders that libraries follow, and the files in them that were dealt with."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.domain import FolderId, FolderState, LibraryId, WatchedFolder
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import pack_path, unpack_path
from lloco_desktop.store.database import Database, Row

_SELECT = "SELECT id, library_id, path, state, looked, files FROM watched_folders"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """The version of a file that was dealt with."""

    path: str  # as text, because making `Path`s of ten thousand takes a while
    size: int
    modified: int  # nanoseconds since 1970
    gone: bool = False


class Watched:
    """The watched folders of one workspace. A folder is followed once in a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, library: LibraryId, path: Path) -> WatchedFolder:
        """Follow a folder; the same one if the library does already. Raises `BadInput` if that is gone."""
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM libraries WHERE id = ?", (library,)):
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            self._database.run(
                "INSERT OR IGNORE INTO watched_folders (library_id, path, added) VALUES (?, ?, ?)",
                (library, pack_path(path), time.time()),
            )
            row = self._database.row(
                f"{_SELECT} WHERE library_id = ? AND path = ?", (library, pack_path(path))
            )
        assert row is not None
        return _folder(row)

    def unfollow(self, folder: FolderId) -> None:
        """Follow a folder no more; its documents stay."""
        with self._database.transaction():
            self._database.run("DELETE FROM watched_folders WHERE id = ?", (folder,))

    def folders(self, library: LibraryId | None = None) -> list[WatchedFolder]:
        """The folders of a library, or of all, in the order in which they were added."""
        rows = self._database.rows(f"{_SELECT} WHERE coalesce(library_id = ?, 1) ORDER BY id", (library,))
        return [_folder(row) for row in rows]

    def looked(self, folder: FolderId, state: FolderState, files: int | None = None) -> None:
        """Note how a folder was found just now; without `files` that number stays as it was."""
        with self._database.transaction():
            self._database.run(
                "UPDATE watched_folders SET state = ?, looked = ?, files = coalesce(?, files) WHERE id = ?",
                (state.value, time.time(), files, folder),
            )

    def files(self, library: LibraryId) -> dict[str, SeenFile]:
        """The files that were dealt with, by path."""
        rows = self._database.rows(
            "SELECT path, size, modified, gone FROM watched_files WHERE library_id = ?", (library,)
        )
        seen = (SeenFile(str(unpack_path(path)), size, when, bool(gone)) for path, size, when, gone in rows)
        return {file.path: file for file in seen}

    def gone(self, library: LibraryId) -> set[str]:
        """The paths of files that are not in their folder any more."""
        rows = self._database.rows("SELECT path FROM watched_files WHERE library_id = ? AND gone", (library,))
        return {str(unpack_path(path)) for (path,) in rows}

    def note(self, library: LibraryId, files: Iterable[SeenFile]) -> None:
        """Remember these versions as dealt with."""
        rows = [
            (library, pack_path(Path(file.path)), file.size, file.modified, int(file.gone)) for file in files
        ]
        with self._database.transaction():
            if rows and self._database.row("SELECT 1 FROM libraries WHERE id = ?", (library,)):
                self._database.run_many(
                    """INSERT OR REPLACE INTO watched_files (library_id, path, size, modified, gone)
                    VALUES (?, ?, ?, ?, ?)""",
                    rows,
                )

    def forget_files(self, library: LibraryId, paths: Iterable[str]) -> None:
        """Remember these files no more: they are new when they are seen next."""
        with self._database.transaction():
            self._database.run_many(
                "DELETE FROM watched_files WHERE library_id = ? AND path = ?",
                [(library, pack_path(Path(path))) for path in paths],
            )


def _folder(row: Row) -> WatchedFolder:
    key, library, path, state, looked, files = row
    return WatchedFolder(
        FolderId(key), LibraryId(library), unpack_path(path), FolderState(state), looked, files
    )
