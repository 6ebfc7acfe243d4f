"""Letters of joined Arabic glyphs in the order in which they are read.

A font draws lam and alef as one glyph, which stands for two letters. The parser turns lines of right-to-left
text around letter by letter and so swaps the two; the second one is known by having no width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

HAS_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LAM = "ل"
_ALEFS = "اأإآٱ"
_NO_WIDTH = 0.3  # points


def has_arabic(content: dict[str, Any]) -> bool:
    """Whether a page's content (the parser's "dict") has Arabic letters."""
    return any(
        HAS_ARABIC.search(span["text"])
        for block in content["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    )


def with_texts(content: dict[str, Any]) -> dict[str, Any]:
    """The parser's "rawdict", with a text for each span, joined letters in reading order."""
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                span["text"] = text_of(span["chars"])
    return content


def text_of(chars: Sequence[dict[str, Any]]) -> str:
    """The text of a span's characters."""
    letters = [str(char["c"]) for char in chars]
    for index in range(len(letters) - 1):
        x0, _, x1, _ = chars[index]["bbox"]
        if letters[index] in _ALEFS and letters[index + 1] == _LAM and abs(x1 - x0) < _NO_WIDTH:
            letters[index], letters[index + 1] = letters[index + 1], letters[index]
    return "".join(letters)
