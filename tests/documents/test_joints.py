"""How lines run on into each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.joints import Vocabulary, joint
from lloco_desktop.documents.paragraphs import join_lines
from lloco_desktop.domain import Box

NONE = Vocabulary()


def together(end: str, begin: str, vocabulary: Vocabulary = NONE) -> str:
    drop, between = joint(end, begin, vocabulary)
    return end[: len(end) - drop] + between + begin


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("a plain", "line", "a plain line"),
        ("the trans-", "formation of", "the transformation of"),
        ("a soft\u00ad", "ware", "a software"),
        ("Bonsma-", "Fisher", "Bonsma-Fisher"),
        ("INTRO-", "DUCTION", "INTRODUCTION"),
        ("COVID-", "19", "COVID-19"),
        ("a 3-", "dimensional", "a 3-dimensional"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("pre-", "and post-test", "pre- and post-test"),
        ("a well-", "known", "a well-known"),
        ("a graph-", "based", "a graph-based"),
        ("an ex-", "pectation", "an expectation"),
        ("self-", "ish", "selfish"),
        ("1990 –", "2000", "1990 – 2000"),
        ("word—", "word", "word—word"),
        ("https://doi.org/10.21105/", "jose.00049", "https://doi.org/10.21105/jose.00049"),
        ("see https:", "//example.org", "see https://example.org"),
        ("https://CRAN.", "R-project.org/package=x", "https://CRAN.R-project.org/package=x"),
        ("at https://example.org.", "The next", "at https://example.org. The next"),
        ("机器学习是", "人工智能", "机器学习是人工智能"),
        ("机器学习，", "是", "机器学习，是"),
        ("使用 Python", "语言", "使用 Python 语言"),
        ("ภาษา", "ไทย", "ภาษาไทย"),
    ],
)
def test_joint(end, begin, joined):
    assert together(end, begin) == joined


def test_the_documents_own_words_decide():
    vocabulary = Vocabulary.of(["A live-coding session", "in a database", "with decisionmaking"])
    assert together("live-", "coding", vocabulary) == "live-coding"
    assert together("data-", "base", vocabulary) == "database"
    assert together("decision-", "making", vocabulary) == "decisionmaking"


def test_broken_words_are_no_evidence():
    vocabulary = Vocabulary.of(["a clear ex-", "pectation of"])
    assert vocabulary.words == {"a": 1, "clear": 1, "of": 1}


def test_korean_lines_end_within_words_where_spaces_tell_so():
    assert together("국내 확", "진자는") == "국내 확 진자는"
    vocabulary = Vocabulary.of(["나타났다. ", "국내 확"])
    assert together("국내 확", "진자는", vocabulary) == "국내 확진자는"
    assert together("나타났다. ", "이와", vocabulary) == "나타났다. 이와"


WORDS = st.text(alphabet="abcdeäß-中文한/.: \u00ad", min_size=1).map(str.strip).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_every_line_keeps_its_place(texts):
    """Whatever is mended, the map covers the text in order and each range holds its own line's characters."""
    pieces = [(text, Box(1, 0, 12 * index, 100, 12 * index + 10)) for index, text in enumerate(texts)]
    joined, lines = join_lines(pieces, NONE)
    end = 0
    for line in lines:
        assert end <= line.start <= line.end <= len(joined)
        assert joined[end : line.start] in ("", " ")
        source = texts[round(line.box.y0 / 12)]
        assert source.startswith(joined[line.start : line.end])
        end = line.end
    assert end == len(joined)
