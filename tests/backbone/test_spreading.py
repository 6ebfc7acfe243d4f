"""Layers on several devices compute what they do on one; here, the devices are the processor and files."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor
from transformers import DynamicCache, PreTrainedModel

from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.device import Choice
from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.spreading import DISK, spread
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.settings import Precision
from tests.tiny_backbone import write_tiny_backbone

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
CPU = torch.device("cpu")
WIDTH = 64
TEXT = "A contract was signed in Kraków by 17 people. " * 6


def here(packed: Precision | None = None, split: tuple[tuple[torch.device, int], ...] = ()) -> Choice:
    return Choice(CPU, torch.float32, "For a test.", packed=packed, split=split)


def logits(decoder: PreTrainedModel, rows: Tensor) -> Tensor:
    """In two parts, the second with the keys and values of the first."""
    cache = DynamicCache(config=decoder.config)
    with torch.inference_mode():
        parts = [
            decoder(inputs_embeds=part, past_key_values=cache, use_cache=True).logits
            for part in rows.split(20, dim=1)
        ]
    return torch.cat(parts, dim=1)


@pytest.mark.parametrize(
    ("layers", "packed"),
    [
        (("cpu", "cpu"), None),
        (("cpu", "cpu"), Precision.INT8),
        (("cpu", "cpu"), Precision.NF4),
        (("cpu", DISK), None),
        ((DISK, DISK), None),
    ],
)
def test_a_decoder_computes_the_same(
    tmp_path: Path, layers: tuple[str, ...], packed: Precision | None
) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", width=WIDTH)
    one, other = load_pooled(folder, here(packed)), load_pooled(folder, here(packed))
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    (tmp_path / "away").mkdir()
    spread(other.decoder, layers, CPU, tmp_path / "away")
    weights = [layer.mlp.up_proj.weight for layer in other.decoder.base_model.layers]
    assert [weight.device.type for weight in weights] == ["meta" if at == DISK else "cpu" for at in layers]
    assert torch.equal(logits(one.decoder, rows), logits(other.decoder, rows))


@pytest.mark.parametrize("packed", [None, Precision.INT8, Precision.NF4])
def test_a_backbone_is_loaded_over_several_devices(tmp_path: Path, packed: Precision | None) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", width=WIDTH)
    split = ((CPU, 1), (CPU, 1))
    one, other = load_pooled(folder, here(packed)), load_pooled(folder, here(packed, split))
    answers = [answer(backbone) for backbone in (one, other)]
    assert answers[0] == answers[1]
    assert hasattr(other.decoder.base_model.layers[1], "_hf_hook")
    assert not hasattr(one.decoder.base_model.layers[1], "_hf_hook")


def answer(backbone: PooledBackbone | AutoCompressorBackbone) -> str:
    (summaries,) = backbone.compress([backbone.encode(TEXT)], [None])
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries, 200),), (), "Who signed?"))
    return "".join(backbone.generate(prompt, 8))


def test_an_autocompressor_too(tmp_path: Path) -> None:
    """Its encoder is the decoder, called without its head."""
    one = load_autocompressor(GOLDEN / "autocompressor-tiny", here())
    other = load_autocompressor(GOLDEN / "autocompressor-tiny", here(split=((CPU, 2), (CPU, 1))))
    segment = list(range(5, 90))
    history = torch.randn(16, 64, generator=torch.Generator().manual_seed(2))
    assert torch.equal(*(backbone.compress([segment], [history])[0] for backbone in (one, other)))
    spread(one.decoder, ["cpu", DISK, "cpu"], CPU, tmp_path)
    assert torch.equal(*(backbone.compress([segment], [history])[0] for backbone in (one, other)))


def test_an_adapter_works_on_layers_elsewhere(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", width=WIDTH)
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    made = []
    for split in ((), ((CPU, 1), (CPU, 1))):
        backbone = load_pooled(folder, here(split=split))
        backbone.adapters.add("one", LoraShape(rank=4, alpha=8))
        for weight in backbone.adapters.parameters("one"):
            torch.nn.init.normal_(weight, std=0.1, generator=torch.Generator().manual_seed(weight.numel()))
        backbone.adapters.activate("one")
        made.append(logits(backbone.decoder, rows))
        backbone.adapters.activate(None)
        assert not torch.equal(logits(backbone.decoder, rows), made[-1])
    assert torch.equal(*made)
