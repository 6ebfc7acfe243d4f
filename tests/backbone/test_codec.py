"""Streaming text: whole characters only, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.backbone.codec import Codec, StopAt, TextStream
from lloco_desktop.errors import BackboneDamaged
from tests.tiny_backbone import byte_tokenizer

CODEC = Codec("tiny", byte_tokenizer())


def stream(ids: Sequence[int]) -> list[str]:
    text = TextStream(CODEC.decode)
    return [*(text.push(token) for token in ids), text.finish()]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="�")))
def test_pieces_join_to_the_text(text: str) -> None:
    pieces = stream(CODEC.encode(text))
    assert "".join(pieces) == text
    assert not any("�" in piece for piece in pieces)


@given(st.lists(st.integers(min_value=6, max_value=261), max_size=40))
def test_bytes_that_are_no_text_never_break_a_piece(ids: list[int]) -> None:
    assert not any("�" in piece for piece in stream(ids))


def test_a_character_appears_when_its_last_byte_does() -> None:
    assert stream(CODEC.encode("a文b")) == ["a", "", "", "文", "b", ""]


class SpacedWords:
    """Decodes like Llama's tokenizer: a space before every word but the first of what is decoded."""

    def __call__(self, ids: Sequence[int]) -> str:
        return " ".join(f"w{token}" for token in ids)


def test_a_space_that_depends_on_what_stands_before_is_kept() -> None:
    text = TextStream(SpacedWords())
    assert [text.push(token) for token in (1, 2, 3)] == ["w1", " w2", " w3"]


def test_stop_strings_end_the_text_even_across_pieces() -> None:
    stopping = StopAt(["\nQ:", "###"])
    assert [stopping.push(piece) for piece in ("one", "\n", "two\n", "Q", ": more")] == [
        "one",
        "",
        "\ntwo",
        "",
        "",
    ]
    assert stopping.stopped
    assert stopping.finish() == ""


def test_what_only_began_like_a_stop_string_is_given_out() -> None:
    stopping = StopAt(["###"])
    assert stopping.push("a##") == "a"
    assert stopping.push("b#") == "##b"
    assert stopping.finish() == "#"


def test_without_a_tokenizer_the_sentence_says_so() -> None:
    codec = Codec("golden", None)
    assert not codec.present
    assert codec.end_ids("x") == set()
    with pytest.raises(BackboneDamaged, match="golden has no tokenizer"):
        codec.encode("text")
