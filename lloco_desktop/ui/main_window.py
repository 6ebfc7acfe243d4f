"""The window: three columns and the ways between them, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget

from lloco_desktop.domain import Citation, ConversationId, Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.announcing import Announcements
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers
from lloco_desktop.ui.columns import focus_next
from lloco_desktop.ui.drop_target import DropTarget
from lloco_desktop.ui.dropping import LIBRARY
from lloco_desktop.ui.first_run import FirstRun
from lloco_desktop.ui.importing import Importing
from lloco_desktop.ui.intake_ways import IntakeWays
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import app_icon
from lloco_desktop.ui.kit.mirroring import mirror_margins
from lloco_desktop.ui.libraries.library_ways import LibraryWays
from lloco_desktop.ui.library_room import LibraryRoom, Tab
from lloco_desktop.ui.memory import Memory, Standing
from lloco_desktop.ui.sample import make_sample
from lloco_desktop.ui.services import DocumentRow, Services, WorkSeen
from lloco_desktop.ui.settings.errand import Errand
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.ui.settings.settings_page import SettingsPage
from lloco_desktop.ui.shortcut_sheet import ShortcutSheet
from lloco_desktop.ui.shortcuts import make_shortcuts
from lloco_desktop.ui.side_column import SideColumn
from lloco_desktop.ui.tab_order import neighbour
from lloco_desktop.ui.user_guide import guide_file
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer
from lloco_desktop.ui.viewer.quoting import begin_with_quote
from lloco_desktop.ui.work_panel import library_of

SIDE_WIDTH = 236
VIEWER_WIDTH = 480
REMEMBER_MS = 1000


class MainWindow(QMainWindow):
    """Navigation between libraries, pages and the viewer.

    It can be shown at once, as the bare ground of itself; `attach` fills it when the workspace is open.

    Signals:
        closing(): the window is going; work is to be put away.
        theme_chosen(Appearance), language_chosen(str): set, and to be applied now.
        restart_wanted(): close, and start again.
    """

    closing = Signal()
    theme_chosen = Signal(object)
    language_chosen = Signal(str)
    restart_wanted = Signal()

    def __init__(self, state: QSettings | None = None) -> None:
        super().__init__()
        self._memory = Memory(state)
        self._attached = False
        self.answers: Answers | None = None
        self._library: LibraryId | None = None  # that is shown
        self._section: Section | None = None  # of the settings, if they were shown before a rebuild
        self.errand = Errand(self)
        self.closing.connect(self.errand.close)
        self._soon = QTimer(self)  # a killed window is found again as it stood a moment before
        self._soon.setSingleShot(True)
        self._soon.setInterval(REMEMBER_MS)
        self._soon.timeout.connect(self.remember)
        self.setWindowTitle("LLoCO Desktop")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(944, 560)  # the three columns at their narrowest
        self.resize(1180, 760)
        geometry = self._memory.recall().geometry
        if geometry is not None:
            self.restoreGeometry(geometry)

    def attach(
        self,
        services: Services,
        background: Background,
        bridge: JobBridge,
        pages: PageSource,
        answers: Answers | None = None,
    ) -> None:
        """Fill the window with what an open workspace holds; again, to build all of it anew.

        `answers` outlive that; those that are not given are the window's own.
        """
        if self._attached:
            self._leave(bridge)
        self.answers = answers or self.answers or Answers(services, background, self)
        self._services = services
        self.side = SideColumn(services, background, self.answers)
        self.room = LibraryRoom(services, background, bridge, self.answers)
        self.viewer = PageViewer(pages, services.originals, background)
        self.viewer.hide()
        self.importing = Importing(services, background, self)
        self.middle = (
            QStackedWidget()
        )  # what the middle column shows: the library, or a page of the application
        self.first_run = FirstRun()
        self.middle.addWidget(self.room)
        self.middle.addWidget(self.first_run)
        self.settings = SettingsPage(services, background, bridge, self.errand)
        self.middle.addWidget(self.settings)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._connect_bridge(bridge)
        self.sheet = ShortcutSheet(self)
        make_shortcuts(self, self.splitter)
        self.announcements = Announcements(self, self.splitter, bridge, self.answers)
        self.drops = DropTarget(self, self._target, self.importing)
        self.intake = IntakeWays(self, services, background, bridge)
        self.library_ways = LibraryWays(self, services, background, bridge)
        mirror_margins(self)
        self._attached = True
        self._show_library(self.libraries.current())
        self._restore()
        self._focus_page()
        if self._section is not None:  # where the language was changed, for one
            self.show_settings(self._section)

    # --- building ------------------------------------------------------------------------

    def _name_parts(self) -> None:
        """The parts that the window's ways lead to, by short names."""
        self.libraries, self.work, self.backbone = self.side.libraries, self.side.work, self.side.backbone
        self.header, self.notice, self.stack = self.room.header, self.room.notice, self.room.stack
        self.chat, self.documents, self.learn = self.room.chat, self.room.documents, self.room.learn
        self.learning, self.tabs = self.room.learning, self.room.header.tabs
        self.conversations = self.side.conversations

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
        self.libraries.chosen.connect(lambda _library: self._soon.start())
        self.tabs.currentChanged.connect(lambda _index: self._soon.start())
        self.tabs.tabBarClicked.connect(lambda _index: self._focus_page())
        self.header.files_wanted.connect(self.import_files)
        self.header.folder_wanted.connect(self.import_folder)
        self.room.import_wanted.connect(self.import_files)
        self.chat.citation_chosen.connect(self._show_citation)
        self.chat.shown.connect(self.conversations.show_current)
        self.conversations.chosen.connect(self._show_conversation)
        self.conversations.new_wanted.connect(self.start_chat)
        self.conversations.deleted.connect(self.chat.forget)
        self.side.split.splitterMoved.connect(lambda *_: self._soon.start())
        self.documents.open_wanted.connect(self._show_document)
        self.documents.ask_wanted.connect(self._ask_about)
        self.first_run.files_wanted.connect(self.import_files)
        self.first_run.folder_wanted.connect(self.import_folder)
        self.first_run.sample_wanted.connect(self.try_sample)
        self.viewer.closed.connect(self._focus_page)
        self.viewer.ask_wanted.connect(self._ask_about_words)
        self.side.help.shortcuts_wanted.connect(self.show_shortcuts)
        self.side.help.guide_wanted.connect(self.show_guide)
        self.libraries.view.clicked.connect(lambda _index: self.leave_settings())
        self.side.settings_button.clicked.connect(lambda: self.show_settings())
        self.backbone.backbones_wanted.connect(lambda: self.show_settings(Section.BACKBONES))
        self.settings.left.connect(self.leave_settings)
        self.settings.theme_chosen.connect(self.theme_chosen)
        self.settings.language_chosen.connect(self.language_chosen)
        self.settings.restart_wanted.connect(self.restart_wanted)
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
        self.chat.drafting.keep_now()
        in_settings = self.middle.currentWidget() is self.settings
        self._section = self.settings.section if in_settings else None
        bridge.work.disconnect(self._work_seen)
        for helper in (self.sheet, self.drops.overlay, self.drops, self.importing):
            helper.deleteLater()

    # --- where one is --------------------------------------------------------------------

    def _show_library(self, library: Library | None) -> None:
        before, self._library = self._library, library.id if library is not None else None
        self.room.show_library(library)
        self.conversations.set_library(library)
        # New numbers of the same library do not lead away from the settings.
        if self.middle.currentWidget() is not self.settings or self._library != before:
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

    def show_settings(self, section: Section | None = None) -> None:
        """The settings in the middle column; the section that was shown last, where none is named."""
        self.settings.go_to(self.settings.section if section is None else section)
        self.middle.setCurrentWidget(self.settings)
        self.settings.main_control().setFocus()

    def show_problem(self, sentence: str) -> None:
        """Something that is not as it should be, on whichever page there is."""
        self.notice.show_problem(sentence)
        self.first_run.show_problem(sentence)

    def say_crashed(self) -> None:
        """The last run did not close; what is known of it stands in the diagnostics."""
        self.notice.offer(
            self.tr("LLoCO did not close as it should the last time. What was stored is kept."),
            self.tr("Show details"),
            lambda: self.show_settings(Section.DIAGNOSTICS),
        )

    def leave_settings(self) -> None:
        """Back to the library."""
        if self.middle.currentWidget() is self.settings:
            self._show_room()

    def _show_room(self) -> None:
        self.middle.setCurrentWidget(self.room if self.libraries.current() is not None else self.first_run)
        self._focus_page()

    def focus_question(self) -> None:
        """Be ready for a question."""
        self.go_to(Tab.CHAT)
        self.chat.composer.box.setFocus()

    def start_chat(self) -> None:
        """Begin another conversation."""
        self.go_to(Tab.CHAT)
        self.chat.start_over()

    def _show_conversation(self, conversation: ConversationId) -> None:
        self.go_to(Tab.CHAT)
        self.chat.show_conversation(conversation)

    def search_conversations(self) -> None:
        """Look for words in the conversations of the library that is shown."""
        self.conversations.start_searching()

    def next_column(self, step: int) -> None:
        """Give the keyboard to the column after, or before."""
        in_room = self.middle.currentWidget() is self.room
        in_settings = self.middle.currentWidget() is self.settings
        middle = self.room.main_control() if in_room else None
        middle = self.settings.main_control() if in_settings else middle
        focus_next(((self.side, self.libraries.view), (self.middle, middle), (self.viewer, None)), step)

    def show_shortcuts(self) -> None:
        """Every key and what it does; once more hides it."""
        self.sheet.toggle()

    def show_guide(self) -> None:
        """The user guide, beside what is done."""
        self.viewer.show_document(guide_file(), self.tr("User guide"))

    def _ask_about(self, rows: Sequence[DocumentRow]) -> None:
        self.room.go_to(Tab.CHAT)
        self.chat.limit_to(rows)

    def _ask_about_words(self, words: str) -> None:
        self.room.go_to(Tab.CHAT)
        begin_with_quote(self.chat.composer.box, words)

    def _show_citation(self, citations: tuple[Citation, ...], at: int) -> None:
        self.viewer.show_citations(citations, at)

    def _show_document(self, row: DocumentRow) -> None:
        self.viewer.show_document(row.path, row.title, row.document)

    # --- work ----------------------------------------------------------------------------

    def _work_seen(self, seen: WorkSeen) -> None:
        self.work.show_work(seen)
        library = library_of(seen.job)
        if library is not None and seen.job.kind is JobKind.LEARN:
            self.libraries.model.set_learning(library, learning=not seen.job.state.is_final)
        elif library is not None and seen.job.kind is not JobKind.EXPORT:
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

    def open_files(self, paths: Sequence[Path]) -> None:
        """What a start was given: PDFs and folders are imported, one PDF is shown, libraries are offered."""
        libraries = [path for path in paths if path.suffix.lower() == LIBRARY]
        others = [path for path in paths if path not in libraries]
        if libraries:
            self.library_ways.take(libraries)
        if others:
            self.importing.add(others, self.libraries.current())
        if len(paths) == 1 and others and others[0].suffix.lower() == ".pdf":
            self.viewer.show_document(others[0], others[0].name)

    def try_sample(self) -> None:
        """Make a library of the user guide, and be ready to ask it."""
        try:
            sample = make_sample(self._services)
        except LlocoError as error:
            self.first_run.show_problem(str(error))
            return
        self.libraries.refresh(select=sample.id)
        self.go_to(Tab.CHAT)
        self._focus_page()

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

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes by what stands where, not by what was made when."""
        wanted = neighbour(self, QApplication.focusWidget(), onward=onward)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        return wanted is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the viewer from anywhere."""
        if event.key() == Qt.Key.Key_Escape and self._attached and self.viewer.isVisible():
            self.viewer.escape()
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        before = self._memory.recall()
        if before.columns is not None:
            self.splitter.restoreState(before.columns)
        self.side.split.recall(before.side)
        if before.table is not None:
            self.documents.table.restore_layout(before.table)
        if before.library is not None:
            self.libraries.refresh(select=before.library)
        if self.libraries.current() is not None and 0 <= before.tab < len(Tab):
            self.room.go_to(Tab(before.tab))
        viewer = before.viewer
        if viewer is not None and self.libraries.current() is not None and viewer.path.is_file():
            self.viewer.show_document(viewer.path, viewer.title, viewer.document, viewer.page)

    def remember(self) -> None:
        """Write down how the window stands."""
        if not self._attached:
            self._memory.keep(replace(self._memory.recall(), geometry=self.saveGeometry()))
            return
        current = self.libraries.current()
        standing = Standing(
            self.saveGeometry(),
            self.splitter.saveState(),
            current.id if current is not None else None,
            self.room.tab,
            self.documents.table.layout_state(),
            self.viewer.place(),
            self.side.split.keep(),
        )
        self._memory.keep(standing)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood."""
        self.remember()
        self.closing.emit()
        event.accept()
