"""The estimate of tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 1, 1),
        ("word", 1, 2),
        ("The quick brown fox jumps over the lazy dog. " * 10, 90, 140),
        ("机器学习是人工智能的一个分支", 10, 16),
        ("한국어 문장은 띄어쓰기를 합니다", 10, 20),
        ("Быстрая лиса прыгает через собаку", 8, 16),
        ("Pneumonoultramicroscopicsilicovolcanoconiosis", 5, 14),
        ("x" * 4000, 400, 1400),
    ],
)
def test_estimate(text, least, most):
    assert least <= estimate_tokens(text) <= most


@given(st.text(max_size=300), st.text(max_size=300))
def test_more_text_has_no_fewer_tokens(text, more):
    assert estimate_tokens(f"{text} {more}") >= estimate_tokens(text) - 1
