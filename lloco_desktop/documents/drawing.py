"""Draws pages for the viewer, measures them, reads and finds their words, in the child process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack

import pymupdf

from lloco_desktop.documents.backstop import at_most
from lloco_desktop.documents.events import (
    FindText,
    Found,
    MeasurePages,
    PageSizes,
    ReadWords,
    Refusal,
    RenderedPage,
    RenderPage,
    WordsRead,
)
from lloco_desktop.documents.extraction import FLAGS
from lloco_desktop.documents.opening import CannotRead, Stamp, opened_pdf, parser_errors
from lloco_desktop.documents.page_reading import ReadLine, page_text, read_lines
from lloco_desktop.documents.page_search import Needle, squeezed
from lloco_desktop.domain import Box

MOST_PIXELS = 40_000_000  # of one picture; a larger one is drawn smaller
MOST_PLACES = 2_000  # that one answer tells
PAGES_KEPT = 64  # whose words are kept for the next question about them
LETTERS_KEPT = 30_000_000  # of plain text, which tells that a page need not be read closely

_Request = RenderPage | MeasurePages | ReadWords | FindText


class Drawer:
    """Answers what the viewer asks; keeps the last document open, since pages are asked for one by one."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._key: tuple[str, str | None, Stamp] | None = None
        self._document: pymupdf.Document | None = None
        self._words = _Words()

    def answer(self, request: object) -> Iterator[object]:
        """One answer to one request. Raises `CannotRead`."""
        assert isinstance(request, _Request)
        document = self._get(request)
        with at_most(request.page_seconds):
            answer = self._answer(document, request)
        yield answer

    def _get(self, request: _Request) -> pymupdf.Document:
        key = (request.path, request.password, Stamp.of(request.path))
        if self._document is None or key != self._key:
            self.close()
            self._document = self._open.enter_context(
                opened_pdf(request.path, request.password, request.page_seconds)
            )
            self._key = key
            self._words = _Words()
        return self._document

    def _answer(self, document: pymupdf.Document, request: _Request) -> object:
        if isinstance(request, RenderPage):
            return _render(document, request)
        if isinstance(request, MeasurePages):
            return _measure(document)
        if isinstance(request, ReadWords):
            return WordsRead(page_text(self._words.lines(document, request.page), request.page))
        return _find(document, request, self._words)

    def close(self) -> None:
        """Close the document that is kept open."""
        self._document = self._key = None
        try:
            self._open.close()
        except CannotRead:  # it has changed since; the next request opens it anew
            self._open = ExitStack()


class _Words:
    """The words of pages that were read already."""

    def __init__(self) -> None:
        self._lines: OrderedDict[int, list[ReadLine]] = OrderedDict()
        self._plain: dict[int, str] = {}
        self._letters = 0

    def lines(self, document: pymupdf.Document, number: int) -> list[ReadLine]:
        """A page's lines in reading order."""
        known = self._lines.get(number)
        if known is None:
            page = _page(document, number)
            with parser_errors():
                known = read_lines(page, number)
            self._lines[number] = known
            if len(self._lines) > PAGES_KEPT:
                self._lines.popitem(last=False)
        return known

    def plain(self, document: pymupdf.Document, number: int) -> str:
        """A page's squeezed text."""
        known = self._plain.get(number)
        if known is None:
            page = _page(document, number)
            with parser_errors():
                known = squeezed(page.get_text("text", flags=FLAGS))
            if self._letters + len(known) <= LETTERS_KEPT:
                self._plain[number] = known
                self._letters += len(known)
        return known


def _page(document: pymupdf.Document, number: int) -> pymupdf.Page:
    if not 1 <= number <= document.page_count:
        raise CannotRead(Refusal.NO_SUCH_PAGE, str(number))
    try:
        with parser_errors():
            page: pymupdf.Page = document.load_page(number - 1)
    except CannotRead as error:
        if error.refused.why is Refusal.DAMAGED:
            raise CannotRead(Refusal.NO_SUCH_PAGE, str(number)) from error
        raise
    return page


def _render(document: pymupdf.Document, request: RenderPage) -> RenderedPage:
    page = _page(document, request.page)
    pixels = page.rect.width * page.rect.height * request.zoom**2
    zoom = request.zoom * math.sqrt(MOST_PIXELS / pixels) if pixels > MOST_PIXELS else request.zoom
    with parser_errors():
        pixmap = page.get_pixmap(
            matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=False, annots=True
        )
    return RenderedPage(pixmap.width, pixmap.height, pixmap.stride, bytes(pixmap.samples))


def _measure(document: pymupdf.Document) -> PageSizes:
    sizes: list[tuple[float, float]] = []
    for number in range(1, document.page_count + 1):
        try:
            rect = _page(document, number).rect
            sizes.append((rect.width, rect.height))
        except CannotRead:
            sizes.append((0.0, 0.0))  # a damaged page keeps its place
    return PageSizes(tuple(sizes))


def _find(document: pymupdf.Document, request: FindText, words: _Words) -> Found:
    """Look through pages until the time is up; a damaged page is passed over."""
    needle = Needle(request.text)
    places: list[tuple[Box, ...]] = []
    number = request.first - 1
    end = time.monotonic() + request.seconds
    while needle and number < min(request.last, document.page_count) and len(places) < MOST_PLACES:
        number += 1
        try:
            if needle.may_be_on(words.plain(document, number)):
                places.extend(needle.find(words.lines(document, number), number))
        except CannotRead as error:
            if error.refused.why is Refusal.TOO_MUCH_MEMORY:
                raise
        if time.monotonic() > end:
            return Found(tuple(places[:MOST_PLACES]), number)
    return Found(tuple(places[:MOST_PLACES]), number if len(places) >= MOST_PLACES else request.last)
