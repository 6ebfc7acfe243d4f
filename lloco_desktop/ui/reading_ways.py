"""The ways to what is read beside the conversation, and back: citations, documents, words to ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from lloco_desktop.domain import Citation
from lloco_desktop.ui.documents.documents_page import DocumentsPage
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import DocumentRow
from lloco_desktop.ui.viewer.quoting import begin_with_quote

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow


class ReadingWays(QObject):
    """Connects the viewer with what leads to it. Goes with the window's importing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.importing)
        self._window = window
        window.chat.citation_chosen.connect(self._show_citation)
        window.room.documents_made.connect(self._follow)
        window.viewer.ask_wanted.connect(self._ask_about_words)
        window.viewer.closed.connect(window.focus_page)

    def _follow(self, page: DocumentsPage) -> None:
        page.open_wanted.connect(self._show_document)
        page.ask_wanted.connect(self._ask_about)
        page.feed.changed.connect(lambda: self._name_shown(page))

    def _name_shown(self, page: DocumentsPage) -> None:
        place = self._window.viewer.place()
        row = page.model.held(place.path) if place is not None else None
        if row is not None and row.document is not None:
            self._window.viewer.name_document(row.path, row.title, row.document)

    def _show_citation(self, citations: tuple[Citation, ...], at: int) -> None:
        self._window.viewer.show_citations(citations, at)

    def _show_document(self, row: DocumentRow) -> None:
        self._window.viewer.show_document(row.path, row.title, row.document)

    def _ask_about(self, rows: Sequence[DocumentRow]) -> None:
        self._window.room.go_to(Tab.CHAT)
        self._window.chat.limit_to(rows)

    def _ask_about_words(self, words: str) -> None:
        self._window.room.go_to(Tab.CHAT)
        begin_with_quote(self._window.chat.composer.box, words)
