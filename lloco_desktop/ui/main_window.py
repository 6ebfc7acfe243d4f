"""The window: three columns and the ways between them, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget

from lloco_desktop.domain import Citation, Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.columns import focus_next
from lloco_desktop.ui.drop_target import DropTarget
from lloco_desktop.ui.first_run import FirstRun
from lloco_desktop.ui.importing import Importing
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import app_icon
from lloco_desktop.ui.library_room import LibraryRoom, Tab
from lloco_desktop.ui.sample import make_sample
from lloco_desktop.ui.services import DocumentRow, Services, WorkSeen
from lloco_desktop.ui.shortcut_sheet import ShortcutSheet
from lloco_desktop.ui.shortcuts import make_shortcuts
from lloco_desktop.ui.side_column import SideColumn
from lloco_desktop.ui.user_guide import guide_file
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer
from lloco_desktop.ui.viewer.quoting import begin_with_quote
from lloco_desktop.ui.work_panel import library_of

SIDE_WIDTH = 236
VIEWER_WIDTH = 480


class MainWindow(QMainWindow):
    """Navigation between libraries, pages and the viewer.

    It can be shown at once, as the bare ground of itself; `attach` fills it when the workspace is open.

    Signals:
        closing(): the window is going; work is to be put away.
    """

    closing = Signal()

    def __init__(self, state: QSettings | None = None) -> None:
        super().__init__()
        self._state = state
        self._attached = False
        self.setWindowTitle("LLoCO Desktop")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(944, 560)  # the three columns at their narrowest
        self.resize(1180, 760)
        geometry = state.value("geometry") if state is not None else None
        if geometry is not None:
            self.restoreGeometry(geometry)

    def attach(
        self, services: Services, background: Background, bridge: JobBridge, pages: PageSource
    ) -> None:
        """Fill the window with what an open workspace holds; again, to build all of it anew."""
        if self._attached:
            self._leave(bridge)
        self._services = services
        self.side = SideColumn(services, background)
        self.room = LibraryRoom(services, background, bridge)
        self.viewer = PageViewer(pages, services.originals, background)
        self.viewer.hide()
        self.importing = Importing(services, self)
        self.middle = (
            QStackedWidget()
        )  # what the middle column shows: the library, or a page of the application
        self.first_run = FirstRun()
        self.middle.addWidget(self.room)
        self.middle.addWidget(self.first_run)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._connect_bridge(bridge)
        self.sheet = ShortcutSheet(self)
        make_shortcuts(self, self.splitter)
        self.drops = DropTarget(self, self._target, self.importing)
        self._attached = True
        self._show_library(self.libraries.current())
        self._restore()
        self._focus_page()

    # --- building ------------------------------------------------------------------------

    def _name_parts(self) -> None:
        """The parts that the window's ways lead to, by short names."""
        self.libraries, self.work, self.backbone = self.side.libraries, self.side.work, self.side.backbone
        self.header, self.notice, self.stack = self.room.header, self.room.notice, self.room.stack
        self.chat, self.documents, self.learn = self.room.chat, self.room.documents, self.room.learn
        self.learning, self.tabs = self.room.learning, self.room.header.tabs

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for column in (self.side, self.middle, self.viewer):
            self.splitter.addWidget(column)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIDE_WIDTH, 900, VIEWER_WIDTH])
        self.setCentralWidget(self.splitter)  # deletes the one before

    def _connect(self) -> None:
        self.libraries.chosen.connect(self._show_library)
        self.tabs.tabBarClicked.connect(lambda _index: self._focus_page())
        self.header.files_wanted.connect(self.import_files)
        self.header.folder_wanted.connect(self.import_folder)
        self.room.import_wanted.connect(self.import_files)
        self.chat.citation_chosen.connect(self._show_citation)
        self.documents.open_wanted.connect(self._show_document)
        self.documents.ask_wanted.connect(self._ask_about)
        self.first_run.files_wanted.connect(self.import_files)
        self.first_run.folder_wanted.connect(self.import_folder)
        self.first_run.sample_wanted.connect(self.try_sample)
        self.viewer.closed.connect(self._focus_page)
        self.viewer.ask_wanted.connect(self._ask_about_words)
        self.side.help.shortcuts_wanted.connect(self.show_shortcuts)
        self.side.help.guide_wanted.connect(self.show_guide)
        self.importing.begun.connect(self._import_begun)
        self.importing.failed.connect(self.notice.show_problem)
        self.importing.failed.connect(self.first_run.show_problem)

    def _connect_bridge(self, bridge: JobBridge) -> None:
        # Methods of objects that go when the window is built anew; the window's own are let go by `_leave`.
        bridge.work.connect(self._work_seen)
        bridge.backbone.connect(self.backbone.show_status)

    def _leave(self, bridge: JobBridge) -> None:
        """Before all is built anew: remember how it stood, and let go of what is not within the splitter."""
        self.remember()
        bridge.work.disconnect(self._work_seen)
        for helper in (self.sheet, self.drops.overlay, self.drops, self.importing):
            helper.deleteLater()

    # --- where one is --------------------------------------------------------------------

    def _show_library(self, library: Library | None) -> None:
        self.room.show_library(library)
        self.middle.setCurrentWidget(self.room if library is not None else self.first_run)

    def _focus_page(self) -> None:
        if self.middle.currentWidget() is self.first_run:
            self.first_run.files.setFocus()
            return
        # Where nothing can be used yet the list has the keyboard, not the first button that Qt finds.
        (self.room.main_control() or self.libraries.view).setFocus()

    def go_to(self, tab: Tab) -> None:
        """Show a page of the library."""
        if self.libraries.current() is not None:
            self.middle.setCurrentWidget(self.room)
        self.room.go_to(tab)

    def focus_question(self) -> None:
        """Be ready for a question."""
        self.go_to(Tab.CHAT)
        self.chat.composer.box.setFocus()

    def start_chat(self) -> None:
        """Begin another conversation."""
        self.go_to(Tab.CHAT)
        self.chat.start_over()

    def next_column(self, step: int) -> None:
        """Give the keyboard to the column after, or before."""
        in_room = self.middle.currentWidget() is self.room
        middle = self.room.main_control() if in_room else None
        focus_next(((self.side, self.libraries.view), (self.middle, middle), (self.viewer, None)), step)

    def show_shortcuts(self) -> None:
        """Every key and what it does; once more hides it."""
        self.sheet.toggle()

    def show_guide(self) -> None:
        """The user guide, beside what is done."""
        self._show_file(guide_file(), self.tr("User guide"))

    def _ask_about(self, rows: Sequence[DocumentRow]) -> None:
        self.room.go_to(Tab.CHAT)
        self.chat.limit_to(rows)

    def _ask_about_words(self, words: str) -> None:
        self.room.go_to(Tab.CHAT)
        begin_with_quote(self.chat.composer.box, words)

    def _show_citation(self, citations: tuple[Citation, ...], at: int) -> None:
        self.viewer.show_citations(citations, at)

    def _show_document(self, row: DocumentRow) -> None:
        self._show_file(row.path, row.title)

    def _show_file(self, path: Path, title: str) -> None:
        self.viewer.show_document(path, title)

    # --- work ----------------------------------------------------------------------------

    def _work_seen(self, seen: WorkSeen) -> None:
        self.work.show_work(seen)
        library = library_of(seen.job)
        if library is not None and seen.job.kind is JobKind.LEARN:
            self.libraries.model.set_learning(library, learning=not seen.job.state.is_final)
        elif library is not None:
            self.libraries.model.set_working(
                library, working=not seen.job.state.is_final, progress=seen.progress
            )
        if seen.progress is None or seen.progress.unit == "files":
            self.libraries.refresh()

    # --- bringing files in ---------------------------------------------------------------

    def import_files(self) -> None:
        """Ask which files to import."""
        self.importing.choose_files(self, self.libraries.current())

    def import_folder(self) -> None:
        """Ask which folder to import."""
        self.importing.choose_folder(self, self.libraries.current())

    def try_sample(self) -> None:
        """Make a library of the user guide, and be ready to ask it."""
        try:
            sample = make_sample(self._services)
        except LlocoError as error:
            self.first_run.show_problem(str(error))
            return
        self.libraries.refresh(select=sample.id)
        self.go_to(Tab.CHAT)

    def _import_begun(self, library: LibraryId) -> None:
        self.notice.begin(library)
        self.libraries.refresh(select=library)
        self.room.go_to(Tab.DOCUMENTS)

    def _target(self, point: QPoint) -> Library | None:
        """The library that a drop at a point goes into: the one under it, or the one shown."""
        inside = self.libraries.mapFrom(self, point)
        under = self.libraries.library_at(inside) if self.libraries.rect().contains(inside) else None
        return under or self.libraries.current()

    # --- coming and going ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the viewer from anywhere."""
        if event.key() == Qt.Key.Key_Escape and self._attached and self.viewer.isVisible():
            self.viewer.escape()
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        if self._state is None:
            return
        columns, last = self._state.value("columns"), self._state.value("library")
        if columns is not None:
            self.splitter.restoreState(columns)
        if last is not None and str(last).isdigit():
            self.libraries.refresh(select=LibraryId(int(str(last))))

    def remember(self) -> None:
        """Write down how the window stands."""
        if self._state is None:
            return
        self._state.setValue("geometry", self.saveGeometry())
        if self._attached:
            current = self.libraries.current()
            self._state.setValue("columns", self.splitter.saveState())
            self._state.setValue("library", current.id if current else None)
        self._state.sync()  # a step that outlasts patience ends the process before Qt would write it

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood."""
        self.remember()
        self.closing.emit()
        event.accept()
