"""Reads the words of one page with their places, in the child process: for selecting and for finding.

The order is that of the passages: what the reader made of columns, rows and paragraphs.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from lloco_desktop.documents import arabic
from lloco_desktop.documents.blocks import blocks_of
from lloco_desktop.documents.cleaning import is_cjk, normalise
from lloco_desktop.documents.duplicates import without_duplicates
from lloco_desktop.documents.extraction import FLAGS, displayed, fragments_of, readable_lines, tight_box
from lloco_desktop.documents.layout import regions_of
from lloco_desktop.documents.line_numbers import without_line_numbers
from lloco_desktop.documents.page_text import Gap, PageText, TextLine, Word
from lloco_desktop.documents.rows import CELL_GAP, WORD_GAP, Fragment, Rect, Row, glued, rows_of
from lloco_desktop.domain import Block, BlockKind

MOST_WORDS = 20_000  # of one page; what comes after is left out
MOST_LETTERS = 200_000
_PARTS = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class ReadWord:
    """A word with the place of each of its letters as they are drawn."""

    text: str
    letters: list[Rect]
    before: str = ""

    @property
    def box(self) -> Rect:
        """Around all of it."""
        return united(self.letters)

    def letter(self, index: int) -> Rect:
        """The place of a letter of `text`; where letters were composed of others, about there."""
        return self.letters[index * len(self.letters) // len(self.text)]


@dataclass(slots=True)
class ReadLine:
    """A line as it is read."""

    words: list[ReadWord]
    gap: Gap


def united(boxes: Sequence[Rect]) -> Rect:
    """The rectangle around rectangles."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def page_text(lines: Sequence[ReadLine], number: int) -> PageText:
    """The plain values that cross the pipe."""
    words: list[Word] = []
    spans: list[TextLine] = []
    for line in lines:
        start = len(words)
        for word in line.words:
            x0, y0, x1, y1 = (round(value, 2) for value in word.box)
            words.append(Word(word.text, x0, y0, x1, y1, word.before if len(words) > start else ""))
        spans.append(TextLine(start, len(words), line.gap))
    return PageText(number, tuple(words), tuple(spans))


def read_lines(page: pymupdf.Page, number: int) -> list[ReadLine]:
    """The lines of a page in reading order; slanted text and repeated text are left out."""
    rect, turn = page.rect, page.rotation_matrix
    content = arabic.with_texts(page.get_text("rawdict", flags=FLAGS))
    lines = readable_lines(content)
    matrix = (turn.a, turn.b, turn.c, turn.d, turn.e - rect.x0, turn.f - rect.y0)
    found: list[ReadLine] = []
    words = letters = 0
    for fragments in fragments_of(lines, turn, rect):
        kept = without_line_numbers(without_duplicates(fragments))
        pieces = glued(kept)
        members = _members(kept, pieces)
        for region in regions_of(pieces):
            rows = rows_of(region)
            for row, gap in zip(rows, _gaps(rows, blocks_of(rows, number)), strict=True):
                read = _read_row(row, gap, [lines[order] for order in _orders(row, members)], matrix)
                words += len(read)
                letters += sum(len(word.letters) for word in read)
                if words > MOST_WORDS or letters > MOST_LETTERS:
                    return found
                if read:
                    found.append(ReadLine(read, gap))
    return found


def _members(kept: Sequence[Fragment], pieces: Sequence[Fragment]) -> dict[int, list[int]]:
    """For each glued piece (by identity) the parser's lines that it was glued from."""
    source = iter(kept)
    members: dict[int, list[int]] = {}
    for piece in pieces:
        orders = members.setdefault(id(piece), [])
        for one in source:
            orders.append(one.order)
            if one.order == piece.order:
                break
    return members


def _orders(row: Row, members: dict[int, list[int]]) -> list[int]:
    return list(itertools.chain.from_iterable(members[id(piece)] for piece in row.pieces))


