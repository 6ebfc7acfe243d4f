"""Joins passages to segments that fill an encoder's window: the unit of compression."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lloco_desktop.domain import Passage, SegmentDraft

SEPARATOR = "\n"  # between the passages of a segment, as between the paragraphs of a passage


def cut_segments(
    passages: Sequence[Passage],
    window: int,
    count_tokens: Callable[[str], int],
    key: Callable[[str], str],
) -> list[SegmentDraft]:
    """Greedy runs of whole passages of one document whose joined text fits `window` tokens.

    `passages` are all of a document, in order; `count_tokens` is the backbone's own; `key` makes a
    segment's key of its text. A single passage that is longer than the window stands alone, over-long:
    whoever encodes it has to cut it. Passages are joined by `SEPARATOR`.
    """
    if window <= 0:
        raise ValueError("window must be greater than zero")
    counts = [count_tokens(passage.text) for passage in passages]
    between = count_tokens(SEPARATOR)
    drafts: list[SegmentDraft] = []
    start = 0
    while start < len(passages):
        stop, total = start + 1, counts[start]
        while stop < len(passages) and total + between + counts[stop] <= window:
            total += between + counts[stop]
            stop += 1
        text, tokens = _joined(passages[start:stop], count_tokens)
        while tokens > window and stop - start > 1:  # tokenizers need not be additive
            stop -= 1
            text, tokens = _joined(passages[start:stop], count_tokens)
        first, last = passages[start].ordinal, passages[stop - 1].ordinal
        drafts.append(SegmentDraft(len(drafts), first, last, text, tokens, key(text)))
        start = stop
    return drafts


def _joined(passages: Sequence[Passage], count_tokens: Callable[[str], int]) -> tuple[str, int]:
    text = SEPARATOR.join(passage.text for passage in passages)
    return text, count_tokens(text)
