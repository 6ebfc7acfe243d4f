"""What became of each file that a user asked to import; it survives a crash with its job."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lloco_desktop.domain import DocumentId, FileStatus, ImportFile, JobId, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import pack_path, storable, unpack_path
from lloco_desktop.store.database import Database, Row

_SELECT = """
    SELECT job_id, library_id, path, status, attempts, reason, document_id, pages, passages, seconds
    FROM imports
"""


class Imports:
    """The files of the import jobs of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: JobId, library: LibraryId, paths: Iterable[Path]) -> None:
        """Note files to import, in this order; those that the job has already are left as they are.

        Raises `BadInput` if the library is gone.
        """
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM libraries WHERE id = ?", (library,)):
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            self._database.run_many(
                "INSERT OR IGNORE INTO imports (job_id, library_id, path, status) VALUES (?, ?, ?, ?)",
                [(job, library, pack_path(path), FileStatus.QUEUED.value) for path in paths],
            )

    def start_attempt(self, job: JobId, path: Path) -> int:
        """Note that the file is about to be read and return how often that was tried, this time included.

        To be committed before the reading, which may end the process. Raises `BadInput` if the job does not
        have the file any more.
        """
        with self._database.transaction():
            attempts = self._database.value(
                """UPDATE imports SET status = ?, attempts = attempts + 1, reason = NULL
                WHERE job_id = ? AND path = ? RETURNING attempts""",
                (FileStatus.READING.value, job, pack_path(path)),
            )
            if attempts is None:
                raise _gone(path)
            return int(attempts)

    def set(
        self,
        job: JobId,
        path: Path,
        status: FileStatus,
        reason: str | None = None,
        document: DocumentId | None = None,
        *,
        pages: int = 0,
        passages: int = 0,
        seconds: float = 0.0,
    ) -> ImportFile:
        """Note what became of a file, and return its record."""
        with self._database.transaction():
            self._database.run(
                """UPDATE imports SET status = ?, reason = ?, document_id = ?, pages = ?, passages = ?,
                seconds = ? WHERE job_id = ? AND path = ?""",
                (
                    status.value,
                    None if reason is None else storable(reason),
                    document,
                    pages,
                    passages,
                    seconds,
                    job,
                    pack_path(path),
                ),
            )
            return self.get(job, path)

    def stop_rest(self, job: JobId, reason: str) -> None:
        """Note of all files that a job has no outcome for, and will not come to, that they were stopped."""
        with self._database.transaction():
            self._database.run(
                "UPDATE imports SET status = ?, reason = ? WHERE job_id = ? AND status IN (?, ?)",
                (
                    FileStatus.CANCELLED.value,
                    storable(reason),
                    job,
                    FileStatus.QUEUED.value,
                    FileStatus.READING.value,
                ),
            )

    def retry(self, job: JobId, path: Path) -> ImportFile:
        """Queue a file again as if it had never been tried."""
        with self._database.transaction():
            self._database.run(
                "UPDATE imports SET status = ?, reason = NULL, attempts = 0 WHERE job_id = ? AND path = ?",
                (FileStatus.QUEUED.value, job, pack_path(path)),
            )
            return self.get(job, path)

    def get(self, job: JobId, path: Path) -> ImportFile:
        """One file's record. Raises `BadInput` if the job does not have it any more."""
        row = self._database.row(f"{_SELECT} WHERE job_id = ? AND path = ?", (job, pack_path(path)))
        if row is None:
            raise _gone(path)
        return _import_file(row)

    def of_job(self, job: JobId) -> list[ImportFile]:
        """The files of a job, in the order in which they were noted."""
        rows = self._database.rows(f"{_SELECT} WHERE job_id = ? ORDER BY rowid", (job,))
        return [_import_file(row) for row in rows]

    def of_library(self, library: LibraryId) -> list[ImportFile]:
        """The files that were to go into a library, oldest first."""
        rows = self._database.rows(f"{_SELECT} WHERE library_id = ? ORDER BY rowid", (library,))
        return [_import_file(row) for row in rows]

    def forget(self, job: JobId, path: Path | None = None) -> None:
        """Remove the record of one file, or of all files of a job. Documents are not touched."""
        with self._database.transaction():
            if path is None:
                self._database.run("DELETE FROM imports WHERE job_id = ?", (job,))
            else:
                self._database.run(
                    "DELETE FROM imports WHERE job_id = ? AND path = ?", (job, pack_path(path))
                )


def _gone(path: Path) -> BadInput:
    return BadInput(
        say(
            "The record of {name} was removed while it was imported; import it again if you need it.",
            name=path.name,
        )
    )


def _import_file(row: Row) -> ImportFile:
    job, library, path, status, attempts, reason, document, pages, passages, seconds = row
    return ImportFile(
        JobId(job),
        LibraryId(library),
        unpack_path(path),
        FileStatus(status),
        attempts,
        reason,
        None if document is None else DocumentId(document),
        pages,
        passages,
        seconds,
    )
