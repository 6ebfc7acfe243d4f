"""The right column: a document's pages with the cited passage marked. Opens on demand, closes with Esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.domain import Citation, DocumentId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.layout import hairline
from lloco_desktop.ui.kit.quoting import cut
from lloco_desktop.ui.memory import ViewerPlace
from lloco_desktop.ui.viewer.copying import Copier
from lloco_desktop.ui.viewer.find_bar import FindBar
from lloco_desktop.ui.viewer.lock_page import LockPage
from lloco_desktop.ui.viewer.originals import Original, OriginalServices
from lloco_desktop.ui.viewer.page_canvas import PageCanvas
from lloco_desktop.ui.viewer.page_selection import Grain
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.placing import exact_boxes
from lloco_desktop.ui.viewer.selection_bar import SelectionBar
from lloco_desktop.ui.viewer.viewer_bars import CitationBar, FootBar, TitleBar
from lloco_desktop.ui.viewer.viewer_keys import ViewerKey, viewer_key

NARROWEST = 300
QUOTED = 600  # characters of a selection that a question begins with


def open_outside(path: Path) -> bool:
    """Open a file with what the system opens such files with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class PageViewer(QWidget):
    """Shows one document; steps through the citations of one answer.

    Signals:
        closed()
        ask_wanted(str): a question is to be asked about these words.
    """

    closed = Signal()
    ask_wanted = Signal(str)

    def __init__(
        self,
        source: PageSource,
        originals: OriginalServices,
        background: Background,
        opener: Callable[[Path], bool] = open_outside,
    ) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Page viewer"))
        self._source, self._originals, self._background = source, originals, background
        self._opener = opener
        self._path: Path | None = None
        self._document: DocumentId | None = None
        self._original: Original | None = None  # None: not known yet
        self._citations: tuple[Citation, ...] = ()
        self._at = -1
        self._first_page = 1
        self.canvas = PageCanvas(source)
        self.bar, self.citations = TitleBar(), CitationBar()
        self.find_bar = FindBar(self.canvas)
        self.foot = FootBar(self.canvas)
        self.offer = SelectionBar(self.canvas)
        self.copier = Copier(self.canvas, source, background)
        self.message = EmptyState("document", "", "")
        self.message.set_measure(260)
        self.lock = LockPage()
        self._lay_out()
        self._connect()
        self.setMinimumWidth(NARROWEST)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for page in (self.canvas, self.message, self.lock):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.citations, self.find_bar, hairline()):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(hairline())
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self._source.opened.connect(self._opened)
        self._source.failed.connect(self._failed)
        self._source.locked.connect(self._locked)
        self._source.words_came.connect(self._words_came)
        self.bar.search_button.clicked.connect(self.start_search)
        self.bar.outside.clicked.connect(self._open_outside)
        self.bar.close_button.clicked.connect(self.close_viewer)
        self.citations.stepped.connect(self.step)
        self.find_bar.closed.connect(self.canvas.setFocus)
        self.foot.page.chosen.connect(lambda _page: self.canvas.setFocus())
        self.lock.tried.connect(self._try_password)
        self.offer.copy_wanted.connect(self.copier.copy)
        self.offer.ask_wanted.connect(self._ask)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.canvas.customContextMenuRequested.connect(self._show_menu)

    # --- opening -------------------------------------------------------------------------

    def show_citations(self, citations: Sequence[Citation], at: int) -> None:
        """Show one of an answer's citations; the others are a step away."""
        self._citations = tuple(citations)
        self._go(at)

    def show_document(
        self, path: Path, title: str, document: DocumentId | None = None, page: int = 1
    ) -> None:
        """Show a document from its first page, or another."""
        self._citations, self._at = (), -1
        self._first_page = page
        if self._open(path, title, document):
            self.canvas.mark(page, ())
        self._say()

    def name_document(self, path: Path, title: str, document: DocumentId) -> None:
        """What a file is as a document, if it is the one that is shown: it may have come in meanwhile."""
        if path == self._path and self._document in (None, document):
            self.bar.title.set_text(title)
            if self._document is None:
                self._document, self._original = document, None
                self._ask_original(path)

    def place(self) -> ViewerPlace | None:
        """What is shown, to be shown again later; None while the viewer is put away."""
        if self._path is None or self.isHidden():
            return None
        return ViewerPlace(self._path, self.bar.title.full_text(), self._document, max(self.canvas.page, 1))

    def step(self, by: int) -> None:
        """Show the citation after or before, if there is one."""
        if 0 <= self._at + by < len(self._citations):
            self._go(self._at + by)

    def close_viewer(self) -> None:
        """Put the viewer away."""
        self.hide()
        self.closed.emit()

    def escape(self) -> None:
        """What Esc does: end the search, or else put the viewer away."""
        if self.find_bar.isVisible():
            self.find_bar.close_search()
        else:
            self.close_viewer()

    def start_search(self) -> None:
        """Show the line to search in; what is selected on one line is looked for."""
        if self.stack.currentWidget() is self.canvas:
            self.find_bar.open(self.copier.short_text())

    def _go(self, at: int) -> None:
        self._at = at
        citation = self._citations[at]
        if self._open(citation.path, citation.title, citation.document):
            self._mark_current()
        self._say()

    def _open(self, path: Path, title: str, document: DocumentId | None) -> bool:
        """Show a document; whether its pages are there already."""
        self.bar.title.set_text(title)
        self.show()
        if document != self._document or path != self._path:
            self._document, self._original = document, None
        self._ask_original(path)
        shown = self.stack.currentWidget() is self.canvas and self.canvas.page_count > 0
        if path == self._path and shown:
            return True
        self._path = path
        self.canvas.clear()
        self.foot.show_page(0)
        self.stack.setCurrentWidget(self.canvas)
        self._source.open(path)
        return False

    def _opened(self, path: Path, sizes: Sequence[tuple[float, float]]) -> None:
        if path != self._path:
            return
        self.stack.setCurrentWidget(self.canvas)
        self.canvas.show_document(path, sizes)
        if self._at >= 0:
            self._mark_current()
        elif self._first_page > 1:
            self.canvas.mark(self._first_page, ())
        self._say()
        self.foot.show_page(self.canvas.page)
        self.find_bar.document_changed()

    def _failed(self, path: Path, sentence: str) -> None:
        if path == self._path:
            self.message.set_words(self.tr("The pages cannot be shown"), sentence)
            self.stack.setCurrentWidget(self.message)
            self.canvas.clear()
            self.find_bar.hide()
            self.foot.show_page(0)

    def _locked(self, path: Path, sentence: str) -> None:
        if path == self._path:
            again = self.stack.currentWidget() is self.lock
            self.stack.setCurrentWidget(self.lock)
            self.lock.ask(sentence, again=again)

    def _try_password(self, password: str) -> None:
        if self._path is not None:
            self._source.open(self._path, password)

    def _open_outside(self) -> None:
        if self._path is not None and not self._opener(self._path):
            self.citations.say(self.tr("No application took the file."), attention=True)

    # --- what is marked ------------------------------------------------------------------

    def _mark_current(self) -> None:
        citation = self._citations[self._at]
        self.canvas.mark(citation.page, citation.boxes)
        self._check_place()

    def _ask_original(self, path: Path) -> None:
        """Whether the file is still what was imported; it may change at any time."""
        document = self._document
        if document is None:
            return

        def told(state: Original) -> None:
            if document != self._document:
                return
            before, self._original = self._original, state
            if before is Original.SAME and state is Original.CHANGED:
                self._source.open(path)  # what is shown is the file as it was
            self._check_place()
            self._say()

        self._background.run(self, lambda: self._originals.state(document, path), told)

    def _check_place(self) -> None:
        """Mark only the words that were cited, once they are known; nothing where others stand there now."""
        if self._at < 0 or not self.canvas.marked():
            return
        citation = self._citations[self._at]
        pages = sorted({box.page for box in citation.boxes})
        texts = [text for page in pages if (text := self.canvas.words(page)) is not None]
        if len(texts) < len(pages):
            return
        exact = exact_boxes(texts, citation.boxes, citation.quote)
        if exact is not None:
            self.canvas.remark(exact)
        elif self._original is Original.CHANGED:
            self.canvas.remark(())
            self._say()

    def _words_came(self, path: Path, _page: int) -> None:
        if path == self._path:
            self._check_place()

    def _say(self) -> None:
        """The steps between citations, and what is to be known about the one that is shown."""
        self.citations.show_steps(self._at, len(self._citations))
        placed = self._at < 0 or bool(self.canvas.marked()) or self.canvas.page_count == 0
        if self._original is Original.CHANGED and not placed:
            text = self.tr("This file changed since it was imported, and the passage is not there any more.")
        elif self._original is Original.CHANGED:
            text = self.tr(
                "This file changed since it was imported. Import it again to ask what it says now."
            )
        elif self._original is Original.FORGOTTEN:
            text = self.tr("This document is in no library any more.")
        elif not placed or (self._at >= 0 and not self._citations[self._at].boxes):
            text = self.tr("The passage could not be placed on this page.")
        else:
            text = ""
        attention = self._original in (Original.CHANGED, Original.FORGOTTEN)
        self.citations.say(text, attention=attention)

    # --- what is selected ----------------------------------------------------------------

    def _ask(self) -> None:
        self.copier.text(lambda words: self.ask_wanted.emit(cut(words, QUOTED)))

    def _select_page(self) -> None:
        self.canvas.selection.begin(self.canvas.page, 0, Grain.PAGE)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        selected = not self.canvas.selection.is_empty
        menu.addAction(self.tr("Copy"), self.copier.copy).setEnabled(selected)
        menu.addAction(self.tr("Ask about this"), self._ask).setEnabled(selected)
        menu.addSeparator()
        menu.addAction(self.tr("Select the page"), self._select_page)
        menu.addAction(self.tr("Find in this document"), self.start_search)
        menu.addAction(self.tr("Open with the application for PDFs"), self._open_outside)
        menu.popup(self.canvas.mapToGlobal(point))

    # --- keys ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """The viewer's own keys come before the window's while it has the keyboard."""
        key = event if isinstance(event, QKeyEvent) else None
        if key is not None and key.type() == QEvent.Type.ShortcutOverride and viewer_key(key) is not None:
            key.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search, copy, zoom, steps; Esc ends the search first."""
        actions: dict[ViewerKey, Callable[[], object]] = {
            ViewerKey.ESCAPE: self.escape,
            ViewerKey.FIND: self.start_search,
            ViewerKey.FIND_NEXT: lambda: self._find_step(1),
            ViewerKey.FIND_PREVIOUS: lambda: self._find_step(-1),
            ViewerKey.CITATION_BEFORE: lambda: self.step(-1),
            ViewerKey.CITATION_AFTER: lambda: self.step(1),
            ViewerKey.COPY: self.copier.copy,
            ViewerKey.SELECT_PAGE: self._select_page,
            ViewerKey.LARGER: lambda: self.canvas.zoom_by(1),
            ViewerKey.SMALLER: lambda: self.canvas.zoom_by(-1),
            ViewerKey.FIT: self.canvas.fit_width,
        }
        key = viewer_key(event)
        if key is not None:
            actions[key]()
        else:
            super().keyPressEvent(event)

    def _find_step(self, by: int) -> None:
        if self.find_bar.isVisible():
            self.find_bar.step(by)
        else:
            self.start_search()
