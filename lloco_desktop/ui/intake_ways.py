"""The ways between importing, the notice line, the question before a large import, and followed folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.documents.folder_watcher import FolderWatcher
from lloco_desktop.ui.documents.opening import SystemOpener
from lloco_desktop.ui.dropping import LIBRARY
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.sample import make_sample
from lloco_desktop.ui.services import Services
from lloco_desktop.workflows.events import FolderLooked

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow


class IntakeWays(QObject):
    """Connects what brings documents in with where the window says so. Goes with the window's importing."""

    def __init__(
        self, window: MainWindow, services: Services, background: Background, bridge: JobBridge
    ) -> None:
        super().__init__(window.importing)
        self._window = window
        self._importing = window.importing
        self._services, self._background = services, background
        self._sampling = False
        self.watcher = FolderWatcher(services.intake, background, bridge, self)
        self.opener = SystemOpener(background, self)
        self._connect(bridge)
        self.watcher.start()

    def _connect(self, bridge: JobBridge) -> None:
        window, importing = self._window, self._importing
        window.room.preflight.follow(importing)
        window.first_run.sample_wanted.connect(self.try_sample)
        importing.begun.connect(self._begun)
        importing.looking.connect(self._make_room)
        importing.asked.connect(self._make_room)
        importing.told.connect(window.notice.show_line)
        importing.folder_begun.connect(self._offer)
        importing.followed.connect(self._followed)
        window.room.documents_made.connect(self._connect_page)
        bridge.folder.connect(self._looked)

    def _connect_page(self, page: DocumentsPage) -> None:
        page.use_opener(self.opener)
        page.paste_wanted.connect(self._window.drops.paste)
        page.folders.follow_wanted.connect(self._choose)
        page.folders.stopped.connect(self.watcher.forget)

    def open_files(self, paths: Sequence[Path]) -> None:
        """What a start was given: PDFs and folders are imported, one PDF is shown, libraries are offered."""
        libraries = [path for path in paths if path.suffix.lower() == LIBRARY]
        others = [path for path in paths if path not in libraries]
        if libraries:
            self._window.library_ways.take(libraries)
        if others:
            self._importing.add(others, self._window.libraries.current())
        if len(paths) == 1 and others and others[0].suffix.lower() == ".pdf":
            self._window.viewer.show_document(others[0], others[0].name)

    def try_sample(self) -> None:
        """Make a library of the user guide, and be ready to ask it."""
        if self._sampling:
            return
        self._sampling = True
        self._background.write(self, lambda: make_sample(self._services), self._sample_made, self._no_sample)

    def _sample_made(self, sample: Library) -> None:
        self._sampling = False
        self._window.libraries.refresh(select=sample.id)
        self._window.go_to(Tab.CHAT)
        self._window.focus_page()

    def _no_sample(self, error: LlocoError) -> None:
        self._sampling = False
        self._window.first_run.show_problem(str(error))

    def _begun(self, library: LibraryId) -> None:
        window = self._window
        window.notice.begin(library)
        window.libraries.refresh(select=library)
        window.room.go_to(Tab.DOCUMENTS)
        window.focus_page()  # what was pressed may be on a page that is gone

    def _make_room(self, what: object = None) -> None:
        """The question stands in the room of a library, also where there is none yet."""
        window = self._window
        if what:
            window.middle.setCurrentWidget(window.room)
        elif window.libraries.current() is None:
            window.libraries.chosen.emit(None)

    def _offer(self, library: LibraryId, folder: Path) -> None:
        self._window.notice.offer(
            self.tr(
                "Keep watching “{folder}”? New and changed PDFs in it then come in by themselves."
            ).format(folder=folder.name),
            self.tr("Keep watching"),
            lambda: self._importing.keep_following(library, folder),
        )

    def _choose(self) -> None:
        self._importing.choose_folder_to_follow(self._window, self._window.libraries.current())

    def _followed(self, library: LibraryId) -> None:
        self._window.documents.folders.refresh()
        self.watcher.look(library)

    def _looked(self, seen: FolderLooked) -> None:
        if seen.found:
            self._window.libraries.refresh()
