"""Pages as images, made one at a time in a worker thread by a renderer in its own process, and cached."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from lloco_desktop.errors import DocumentLocked, LlocoError
from lloco_desktop.ui.mailbox import Mailbox

log = logging.getLogger(__name__)
CACHE_BYTES = 192 * 1024**2
LETTER = (612.0, 792.0)  # in points: for a damaged page, which has no size


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


class Renderer(Protocol):
    """What renders: used by one thread only. Every method raises `DocumentError`s."""

    def page_sizes(self, path: Path, password: str | None = None) -> Sequence[tuple[float, float]]:
        """The displayed size of each page in points."""
        ...

    def render(self, path: Path, page: int, zoom: float, password: str | None = None) -> PageImage:
        """Page `page` (1-based); `zoom` is pixels per point."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a cached image is of."""

    path: Path
    page: int
    zoom: float


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Failed:
    path: Path
    error: LlocoError


@dataclass(frozen=True, slots=True)
class _Rendered:
    key: PageKey
    image: QImage


class PageSource(QObject):
    """Gives the viewer page sizes and page images.

    Only what the viewer wants now is rendered: asking for other pages drops what had not begun.

    Signals:
        opened(Path, sizes), locked(Path, str), failed(Path, str), rendered(PageKey)
    """

    opened = Signal(object, object)
    locked = Signal(object, str)
    failed = Signal(object, str)
    rendered = Signal(object)

    def __init__(self, make_renderer: Callable[[], Renderer], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_renderer = make_renderer
        self._passwords: dict[Path, str] = {}  # for this session only, never written down
        self._cache: OrderedDict[PageKey, QPixmap] = OrderedDict()
        self._cached_bytes = 0
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._deliver)
        self._wake = threading.Condition()
        self._to_open: Path | None = None
        self._wanted: list[PageKey] = []
        self._closing = False
        self._thread: threading.Thread | None = None

    # --- the viewer's side ---------------------------------------------------------------

    def open(self, path: Path, password: str | None = None) -> None:
        """Begin to read a document's page sizes; the answer is a signal."""
        if password is not None:
            self._passwords[path] = password
        with self._wake:
            self._to_open = path
            self._wanted = []
            self._start()
            self._wake.notify()

    def remember_password(self, path: Path, password: str) -> None:
        """A password that the user gave for a file elsewhere in the window."""
        self._passwords[path] = password

    def want(self, path: Path, pages: Sequence[int], zoom: float) -> None:
        """Render these pages, first ones first, and nothing else."""
        keys = [PageKey(path, page, zoom) for page in pages]
        with self._wake:
            self._wanted = [key for key in keys if key not in self._cache]
            self._start()
            self._wake.notify()

    def pixmap(self, path: Path, page: int, zoom: float) -> QPixmap | None:
        """The page's image, if it is there already."""
        key = PageKey(path, page, zoom)
        found = self._cache.get(key)
        if found is not None:
            self._cache.move_to_end(key)
        return found

    def any_pixmap(self, path: Path, page: int) -> QPixmap | None:
        """An image of the page at whatever zoom, to stretch until the right one comes."""
        for key in reversed(self._cache):
            if key.path == path and key.page == page:
                return self._cache[key]
        return None

    def close(self) -> None:
        """End the worker and its child process; does not wait."""
        self._mailbox.close()
        with self._wake:
            self._closing = True
            self._wake.notify()

    def _deliver(self, messages: list[object]) -> None:
        for message in messages:
            match message:
                case _Opened(path, sizes):
                    self.opened.emit(path, sizes)
                case _Failed(path, error) if isinstance(error, DocumentLocked):
                    self._passwords.pop(path, None)
                    self.locked.emit(path, str(error))
                case _Failed(path, error):
                    self.failed.emit(path, str(error))
                case _Rendered(key, image):
                    self._keep(key, QPixmap.fromImage(image))
                    self.rendered.emit(key)

    def _keep(self, key: PageKey, image: QPixmap) -> None:
        self._cache[key] = image
        self._cached_bytes += _bytes_of(image)
        while self._cached_bytes > CACHE_BYTES and len(self._cache) > 1:
            _old, dropped = self._cache.popitem(last=False)
            self._cached_bytes -= _bytes_of(dropped)

    # --- the worker's side ---------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        renderer: Renderer | None = None
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._closing or self._to_open is not None or self._wanted)
                if self._closing:
                    break
                path, self._to_open = self._to_open, None
                key = self._wanted.pop(0) if path is None else None
            renderer = renderer or self._make_renderer()
            try:
                self._do(renderer, path, key)
            except LlocoError as error:
                self._mailbox.post(_Failed(path or (key.path if key else Path()), error))
            except Exception:  # the edge of this thread: it must live on to render other pages
                log.exception("rendering failed")
        if renderer is not None:
            renderer.close()

    def _do(self, renderer: Renderer, path: Path | None, key: PageKey | None) -> None:
        if path is not None:
            found = renderer.page_sizes(path, self._passwords.get(path))
            sizes = tuple(size if min(size) > 0 else LETTER for size in found)
            self._mailbox.post(_Opened(path, sizes))
        elif key is not None:
            made = renderer.render(key.path, key.page, key.zoom, self._passwords.get(key.path))
            image = QImage(made.rgb, made.width, made.height, made.stride, QImage.Format.Format_RGB888)
            self._mailbox.post(_Rendered(key, image.copy()))  # a copy: `rgb` may go away


def _bytes_of(image: QPixmap) -> int:
    return image.width() * image.height() * 4
