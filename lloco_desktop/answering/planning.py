"""What the decoder reads for a question: which segments' summaries, and which passages as text beside them.

Everything has to fit the decoder's window: `[summaries | passages | instruction and question | answer]`.
Passages scope takes the segments that hold the hits; whole-document scope takes every segment of the chosen
documents. What does not fit is left out evenly and counted, so that the answer can say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from lloco_desktop.backbone.base import BackboneFormat, BackboneInfo
from lloco_desktop.domain import DocumentId, Hit, Passage, PassageId, Segment, SegmentId
from lloco_desktop.sentences import say

TEMPLATE = 24  # tokens of the chat template and the separators around the question
PER_DOCUMENT = 2  # the tokens that begin and end a document's summaries
PER_PASSAGE = 2  # the separator after a passage
EXPANDED_SHARE = 0.5  # of the room: passages as text never take more, so that summaries are always read


@dataclass(frozen=True, slots=True)
class Budget:
    """The decoder's window and how things are counted in it."""

    window: int  # positions of the decoder
    answer: int  # tokens kept free for the answer
    positions_per_summary: int  # 1, or the ratio where summaries are spaced
    count_tokens: Callable[[str], int]  # decoder tokens of a text
    count_summaries: Callable[[Segment], int]  # rows that a segment's summaries take
    max_segments: int = 8  # in passages scope: what small decoders were trained to read at once
    max_passages: int = 3  # given as text


@dataclass(frozen=True, slots=True)
class Plan:
    """What to put before the decoder."""

    segments: tuple[Segment, ...]  # one document after the other, each in its own order
    passages: tuple[Passage, ...]  # as text, best first
    source_tokens: int  # behind the summaries
    summaries: int
    expanded: int  # tokens of the passages
    positions: int  # of the window taken in all, without the answer
    left_out: int  # segments that would have been read, had they fitted
    note: str | None  # one sentence on what was left out

    def by_document(self) -> list[tuple[DocumentId, tuple[Segment, ...]]]:
        """The segments grouped as the decoder gets them: one memory span per document."""
        grouped = groupby(self.segments, key=lambda segment: segment.document)
        return [(document, tuple(segments)) for document, segments in grouped]


