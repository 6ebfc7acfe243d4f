"""Whether anything that was found is relevant at all: the calibrated "nothing relevant here".

A search always returns its best passages, however bad. What tells a question that the documents speak of
from one that they do not is mostly how much of the question's content the best passages hold, each term
counting by how telling it is, and, where there is an embedder, how far the nearest passage stands out from
the ordinary ones. A logistic model over those features says how likely it is that the documents are about
what was asked. It does not say that they hold the answer: that is judged when there is one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.domain import Hit
from lloco_desktop.terms import coverage, rarity, term_set, wants

LOOKED_AT = 10  # hits whose text is compared with the question
BACKGROUND = 10  # dense hits from this rank on are taken for ordinary
ENOUGH = 10  # fewer ordinary hits than this say nothing about what stands out


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on."""

    wants: int  # things that the question speaks of
    best: float  # the largest share of the question's content that one passage holds, 0 to 1
    together: float  # the share that the best three passages hold together, 0 to 1
    standout: float | None  # the nearest passage's cosine over the ordinary ones', in their deviations


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over `Features` and the probability from which on something is relevant."""

    bias: float
    best: float
    together: float
    standout: float
    threshold: float

    def probability(self, features: Features) -> float:
        """How likely it is that the documents are about what was asked."""
        score = self.bias + self.best * features.best + self.together * features.together
        if features.standout is not None:
            score += self.standout * features.standout
        return 1.0 / (1.0 + math.exp(-max(min(score, 50.0), -50.0)))


KEYWORD_ONLY = Model(bias=-4.0, best=5.0, together=2.0, standout=0.0, threshold=0.35)
WITH_DENSE = Model(bias=-6.0, best=4.0, together=2.0, standout=0.6, threshold=0.35)


def features_of(question: str, hits: Sequence[Hit], cosines: Sequence[float] = ()) -> Features:
    """Measure a question against its hits (best first) and the cosines of the dense hits (best first)."""
    texts = [term_set(hit.passage.text) for hit in hits]
    wanted = wants(question)
    weights = rarity(wanted, texts)
    shares = [coverage(weights, text) for text in texts[:LOOKED_AT]]
    together = coverage(weights, frozenset().union(*texts[:3]))
    return Features(len(wanted), max(shares, default=0.0), together, _standout(cosines))


def _standout(cosines: Sequence[float]) -> float | None:
    ordinary = cosines[BACKGROUND:]
    if len(ordinary) < ENOUGH:
        return None
    mean = sum(ordinary) / len(ordinary)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in ordinary) / len(ordinary))
    return min((cosines[0] - mean) / max(deviation, 1e-4), 50.0)


def is_relevant(features: Features) -> bool:
    """Whether the documents are about what was asked.

    A question without any content term ("what is this about?") cannot be judged by its words; it is taken
    to be about whatever was chosen.
    """
    if features.wants == 0:
        return True
    model = KEYWORD_ONLY if features.standout is None else WITH_DENSE
    return model.probability(features) >= model.threshold
