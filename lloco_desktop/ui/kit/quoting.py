"""Quotes cut to a length that can be taken in at a glance. Pure."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[”’»）」』]*|[؟۔।]+(?=\s|$)")
LEAST = 0.4  # of the length that whole sentences must fill; else the cut is at a word


def cut(text: str, length: int) -> str:
    """A text on one line, cut after a sentence if it is longer, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    ends = [match.end() for match in _END.finditer(flat, 0, length)]
    if ends and ends[-1] >= LEAST * length:
        return flat[: ends[-1]] + " …"
    space = flat.rfind(" ", 0, length)
    return flat[: space if space > LEAST * length else length - 1].rstrip(" ,;:") + "…"
