"""Which chunk a question leads to, by its telling words: as keyword search would, in memory.

Study items are kept only if their own words lead back to their text, since that is how they will be served.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from lloco_desktop.terms import content_terms, telling, terms

_K1, _B = 1.2, 0.75  # BM25


class Finder:
    """An index of the terms of texts, which are numbered in the order in which they are added."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._terms: list[frozenset[str]] = []
        self._lengths: list[int] = []
        self._total = 0  # terms of all texts
        self._places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # term -> (text, times)
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take in one more text."""
        index = len(self._terms)
        counts = Counter(term.text for term in terms(text))
        self._terms.append(frozenset(counts))
        self._lengths.append(counts.total())
        self._total += counts.total()
        for term, times in counts.items():
            self._places[term].append((index, times))

    def best(
        self, question: str, among: Collection[int] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The texts that match best (index, BM25), best first; the earlier one where two match alike."""
        mean = self._total / max(len(self._terms), 1)
        allowed = None if among is None else frozenset(among)
        scores: defaultdict[int, float] = defaultdict(float)
        for term in content_terms(question):
            weight = self._weight(term)
            for index, times in self._places.get(term, ()):
                if allowed is None or index in allowed:
                    norm = _K1 * (1 - _B + _B * self._lengths[index] / max(mean, 1.0))
                    scores[index] += weight * times * (_K1 + 1) / (times + norm)
        return heapq.nsmallest(limit, scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def rank(self, question: str, index: int, limit: int) -> int | None:
        """The place of a text among the best that match, from 1; None if it is not among `limit`."""
        ranking = self.best(question, limit=limit)
        return next((place for place, (found, _) in enumerate(ranking, 1) if found == index), None)

    def share(self, text: str, index: int) -> float:
        """The share of a text's telling words that the indexed text holds, rare ones counting more."""
        weights = {term: self._weight(term) for term in content_terms(text)}
        total = sum(weights.values())
        return sum(weights[term] for term in weights.keys() & self._terms[index]) / total if total else 0.0

    def share_known(self, text: str) -> bool:
        """Whether a text has any telling words at all."""
        return bool(content_terms(text))

    def _weight(self, term: str) -> float:
        return telling(len(self._places.get(term, ())), len(self._terms))
