"""Draws pages for the viewer, measures them, and finds text on them, in the child process."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack

import pymupdf

from lloco_desktop.documents.backstop import at_most
from lloco_desktop.documents.events import (
    FindText,
    Found,
    MeasurePages,
    PageSizes,
    Refusal,
    RenderedPage,
    RenderPage,
)
from lloco_desktop.documents.opening import CannotRead, Stamp, opened_pdf, parser_errors
from lloco_desktop.domain import Box

MOST_PIXELS = 40_000_000  # of one picture; a larger one is drawn smaller
MOST_BOXES = 500


_Request = RenderPage | MeasurePages | FindText


class Drawer:
    """Answers what the viewer asks; keeps the last document open, since pages are asked for one by one."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._key: tuple[str, str | None, Stamp] | None = None
        self._document: pymupdf.Document | None = None

    def answer(self, request: object) -> Iterator[object]:
        """One answer to one request. Raises `CannotRead`."""
        assert isinstance(request, _Request)
        document = self._get(request)
        with at_most(request.page_seconds):
            answer = _answer(document, request)
        yield answer

    def _get(self, request: _Request) -> pymupdf.Document:
        key = (request.path, request.password, Stamp.of(request.path))
        if self._document is None or key != self._key:
            self.close()
            self._document = self._open.enter_context(
                opened_pdf(request.path, request.password, request.page_seconds)
            )
            self._key = key
        return self._document

    def close(self) -> None:
        """Close the document that is kept open."""
        self._document = self._key = None
        try:
            self._open.close()
        except CannotRead:  # it has changed since; the next request opens it anew
            self._open = ExitStack()


def _answer(document: pymupdf.Document, request: _Request) -> object:
    if isinstance(request, RenderPage):
        return _render(document, request)
    if isinstance(request, MeasurePages):
        return _measure(document)
    return _find(document, request)


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


def _find(document: pymupdf.Document, request: FindText) -> Found:
    page = _page(document, request.page)
    with parser_errors():
        quads = page.search_for(request.text, quads=True)[:MOST_BOXES]
        turn, rect = page.rotation_matrix, page.rect
    boxes = []
    for quad in quads:
        box = quad.rect * turn
        boxes.append(
            Box(request.page, box.x0 - rect.x0, box.y0 - rect.y0, box.x1 - rect.x0, box.y1 - rect.y0)
        )
    return Found(tuple(boxes))
