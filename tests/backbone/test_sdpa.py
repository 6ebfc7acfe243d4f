"""All attention is computed by torch's fused kernels, in every format, precision and use of a backbone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from tests.tiny_backbone import byte_tokenizer, write_tiny_backbone

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"


@pytest.fixture(params=["pooled", "autocompressor"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "pooled":
        return write_tiny_backbone(tmp_path / "tiny")
    copied = Path(shutil.copytree(GOLDEN, tmp_path / "golden"))
    byte_tokenizer().save_pretrained(copied)
    return copied


@pytest.mark.parametrize("precision", ["fp32", "bf16", "int8", "nf4"])
def test_every_layer_of_every_pass_is_fused(
    folder: Path, precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backbone: Any = load_backbone(folder, device="cpu", dtype=precision)
    decoder = backbone.decoder
    encoder = getattr(backbone.model, "encoder", decoder.model)
    fused = torch.nn.functional.scaled_dot_product_attention
    calls: list[None] = []

    def count(*given: Any, **named: Any) -> Any:
        calls.append(None)
        return fused(*given, **named)

    monkeypatch.setattr(torch.nn.functional, "scaled_dot_product_attention", count)
    words = [token % 60 for token in range(40)]
    (summaries,) = backbone.compress([words], [None])
    assert len(calls) == encoder.config.num_hidden_layers
    calls.clear()
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries, 40),), (), " ".join("ab")))
    made = [token for token in backbone.reader.tokens(prompt, 3, ignore_end=True) if token is not None]
    assert len(made) == 3
    assert len(calls) == 3 * decoder.config.num_hidden_layers
