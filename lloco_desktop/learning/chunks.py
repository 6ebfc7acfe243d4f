"""Cuts documents into the chunks that study items are made from, and says which chunks only measure."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, Passage, Segment
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.prose import is_askable
from lloco_desktop.sentences import say
from lloco_desktop.study import Chunk, Split

SEPARATOR = "\n"  # between the passages of a chunk, as between those of a segment
FEWEST = 5  # chunks with prose, below which nothing can be held out that says anything


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One document as the store has it: its segments and passages, each in order."""

    document: DocumentId
    title: str
    segments: Sequence[Segment]
    passages: Sequence[Passage]


def cut_chunks(documents: Sequence[DocumentText], most_tokens: int) -> list[Chunk]:
    """The chunks of all documents, in order: a whole segment each, or an even share of a larger one.

    `most_tokens` are the encoder's; a single passage that has more stands alone. All text is in some chunk,
    so that a user's own question finds its place in any of it; what nothing can be asked about (references,
    tables, page furniture) is left out later, where material is made.
    """
    if most_tokens <= 0:
        raise ValueError("most_tokens must be greater than zero")
    chunks: list[Chunk] = []
    for document in documents:
        by_ordinal = {passage.ordinal: passage for passage in document.passages}
        for segment in document.segments:
            places = range(segment.first_passage, segment.last_passage + 1)
            passages = [by_ordinal[place] for place in places if place in by_ordinal]
            chunks += _of_segment(document, segment, passages, most_tokens)
    return chunks


def _of_segment(
    document: DocumentText, segment: Segment, passages: Sequence[Passage], most_tokens: int
) -> list[Chunk]:
    """One chunk per run of passages. A passage's encoder tokens are its share of the segment's."""
    estimated = sum(passage.tokens for passage in passages)
    if not estimated or not "".join(passage.text for passage in passages).strip():
        return []
    size = estimated / max(1, math.ceil(segment.tokens / most_tokens))  # of each run, estimated
    runs: list[list[Passage]] = []
    before = 0.0
    for passage in passages:
        # the run in which the middle of the passage lies, so that runs come out alike
        place = int((before + passage.tokens / 2) / size)
        while len(runs) <= place:
            runs.append([])
        runs[place].append(passage)
        before += passage.tokens
    return [
        Chunk(
            document=document.document,
            title=document.title,
            segment=segment.key,
            first_passage=run[0].ordinal,
            last_passage=run[-1].ordinal,
            text=SEPARATOR.join(passage.text for passage in run),
            tokens=max(1, round(segment.tokens * sum(passage.tokens for passage in run) / estimated)),
        )
        for run in runs
        if run
    ]


def split_chunks(
    chunks: Sequence[Chunk], share: float, seed: int, asked: Collection[int] = ()
) -> list[Split]:
    """Which chunks train and which only measure, in their order; deterministic.

    About `share` of each sort of chunk is held out: those with prose, those that the user's own questions are
    about (`asked`, indices), and the rest, each spread over the documents. A document of two chunks or more
    keeps one to train on. Chunks whose text stands elsewhere too go where the first of them went. Raises
    LearningError if there are fewer than FEWEST chunks to ask about.
    """
    groups: dict[str, list[int]] = {"asked": [], "prose": [], "rest": []}
    for index, chunk in enumerate(chunks):
        sort = "asked" if index in asked else "prose" if is_askable(chunk.text) else "rest"
        groups[sort].append(index)
    usable = len(groups["asked"]) + len(groups["prose"])
    if usable < FEWEST:
        raise LearningError(
            say(
                "There is too little text to learn from: {usable} of the {fewest} stretches of running "
                "text that learning needs at least, so that some can be kept aside to measure by. Add "
                "documents and try again.",
                usable=usable,
                fewest=FEWEST,
            )
        )
    rng = random.Random(f"split {seed}")  # noqa: S311 - not for secrets
    held = {index for group in groups.values() for index in _held_out(group, chunks, share, rng)}
    first: dict[str, int] = {}
    for index, chunk in enumerate(chunks):
        original = first.setdefault(chunk.text, index)
        if original != index:
            held = held | {index} if original in held else held - {index}
    return [Split.HELD_OUT if index in held else Split.TRAIN for index in range(len(chunks))]


def _held_out(group: Sequence[int], chunks: Sequence[Chunk], share: float, rng: random.Random) -> list[int]:
    """A share of a group, drawn so that every document gives as much of its own as it can."""
    by_document: defaultdict[DocumentId, list[int]] = defaultdict(list)
    for index in group:
        by_document[chunks[index].document].append(index)
    # Each document's chunks in random order at even places between 0 and 1, the lowest of which are drawn.
    places: list[tuple[float, int]] = []
    for indices in by_document.values():
        order = rng.sample(indices, len(indices))
        offset = rng.random()
        places += [((at + offset) / len(order), index) for at, index in enumerate(order)]
        if len(order) > 1:
            places[-1] = (math.inf, order[-1])  # stays to train on
    wanted = round(share * len(group))
    if not wanted and len(group) >= FEWEST:
        wanted = 1
    return [index for _, index in sorted(places)[: min(wanted, max(len(group) - 1, 0))]]
