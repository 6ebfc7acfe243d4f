"""Bringing files in: the file dialog, drops, and the first library that is made on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lloco_desktop.domain import Library
from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.ui.services import Services


class Importing(QObject):
    """Begins imports.

    Signals:
        begun(LibraryId): an import into this library was queued.
        failed(str): it could not be begun.
    """

    begun = Signal(object)
    failed = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._last_folder = ""

    def choose_files(self, window: QWidget, library: Library | None) -> None:
        """Let the user pick PDFs."""
        names, _filter = QFileDialog.getOpenFileNames(
            window, self.tr("Import PDFs"), self._last_folder, self.tr("PDF files (*.pdf *.PDF)")
        )
        self._chosen([Path(name) for name in names], library)

    def choose_folder(self, window: QWidget, library: Library | None) -> None:
        """Let the user pick a folder, whose PDFs are imported with those of its sub-folders."""
        name = QFileDialog.getExistingDirectory(window, self.tr("Import a folder"), self._last_folder)
        self._chosen([Path(name)] if name else [], library)

    def _chosen(self, paths: list[Path], library: Library | None) -> None:
        if paths:
            self._last_folder = str(paths[0].parent)
            self.add(paths, library)

    def add(self, paths: Sequence[Path], library: Library | None) -> None:
        """Import into a library, or into a first one that is made for it."""
        try:
            into = library or self._first_library(paths)
            self._services.import_files(into.id, paths)
        except LlocoError as error:
            self.failed.emit(str(error))
            return
        self.begun.emit(into.id)

    def name_for(self, paths: Sequence[Path]) -> str:
        """What a library that is made for these files is called: as their folder is, if it is one."""
        if len(paths) == 1 and paths[0].is_dir() and paths[0].name.strip():
            return paths[0].name.strip()[:120]
        return self.tr("My documents")

    def _first_library(self, paths: Sequence[Path]) -> Library:
        existing = self._services.libraries()
        if existing:
            return existing[0]
        try:
            return self._services.create_library(self.name_for(paths))
        except BadInput:  # a folder may be called what a library may not
            return self._services.create_library(self.tr("My documents"))


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if _is_local(url)]


def _is_local(url: QUrl) -> bool:
    return url.isLocalFile() and bool(url.toLocalFile())
