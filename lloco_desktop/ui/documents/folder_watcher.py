"""Notices that something happened in a followed folder, and has it looked at.

The system's notices are prompt where there are any; network drives give none, files that are rewritten in
place are missed, and a watch for each of many sub-folders would use up what the system has for all programs.
So folders are also looked at every minute, which costs little.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from lloco_desktop.domain import FolderId, LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.intake import IntakeServices
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.workflows.events import FolderLooked

EVERY_MS = 60_000
SETTLE_MS = 1_500  # after a notice: a program that saves a file does several things
AGAIN_MS = 4_000  # while a file is being written

log = logging.getLogger(__name__)


class FolderWatcher(QObject):
    """Asks for looks at the right moments, for as long as the window is there."""

    def __init__(
        self,
        intake: IntakeServices,
        background: Background,
        bridge: JobBridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._intake = intake
        self._background = background
        self._watched: dict[FolderId, set[str]] = {}
        self._homes: dict[str, LibraryId] = {}  # of the folders that are watched
        self._restless: set[LibraryId] = set()  # something happened in a folder of these
        self._said: set[FolderId] = set()
        self._notices = QFileSystemWatcher(self)
        self._notices.directoryChanged.connect(self._noticed)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(lambda: self.look())
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._look_at_restless)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._look_at_restless)
        bridge.folder.connect(self._looked)

    def start(self) -> None:
        """Look at once, for what came while the application was closed, and from then on."""
        self.look()
        self._every.start()

    def look(self, library: LibraryId | None = None) -> None:
        """Look at the folders of one library, or of all."""
        self._background.run(self, lambda: self._intake.look(library), lambda _none: None)

    def directories(self) -> set[str]:
        """The folders that the system gives notice of."""
        return set(self._notices.directories())

    def forget(self, folder: FolderId) -> None:
        """A folder is followed no more."""
        self._watch(folder, set())

    def _noticed(self, path: str) -> None:
        library = self._homes.get(path)
        if library is not None:
            self._restless.add(library)
            self._settle.start()

    def _look_at_restless(self) -> None:
        libraries, self._restless = self._restless, set()
        for library in libraries:
            self.look(library)

    def _looked(self, seen: FolderLooked) -> None:
        folder = seen.folder
        if not any(one.id == folder.id for one in self._intake.folders(folder.library)):
            self.forget(folder.id)
            return
        wanted = {str(path) for path in seen.watch}
        if seen.more:
            wanted = set()
            if folder.id not in self._said:
                self._said.add(folder.id)
                log.info("%s has too many folders to be watched; it is looked at every minute", folder.path)
        for path in wanted:
            self._homes[path] = folder.library
        self._watch(folder.id, wanted)
        if seen.waiting:
            self._restless.add(folder.library)
            self._again.start()

    def _watch(self, folder: FolderId, wanted: set[str]) -> None:
        """Have notice given of these and no others of a folder."""
        before = self._watched.pop(folder, set())
        if wanted:
            self._watched[folder] = wanted
        elsewhere = set().union(*(paths for key, paths in self._watched.items() if key != folder))
        gone = before - wanted - elsewhere
        if gone:
            self._notices.removePaths(sorted(gone))
        # Also those of before: a folder that was made anew under its name has to be watched anew.
        missing = sorted(wanted - self.directories())
        refused = self._notices.addPaths(missing) if missing else []
        if refused:
            log.info(
                "the system gives no notice of %d folders, as of %s; they are looked at every minute",
                len(refused),
                Path(refused[0]).name,
            )
