from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.retrieval.fusion import LEAST, fuse, trust


def test_scores_computed_by_hand() -> None:
    fused = dict(fuse([(["a", "b", "c"], 1.0), (["b", "d"], 1.0)]))
    best = 2 / 61
    assert fused["b"] == pytest.approx((1 / 62 + 1 / 61) / best)
    assert fused["a"] == pytest.approx((1 / 61) / best)
    assert fused["c"] == pytest.approx((1 / 63) / best)
    assert fused["d"] == pytest.approx((1 / 62) / best)
    assert list(fused) == ["b", "a", "d", "c"]


def test_first_everywhere_is_one_and_weights_count() -> None:
    assert fuse([(["a"], 1.0), (["a"], 0.5)]) == [("a", pytest.approx(1.0))]
    assert [key for key, _ in fuse([(["a"], 1.0), (["b"], 2.0)])] == ["b", "a"]


def test_an_empty_ranking_says_nothing() -> None:
    alone: list[tuple[list[str], float]] = [(["a", "b"], 1.0)]
    assert fuse([*alone, ([], 1.0)]) == fuse(alone)
    assert fuse([([], 1.0)]) == []


@given(st.lists(st.tuples(st.lists(st.integers(0, 20)), st.floats(0.1, 5)), max_size=4))
def test_every_key_once_in_falling_order_within_bounds(rankings: list[tuple[list[int], float]]) -> None:
    fused = fuse(rankings)
    assert {key for key, _ in fused} == {key for keys, _ in rankings for key in keys}
    assert len({key for key, _ in fused}) == len(fused)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 + 1e-9 for score in scores)


def test_a_dense_ranking_is_trusted_as_far_as_it_knows_the_best_keyword_hits() -> None:
    dense = list(range(100))
    assert trust(dense, [0, 1, 2, 3, 4]) == 1.0
    assert trust(dense, [90, 91, 92]) == LEAST
    assert trust(dense, [500, 501]) == LEAST
    assert trust(dense, [17, 18]) == pytest.approx(((0.825 - 0.7) / 0.25) ** 2)
    assert trust([], [1]) == LEAST
    assert trust(dense, []) == 1.0
