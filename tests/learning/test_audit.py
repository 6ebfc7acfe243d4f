"""The audit: what an answer claims stands in its text; near-duplicates are found without comparing all."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.learning.audit import (
    Duplicates,
    fault,
    goes_in_circles,
    missing_names,
    missing_numbers,
    missing_quotes,
    question_fault,
)
from lloco_desktop.learning.finder import Finder

TEXT = (
    "The colony of Karl von Frisch held 40,000 workers and 1 234 drones in May 1944. It weighed 12,5"
    " kilograms, or twelve pounds, and he called it “the loud hive” in his notes."
)


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("How many workers did the colony hold?", "40000", None),
        ("How many workers did the colony hold?", "40.000 workers", None),
        ("How many drones did the colony hold?", "1234", None),
        ("How many drones did the colony hold?", "1,235", "a number that is not in the text"),
        ("How much did the colony weigh?", "12.5 kilograms", None),
        ("How many pounds did the colony weigh?", "12", None),
        ("Whose colony was it in May?", "Karl von Frisch", None),
        ("Whose colony was it in May?", "karl VON FRISCH", None),
        ("Whose colony was it in May?", "that of Konrad Lorenz", "a name that is not in the text"),
        ("What did he call the colony?", '"The loud hive"', None),
        ("What did he call the colony?", '"the quiet hive"', "a quotation that is not in the text"),
        ("What did he call the colony?", "a summer evening", "an answer whose words are not in the text"),
        ("What did he call the loud hive then?", "the loud hive", "a question that gives its answer away"),
        ("What did he call the colony?", "", "no answer"),
        ("What did he call the colony?", "Not in the documents.", "no answer"),
        ("What?", "the loud hive", "a question too short to be understood"),
        ("Which team won the football league that year?", "Karl", "a question that is not about its text"),
        ("What is the colony of the colony of the colony?", "loud", "a question that goes round in circles"),
        ("How heavy was the colony?" + " and the hive" * 30, "12", "a question too long to be asked"),
    ],
)  # fmt: skip
def test_faults(question: str, answer: str, reason: str | None) -> None:
    assert fault(question, answer, TEXT) == reason


def test_the_title_may_give_a_question_its_words() -> None:
    asked = 'In "Notes on Bavarian beekeeping", how heavy was the colony?'
    assert question_fault(asked, TEXT) == "a question that is not about its text"
    assert question_fault(asked, TEXT, "Notes on Bavarian beekeeping: how heavy") is None


def test_the_first_word_of_an_answer_is_no_name() -> None:
    assert missing_names("Workers and drones. They flew.", TEXT) == []
    assert missing_names("Workers of Vienna", TEXT) == ["Vienna"]
    assert missing_names("FRISCH2 and drones", TEXT) == ["FRISCH2"]


def test_quotations_are_compared_word_by_word() -> None:
    assert missing_quotes("he said „the LOUD  hive“", TEXT) == []
    assert missing_quotes("he said “hive loud the”", TEXT) == ["hive loud the"]


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_is_found_however_it_is_grouped(number: int) -> None:
    for written in (f"{number:,}", f"{number:_}".replace("_", " "), f"{number:_}".replace("_", ".")):
        assert missing_numbers(str(number), f"It had {written} parts.") == []
        assert missing_numbers(f"about {written}", f"It had {number} parts.") == []


@pytest.mark.parametrize(
    "text", ["Fenenenenenenenen", "99999999999", "the course of the course of the course of the"]
)
def test_circles(text: str) -> None:
    assert goes_in_circles(text)


def test_plain_text_goes_in_no_circles() -> None:
    assert not goes_in_circles(TEXT)
    assert not goes_in_circles("very, very old")


def test_near_duplicates() -> None:
    seen = Duplicates()
    assert seen.add("How many sessions is the training course divided into?", "8")
    assert not seen.add("How many sessions is the training course divided into?", "9")
    assert not seen.add("how many sessions is this training course divided into", "8")
    assert seen.add("How many weeks is the summer school divided into?", "8")
    assert seen.add("Who gave the training course?", "8")


def test_thousands_of_questions_are_compared_in_a_moment() -> None:
    dice = random.Random(0)
    words = [f"word{number}" for number in range(600)]
    seen = Duplicates()
    asked = [
        f"What is the {' '.join(dice.choices(words, k=6))} of the {dice.choice(words)}?" for _ in range(4000)
    ]
    assert sum(seen.add(one, "x") for one in asked) >= 3990
    assert not any(seen.add(one, "x") for one in asked[:200])


def test_the_finder_leads_back_to_the_text() -> None:
    finder = Finder(["the waggle dance of bees", "the winter cluster of bees", "rows of numbers"])
    assert finder.rank("How do bees dance?", 0, 3) == 1
    assert finder.rank("How do bees dance?", 1, 3) == 2
    assert finder.rank("How do bees dance?", 2, 3) is None
    assert finder.best("How do bees dance?", among=[1, 2]) == finder.best("bees", among=[1])
    assert finder.share("waggle dance", 0) == 1.0
    assert finder.share("waggle dance", 1) == 0.0
    assert finder.best("") == []
