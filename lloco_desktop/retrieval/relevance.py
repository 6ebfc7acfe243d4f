"""Whether anything that was found is relevant at all: the calibrated "nothing relevant here".

A search always returns its best passages, however bad. What tells a question that the documents speak of
from one that they do not is mostly how much of the question's content the best passages hold, each term
counting by how telling it is, and, where there is an embedder, how far the nearest passage stands out from
the ordinary ones. A logistic model over those features says how likely it is that the documents are about
what was asked. It does not say that they hold the answer: that is judged when there is one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, Hit
from lloco_desktop.terms import Want, adjacent_pairs, coverage, share_adjacent, term_set

LOOKED_AT = 10  # hits whose text is compared with the question
BACKGROUND = 10  # hits from this rank on are taken for ordinary
POOL = 50  # and up to this one
ENOUGH = 10  # fewer ordinary hits than this say nothing about what stands out


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on; shares are 0 to 1. None depends on the scale of an index's scores."""

    wants: int  # things that the question speaks of
    best: float  # the largest share of them that one passage holds, each counting by how telling it is
    plain: float  # the same, each counting alike
    mass: float  # how telling all that it holds is, in tens of nats
    miss: float  # and how telling is what it lacks
    adjacent: float  # the largest share of neighbouring pairs of them that are neighbours in a passage too
    lead: float  # how far the best keyword score is above the ordinary ones, as a share of itself
    standout: float | None  # the nearest passage's cosine over the ordinary ones', in their deviations


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over `Features` and the probability from which on something is relevant."""

    bias: float
    best: float
    plain: float
    mass: float
    miss: float
    adjacent: float
    lead: float
    standout: float
    threshold: float

    def probability(self, features: Features) -> float:
        """How likely it is that the documents are about what was asked."""
        score = self.bias + self.best * features.best + self.plain * features.plain
        score += self.mass * features.mass + self.miss * features.miss
        score += self.adjacent * features.adjacent + self.lead * features.lead
        if features.standout is not None:
            score += self.standout * features.standout
        return 1.0 / (1.0 + math.exp(-max(min(score, 50.0), -50.0)))


# Fitted and judged by `python -m benchmarks.relevance squad_val.jsonl nq_oracle_val.jsonl` (1,794 answerable
# questions, 772 paragraphs, libraries of 1% to 80% of their articles). Of questions about the library 96% are
# let through; of questions about other articles 12%: from 8% in a library of a few documents to a third in
# the largest, where chance brings the same words together. How far the nearest vector stands out adds nothing
# with latent semantics (fitted: 0.02): the same model serves with an embedder, until a trained one says more.
KEYWORD_ONLY = Model(-4.6, 0.0, 4.9, 2.0, -2.0, 2.4, 3.0, 0.0, threshold=0.25)
WITH_DENSE = KEYWORD_ONLY


def features_of(
    weights: Mapping[Want, float],
    hits: Sequence[Hit],
    titles: Mapping[DocumentId, str],
    keyword: Sequence[float] = (),
    cosines: Sequence[float] = (),
) -> Features:
    """Measure a question's wants, each with how telling it is, against the hits.

    A passage also holds what the title of its document says. `keyword` and `cosines` are the scores of the
    keyword and the dense hits. All are given best first.
    """
    first = hits[:LOOKED_AT]
    names = [term_set(titles.get(hit.passage.document, "")) for hit in first]
    texts = [term_set(hit.passage.text) | name for hit, name in zip(first, names, strict=True)]
    alike = dict.fromkeys(weights, 1.0)
    best = max((coverage(weights, text) for text in texts), default=0.0)
    total = sum(weights.values())
    return Features(
        wants=len(weights),
        best=best,
        plain=max((coverage(alike, text) for text in texts), default=0.0),
        mass=best * total / 10,
        miss=(1.0 - best) * total / 10,
        adjacent=_adjacent(list(weights), first, best),
        lead=_lead(keyword),
        standout=_standout(cosines),
    )


def _adjacent(wanted: Sequence[Want], hits: Sequence[Hit], otherwise: float) -> float:
    pairs = adjacent_pairs(wanted)
    if not pairs:  # a single word, or a script whose terms already are pairs
        return otherwise
    return max((share_adjacent(pairs, hit.passage.text) for hit in hits), default=0.0)


def _lead(scores: Sequence[float]) -> float:
    if not scores or scores[0] <= 0:
        return 0.0
    ordinary = scores[BACKGROUND:POOL] if len(scores) > 2 * BACKGROUND else scores[len(scores) // 2 :]
    return 1.0 - sum(ordinary) / len(ordinary) / scores[0]


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
