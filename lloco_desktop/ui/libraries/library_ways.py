"""The ways of libraries as files through the window: menus and drops, sheets, jobs, and what came of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from lloco_desktop.domain import Library
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.libraries import library_words
from lloco_desktop.ui.libraries.library_files import SUFFIX, Offer
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow


class LibraryWays(QObject):
    """Connects what has to do with libraries as files. Goes with the window's importing."""

    def __init__(
        self, window: MainWindow, services: Services, background: Background, bridge: JobBridge
    ) -> None:
        super().__init__(window.importing)
        self._window = window
        self._files = services.library_files
        self._background = background
        self._offers: deque[Offer] = deque()  # behind the one that is asked about
        self._last_folder = ""
        self.export_sheet = window.room.export_sheet
        self.take_in_sheet = window.room.take_in_sheet
        self._connect(bridge)

    def _connect(self, bridge: JobBridge) -> None:
        window = self._window
        window.libraries.export_wanted.connect(self.export)
        window.libraries.take_in_wanted.connect(self.choose_file)
        window.header.menu_wanted.connect(self._fill_menu)
        window.header.library_file_wanted.connect(self.choose_file)
        window.importing.libraries_found.connect(self.take)
        self.export_sheet.chosen.connect(self._choose_target)
        self.take_in_sheet.kept.connect(self._keep)
        self.take_in_sheet.folder_wanted.connect(self._choose_folder)
        self.take_in_sheet.left.connect(self._next)
        window.libraries.chosen.connect(self._another)
        window.learning.changed.connect(window.libraries.standings.request)
        bridge.library.connect(self._heard)
        bridge.work.connect(self._work_seen)
        bridge.summaries.connect(window.libraries.standings.request)
        bridge.backbone.connect(window.libraries.standings.request)

    def _fill_menu(self, menu: QMenu) -> None:
        self._window.libraries.fill_menu(menu)

    # --- out -----------------------------------------------------------------------------

    def export(self, library: Library) -> None:
        """Ask what of a library goes into its file."""
        self._window.middle.setCurrentWidget(self._window.room)
        self.take_in_sheet.hide()
        self.export_sheet.ask(library)
        self._background.run(
            self,
            lambda: self._files.holdings(library.id),
            lambda holdings: self.export_sheet.show_holdings(library, holdings),
            self._failed,
        )

    def _choose_target(self, library: Library) -> None:
        name = "".join(one for one in library.name if one not in '<>:"/\\|?*').strip(" .") or "library"
        start = str(Path(self._last_folder or Path.home()) / f"{name}{SUFFIX}")
        chosen, _filter = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export “{name}”").format(name=library.name),
            start,
            self.tr("Libraries (*.lloco)"),
        )
        if not chosen:
            return
        file = Path(chosen)
        target = file if file.suffix.lower() == SUFFIX else file.with_name(file.name + SUFFIX)
        if target == file or not target.exists() or self._may_replace(target):  # the dialog asks for `file`
            self.export_to(library, target)

    def _may_replace(self, target: Path) -> bool:
        return confirmed(
            self._window,
            self.tr("Replace file"),
            self.tr("Replace “{name}”?").format(name=target.name),
            self.tr("The file that is there is lost."),
            self.tr("Replace"),
            self.tr("Keep it"),
        )

    def export_to(self, library: Library, file: Path) -> None:
        """Begin to write a library to a file, as the sheet says."""
        self._last_folder = str(file.parent)
        sheet = self.export_sheet
        documents, conversations = sheet.with_documents, sheet.with_conversations
        self._background.write(
            self,
            lambda: self._files.export(library.id, file, documents=documents, conversations=conversations),
            lambda _job: self._exporting(library),
            self._failed,
        )

    def _exporting(self, library: Library) -> None:
        if self.export_sheet.is_about(library):  # not if another was asked for meanwhile
            self.export_sheet.hide()

    def _another(self, library: Library | None) -> None:
        """The question was about the library that was shown."""
        if self.export_sheet.isVisible() and not self.export_sheet.is_about(library):
            self.export_sheet.hide()

    # --- in ------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Let the user pick libraries' files."""
        names, _filter = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import library"), self._last_folder, self.tr("Libraries (*.lloco)")
        )
        if names:
            self._last_folder = str(Path(names[0]).parent)
            self.take([Path(name) for name in names])

    def take(self, files: Sequence[Path]) -> None:
        """Look into libraries' files, and take them in; asks where PDFs go that they bring along."""
        for file in files:
            self._background.run(self, partial(self._files.look, file), self._looked, self._failed)

    def _looked(self, offer: Offer) -> None:
        self._offers.append(offer)
        if not self.take_in_sheet.isVisible():
            self._next()

    def _next(self) -> None:
        while self._offers:
            offer = self._offers.popleft()
            if offer.files:
                self.export_sheet.hide()
                self._window.middle.setCurrentWidget(self._window.room)
                self.take_in_sheet.ask(offer, str(self._files.own_documents))
                return
            self._begin(offer, None)
        if self._window.libraries.current() is None:
            self._window.libraries.refresh()  # shows what stands where there is no library

    def _keep(self, offer: Offer) -> None:
        self._begin(offer, None)
        self._next()

    def _choose_folder(self, offer: Offer) -> None:
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Where the PDFs of “{name}” go").format(name=offer.name), self._last_folder
        )
        if name:
            self._begin(offer, Path(name))
        else:
            self._offers.appendleft(offer)
        self._next()

    def _begin(self, offer: Offer, documents: Path | None) -> None:
        self._background.write(
            self, lambda: self._files.take_in(offer.file, documents), lambda _job: None, self._failed
        )

    # --- what came of it -----------------------------------------------------------------

    def _heard(self, event: LibraryExported | LibraryTakenIn) -> None:
        if isinstance(event, LibraryExported):
            self._window.notice.show_line(library_words.exported(event))
            return
        libraries = self._window.libraries
        is_first = libraries.current() is None
        libraries.refresh(select=event.library.id if is_first else None)
        libraries.standings.read_now()
        said = library_words.taken_in(event)
        if is_first:
            self._window.notice.show_line(said)
        else:  # it came while something else is read: that stays until the user wants to see it
            show = partial(libraries.refresh, select=event.library.id)
            self._window.notice.offer(said, self.tr("Show it"), show)

    def _work_seen(self, seen: WorkSeen) -> None:
        if seen.job.kind in (JobKind.EXPORT, JobKind.TAKE_IN) and seen.job.state is JobState.FAILED:
            self._say_problem(seen.job.reason or "")
        elif seen.progress is None and seen.job.state.is_final:
            self._window.libraries.standings.request()

    def _failed(self, error: LlocoError) -> None:
        self._say_problem(str(error))

    def _say_problem(self, sentence: str) -> None:
        self._window.show_problem(sentence)
