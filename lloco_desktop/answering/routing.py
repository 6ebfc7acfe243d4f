"""Which library's adapter reads, if any: chosen by where the retrieved passages come from, as in the paper.

The gate turns adapters off where the question is not about the documents: an adapter can make other questions
worse (LoRA at large budgets: MMLU 54.7 to 45.3), and the decoder alone answers them as before. Pure and
torch-free.

`python -m benchmarks.routing` measures it. Over two libraries (squad_val, nq_oracle_val) the best passage's
library is the right one for 97% and 90% of questions and the wrong one for 1% and 2%; of questions about
other things (fairytaleqa_val) 72% turn adapters off, 75% to 88% where one library is searched. Wanting a
clear majority of the first passages as well turns off 2 of 100 others more, and 3 to 11 of 100 right ones. So
the best passage decides, and relevance alone is the gate: an adapter in use was shown to leave other
questions alone, while one that is turned off is of no use. Who asks whole documents has said what the
question is about: relevance of passages would turn off half of such questions ("What is the plot of the
story?", 52% of squality_dev, 41% of qmsum_val), so there the adapter always reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, Hit, LibraryId
from lloco_desktop.sentences import say, to_say
from lloco_desktop.study import Adapter

LOOKED_AT = 8  # hits, best first, for the reason

UNRELATED = to_say("The question does not seem to be about the documents, so no adapter read them.")
NO_HITS = to_say("Nothing was found, so there was nothing for an adapter to read.")
NOT_LEARNED = to_say("The library of the best passage has no adapter in use for this backbone.")


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

    Hits of documents that `libraries` does not know are not looked at.
    """
    owners = [libraries[hit.passage.document] for hit in hits if hit.passage.document in libraries]
    owners = owners[:LOOKED_AT]
    if not owners:
        return Route(None, say(NO_HITS))
    if not relevant:
        return Route(None, say(UNRELATED))
    adapter = adapters.get(owners[0])
    if adapter is None:
        return Route(None, say(NOT_LEARNED))
    count = owners.count(owners[0])
    if count == len(owners):
        why = say("All of the first {n} passages found are from its library.", n=count)
    elif count > 1:
        why = say(
            "The best and {more} more of the first {n} passages found are from its library.",
            more=count - 1,
            n=len(owners),
        )
    else:
        why = say("The best of the first {n} passages found are from its library.", n=len(owners))
    return Route(adapter, why)
