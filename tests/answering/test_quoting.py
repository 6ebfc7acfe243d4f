from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.answering.quoting import best_quotes, quoted_answer
from tests.answering.town import hits_of, spans


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who built the lighthouse?", "Ada Thorne"),
        ("When was the lighthouse built?", "1887"),
        ("How many barrels were salted?", "300 barrels"),
        ("Why did the board buy an electric lamp?", "because the price of oil had doubled"),
        ("苏轼出生在哪里？", "四川眉山"),
        ("苏轼是哪一年出生的？", "1037"),
    ],
)
def test_the_first_quote_answers(question: str, expected: str) -> None:
    quotes = best_quotes(question, hits_of(), spans)
    assert expected in quotes[0].text


def test_a_sentence_that_leans_on_another_brings_it_along() -> None:
    quote = best_quotes("What else did Thorne, who designed the quay, build?", hits_of(), spans)[0]
    assert quote.text.startswith("The present lighthouse")


def test_nothing_of_the_question_gives_no_quotes() -> None:
    assert best_quotes("How do vaccines train the immune system?", hits_of(), spans) == []
    assert best_quotes("Who built it?", (), spans) == []


def test_a_repeated_sentence_is_quoted_once() -> None:
    texts = (
        "The lighthouse was built in 1887.",
        "The lighthouse was built in 1887.",
        "A quay was built in 1900.",
    )
    quotes = best_quotes("When was the lighthouse built?", hits_of(texts), spans)
    assert [quote.text for quote in quotes].count("The lighthouse was built in 1887.") == 1


def test_the_answer_numbers_its_quotes() -> None:
    quotes = best_quotes("When was the lighthouse built, and the lamp bought?", hits_of(), spans)
    text = quoted_answer(quotes)
    assert [f"[{number}]" in text for number in range(1, len(quotes) + 1)] == [True] * len(quotes)
    assert text.startswith("“")


words = st.sampled_from(
    ["lamp", "light", "1887", "Ada", "It", "quay.", "\n", "苏轼", "。", "  ", "oil,", "?", "x"]
)
texts = st.lists(st.lists(words, max_size=30).map(" ".join), max_size=5)


@given(texts, st.one_of(st.text(max_size=40), st.lists(words, max_size=8).map(" ".join)), st.integers(1, 4))
def test_quotes_are_verbatim_distinct_and_ordered(texts: list[str], question: str, limit: int) -> None:
    hits = hits_of(texts)
    quotes = best_quotes(question, hits, spans, limit)
    assert len(quotes) <= limit
    known = {hit.passage.id: hit.passage.text for hit in hits}
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(known[quote.passage.id])
        assert quote.text == known[quote.passage.id][quote.start : quote.end]
        assert quote.text == quote.text.strip()
        assert 0 <= quote.score <= 1
    assert [quote.score for quote in quotes] == sorted((quote.score for quote in quotes), reverse=True)
    assert len({(quote.passage.id, quote.start) for quote in quotes}) == len(quotes)
