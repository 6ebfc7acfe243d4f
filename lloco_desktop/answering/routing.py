"""Which library's adapter reads, if any: chosen by where the retrieved passages come from, as in the paper.

The gate turns adapters off where the question is not about the documents, or where what was found belongs to
no library clearly: an adapter makes other questions worse (LoRA at large budgets: MMLU 54.7 to 45.3), and the
decoder alone answers them as before. Pure and torch-free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import Adapter, DocumentId, Hit, LibraryId

LOOKED_AT = 8  # hits, best first: about what is read
FIRST = 3  # of them, one of which must be the library's
MAJORITY = 0.6  # of their weight that must be the library's

UNRELATED = "The question does not seem to be about the documents, so no adapter read them."
NO_HITS = "Nothing was found, so there was nothing for an adapter to read."
SPREAD = "What was found comes from several libraries, none of them clearly first, so no adapter read it."
NOT_LEARNED = "The library that was found most has no adapter in use for this backbone."


@dataclass(frozen=True, slots=True)
class Route:
    """The adapter to read with, and the sentence that says why it or why none."""

    adapter: Adapter | None
    reason: str


def route(
    hits: Sequence[Hit],
    libraries: Mapping[DocumentId, LibraryId],
    adapters: Mapping[LibraryId, Adapter],
    relevant: bool,
) -> Route:
    """Choose among the active `adapters` (of the backbone in use) by the hits, best first.

    A hit weighs its fused score divided by its rank: fused scores alone fall too slowly to say what is read.
    Hits of documents that `libraries` does not know are not looked at.
    """
    looked_at = [hit for hit in hits if hit.passage.document in libraries][:LOOKED_AT]
    if not looked_at:
        return Route(None, NO_HITS)
    if not relevant:
        return Route(None, UNRELATED)
    owners = [libraries[hit.passage.document] for hit in looked_at]
    weights: dict[LibraryId, float] = {}
    for rank, (hit, owner) in enumerate(zip(looked_at, owners, strict=True), start=1):
        weights[owner] = weights.get(owner, 0.0) + hit.score / rank
    total = sum(weights.values())
    most = max(weights, key=lambda library: weights[library])
    share = weights[most] / total if total else 1.0 / len(weights)
    if share < MAJORITY or most not in owners[:FIRST]:
        return Route(None, SPREAD)
    adapter = adapters.get(most)
    if adapter is None:
        return Route(None, NOT_LEARNED)
    count = owners.count(most)
    where = "All" if count == len(owners) else f"{count} of the first {len(owners)}"
    return Route(adapter, f"{where} passages that were found are from the library that it has learned.")
