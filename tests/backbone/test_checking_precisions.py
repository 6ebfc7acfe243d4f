"""`lloco backbone check` in four precisions: what rounding does passes, a wrong layer does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from lloco_desktop.backbone import checking
from lloco_desktop.backbone.checking import TensorCheck, check_backbone
from lloco_desktop.backbone.rounding import BF16, NF4, noise, weight_error
from lloco_desktop.model_files.formats import EncoderMask, Pooling, SummaryPositions
from lloco_desktop.settings import Precision
from tests.backbone.test_checking import write_case

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = ("autocompressor-tiny", "pooled-tiny")
ROUNDED = (Precision.BF16, Precision.INT8, Precision.NF4)
Break = Callable[[Any], None]


def checked(folder: Path, precision: Precision) -> dict[str, TensorCheck]:
    return {check.name: check for check in check_backbone(folder, precision)}


@pytest.mark.parametrize("precision", [Precision.FP32, *ROUNDED])
@pytest.mark.parametrize("name", NAMES)
def test_the_golden_checkpoints_are_equal(name: str, precision: Precision) -> None:
    checks = checked(GOLDEN / name, precision)
    print(f"\n{name} in {precision.value}")
    for check in checks.values():
        print(f"  {check.name:32} {check.difference:.2e} of {check.limit:.2e}  {check.detail}")
    assert all(check.ok for check in checks.values())
    packed = precision in (Precision.INT8, Precision.NF4)
    assert ("packed_weights" in checks) == packed
    if packed:
        assert checks["packed_weights"].difference == pytest.approx(1.0, abs=0.05)
    if precision is Precision.NF4:
        exact = [check.difference for check in checks.values() if check.name.endswith("unpacked")]
        assert exact
        assert max(exact) < 1e-5


@pytest.mark.parametrize("precision", ROUNDED)
def test_the_expectation_is_near_what_happens(precision: Precision) -> None:
    """A tolerance that is far from what is measured would say nothing."""
    check = checked(GOLDEN / "pooled-tiny", precision)["logits"]
    assert 0.3 < check.difference / check.limit < 0.8


@pytest.mark.parametrize("precision", ROUNDED)
@pytest.mark.parametrize("positions", SummaryPositions)
def test_other_checkpoints_are_within_what_rounding_does(
    tmp_path: Path, precision: Precision, positions: SummaryPositions
) -> None:
    write_case(tmp_path, Pooling.CONCAT, EncoderMask.CAUSAL, positions)
    checks = checked(tmp_path, precision)
    assert all(check.ok for check in checks.values()), checks


# --- what is broken is seen ---------------------------------------------------------------------------------


def layers(backbone: Any) -> nn.ModuleList:
    found: nn.ModuleList = backbone.decoder.model.layers
    return found


def swap_two_matrices(backbone: Any) -> None:
    first, second = layers(backbone)[0].mlp, layers(backbone)[1].mlp
    first.down_proj, second.down_proj = second.down_proj, first.down_proj


def forget_one_matrix(backbone: Any) -> None:
    """Its weights are right, but what it gives is lost."""
    forgotten = layers(backbone)[-1].self_attn.o_proj
    forgotten.register_forward_hook(lambda _layer, _rows, given: torch.zeros_like(given))


def take_the_same_layer_twice(backbone: Any) -> None:
    layers(backbone)[2] = layers(backbone)[1]


def lose_a_norm(backbone: Any) -> None:
    layers(backbone)[1].post_attention_layernorm = nn.Identity()


def mistake_a_scale(backbone: Any) -> None:
    """By a tenth: less than four bits are coarse."""
    weight = layers(backbone)[1].mlp.up_proj.weight
    if weight.dtype is torch.int8:
        weight.SCB *= 1.1
    elif weight.dtype is torch.uint8:
        weight.quant_state.offset *= 1.1
        weight.quant_state.state2.absmax *= 1.1
    else:
        weight.data *= 1.1


BREAKS: tuple[Break, ...] = (
    swap_two_matrices,
    forget_one_matrix,
    take_the_same_layer_twice,
    lose_a_norm,
    mistake_a_scale,
)


@pytest.mark.parametrize("precision", ROUNDED)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", BREAKS, ids=lambda damage: damage.__name__)
def test_a_wrong_layer_fails(
    name: str, precision: Precision, damage: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = checking._load

    def load_broken(folder: Path, wanted: Precision) -> Any:
        backbone = load(folder, wanted)
        if wanted is not Precision.FP32:
            damage(backbone)
        return backbone

    monkeypatch.setattr(checking, "_load", load_broken)
    failed = {one: check for one, check in checked(GOLDEN / name, precision).items() if not check.ok}
    assert failed, "nothing was noticed"
    print({one: round(check.difference / check.limit, 2) for one, check in failed.items()})


# --- the noise itself ---------------------------------------------------------------------------------------


def test_the_errors_are_what_rounding_makes() -> None:
    weight = torch.randn(256, 512, generator=torch.Generator().manual_seed(0)).exp()  # over many exponents
    off = (weight.bfloat16().float() - weight) / weight
    assert float(off.square().mean().sqrt()) == pytest.approx(BF16, rel=0.02)
    normal = torch.randn(256, 512, generator=torch.Generator().manual_seed(1))
    steps = normal.abs().amax(1, keepdim=True) / 127
    cut = (normal / steps).round() * steps - normal
    likely = weight_error(normal, Precision.INT8).expand_as(normal)
    assert float(cut.norm()) == pytest.approx(float(likely.norm()), rel=0.02)
    blocks = weight_error(normal, Precision.NF4)
    assert float(blocks.norm()) == pytest.approx(NF4 * float(normal.norm()), rel=1e-4)


@pytest.mark.parametrize("precision", ROUNDED)
def test_noise_leaves_nothing_behind(precision: Precision) -> None:
    model = nn.Sequential(nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 3))
    rows = torch.randn(5, 64)
    packed = [layer for layer in model if isinstance(layer, nn.Linear)]
    before = model(rows)
    with noise([model], packed, precision, seed=1):
        assert not torch.equal(model(rows), before)
    assert torch.equal(model(rows), before)
