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


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranking counts.

    Measured by `python -m benchmarks.relevance`: with a middling embedder (latent semantics) fusing at half
    the keyword ranking's weight keeps its recall@1, which equal weights lower by four points. Titles raise
    recall@1 and @5 of nq_oracle_val by three to four points and leave squad_val's as they are.
    """

    dense: float = 0.5
    keyword: float = 1.0
    title: float = 0.35


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
