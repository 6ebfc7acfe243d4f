from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.answering.planning import (
    Budget,
    Plan,
    count_by_ratio,
    plan_passages,
    plan_whole,
    summaries_counter,
)
from lloco_desktop.backbone.base import BackboneFormat
from lloco_desktop.domain import DocumentId, Hit, Passage, PassageId, Segment, SegmentId
from tests.fakes import fake_info


def words(text: str) -> int:
    return len(text.split())


def budget(window: int = 500, answer: int = 50, stride: int = 1, segments: int = 8) -> Budget:
    return Budget(window, answer, stride, words, count_by_ratio(4.0), max_segments=segments)


def segments_of(document: int, tokens: list[int]) -> list[Segment]:
    """Segments of two passages each."""
    return [
        Segment(
            SegmentId(document * 100 + at),
            DocumentId(document),
            at,
            2 * at,
            2 * at + 1,
            count,
            f"{document}-{at}",
        )
        for at, count in enumerate(tokens)
    ]


def hit(document: int, ordinal: int, score: float = 0.5, length: int = 10) -> Hit:
    text = " ".join(["word"] * length)
    key = PassageId(document * 1000 + ordinal)
    return Hit(Passage(key, DocumentId(document), ordinal, text, (), length), score, None, None)


def total(plan: Plan, own: Budget) -> int:
    return plan.positions + own.answer


def test_segments_of_the_hits_in_document_order_grouped_by_document() -> None:
    known = segments_of(1, [40, 40, 40]) + segments_of(2, [40, 40])
    plan = plan_passages("who built it", [hit(1, 5), hit(2, 0), hit(1, 1)], known, budget())
    assert [segment.key for segment in plan.segments] == ["1-0", "1-2", "2-0"]
    assert [(document, len(some)) for document, some in plan.by_document()] == [(1, 2), (2, 1)]
    assert plan.summaries == 30
    assert plan.source_tokens == 120
    assert [passage.ordinal for passage in plan.passages] == [5, 0, 1]
    assert plan.expanded == 30
    assert plan.left_out == 0
    assert plan.note is None


def test_hits_in_one_segment_read_it_once_and_expansion_can_be_off() -> None:
    plan = plan_passages("q", [hit(1, 0), hit(1, 1)], segments_of(1, [40]), budget(), expansion=False)
    assert len(plan.segments) == 1
    assert plan.passages == ()
    assert plan.expanded == 0


def test_the_best_hits_come_first_when_room_is_short() -> None:
    known = segments_of(1, [400, 400, 40])
    plan = plan_passages("q", [hit(1, 4), hit(1, 2), hit(1, 0)], known, budget(window=200), expansion=False)
    assert [segment.key for segment in plan.segments] == ["1-1", "1-2"]
    assert plan.left_out == 1


def test_a_hit_without_a_segment_is_no_error() -> None:
    plan = plan_passages("q", [hit(9, 0)], segments_of(1, [40]), budget())
    assert plan.segments == ()
    assert len(plan.passages) == 1


def test_whole_documents_in_order_and_an_even_rest() -> None:
    first, second = segments_of(1, [40] * 6), segments_of(2, [40] * 6)
    plan = plan_whole("q", [first, second], [], budget())
    assert [segment.key for segment in plan.segments] == [segment.key for segment in first + second]
    assert plan.note is None
    tight = plan_whole("q", [first, second], [hit(2, 1)], budget(window=150), expansion=False)
    kept = [segment.key for segment in tight.segments]
    assert "2-0" in kept
    assert {key[0] for key in kept} == {"1", "2"}
    assert tight.left_out == 12 - len(kept)
    assert tight.note is not None
    assert f"{len(kept)} of 12" in tight.note


def test_summaries_are_counted_as_the_format_makes_them() -> None:
    short = segments_of(1, [5])[0]
    assert summaries_counter(fake_info())(short) == 2
    llama = replace(
        fake_info(), format=BackboneFormat.AUTOCOMPRESSOR, encoder_window=1536, tokens_per_summary=1536 / 50
    )
    assert summaries_counter(llama)(short) == 50


lengths = st.lists(st.integers(1, 600), min_size=0, max_size=12)


@given(
    lengths,
    lengths,
    st.lists(st.tuples(st.integers(1, 2), st.integers(0, 23), st.integers(1, 300)), max_size=12),
    st.integers(0, 3000),
    st.integers(0, 300),
    st.sampled_from([1, 4, 16]),
    st.integers(1, 60),
    st.booleans(),
    st.booleans(),
)
def test_a_plan_never_exceeds_the_window(
    first: list[int],
    second: list[int],
    found: list[tuple[int, int, int]],
    window: int,
    answer: int,
    stride: int,
    question_words: int,
    whole: bool,
    expansion: bool,
) -> None:
    own = budget(window, answer, stride)
    documents = [segments_of(1, first), segments_of(2, second)]
    hits = [hit(document, ordinal, 0.5, length) for document, ordinal, length in found]
    question = " ".join(["why"] * question_words)
    known = documents[0] + documents[1]
    if whole:
        plan = plan_whole(question, documents, hits, own, instruction="Be brief.", expansion=expansion)
        assert len(plan.segments) + plan.left_out == len(known)
    else:
        plan = plan_passages(question, hits, known, own, instruction="Be brief.", expansion=expansion)
    if plan.segments or plan.passages:  # otherwise the question alone may be longer than the window
        assert total(plan, own) <= window
    assert plan.summaries == sum(own.count_summaries(segment) for segment in plan.segments)
    assert plan.expanded == sum(words(passage.text) for passage in plan.passages)
    for _, some in plan.by_document():
        ordinals = [segment.ordinal for segment in some]
        assert ordinals == sorted(set(ordinals))
    assert len(plan.by_document()) == len({segment.document for segment in plan.segments})
