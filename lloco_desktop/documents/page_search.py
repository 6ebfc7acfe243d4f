"""Finds a text on a page, as a person means it: case, kinds of quotes and line ends do not matter. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from lloco_desktop.documents.arabic import HAS_ARABIC
from lloco_desktop.documents.cleaning import is_cjk, normalise
from lloco_desktop.documents.page_reading import ReadLine, united
from lloco_desktop.documents.rows import Rect
from lloco_desktop.domain import Box

LONGEST = 200  # letters of a text that is looked for
_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00ad": None}
)
_LOOSE = re.compile(r"[\s-]+")


def folded(text: str) -> str:
    """A text without what does not matter."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)


def squeezed(text: str) -> str:
    """A whole page's text, fit to say quickly that something is not on it."""
    return _LOOSE.sub("", folded("\n".join(normalise(line) for line in text.splitlines())))


class Needle:
    """A text that is looked for."""

    def __init__(self, text: str) -> None:
        words = folded(text[:LONGEST]).split()
        self._pieces = [piece for word in words if (piece := _LOOSE.sub("", word))]
        self._quick = HAS_ARABIC.search(text) is None  # the parser writes joined letters in another order
        self._pattern = re.compile(r"\s+".join(_word_pattern(word) for word in words)) if words else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def may_be_on(self, squeezed_text: str) -> bool:
        """Whether the page is worth reading closely."""
        return not self._quick or all(piece in squeezed_text for piece in self._pieces)

    def find(self, lines: Sequence[ReadLine], page: int) -> list[tuple[Box, ...]]:
        """Each place where it stands, as one box a line."""
        if self._pattern is None:
            return []
        text, places = _flat(lines)
        found: list[tuple[Box, ...]] = []
        for match in self._pattern.finditer(text):
            by_line: dict[int, list[Rect]] = {}
            for place in places[match.start() : match.end()]:
                if place is not None:
                    by_line.setdefault(place[0], []).append(place[1])
            if by_line:
                found.append(
                    tuple(
                        Box(page, *(round(value, 2) for value in united(boxes))) for boxes in by_line.values()
                    )
                )
        return found


def _word_pattern(word: str) -> str:
    """A word that may be broken at a line's end."""
    pattern = re.escape(word[0])
    for last, char in pairwise(word):
        if is_cjk(last) or is_cjk(char) or last == "-":
            pattern += r"\n?"
        elif last.isalnum() and char.isalnum():
            pattern += r"(?:-\n)?"
        pattern += re.escape(char)
    return pattern


def _flat(lines: Sequence[ReadLine]) -> tuple[str, list[tuple[int, Rect] | None]]:
    """The page as one folded text, with the line and the place of every character."""
    chars: list[str] = []
    places: list[tuple[int, Rect] | None] = []
    for number, line in enumerate(lines):
        if number:
            chars.append("\n")
            places.append(None)
        for index, word in enumerate(line.words):
            if index and word.before:
                chars.append(" ")
                places.append(None)
            for at, letter in enumerate(word.text):
                for char in _folded_letter(letter):
                    chars.append(char)
                    places.append((number, word.letter(at)))
    return "".join(chars), places


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    return folded(letter)
