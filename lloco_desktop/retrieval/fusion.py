"""Two rankings become one: reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009).

A passage at rank r (from 1) of a ranking with weight w gets w / (k + r) from it, and nothing from a
ranking that does not hold it. Only ranks count, so cosine and BM25 need no common scale. Scores are
divided by what the first rank of every ranking would give: 1 is "first everywhere".
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

K = 60  # the paper's constant: how slowly the advantage of the first ranks decays
COMPARED = 5  # keyword hits that a dense ranking is judged by
STRANGER, FRIEND = 0.7, 0.95  # their mean height in it, 0 to 1, for no trust and for all of it
LEAST = 0.01  # what only such a ranking finds comes last, yet it comes


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranking counts, measured by `python -m benchmarks.relevance`.

    Titles raise recall@1 of nq_oracle_val from .81 to .84 and leave squad_val's at .83. A middling embedder
    (latent semantics, alone .74 on squad_val) costs a point of recall@1 there at half the keyword ranking's
    weight and four points at equal weight, and gains at most a point of recall@5 and @20: to be measured
    again with a trained one. Names (`search.named_documents`) leave recall@1 and @5 of 400 questions of
    squad_val over its eight articles at .83 and .95 and raise @20 from .98 to .99; what they are for is a
    library in which another document uses the question's other words.
    """

    dense: float = 0.5
    keyword: float = 1.0
    title: float = 0.35
    name: float = 1.0


def fuse(rankings: Sequence[tuple[Sequence[Key], float]], k: int = K) -> list[tuple[Key, float]]:
    """Fuse rankings `(keys best first, weight)` into `(key, score)`, best first, scores in (0, 1].

    Equal scores keep the order in which the keys first appear, rankings read one after the other.
    An empty ranking says nothing and does not lower the others' scores.
    """
    spoken = [(keys, weight) for keys, weight in rankings if keys and weight > 0]
    best = sum(weight for _, weight in spoken) / (k + 1)
    scores: dict[Key, float] = {}
    for keys, weight in spoken:
        for rank, key in enumerate(dict.fromkeys(keys), start=1):
            scores[key] = scores.get(key, 0.0) + weight / (k + rank)
    ordered = sorted(scores.items(), key=lambda item: -item[1])  # stable
    return [(key, score / best) for key, score in ordered]


def trust(dense: Sequence[Key], keyword: Sequence[Key]) -> float:
    """How far to trust a dense ranking, 0.01 to 1: by how high it puts what the words say is best.

    An embedder may be any: a backbone whose vectors were never trained for search finds one in ten. Good
    ones put the best keyword hits near the top, bad ones anywhere. Measured on 250 questions of squad_val
    and nq_oracle_val over 772, 200 and 40 paragraphs: fusing with an untrained backbone at full weight
    takes recall@1 from .83 to .34, from .90 to .49 and from .95 to .70; with this it is .83, .90 and .94.
    A middling embedder is not helped as much: latent semantics, so weighed, still cost three points at @1
    and gained about one at @5. Where words find nothing, meaning is all there is.
    """
    if not keyword:
        return 1.0
    if not dense:
        return LEAST
    places = {key: rank for rank, key in enumerate(dense)}
    best = keyword[:COMPARED]
    height = sum(1.0 - places[key] / len(dense) for key in best if key in places) / len(best)
    share = (height - STRANGER) / (FRIEND - STRANGER)
    return max(min(max(share, 0.0), 1.0) ** 2, LEAST)