def _gaps(rows: Sequence[Row], blocks: Sequence[Block]) -> list[Gap]:
    """How each row follows the one before, told by the blocks that were made of them."""
    marks = deque(
        ((line.box.x0, line.box.y0, line.box.x1, line.box.y1), index == 0, block.kind)
        for block in blocks
        for index, line in enumerate(block.lines)
    )
    gaps: list[Gap] = []
    for row in rows:
        place = tuple(round(value, 2) for value in row.box)
        if not marks or marks[0][0] != place:  # a large first letter, which the blocks have put elsewhere
            gaps.append(Gap.BLOCK)
            continue
        _, first, kind = marks.popleft()
        gaps.append(Gap.BLOCK if first else Gap.ROW if kind is BlockKind.ROWS else Gap.RUN)
    return gaps


def _read_row(row: Row, gap: Gap, lines: Sequence[dict[str, Any]], matrix: _Matrix) -> list[ReadWord]:
    """The words of a row; what parts its pieces is told by how far apart they stand."""
    words: list[ReadWord] = []
    for line in lines:
        read, spaced = _words(line, matrix)
        if read and words:
            read[0].before = _between(words[-1].box, read[0].box, row.size, spaced or bool(words[-1].before))
        words.extend(read)
    cells = gap is Gap.ROW or len(row.cells) > 1
    if not cells:
        for word in words:
            word.before = " " if word.before == "\t" else word.before
    return words


def _between(last: Rect, first: Rect, size: float, spaced: bool) -> str:
    """What stands between two pieces of a row, in whatever direction the text runs."""
    across = max(first[0] - last[2], last[0] - first[2])
    along = max(first[1] - last[3], last[1] - first[3])
    distance = max(across, along)
    if distance > CELL_GAP * size:
        return "\t"
    return " " if spaced or distance > WORD_GAP * size else ""


def _words(line: dict[str, Any], matrix: _Matrix) -> tuple[list[ReadWord], bool]:
    """The words of a parser's line, and whether it begins with a space."""
    clip = displayed(tight_box(line), matrix)
    words: list[ReadWord] = []
    begins_spaced = False
    for spaced, token in _tokens(line):
        if not words:
            begins_spaced = spaced
        for part in _parts(token):
            text = normalise("".join(char for char, _ in part))
            if text.strip():
                letters = [_clipped(displayed(box, matrix), clip) for _, box in part]
                words.append(ReadWord(text.strip(), letters, " " if spaced and words else ""))
                spaced = False
    return words, begins_spaced


def _tokens(line: dict[str, Any]) -> Iterator[tuple[bool, list[tuple[str, Rect]]]]:
    """Letters between spaces, each group with whether a space stands before it."""
    token: list[tuple[str, Rect]] = []
    spaced = False
    for span in line["spans"]:
        for char, box in _letters(span):
            if char.isspace():
                if token:
                    yield spaced, token
                    token = []
                spaced = True
            elif is_cjk(char) and not unicodedata.combining(char):
                if token:
                    yield spaced, token
                    spaced = False
                token = [(char, box)]
            elif token and is_cjk(token[0][0]) and unicodedata.category(char) not in ("Mn", "Mc"):
                yield spaced, token
                token, spaced = [(char, box)], False
            else:
                token.append((char, box))
    if token:
        yield spaced, token


def _letters(span: dict[str, Any]) -> list[tuple[str, Rect]]:
    """The letters of a span in the order in which its text has them."""
    chars = span["chars"]
    return [(str(text), char["bbox"]) for text, char in zip(arabic.text_of(chars), chars, strict=False)]


def _parts(token: list[tuple[str, Rect]]) -> list[list[tuple[str, Rect]]]:
    """A token without the signs around it: `(so-called` is a bracket and a word."""
    if len(token) == 1:
        return [token]
    match = _PARTS.fullmatch("".join(char[0] for char, _ in token))
    assert match is not None
    first, second = match.end(1), match.end(2)
    return [part for part in (token[:first], token[first:second], token[second:]) if part]


def _clipped(box: Rect, clip: Rect) -> Rect:
    """A letter's box, no higher than its line's letters; fonts may claim anything."""
    x0, y0, x1, y1 = max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else box
