"""Segments of many documents to summaries, in batches that waste little and that can be stopped between.

Independent segments (pooled backbones) are sorted by length and batched over segments and documents.
Where a segment depends on those before it (AutoCompressor), each round takes the next segment of every
document and batches over documents. Segments with equal keys are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

import torch
from torch import Tensor

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.compression.keys import preceding
from lloco_desktop.errors import OutOfMemory

CPU_BATCH_TOKENS = 4096  # about a second of a small backbone: a question waits no longer than one batch
CUDA_BATCH_TOKENS = 32768
SORT_AHEAD = 16  # batches over which segments are sorted by length


@dataclass(frozen=True, slots=True)
class SegmentText:
    """A segment as it is stored: its key, its text, and how many encoder tokens that is."""

    key: str
    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class PendingSegment:
    """A segment that has no summaries yet, and the keys of those that it depends on."""

    segment: SegmentText
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSegments:
    """What is to be compressed of one document, in order."""

    pending: tuple[PendingSegment, ...]


def document_work(
    segments: Sequence[SegmentText], history: int | None, stored: Set[str] = frozenset()
) -> DocumentSegments:
    """The work that one document needs: all its segments in order, but for those whose key is stored.

    `history` is the backbone's.
    """
    keys = [segment.key for segment in segments]
    return DocumentSegments(
        tuple(
            PendingSegment(segment, preceding(keys, ordinal, history))
            for ordinal, segment in enumerate(segments)
            if segment.key not in stored
        )
    )


def default_batch_tokens(backbone: Backbone) -> int:
    """How many tokens to compress at once on the backbone's device."""
    return CPU_BATCH_TOKENS if backbone.info.device == "cpu" else CUDA_BATCH_TOKENS


def compress(
    backbone: Backbone,
    work: Iterable[DocumentSegments],
    batch_tokens: int | None = None,
    load: Callable[[str], Tensor] | None = None,
) -> Generator[list[tuple[str, Tensor]], None, None]:
    """Compress all pending segments; yields per batch the keys with their summaries `[n, d]`, fp32, CPU.

    `load` gives summaries that were stored earlier, for segments that depend on them. Closing the
    generator between batches loses nothing that was yielded. A batch that does not fit the device's
    memory is halved; raises OutOfMemory if a single segment does not fit.
    """
    budget = batch_tokens or default_batch_tokens(backbone)
    histories = _Histories(load)
    for batch in _batches(work, budget, histories):
        results = _compress_batch(backbone, batch, histories)
        histories.add(results)
        for item in batch:
            histories.done(item)
        yield results


class _Histories:
    """Summaries that later segments need, held as long as one still does."""

    def __init__(self, load: Callable[[str], Tensor] | None) -> None:
        self._load = load
        self._known: dict[str, Tensor] = {}
        self._needed: dict[str, int] = {}

    def need(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._needed[key] = self._needed.get(key, 0) + 1

    def add(self, results: Iterable[tuple[str, Tensor]]) -> None:
        self._known |= {key: summaries for key, summaries in results if self._needed.get(key)}

    def of(self, item: PendingSegment) -> Tensor | None:
        """The summaries `[m, d]` that a segment depends on, or None if there are none."""
        if not item.history:
            return None
        parts = []
        for key in item.history:
            if key not in self._known:
                if self._load is None:
                    raise KeyError(f"segment {item.segment.key} depends on {key}, which nothing provides")
                self._known[key] = self._load(key).float().cpu()
            parts.append(self._known[key])
        return torch.cat(parts)

    def done(self, item: PendingSegment) -> None:
        """Let go of what no further segment needs."""
        for key in item.history:
            self._needed[key] -= 1
            if not self._needed[key]:
                self._known.pop(key, None)


def _batches(
    documents: Iterable[DocumentSegments], budget: int, histories: _Histories
) -> Iterator[list[PendingSegment]]:
    """Batches in which no segment depends on another; those before a batch are done when it is asked for."""
    round_of: dict[str, int] = {}
    rounds: list[list[PendingSegment]] = []
    for document in documents:
        for item in document.pending:
            if item.segment.key in round_of:
                continue  # the same text, after the same text, in another document
            turn = 1 + max((round_of.get(key, -1) for key in item.history), default=-1)
            round_of[item.segment.key] = turn
            histories.need(item.history)
            rounds += [[] for _ in range(turn + 1 - len(rounds))]
            rounds[turn].append(item)
    for items in rounds:
        yield from _cut(items, budget)


def _cut(items: list[PendingSegment], budget: int) -> Iterator[list[PendingSegment]]:
    """Cut into batches whose padded size stays within the budget; one over-long segment stands alone.

    Sorting by length looks ahead only so far: documents are still finished about in their order.
    """
    ahead = max(1, SORT_AHEAD * budget // max(1, max(item.segment.tokens for item in items)))
    for start in range(0, len(items), ahead):
        batch: list[PendingSegment] = []
        for item in sorted(items[start : start + ahead], key=lambda item: -item.segment.tokens):
            longest = batch[0].segment.tokens if batch else item.segment.tokens
            if batch and longest * (len(batch) + 1) > budget:
                yield batch
                batch = []
            batch.append(item)
        yield batch


def _compress_batch(
    backbone: Backbone, batch: list[PendingSegment], histories: _Histories
) -> list[tuple[str, Tensor]]:
    try:
        summaries = backbone.compress(
            [backbone.encode(item.segment.text) for item in batch], [histories.of(item) for item in batch]
        )
        return [(item.segment.key, made.float().cpu()) for item, made in zip(batch, summaries, strict=True)]
    except OutOfMemory:
        if len(batch) == 1:
            raise
    # Outside the handler: inside it, the traceback would keep the failed batch's tensors alive.
    middle = len(batch) // 2
    return [
        *_compress_batch(backbone, batch[:middle], histories),
        *_compress_batch(backbone, batch[middle:], histories),
    ]
