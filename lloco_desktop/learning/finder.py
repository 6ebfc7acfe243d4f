"""Which chunk a question leads to, by its telling words: as keyword search would, in memory.

Study items are kept only if their own words lead back to their text, since that is how they will be served.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from lloco_desktop.terms import content_terms, telling, terms

_K1, _B = 1.2, 0.75  # BM25


class Finder:
    """An index of the terms of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._terms = [frozenset[str]()] * len(texts)
        self._lengths = [0] * len(texts)
        self._places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # term -> (text, times)
        for index, text in enumerate(texts):
            counts = Counter(term.text for term in terms(text))
            self._terms[index] = frozenset(counts)
            self._lengths[index] = counts.total()
            for term, times in counts.items():
                self._places[term].append((index, times))
        self._mean = max(sum(self._lengths) / max(len(texts), 1), 1.0)

    def best(
        self, question: str, among: Collection[int] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The texts that match best (index, BM25), best first; the earlier one where two match alike."""
        allowed = None if among is None else frozenset(among)
        scores: defaultdict[int, float] = defaultdict(float)
        for term in content_terms(question):
            weight = self._weight(term)
            for index, times in self._places.get(term, ()):
                if allowed is None or index in allowed:
                    norm = _K1 * (1 - _B + _B * self._lengths[index] / self._mean)
                    scores[index] += weight * times * (_K1 + 1) / (times + norm)
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def rank(self, question: str, index: int) -> int | None:
        """The place of a text among those that match, from 1; None if it does not."""
        ranking = self.best(question, limit=len(self._terms))
        return next((place for place, (found, _) in enumerate(ranking, 1) if found == index), None)

    def share(self, text: str, index: int) -> float:
        """The share of a text's telling words that the indexed text holds, rare ones counting more."""
        weights = {term: self._weight(term) for term in content_terms(text)}
        total = sum(weights.values())
        return sum(weights[term] for term in weights.keys() & self._terms[index]) / total if total else 0.0

    def share_known(self, text: str) -> bool:
        """Whether a text has any telling words at all."""
        return bool(content_terms(text))

    def rarest(self, text: str) -> float:
        """How telling the most telling word of a text is, from 0 (in every text) to 1 (in one)."""
        most = telling(1, len(self._terms))
        found = [self._weight(term) for term in content_terms(text) if term in self._places]
        return min(max(found, default=0.0) / most, 1.0) if most else 0.0

    def _weight(self, term: str) -> float:
        return telling(len(self._places.get(term, ())), len(self._terms))
