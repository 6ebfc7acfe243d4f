"""The middle column for one library: its head, a line of notice, and its pages behind tabs."""

from __future__ import annotations

from enum import IntEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.domain import Library
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.chat_page import ChatPage
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.documents.preflight_bar import PreflightBar
from lloco_desktop.ui.in_turns import Late
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.mirroring import mirror_margins
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learn_feed import LearningFeed
from lloco_desktop.ui.learn.learn_page import LearnPage
from lloco_desktop.ui.libraries.library_header import LibraryHeader
from lloco_desktop.ui.libraries.library_sheets import ExportSheet, TakeInSheet
from lloco_desktop.ui.notice_bar import NoticeBar
from lloco_desktop.ui.services import Services

NARROWEST = 456
Page = TypeVar("Page", DocumentsPage, LearnPage)


class Tab(IntEnum):
    """The pages of a library, as their tabs stand."""

    CHAT = 0
    DOCUMENTS = 1
    LEARN = 2


class LibraryRoom(QWidget):
    """Shows one library at a time.

    The documents and the learning are made when they are first gone to, or asked for.

    Signals:
        import_wanted(): a page's empty state asks for documents.
        documents_made(DocumentsPage): the page is there now.
    """

    import_wanted = Signal()
    documents_made = Signal(object)

    def __init__(self, chat: ChatPage, services: Services, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self._library: Library | None = None
        self.setMinimumWidth(NARROWEST)
        self.header = LibraryHeader()
        self.notice = NoticeBar()
        self.preflight = PreflightBar()
        self.export_sheet, self.take_in_sheet = ExportSheet(), TakeInSheet()
        self.chat = chat
        self.learning = LearningFeed(services, background, bridge)
        self._documents = Late(
            lambda: self._settle(DocumentsPage(services, background, bridge), Tab.DOCUMENTS)
        )
        self._learn = Late(lambda: self._settle(LearnPage(services, background, self.learning), Tab.LEARN))
        self.stack = QStackedWidget()
        self._places = {Tab.DOCUMENTS: QWidget(), Tab.LEARN: QWidget()}  # of pages that are not there yet
        for page in (self.chat, *self._places.values()):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self.preflight)
        column.addWidget(self.export_sheet)
        column.addWidget(self.take_in_sheet)
        column.addWidget(self.stack, 1)
        self._connect(bridge)

    def _connect(self, bridge: JobBridge) -> None:
        self.header.tabs.currentChanged.connect(self._show_tab)
        self.header.new_chat_wanted.connect(self.chat.start_over)
        self.header.learning_wanted.connect(lambda: self.go_to(Tab.LEARN))
        self.chat.talked.connect(lambda _talked: self._show_new_chat())
        self.learning.changed.connect(self._show_learning)
        self.chat.import_wanted.connect(self.import_wanted)
        bridge.file.connect(self.notice.hear)
        bridge.backbone.connect(self.chat.show_backbone)
        bridge.work.connect(self.chat.beginning.hear)

    # --- pages ---------------------------------------------------------------------------

    @property
    def documents(self) -> DocumentsPage:
        """The page of documents."""
        if self._documents.made is None:
            self.documents_made.emit(self._documents.get())
        return self._documents.get()

    @property
    def documents_if_made(self) -> DocumentsPage | None:
        """The page of documents, if anybody has asked for it."""
        return self._documents.made

    @property
    def learn(self) -> LearnPage:
        """The page of learning."""
        return self._learn.get()

    def page(self, tab: int) -> QWidget:
        """The page of a tab, made now if it was not before."""
        pages = {Tab.DOCUMENTS: lambda: self.documents, Tab.LEARN: lambda: self.learn}
        return pages[Tab(tab)]() if tab in pages else self.chat

    def _settle(self, page: Page, tab: Tab) -> Page:
        """A page that was just made takes its place, and shows what the others show."""
        mirror_margins(page)
        page.import_wanted.connect(self.import_wanted)
        page.set_library(self._library)
        self.stack.insertWidget(tab, page)
        place = self._places.pop(tab)
        self.stack.removeWidget(place)
        place.deleteLater()
        return page

    @property
    def tab(self) -> Tab:
        """The page that is shown."""
        return Tab(self.stack.currentIndex())

    def go_to(self, tab: Tab) -> None:
        """Show another page of the library."""
        self.header.tabs.setCurrentIndex(tab)

    def show_library(self, library: Library | None) -> None:
        """Show another library, or the same with new numbers."""
        self._library = library
        self.header.show_library(library)
        self.chat.set_library(library)
        self.learning.show_library(library.id if library is not None else None)
        for page in (self._documents.made, self._learn.made):
            if page is not None:
                page.set_library(library)
        self._show_tab(self.header.tabs.currentIndex() if library is not None else Tab.CHAT)

    def main_control(self) -> QWidget | None:
        """What the keyboard is for on the page that is shown; None where nothing can be used yet."""
        if self.tab is Tab.LEARN:
            return self.learn.main_control()
        wanted = self.chat.composer.box if self.tab is Tab.CHAT else self.documents.table
        return None if wanted.isHidden() or self.chat.foot.isHidden() else wanted

    def _show_tab(self, index: int) -> None:
        self.stack.setCurrentWidget(self.page(index))
        self._show_new_chat()

    def _show_new_chat(self) -> None:
        self.header.new_chat.setVisible(self.tab is Tab.CHAT and self.chat.has_turns)

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
