"""Judging: paired intervals, and an adapter is used only if it is better beyond noise and hurts nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lloco_desktop.backbone.base import PromptParts
from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.judging import (
    FEWEST,
    MOST_FALL,
    Answered,
    answer_examples,
    compare,
    decide,
    own_score,
    scores_of,
)
from lloco_desktop.learning.report import Comparison, Interval, Measured, Report, Score
from lloco_desktop.metrics import bootstrap
from lloco_desktop.progress import Progress
from lloco_desktop.study import MaterialKind
from tests.fakes import WIDTH, FakeBackbone, fake_info

SCORES = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=40)
few = settings(max_examples=30, deadline=None)


# --- the bootstrap ---------------------------------------------------------------------------


def test_the_bootstrap_is_what_drawing_by_hand_gives() -> None:
    values, resamples = [0.0, 10.0, 50.0, 100.0, 30.0], 200
    dice = np.random.default_rng(7)
    means = []
    for _ in range(resamples):
        places = dice.integers(0, len(values), len(values))
        means.append(sum(values[place] for place in places) / len(values))
    means.sort()

    def quantile(share: float) -> float:  # linear between the neighbours, as the textbook has it
        place = share * (resamples - 1)
        below = math.floor(place)
        above = min(below + 1, resamples - 1)
        return means[below] + (place - below) * (means[above] - means[below])

    mean, low, high = bootstrap(values, seed=7, resamples=resamples)
    assert mean == pytest.approx(38.0)
    assert (low, high) == pytest.approx((quantile(0.025), quantile(0.975)))


def test_the_interval_has_the_width_that_theory_gives() -> None:
    values = np.random.default_rng(0).normal(50, 10, 400).tolist()
    mean, low, high = bootstrap(values, seed=1)
    expected = 1.96 * np.std(values) / math.sqrt(len(values))
    assert (mean - low) == pytest.approx(expected, rel=0.1)
    assert (high - mean) == pytest.approx(expected, rel=0.1)


@few
@given(SCORES, st.integers(0, 2**32 - 1))
def test_intervals_hold_the_mean_and_stay_in_range(values: list[float], seed: int) -> None:
    mean, low, high = bootstrap(values, seed)
    tiny = 1e-9
    assert min(values) - tiny <= low <= high <= max(values) + tiny
    assert min(values) - tiny <= mean <= max(values) + tiny
    assert bootstrap(values, seed) == (mean, low, high)


@few
@given(SCORES, st.floats(-50, 50))
def test_the_bootstrap_moves_with_its_values(values: list[float], shift: float) -> None:
    before = bootstrap(values, 3)
    after = bootstrap([value + shift for value in values], 3)
    assert after == pytest.approx([value + shift for value in before], abs=1e-6)


def test_questions_about_one_text_are_drawn_together() -> None:
    dice = np.random.default_rng(0)
    texts = dice.normal(50, 20, 40)
    values = [float(text) for text in texts for _ in range(5)]  # five questions fare alike
    groups = [text for text in range(40) for _ in range(5)]
    mean, low, high = bootstrap(values, 1)
    again, wide_low, wide_high = bootstrap(values, 1, groups)
    assert again == pytest.approx(mean)
    assert (wide_high - wide_low) == pytest.approx(math.sqrt(5) * (high - low), rel=0.15)
    assert bootstrap(values, 1, list(range(200))) == (mean, low, high)  # each alone
    assert bootstrap(values, 1, ["all"] * 200)[1:] == pytest.approx((mean, mean))


def test_a_comparison_may_know_which_text_each_question_is_about() -> None:
    wanted, before = ["right"] * 40, ["wrong"] * 40
    after = ["right"] * 20 + ["wrong"] * 20
    loose = compare(Measured.HELD_OUT, wanted, before, after, 0, list(range(40)))
    tight = compare(Measured.HELD_OUT, wanted, before, after, 0, [at // 10 for at in range(40)])
    none = compare(Measured.HELD_OUT, wanted, before, after, 0, [None] * 40)
    assert tight.gain.mean == loose.gain.mean == 50
    assert tight.gain.low < loose.gain.low
    assert none == loose == compare(Measured.HELD_OUT, wanted, before, after, 0)


def test_nothing_has_no_interval() -> None:
    assert bootstrap([]) == (0.0, 0.0, 0.0)


# --- comparing -------------------------------------------------------------------------------


def test_comparing_is_paired_by_question() -> None:
    wanted = ["in 1887", "Ada Thorne", "whale oil"] * 10
    before = ["in 1887", "nobody", "oil"] * 10
    after = ["in 1887", "Ada Thorne", "oil"] * 10
    one = compare(Measured.HELD_OUT, wanted, before, after, seed=0)
    third = 100 / 3
    assert one.before.questions == one.after.questions == 30
    assert one.before.f1.mean == pytest.approx(third * (1 + 2 / 3))
    assert one.after.f1.mean == pytest.approx(third * (2 + 2 / 3))
    assert one.before.exact_match.mean == pytest.approx(third)
    assert one.gain.mean == pytest.approx(third)
    assert 0 < one.gain.low < one.gain.high < 100
    assert compare(Measured.HELD_OUT, wanted, before, after, seed=0) == one


def test_equal_answers_gain_exactly_nothing() -> None:
    one = compare(Measured.HELD_OUT, ["a b", "c"], ["a", "c d"], ["a", "c d"], seed=5)
    assert one.gain == Interval(0.0, 0.0, 0.0)


def test_of_unanswerable_questions_the_share_refused_counts() -> None:
    wanted = [NOT_IN_DOCUMENTS] * 4
    after = ["Not in the documents.", "NOT IN DOCUMENTS", "in 1887", ""]
    one = compare(Measured.UNANSWERABLE, wanted, ["in 1887"] * 4, after, seed=0)
    assert (one.before.f1.mean, one.after.f1.mean, one.gain.mean) == (0.0, 50.0, 50.0)
    assert one.after.exact_match == one.after.f1


def test_a_set_without_questions_is_empty_not_wrong() -> None:
    one = compare(Measured.OFF_TOPIC, [], [], [], seed=0)
    assert one.before.questions == 0
    assert one.gain == Interval(0.0, 0.0, 0.0)


# --- deciding --------------------------------------------------------------------------------


def compared(
    measured: Measured, questions: int, before: float, after: float, low: float, high: float
) -> Comparison:
    def score(mean: float) -> Score:
        return Score(questions, Interval(mean, mean - 3, mean + 3), Interval(mean / 2, 0, mean))

    return Comparison(measured, score(before), score(after), Interval(after - before, low, high))


BETTER = compared(Measured.HELD_OUT, 143, 12, 31, 14, 24)
SAME_ELSEWHERE = compared(Measured.OFF_TOPIC, 60, 52, 51, -4, 2)
SAME_REFUSING = compared(Measured.UNANSWERABLE, 60, 30, 31, -6, 8)


def test_better_and_harmless_is_used() -> None:
    decision = decide([BETTER, SAME_ELSEWHERE, SAME_REFUSING])
    assert decision.earned
    assert decision.reason == (
        "Better on 143 held-out questions: F1 31 instead of 12 (gain 14 to 24); other questions are answered"
        " as before, and it refuses no less than before."
    )


@pytest.mark.parametrize(
    ("held_out", "words"),
    [
        (compared(Measured.HELD_OUT, 143, 12, 13, -0.4, 2.4), "Not better beyond chance on 143"),
        (compared(Measured.HELD_OUT, 143, 12, 13, 0.0, 2.4), "Not better beyond chance"),
        (compared(Measured.HELD_OUT, 143, 12, 8, -6, -2), "Worse on 143"),
        (compared(Measured.HELD_OUT, FEWEST - 1, 12, 90, 60, 90), "only 19 held-out questions"),
        (compared(Measured.HELD_OUT, 0, 0, 0, 0, 0), "no held-out questions"),
    ],
)
def test_not_better_is_kept_but_not_used(held_out: Comparison, words: str) -> None:
    decision = decide([held_out, SAME_ELSEWHERE, SAME_REFUSING])
    assert not decision.earned
    assert words in decision.reason
    assert decision.reason.endswith("It is kept, but not used.")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (compared(Measured.OFF_TOPIC, 60, 52, 40, -18, -6), "60 questions about other things are answered"),
        (compared(Measured.OFF_TOPIC, 60, 52, 51.5, -0.9, -0.1), "about other things"),
        (compared(Measured.OFF_TOPIC, 60, 52, 52 - MOST_FALL - 0.1, -12, 1), "about other things"),
        (compared(Measured.UNANSWERABLE, 60, 55, 30, -38, -12), "refuses 30% instead of 55%"),
    ],
)
def test_better_at_the_cost_of_others_is_not_used(other: Comparison, words: str) -> None:
    decision = decide([BETTER, other])
    assert not decision.earned
    assert words in decision.reason
    assert "Better on 143 held-out questions" in decision.reason


def test_one_question_of_a_small_set_is_noise() -> None:
    small = compared(Measured.UNANSWERABLE, 8, 50, 37.5, -37.5, 0)
    assert decide([BETTER, SAME_ELSEWHERE, small]).earned
    two = compared(Measured.UNANSWERABLE, 8, 50, 25, -62.5, 0)
    assert not decide([BETTER, SAME_ELSEWHERE, two]).earned


def test_what_was_not_measured_is_said() -> None:
    reason = decide([BETTER]).reason
    assert "other questions were not measured" in reason
    assert "refusing was not measured" in reason


gains = st.tuples(st.floats(-40, 40), st.floats(0, 30), st.floats(0, 30))


@few
@given(gains, gains, gains, st.integers(0, 300))
def test_the_rule_holds_for_all_numbers(
    held_out: tuple[float, float, float],
    other: tuple[float, float, float],
    refusing: tuple[float, float, float],
    questions: int,
) -> None:
    def made(measured: Measured, gain: tuple[float, float, float], count: int) -> Comparison:
        mean, below, above = gain
        return compared(measured, count, 50, 50 + mean, mean - below, mean + above)

    sets = [
        made(Measured.HELD_OUT, held_out, questions),
        made(Measured.OFF_TOPIC, other, 60),
        made(Measured.UNANSWERABLE, refusing, 60),
    ]
    decision = decide(sets)
    if decision.earned:
        assert questions >= FEWEST
        assert sets[0].gain.low > 0
        for one in sets[1:]:
            assert one.gain.high >= 0
            assert one.gain.mean >= -MOST_FALL - 1e-6
    assert decision == decide(list(reversed(sets)))
    assert decision.reason.endswith(".")


@few
@given(st.lists(st.sampled_from(["right", "wrong", "right wrong"]), min_size=FEWEST, max_size=60))
def test_the_same_answers_never_earn(answers: list[str]) -> None:
    same = compare(Measured.HELD_OUT, ["right"] * len(answers), answers, answers, seed=2)
    assert not decide([same]).earned


# --- what the origin says --------------------------------------------------------------------


def example(kind: MaterialKind = MaterialKind.QUESTION, answer: str = "in 1887") -> Example:
    return Example(kind, "When was it built?", answer, (Span(("k1",), 8),))


def test_scores_name_the_users_own_questions_apart() -> None:
    report = Report(2, 900, comparisons=(BETTER, SAME_ELSEWHERE))
    examples = [example(MaterialKind.OWN), example(), example(MaterialKind.OWN, "Ada Thorne")]
    own = own_score(examples, ["in 1887", "in 1887", "nobody"], seed=0)
    scores = scores_of(report, own)
    assert scores["own"] == {"questions": 2, "f1_after": 50.0}
    assert scores["held_out"]["questions"] == 143
    assert (scores["held_out"]["f1_before"], scores["held_out"]["f1_after"]) == (12, 31)
    assert "unanswerable" not in scores
    assert "own" not in scores_of(report, own_score([example()], ["in 1887"], seed=0))
    assert "own" not in scores_of(report)


# --- answering -------------------------------------------------------------------------------


def summaries(keys: object) -> dict[str, torch.Tensor]:
    return {"k1": torch.ones(2, WIDTH)}


def test_answering_says_which_adapter_reads_and_assumes_none() -> None:
    backbone = FakeBackbone("in 1887")
    backbone.adapters.loaded["learning"] = fake_info().folder
    events = answer_examples(backbone, [example(), example()], summaries, "learning", 8)  # type: ignore[arg-type]
    assert next(events) == Answered(0, "in 1887")
    backbone.adapters.activate(None)  # somebody else asks a question meanwhile
    rest = list(events)
    assert [event for event in rest if isinstance(event, Answered)] == [Answered(1, "in 1887")]
    assert backbone.used == ["learning", "learning"]
    told = [event for event in rest if isinstance(event, Progress)]
    assert (told[-1].done, told[-1].total, told[-1].unit) == (2, 2, "questions")
    assert [parts.question for parts in backbone.asked] == ["When was it built?"] * 2


def test_answering_without_an_adapter_and_closing() -> None:
    backbone = FakeBackbone(lambda parts: f"about {len(parts.memory)}")
    events = answer_examples(backbone, [example(), example()], summaries, None, 8)  # type: ignore[arg-type]
    assert next(events) == Answered(0, "about 1")
    events.close()
    assert backbone.used == [None]


class Narrow(FakeBackbone):
    """Refuses every prompt as too long, as a backbone with a narrow window does."""

    def generate(self, *arguments: object, **named: object) -> object:  # type: ignore[override]
        from lloco_desktop.errors import BadInput

        raise BadInput("too long")
        yield ""


def test_a_prompt_that_does_not_fit_is_answered_with_nothing() -> None:
    events = list(answer_examples(Narrow(), [example()], summaries, None, 8))  # type: ignore[arg-type]
    assert events[0] == Answered(0, "")


def test_parts_are_the_examples() -> None:
    backbone = FakeBackbone("x")
    one = replace(example(), passages=("The lighthouse was built in 1887.",))
    list(answer_examples(backbone, [one], summaries, None, 8))  # type: ignore[arg-type]
    (parts,) = backbone.asked
    assert isinstance(parts, PromptParts)
    assert parts.passages == one.passages
    assert parts.memory[0].source_tokens == 8
