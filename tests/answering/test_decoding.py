from __future__ import annotations

from contextlib import closing
from itertools import count
from pathlib import Path

import torch

from lloco_desktop.answering.decoding import Finished, Token, prompt_parts, stream_answer
from lloco_desktop.answering.instruction import INSTRUCTION, instruction_for, is_refusal
from lloco_desktop.answering.planning import Budget, plan_passages, summaries_counter
from lloco_desktop.backbone.base import PromptParts
from lloco_desktop.domain import DocumentId, Segment, SegmentId
from tests.answering.town import hits_of
from tests.fakes import FakeBackbone, fake_info

PARTS = PromptParts((), ("The lighthouse was built in 1887.",), "When was it built?")


def test_tokens_then_the_end_with_what_it_took() -> None:
    backbone = FakeBackbone("in 1887 by Ada Thorne")
    ticks = count()
    events = list(stream_answer(backbone, PARTS, clock=lambda: float(next(ticks))))
    tokens, end = events[:-1], events[-1]
    assert [token.text for token in tokens if isinstance(token, Token)] == [
        "in",
        " 1887",
        " by",
        " Ada",
        " Thorne",
    ]
    assert isinstance(end, Finished)
    assert end.text == "in 1887 by Ada Thorne"
    assert (end.pieces, end.prompt, end.expanded, end.summaries) == (5, 10, 6, 0)
    assert (end.first_token, end.total) == (1.0, 2.0)
    assert not end.degenerate
    assert backbone.asked == [PARTS]


def test_closing_the_stream_stops_the_decoder_at_once() -> None:
    backbone = FakeBackbone("one two three four five")
    with closing(stream_answer(backbone, PARTS)) as events:
        next(events)
        next(events)
    assert backbone.given == ["one", " two"]
    assert backbone.closed


def test_the_adapter_is_named_to_the_decoder() -> None:
    backbone = FakeBackbone("1887")
    backbone.adapters.load("adapter7", Path("adapters/7"))
    list(stream_answer(backbone, PARTS, adapter="adapter7"))
    list(stream_answer(backbone, PARTS))
    assert backbone.used == ["adapter7", None]


def test_circles_are_stopped() -> None:
    backbone = FakeBackbone(" ".join(["round and round it goes"] * 50))
    end = list(stream_answer(backbone, PARTS))[-1]
    assert isinstance(end, Finished)
    assert end.degenerate
    assert len(backbone.given) < 40
    assert backbone.closed


def test_no_answer_still_ends() -> None:
    (end,) = stream_answer(FakeBackbone(""), PARTS)
    assert isinstance(end, Finished)
    assert (end.text, end.pieces, end.first_token) == ("", 0, end.total)


def test_one_memory_span_per_document_in_order() -> None:
    backbone = FakeBackbone()
    segments = [
        Segment(SegmentId(at), DocumentId(document), ordinal, 2 * ordinal, 2 * ordinal + 1, 8, f"k{at}")
        for at, (document, ordinal) in enumerate([(1, 0), (1, 1), (2, 0)])
    ]
    budget = Budget(500, 20, 1, backbone.count_prompt_tokens, summaries_counter(backbone.info))
    plan = plan_passages("who?", hits_of(), segments, budget)
    summaries = {segment.key: torch.full((2, 8), float(segment.id)) for segment in segments}
    parts = prompt_parts(plan, summaries, "who?")
    spans = [(span.summaries[:, 0].tolist(), span.source_tokens) for span in parts.memory]
    assert spans == [([0.0, 0.0, 1.0, 1.0], 16), ([2.0, 2.0], 8)]
    end = list(stream_answer(backbone, parts))[-1]
    assert isinstance(end, Finished)
    assert (end.summaries, end.source) == (plan.summaries, plan.source_tokens) == (6, 24)


def test_instructions_and_the_refusal() -> None:
    assert instruction_for(fake_info()) is None  # a small one was never given any
    assert is_refusal("Not in the documents!")
    assert not is_refusal("It is not in the documents that I read, but 1887.")
    assert "not in the documents" in INSTRUCTION
