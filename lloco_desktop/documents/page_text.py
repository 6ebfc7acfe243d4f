"""The words of one page as a person reads and selects them, and what a selection of them says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from lloco_desktop.documents.joints import Vocabulary, joint


@dataclass(frozen=True, slots=True)
class Word:
    """What is selected as one: a word, a sign beside it, one character of a script without spaces.

    Coordinates are points from the top left of the page as it is displayed.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    before: str = ""  # what parts it from the word before on its line: nothing, a space, a tab between cells


class Gap(Enum):
    """How a line follows the one before it."""

    BLOCK = "block"  # it begins a paragraph, a heading, a table
    ROW = "row"  # it is the next row of a table or a listing
    RUN = "run"  # it goes on with the paragraph


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words `[start, end)` of the page stand on one line."""

    start: int
    end: int
    gap: Gap = Gap.BLOCK


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's words in reading order, and its lines, which cover them without gaps."""

    page: int  # 1-based
    words: tuple[Word, ...] = ()
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """Words `[start, end)` of a page."""

    text: PageText
    start: int
    end: int


def copied(parts: Sequence[Picked]) -> str:
    """What selected words say: paragraphs as one line each, words mended that a line's end had broken.

    Rows of tables stay rows, their cells parted by tabs.
    """
    vocabulary = Vocabulary.of(
        _line_text(part.text, line.start, line.end)
        for part in {part.text.page: part for part in parts}.values()
        for line in part.text.lines
    )
    said = ""
    for part in parts:
        for line in part.text.lines:
            start, end = max(line.start, part.start), min(line.end, part.end)
            if start < end:
                said = _joined(said, _line_text(part.text, start, end), line.gap, vocabulary)
    return said


def _line_text(text: PageText, start: int, end: int) -> str:
    first, *rest = text.words[start:end]
    return first.text + "".join(word.before + word.text for word in rest)


def _joined(said: str, line: str, gap: Gap, vocabulary: Vocabulary) -> str:
    if not said:
        return line
    if gap is Gap.BLOCK:
        return f"{said}\n\n{line}"
    if gap is Gap.ROW:
        return f"{said}\n{line}"
    drop, between = joint(said, line, vocabulary)
    return (said[:-drop] if drop else said) + between + line
