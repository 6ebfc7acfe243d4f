"""The thread that a viewer's pages come from: it alone talks to the renderer and its child process.

One thing at a time, the most wanted first: opening, page images, words, and then a moment of searching. Only
what is wanted now is done: a new wish replaces the one before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from lloco_desktop.documents.page_text import PageText
from lloco_desktop.domain import Box
from lloco_desktop.errors import DocumentDamaged, DocumentTooCostly, LlocoError
from lloco_desktop.ui.viewer.page_layout import LETTER

log = logging.getLogger(__name__)


class PageImage(Protocol):
    """A rendered page: 8-bit RGB rows of `stride` bytes."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def stride(self) -> int:
        """Bytes a row."""
        ...

    @property
    def rgb(self) -> bytes:
        """The pixels."""
        ...


class FoundPlaces(Protocol):
    """What one moment of searching found."""

    @property
    def places(self) -> Sequence[tuple[Box, ...]]:
        """Each place as one box a line."""
        ...

    @property
    def through(self) -> int:
        """The last page that was looked through."""
        ...


class Renderer(Protocol):
    """What renders: used by one thread only. Every method raises `DocumentError`s."""

    def page_sizes(self, path: Path, password: str | None = None) -> Sequence[tuple[float, float]]:
        """The displayed size of each page in points."""
        ...

    def render(self, path: Path, page: int, zoom: float, password: str | None = None) -> PageImage:
        """Page `page` (1-based); `zoom` is pixels per point."""
        ...

    def words(self, path: Path, page: int, password: str | None = None) -> PageText:
        """The words of a page (1-based)."""
        ...

    def find(self, path: Path, first: int, last: int, text: str, password: str | None = None) -> FoundPlaces:
        """Look for a text on pages for a moment."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...


# --- what it is asked, and what it says -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a cached image is of."""

    path: Path
    page: int
    zoom: float


@dataclass(frozen=True, slots=True)
class SearchWish:
    """Look for a text on all pages, those from `start` on first."""

    number: int  # tells the answers to this wish from those to others
    path: Path
    text: str
    pages: int
    start: int = 1

    def after(self, page: int | None) -> tuple[int, int] | None:
        """The pages to look through next, when `page` was the last; None: all have been."""
        if page is None:
            return self.start, self.pages
        if page == self.start - 1:
            return None
        if page < self.pages:
            return page + 1, self.pages if page >= self.start else self.start - 1
        return (1, self.start - 1) if self.start > 1 else None


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages of a document, and what tells its file from a later one at the same place."""

    path: Path
    sizes: tuple[tuple[float, float], ...]
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Failed:
    """A document cannot be shown, or only one of its pages."""

    path: Path
    error: LlocoError
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's image."""

    key: PageKey
    image: QImage


@dataclass(frozen=True, slots=True)
class WordsCame:
    """A page's words."""

    path: Path
    text: PageText


@dataclass(frozen=True, slots=True)
class SearchCame:
    """More of what a search finds; `problem` says why it cannot go on."""

    wish: SearchWish
    places: tuple[tuple[Box, ...], ...]
    looked: int  # pages looked through so far
    done: bool
    problem: str = ""


@dataclass(slots=True)
class _Search:
    wish: SearchWish
    last: int | None = None
    looked: int = 0


