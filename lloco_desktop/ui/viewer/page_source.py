"""What the viewer knows of documents: page sizes, images and words, as they come and while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from lloco_desktop.documents.page_text import PageText
from lloco_desktop.errors import DocumentLocked
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.viewer.page_worker import (
    Failed,
    Opened,
    PageKey,
    PageWorker,
    Rendered,
    Renderer,
    SearchCame,
    SearchWish,
    WordsCame,
)

__all__ = ["PageKey", "PageSource", "Renderer", "SearchCame", "SearchWish"]

CACHE_BYTES = 192 * 1024**2
WORDS_KEPT = 400  # pages


class PageSource(QObject):
    """Gives the viewer page sizes, page images and the words on pages.

    Only what the viewer wants now is made: asking for other pages drops what had not begun.

    Signals:
        opened(Path, sizes), locked(Path, str), failed(Path, str), page_failed(Path, int),
        rendered(PageKey), words_came(Path, int), found(SearchCame)
    """

    opened = Signal(object, object)
    locked = Signal(object, str)
    failed = Signal(object, str)
    page_failed = Signal(object, int)
    rendered = Signal(object)
    words_came = Signal(object, int)
    found = Signal(object)

    def __init__(self, make_renderer: Callable[[], Renderer], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[PageKey, QPixmap] = OrderedDict()
        self._image_bytes = 0
        self._words: OrderedDict[tuple[Path, int], PageText] = OrderedDict()
        self._broken: dict[tuple[Path, int], str] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._searches = 0
        self._also: list[tuple[Path, int]] = []  # whose words are wanted wherever one scrolls
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._deliver)
        self.worker = PageWorker(make_renderer, self._mailbox.post)

    def open(self, path: Path, password: str | None = None) -> None:
        """Begin to read a document's page sizes; the answer is a signal."""
        self.worker.open(path, password)

    def remember_password(self, path: Path, password: str) -> None:
        """A password that the user gave for a file elsewhere in the window."""
        self.worker.set_password(path, password)

    def want(self, path: Path, pages: Sequence[int], zoom: float) -> None:
        """Render these pages, first ones first, and nothing else."""
        keys = [PageKey(path, page, zoom) for page in pages if (path, page) not in self._broken]
        self.worker.want_images([key for key in keys if key not in self._images])

    def want_words(self, path: Path, pages: Sequence[int], *, to_the_end: bool = False) -> None:
        """Read the words of these pages, first ones first, and of no others.

        Those that are wanted `to_the_end` are read even when others are wanted before they came.
        """
        wanted = [(path, page) for page in pages]
        if to_the_end:
            self._also = wanted
        self.worker.want_words([one for one in (*wanted, *self._also) if one not in self._words])

    def search(self, path: Path, text: str, pages: int, start: int) -> int:
        """Look for a text from a page on, then from the first one; the number that its answers carry."""
        self._searches += 1
        self.worker.search(SearchWish(self._searches, path, text, pages, start))
        return self._searches

    def stop_search(self) -> None:
        """Look for nothing any more."""
        self.worker.search(None)

    def pixmap(self, path: Path, page: int, zoom: float) -> QPixmap | None:
        """The page's image, if it is there already."""
        key = PageKey(path, page, zoom)
        found = self._images.get(key)
        if found is not None:
            self._images.move_to_end(key)
        return found

    def any_pixmap(self, path: Path, page: int) -> QPixmap | None:
        """An image of the page at whatever zoom, to stretch until the right one comes."""
        for key in reversed(self._images):
            if key.path == path and key.page == page:
                return self._images[key]
        return None

    def words(self, path: Path, page: int) -> PageText | None:
        """The page's words, if they are there already."""
        return self._words.get((path, page))

    def problem(self, path: Path, page: int) -> str:
        """Why a page cannot be shown; empty if it can."""
        return self._broken.get((path, page), "")

    def close(self) -> None:
        """End the worker and its child process; does not wait."""
        self._mailbox.close()
        self.worker.close()

    def _deliver(self, messages: list[object]) -> None:
        for message in messages:
            match message:
                case Opened(path, sizes, stamp):
                    self._forget_if_changed(path, stamp)
                    self.opened.emit(path, sizes)
                case Failed(path, error, None) if isinstance(error, DocumentLocked):
                    self.worker.set_password(path, None)
                    self.locked.emit(path, str(error))
                case Failed(path, error, None):
                    self.failed.emit(path, str(error))
                case Failed(path, error, int(page)):
                    self._broken[path, page] = str(error)
                    self.page_failed.emit(path, page)
                case Rendered(key, image):
                    self._keep(key, QPixmap.fromImage(image))
                    self.rendered.emit(key)
                case WordsCame(path, text):
                    self._words[path, text.page] = text
                    if len(self._words) > WORDS_KEPT:
                        self._words.popitem(last=False)
                    self.words_came.emit(path, text.page)
                case SearchCame():
                    self.found.emit(message)

    def _keep(self, key: PageKey, image: QPixmap) -> None:
        self._drop(key)
        self._images[key] = image
        self._image_bytes += _bytes_of(image)
        while self._image_bytes > CACHE_BYTES and len(self._images) > 1:
            self._drop(next(iter(self._images)))

    def _drop(self, key: PageKey) -> None:
        dropped = self._images.pop(key, None)
        if dropped is not None:
            self._image_bytes -= _bytes_of(dropped)

    def _forget_if_changed(self, path: Path, stamp: tuple[int, int]) -> None:
        """Let go of what was made of another file that was at the same place."""
        before = self._stamps.get(path)
        self._stamps[path] = stamp
        for broken in [one for one in self._broken if one[0] == path]:
            del self._broken[broken]
        if before in (None, stamp):
            return
        for key in [key for key in self._images if key.path == path]:
            self._drop(key)
        for where in [where for where in self._words if where[0] == path]:
            del self._words[where]


def _bytes_of(image: QPixmap) -> int:
    return image.width() * image.height() * 4
