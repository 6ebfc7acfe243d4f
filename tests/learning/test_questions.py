"""Questions by rule: what people ask, with answers that stand in the sentence; else silence."""

from __future__ import annotations

import pytest

from lloco_desktop.learning.audit import fault
from lloco_desktop.learning.questions import Asked, ask, ask_list


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The training course is divided into 8 sessions.",
            "How many sessions is the training course divided into?",
            "8",
        ),
        (
            "BeamBending is a Python package for drawing diagrams.",
            "What is BeamBending?",
            "a Python package for drawing diagrams",
        ),
        (
            "Usama ibn Munqidh was a Muslim poet and warrior who fought during the Crusades.",
            "Who was Usama ibn Munqidh?",
            "a Muslim poet and warrior who fought during the Crusades",
        ),
        ("The waggle dance was decoded in 1944.", "When was the waggle dance decoded?", "1944"),
        ("In May 2019 the bridge was closed.", None, ""),
        ("In May 2019, the bridge was closed.", "When was the bridge closed?", "May 2019"),
        (
            "The course was created by Alfredo Carella.",
            "Who was the course created by?",
            "Alfredo Carella",
        ),
        (
            "Example notebooks are hosted on Google Colab.",
            "Where are Example notebooks hosted?",
            "on Google Colab",
        ),
        (
            "Our curriculum was designed for high school students with no prior experience.",
            "Who was the authors’ curriculum designed for?",
            "high school students with no prior experience",
        ),
        (
            "The beekeeper feeds syrup because the colony needs stores.",
            None,
            "",
        ),
        (
            "The colony moved because the tree had fallen.",
            "Why did the colony move?",
            None,
        ),
        ("The module introduces basic concepts.", "What does the module introduce?", None),
        (
            "This platform allows students to share their work.",
            "What does the platform allow students to do?",
            "share their work",
        ),
        ("We also renamed the old course.", "What did the authors rename?", "the old course"),
        ("The team consisted of six students.", "What did the team consist of?", "six students"),
        ("The website is built using a static site generator.", "How is the website built?", None),
        ("Max Kuhn provided guidance at first.", "Who provided guidance at first?", "Max Kuhn"),
        ("The hosting will enable guided study.", "What will the hosting enable?", "guided study"),
        (
            "It was added to the Python Package Index (PPI) later.",
            "What does PPI stand for?",
            "Python Package Index",
        ),
        (
            "Women achieved 18.9% of total degrees in the country.",
            "What percentage of total degrees did Women achieve in the country?",
            "18.9%",
        ),
    ],
)  # fmt: skip
def test_plain_sentences(sentence: str, question: str | None, answer: str | None) -> None:
    found = {asked.question: asked.answer for asked in ask(sentence)}
    if question is None:
        return
    assert question in found, found
    if answer is not None:
        assert found[question] == answer
    for asked, told in found.items():
        assert told in sentence, asked


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a package for drawing diagrams.",
        "These are the results of the study.",
        "There are 8 sessions in the course.",
        "The course is not divided into 8 sessions.",
        "No prior skills are required to complete the course.",
        "How many sessions are there in the course?",
        "In the study which was made, that was the reason.",
        "Whereas this lesson is a general introduction to learning.",
        "Novel proved a runaway bestseller and was the most-read book of the century.",
        "Part 2 expands on what is known.",
    ],
)
def test_other_sentences_give_nothing(sentence: str) -> None:
    assert ask(sentence) == []


def test_words_that_are_no_names_lose_their_capital() -> None:
    sentence = "Example notebooks are hosted on Google Colab."
    assert Asked("Where are example notebooks hosted?", "on Google Colab") in ask(sentence, {"example"})


def test_what_is_counted_is_no_label_and_no_year() -> None:
    assert not [
        asked
        for asked in ask("Knowledge from Part 1 is needed in Unit 3 questions.")
        if "many" in asked.question
    ]
    assert not [asked for asked in ask("The town had 2019 problems of sorts.") if "many" in asked.question]


def test_lists() -> None:
    asked = ask_list("The package is useful for determining:", ["reaction forces", "internal forces"])
    assert asked == Asked("What is the package useful for determining?", "reaction forces; internal forces")
    named = ask_list("Students are expected to meet the following goals:", ["read papers", "write code"])
    assert named == Asked("Which goals are Students expected to meet?", "read papers; write code") or (
        named == Asked("Which goals are students expected to meet?", "read papers; write code")
    )
    assert ask_list("The package was released in May:", ["one", "two"]) is None


def test_answers_pass_the_audit_on_their_own_sentence() -> None:
    sentence = (
        "The BeamBending course was created by Alfredo Carella in 2019 at Oslo Metropolitan University."
    )
    for asked in ask(sentence):
        assert fault(asked.question, asked.answer, sentence) is None
