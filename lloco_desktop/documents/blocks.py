"""Rows of one region as blocks: paragraphs, headings, list items, tables. Pure geometry."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.documents.cleaning import SOFT_HYPHEN, collapse
from lloco_desktop.documents.rows import Row
from lloco_desktop.domain import Block, BlockKind, Box, Line

_BULLET = re.compile(
    r"^(?:[•▪◦‣●○■□➢➤✓✔❖*·∙–—-]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\[\w{1,12}\]\s)"
)
_END = re.compile(r"[.!?:;。！？：；…؟۔][\"”’»)\]』」]*$")
_NUMBER = re.compile(r"[\d\s.,%€$£¥+\-−–()]+")
_FIRST_LETTER = re.compile(r"[A-Z]$")


WRAPPED = 12  # lines by which a cell may be longer than the others of its row


@dataclass(frozen=True)
class _Shape:
    """What is usual in a region."""

    left: float
    right: float
    pitch: float  # from row to row, in font sizes

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Shape:
        lefts = sorted(row.x0 for row in rows)
        rights = sorted(row.x1 for row in rows)
        pitches = Counter(
            round((b.base - a.base) / a.size / 0.05) * 0.05
            for a, b in itertools.pairwise(rows)
            if a.size > 0
            and abs(a.size - b.size) < 0.06 * a.size
            and 0.8 * a.size < b.base - a.base < 2.8 * a.size
        )
        often = 0.3 * max(pitches.values(), default=0)  # short paragraphs have more gaps between than lines
        pitch = min((value for value, count in pitches.items() if count >= often), default=1.25)
        return cls(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20], pitch)


def blocks_of(rows: Sequence[Row], page: int) -> list[Block]:
    """Rows from top to bottom as blocks."""
    if not rows:
        return []
    rows = _with_initials(list(rows))
    shape = _Shape.of(rows)
    hanging = _hanging(rows)
    tables = _table_rows(rows)
    blocks: list[Block] = []
    current: list[Row] = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        if current and (
            tables[index] != tables[index - 1]
            or _begins(row, current, after, shape, tables[index], hanging[index])
        ):
            blocks.append(_block(current, page, tables[index - 1]))
            current = []
        current.append(row)
    blocks.append(_block(current, page, tables[-1]))
    return blocks


def _begins(
    row: Row, current: Sequence[Row], after: Row | None, shape: _Shape, table: bool, hanging: bool
) -> bool:
    """Whether a row begins a new block after the rows of the current one."""
    last = current[-1]
    pitch = row.base - last.base
    usual = shape.pitch * max(last.size, 1.0)
    if table:
        return pitch > 2.2 * usual
    if abs(row.size - last.size) > 0.1 * last.size and min(len(row.text), len(last.text)) > 3:
        return True
    if row.bold != last.bold and (len(row.text) > 3 and len(last.text) > 3):
        return True
    if row.mono != last.mono or pitch > 1.3 * usual or pitch < -0.5 * usual:
        return True
    ended = _END.search(last.text) is not None
    if _BULLET.match(row.text) and (ended or row.x0 <= current[0].x0 + 1 or last.text[-1] == ","):
        return _BULLET.match(current[0].text) is not None or ended
    if hanging:
        return row.x0 < last.x0 - 0.5 * row.size or (
            ended and abs(row.x0 - last.x0) < 1 and abs(row.x0 - current[0].x0) < 1
        )
    return _breaks_by_shape(row, current, after, shape, ended)


def _hanging(rows: Sequence[Row]) -> list[bool]:
    """For each row, whether the rows around it have hanging indents, as lists of references do."""
    signs = [0] * len(rows)  # 1 speaks for hanging indents, -1 for paragraphs
    for index in range(1, len(rows)):
        row, last = rows[index], rows[index - 1]
        size = max(row.size, 1.0)
        ended, small = _END.search(last.text) is not None, row.text[:1].islower()
        if 0.8 * size < row.x0 - last.x0 < 6 * size:
            below = index + 1 < len(rows) and abs(rows[index + 1].x0 - row.x0) < 1
            signs[index] = 1 if below or not ended else -1
        elif 0.8 * size < last.x0 - row.x0 < 6 * size:
            signs[index] = 1 if ended and not small else -1
        elif abs(row.x0 - last.x0) < 1:
            near = rows[max(0, index - 6) : index + 7]
            signs[index] = 1 if any(0.8 * size < row.x0 - other.x0 < 6 * size for other in near) else -1
    return [sum(signs[max(0, index - 8) : index + 9]) > 0 for index in range(len(rows))]


def _breaks_by_shape(row: Row, current: Sequence[Row], after: Row | None, shape: _Shape, ended: bool) -> bool:
    """Indents, hanging indents, and short last lines."""
    last, size = current[-1], max(row.size, 1.0)
    if _BULLET.match(current[0].text) and row.x0 > current[0].x0 + 0.5 * size:
        return False  # an item goes on under its own text
    if abs(row.x0 + row.x1 - last.x0 - last.x1) < 0.6 * size and row.x0 > shape.left + size:
        return ended and row.x1 - row.x0 > last.x1 - last.x0  # centred lines
    full = last.x1 > shape.right - 0.12 * (shape.right - shape.left)
    indented = row.x0 > last.x0 + 0.8 * size and (after is None or after.x0 < row.x0 - 0.5 * size)
    if indented and row.x0 < last.x0 + 5 * size and (ended or not full):
        return True
    hanging = len(current) > 1 and all(other.x0 > current[0].x0 + 0.8 * size for other in current[1:])
    if hanging and abs(row.x0 - current[0].x0) < 0.5 * size:
        return True
    short = last.x1 < shape.right - 0.2 * (shape.right - shape.left)
    return short and ended and last.text[-1] not in ";," and not row.text[:1].islower()


def _table_rows(rows: Sequence[Row]) -> list[bool]:
    """Which rows are rows of a table: cells that stand under those of a row above; or lines of a listing."""
    tabular = [False] * len(rows)
    for index, row in enumerate(rows):
        if len(row.cells) < 2:
            continue
        for below in range(index + 1, min(index + 2 + WRAPPED, len(rows))):
            if len(rows[below].cells) < 2:
                continue
            if _same_table(row, rows[below]) and all(
                _in_a_cell(rows[between], row, rows[below]) for between in range(index + 1, below)
            ):
                tabular[index : below + 1] = [True] * (below + 1 - index)
            break
    for index in range(1, len(rows)):
        if tabular[index - 1] and not tabular[index] and len(rows[index - 1].cells) > 1:
            tabular[index] = _wraps_last(rows[index], rows[index - 1])
    for index, row in enumerate(rows):
        if row.mono and (
            (index and rows[index - 1].mono) or (index + 1 < len(rows) and rows[index + 1].mono)
        ):
            tabular[index] = True
    return tabular


def _same_table(row: Row, below: Row) -> bool:
    """Whether two rows have cells at the same places."""
    if below.base - row.base > (WRAPPED + 2) * 1.6 * max(row.size, 1.0):
        return False
    if len(row.cells) > 2 and len(below.cells) > 2:
        return True
    inner = any(
        abs(a - b) < 4 for i, a in enumerate(row.cells) for j, b in enumerate(below.cells) if i or j
    )  # that two lines of text begin at the same margin says nothing
    if inner:
        return True
    numbers = all(_NUMBER.fullmatch(one.text.rsplit("  ", 1)[-1]) for one in (row, below))
    return numbers and abs(row.x1 - below.x1) < 4  # a column of numbers is aligned at its right


def _in_a_cell(row: Row, above: Row, below: Row) -> bool:
    """Whether a row without cells of its own could be a wrapped cell between two rows of a table."""
    width = max(above.x1, below.x1) - min(above.x0, below.x0)
    places = above.cells + below.cells
    if not any(abs(row.x0 - place) < 4 for place in places):
        return False
    return row.x1 - row.x0 < 0.6 * width or row.x0 > min(places) + 0.2 * width


def _wraps_last(row: Row, last: Row) -> bool:
    """Whether a row below a table's last row only goes on with one of its cells."""
    width = last.x1 - last.x0
    close = (
        0 < row.base - last.base < 1.35 * max(row.size, 1.0) and abs(row.size - last.size) < 0.06 * last.size
    )
    return close and row.bold == last.bold and _in_a_cell(row, last, last) and row.x1 - row.x0 < 0.45 * width


