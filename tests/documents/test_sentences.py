"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.sentences import sentence_spans


def sentences(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One sentence.", "And another!", "A third?"],
        ["As Fig. 3 shows (Smith et al., 2019), it works.", "See Eq. (4) and pp. 12–14."],
        ["We use e.g. the U.S. data, i.e. No. 5 of 3.14 tests.", "Dr. Brown left."],
        ["It is approx. 5 kg.", "This is Python 3.", "It works."],
        ["J. K. Rowling wrote it.", "See http://a.b/c.d?e=f.", "Next."],
        ["Found by Smith et al.", "The next one."],
        ["three parts: 1) first, second; and 3) third.", "End."],
        ["1. First item.", "2. Second."],
        ["A cube ⟨D1, ... , Dn⟩ is given.", "It is small."],
        ["Er kam z. B. gestern.", "Dann ging er."],
        ["هل تفهم؟", "نعم."],
        ["यह पहला वाक्य है।", "यह दूसरा है।"],
    ],
)
def test_sentences(parts):
    assert sentences(" ".join(parts)) == parts


def test_chinese():
    text = "机器学习是人工智能的分支。😀它使用数据！你好吗？最后"
    assert sentences(text) == ["机器学习是人工智能的分支。", "😀它使用数据！", "你好吗？", "最后"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing(text):
    assert sentence_spans(text) == []


@given(st.text())
def test_spans_are_in_order_and_lose_nothing(text):
    end = 0
    for start, stop in sentence_spans(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()