def count_by_ratio(tokens_per_summary: float) -> Callable[[Segment], int]:
    """Counts a segment's summaries by its tokens, as pooled backbones make them."""

    def count(segment: Segment) -> int:
        return max(1, -int(-segment.tokens // tokens_per_summary))

    return count


def summaries_counter(info: BackboneInfo) -> Callable[[Segment], int]:
    """Counts a segment's summaries as the backbone makes them, without loading any."""
    if info.format is BackboneFormat.AUTOCOMPRESSOR:  # as many for a short segment as for a full one
        per_segment = max(1, round(info.encoder_window / info.tokens_per_summary))
        return lambda _: per_segment
    return count_by_ratio(info.tokens_per_summary)


def plan_passages(
    question: str,
    hits: Sequence[Hit],
    segments: Iterable[Segment],
    budget: Budget,
    *,
    instruction: str | None = None,
    expansion: bool = True,
) -> Plan:
    """Read the segments that hold the hits, the best hits' first if not all fit; `segments` may hold more."""
    known = list({segment.id: segment for segment in segments}.values())
    wanted: dict[SegmentId, Segment] = {}
    for hit in hits:
        for segment in known:
            if _holds(segment, hit.passage):
                wanted.setdefault(segment.id, segment)
    room = _room(question, instruction, budget)
    passages, expanded = _expand(hits if expansion else (), room, budget, budget.max_passages)
    first = list(wanted.values())[: budget.max_segments]
    chosen, taken = _fit(first, room - expanded - PER_PASSAGE * len(passages), budget)
    return _plan(
        chosen, passages, expanded, taken, len(first) - len(chosen), question, instruction, budget, None
    )


def plan_whole(
    question: str,
    documents: Sequence[Sequence[Segment]],
    hits: Sequence[Hit],
    budget: Budget,
    *,
    instruction: str | None = None,
    expansion: bool = True,
) -> Plan:
    """Read every segment of the documents, given one by one in their own order.

    If they do not all fit, those that hold hits are kept first, then the rest evenly over all documents.
    """
    every = [segment for document in documents for segment in document]
    room = _room(question, instruction, budget)
    passages, expanded = _expand(hits if expansion else (), room, budget, 1)
    left = room - expanded - PER_PASSAGE * len(passages)
    holding = [one for hit in hits for one in every if _holds(one, hit.passage)]
    in_turn = list({one.id: one for one in [*holding, *_evenly(every)]}.values())
    chosen, taken = _fit(in_turn, left, budget)
    kept = {segment.id for segment in chosen}
    order = [segment for segment in every if segment.id in kept]
    missing = len(every) - len(order)
    note = None
    if missing:
        note = _left_out(len(order), len(every), len(documents))
    return _plan(order, passages, expanded, taken, missing, question, instruction, budget, note)


def _left_out(read: int, of: int, documents: int) -> str:
    if documents > 1:
        return say(
            "Read {read} of {of} parts of the chosen documents, spread evenly; the rest did not fit the "
            "backbone's window.",
            read=read,
            of=of,
        )
    return say(
        "Read {read} of {of} parts of the chosen document, spread evenly; the rest did not fit the "
        "backbone's window.",
        read=read,
        of=of,
    )


def _holds(segment: Segment, passage: Passage) -> bool:
    return (
        segment.document == passage.document
        and segment.first_passage <= passage.ordinal <= segment.last_passage
    )


def _room(question: str, instruction: str | None, budget: Budget) -> int:
    return max(0, budget.window - budget.answer - _asking(question, instruction, budget))


def _asking(question: str, instruction: str | None, budget: Budget) -> int:
    return TEMPLATE + budget.count_tokens(question) + (budget.count_tokens(instruction) if instruction else 0)


def _expand(hits: Sequence[Hit], room: int, budget: Budget, at_most: int) -> tuple[tuple[Passage, ...], int]:
    """The best hits' passages that fit their share of the room, and their tokens."""
    passages: dict[PassageId, Passage] = {}
    expanded = 0
    for hit in hits[: 2 * at_most]:  # a long one may make way for a shorter one after it
        if len(passages) == at_most:
            break
        tokens = budget.count_tokens(hit.passage.text)
        taken = expanded + tokens + PER_PASSAGE * (len(passages) + 1)
        if hit.passage.id not in passages and taken <= EXPANDED_SHARE * room:
            passages[hit.passage.id] = hit.passage
            expanded += tokens
    return tuple(passages.values()), expanded


def _fit(segments: Sequence[Segment], room: int, budget: Budget) -> tuple[list[Segment], int]:
    """Those of the segments, tried in turn, that fit the room; and the positions that they take.

    They come back in document order, documents by the first of their segments that was tried.
    """
    chosen: list[Segment] = []
    documents: dict[DocumentId, int] = {}
    taken = 0
    for segment in segments:
        cost = budget.count_summaries(segment) * budget.positions_per_summary
        cost += 0 if segment.document in documents else PER_DOCUMENT
        if taken + cost <= room:
            chosen.append(segment)
            documents.setdefault(segment.document, len(documents))
            taken += cost
    chosen.sort(key=lambda segment: (documents[segment.document], segment.ordinal))
    return chosen, taken


def _evenly(segments: Sequence[Segment]) -> list[Segment]:
    """The segments in an order whose every beginning is spread evenly over all of them."""
    count = len(segments)
    bits = max(count - 1, 1).bit_length()
    turns = (int(f"{number:0{bits}b}"[::-1], 2) for number in range(1 << bits))  # van der Corput
    return [segments[turn] for turn in turns if turn < count]


def _plan(
    segments: Sequence[Segment],
    passages: tuple[Passage, ...],
    expanded: int,
    taken: int,
    left_out: int,
    question: str,
    instruction: str | None,
    budget: Budget,
    note: str | None,
) -> Plan:
    return Plan(
        segments=tuple(segments),
        passages=passages,
        source_tokens=sum(segment.tokens for segment in segments),
        summaries=sum(budget.count_summaries(segment) for segment in segments),
        expanded=expanded,
        positions=taken + expanded + PER_PASSAGE * len(passages) + _asking(question, instruction, budget),
        left_out=left_out,
        note=note,
    )
