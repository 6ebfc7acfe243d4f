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
from lloco_desktop.compression.batching import BatchSize
from lloco_desktop.compression.keys import preceding
from lloco_desktop.errors import OutOfMemory

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


def compress(
    backbone: Backbone,
    work: Iterable[DocumentSegments],
    batch_tokens: int | BatchSize | None = None,
    load: Callable[[str], Tensor] | None = None,
) -> Generator[list[tuple[str, Tensor]], None, None]:
    """Compress all pending segments; yields per batch the keys with their summaries `[n, d]`, fp32, CPU.

    `batch_tokens` is how many are compressed at once: a number, or what finds one out (`batching.py`).
    `load` gives summaries that were stored earlier, for segments that depend on them. Closing the
    generator between batches loses nothing that was yielded. A batch that does not fit the device's
    memory is halved; raises OutOfMemory if a single segment does not fit.
    """
    size = BatchSize(backbone) if batch_tokens is None else batch_tokens
    histories = _Histories(load)
    for batch in _batches(work, lambda: size if isinstance(size, int) else size.tokens, histories):
        results = _timed(backbone, batch, histories, None if isinstance(size, int) else size)
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
    documents: Iterable[DocumentSegments], budget: Callable[[], int], histories: _Histories
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


def _cut(items: list[PendingSegment], budget: Callable[[], int]) -> Iterator[list[PendingSegment]]:
    """Cut into batches whose padded size stays within the budget; one over-long segment stands alone.

    Sorting by length looks ahead only so far: documents are still finished about in their order.
    """
    longest = max(1, max((item.segment.tokens for item in items), default=1))
    start = 0
    while start < len(items):
        ahead = max(1, SORT_AHEAD * budget() // longest)
        batch: list[PendingSegment] = []
        for item in sorted(items[start : start + ahead], key=lambda item: -item.segment.tokens):
            if batch and batch[0].segment.tokens * (len(batch) + 1) > budget():
                yield batch
                batch = []
            batch.append(item)
        yield batch
        start += ahead


def _timed(
    backbone: Backbone, batch: list[PendingSegment], histories: _Histories, size: BatchSize | None
) -> list[tuple[str, Tensor]]:
    """Compress a batch, and let what it took say how large the next one is."""
    if size is None:
        return _compress_batch(backbone, batch, histories)
    begun = size.clock()
    results = _compress_batch(backbone, batch, histories, size)
    size.took(_padded(batch), size.clock() - begun)
    return results


def _padded(batch: list[PendingSegment]) -> int:
    return max(item.segment.tokens for item in batch) * len(batch)


def _compress_batch(
    backbone: Backbone, batch: list[PendingSegment], histories: _Histories, size: BatchSize | None = None
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
    if size is not None:
        size.failed(_padded(batch))
    middle = len(batch) // 2
    return [
        *_compress_batch(backbone, batch[:middle], histories, size),
        *_compress_batch(backbone, batch[middle:], histories, size),
    ]
