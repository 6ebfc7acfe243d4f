"""The window: three columns and the ways between them, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import Citation, Library, LibraryId
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.backbone_line import BackboneLine
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.chat_page import ChatPage
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.drop_target import DropTarget
from lloco_desktop.ui.importing import Importing
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import app_icon
from lloco_desktop.ui.kit.layout import hairline
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learn_feed import LearningFeed
from lloco_desktop.ui.learn.learn_page import LearnPage
from lloco_desktop.ui.libraries.library_header import LibraryHeader
from lloco_desktop.ui.libraries.library_panel import LibraryPanel
from lloco_desktop.ui.notice_bar import NoticeBar
from lloco_desktop.ui.services import DocumentRow, Services, WorkSeen
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer
from lloco_desktop.ui.work_panel import WorkPanel, library_of

CHAT, DOCUMENTS, LEARN = 0, 1, 2
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
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self.splitter)
        geometry = state.value("geometry") if state is not None else None
        if geometry is not None:
            self.restoreGeometry(geometry)

    def attach(
        self, services: Services, background: Background, bridge: JobBridge, pages: PageSource
    ) -> None:
        """Fill the window with what an open workspace holds."""
        self.libraries = LibraryPanel(services, background)
        self.work = WorkPanel(services)
        self.backbone = BackboneLine()
        self.chat = ChatPage(services, background)
        self.documents = DocumentsPage(services, background, bridge)
        self.learning = LearningFeed(services, background, bridge)
        self.learn = LearnPage(services, background, self.learning)
        self.viewer = PageViewer(pages)
        self.viewer.hide()
        self.header = LibraryHeader()
        self.tabs = self.header.tabs
        self.importing = Importing(services, self)
        self.notice = NoticeBar()
        self._attached = True
        self._lay_out()
        self._connect()
        self._connect_bridge(bridge)
        self.drops = DropTarget(self, self._target, self.importing)
        self.backbone.show_status(services.backbone())
        self._show_library(self.libraries.current())
        self._restore()
        self._focus_page()

    # --- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for column in (self._side(), self._middle(), self.viewer):
            self.splitter.addWidget(column)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIDE_WIDTH, 900, VIEWER_WIDTH])

    def _side(self) -> QWidget:
        side = QWidget()
        side.setProperty("role", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(184)
        side.setMaximumWidth(360)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.libraries, 1)
        column.addWidget(self.work)
        column.addWidget(hairline())
        column.addWidget(self.backbone)
        return side

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setMinimumWidth(456)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chat)
        self.stack.addWidget(self.documents)
        self.stack.addWidget(self.learn)
        column.addWidget(self.stack, 1)
        return middle

    def _connect(self) -> None:
        self.libraries.chosen.connect(self._show_library)
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.tabBarClicked.connect(lambda _index: self._focus_page())
        self.chat.talked.connect(lambda _talked: self._show_new_chat())
        self.header.new_chat_wanted.connect(self.chat.start_over)
        self.header.files_wanted.connect(self.import_files)
        self.header.folder_wanted.connect(self.import_folder)
        self.chat.citation_chosen.connect(self._show_citation)
        self.chat.import_wanted.connect(self.import_files)
        self.documents.import_wanted.connect(self.import_files)
        self.learn.import_wanted.connect(self.import_files)
        self.header.learning_wanted.connect(lambda: self.tabs.setCurrentIndex(LEARN))
        self.learning.changed.connect(self._show_learning)
        self.documents.open_wanted.connect(self._show_document)
        self.documents.ask_wanted.connect(self._ask_about)
        self.viewer.closed.connect(self._focus_page)
        self.importing.begun.connect(self._import_begun)
        self.importing.failed.connect(self.notice.show_problem)
        for keys, action in (
            ("Ctrl+O", self.import_files),
            ("Ctrl+Shift+O", self.import_folder),
            ("Ctrl+1", lambda: self.tabs.setCurrentIndex(CHAT)),
            ("Ctrl+2", lambda: self.tabs.setCurrentIndex(DOCUMENTS)),
            ("Ctrl+3", lambda: self.tabs.setCurrentIndex(LEARN)),
            ("Ctrl+Shift+N", self.chat.start_over),
            ("Ctrl+L", self._focus_question),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self, action)

    def _connect_bridge(self, bridge: JobBridge) -> None:
        bridge.work.connect(self._work_seen)
        bridge.file.connect(self.notice.hear)
        bridge.backbone.connect(self.backbone.show_status)
        bridge.backbone.connect(self.chat.show_backbone)

    # --- where one is --------------------------------------------------------------------

    def _show_library(self, library: Library | None) -> None:
        self.header.show_library(library)
        self.chat.set_library(library)
        self.documents.set_library(library)
        self.learn.set_library(library)
        self._show_tab(self.tabs.currentIndex() if library is not None else CHAT)

    def _show_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._show_new_chat()

    def _show_new_chat(self) -> None:
        self.header.new_chat.setVisible(self.stack.currentIndex() == CHAT and self.chat.has_turns)

    def _show_learning(self) -> None:
        """The header's chip, and whether questions can be read with what was learned."""
        learned, live = self.learning.learned, self.learning.live
        active = learned.version(learned.active) if learned is not None else None
        self.chat.composer.set_adapter(active.adapter.version if active is not None else None)
        if live is not None:
            text = self.tr("Learning, paused") if live.is_paused else learn_words.stage_number(live.state)
            tip = learn_words.stage(live.state) if live.state is not None else ""
            self.header.show_learning(text, tip)
        elif active is not None:
            self.header.show_learning(
                self.tr("Learned"),
                self.tr("Version {n} is used for answers").format(n=active.adapter.version),
            )
        else:
            self.header.show_learning("")

    def _focus_page(self) -> None:
        at = self.tabs.currentIndex()
        if at == LEARN:
            (self.learn.main_control() or self.libraries.view).setFocus()
            return
        wanted = self.chat.composer.box if at == CHAT else self.documents.table
        # Where neither can be used yet the list has the keyboard, not the first button that Qt finds.
        (self.libraries.view if wanted.isHidden() or self.chat.foot.isHidden() else wanted).setFocus()

    def _focus_question(self) -> None:
        self.tabs.setCurrentIndex(CHAT)
        self.chat.composer.box.setFocus()

    def _ask_about(self, rows: Sequence[DocumentRow]) -> None:
        self.tabs.setCurrentIndex(CHAT)
        self.chat.limit_to(rows)

    def _show_citation(self, citations: tuple[Citation, ...], at: int) -> None:
        self.viewer.show_citations(citations, at)

    def _show_document(self, row: DocumentRow) -> None:
        self.viewer.show_document(row.path, row.title)

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

    def _import_begun(self, library: LibraryId) -> None:
        self.notice.begin(library)
        self.libraries.refresh(select=library)
        self.tabs.setCurrentIndex(DOCUMENTS)

    def _target(self, point: QPoint) -> Library | None:
        """The library that a drop at a point goes into: the one under it, or the one shown."""
        inside = self.libraries.mapFrom(self, point)
        under = self.libraries.library_at(inside) if self.libraries.rect().contains(inside) else None
        return under or self.libraries.current()

    # --- coming and going ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the viewer from anywhere."""
        if event.key() == Qt.Key.Key_Escape and self._attached and self.viewer.isVisible():
            self.viewer.close_viewer()
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood."""
        if self._state is not None:
            self._state.setValue("geometry", self.saveGeometry())
            if self._attached:
                current = self.libraries.current()
                self._state.setValue("columns", self.splitter.saveState())
                self._state.setValue("library", current.id if current else None)
            self._state.sync()  # a step that outlasts patience ends the process before Qt would write it
        self.closing.emit()
        event.accept()
