from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lloco_desktop.answering.support import (
    OWN_QUESTIONS,
    TRUSTED_F1,
    Verdict,
    is_degenerate,
    is_trusted,
    judge,
)
from tests.answering.town import TEXTS
from tests.fakes import fake_info
from tests.workflows.adapters import ORIGIN, own_scores

BUILT = "Who built the lighthouse at Brannock Point?"

SUPPORTED = [
    (BUILT, "Ada Thorne"),
    (BUILT, "Ada Thorne, an engineer from Leith"),
    (BUILT, "ada thorne"),
    ("When was the lighthouse built?", "1887"),
    ("When was the lighthouse built?", "It was built in 1887."),
    ("What did the lighthouse cost?", "4,200 pounds"),
    ("What did the lighthouse cost?", "4200 pounds"),
    ("How many barrels of herring were salted in a good week?", "about 300"),
    ("Why did the harbour board buy an electric lamp?", "Because the price of oil had doubled."),
    (BUILT, "The lighthouse at Brannock Point was built in 1887 by Ada Thorne, who also designed the quay."),
    (BUILT, "It was created by Ada Thorne."),
    ("Did the lamp burn whale oil or gas?", "whale oil"),
    ("Where was the engineer from?", "Leith"),
    ("苏轼出生在哪里？", "四川眉山"),
    ("苏轼是哪一年出生的？", "1037年"),
]
INVENTED = [
    (BUILT, "Robert Stevenson"),
    (BUILT, "Ada Stevenson"),
    (BUILT, "Thorne Ada Brannock"),
    ("When was the lighthouse built?", "1888"),
    ("When was the lighthouse built?", "It was built in 1887 and rebuilt in 1954."),
    ("What did the lighthouse cost?", "42,000 pounds"),
    ("How many barrels were salted?", "500"),
    ("Why did the board buy an electric lamp?", "To save the whales from extinction."),
    (BUILT, "The lighthouse was built by a famous French architect who lived in Paris for many years."),
    (BUILT, 'The plaque says "erected by public subscription".'),
    ("苏轼出生在哪里？", "浙江杭州"),
    ("Was the lighthouse built in 1887?", "yes"),
    (BUILT, "the lighthouse at Brannock Point"),
]


@pytest.mark.parametrize(("question", "answer"), SUPPORTED)
def test_what_was_read_supports(question: str, answer: str) -> None:
    support = judge(answer, question, TEXTS)
    assert support.verdict is Verdict.SUPPORTED, support
    assert support.ok


@pytest.mark.parametrize(("question", "answer"), INVENTED)
def test_what_was_not_read_does_not(question: str, answer: str) -> None:
    assert judge(answer, question, TEXTS).verdict is Verdict.UNSUPPORTED


def test_what_is_missing_is_named() -> None:
    support = judge("It was built in 1887 by Ada Thorne and rebuilt in 1954.", BUILT, TEXTS)
    assert support.missing == ("1954",)


@pytest.mark.parametrize(
    "answer", ["not in the documents", "Not in the documents.", ' "NOT in the  documents" ']
)
def test_the_refusal(answer: str) -> None:
    assert judge(answer, BUILT, TEXTS).verdict is Verdict.REFUSED


@pytest.mark.parametrize("answer", ["", "  \n", "...", "—"])
def test_the_empty_answer(answer: str) -> None:
    assert judge(answer, BUILT, TEXTS).verdict is Verdict.EMPTY


@pytest.mark.parametrize(
    ("text", "astray"),
    [
        ("the lamp the lamp the lamp", True),
        ("It was built in 1887. It was built in 1887. It was built in 1887.", True),
        ("no no no no no", True),
        ("very very good", False),
        ("灯塔灯塔灯塔灯塔灯塔灯塔", True),
        ("It was built in 1887 by Ada Thorne, an engineer from Leith.", False),
        ("ha", False),
    ],
)
def test_going_round_in_circles(text: str, astray: bool) -> None:
    assert is_degenerate(text) is astray
    if astray:
        assert judge(text, BUILT, TEXTS).verdict is Verdict.DEGENERATE


def test_nothing_read_supports_nothing() -> None:
    assert judge("Ada Thorne", BUILT, []).verdict is Verdict.UNSUPPORTED


# --- trust -----------------------------------------------------------------------------------

POOR = replace(fake_info(), held_out_f1=TRUSTED_F1 - 1)


def test_trust_is_measured_or_given() -> None:
    assert is_trusted(fake_info())  # nobody measured it
    assert is_trusted(replace(fake_info(), held_out_f1=TRUSTED_F1))
    assert not is_trusted(POOR)
    assert not is_trusted(POOR, ORIGIN)


@pytest.mark.parametrize(
    ("questions", "f1", "lifts"),
    [
        (OWN_QUESTIONS, TRUSTED_F1, True),
        (200, 71.5, True),
        (OWN_QUESTIONS - 1, 90.0, False),
        (200, TRUSTED_F1 - 0.1, False),
        ("200", 90.0, False),
        (200, None, False),
        (200, float("nan"), False),
    ],
)
def test_only_enough_questions_of_the_users_own_lift_it(questions: Any, f1: Any, lifts: bool) -> None:
    assert is_trusted(POOR, own_scores(questions, f1)) is lifts


def test_self_made_questions_never_lift_it() -> None:
    scores = {"held_out": {"questions": 900, "f1_before": 5.0, "f1_after": 95.0}}
    assert not is_trusted(POOR, replace(ORIGIN, scores=scores))
    assert not is_trusted(POOR, replace(ORIGIN, scores={"own": "all"}))
    assert is_trusted(fake_info(), replace(ORIGIN, scores=scores))
