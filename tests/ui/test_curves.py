"""Arithmetic of charts: what is thinned still shows everything, and ticks are round."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.ui.learn.curves import decimals, smoothed, thinned, ticks, whole_ticks

NUMBERS = st.floats(-1e6, 1e6)


@given(st.lists(NUMBERS, min_size=1, max_size=400), st.integers(1, 60))
def test_thinning_keeps_the_reach_of_every_value(values: list[float], columns: int) -> None:
    made = thinned(range(1, len(values) + 1), values, columns)
    assert len(made) <= columns
    assert min(column.low for column in made) == min(values)
    assert max(column.high for column in made) == max(values)
    assert [column.x for column in made] == sorted(column.x for column in made)


def test_few_points_are_not_thinned() -> None:
    made = thinned([1, 2, 3], [3.0, 1.0, 2.0], 100)
    assert [(column.x, column.low, column.high) for column in made] == [(1, 3, 3), (2, 1, 1), (3, 2, 2)]


def test_thinning_nothing() -> None:
    assert thinned([], [], 10) == []


def test_smoothing_begins_where_the_curve_does_and_keeps_a_level() -> None:
    assert smoothed([5.0], 9) == [5.0]
    assert smoothed([2.0] * 50, 9) == pytest.approx([2.0] * 50)
    assert smoothed([0.0, 10.0] * 40, 30)[-1] == pytest.approx(5, abs=0.5)


@given(NUMBERS, st.floats(1e-3, 1e6), st.integers(3, 9))
def test_ticks_are_few_and_cover_what_is_shown(low: float, width: float, most: int) -> None:
    high = low + width
    made = ticks(low, high, most)
    assert 2 <= len(made) <= most
    slack = width * 1e-6 + abs(low) * 1e-9
    assert made[0] <= low + slack
    assert made[-1] >= high - slack


def test_ticks_are_round() -> None:
    assert ticks(0, 3.1, 5) == [0, 1, 2, 3, 4]
    assert ticks(1.2, 1.7, 6) == pytest.approx([1.2, 1.3, 1.4, 1.5, 1.6, 1.7])
    assert ticks(math.nan, 1, 5) == []


def test_whole_ticks_end_with_the_last_and_leave_it_room() -> None:
    assert whole_ticks(190, 7) == [0, 50, 100, 150, 190]
    assert whole_ticks(4000, 6) == [0, 1000, 2000, 3000, 4000]
    assert whole_ticks(1, 5) == [0, 1]
    assert whole_ticks(0, 5) == [0]


def test_decimals_tell_ticks_apart() -> None:
    assert decimals([0, 1, 2]) == 0
    assert decimals([0, 0.5, 1]) == 1
    assert decimals([1.2, 1.25]) == 2
