"""Batches: full, of independent segments, in about the documents' order, and never twice the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.compression.compressor import (
    DocumentSegments,
    SegmentText,
    compress,
    document_work,
)
from lloco_desktop.compression.keys import DocumentKeys
from lloco_desktop.errors import OutOfMemory
from tests.tiny_backbone import write_tiny_backbone

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"


@dataclass
class CountingBackbone:
    """Summarises a text as [its length, the sum of its history]; remembers its batches."""

    history: int | None = 0
    fits: int = 10**9  # segments that its memory holds
    refused: int = 0
    token_bytes: int = 0
    batches: list[list[int]] = field(default_factory=list)
    info: Any = field(default_factory=lambda: SimpleNamespace(device="cpu", encoder_window=10))

    def encode(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]

    def compress(self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None]) -> list[Tensor]:
        if len(segments) > self.fits:
            self.refused += 1
            raise OutOfMemory("full")
        self.batches.append([len(segment) for segment in segments])
        return [
            torch.tensor([[float(sum(segment)), 0.0 if history is None else float(history.sum())]])
            for segment, history in zip(segments, histories, strict=True)
        ]


def segments(texts: Sequence[str], history: int | None = 0) -> list[SegmentText]:
    key = DocumentKeys("b", history)
    return [SegmentText(key(text), text, len(text)) for text in texts]


def work(*documents: Sequence[str], history: int | None = 0) -> list[DocumentSegments]:
    return [document_work(segments(texts, history), history) for texts in documents]


def run(backbone: Any, documents: list[DocumentSegments], budget: int, **options: Any) -> dict[str, Tensor]:
    made: dict[str, Tensor] = {}
    for batch in compress(backbone, documents, budget, **options):
        assert not made.keys() & dict(batch).keys()
        made |= dict(batch)
    return made


def test_batches_fill_the_budget_over_documents_and_waste_little() -> None:
    backbone = CountingBackbone()
    documents = work(["a" * 10, "b" * 9], ["c" * 10, "d" * 2, "e" * 10], ["f" * 3])
    made = run(backbone, documents, 30)
    assert len(made) == 6
    assert backbone.batches == [[10, 10, 10], [9, 3, 2]]


def test_a_segment_longer_than_the_budget_stands_alone() -> None:
    backbone = CountingBackbone()
    run(backbone, work(["a" * 50, "b" * 4, "c" * 5]), 10)
    assert backbone.batches == [[50], [5, 4]]


def test_equal_texts_are_compressed_once() -> None:
    backbone = CountingBackbone()
    made = run(backbone, work(["same", "other"], ["same"]), 100)
    assert len(made) == 2
    assert sum(len(batch) for batch in backbone.batches) == 2


def test_what_is_stored_is_not_made_again() -> None:
    backbone = CountingBackbone()
    all_of_it = segments(["a", "b", "c"])
    pending = document_work(all_of_it, 0, stored={all_of_it[1].key})
    assert run(backbone, [pending], 10).keys() == {all_of_it[0].key, all_of_it[2].key}


def test_nothing_to_do() -> None:
    assert run(CountingBackbone(), work([], []), 10) == {}


def test_documents_finish_about_in_their_order() -> None:
    backbone = CountingBackbone()
    documents = work(*[[f"{chr(65 + d)}{i}" * 5 for i in range(20)] for d in range(8)])
    batches = list(compress(backbone, documents, 20))
    first = {key for batch in batches[: len(batches) // 4] for key, _ in batch}
    of_first_documents = {item.segment.key for document in documents[:4] for item in document.pending}
    assert first <= of_first_documents


def test_dependent_segments_go_round_by_round_with_their_history() -> None:
    backbone = CountingBackbone(history=2)
    documents = work(["a", "bb", "ccc", "dddd"], ["e", "ff"], history=2)
    made = run(backbone, documents, 100)
    assert backbone.batches == [[1, 1], [2, 2], [3], [4]]
    rows = [made[item.segment.key][0] for item in documents[0].pending]
    assert rows[1][1] == rows[0].sum()
    assert rows[2][1] == rows[0].sum() + rows[1].sum()
    assert rows[3][1] == rows[1].sum() + rows[2].sum()


def test_a_resumed_document_gets_its_history_from_the_store() -> None:
    whole = segments(["a", "bb", "ccc", "dddd"], history=2)
    complete = run(CountingBackbone(history=2), [document_work(whole, 2)], 100)
    stored = {whole[0].key, whole[1].key}
    asked: list[str] = []

    def load(key: str) -> Tensor:
        asked.append(key)
        return complete[key]

    rest = run(CountingBackbone(history=2), [document_work(whole, 2, stored)], 100, load=load)
    assert rest.keys() == {whole[2].key, whole[3].key}
    assert all(torch.equal(rest[key], complete[key]) for key in rest)
    assert sorted(asked) == sorted(stored)


def test_a_batch_that_does_not_fit_is_halved() -> None:
    backbone = CountingBackbone(fits=2)
    made = run(backbone, work(["a", "b", "c", "d", "e"]), 100)
    assert len(made) == 5
    assert [len(batch) for batch in backbone.batches] == [2, 1, 2]


def test_a_segment_that_does_not_fit_alone_is_said() -> None:
    with pytest.raises(OutOfMemory):
        run(CountingBackbone(fits=0), work(["a", "b"]), 100)


def test_it_can_be_closed_between_batches() -> None:
    backbone = CountingBackbone()
    stream = compress(backbone, work(["a", "b", "c"]), 1)  # type: ignore[arg-type]
    next(stream)
    stream.close()
    assert len(backbone.batches) == 1


def test_a_real_backbone_gives_what_one_segment_at_a_time_gives(tmp_path: Path) -> None:
    backbone = load_backbone(write_tiny_backbone(tmp_path / "tiny"), device="cpu", dtype="fp32")
    texts = ["word " * n for n in (1, 12, 7, 12, 3, 40)]
    drafts = [
        SegmentText(key, text, len(backbone.encode(text))) for key, text in zip("abcdef", texts, strict=True)
    ]
    made = run(backbone, [document_work(drafts[:3], 0), document_work(drafts[3:], 0)], 128)
    for draft in drafts:
        alone = backbone.compress([backbone.encode(draft.text)], [None])[0]
        assert torch.allclose(made[draft.key], alone, atol=1e-5)
        assert made[draft.key].dtype == torch.float32
        assert made[draft.key].shape[0] == -(-draft.tokens // 8)
