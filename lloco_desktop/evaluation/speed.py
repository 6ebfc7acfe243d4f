"""How fast a backbone is here: summarising, and answering from a prompt of the application's size."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.answering.decoding import prompt_parts
from lloco_desktop.answering.instruction import instruction_for
from lloco_desktop.answering.planning import Budget, plan_passages, summaries_counter
from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.compression.compressor import SegmentText, compress, document_work
from lloco_desktop.documents.segments import cut_segments
from lloco_desktop.documents.tokens import estimate_tokens
from lloco_desktop.domain import DocumentId, Hit, Passage, PassageId, Segment, SegmentId
from lloco_desktop.errors import BadInput
from lloco_desktop.evaluation.passages import cut, sentences_of
from lloco_desktop.settings import Settings

PASSAGE_WORDS = 110  # about the 150 tokens of the application's passages
CHARACTERS = 32_000  # of text that is summarised
QUESTION = "What is said about the way in which this came to be known?"
ANSWER = 32  # tokens, whatever the decoder would end with
ROUNDS = 3  # of which the fastest counts, so that other work on the machine disturbs little


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured, and on what."""

    summarised_tokens: int
    summarising: float  # tokens per second
    rows: int  # of the prompt
    summaries: int  # of these rows
    expanded: int  # tokens of passages as text among them
    first_token: float  # seconds
    answering: float  # tokens per second after the first
    cores: int
    threads: int  # that torch computes with
    dtype: str


def measure_speed(backbone: Backbone, texts: Sequence[str]) -> Speed:
    """Summarise the first of the texts as one document and read a question's prompt, nothing remembered.

    Raises BadInput if there is no text.
    """
    import torch

    passages = _passages(texts)
    segments, known = _segments(backbone, passages)
    summaries, summarising = {}, []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        summaries = {
            key: made
            for batch in compress(backbone, [document_work(segments, backbone.history)])
            for key, made in batch
        }
        summarising.append(time.perf_counter() - begun)
    info = backbone.info
    budget = Budget(
        window=info.room,
        answer=Settings().answer_tokens,
        positions_per_summary=info.positions_per_summary,
        count_tokens=backbone.count_prompt_tokens,
        count_summaries=summaries_counter(info),
    )
    instruction = instruction_for(info)
    hits = [Hit(passages[segment.first_passage], 1.0, None, None) for segment in known]
    plan = plan_passages(QUESTION, hits, known, budget, instruction=instruction)
    parts = prompt_parts(plan, summaries, QUESTION, instruction)
    assert isinstance(backbone, PooledBackbone | AutoCompressorBackbone)
    firsts, rates = [], []
    for _ in range(ROUNDS):
        backbone.reader.forget()
        begun = time.perf_counter()
        prompt = backbone.assemble(parts)
        tokens = backbone.reader.tokens(prompt, ANSWER, ignore_end=True)
        marks = [time.perf_counter() for token in tokens if token is not None]
        firsts.append(marks[0] - begun)
        rates.append((len(marks) - 1) / (marks[-1] - marks[0]))
    total = sum(segment.tokens for segment in segments)
    return Speed(
        summarised_tokens=total,
        summarising=total / min(summarising),
        rows=prompt.length,
        summaries=prompt.summaries,
        expanded=prompt.expanded,
        first_token=min(firsts),
        answering=max(rates),
        cores=os.cpu_count() or 1,
        threads=torch.get_num_threads(),
        dtype=info.dtype,
    )


def _passages(texts: Sequence[str]) -> list[Passage]:
    text = "\n".join(texts)[:CHARACTERS]
    if not text.strip():
        raise BadInput("There is no text to measure the speed with.")
    return [
        Passage(PassageId(place), DocumentId(0), place, passage, (), estimate_tokens(passage))
        for place, passage in enumerate(cut(sentences_of(text), PASSAGE_WORDS))
    ]


def _segments(backbone: Backbone, passages: Sequence[Passage]) -> tuple[list[SegmentText], list[Segment]]:
    """The segments of one document, as they are compressed and as they are planned with."""
    drafts = cut_segments(
        passages, backbone.info.encoder_window, lambda text: len(backbone.encode(text)), lambda text: text
    )
    segments = [SegmentText(draft.key, draft.text, draft.tokens) for draft in drafts]
    known = [
        Segment(
            SegmentId(draft.ordinal),
            DocumentId(0),
            draft.ordinal,
            draft.first_passage,
            draft.last_passage,
            draft.tokens,
            draft.key,
        )
        for draft in drafts
    ]
    return segments, known
