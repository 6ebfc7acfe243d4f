"""Answer and retrieval metrics as pure functions: SQuAD's F1 and exact match, recall, bootstrap intervals.

Normalisation is that of the SQuAD evaluation script: lower case, no punctuation, no articles, single
spaces (Rajpurkar et al. 2016).
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

import numpy as np

RESAMPLES = 2000
CONFIDENCE = 0.95

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»–—")


def normalise(text: str) -> str:
    """The text as answers are compared."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, gold: str) -> float:
    """1.0 if both are equal once normalised."""
    return float(normalise(answer) == normalise(gold))


def f1(answer: str, gold: str) -> float:
    """Harmonic mean of word precision and recall; two empty texts agree, an empty and a full one do not."""
    given, wanted = normalise(answer).split(), normalise(gold).split()
    if not given or not wanted:
        return float(given == wanted)
    common = (Counter(given) & Counter(wanted)).total()
    if not common:
        return 0.0
    precision, recall = common / len(given), common / len(wanted)
    return 2 * precision * recall / (precision + recall)


def best(metric: Callable[[str, str], float], answer: str, golds: Sequence[str]) -> float:
    """The metric against the gold answer that it is highest for; 0.0 without gold answers."""
    return max((metric(answer, gold) for gold in golds), default=0.0)


def mean(values: Sequence[float]) -> float:
    """The mean; 0.0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def recall_at(ranking: Sequence[Hashable], relevant: Hashable, k: int) -> float:
    """1.0 if the relevant one is among the first k."""
    return float(relevant in ranking[:k])


def bootstrap(
    values: Sequence[float],
    seed: int = 0,
    groups: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> tuple[float, float, float]:
    """The mean with its percentile bootstrap interval (Efron 1979): mean, low, high; zeros of nothing.

    Given the differences of two systems on the same questions this is the paired bootstrap (Koehn, EMNLP
    2004). Questions of one group (about the same text) are drawn together, since they are not independent.
    Equal seeds and groups draw the same questions, whatever their values.
    """
    if not values:
        return 0.0, 0.0, 0.0
    places: dict[Hashable, int] = {}
    member = [places.setdefault(one, len(places)) for one in groups or range(len(values))]
    sums = np.bincount(member, weights=values)
    counts = np.bincount(member)
    dice = np.random.default_rng(seed)
    drawn = (dice.integers(0, len(sums), len(sums)) for _ in range(resamples))
    means = np.fromiter((sums[one].sum() / counts[one].sum() for one in drawn), np.float64, resamples)
    beyond = (1.0 - confidence) / 2
    low, high = np.quantile(means, [beyond, 1.0 - beyond])
    return float(sums.sum() / counts.sum()), float(low), float(high)
