from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.answering.citing import cite, cite_quotes
from lloco_desktop.answering.quoting import best_quotes
from lloco_desktop.domain import Document, DocumentId, Hit
from tests.answering.town import document, hits_of, passage, spans

BUILT = "Who built the lighthouse?"


@pytest.fixture
def hits() -> tuple[Hit, ...]:
    return hits_of()


@pytest.fixture
def documents() -> dict[DocumentId, Document]:
    return {DocumentId(1): document(1, "The Lights"), DocumentId(2): document(2, "The Harbour")}


def test_the_sentence_that_carries_the_answer(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    cited = cite("Ada Thorne", BUILT, hits, documents, spans)
    assert cited.text == "Ada Thorne [1]"
    (citation,) = cited.citations
    assert citation.quote.startswith("The present lighthouse was built in 1887")
    assert citation.title == "The Lights"
    assert citation.page == 1
    assert citation.score == 1.0
    text = hits[0].passage.text
    start = text.index(citation.quote)
    assert citation.boxes == hits[0].passage.boxes(start, start + len(citation.quote))
    assert citation.boxes


def test_each_sentence_of_an_answer_gets_its_own_number(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    answer = "Ada Thorne built it in 1887. About 300 barrels of herring were salted in a week."
    cited = cite(answer, "What was built and what was salted?", hits, documents, spans)
    assert [citation.document for citation in cited.citations] == [1, 1] or len(cited.citations) == 2
    assert "1887. [" in cited.text
    assert cited.text.endswith("]")
    assert {f"[{number}]" in cited.text for number in (1, 2)} == {True}


def test_numbers_that_the_model_wrote_are_not_believed(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    cited = cite("Ada Thorne [7] [8].", BUILT, hits, documents, spans)
    assert cited.text == "Ada Thorne. [1]"


def test_what_is_found_nowhere_is_not_cited(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    cited = cite("Robert Stevenson", "Who was it?", hits, documents, spans)
    assert cited.citations == ()
    assert cited.text == "Robert Stevenson"


def test_a_quote_that_carries_little_is_not_highlighted(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    cited = cite(
        "Barrels of oysters, mussels, crabs and lobsters", "What was landed?", hits, documents, spans
    )
    assert all(citation.boxes == () for citation in cited.citations)
    assert all(citation.score < 0.5 for citation in cited.citations)


def test_a_quote_on_the_second_page_of_its_passage_is_cited_there(
    documents: Mapping[DocumentId, Document],
) -> None:
    first = passage("The quay is old. The lighthouse was built by Ada Thorne.", page=3)
    lines = (
        first.lines[0],
        *(type(line)(line.start, line.end, type(line.box)(4, 1, 1, 2, 2)) for line in first.lines[1:]),
    )
    moved = type(first)(first.id, first.document, 0, first.text[:40] + first.text[40:], lines, 9)
    cited = cite("Ada Thorne", BUILT, [Hit(moved, 1.0, None, 1.0)], documents, lambda _: [(0, 16), (41, 56)])
    assert cited.citations[0].page == 4


def test_quotes_are_cited_in_their_order(
    hits: tuple[Hit, ...], documents: Mapping[DocumentId, Document]
) -> None:
    quotes = best_quotes(BUILT, hits, spans)
    citations = cite_quotes(quotes, documents)
    assert [citation.quote for citation in citations] == [quote.text for quote in quotes]
    assert all(citation.boxes for citation in citations)


@given(st.text(max_size=80), st.text(max_size=30))
def test_any_answer_can_be_cited(answer: str, question: str) -> None:
    documents = {DocumentId(1): document(1, "The Lights")}  # hits of document 2 are not cited
    hits = hits_of()
    cited = cite(answer, question, hits, documents, spans)
    texts = {hit.passage.id: hit.passage.text for hit in hits}
    assert len(cited.citations) <= 3
    for citation in cited.citations:
        assert citation.document == 1
        assert citation.quote in texts[citation.passage]
        assert 0 <= citation.score <= 1
    assert len({(one.passage, one.quote) for one in cited.citations}) == len(cited.citations)
