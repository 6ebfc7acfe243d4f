"""Sentences of passages with their terms: what quoting, citing and checking look at.

Where a sentence ends is for the caller to say (`SentenceSpans`), so that answers are cut as documents are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lloco_desktop.domain import Hit, Passage
from lloco_desktop.terms import term_set

SentenceSpans = Callable[[str], list[tuple[int, int]]]  # text -> [start, end) of each sentence, in order

LONG = 300  # characters from which on what looks like the end of a sentence is taken for one

_BREAK = re.compile(r"\s*\n\s*|(?<=[.!?]\s)(?<![A-Z]\.\s)(?<!al\.\s)(?=[A-Z“\"(•])|(?<=[。！？])")
_INITIAL = re.compile(r"\b[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a hit's passage."""

    hit: int  # index of the hit
    passage: Passage
    number: int  # of the sentence within the passage
    start: int
    end: int
    terms: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence as it stands in the passage."""
        return self.passage.text[self.start : self.end]


def sentences_of(hits: Sequence[Hit], spans: SentenceSpans) -> list[Sentence]:
    """The sentences of all hits, in the order of the hits."""
    found: list[Sentence] = []
    for index, hit in enumerate(hits):
        text = hit.passage.text
        for number, (start, end) in enumerate(pieces_of(text, spans)):
            terms = term_set(text[start:end])
            found.append(Sentence(index, hit.passage, number, start, end, terms))
    return found


def pieces_of(text: str, spans: SentenceSpans) -> list[tuple[int, int]]:
    """The spans of a text's sentences, trimmed; never across a line break, and over-long ones cut again.

    In a passage a line break ends a paragraph, so that a heading is no part of the sentence after it.
    """
    pieces: list[tuple[int, int]] = []
    for start, end in spans(text):
        breaks = _BREAK.finditer(text, start, end)
        cuts = [one.end() for one in breaks if "\n" in one.group() or end - start > LONG]
        pieces.extend(trimmed(text, one, other) for one, other in pairwise([start, *cuts, end]))
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and start < end and _goes_on(text, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        elif start < end:
            joined.append((start, end))
    return joined


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether what begins at `start` is still the sentence before: within brackets, or after an initial."""
    sentence = text[slice(*before)]
    if len(sentence) > 2 * LONG:
        return False
    if sentence.count("(") > sentence.count(")"):
        return True
    return "\n" not in text[before[1] : start] and _INITIAL.search(sentence) is not None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
