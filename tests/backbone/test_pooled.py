"""The pooled model against a slow, independent computation."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.pooled import PooledModel, pad
from lloco_desktop.backbone.prompts import Memory, Special, Text, lay_out
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files.formats import EncoderMask, PooledConfig, Pooling, SummaryPositions
from tests.backbone import reference
from tests.tiny_backbone import tiny_model

TOKENS = torch.randint(6, 262, (150,), generator=torch.Generator().manual_seed(7)).tolist()


@pytest.mark.parametrize("pooling", Pooling)
@pytest.mark.parametrize("mask", EncoderMask)
@pytest.mark.parametrize("overlap", [0, 16])
@torch.inference_mode()
def test_latents_and_projection_equal_the_slow_way(pooling: Pooling, mask: EncoderMask, overlap: int) -> None:
    model = tiny_model(window=32, ratio=4, pooling=pooling, mask=mask, overlap=overlap)
    texts = [TOKENS, TOKENS[:33], TOKENS[:3], TOKENS[10:42]]
    for made, text in zip(model.latents(texts), texts, strict=True):
        expected = reference.latents(model, text)
        assert torch.allclose(made, expected, atol=1e-5)
        assert torch.allclose(model.projector(made), reference.projected(model, expected), atol=1e-5)


@pytest.mark.parametrize("mask", EncoderMask)
@torch.inference_mode()
def test_a_batch_equals_its_rows(mask: EncoderMask) -> None:
    model = tiny_model(window=64, ratio=8, mask=mask)
    rows = [TOKENS[:64], TOKENS[64:80], TOKENS[80:85], TOKENS[90:91]]
    ids, seen = pad(rows, torch.device("cpu"))
    together, counts = model.compress_windows(ids, seen)
    for row, made, count in zip(rows, together, counts.tolist(), strict=True):
        alone, _ = model.compress_windows(torch.tensor([row]))
        assert count == -(-len(row) // 8) == alone.shape[1]
        assert torch.allclose(made[:count], alone[0], atol=1e-5)


@torch.inference_mode()
def test_a_bidirectional_encoder_looks_ahead() -> None:
    causal = tiny_model(window=32, ratio=4)
    both = tiny_model(window=32, ratio=4, mask=EncoderMask.BIDIRECTIONAL)
    changed = [*TOKENS[:31], 9]
    assert torch.equal(causal.latents([TOKENS[:32]])[0][0], causal.latents([changed])[0][0])
    assert not torch.allclose(both.latents([TOKENS[:32]])[0][0], both.latents([changed])[0][0])


@torch.inference_mode()
def test_one_encoder_pass_serves_every_ratio() -> None:
    model = tiny_model(window=64, ratio=8, ratios=(4, 8, 16))
    for ratio in (4, 8, 16):
        assert model.latents([TOKENS[:64]], ratio)[0].shape == (64 // ratio, 32)
    coarse = model.latents([TOKENS[:64]], 16)[0]
    fine = model.latents([TOKENS[:64]], 8)[0]
    assert torch.allclose(coarse, fine.view(4, 2, 32).mean(1), atol=1e-6)


def spaced_positions(count: int, ratio: int) -> list[int]:
    """Positions by the definition: three tokens, `count` summaries, four tokens."""
    before = [0, 1, 2]
    memory = [3 + j * ratio for j in range(count)]
    after = 3 + count * ratio
    return before + memory + [after, after + 1, after + 2, after + 3]


@torch.inference_mode()
def test_spaced_summaries_stand_where_their_tokens_stood() -> None:
    model = tiny_model(window=32, ratio=4, positions=SummaryPositions.SPACED)
    summaries = model.projector(model.latents([TOKENS[:30]])[0])  # 8 of them
    pieces = [Text("abc"), Memory(len(summaries)), Text("wxyz")]
    layout = lay_out(
        pieces, lambda text: [ord(c) for c in text], lambda _: 3, model.config.summary_positions, 4
    )
    places = spaced_positions(8, 4)
    assert list(layout.positions) == places == [0, 1, 2, 3, 7, 11, 15, 19, 23, 27, 31, 35, 36, 37, 38]
    assert layout.next_position == 39

    rows = model.place(torch.tensor([layout.ids]), [layout.memory], [summaries])
    made = model.decode(rows, torch.tensor([layout.positions]))[0]
    assert torch.allclose(made, reference.logits(model, rows[0], places), atol=1e-5)
    counted = reference.logits(model, rows[0], range(15))
    assert not torch.allclose(made, counted, atol=1e-3), "the positions must matter"


@torch.inference_mode()
def test_summaries_are_placed_unchanged() -> None:
    model = tiny_model()
    summaries = torch.randn(5, 48)
    layout = lay_out(
        [Special("s"), Memory(2), Text("ab"), Memory(3), Text("c")],
        lambda t: [ord(c) for c in t],
        lambda _: 3,
    )
    rows = model.place(torch.tensor([layout.ids]), [layout.memory], [summaries])[0]
    words = model.decoder.get_input_embeddings()(torch.tensor([3, ord("a"), ord("b"), ord("c")]))
    expected = torch.cat([words[:1], summaries[:2], words[1:3], summaries[2:], words[3:]])
    assert torch.equal(rows, expected)


def test_everything_learns_from_one_loss() -> None:
    model = tiny_model(window=32, ratio=4).train()
    ids, mask = pad([TOKENS[:32], TOKENS[32:50]], torch.device("cpu"))
    summaries, counts = model.compress_windows(ids, mask)
    prompts = torch.tensor([[7, 3, 3, 3, 3, 3, 9], [8, 3, 3, 3, 3, 3, 9]])
    rows = model.place(
        prompts, [[(1, 5)], [(1, 5)]], [row[:count] for row, count in zip(summaries, counts, strict=True)]
    )
    logits = model.decode(rows)
    torch.nn.functional.cross_entropy(logits[:, -1], torch.tensor([5, 6])).backward()
    without = [name for name, weight in model.named_parameters() if weight.grad is None]
    assert without == []


def test_a_place_of_a_concatenated_summary_is_a_mean_at_higher_ratios() -> None:
    model = tiny_model(pooling=Pooling.CONCAT, ratio=2, ratios=(2, 4, 8))
    states, length = torch.randn(1, 16, 5), 11
    mask = torch.ones(1, 16, dtype=torch.long)
    mask[0, length:] = 0
    latents, counts = model.pool(states, mask, ratio=8)
    assert counts.tolist() == [2]
    first = torch.cat([states[0, 0:4].mean(0), states[0, 4:8].mean(0)])
    last = torch.cat([states[0, 8:11].mean(0), torch.zeros(5)])
    assert torch.allclose(latents[0], torch.stack([first, last]), atol=1e-6)
    usual, _ = model.pool(states, mask)
    assert torch.equal(usual[0, 0], torch.cat([states[0, 0], states[0, 1]]))


def test_saved_then_loaded_is_the_same(tmp_path: Path) -> None:
    model = tiny_model(pooling=Pooling.CONCAT, ratio=4, positions=SummaryPositions.SPACED)
    model.save_folder(tmp_path / "b")
    again = PooledModel.from_folder(tmp_path / "b")
    assert again.config == model.config
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), again.parameters(), strict=True))
    with torch.inference_mode():
        assert torch.equal(model.latents([TOKENS])[0], again.latents([TOKENS])[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"adapter_type": "attn_mlp"}, "attn_mlp"),
        ({"pooling": "eos"}, "eos"),
        ({"encoder_mask_type": "odd"}, "odd"),
        ({"summary_positions": "far"}, "far"),
        ({"compression_ratio": 7}, "not a multiple"),
        ({"compression_ratio": "x"}, "cannot be used"),
        ({"compression_ratio": 0}, "below one"),
        ({"pooling": "concat", "compression_ratios": [4, 8]}, "multiples of its own"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    import json

    usual = {"compression_ratio": 8, "encoder_window_size": 64, "pooling": "mean", "adapter_type": "mlp"}
    (tmp_path / "model_config.json").write_text(json.dumps(usual | change))
    with pytest.raises(BackboneDamaged, match=said):
        PooledConfig.read(tmp_path)