def _with_initials(rows: list[Row]) -> list[Row]:
    """Put a large first letter before the row that it belongs to."""
    for index, row in enumerate(rows):
        if not _FIRST_LETTER.match(row.text) or len(rows) < 3:
            continue
        near = [
            other
            for other in rows[max(0, index - 3) : index + 4]
            if other is not row and other.x0 > row.x1 - 1
        ]
        near = [
            other
            for other in near
            if row.size > 1.8 * other.size and row.y0 - 4 < other.y1 and other.y0 < row.y1
        ]
        near = [other for other in near if other.x0 - row.x1 < row.size]
        if near:
            first = min(near, key=lambda other: other.y0)
            first.text = row.text + first.text
            first.box = (row.box[0], min(row.box[1], first.box[1]), first.box[2], first.box[3])
            return [other for other in rows if other is not row]
    return rows


def _block(rows: Sequence[Row], page: int, table: bool) -> Block:
    """Rows as one block, with the place of every line."""
    texts = [row.text.rstrip(f"{SOFT_HYPHEN} ") if table else collapse(row.text) for row in rows]
    text, lines = _joined(texts, rows, page, table)
    letters: Counter[float] = Counter()
    for row in rows:
        letters[round(row.size, 1)] += len(row.text)
    return Block(
        page,
        text,
        lines,
        BlockKind.ROWS if table else BlockKind.PROSE,
        letters.most_common(1)[0][0],
        all(row.bold for row in rows),
    )


def _joined(
    texts: Sequence[str], rows: Sequence[Row], page: int, table: bool
) -> tuple[str, tuple[Line, ...]]:
    """The text of a block: lines parted by newlines, the wrapped part of a cell by a space."""
    left = min(row.x0 for row in rows)
    text = ""
    lines: list[Line] = []
    for piece, row in zip(texts, rows, strict=True):
        wrapped = table and not row.mono and len(row.cells) == 1 and row.x0 > left + 2 * max(row.size, 1.0)
        if text:
            text += " " if wrapped else "\n"
        x0, y0, x1, y1 = (round(value, 2) for value in row.box)
        lines.append(Line(len(text), len(text) + len(piece), Box(page, x0, y0, x1, y1)))
        text += piece
    return text, tuple(lines)
