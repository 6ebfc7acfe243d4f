"""Doubles of what the viewer stands on: a renderer in memory, and originals that a test changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lloco_desktop.documents.page_text import Gap, PageText, TextLine, Word
from lloco_desktop.domain import Box, DocumentId
from lloco_desktop.errors import DocumentDamaged, DocumentLocked, DocumentUnreadable
from lloco_desktop.ui.viewer.originals import Original

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, LINE, LETTER = 72.0, 100.0, 20.0, 6.0  # where the words of a fake page stand, in points


@dataclass(frozen=True)
class FakePage:
    """A white page."""

    width: int
    height: int
    stride: int
    rgb: bytes


@dataclass(frozen=True)
class FakeFound:
    """What one look found."""

    places: Sequence[tuple[Box, ...]]
    through: int


def page_of(number: int, *lines: str) -> PageText:
    """A page with these lines, each letter of them as wide as any other."""
    words: list[Word] = []
    spans: list[TextLine] = []
    for row, line in enumerate(lines):
        start, x, y = len(words), LEFT, TOP + row * LINE
        for index, text in enumerate(line.split()):
            x += LETTER if index else 0
            words.append(Word(text, x, y, x + LETTER * len(text), y + 12, " " if index else ""))
            x += LETTER * len(text)
        spans.append(TextLine(start, len(words), Gap.RUN if row else Gap.BLOCK))
    return PageText(number, tuple(words), tuple(spans))


@dataclass
class FakeRenderer:
    """Renders white A4 pages; `locked` files want the password, `gone` ones are not there."""

    pages: int = 12
    locked: dict[Path, str] = field(default_factory=dict)
    gone: set[Path] = field(default_factory=set)
    damaged: set[int] = field(default_factory=set)  # pages
    lines: dict[int, tuple[str, ...]] = field(default_factory=dict)
    usual: tuple[str, ...] = ("The tenant may end the lease", "with three months' notice.")
    at_once: int = 4  # pages that one look for a text takes in
    rendered: list[tuple[Path, int, float]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    looked: list[tuple[str, int]] = field(default_factory=list)
    closed: bool = False

    def page_sizes(self, path: Path, password: str | None = None) -> Sequence[tuple[float, float]]:
        if path in self.locked and password != self.locked[path]:
            raise DocumentLocked(f"{path.name} needs its password.")
        if path in self.gone:
            raise DocumentUnreadable(f"{path.name} is not there any more; what was imported is kept.")
        self.opened.append(path)
        return [(WIDTH, HEIGHT)] * self.pages

    def render(self, path: Path, page: int, zoom: float, password: str | None = None) -> FakePage:
        if page in self.damaged:
            raise DocumentDamaged(f"Page {page} of {path.name} cannot be shown.")
        self.rendered.append((path, page, zoom))
        width, height = max(int(WIDTH * zoom), 1), max(int(HEIGHT * zoom), 1)
        return FakePage(width, height, width * 3, b"\xff" * (width * 3 * height))

    def words(self, path: Path, page: int, password: str | None = None) -> PageText:
        return page_of(page, *self.lines.get(page, self.usual))

    def find(self, path: Path, first: int, last: int, text: str, password: str | None = None) -> FakeFound:
        """Every word that has the text in it."""
        through = min(first + self.at_once - 1, last)
        self.looked.extend((text, page) for page in range(first, through + 1))
        found = [
            (Box(page, word.x0, word.y0, word.x1, word.y1),)
            for page in range(first, through + 1)
            for word in self.words(path, page).words
            if text.casefold() in word.text.casefold()
        ]
        return FakeFound(found, through)

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeOriginals:
    """Every file is what was imported, unless a test says otherwise."""

    states: dict[Path, Original] = field(default_factory=dict)

    def state(self, document: DocumentId, path: Path) -> Original:
        return self.states.get(path, Original.SAME)
