"""Where exactly a cited passage stands on its pages, and whether it still does. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lloco_desktop.documents.page_text import PageText, TextLine, Word
from lloco_desktop.domain import Box

ENDS = 16  # letters by which the two ends of a passage are known where its middle differs
SLACK = 1.0  # points around a box within which words are in it

_Placed = tuple[int, TextLine, Word]  # page, its line, the word


def exact_boxes(texts: Sequence[PageText], boxes: Sequence[Box], quote: str) -> tuple[Box, ...] | None:
    """The words of a quote among those under the boxes of the lines that it touches, one box a line.

    None if the quote does not stand there. The pages' texts come in their order.
    """
    words = [placed for text in texts for placed in _under(text, boxes)]
    letters, owners = "", []
    for index, (_page, _line, word) in enumerate(words):
        bare = _bare(word.text)
        letters += bare
        owners += [index] * len(bare)
    span = _find(letters, _bare(quote))
    if span is None:
        return None
    return tuple(
        Box(
            page,
            min(word.x0 for word in row),
            min(word.y0 for word in row),
            max(word.x1 for word in row),
            max(word.y1 for word in row),
        )
        for (page, _start), row in _rows(words[owners[span[0]] : owners[span[1] - 1] + 1])
    )


def _under(text: PageText, boxes: Sequence[Box]) -> list[_Placed]:
    """The words under the boxes of a page, in reading order."""
    here = [box for box in boxes if box.page == text.page]
    return [
        (text.page, line, word)
        for line in text.lines
        for word in text.words[line.start : line.end]
        if any(_is_in(word, box) for box in here)
    ]


def _is_in(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 - SLACK <= x <= box.x1 + SLACK and box.y0 - SLACK <= y <= box.y1 + SLACK


def _find(letters: str, wanted: str) -> tuple[int, int] | None:
    """Where a passage stands, or what lies between its two ends where something within it differs."""
    if not wanted:
        return None
    start = letters.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    if len(wanted) < 2 * ENDS:
        return None
    first, last = letters.find(wanted[:ENDS]), letters.rfind(wanted[-ENDS:])
    end = last + ENDS
    likely = 0 <= first < last and abs((end - first) - len(wanted)) <= 0.2 * len(wanted)
    return (first, end) if likely else None


def _rows(words: Sequence[_Placed]) -> list[tuple[tuple[int, int], list[Word]]]:
    return [
        (key, [word for _page, _line, word in row])
        for key, row in groupby(words, key=lambda placed: (placed[0], placed[1].start))
    ]


def _bare(text: str) -> str:
    """Only what is read: no spaces, hyphens or signs, which differ between a page and its passages."""
    return "".join(char for char in text.casefold() if char.isalnum())