class PageWorker:
    """Does what is wanted and posts what came of it. Its methods may be called from any thread."""

    def __init__(self, make_renderer: Callable[[], Renderer], post: Callable[[object], None]) -> None:
        self._make_renderer = make_renderer
        self._post = post
        self._wake = threading.Condition()
        self._passwords: dict[Path, str] = {}  # for this session only, never written down
        self._to_open: Path | None = None
        self._images: list[PageKey] = []
        self._words: list[tuple[Path, int]] = []
        self._search: _Search | None = None
        self._closing = False
        self.thread: threading.Thread | None = None

    def open(self, path: Path, password: str | None = None) -> None:
        """Measure a document's pages; nothing else is wanted any more."""
        with self._wake:
            if password is not None:
                self._passwords[path] = password
            self._to_open, self._images, self._words, self._search = path, [], [], None
            self._go()

    def set_password(self, path: Path, password: str | None) -> None:
        """Remember the password of a file, or forget it."""
        with self._wake:
            if password is None:
                self._passwords.pop(path, None)
            else:
                self._passwords[path] = password

    def want_images(self, keys: Sequence[PageKey]) -> None:
        """Render these, first ones first, and no others."""
        with self._wake:
            self._images = list(keys)
            self._go()

    def want_words(self, pages: Sequence[tuple[Path, int]]) -> None:
        """Read the words of these pages, and of no others."""
        with self._wake:
            self._words = list(dict.fromkeys(pages))
            self._go()

    def search(self, wish: SearchWish | None) -> None:
        """Look for this, or for nothing any more."""
        with self._wake:
            self._search = _Search(wish) if wish is not None else None
            self._go()

    def close(self) -> None:
        """End the thread and its child process; does not wait."""
        with self._wake:
            self._closing = True
            self._wake.notify()

    def _go(self) -> None:
        if self.thread is None and not self._closing:
            self.thread = threading.Thread(target=self._work, name="pages", daemon=True)
            self.thread.start()
        self._wake.notify()

    # --- in the thread -------------------------------------------------------------------

    def _work(self) -> None:
        renderer: Renderer | None = None
        while True:
            with self._wake:
                self._wake.wait_for(self._has_work)
                if self._closing:
                    break
                task = self._next()
            renderer = renderer or self._make_renderer()
            try:
                task(renderer)
            except Exception:  # the edge of this thread: it must live on to render other pages
                log.exception("a page could not be made")
        if renderer is not None:
            renderer.close()

    def _has_work(self) -> bool:
        return bool(self._closing or self._to_open or self._images or self._words or self._search)

    def _next(self) -> Callable[[Renderer], None]:
        """What is wanted most; called with the lock held."""
        if self._to_open is not None:
            path, self._to_open = self._to_open, None
            return lambda renderer: self._measure(renderer, path)
        if self._images:
            key = self._images.pop(0)
            return lambda renderer: self._render(renderer, key)
        if self._words:
            where, page = self._words.pop(0)
            return lambda renderer: self._read(renderer, where, page)
        search = self._search
        assert search is not None
        return lambda renderer: self._look(renderer, search)

    def _measure(self, renderer: Renderer, path: Path) -> None:
        try:
            found = renderer.page_sizes(path, self._passwords.get(path))
        except LlocoError as error:
            self._post(Failed(path, error))
            return
        self._post(Opened(path, tuple(size if min(size) > 0 else LETTER for size in found), _stamp(path)))

    def _render(self, renderer: Renderer, key: PageKey) -> None:
        try:
            made = renderer.render(key.path, key.page, key.zoom, self._passwords.get(key.path))
        except (DocumentDamaged, DocumentTooCostly) as error:
            self._post(Failed(key.path, error, key.page))  # the other pages may be well
        except LlocoError as error:
            self._post(Failed(key.path, error))
        else:
            image = QImage(made.rgb, made.width, made.height, made.stride, QImage.Format.Format_RGB888)
            # Converted here and not when it is painted; a copy too, since `rgb` goes away.
            self._post(Rendered(key, image.convertToFormat(QImage.Format.Format_RGB32)))

    def _read(self, renderer: Renderer, path: Path, page: int) -> None:
        try:
            text = renderer.words(path, page, self._passwords.get(path))
        except LlocoError:
            text = PageText(page)  # drawing the page says what is wrong with it
        self._post(WordsCame(path, text))

    def _look(self, renderer: Renderer, search: _Search) -> None:
        wish = search.wish
        span = wish.after(search.last)
        places: tuple[tuple[Box, ...], ...] = ()
        problem = ""
        if span is not None:
            try:
                found = renderer.find(wish.path, *span, wish.text, self._passwords.get(wish.path))
            except LlocoError as error:
                problem = str(error)
            else:
                search.last, places = found.through, tuple(found.places)
                search.looked += found.through - span[0] + 1
                span = wish.after(search.last)
        done = span is None or bool(problem)
        with self._wake:
            if done and self._search is search:
                self._search = None
        self._post(SearchCame(wish, places, search.looked, done, problem))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
