"""Takes the selected words, of pages too that have not come yet, and puts them where they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from lloco_desktop.documents.page_text import Picked, copied
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.viewer.page_canvas import PageCanvas
from lloco_desktop.ui.viewer.page_source import WORDS_KEPT, PageSource

AT_ONCE = 4  # pages whose words are put together without leaving the GUI thread
SHORT = 80  # characters: a selection that may be what is looked for


class Copier(QObject):
    """What the selection of a canvas says."""

    def __init__(self, canvas: PageCanvas, source: PageSource, background: Background) -> None:
        super().__init__(canvas)
        self._canvas, self._source, self._background = canvas, source, background
        self._waiting: Callable[[str], None] | None = None
        source.words_came.connect(self._came)
        canvas.selection.changed.connect(self._changed)

    def copy(self) -> None:
        """Put the selected words into the clipboard."""
        self.text(QGuiApplication.clipboard().setText)

    def text(self, done: Callable[[str], None]) -> None:
        """Give the selected words to `done`, as soon as all of them are there."""
        path, pages = self._canvas.path, self._canvas.selection.pages()[:WORDS_KEPT]
        if path is None or not pages:
            return
        missing = [page for page in pages if self._canvas.words(page) is None]
        if missing:
            self._waiting = done
            self._source.want_words(path, missing, to_the_end=True)
            return
        self._waiting = None
        parts = self._parts(pages)
        if len(parts) <= AT_ONCE:
            done(copied(parts))
        else:
            self._background.run(self, lambda: copied(parts), done)

    def short_text(self) -> str:
        """The selected words if they are few and on one line, else nothing."""
        pages = self._canvas.selection.pages()
        parts = self._parts(pages) if len(pages) == 1 else []
        text = copied(parts)
        return text if len(text) <= SHORT and "\n" not in text else ""

    def _parts(self, pages: range) -> list[Picked]:
        texts = [text for page in pages if (text := self._canvas.words(page)) is not None]
        return [part for text in texts if (part := self._canvas.selection.on(text)) is not None]

    def _came(self, path: Path, page: int) -> None:
        if self._waiting is not None and path == self._canvas.path:
            pages = self._canvas.selection.pages()[:WORDS_KEPT]
            if page in pages and all(self._canvas.words(one) is not None for one in pages):
                self.text(self._waiting)

    def _changed(self) -> None:
        self._waiting = None
