"""Words that are selected on the pages, in reading order, and where a point hits them. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from lloco_desktop.documents.page_text import PageText, Picked, TextLine, Word
from lloco_desktop.domain import Box

NEAR = 3.0  # points around a word that still mean it
LAST = 1 << 40  # more words than any page has

Place = tuple[int, int]  # page (1-based), and a word of it


class Grain(Enum):
    """What a press selects, and by what a drag goes on."""

    WORD = "word"
    RUN = "run"  # a whole word where a script has no spaces, without the signs around it
    LINE = "line"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class _Span:
    first: Place
    last: Place  # that word included


class PageSelection(QObject):
    """What is selected in one document.

    Signals:
        changed()
    """

    changed = Signal()

    def __init__(self, words: Callable[[int], PageText | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._anchor: _Span | None = None
        self._head: _Span | None = None
        self._grain = Grain.WORD

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self._anchor is None

    def clear(self) -> None:
        """Select nothing."""
        if self._anchor is not None:
            self._anchor = self._head = None
            self.changed.emit()

    def begin(self, page: int, word: int, grain: Grain) -> None:
        """Select what lies at a word of a page (1-based)."""
        self._grain = grain
        self._anchor = self._head = self._span(page, word, grain)
        self.changed.emit()

    def extend(self, page: int, word: int) -> None:
        """Select all up to a word."""
        head = self._span(page, word, self._grain)
        if self._anchor is not None and head != self._head:
            self._head = head
            self.changed.emit()

    def _span(self, page: int, word: int, grain: Grain) -> _Span:
        text = self._words(page)
        if text is None or not text.words or grain is Grain.WORD:
            return _Span((page, word), (page, word))
        if grain is Grain.PAGE:
            return _Span((page, 0), (page, len(text.words) - 1))
        first, last = run_at(text, word) if grain is Grain.RUN else line_at(text, word)
        return _Span((page, first), (page, last))

    def bounds(self) -> tuple[Place, Place] | None:
        """The first and the last selected word."""
        if self._anchor is None or self._head is None:
            return None
        return min(self._anchor.first, self._head.first), max(self._anchor.last, self._head.last)

    def pages(self) -> range:
        """The pages (1-based) that something is selected on."""
        bounds = self.bounds()
        return range(bounds[0][0], bounds[1][0] + 1) if bounds is not None else range(0)

    def on(self, text: PageText) -> Picked | None:
        """What is selected on a page."""
        bounds = self.bounds()
        if bounds is None or text.page not in self.pages():
            return None
        (first_page, first), (last_page, last) = bounds
        start = first if text.page == first_page else 0
        end = min(last if text.page == last_page else LAST, len(text.words) - 1) + 1
        return Picked(text, start, end) if start < end else None

    def boxes_on(self, text: PageText) -> list[Box]:
        """One box for each line that has selected words."""
        picked = self.on(text)
        if picked is None:
            return []
        boxes = []
        for line in text.lines:
            start, end = max(line.start, picked.start), min(line.end, picked.end)
            if start < end:
                boxes.append(_around(text.page, text.words[start:end]))
        return boxes


# --- where a point hits ---------------------------------------------------------------------


def word_at(text: PageText, x: float, y: float) -> int | None:
    """The word that a point lies on, or next to."""
    for index, word in enumerate(text.words):
        if word.x0 - NEAR <= x <= word.x1 + NEAR and word.y0 - NEAR <= y <= word.y1 + NEAR:
            return index
    return None


def nearest_word(text: PageText, x: float, y: float) -> int | None:
    """The word that a drag to a point means: of the nearest line the nearest one."""
    if not text.words:
        return None
    line = min(text.lines, key=lambda one: _line_distance(text, one, x, y))
    return min(range(line.start, line.end), key=lambda index: _distance(text.words[index], x, y, 1.0))


def _line_distance(text: PageText, line: TextLine, x: float, y: float) -> float:
    box = _around(text.page, text.words[line.start : line.end])
    return _distance(box, x, y, 3.0)  # a line at this height means more than one close below


def _distance(box: Box | Word, x: float, y: float, steepness: float) -> float:
    across = max(box.x0 - x, x - box.x1, 0.0)
    along = max(box.y0 - y, y - box.y1, 0.0)
    return across + steepness * along


def run_at(text: PageText, word: int) -> tuple[int, int]:
    """First and last word of what is one word to a person: ideographs up to the next sign."""
    first = last = word
    if not text.words[word].text[:1].isalnum():
        return first, last
    line = _line_of(text, word)
    while first > line.start and not text.words[first].before and text.words[first - 1].text[-1:].isalnum():
        first -= 1
    while last + 1 < line.end and not text.words[last + 1].before and text.words[last + 1].text[:1].isalnum():
        last += 1
    return first, last


def line_at(text: PageText, word: int) -> tuple[int, int]:
    """First and last word of a word's line."""
    line = _line_of(text, word)
    return line.start, line.end - 1


def _line_of(text: PageText, word: int) -> TextLine:
    return next(line for line in text.lines if line.start <= word < line.end)


def _around(page: int, words: tuple[Word, ...]) -> Box:
    return Box(
        page,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )
