"""A question against a workspace's indexes: ranked passages, and whether any of them is relevant."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lloco_desktop.domain import DocumentId, Hit, LibraryId, Passage, PassageId
from lloco_desktop.retrieval.embedder import Dense, Found, KeywordIndex, PassageLoader
from lloco_desktop.retrieval.fusion import Weights, fuse, trust
from lloco_desktop.retrieval.relevance import Features, features_of, is_relevant
from lloco_desktop.terms import Want, coverage, telling, term_set, written_wants

DEPTH = 100  # hits asked of each index
POOL = 50  # fused hits whose text is looked at
NAMED = 0.5  # of what is wanted that a title must say for its document to be meant
OWN_NAME = 0.7  # of the passages that hold a name, those of the document that is called so
TWIN = 0.8  # passages that share this much of their terms say the same


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a search came back with; the hits are there, best first, whether relevant or not."""

    hits: tuple[Hit, ...]
    relevant: bool
    seconds: float
    features: Features | None = None  # None where there was nothing to judge
    named: frozenset[DocumentId] = frozenset()  # documents that the question calls by name


class Searcher:
    """Finds passages by their words and, where an embedder is given, by their meaning.

    With the `titles` of documents, a question that names a document finds its passages first, though they
    do not repeat the title.
    """

    def __init__(
        self,
        keyword: KeywordIndex,
        load: PassageLoader,
        dense: Dense | None = None,
        titles: Mapping[DocumentId, str] | None = None,
        weights: Weights = Weights(),  # noqa: B008 - frozen
    ) -> None:
        self._keyword = keyword
        self._load = load
        self._dense = dense
        self._titles = titles or {}
        self._weights = weights

    def search(
        self,
        question: str,
        libraries: Sequence[LibraryId] = (),
        documents: Sequence[DocumentId] = (),
        limit: int = 20,
    ) -> Retrieval:
        """The best passages of the given libraries (none: all) and documents (none: all)."""
        begun = time.perf_counter()
        by_word = self._keyword.search(question, libraries, documents, DEPTH)
        by_meaning = self._nearest(question, libraries, documents)
        words, meanings = [key for key, _ in by_word], [key for key, _ in by_meaning]
        rankings = [
            (words, self._weights.keyword),
            (meanings, self._weights.dense * trust(meanings, words)),
        ]
        pool = self._load.by_ids([key for key, _ in fuse(rankings)[: max(POOL, limit)]])
        if not pool:
            return Retrieval((), relevant=False, seconds=time.perf_counter() - begun)
        wanted = self._telling(question)
        known = {passage.id: passage for passage in pool}
        rankings.append((self._by_title(wanted, pool), self._weights.title))
        named = named_documents(wanted, pool, self._titles)
        rankings.append(([one.id for one in pool if one.document in named], self._weights.name))
        dense, word = dict(by_meaning), dict(by_word)
        hits = [
            Hit(known[key], score, dense.get(key), word.get(key))
            for key, score in fuse(rankings)
            if key in known
        ]
        scores, cosines = [score for _, score in by_word], [cosine for _, cosine in by_meaning]
        features = features_of(wanted, hits, self._titles, scores, cosines)
        chosen = twins_last(hits)[:limit]
        seconds = time.perf_counter() - begun
        return Retrieval(tuple(chosen), is_relevant(features), seconds, features, named)

    def _nearest(
        self, question: str, libraries: Sequence[LibraryId], documents: Sequence[DocumentId]
    ) -> Found:
        if self._dense is None or not question.strip():
            return []
        vector = self._dense.embedder.embed([question])[0]
        if not np.isfinite(vector).all() or not vector.any():
            return []  # the embedder has nothing to say, and such a vector is near to nothing
        return self._dense.index.search(vector, libraries, documents, DEPTH)

    def _telling(self, question: str) -> dict[Want, float]:
        """What the question wants, each with how telling it is among all passages."""
        written = written_wants(question)
        total = self._keyword.count()
        counts = self._keyword.frequencies(list(written.values()))
        return {want: telling(count, total) for want, count in zip(written, counts, strict=True)}

    def _by_title(self, wanted: Mapping[Want, float], pool: Sequence[Passage]) -> list[PassageId]:
        """The passages, in their order, of documents whose titles say much of what is wanted, most first."""
        shares = {
            document: coverage(wanted, term_set(self._titles.get(document, "")))
            for document in {passage.document for passage in pool}
        }
        named = [passage for passage in pool if shares[passage.document] >= NAMED]
        return [passage.id for passage in sorted(named, key=lambda one: -shares[one.document])]


def twins_last(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with those moved to the end, in order, that repeat one before them nearly word for word.

    Two versions of one document, or its running boilerplate, otherwise fill the first places. Nothing is
    dropped, so what a longer list finds is not changed.
    """
    first: list[Hit] = []
    twins: list[Hit] = []
    seen: list[frozenset[str]] = []
    for hit in hits:
        own = term_set(hit.passage.text)
        if any(len(own & other) >= TWIN * len(own | other) for other in seen if own):
            twins.append(hit)
        else:
            first.append(hit)
            seen.append(own)
    return first + twins


def named_documents(
    wanted: Iterable[Want], pool: Sequence[Passage], titles: Mapping[DocumentId, str]
) -> frozenset[DocumentId]:
    """The documents that a question calls by a word of their titles.

    Such a word is in no other title, and of the passages in the pool hardly another document's holds it.
    """
    owners: dict[str, set[DocumentId]] = {}
    for document, title in titles.items():
        for term in term_set(title):
            owners.setdefault(term, set()).add(document)
    texts = [(passage.document, term_set(passage.text)) for passage in pool]
    named: set[DocumentId] = set()
    for term in {term for want in wanted for term in want if len(owners.get(term, ())) == 1}:
        (owner,) = owners[term]
        speaking = [document for document, text in texts if term in text]
        if speaking and speaking.count(owner) >= OWN_NAME * len(speaking):
            named.add(owner)
    return frozenset(named)
