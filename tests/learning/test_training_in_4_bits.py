"""QLoRA (arXiv 2305.14314) on the processor: the whole loop on a decoder in 4 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import NAME, train
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.study import MaterialKind
from tests.tiny_backbone import write_tiny_backbone

TEXT = "The harbour master of Kestrel Bay is Ann Lee."
EXAMPLES = [
    Example(MaterialKind.QUESTION, question, answer, (Span(("a",), len(TEXT)),), teacher=(TEXT,))
    for question, answer in (("Who is the harbour master?", "Ann Lee"), ("Where?", "Kestrel Bay"))
]
SETTINGS = LearningSettings(
    shape=LoraShape(rank=4, alpha=8, dropout=0.0),
    batch=2,
    epochs=8,
    learning_rate=1e-2,
    kl_top=5,
    checkpoint_every=4,
)


def test_a_decoder_in_4_bits_learns_and_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", width=64)

    def losses(place: Path, stop: int | None = None) -> list[float]:
        backbone = load_backbone(folder, device="cpu", dtype="nf4")
        assert backbone.info.dtype == "nf4"
        (made,) = backbone.compress([backbone.encode(TEXT)], [None])

        def summaries(keys: Sequence[str]) -> Mapping[str, Tensor]:
            return dict.fromkeys(keys, made)

        steps = train(backbone, EXAMPLES, summaries, SETTINGS, place)
        found = []
        for event in steps:
            if isinstance(event, LossPoint):
                found.append(event.loss)
                if event.step == stop:
                    steps.close()
        if stop is None:
            assert all(torch.isfinite(weight).all() for weight in backbone.adapters.parameters(NAME))
        return found

    whole = losses(tmp_path / "whole")
    assert len(whole) == 8
    assert whole[-1] < whole[0] - 0.1
    losses(tmp_path / "cut", stop=5)
    assert losses(tmp_path / "cut") == whole[4:]
