"""Whether a passage still stands where it was cited. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lloco_desktop.documents.page_text import PageText
from lloco_desktop.domain import Box

ENOUGH = 0.6  # of the letters under the boxes and of the quote, in common


def stands_there(text: PageText, boxes: Sequence[Box], quote: str) -> bool:
    """Whether the words under boxes of a page are those of a quote, by and large."""
    here = [box for box in boxes if box.page == text.page]
    found = Counter(
        _bare(word.text)
        for word in text.words
        if any(
            box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.y0 <= (word.y0 + word.y1) / 2 <= box.y1
            for box in here
        )
    )
    wanted = Counter(_bare(word) for word in _words(quote))
    for counted in (found, wanted):
        del counted[""]
    common = (found & wanted).total()
    return common > 0 and common >= ENOUGH * min(found.total(), wanted.total())


def _words(quote: str) -> list[str]:
    """A quote's words; scripts without spaces by letters, as pages have them."""
    return [
        piece
        for word in quote.split()
        for piece in (list(word) if not word.isascii() and not word.isupper() and _unspaced(word) else [word])
    ]


def _unspaced(word: str) -> bool:
    return any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in word)


def _bare(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())
