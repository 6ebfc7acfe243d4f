"""What the two sides of the reading process say to each other.

Plain frozen values that both sides can pickle; neither PDF objects nor exceptions cross the pipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lloco_desktop.documents.page_text import PageText
from lloco_desktop.domain import Box, Page
from lloco_desktop.sentences import say


@dataclass(frozen=True)
class ReaderLimits:
    """What reading one file may cost before the child process is ended."""

    seconds_per_file: float = 600.0
    seconds_per_page: float = 20.0
    memory_bytes: int = 2 * 1024**3  # address space, where the platform can limit it
    ocr: bool = False  # recognise text on pages that have none, if Tesseract is installed

    def __post_init__(self) -> None:
        if min(self.seconds_per_file, self.seconds_per_page, self.memory_bytes) <= 0:
            raise ValueError("Reader limits must be greater than zero.")


# --- what a caller sees --------------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """The file opens; `title` is what its metadata says, if that is sane."""

    title: str | None
    pages: int


@dataclass(frozen=True)
class PagesRead:
    """The next pages, in order."""

    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Waiting:
    """The child is busy: `seconds` of this file have passed. Closing the generator stops it."""

    seconds: float


@dataclass(frozen=True)
class Finished:
    """Every page was read."""

    unreadable_pages: int  # damaged ones, which count as pages without text
    repaired: bool  # the file's structure was broken and was rebuilt
    pages: int = 0  # that the file has

    @property
    def note(self) -> str | None:
        """One sentence for the user where that needs saying."""
        if not self.unreadable_pages:
            return None
        return say(
            "The file is damaged: {unreadable} of {pages} pages could not be read.",
            unreadable=self.unreadable_pages,
            pages=self.pages,
        )


ReadEvent = Opened | PagesRead | Waiting | Finished


# --- what the parent asks ------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadFile:
    """Read all pages of a file."""

    path: str
    password: str | None
    ocr: bool
    page_seconds: float  # that one page may take


@dataclass(frozen=True)
class RenderPage:
    """Draw one page (1-based) at `zoom` pixels per point."""

    path: str
    password: str | None
    page_seconds: float
    page: int
    zoom: float


@dataclass(frozen=True)
class MeasurePages:
    """Tell the displayed size of every page."""

    path: str
    password: str | None
    page_seconds: float


@dataclass(frozen=True)
class ReadWords:
    """Tell the words of one page (1-based) with their places."""

    path: str
    password: str | None
    page_seconds: float
    page: int


@dataclass(frozen=True)
class FindText:
    """Find where `text` stands on the pages `first` to `last` (1-based), for about `seconds`."""

    path: str
    password: str | None
    page_seconds: float
    first: int
    last: int
    text: str
    seconds: float


# --- what the child answers besides --------------------------------------------------------------


@dataclass(frozen=True)
class Ready:
    """The child process has started."""


@dataclass(frozen=True)
class RenderedPage:
    """The pixels of a page: 8-bit RGB, `stride` bytes a row, `height` rows."""

    width: int
    height: int
    stride: int
    rgb: bytes


@dataclass(frozen=True)
class PageSizes:
    """Width and height of every page in points, as displayed."""

    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class WordsRead:
    """The words of a page."""

    text: PageText


@dataclass(frozen=True)
class Found:
    """Where a text stands, each place as one box a line; pages up to `through` were looked through."""

    places: tuple[tuple[Box, ...], ...]
    through: int


class Refusal(Enum):
    """Why the child cannot do what it was asked."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"
    FOLDER = "folder"
    NOT_A_FILE = "not a file"
    BROKEN_DISK = "broken disk"
    NO_BYTES = "no bytes"
    NOT_PDF = "not a PDF"
    LOCKED = "locked"
    WRONG_PASSWORD = "wrong password"  # noqa: S105
    DAMAGED = "damaged"
    NO_PAGES = "no pages"
    NO_TEXT = "no text"
    CHANGED = "changed"
    TOO_MUCH_MEMORY = "too much memory"
    NO_SUCH_PAGE = "no such page"


@dataclass(frozen=True)
class Refused:
    """The child's answer where there is no better one."""

    why: Refusal
    detail: str = ""
    pages: int = 0


@dataclass(frozen=True)
class Broke:
    """The child's own code failed: a bug of ours, with its traceback."""

    traceback: str
