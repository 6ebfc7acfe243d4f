"""Keeps a `DocumentModel` like the store: whole readings where needed, single rows while work goes on.

A library may hold ten thousand documents and an import may finish ten files a second, so a finished file is
read alone, and a document that got its summaries is not read at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from lloco_desktop.domain import ImportFile, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.document_model import DocumentModel
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.services import DocumentRow, DocumentState, Services, SummariesSeen, WorkSeen
from lloco_desktop.ui.work_panel import library_of
from lloco_desktop.workflows.events import FileProgress, FolderLooked

PAUSE_MS = 300  # between two readings while work goes on


class DocumentFeed(QObject):
    """Fills a model with the documents of one library and follows what happens to them.

    Signals:
        changed(): the model was brought up to date.
        failed(str): the store could not be read.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, model: DocumentModel, services: Services, background: Background, bridge: JobBridge
    ) -> None:
        super().__init__(model)
        self._model = model
        self._services = services
        self._background = background
        self._library: LibraryId | None = None
        self._reading = False
        self._whole = False  # everything is to be read again
        self._finished: dict[Path, ImportFile] = {}  # to be read alone
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._read)
        bridge.file.connect(self._file_seen)
        bridge.summaries.connect(self._summaries_seen)
        bridge.work.connect(self._work_seen)
        bridge.reading.connect(self._reading_seen)
        bridge.folder.connect(self._folder_seen)

    def show_library(self, library: LibraryId | None) -> None:
        """Follow another library."""
        if library != self._library:
            self._library = library
            self._finished.clear()
            self._model.clear()
            self.changed.emit()
            self.refresh()

    def refresh(self) -> None:
        """Read everything again, now or as soon as the reading under way has ended."""
        self._whole = True
        self._timer.stop()
        self._read()

    # --- what happens --------------------------------------------------------------------

    def _file_seen(self, file: ImportFile) -> None:
        if file.library != self._library:
            return
        row = self._model.held(file.path)
        if row is None:
            self._whole = True  # an import has noted its files since the last reading
        elif file.status.is_final:
            self._finished[file.path] = file
        elif row.document is None:
            self._model.put_rows([replace(row, state=DocumentState.READING, reason=None)])
        self._soon()

    def _reading_seen(self, seen: FileProgress) -> None:
        row = self._model.held(seen.path) if seen.library == self._library else None
        if row is not None and row.document is None:
            state = DocumentState.READING
            self._model.put_rows([replace(row, state=state, pages_read=seen.done, pages_total=seen.total)])

    def _folder_seen(self, seen: FolderLooked) -> None:
        if seen.folder.library == self._library:
            gone = self._services.intake.gone(seen.folder.library)
            if gone != {row.key for row in self._model.all_rows() if row.gone}:
                self.refresh()

    def _summaries_seen(self, seen: SummariesSeen) -> None:
        if seen.library != self._library:
            return
        found = [row for row in self._model.all_rows() if row.document == seen.document]
        n, done = seen.segments, seen.segments if seen.done is None else seen.done
        state = DocumentState.READY if done == n else DocumentState.SEARCHABLE
        self._model.put_rows(
            replace(row, state=state, summaries_done=done, summaries_total=n) for row in found
        )
        if not found:
            self._whole = True
            self._soon()

    def _work_seen(self, seen: WorkSeen) -> None:
        if seen.progress is None and library_of(seen.job) == self._library:
            self._whole = True
            self._soon()

    def _soon(self) -> None:
        if not self._timer.isActive() and (self._whole or self._finished):
            self._timer.start()

    # --- reading -------------------------------------------------------------------------

    def _read(self) -> None:
        library = self._library
        if self._reading or library is None:
            return
        if self._whole:
            self._whole = False
            self._finished.clear()
            self._reading = True
            held = {row.key: row for row in self._model.all_rows()}
            self._background.run(
                self,
                lambda: _as_held(self._services.document_rows(library), held),
                lambda rows: self._read_all(library, rows),
                self._failed,
            )
        elif self._finished:
            files = list(self._finished.values())
            self._finished.clear()
            self._reading = True
            self._background.run(
                self,
                lambda: [(file.path, self._services.document_row(file)) for file in files],
                lambda rows: self._read_some(library, rows),
                self._failed,
            )

    def _read_all(self, library: LibraryId, rows: list[DocumentRow]) -> None:
        if library == self._library:
            self._model.set_rows(rows)
        self._was_read()

    def _read_some(self, library: LibraryId, rows: list[tuple[Path, DocumentRow | None]]) -> None:
        if library == self._library:
            self._model.put_rows(row for _path, row in rows if row is not None)
            self._model.remove([path for path, row in rows if row is None and self._is_file(path)])
        self._was_read()

    def _is_file(self, path: Path) -> bool:
        row = self._model.held(path)
        return row is not None and row.document is None

    def _was_read(self) -> None:
        self._reading = False
        self.changed.emit()
        self._soon()

    def _failed(self, error: LlocoError) -> None:
        self._reading = False
        self.failed.emit(str(error))


def _as_held(rows: Sequence[DocumentRow], held: Mapping[str, DocumentRow]) -> list[DocumentRow]:
    """The rows; those that are as they were are the very objects, which the model sees at once.

    Ten thousand comparisons take long enough to be felt in the window's own thread.
    """
    return [held[row.key] if held.get(row.key) == row else row for row in rows]
