from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.terms import content_terms, coverage, rarity, stem, term_set, terms, wants


def test_forms_of_a_word_come_together_and_different_words_stay_apart() -> None:
    assert len({stem(word) for word in ("originate", "originates", "originated", "originating")}) == 1
    assert len({stem(word) for word in ("study", "studies", "studied")}) == 1
    assert len({stem(word) for word in ("run", "runs", "running")}) == 1
    assert stem("universe") != stem("university")


def test_numbers_accents_and_possessives() -> None:
    assert content_terms("1,234.5") == ["1234.5"]
    assert term_set("Müller’s") == term_set("muller")
    assert content_terms("GPT-20") == ["gpt", "20"]


def test_question_words_are_no_content() -> None:
    assert content_terms("What is this about?") == []
    assert content_terms("苏轼出生在什么地方？") == ["苏轼", "轼出", "出生", "地方"]
    assert content_terms("東京の首都はどこですか")[0] == "東京"


def test_rarity_and_coverage_by_hand() -> None:
    texts = [frozenset({"a", "b"}), frozenset({"a"})]
    weights = rarity([("a",), ("b",), ("c", "d")], texts)
    assert weights["a",] < weights["b",] < weights["c", "d"]
    assert coverage({("a",): 1.0, ("b", "c"): 3.0}, frozenset({"c"})) == 0.75
    assert coverage({}, frozenset({"b"})) == 0.0
    assert rarity([("a",)], []) == {("a",): 1.0}


def test_a_want_is_met_by_any_of_its_forms() -> None:
    assert wants("three ships") == [("thre", "3"), ("ship",)]
    assert coverage(dict.fromkeys(wants("苏轼出生"), 1.0), term_set("苏轼于1037年出生在四川")) == 1.0
    assert coverage(dict.fromkeys(wants("苏轼出生"), 1.0), term_set("苏轼的诗")) == 0.5


@given(st.text())
def test_terms_lie_where_they_say(text: str) -> None:
    for term in terms(text):
        assert 0 <= term.start < term.end <= len(text)
        assert term.text
    present = term_set(text)
    assert all(not present.isdisjoint(want) for want in wants(text))


def test_what_is_asked_in_chinese_is_not_taken_for_what_is_asked_about() -> None:
    assert wants("色林错应该怎么办？") == wants("色林错")
    assert wants("租金需要多久支付？") == wants("租金") + wants("支付")
