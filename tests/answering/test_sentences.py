from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.answering.sentences import pieces_of
from tests.answering.town import spans


def whole(text: str) -> list[tuple[int, int]]:
    """A splitter that finds no sentence ends."""
    return [(0, len(text))] if text else []


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in pieces_of(text, spans)]


def test_a_heading_is_no_part_of_the_sentence_after_it() -> None:
    text = "Statement of Need\nStatics is taught early. It is hard."
    assert cut(text) == ["Statement of Need", "Statics is taught early.", "It is hard."]


def test_a_name_within_brackets_does_not_end_a_sentence() -> None:
    text = "Curves from the literature (Karukes, E. V. et al., 2015) are shown. They are flat."
    assert cut(text) == [
        "Curves from the literature (Karukes, E. V. et al., 2015) are shown.",
        "They are flat.",
    ]


def test_what_a_splitter_left_over_long_is_cut_again() -> None:
    text = "One thing is said here. " * 20
    assert len(pieces_of(text, whole)) == 20
    assert len(pieces_of(text[:48], whole)) == 1


@given(st.lists(st.sampled_from(["a (b", "c) d.", "E. V.", "\n", "  ", "。", "word. Next"])).map(" ".join))
def test_pieces_are_in_order_trimmed_and_lose_nothing(text: str) -> None:
    pieces = pieces_of(text, whole)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in pieces)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(pieces))
    kept = "".join(text[start:end] for start, end in pieces)
    assert "".join(kept.split()) == "".join(text.split())
