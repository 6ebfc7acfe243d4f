"""Pieces of text on a page, and the rows that they form. Pure geometry.

A `Fragment` is what the parser calls a line: text without a large gap. Fragments lie in an upright frame
(text runs to the right, rows go down), whatever the page's rotation; `box` keeps the displayed place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lloco_desktop.documents.cleaning import collapse, is_hangul, mostly_rtl, normalise

Rect = tuple[float, float, float, float]


@dataclass(slots=True)
class Fragment:
    """Text that stands together; coordinates in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    box: Rect  # in displayed space
    bold: bool = False
    mono: bool = False
    order: int = 0  # in the page's content stream

    @property
    def middle(self) -> float:
        """The height at which the fragment stands."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Row:
    """Fragments side by side."""

    pieces: list[Fragment]
    text: str = ""
    cells: tuple[float, ...] = ()  # where wide gaps are followed by text: the left edges of cells
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 0.0
    bold: bool = False
    mono: bool = False
    box: Rect = field(default=(0.0, 0.0, 0.0, 0.0))

    @property
    def base(self) -> float:
        """Something near the baseline, to measure the pitch of rows with."""
        return self.y1


CELL_GAP = 1.25  # in font sizes: a wider gap separates the cells of a table
_LABEL = re.compile(
    r"^(?:[^\w\s]|\(?\w{1,4}[.)]|\[\w{1,12}\]|\d+(?:\.\d+)+\.?)$"
)  # of a list's item, or a heading's number
WORD_GAP = 0.12  # in font sizes: a smaller gap is none


GLUE_GAP = CELL_GAP  # in font sizes: the parser parts a line at gaps that justified text has, too


def glued(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Fragments that were written one after the other on one line, with a small gap, as one."""
    done: list[Fragment] = []
    for piece in fragments:
        last = done[-1] if done else None
        if last is not None and _goes_on(last, piece):
            gap = " " if piece.x0 - last.x1 > WORD_GAP * last.size else ""
            done[-1] = _together(last, piece, gap)
        else:
            done.append(piece)
    return done


def _goes_on(last: Fragment, piece: Fragment) -> bool:
    size = max(last.size, piece.size)
    return (
        piece.order == last.order + 1
        and abs(piece.y1 - last.y1) < 0.2 * size
        and abs(piece.size - last.size) < 0.15 * size
        and -0.2 * size < piece.x0 - last.x1 < GLUE_GAP * size
        and not mostly_rtl(piece.text)
    )


def _together(last: Fragment, piece: Fragment, gap: str) -> Fragment:
    box = tuple(pick(a, b) for pick, a, b in zip((min, min, max, max), last.box, piece.box, strict=True))
    return Fragment(
        last.text + gap + piece.text,
        last.x0,
        min(last.y0, piece.y0),
        piece.x1,
        max(last.y1, piece.y1),
        last.size if len(last.text) >= len(piece.text) else piece.size,
        (box[0], box[1], box[2], box[3]),
        last.bold and piece.bold,
        last.mono and piece.mono,
        piece.order,
    )


def rows_of(fragments: Sequence[Fragment]) -> list[Row]:
    """Fragments as rows from top to bottom."""
    rows: list[list[Fragment]] = []
    spans: list[tuple[float, float]] = []
    for piece in sorted(fragments, key=lambda piece: (piece.middle, piece.x0)):
        for index in range(len(rows) - 1, max(len(rows) - 6, -1), -1):
            if _beside(piece, rows[index], spans[index]):
                rows[index].append(piece)
                if piece.size >= 0.8 * max(other.size for other in rows[index]):
                    top, bottom = spans[index]
                    spans[index] = (min(top, piece.y0), max(bottom, piece.y1))
                break
        else:
            rows.append([piece])
            spans.append((piece.y0, piece.y1))
    done = [_row(pieces) for pieces in rows]
    return sorted((row for row in done if row.text), key=lambda row: (row.y0 + row.y1) / 2)


def _beside(piece: Fragment, row: list[Fragment], span: tuple[float, float]) -> bool:
    """Whether a piece stands in a row: at its height, and not over its text."""
    overlap = min(piece.y1, span[1]) - max(piece.y0, span[0])
    if overlap < 0.55 * min(piece.y1 - piece.y0, span[1] - span[0]):
        return False
    larger = max((piece, *row), key=lambda other: other.size)
    if len(larger.text.strip()) == 1 and larger.size > 1.8 * min(piece.size, *(other.size for other in row)):
        return False  # a large first letter stands beside rows, not in them
    return all(_clear(piece, other) for other in row)


def _clear(piece: Fragment, other: Fragment) -> bool:
    """Whether two pieces stand side by side; an index may stand below the power of the other."""
    slack = min(0.8 * piece.size, 0.5 * min(piece.x1 - piece.x0, other.x1 - other.x0))
    return piece.x0 > other.x1 - slack or piece.x1 < other.x0 + slack


def _row(pieces: list[Fragment]) -> Row:
    if len(pieces) == 1:
        return _row_of_one(pieces[0])
    letters = [len(piece.text.strip()) or 1 for piece in pieces]
    total = sum(letters)
    size = max(zip(letters, pieces, strict=True), key=lambda pair: pair[0])[1].size
    rtl = mostly_rtl("".join(piece.text for piece in pieces))
    pieces.sort(key=lambda piece: -piece.x1 if rtl else piece.x0)
    row = Row(pieces, size=size)
    row.text, row.cells = _text(pieces, size, rtl)
    row.x0, row.y0 = min(piece.x0 for piece in pieces), min(piece.y0 for piece in pieces)
    row.x1, row.y1 = max(piece.x1 for piece in pieces), max(piece.y1 for piece in pieces)
    row.box = (
        min(piece.box[0] for piece in pieces),
        min(piece.box[1] for piece in pieces),
        max(piece.box[2] for piece in pieces),
        max(piece.box[3] for piece in pieces),
    )
    row.bold = all(piece.bold for piece in pieces if piece.text.strip())
    row.mono = sum(n for n, piece in zip(letters, pieces, strict=True) if piece.mono) > 0.7 * total
    return row


def _row_of_one(piece: Fragment) -> Row:
    text, cells = _text([piece], piece.size, False)
    return Row(
        [piece],
        text,
        cells,
        piece.x0,
        piece.y0,
        piece.x1,
        piece.y1,
        piece.size,
        piece.bold,
        piece.mono,
        piece.box,
    )


def _text(pieces: list[Fragment], size: float, rtl: bool) -> tuple[str, tuple[float, ...]]:
    """The row's text, cells two spaces apart, and where its cells begin."""
    parts = [collapse(normalise(pieces[0].text)).strip(" ")]
    cells = [pieces[0].x0]
    for before, piece in itertools.pairwise(pieces):
        gap = before.x0 - piece.x1 if rtl else piece.x0 - before.x1
        text = collapse(normalise(piece.text))
        if gap > CELL_GAP * size and not (len(parts) == 1 and _LABEL.match(parts[0])):
            parts.append("  ")
            cells.append(piece.x0)
        elif gap > WORD_GAP * size or text.startswith(" ") or before.text.endswith(" "):
            parts.append(" ")
        parts.append(text.strip(" "))
    text = "".join(parts).strip(" ")
    if text and is_hangul(text[-1]) and pieces[-1].text.endswith(" "):
        text += " "  # Korean lines may end within a word: a space tells that this one does not
    return text, tuple(cells)
