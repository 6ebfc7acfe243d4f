"""Reading order: which parts of a page are columns, and in which order they are read. Pure geometry.

A page is read from top to bottom. Where a gutter separates two columns of text, the left one is read
before the right one, within each band between the texts that cross the gutter (titles, wide figures). The
cells of a table look like columns too; what tells them apart is that columns hold running text, or were
written one after the other, while a table is written row by row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from lloco_desktop.documents.cleaning import is_cjk, mostly_rtl
from lloco_desktop.documents.rows import Fragment

PROSE_LETTERS = 22  # a column of running text has more letters in its middle line; ideographs count double
MOST_GUTTERS = 40  # that are tried; a drawing has thousands of labels
_DEPTH = 5  # nested columns; enough for a newspaper


def regions_of(fragments: Sequence[Fragment], depth: int = _DEPTH) -> list[list[Fragment]]:
    """The fragments of a page as regions in reading order; within a region rows are read downwards."""
    if len(fragments) < 4 or depth == 0:
        return [list(fragments)] if fragments else []
    split = _best_split(fragments)
    if split is None:
        return [list(fragments)]
    regions: list[list[Fragment]] = []
    for part in split.parts:
        if isinstance(part, _Columns):
            for column in part.in_order():
                regions.extend(regions_of(column, depth - 1))
        else:
            regions.extend(regions_of(part, depth - 1))
    return regions


@dataclass
class _Columns:
    """A band of a page with text on both sides of a gutter."""

    left: list[Fragment]
    right: list[Fragment]

    def in_order(self) -> tuple[list[Fragment], list[Fragment]]:
        """Left before right (the other way in right-to-left text), but the main text before an aside."""
        left, right = self.left, self.right
        first, second = (right, left) if _is_rtl(left + right) else (left, right)
        if _is_aside(first, second):
            return second, first
        return first, second


@dataclass
class _Split:
    """A gutter, and what the page falls into there."""

    parts: list[list[Fragment] | _Columns]
    score: float


def _best_split(fragments: Sequence[Fragment]) -> _Split | None:
    """The gutter that has the most text on both sides."""
    best: _Split | None = None
    for x in _gutters(fragments):
        split = _split_at(fragments, x)
        if split is not None and (best is None or split.score > best.score):
            best = split
    return best


def _gutters(fragments: Sequence[Fragment]) -> list[float]:
    """Where columns may begin: left edges that several fragments share, with some text left of them."""
    edges = sorted(piece.x0 for piece in fragments)
    least = max(2, len(edges) // 40)
    found: list[tuple[int, float]] = []
    start = 0
    for index, edge in enumerate(edges):
        if index + 1 == len(edges) or edges[index + 1] - edge > 1.5:
            count = index - start + 1
            if count >= least and edges[start] > edges[0] + 20:
                found.append((count, edges[start]))
            start = index + 1
    return [edge for _, edge in sorted(found, reverse=True)[:MOST_GUTTERS]]


def _split_at(fragments: Sequence[Fragment], x: float) -> _Split | None:
    """The page cut at a gutter left of `x`, if some band of it is columns there."""
    crossing, left, right = [], [], []
    for piece in fragments:
        if piece.x0 >= x - 2:
            right.append(piece)
        elif piece.x1 <= x + 1:
            left.append(piece)
        else:
            crossing.append(piece)
    if len(left) < 2 or len(right) < 2:
        return None
    return _cut_into_bands(crossing, left, right)


def _cut_into_bands(crossing: list[Fragment], left: list[Fragment], right: list[Fragment]) -> _Split | None:
    """Bands between crossing texts; those that are no columns join the crossing texts around them."""
    crossing.sort(key=lambda piece: piece.middle)
    bounds = [piece.middle for piece in crossing]
    sides = [_by_band(side, bounds) for side in (left, right)]
    parts: list[list[Fragment] | _Columns] = []
    whole: list[Fragment] = []
    score = 0.0
    surely = False
    for index in range(len(bounds) + 1):
        columns = _Columns(sides[0][index], sides[1][index])
        if _are_columns(columns):
            if whole:
                parts.append(whole)
                whole = []
            parts.append(columns)
            score += min(_letters(columns.left), _letters(columns.right))
            surely = surely or min(len(columns.left), len(columns.right)) >= 3
        else:
            whole.extend(columns.left + columns.right)
        if index < len(crossing):
            whole.append(crossing[index])
    if whole:
        parts.append(whole)
    return _Split(parts, score) if surely else None


def _by_band(pieces: list[Fragment], bounds: list[float]) -> list[list[Fragment]]:
    """Pieces by the band between two heights in which their middle lies."""
    bands: list[list[Fragment]] = [[] for _ in range(len(bounds) + 1)]
    index = 0
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        while index < len(bounds) and piece.middle > bounds[index]:
            index += 1
        bands[index].append(piece)
    return bands


def _are_columns(columns: _Columns) -> bool:
    """Whether two sides of a gutter are columns of text rather than cells of a table."""
    left, right = columns.left, columns.right
    if len(left) < 2 or len(right) < 2 or not _gutter_is_free(left, right):
        return False
    if not _share_height(left, right):
        return False
    aligned = max(_aligned(left, right), _aligned(right, left))
    in_turn = _changes_of_side(left, right) > max(2.0, 0.3 * min(len(left), len(right)))
    short = min(len(left), len(right)) < 6 or min(_fullness(left), _fullness(right)) < 0.6
    if in_turn and aligned > 0.6 and short:  # written row by row, as tables are; but so are some scans
        return False
    if min(_middle_letters(left), _middle_letters(right)) >= PROSE_LETTERS:
        return len(left) >= 3 or len(right) >= 3 or aligned < 0.5
    if min(len(left), len(right)) < 3:
        return False
    if aligned < (0.5 if in_turn else 0.8):
        return True
    return not in_turn and min(_middle_letters(left), _middle_letters(right)) >= 12


def _gutter_is_free(left: list[Fragment], right: list[Fragment]) -> bool:
    edge = max(piece.x1 for piece in left)
    return min(piece.x0 for piece in right) - edge >= 0.4 * median(piece.size for piece in left)


def _share_height(left: list[Fragment], right: list[Fragment]) -> bool:
    """Whether the sides stand beside each other for more than a line."""
    top = max(min(piece.y0 for piece in left), min(piece.y0 for piece in right))
    bottom = min(max(piece.y1 for piece in left), max(piece.y1 for piece in right))
    return bottom - top > 1.5 * median(piece.size for piece in left)


def _aligned(some: list[Fragment], others: list[Fragment]) -> float:
    """The share of some fragments that have another one at their own height."""
    heights = sorted(piece.y1 for piece in others)
    hits = 0
    position = 0
    for piece in sorted(some, key=lambda piece: piece.y1):
        while position < len(heights) and heights[position] < piece.y1 - 1.5:
            position += 1
        if position < len(heights) and heights[position] <= piece.y1 + 1.5:
            hits += 1
    return hits / len(some)


def _changes_of_side(left: list[Fragment], right: list[Fragment]) -> int:
    """How often the page's own order of writing changes from one side to the other."""
    sides = sorted([(piece.order, 0) for piece in left] + [(piece.order, 1) for piece in right])
    return sum(a[1] != b[1] for a, b in itertools.pairwise(sides))


