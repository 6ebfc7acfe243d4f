from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lloco_desktop.domain import DocumentId, Hit, LibraryId, Passage, PassageId
from lloco_desktop.retrieval.embedder import Dense, Found, Vectors
from lloco_desktop.retrieval.search import Retrieval, Searcher, named_documents, twins_last
from lloco_desktop.terms import content_terms, term_set

HOME = LibraryId(1)

TEXTS = (
    "The lighthouse at Brannock Point was built in 1887 by the engineer Ada Thorne.",
    "Its lamp burned whale oil until the harbour board bought an electric one in 1921.",
    "Herring were landed at the quay every morning and salted in the long sheds.",
    "The ferry to the islands leaves twice a day, except on Sundays in winter.",
    "苏轼于1037年出生在四川眉山，是北宋著名的文学家。",
    "A licence to fish for salmon is granted by the council for one season only.",
)


class FakePassages:
    """A keyword index that counts shared words, and the passages behind it."""

    def __init__(self, texts: Sequence[str] = TEXTS) -> None:
        self.passages = [
            Passage(PassageId(at + 1), DocumentId(at % 3 + 1), at, text, (), len(text.split()))
            for at, text in enumerate(texts)
        ]
        self.asked: list[tuple[Sequence[LibraryId], Sequence[DocumentId], int]] = []

    def search(
        self,
        query: str,
        libraries: Sequence[LibraryId],
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> Found:
        self.asked.append((libraries, documents, limit))
        wanted = set(content_terms(query))
        scored = [
            (one.id, float(len(wanted & term_set(one.text))))
            for one in self.passages
            if not documents or one.document in documents
        ]
        return sorted((pair for pair in scored if pair[1]), key=lambda pair: -pair[1])[:limit]

    def frequencies(self, texts: Sequence[str]) -> list[int]:
        return [sum(bool(term_set(text) & term_set(one.text)) for one in self.passages) for text in texts]

    def count(self) -> int:
        return len(self.passages)

    def by_ids(self, ids: Sequence[PassageId]) -> list[Passage]:
        known = {one.id: one for one in self.passages}
        return [known[key] for key in ids if key in known]


class FakeEmbedder:
    """One dimension per known word."""

    name = "words"
    words = ("lamp", "light", "fish", "herring", "boat", "ferry")
    width = len(words)

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.array(
            [[text.casefold().count(word) + 0.01 for word in self.words] for text in texts], np.float32
        )
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class FakeVectors:
    """Exact search over a few vectors."""

    def __init__(self, passages: FakePassages, embedder: FakeEmbedder) -> None:
        self.passages = passages.passages
        self.vectors = embedder.embed([one.text for one in self.passages])

    def search(
        self,
        vector: Vectors,
        libraries: Sequence[LibraryId],
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> Found:
        cosines = self.vectors @ vector
        order = [int(at) for at in np.argsort(-cosines)]
        kept = [at for at in order if not documents or self.passages[at].document in documents]
        return [(self.passages[at].id, float(cosines[at])) for at in kept][:limit]


def ask(
    question: str, *, dense: bool = False, documents: Sequence[DocumentId] = (), limit: int = 20
) -> Retrieval:
    passages = FakePassages()
    embedder = FakeEmbedder()
    search_by_meaning = Dense(embedder, FakeVectors(passages, embedder)) if dense else None
    return Searcher(passages, passages, search_by_meaning).search(question, (HOME,), documents, limit)


def test_finds_by_words_and_says_what_each_index_said() -> None:
    found = ask("Who built the lighthouse at Brannock Point?")
    assert found.relevant
    assert found.hits[0].passage.id == 1
    assert found.hits[0].score == 1.0
    assert found.hits[0].keyword is not None
    assert found.hits[0].dense is None
    assert found.seconds >= 0


def test_meaning_and_words_are_fused() -> None:
    found = ask("whale oil lamp", dense=True)
    assert found.hits[0].passage.id == 2
    assert found.hits[0].dense is not None
    assert found.hits[0].keyword is not None
    only_near = [hit for hit in found.hits if hit.keyword is None]
    assert only_near
    assert all(hit.dense is not None for hit in only_near)


def test_a_question_about_something_else_is_not_relevant() -> None:
    found = ask("How do vaccines train the immune system of children?")
    assert not found.relevant


def test_chinese_both_ways() -> None:
    found = ask("苏轼出生在哪里？")
    assert found.hits[0].passage.id == 5
    assert found.relevant
    assert not ask("量子计算机如何纠错？").relevant


def test_restrictions_and_limit_reach_the_indexes() -> None:
    found = ask("lighthouse lamp herring ferry", dense=True, documents=(DocumentId(1),), limit=1)
    assert [hit.passage.document for hit in found.hits] == [DocumentId(1)]


def test_nothing_found_is_not_relevant() -> None:
    found = ask("", documents=(DocumentId(99),))
    assert found.hits == ()
    assert not found.relevant


def test_a_question_without_content_words_is_about_what_was_chosen() -> None:
    assert ask("What is this about?", dense=True).relevant


def test_repeated_text_makes_way_but_is_not_dropped() -> None:
    first = Passage(PassageId(1), DocumentId(1), 0, TEXTS[0], (), 10)
    copy = Passage(PassageId(2), DocumentId(2), 0, TEXTS[0] + " Revised.", (), 10)
    other = Passage(PassageId(3), DocumentId(3), 0, TEXTS[1], (), 10)
    hits = [Hit(one, score, None, 1.0) for one, score in ((first, 1.0), (copy, 0.9), (other, 0.8))]
    assert [hit.passage.id for hit in twins_last(hits)] == [1, 3, 2]


def named(question: str, titles: dict[int, str], texts: Sequence[tuple[int, str]]) -> set[int]:
    pool = [
        Passage(PassageId(at), DocumentId(document), at, text, (), 1)
        for at, (document, text) in enumerate(texts)
    ]
    wanted = [(term,) for term in content_terms(question)]
    return set(named_documents(wanted, pool, {DocumentId(key): title for key, title in titles.items()}))


def test_a_document_is_named_by_a_word_of_its_title_alone() -> None:
    titles = {1: "PCP Notebooks: A Course", 2: "Reinforcement Learning: A Course"}
    texts = [(1, "The PCP notebooks begin with Python."), (2, "The target audience are students.")]
    assert named("Who is the target audience of the PCP notebooks?", titles, texts) == {1}
    assert named("Who is the target audience of the course?", titles, texts) == set()


def test_a_word_that_others_speak_of_names_nobody() -> None:
    titles = {1: "Python for chemists", 2: "A storm"}
    texts = [(1, "Python is used."), (2, "Python was used here as well."), (2, "And Python again.")]
    assert named("What is Python used for?", titles, texts) == set()


def test_passages_of_a_named_document_come_first() -> None:
    index = FakePassages()
    titles = {DocumentId(1): "Lighthouse keepers", DocumentId(2): "Oil", DocumentId(3): "Fish"}
    found = Searcher(index, index, titles=titles).search("Which boats burned oil near the lighthouse?")
    assert {hit.passage.document for hit in found.hits[:1]} <= set(found.named)
    assert found.named == {DocumentId(1), DocumentId(2)}
