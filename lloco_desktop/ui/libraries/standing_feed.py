"""Reads how the libraries stand, in a thread, and not more often than it is worth looking at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.libraries.library_files import LibraryFileServices

REST_MS = 2000


class StandingFeed(QObject):
    """Answers any number of requests by one reading after the other, with a rest between.

    Signals:
        changed(dict[LibraryId, Standing]): what was read.
    """

    changed = Signal(object)

    def __init__(self, services: LibraryFileServices, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._reading = self._again = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)

    def request(self, *_about: object) -> None:
        """Something may have changed."""
        if self._reading or self._rest.isActive():
            self._again = True
        else:
            self._read()

    def read_now(self) -> None:
        """Something has changed that the user did: no rest before it shows."""
        self._rest.stop()
        self.request()

    def _read(self) -> None:
        self._reading, self._again = True, False
        self._background.run(
            self, self._services.standings, self._was_read, lambda _error: self._was_read({})
        )

    def _was_read(self, standings: object) -> None:
        self._reading = False
        self._rest.start()
        self.changed.emit(standings)

    def _failed(self, _error: LlocoError) -> None:
        self._was_read({})  # nothing is known then, and nothing is said

    def _rested(self) -> None:
        if self._again:
            self._read()
