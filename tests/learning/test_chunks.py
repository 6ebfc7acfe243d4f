"""Documents cut into chunks, and the chunks split into those that train and those that measure."""

from __future__ import annotations

from collections import Counter

import pytest

from lloco_desktop.errors import LearningError
from lloco_desktop.learning.chunks import cut_chunks, split_chunks
from lloco_desktop.study import Split
from tests.learning.texts import BEES, chunk, document, library


def test_a_small_segment_is_one_chunk() -> None:
    chunks = cut_chunks(library(), 200)
    assert [one.segment for one in chunks] == ["1/0", "1/1", "1/2", "2/0", "2/1", "2/2"]
    assert chunks[0].text == library()[0].passages[0].text
    assert all(one.tokens == len(one.text.split()) for one in chunks)


def test_a_large_segment_is_cut_evenly_and_loses_nothing() -> None:
    passages = tuple(f"Sentence {number} of a long text that goes on and on." for number in range(12))
    chunks = cut_chunks([document(7, "Long", passages, per_segment=12)], 50)
    assert {one.segment for one in chunks} == {"7/0"}
    assert "\n".join(one.text for one in chunks) == "\n".join(passages)
    assert max(one.tokens for one in chunks) <= 50
    assert max(one.tokens for one in chunks) - min(one.tokens for one in chunks) <= 11
    assert [one.first_passage for one in chunks[1:]] == [one.last_passage + 1 for one in chunks[:-1]]


def test_a_passage_longer_than_a_chunk_stands_alone() -> None:
    chunks = cut_chunks([document(7, "Long", ("word " * 300, "short text here"), per_segment=2)], 50)
    assert [(one.first_passage, one.last_passage) for one in chunks] == [(0, 0), (1, 1)]


def test_split_is_by_share_spread_over_documents_and_the_same_each_time() -> None:
    passages = tuple(
        f"The station number {number} was opened in the year {1900 + number} by the mayor of the town."
        for number in range(20)
    )
    chunks = cut_chunks([document(number, f"Document {number}", passages) for number in (1, 2, 3)], 200)
    chunks = [
        chunk(f"{one.text} It is in {one.title}.", one.document, one.title, at)
        for at, one in enumerate(chunks)
    ]
    splits = split_chunks(chunks, 0.2, seed=3)
    held = Counter(one.document for one, split in zip(chunks, splits, strict=True) if split is Split.HELD_OUT)
    assert sum(held.values()) == 12
    assert set(held.values()) == {4}
    assert splits == split_chunks(chunks, 0.2, seed=3)
    assert splits != split_chunks(chunks, 0.2, seed=4)


def test_equal_text_is_never_on_both_sides() -> None:
    texts = [
        f"The old bridge number {number % 10} was built of stone by the monks of the abbey."
        for number in range(40)
    ]
    chunks = [chunk(text, number=1 + at // 10, at=at) for at, text in enumerate(texts)]
    splits = split_chunks(chunks, 0.3, seed=0)
    sides: dict[str, set[Split]] = {}
    for one, split in zip(chunks, splits, strict=True):
        sides.setdefault(one.text, set()).add(split)
    assert all(len(side) == 1 for side in sides.values())


def test_chunks_that_the_user_asks_about_are_split_by_the_same_share() -> None:
    table = "1  2  3  4\n5  6  7  8"
    prose = "The old bridge number {} was built of stone by the monks of the abbey in spring."
    chunks = [chunk(f"{table}\n{at}  {at}", at=at) for at in range(20)]
    chunks += [chunk(prose.format(at), at=at) for at in range(20, 30)]
    splits = split_chunks(chunks, 0.25, seed=0, asked=range(20))
    assert sum(split is Split.HELD_OUT for split in splits[:20]) == 5


def test_too_little_text_is_said_with_the_minimum() -> None:
    with pytest.raises(LearningError, match=r"too little text.*of the 5"):
        split_chunks([chunk(BEES[2]), chunk(BEES[0])], 0.2, seed=0)
