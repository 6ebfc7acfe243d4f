"""Numbers beside every line, or every fifth, as manuscripts and court papers have them. Pure geometry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from lloco_desktop.documents.rows import Fragment

FEWEST = 20  # lines that they count; a table's first column mostly counts fewer
_NUMBER = re.compile(r"\s*[1-9]\d{0,3}\s*")


def without_line_numbers(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments without a column of counting numbers in the margin; order is kept."""
    numbers = [piece for piece in fragments if _NUMBER.fullmatch(piece.text)]
    if len(numbers) < FEWEST // 5:
        return list(fragments)
    others = [piece for piece in fragments if not _NUMBER.fullmatch(piece.text)]
    for edge in ("x1", "x0"):
        for column in _columns(numbers, edge):
            if _counts(column) and _is_in_margin(column, others):
                gone = {id(piece) for piece in column}
                return [piece for piece in fragments if id(piece) not in gone]
    return list(fragments)


def _columns(numbers: Sequence[Fragment], edge: str) -> list[list[Fragment]]:
    """Numbers that share an edge, each column from top to bottom."""
    places: dict[int, list[Fragment]] = {}
    for piece in numbers:
        places.setdefault(round(getattr(piece, edge) / 3), []).append(piece)
    columns = [column for column in places.values() if len(column) >= FEWEST // 5]
    return [sorted(column, key=lambda piece: piece.middle) for column in columns]


def _counts(column: Sequence[Fragment]) -> bool:
    """Whether numbers grow by one, or by five, in equal steps down the page; few may be missing."""
    growth = [int(below.text) - int(above.text) for above, below in pairwise(column)]
    pitches = [below.middle - above.middle for above, below in pairwise(column)]
    even = sum(abs(pitch - median(pitches)) < 0.1 * median(pitches) for pitch in pitches) >= 0.8 * len(
        pitches
    )
    counted = any(
        sum(step == size for step in growth) >= 0.9 * len(growth) and size * len(column) >= FEWEST
        for size in (1, 5)
    )
    return even and counted


def _is_in_margin(column: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether all text is at one side of the column, and is running text."""
    if not others:
        return False
    left, right = min(piece.x0 for piece in column), max(piece.x1 for piece in column)
    body = [piece for piece in others if column[0].y0 - 2 <= piece.middle <= column[-1].y1 + 2]
    at_left = all(piece.x0 >= right for piece in body)
    at_right = all(piece.x1 <= left for piece in body)
    words = sum(len(piece.text.split()) for piece in body)
    return (at_left or at_right) and words >= 5 * len(body) > 0  # lines of text rather than cells
