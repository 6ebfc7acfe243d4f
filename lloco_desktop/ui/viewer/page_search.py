"""A search in the document that is shown: what was found so far, and which place is looked at."""

from __future__ import annotations

from bisect import bisect_left, insort
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lloco_desktop.domain import Box
from lloco_desktop.ui.viewer.page_source import PageSource, SearchCame

MOST = 10_000  # places; a search that finds so many helps nobody and is ended

Place = tuple[Box, ...]


class PageSearch(QObject):
    """Finds a text page by page, from the page that is being read on.

    Signals:
        changed(): more was found, or nothing is looked for any more.
        moved(): another place is looked at.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._wish = 0
        self._places: dict[int, list[Place]] = {}
        self._pages: list[int] = []  # that have places, in order
        self._at: tuple[int, int] | None = None  # page, and which of its places
        self.text = ""
        self.running = False
        self.problem = ""
        self.count = 0
        source.found.connect(self._found)

    def begin(self, path: Path, text: str, pages: int, start: int) -> None:
        """Look for another text; the first place from page `start` (1-based) on is looked at first."""
        self._forget()
        self.text = text
        if text.strip() and pages:
            self.running = True
            self._wish = self._source.search(path, text, pages, min(max(start, 1), pages))
        else:
            self._source.stop_search()
        self.changed.emit()

    def clear(self) -> None:
        """Look for nothing."""
        self._forget()
        self._source.stop_search()
        self.changed.emit()

    def _forget(self) -> None:
        self._wish, self._at, self.count, self.running = 0, None, 0, False
        self.text = self.problem = ""
        self._places, self._pages = {}, []

    @property
    def is_full(self) -> bool:
        """Whether it ended because it found too much."""
        return self.count >= MOST

    @property
    def current(self) -> Place | None:
        """The place that is looked at."""
        return self._places[self._at[0]][self._at[1]] if self._at is not None else None

    @property
    def number(self) -> int:
        """Which place is looked at, counted from the start of the document; 0 for none."""
        if self._at is None:
            return 0
        page, index = self._at
        before = self._pages[: bisect_left(self._pages, page)]
        return sum(len(self._places[one]) for one in before) + index + 1

    def places_on(self, page: int) -> list[Place]:
        """What was found on a page (1-based)."""
        return self._places.get(page, [])

    def step(self, by: int) -> None:
        """Look at the place after or before; after the last comes the first."""
        if self._at is None or not self.count:
            return
        page, index = self._at
        index += by
        if not 0 <= index < len(self._places[page]):
            at = (bisect_left(self._pages, page) + by) % len(self._pages)
            page = self._pages[at]
            index = 0 if by > 0 else len(self._places[page]) - 1
        self._at = (page, index)
        self.moved.emit()

    def _found(self, came: SearchCame) -> None:
        if came.wish.number != self._wish:
            return
        for place in came.places[: MOST - self.count]:
            page = place[0].page
            if page not in self._places:
                self._places[page] = []
                insort(self._pages, page)
            self._places[page].append(place)
            self.count += 1
        self.problem = came.problem
        self.running = not came.done and not self.is_full
        if self.is_full:
            self._source.stop_search()
        if self._at is None and came.places:
            self._at = (came.places[0][0].page, 0)
            self.changed.emit()
            self.moved.emit()
        else:
            self.changed.emit()
