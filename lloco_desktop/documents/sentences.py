"""Where sentences begin and end.

`sentencex` does the work for the world's languages; what it splits wrongly in scholarly and legal prose
(after "e.g.", "Eq.", "No." and before lower case) is put together again.
"""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

# abbreviations that are followed by what they abbreviate for; the end of a sentence is not expected there
_GOES_ON = re.compile(
    r"(?:^|[\s(\[„“\"'/])(?:e\.\s?g|i\.\s?e|cf|viz|vs|ca|approx|resp|incl|excl|al|"
    r"[Ff]igs?|[Tt]abs?|[Ee]qs?|[Ee]qns?|[Ss]ecs?|[Cc]h|[Cc]hap|[Rr]efs?|[Aa]pp|[Aa]rts?|[Nn]os?|[Nn]r|[Vv]ol|[Pp]p?|"
    r"[Ee]d|[Ee]ds|[Dd]ept|[Uu]niv|[Tt]hm|[Dd]ef|[Pp]rop|[Ll]em|[Cc]or|[Pp]ara|[Cc]l|"
    r"Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Pres|Inc|Ltd|Co|Corp|"
    r"z\.\s?B|d\.\s?h|u\.\s?a|bzw|vgl|Abb|Tab|Nr|Bd|Hrsg|usw|[A-Z])\.\s*$"
)
_STOPS_BEFORE_CAPITAL = re.compile(
    r"(?:^|[\s(])(?:al|[Nn]os?|[Pp]|[Cc]o|[Ii]nc|[Ll]td|[Cc]orp|usw|[A-Z])\.\s*$"
)
_ENDED = re.compile(r"[.!?…。！？؟۔।॥｡][\"'”’»)\]』」）*]*$")
_ENUMERATOR = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)]|[•▪◦‣●○■–—*·-])\s*$")


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The character ranges of the sentences of a text, without the white space around them, in order.

    `language` is a two-letter code; without it English rules are used, which fit most scripts.
    """
    spans: list[tuple[int, int]] = []
    for found in get_sentence_boundaries(language or "en", text):
        span = _stripped(text, found["start_index"], found["end_index"])
        if span is None:
            continue
        if spans and _belongs_to(text, spans[-1], span):
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None


def _belongs_to(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether a found sentence only goes on with the one before it."""
    end, begin = text[max(before[0], before[1] - 24) : before[1]], text[span[0]]
    if "\n\n" in text[before[1] : span[0]]:
        return False
    if _ENUMERATOR.match(text[before[0] : before[1]]) or not _ENDED.search(end):
        return True
    if _GOES_ON.search(end):
        capital = begin.isupper() and text[span[0] : span[0] + 2].isalpha()
        return not (capital and _STOPS_BEFORE_CAPITAL.search(end) and len(end) > 3 and not _initial(end))
    if begin.islower() and end[-1:] in ".…":
        return True
    return begin in ",;" or (begin in ")]}»”" and span[1] - span[0] <= 2)


def _initial(end: str) -> bool:
    """Whether the text ends with a person's initial: `J.`, `K.`"""
    return re.search(r"(?:^|\s)[A-Z]\.\s*$", end) is not None
