"""Page images and words for the viewer, from a child process of their own; no parser runs in ours."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from lloco_desktop.documents.child import render_pages
from lloco_desktop.documents.events import (
    FindText,
    Found,
    MeasurePages,
    PageSizes,
    ReaderLimits,
    ReadWords,
    Refused,
    RenderedPage,
    RenderPage,
    WordsRead,
)
from lloco_desktop.documents.files import printable_name
from lloco_desktop.documents.page_text import PageText
from lloco_desktop.documents.process import ChildDied, ChildProcess, ChildTarget
from lloco_desktop.documents.refusals import KEPT_IN_LIBRARY, cannot_show, refusal, too_slow_to_show

__all__ = ["Found", "PageRenderer", "RenderedPage"]

SEARCH_SECONDS = 0.06  # that one look for a text takes; page images wait for it
_Answer = TypeVar("_Answer", RenderedPage, PageSizes, WordsRead, Found)


class PageRenderer:
    """Draws, measures and reads pages; every call waits for its answer, `limits.seconds_per_page` at most.

    A context manager; not thread-safe: one per thread. The child is started by the first call, keeps the
    last document open, and is restarted after it was killed. Every method raises `DocumentLocked`,
    `DocumentDamaged`, `DocumentUnreadable`, `DocumentEmpty` or `DocumentTooCostly`.
    """

    def __init__(self, limits: ReaderLimits | None = None, target: ChildTarget = render_pages) -> None:
        self._limits = limits or ReaderLimits()
        self._child = ChildProcess(target, self._limits.memory_bytes)

    def __enter__(self) -> PageRenderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def render(self, path: Path, page: int, zoom: float, password: str | None = None) -> RenderedPage:
        """The picture of a page (1-based) at `zoom` pixels per point; an enormous page is drawn smaller."""
        if not 0 < zoom < 100:
            raise ValueError(f"zoom {zoom} makes no picture")
        return self._ask(
            path,
            RenderPage(str(path.absolute()), password, self._limits.seconds_per_page, page, zoom),
            RenderedPage,
        )

    def page_sizes(self, path: Path, password: str | None = None) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points, as displayed; zeros for a damaged one."""
        return self._ask(
            path, MeasurePages(str(path.absolute()), password, self._limits.seconds_per_page), PageSizes
        ).sizes

    def words(self, path: Path, page: int, password: str | None = None) -> PageText:
        """The words of a page (1-based) in reading order, with their places."""
        request = ReadWords(str(path.absolute()), password, self._limits.seconds_per_page, page)
        return self._ask(path, request, WordsRead).text

    def find(self, path: Path, first: int, last: int, text: str, password: str | None = None) -> Found:
        """Where a text stands on pages `first` to `last`, ignoring case.

        Looks for a moment only: the answer tells how far it came, and the caller asks for the rest.
        """
        seconds = self._limits.seconds_per_page
        request = FindText(str(path.absolute()), password, seconds, first, last, text, SEARCH_SECONDS)
        return self._ask(path, request, Found)

    def close(self) -> None:
        """End the child process, if there is one."""
        self._child.kill()

    def _ask(self, path: Path, request: object, kind: type[_Answer]) -> _Answer:
        name = printable_name(path)
        seconds = self._limits.seconds_per_page
        answered = False
        try:
            self._child.ask(request)
            deadline = time.monotonic() + seconds
            answer = None
            while answer is None and time.monotonic() < deadline:
                answer = self._child.receive()
            answered = answer is not None
        except ChildDied as error:
            raise cannot_show(name) from error
        finally:
            if not answered:
                self._child.kill()
        if answer is None:
            raise too_slow_to_show(name, seconds)
        if isinstance(answer, Refused):
            raise refusal(name, answer, KEPT_IN_LIBRARY)
        assert isinstance(answer, kind), answer
        return answer
