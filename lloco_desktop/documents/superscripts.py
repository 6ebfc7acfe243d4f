"""Raised characters within a line: exponents stay readable, marks that only point to notes go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_SUPERSCRIPT = 1  # the parser's flag
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_EXPONENT = re.compile(r"[0-9+\-−n]+")
_MARK = re.compile(r"[\s\d,;–\-*†‡§¶#∗)]+|[a-f](?:,[a-f])*|[\s✉]+")
_LONG_WORD = re.compile(r"(?:[^\W\d_]{3,}[.,;:)”’\"]*|[.,;:)”’\"\]])\s*$")
_SHORT_WORD = re.compile(r"[^\W\d_]\s*$")
_POWER = re.compile(r"[+\-−]?\dn?|n")


def joined_spans(spans: Sequence[dict[str, Any]]) -> str:
    """The spans of a line as one text.

    A raised number after a word or a stop is a mark (footnote, affiliation) and is left out: glued to its
    word it would make both unfindable. After a digit or a short unit it is an exponent: `10⁵`, `m²`.
    """
    text = ""
    for span in spans:
        piece = str(span["text"])
        if not span["flags"] & _SUPERSCRIPT or not text.strip():
            text += piece
        elif _is_mark(text, piece):
            text += " " if piece[-1:].isspace() or piece[:1].isspace() else ""
        elif _EXPONENT.fullmatch(piece):
            text += piece.translate(_RAISED)
        else:
            text += piece
    return text


def _is_mark(text: str, piece: str) -> bool:
    """Whether a raised piece points to a note rather than being a power."""
    if not _MARK.fullmatch(piece):
        return False
    if _LONG_WORD.search(text):
        return True
    return _SHORT_WORD.search(text) is not None and not _POWER.fullmatch(piece.strip())
