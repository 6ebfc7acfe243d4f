"""Reads the pages of a PDF in the child process: the parser's lines become our blocks."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Generator, Iterator
from typing import Any

import pymupdf

from lloco_desktop.documents import arabic, ocr
from lloco_desktop.documents.backstop import at_most
from lloco_desktop.documents.blocks import blocks_of
from lloco_desktop.documents.duplicates import without_duplicates
from lloco_desktop.documents.events import Finished, Opened, PagesRead, ReadFile, Refusal
from lloco_desktop.documents.layout import regions_of
from lloco_desktop.documents.line_numbers import without_line_numbers
from lloco_desktop.documents.opening import CannotRead, opened_pdf, parser_errors
from lloco_desktop.documents.refusals import no_text_advice
from lloco_desktop.documents.rows import Fragment, Rect, glued, rows_of
from lloco_desktop.documents.superscripts import joined_spans
from lloco_desktop.documents.titles import sane_title
from lloco_desktop.domain import Block, Page

BATCH_PAGES = 16
BATCH_SECONDS = 0.25
MOST_MISSING = 500  # damaged pages one after the other: the rest is not there either, whatever the file says
ASCENT, DESCENT = 0.95, 0.3  # of the size, from the line that letters stand on: the most that a box shows
MIN_SIZE = 1.5  # points; smaller text is not meant to be read

# no images, ligatures as letters, text within the page only
FLAGS = pymupdf.TEXT_MEDIABOX_CLIP
_READABLE = re.compile(r"[^\s\ufffd\x00-\x1f\x7f-\x9f\ue000-\uf8ff]|[\uf0a7\uf0b7]")
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi|[-,_]bd\b|cmbx", re.IGNORECASE)
_MONO_FONT = re.compile(r"mono|courier|consol|typewriter|cmtt|menlo", re.IGNORECASE)


def read_document(request: ReadFile) -> Iterator[object]:
    """Open a file and read its pages, in batches; `Finished` comes last. Raises `CannotRead`."""
    with opened_pdf(request.path, request.password, request.page_seconds) as document:
        with parser_errors():
            count = document.page_count
            metadata = document.metadata or {}
        yield Opened(sane_title(str(metadata.get("title") or ""), request.path), count)
        finished = yield from _read_pages(document, count, request)
    yield finished  # only now it is known that the file has not changed meanwhile


def _read_pages(
    document: pymupdf.Document, count: int, request: ReadFile
) -> Generator[object, None, Finished]:
    tesseract = ocr.find()
    batch: list[Page] = []
    unreadable = with_text = missing = 0
    sent = time.monotonic()
    for number in range(1, count + 1):
        with at_most(request.page_seconds):
            page = _read_page(document, number, tesseract if request.ocr else None)
        unreadable += page is None
        missing = 0 if page is not None else missing + 1
        batch.append(page or Page(number, 0.0, 0.0, ()))
        with_text += batch[-1].has_text
        last = number == count or missing >= MOST_MISSING
        if len(batch) >= BATCH_PAGES or time.monotonic() - sent > BATCH_SECONDS or last:
            yield PagesRead(tuple(batch))
            batch, sent = [], time.monotonic()
            pymupdf.TOOLS.store_shrink(100)
        if last:
            unreadable += count - number
            break
    if unreadable == count:
        raise CannotRead(Refusal.DAMAGED)
    if not with_text:
        raise CannotRead(Refusal.NO_TEXT, no_text_advice(request.ocr, tesseract is not None), count)
    return Finished(unreadable, bool(document.is_repaired), count)


def _read_page(document: pymupdf.Document, number: int, tesseract: ocr.Tesseract | None) -> Page | None:
    """One page, or None if it is damaged. Running out of memory is not the page's damage."""
    try:
        with parser_errors():
            page = document.load_page(number - 1)
            rect, turn = page.rect, page.rotation_matrix
            content = page.get_text("dict", flags=FLAGS)
            if arabic.has_arabic(content):
                content = arabic.with_texts(page.get_text("rawdict", flags=FLAGS))
            lines = readable_lines(content)
            recognised = tesseract is not None and not lines and ocr.has_image(page)
            if recognised and tesseract is not None:
                lines = readable_lines(page.get_text("dict", flags=FLAGS, textpage=tesseract.read(page)))
    except CannotRead as error:
        if error.refused.why is Refusal.TOO_MUCH_MEMORY:
            raise
        return None
    groups = fragments_of(lines, turn, rect)
    blocks: list[Block] = []
    for fragments in groups:
        for region in regions_of(glued(without_line_numbers(without_duplicates(fragments)))):
            blocks.extend(blocks_of(rows_of(region), number))
    return Page(number, rect.width, rect.height, tuple(blocks), bool(recognised and blocks))