def _fullness(pieces: list[Fragment]) -> float:
    """The share of lines that reach the right edge of their column, as running text does."""
    right = max(piece.x1 for piece in pieces)
    width = right - min(piece.x0 for piece in pieces)
    return sum(piece.x1 > right - 0.12 * width for piece in pieces) / len(pieces)


def _middle_letters(pieces: list[Fragment]) -> float:
    """The length of the line in which the middle letter stands: many short labels do not hide the prose."""
    lengths = sorted(_count(piece.text) for piece in pieces)
    half = sum(lengths) / 2
    total = 0
    for length in lengths:
        total += length
        if total >= half:
            return length
    return 0.0


def _letters(pieces: list[Fragment]) -> float:
    return sum(_count(piece.text) for piece in pieces)


def _count(text: str) -> int:
    return len(text) + sum(is_cjk(char) for char in text) if not text.isascii() else len(text)


def _is_aside(first: list[Fragment], second: list[Fragment]) -> bool:
    """Whether the first column is a margin note beside the main text: narrow, small, and little."""
    width = max(piece.x1 for piece in first) - min(piece.x0 for piece in first)
    main = max(piece.x1 for piece in second) - min(piece.x0 for piece in second)
    smaller = median(piece.size for piece in first) <= median(piece.size for piece in second)
    return width < 0.5 * main and smaller and _letters(first) < 0.4 * _letters(second)


def _is_rtl(pieces: list[Fragment]) -> bool:
    return mostly_rtl("".join(piece.text for piece in pieces[:40]))
