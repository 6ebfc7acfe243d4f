from __future__ import annotations

import pytest

from lloco_desktop.metrics import best, exact_match, f1, mean, normalise, recall_at


def test_normalising_drops_case_articles_and_punctuation() -> None:
    assert normalise("The  Cat, a “dog”!") == "cat dog"


@pytest.mark.parametrize(
    ("answer", "gold", "expected"),
    [
        ("the cat sat", "cat sat", 1.0),
        ("a big cat", "cat", 2 / 3),  # precision 1/2, recall 1
        ("cat cat", "cat dog", 1 / 2),  # one in common; precision and recall 1/2
        ("dog", "cat", 0.0),
        ("", "", 1.0),
        ("cat", "", 0.0),
    ],
)
def test_f1(answer: str, gold: str, expected: float) -> None:
    assert f1(answer, gold) == pytest.approx(expected)


def test_the_best_gold_answer_counts() -> None:
    assert best(exact_match, "In 1987.", ["1986", "in 1987"]) == 1.0
    assert best(f1, "x", []) == 0.0
    assert mean([]) == 0.0


def test_recall() -> None:
    assert recall_at([4, 2, 9], 2, 1) == 0.0
    assert recall_at([4, 2, 9], 2, 2) == 1.0
