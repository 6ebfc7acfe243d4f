"""Passages to segments."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.segments import SEPARATOR, cut_segments
from lloco_desktop.domain import DocumentId, Passage, PassageId


def passages(*texts: str) -> list[Passage]:
    return [Passage(PassageId(n + 10), DocumentId(1), n, text, (), len(text)) for n, text in enumerate(texts)]


def key(text: str) -> str:
    return f"key of {len(text)}"


def test_runs_fill_the_window():
    drafts = cut_segments(passages("aaaa", "bbbb", "cccc", "dd"), 9, len, key)
    assert [(d.ordinal, d.first_passage, d.last_passage, d.text, d.tokens) for d in drafts] == [
        (0, 0, 1, f"aaaa{SEPARATOR}bbbb", 9),
        (1, 2, 3, f"cccc{SEPARATOR}dd", 7),
    ]
    assert drafts[0].key == "key of 9"


def test_an_over_long_passage_stands_alone():
    drafts = cut_segments(passages("a", "b" * 50, "c"), 10, len, key)
    assert [(d.first_passage, d.last_passage) for d in drafts] == [(0, 0), (1, 1), (2, 2)]


def test_a_tokenizer_that_needs_more_for_joined_text():
    def count(text: str) -> int:
        return len(text) + 5 * text.count(SEPARATOR) * (len(text) > 1)

    drafts = cut_segments(passages("aaaa", "bbbb", "cccc"), 14, count, key)
    assert all(d.tokens <= 14 for d in drafts)


def test_nothing():
    assert cut_segments([], 10, len, key) == []
    with pytest.raises(ValueError, match="window"):
        cut_segments([], 0, len, key)


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=30), max_size=30), st.integers(1, 60))
def test_all_passages_in_order_and_as_few_segments_as_greedy_gives(texts, window):
    given_passages = passages(*texts)
    drafts = cut_segments(given_passages, window, len, key)
    ordinals = [n for d in drafts for n in range(d.first_passage, d.last_passage + 1)]
    assert ordinals == list(range(len(texts)))
    for draft, following in itertools.pairwise(drafts):
        assert draft.tokens <= window or draft.first_passage == draft.last_passage
        longer = len(draft.text) + len(SEPARATOR) + len(texts[following.first_passage])
        assert longer > window
