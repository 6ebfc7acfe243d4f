"""Which sentences of messy text can be asked about, and what is recalled from them without a question."""

from __future__ import annotations

import random

from lloco_desktop.learning.prose import (
    Habits,
    is_askable,
    is_english,
    sentences_of,
    split_sentences,
    without_citations,
)
from lloco_desktop.learning.recall import Form, candidates, central, short_title
from lloco_desktop.study import MaterialKind
from tests.learning.texts import BEES

MESSY = """DOI: 10.21105/jose.00068
Submitted: 18 July 2019 Published: 26 August 2021
1 Department of Physics, University of Essex, United Kingdom 2 School of Business, London
Figure 1: The seven steps of the whole solution are shown here in order.
Title  Session  Description  Tools
129  23  3.7  62  3.000 male
$ git clone https://github.com/someone/something
score_model <- lm(score ~ age, data = evals)
The package can be used by:
• teachers who want to generate problems
• students who want to verify solutions
Statement of Need
Dr. Baker et al. found a staggering ratio of such results (Baker, 2016; Warren, 2015), e.g. in biology. The
Baker, M. (2016). 1,500 scientists lift the lid on reproducibility. Nature, 533(7604), 452–454.
"""


def test_only_prose_is_left_of_a_messy_page() -> None:
    found = sentences_of(MESSY)
    assert [sentence.text for sentence in found] == [
        "Dr. Baker et al. found a staggering ratio of such results, e.g. in biology.",
    ] or [sentence.after for sentence in found[:1]] == [
        "teachers who want to generate problems\nstudents who want to verify solutions"
    ]
    assert found[-1].heading == "Statement of Need"


def test_references_and_tables_are_nothing_to_ask_about() -> None:
    assert not is_askable(BEES[2])
    assert not is_askable("1  2  3\n4  5  6")
    assert not is_askable("")
    assert is_askable(BEES[0])


def test_lines_that_recur_are_passed_over() -> None:
    line = "Authors of these papers keep all of their rights in this country."
    habits = Habits()
    for number in range(3):
        habits.add(f"{line}\nA page numbered {number}.")
    assert line in habits.common_lines()
    assert sentences_of(line, habits.common_lines()) == []
    assert len(sentences_of(line)) == 1


def test_words_that_are_mostly_small_are_ordinary() -> None:
    habits = Habits()
    habits.add("We like linear models. He met Ada there. A linear one. She saw Ada, too, and an ada once.")
    assert "linear" in habits.ordinary_words()
    assert "ada" not in habits.ordinary_words()


def test_sentences_and_citations() -> None:
    text = "See e.g. Fig. 2 by J. K. Rowling. It was “good.” Then 12 others (n.d.) came! 完了した。次の文。"
    assert split_sentences(text) == [
        "See e.g. Fig. 2 by J. K. Rowling.",
        "It was “good.”",
        "Then 12 others (n.d.) came!",
        "完了した。",
        "次の文。",
    ]
    assert (
        without_citations("As shown [1, 2] by Smith (2019) (Lee et al., 2020).")
        == "As shown by Smith (2019)."
    )


def test_other_languages_are_told_apart() -> None:
    assert is_english(BEES[0])
    assert not is_english(
        "Der Schwänzeltanz wurde von Karl von Frisch entschlüsselt, und das war im Jahr 1944."
    )


def test_other_languages_give_quotations_and_numbers_only() -> None:
    text = (
        "Der Schwänzeltanz wurde im Jahr 1944 von Karl von Frisch in München entschlüsselt. Ein Volk hat"
        " im Sommer etwa 40.000 Arbeiterinnen, die für alle anderen Bienen sorgen."
    )
    found = candidates(sentences_of(text), "Bienen", random.Random(0))
    assert {one.form for one in found} == {Form.CLOZE, Form.QUOTE, Form.NEXT}
    assert {one.answer for one in found if one.form is Form.CLOZE} <= {"1944", "40.000"}


def test_text_without_spaces_is_quoted_by_characters() -> None:
    text = "蜜蜂的舞蹈在一九四四年由卡尔冯弗里希破译，一个蜂群在夏天大约有40000只工蜂。"
    found = candidates(sentences_of(text), "蜜蜂", random.Random(0))
    assert {one.form for one in found} == {Form.CLOZE, Form.QUOTE}
    assert all(one.answer in text for one in found)


def test_what_is_recalled_stands_in_the_text() -> None:
    text = BEES[0]
    for seed in range(20):
        found = candidates(sentences_of(text), "How bees live", random.Random(seed))
        assert found == candidates(sentences_of(text), "How bees live", random.Random(seed))
        for one in found:
            assert one.answer in text, one
            if one.form is Form.CLOZE:
                assert one.answer not in one.question
    assert {one.form.kind for one in found} >= {MaterialKind.RECALL, MaterialKind.CONTINUATION}


def test_summaries_name_the_document_and_the_section() -> None:
    found = candidates(sentences_of(BEES[1]), "How bees live: a guide", random.Random(0))
    asked = {one.question for one in found if one.form is Form.SUMMARY}
    assert asked == {'What does "How bees live" say about Wintering?'}
    assert central(["a queen lays eggs", "bees dance", "the queen and her bees dance"]).startswith(
        "the queen"
    )
    assert short_title("AI: a story") == "AI: a story"