def readable_lines(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The parser's lines that have characters which can be read."""
    return [
        line
        for block in content["blocks"]
        for line in block.get("lines", ())
        if any(_READABLE.search(span["text"]) for span in line["spans"])
    ]


def fragments_of(
    lines: list[dict[str, Any]], turn: pymupdf.Matrix, rect: pymupdf.Rect
) -> list[list[Fragment]]:
    """Lines as fragments by the direction of their text, most text first; slanted text is left out."""
    groups: dict[tuple[int, int], list[Fragment]] = {}
    matrix = (turn.a, turn.b, turn.c, turn.d, turn.e - rect.x0, turn.f - rect.y0)
    for order, line in enumerate(lines):
        direction = _direction(line["dir"], turn)
        if direction is None:
            continue
        fragment = _fragment(line, displayed(tight_box(line), matrix), direction, order)
        if fragment is not None:
            groups.setdefault(direction, []).append(fragment)
    return sorted(groups.values(), key=lambda group: -sum(len(piece.text) for piece in group))


def tight_box(line: dict[str, Any]) -> Rect:
    """A line's box, no higher than its letters: some fonts claim twice their size."""
    x0, y0, x1, y1 = line["bbox"]
    right, down = line["dir"]
    written = [span for span in line["spans"] if not span["text"].isspace()] or line["spans"]
    main = max(written, key=lambda span: (round(span["size"]), len(span["text"])))
    x, y = main["origin"]
    above, below = ASCENT * main["size"], DESCENT * main["size"]
    if right > 0.99:
        return x0, max(y0, y - above), x1, min(y1, y + below)
    if right < -0.99:
        return x0, max(y0, y - below), x1, min(y1, y + above)
    if down > 0.99:
        return max(x0, x - below), y0, min(x1, x + above), y1
    if down < -0.99:
        return max(x0, x - above), y0, min(x1, x + below), y1
    return x0, y0, x1, y1


def displayed(box: Rect, matrix: tuple[float, float, float, float, float, float]) -> Rect:
    """A box in the page's own space as it is displayed; the matrix turns by quarters."""
    a, b, c, d, e, f = matrix
    x0, y0 = box[0] * a + box[1] * c + e, box[0] * b + box[1] * d + f
    x1, y1 = box[2] * a + box[3] * c + e, box[2] * b + box[3] * d + f
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _direction(direction: tuple[float, float], turn: pymupdf.Matrix) -> tuple[int, int] | None:
    """The nearest axis that text runs along as displayed, or None where it is slanted."""
    x = direction[0] * turn.a + direction[1] * turn.c
    y = direction[0] * turn.b + direction[1] * turn.d
    angle = math.degrees(math.atan2(y, x)) % 360
    quarter = round(angle / 90)
    if abs(angle - 90 * quarter) > 15:
        return None
    return ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter % 4]


def _fragment(line: dict[str, Any], box: Rect, direction: tuple[int, int], order: int) -> Fragment | None:
    spans = [span for span in line["spans"] if span["text"]]
    written = [span for span in spans if not span["text"].isspace()]
    main = max(written, key=lambda span: len(span["text"]))
    if main["size"] < MIN_SIZE:
        return None
    x0, y0, x1, y1 = box
    upright = {
        (1, 0): (x0, y0, x1, y1),
        (0, 1): (y0, -x1, y1, -x0),
        (-1, 0): (-x1, -y1, -x0, -y0),
        (0, -1): (-y1, x0, -y0, x1),
    }[direction]
    return Fragment(
        joined_spans(spans),
        *upright,
        size=main["size"],
        box=box,
        bold=all(_is_bold(span) for span in written),
        mono=all(_is_mono(span) for span in written),
        order=order,
    )


def _is_bold(span: dict[str, Any]) -> bool:
    return bool(span["flags"] & pymupdf.TEXT_FONT_BOLD) or _BOLD_FONT.search(span["font"]) is not None


def _is_mono(span: dict[str, Any]) -> bool:
    return bool(span["flags"] & pymupdf.TEXT_FONT_MONOSPACED) or _MONO_FONT.search(span["font"]) is not None
