"""The window: three columns and the ways between them, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget

from lloco_desktop.domain import ConversationId, Library, LibraryId
from lloco_desktop.ui.announcing import Announcements
from lloco_desktop.ui.arrivals import Arrivals
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers
from lloco_desktop.ui.chat.chat_page import ChatPage
from lloco_desktop.ui.columns import focus_next
from lloco_desktop.ui.coming_back import stand_as, standing_of
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.drop_target import DropTarget
from lloco_desktop.ui.first_run import FirstRun
from lloco_desktop.ui.importing import Importing
from lloco_desktop.ui.in_turns import Late
from lloco_desktop.ui.intake_ways import IntakeWays
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import app_icon
from lloco_desktop.ui.kit.mirroring import mirror_margins
from lloco_desktop.ui.learn.learn_page import LearnPage
from lloco_desktop.ui.libraries.library_panel import LibraryPanel
from lloco_desktop.ui.libraries.library_ways import LibraryWays
from lloco_desktop.ui.library_room import LibraryRoom, Tab
from lloco_desktop.ui.memory import Memory
from lloco_desktop.ui.reading_ways import ReadingWays
from lloco_desktop.ui.services import Services
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

    @property
    def is_filled(self) -> bool:
        """Whether it shows what an open workspace holds."""
        return self._attached

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
        for _step in self.filling(services, background, bridge, pages, answers):
            pass

    def filling(
        self,
        services: Services,
        background: Background,
        bridge: JobBridge,
        pages: PageSource,
        answers: Answers | None = None,
    ) -> Iterator[None]:
        """The same in steps. What is made is seen, and can be used, when the last was taken."""
        if self._attached:
            self._leave()
        self.answers = answers or self.answers or Answers(services, background, self)
        self._services = services
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        before = self._memory.recall()
        libraries = LibraryPanel(services, background)
        yield
        libraries.refresh(select=before.library)
        yield
        self.side = SideColumn(libraries, services, background, self.answers)
        self.splitter.addWidget(self.side)
        bridge.work.connect(self.side.work.show_work)
        bridge.work.connect(self.side.libraries.hear)
        bridge.backbone.connect(self.side.backbone.show_status)
        yield
        self.middle = QStackedWidget()  # the library, or a page of the application
        self.splitter.addWidget(self.middle)
        chat = ChatPage(services, background, self.answers)
        yield
        self.room = LibraryRoom(chat, services, background, bridge)
        self.middle.addWidget(self.room)
        yield
        self.first_run = FirstRun()
        self.middle.addWidget(self.first_run)
        yield
        self.viewer = PageViewer(pages, services.originals, background)
        self.viewer.hide()
        self.splitter.addWidget(self.viewer)
        yield
        self.importing = Importing(services, background, self)
        self._settings = Late(lambda: self._make_settings(services, background, bridge))
        self._sheet = Late(lambda: ShortcutSheet(self))
        self._name_parts()
        self._connect()
        make_shortcuts(self, self.splitter)
        self.announcements = Announcements(self, self.splitter, bridge, self.answers)
        self.drops = DropTarget(self, self._target, self.importing)
        self.intake = IntakeWays(self, services, background, bridge)
        self.library_ways = LibraryWays(self, services, background, bridge)
        self.reading = ReadingWays(self)
        self.arrivals = Arrivals(self, services, bridge)
        mirror_margins(self.splitter)
        yield
        if self.libraries.current() is not None:
            self.room.page(before.tab)  # the one that was shown last; nobody sees it yet
            yield
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIDE_WIDTH, 900, VIEWER_WIDTH])
        self.setCentralWidget(self.splitter)  # deletes the one before
        self._attached = True
        self._show_library(self.libraries.current())
        stand_as(self, before)
        self.focus_page()
        if self._section is not None:  # where the language was changed, for one
            self.show_settings(self._section)

    def making_the_rest(self) -> Iterator[None]:
        """Steps after which what nobody has asked for yet is there too, and comes up at once when wanted."""
        for part in ("documents", "learn", "settings"):
            yield
            if self._attached:
                getattr(self, part)
        yield
        if self._attached:
            sheet = self._sheet.get()
            for _step in sheet.filling():
                yield
                if self._sheet.made is not sheet:  # all was built anew, and it is gone
                    return

    # --- building ------------------------------------------------------------------------

    def _name_parts(self) -> None:
        """The parts that the window's ways lead to, by short names."""
        self.libraries, self.work, self.backbone = self.side.libraries, self.side.work, self.side.backbone
        self.header, self.notice, self.stack = self.room.header, self.room.notice, self.room.stack
        self.chat, self.learning, self.tabs = self.room.chat, self.room.learning, self.room.header.tabs
        self.conversations = self.side.conversations

    @property
    def documents(self) -> DocumentsPage:
        """The library's documents."""
        return self.room.documents

    @property
    def learn(self) -> LearnPage:
        """The library's learning."""
        return self.room.learn

    @property
    def settings(self) -> SettingsPage:
        """The settings, in the middle column."""
        return self._settings.get()

    @property
    def sheet(self) -> ShortcutSheet:
        """What F1 shows."""
        sheet = self._sheet.get()
        for _step in sheet.filling():
            pass
        return sheet

    def _make_settings(self, services: Services, background: Background, bridge: JobBridge) -> SettingsPage:
        page = SettingsPage(services, background, bridge, self.errand)
        page.left.connect(self.leave_settings)
        page.theme_chosen.connect(self.theme_chosen)
        page.language_chosen.connect(self.language_chosen)
        page.restart_wanted.connect(self.restart_wanted)
        mirror_margins(page)
        self.middle.addWidget(page)
        return page

    def _connect(self) -> None:
        self.libraries.chosen.connect(self._show_library)
        self.libraries.chosen.connect(lambda _library: self._soon.start())
        self.tabs.currentChanged.connect(lambda _index: self._soon.start())
        self.tabs.tabBarClicked.connect(lambda _index: self.focus_page())
        self.header.files_wanted.connect(self.import_files)
        self.header.folder_wanted.connect(self.import_folder)
        self.room.import_wanted.connect(self.import_files)
        self.chat.shown.connect(self.conversations.show_current)
        self.conversations.chosen.connect(self._show_conversation)
        self.conversations.new_wanted.connect(self.start_chat)
        self.conversations.deleted.connect(self.chat.forget)
        self.side.split.splitterMoved.connect(lambda *_: self._soon.start())
        self.room.documents_made.connect(self._documents_made)
        self.first_run.files_wanted.connect(self.import_files)
        self.first_run.folder_wanted.connect(self.import_folder)
        self.side.help.shortcuts_wanted.connect(self.show_shortcuts)
        self.side.help.guide_wanted.connect(self.show_guide)
        self.libraries.view.clicked.connect(lambda _index: self.leave_settings())
        self.side.settings_button.clicked.connect(lambda: self.show_settings())
        self.backbone.backbones_wanted.connect(lambda: self.show_settings(Section.BACKBONES))
        self.importing.failed.connect(self.notice.show_problem)
        self.importing.failed.connect(self.first_run.show_problem)

    def _leave(self) -> None:
        """Before all is built anew: remember how it stood, and let go of what is not within the splitter."""
        self.remember()
        self.chat.drafting.keep_now()
        self.importing.keep()
        self._section = self.settings.section if self._in_settings else None
        for helper in (self._sheet.made, self.drops.overlay, self.drops, self.importing):
            if helper is not None:
                helper.deleteLater()

    # --- where one is --------------------------------------------------------------------

    def _show_library(self, library: Library | None) -> None:
        before, self._library = self._library, library.id if library is not None else None
        self.room.show_library(library)
        self.conversations.set_library(library)
        # New numbers of the same library do not lead away from the settings.
        if not self._in_settings or self._library != before:
            self.middle.setCurrentWidget(self.room if library is not None else self.first_run)

    @property
    def _in_settings(self) -> bool:
        return self._settings.made is not None and self.middle.currentWidget() is self._settings.made

    def focus_page(self) -> None:
        """Give the keyboard to what it is for on the page that is shown."""
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
        if self._in_settings:
            self._show_room()

    def _show_room(self) -> None:
        self.middle.setCurrentWidget(self.room if self.libraries.current() is not None else self.first_run)
        self.focus_page()

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
        middle = self.room.main_control() if in_room else None
        middle = self.settings.main_control() if self._in_settings else middle
        focus_next(((self.side, self.libraries.view), (self.middle, middle), (self.viewer, None)), step)

    def show_shortcuts(self) -> None:
        """Every key and what it does; once more hides it."""
        self.sheet.toggle()

    def show_guide(self) -> None:
        """The user guide, beside what is done."""
        self.viewer.show_document(guide_file(), self.tr("User guide"))

    # --- bringing files in ---------------------------------------------------------------

    def import_files(self) -> None:
        """Ask which files to import."""
        self.importing.choose_files(self, self.libraries.current())

    def import_folder(self) -> None:
        """Ask which folder to import."""
        self.importing.choose_folder(self, self.libraries.current())

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

    def _documents_made(self, page: DocumentsPage) -> None:
        page.deeds.done.connect(self.libraries.look_again)
        before = self._memory.recall().table
        if before is not None:
            page.table.restore_layout(before)

    def remember(self) -> None:
        """Write down how the window stands."""
        if not self._attached:
            self._memory.keep(replace(self._memory.recall(), geometry=self.saveGeometry()))
            return
        self._memory.keep(standing_of(self))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood, and what was to come in."""
        self.remember()
        if self._attached:
            self.importing.keep()
        self.closing.emit()
        event.accept()
