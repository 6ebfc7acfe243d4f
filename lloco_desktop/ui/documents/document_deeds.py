"""What a user does with the selected rows of the documents table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lloco_desktop.domain import LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.opening import Opener
from lloco_desktop.ui.documents.selection_strip import Deed, may_retry
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.services import DocumentRow, Services

MOST_REVEALED = 20  # files that a file manager is asked to select


class DocumentDeeds(QObject):
    """Carries out deeds on the rows that `selected` gives.

    Signals:
        open_wanted(DocumentRow), ask_wanted(list[DocumentRow]), unlock_wanted(list[Path]).
        done(): something changed in the library.
        failed(str): something could not be done.
    """

    open_wanted = Signal(object)
    ask_wanted = Signal(list)
    unlock_wanted = Signal(list)
    done = Signal()
    failed = Signal(str)

    def __init__(
        self,
        services: Services,
        background: Background,
        selected: Callable[[], list[DocumentRow]],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._services = services
        self._background = background
        self._selected = selected
        self._page = page
        self.library: LibraryId | None = None
        self.opener: Opener | None = None

    def do(self, deed: Deed) -> None:
        """Do it with what is selected."""
        rows = self._selected()
        if self.library is None or not deed.fits(rows):
            return
        paths = [row.path for row in rows]
        match deed:
            case Deed.OPEN:
                self.open_wanted.emit(rows[0])
            case Deed.ASK:
                self.ask_wanted.emit(rows)
            case Deed.UNLOCK:
                self.unlock_wanted.emit([row.path for row in rows if row.is_locked])
            case Deed.RETRY:
                self._import([row.path for row in rows if may_retry(row)])
            case Deed.STOP:
                self._stop([row.path for row in rows if row.state.is_waiting])
            case Deed.REVEAL if self.opener is not None:
                self.opener.reveal(paths[:MOST_REVEALED])
            case Deed.OPEN_OUTSIDE if self.opener is not None:
                for path in paths:
                    self.opener.open_file(path)
            case Deed.COPY_PATH:
                QGuiApplication.clipboard().setText("\n".join(map(str, paths)))
            case Deed.REMOVE:
                self._remove(rows)

    def try_password(self, paths: Sequence[Path], password: str) -> None:
        """Import locked files with a password."""
        library = self.library
        if library is not None:
            self._run(lambda: self._services.import_files(library, list(paths), password))

    def make_summaries(self) -> None:
        """Go on with summaries that were cancelled."""
        library = self.library
        if library is not None:
            self._run(lambda: self._services.intake.summarise(library))

    def _import(self, paths: list[Path]) -> None:
        library = self.library
        if library is not None:
            self._run(lambda: self._services.import_files(library, paths))

    def _stop(self, paths: list[Path]) -> None:
        library = self.library
        if library is not None:
            self._run(lambda: self._services.intake.stop_files(library, paths))

    def _remove(self, rows: list[DocumentRow]) -> None:
        library = self.library
        if library is not None and self._may_remove(rows):
            self._run(lambda: self._services.forget(library, rows))

    def _run(self, work: Callable[[], object]) -> None:
        self._background.write(
            self, work, lambda _none: self.done.emit(), lambda error: self.failed.emit(str(error))
        )

    def _may_remove(self, rows: list[DocumentRow]) -> bool:
        """Whether the user wants to, after it was said what is lost."""
        documents = [row for row in rows if row.document is not None]
        own = [row for row in rows if self._services.intake.is_own(row.path)]
        if not documents and not own:
            return True  # nothing was made from these files, so nothing is lost
        named = documents or own
        what = f"“{named[0].title}”" if len(named) == 1 else words.documents(len(named))
        if own:
            loss = self.tr(
                "The search index, the summaries and the copy that was kept of what you dropped are lost."
            )
        elif len(named) == 1:
            loss = self.tr("The search index and the summaries made from it are lost. The file itself stays.")
        else:
            loss = self.tr(
                "The search index and the summaries made from them are lost. The files themselves stay."
            )
        if any(self._is_followed(row.path) for row in rows):
            loss += " " + self.tr("What lies in a watched folder comes back only when it changes.")
        question = self.tr("Remove {what} from this library?").format(what=what)
        return confirmed(self._page, self.tr("Remove"), question, loss, self.tr("Remove"), self.tr("Keep"))

    def _is_followed(self, path: Path) -> bool:
        folders = self._services.intake.folders(self.library) if self.library is not None else []
        return any(folder.path in path.parents for folder in folders)
