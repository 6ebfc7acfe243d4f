"""Comparing a backbone with what the original implementation computed from the same weights.

`expected.safetensors` and `case.json` beside a checkpoint hold inputs and results, fp32 on a CPU;
`tests/golden/README.md` lists what each tensor is. In fp32 every number has to be equal within `TOLERANCE`.
In other precisions the root mean square of the difference, relative to the tensor's own, may be `MARGIN`
times what rounding alone leads to expect of this very checkpoint (`rounding.py`); a token that is made has to
be the likeliest for the exact backbone, too, but for what such differences can turn. Packed weights are
compared with the stored ones layer by layer, and what is computed from them with what ordinary layers do: a
wrong layer cannot hide behind the coarseness of four bits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from lloco_desktop.backbone.autocompressor import Accumulation
from lloco_desktop.backbone.device import Choice
from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.quantising import layers_to_pack, unpacked
from lloco_desktop.backbone.rounding import noise, weight_error
from lloco_desktop.backbone.stages import (
    GENERATED,
    LOSS,
    TOKENS,
    AutoCompressorStages,
    PooledStages,
)
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.fitting.reckoning import PACKED
from lloco_desktop.model_files.finding import check_length
from lloco_desktop.model_files.formats import BackboneFormat, detect_format, read_json
from lloco_desktop.sentences import say
from lloco_desktop.settings import Precision

if TYPE_CHECKING:
    from transformers import PreTrainedModel

TOLERANCE = 1e-4  # in fp32, of every number
MARGIN = 2.0  # of what rounding leads to expect, elsewhere
WEIGHTS_MARGIN = 1.2  # of it, for the weights themselves, whose error is known better
PROBES = 6  # models with noise that the expectation is the mean of
WEIGHTS = "packed_weights"
UNPACKED = ", unpacked"  # a stage beside ordinary layers with the same weights
EXPECTED = "expected.safetensors"
CASE = "case.json"


@dataclass(frozen=True, slots=True)
class TensorCheck:
    """How one tensor compares."""

    name: str
    difference: float  # infinite where shapes differ or the tensor is missing
    detail: str  # why it fails, or its shape
    limit: float = TOLERANCE  # up to which it counts as equal

    @property
    def ok(self) -> bool:
        """Whether it is equal within its limit; a NaN is not."""
        return self.difference <= self.limit


def check_backbone(folder: Path, precision: Precision = Precision.FP32) -> Iterator[TensorCheck]:
    """Load `folder` in a precision (AUTO is fp32) on the CPU and compare every stage.

    Packed weights compute in fp32, so that what is seen is the packing. Nothing is yielded without
    expectations. Raises BackboneMissing or BackboneDamaged if it does not load, or the expectations cannot be
    read; BadInput for packed weights without bitsandbytes.
    """
    rough = _load(folder, precision)
    if not (folder / EXPECTED).is_file():
        return
    case, expected = _case(folder), _expected(folder)
    stages = _stages(rough, case, expected)
    if precision in (Precision.FP32, Precision.AUTO):
        for name, computed in _computed(stages, expected):
            yield computed if isinstance(computed, TensorCheck) else compare(name, computed, expected[name])
        return
    exact = _stages(_load(folder, Precision.FP32), case, expected)
    yield from _compare_rounded(stages, exact, precision, expected)


def _load(folder: Path, precision: Precision) -> Any:
    dtype = torch.bfloat16 if precision is Precision.BF16 else torch.float32
    packed = precision if precision in PACKED else None
    choice = Choice(torch.device("cpu"), dtype, "For an exact comparison.", packed=packed)
    if detect_format(folder) is BackboneFormat.POOLED:
        return load_pooled(folder, choice)
    return load_autocompressor(folder, choice, Accumulation.PAPER)


AnyStages = PooledStages | AutoCompressorStages


def _stages(backbone: Any, case: dict[str, Any], expected: dict[str, Tensor]) -> AnyStages:
    if isinstance(backbone, PooledBackbone):
        return PooledStages(backbone, case)
    return AutoCompressorStages(backbone, case, expected)


def _computed(
    stages: AnyStages, expected: dict[str, Tensor], skip: Sequence[str] = ()
) -> Iterator[tuple[str, Tensor | TensorCheck]]:
    """Every stage's tensor, or what is wrong with it."""
    for name, compute in stages.results():
        if name in skip:
            continue
        if name not in expected:
            yield name, TensorCheck(name, math.inf, f"missing in {EXPECTED}")
            continue
        try:
            with torch.inference_mode():
                yield name, compute(expected)
        except (KeyError, IndexError, RuntimeError) as error:
            yield name, TensorCheck(name, math.inf, f"cannot be computed: {error}")


def compare(name: str, computed: Tensor, expected: Tensor) -> TensorCheck:
    """The largest absolute difference between two tensors."""
    if wrong := _other_shape(name, computed, expected):
        return wrong
    if computed.numel() == 0:
        return TensorCheck(name, 0.0, f"{list(computed.shape)}")
    difference = float((computed.double() - expected.double()).abs().max())
    return TensorCheck(name, difference, f"{list(computed.shape)}")


def _other_shape(name: str, computed: Tensor, expected: Tensor) -> TensorCheck | None:
    if computed.shape == expected.shape:
        return None
    detail = f"has shape {list(computed.shape)}, expected {list(expected.shape)}"
    return TensorCheck(name, math.inf, detail)


# --- in other precisions ------------------------------------------------------------------------------------


def _compare_rounded(
    rough: AnyStages, exact: AnyStages, precision: Precision, expected: dict[str, Tensor]
) -> Iterator[TensorCheck]:
    if precision in PACKED:
        yield _compare_weights(rough.decoder, exact.decoder, precision)
    likely = _expectations(exact, precision, expected)
    for name, computed in _computed(rough, expected):
        if isinstance(computed, TensorCheck):
            yield computed
        elif name in TOKENS:
            yield compare(name, computed, expected[name])
        elif name == LOSS:
            yield _compare_loss(exact, computed, expected, likely)
        elif name == GENERATED:
            yield _compare_tokens(exact, computed, expected[name], likely)
        elif wrong := _other_shape(name, computed, expected[name]):
            yield wrong
        else:
            yield _compare_gradual(name, computed, expected[name], likely.get(name, 0.0))
    if precision in PACKED:
        yield from _compare_arithmetic(rough, exact, precision, expected)


def _compare_gradual(name: str, computed: Tensor, expected: Tensor, likely: float) -> TensorCheck:
    detail = f"{list(computed.shape)}, relative; {likely:.2e} is to be expected"
    return TensorCheck(name, relative(computed, expected), detail, max(MARGIN * likely, TOLERANCE))


def relative(computed: Tensor, expected: Tensor) -> float:
    """The root mean square of the difference over that of what is expected."""
    wanted = expected.double()
    return float((computed.double() - wanted).norm() / wanted.norm())


def _expectations(
    exact: AnyStages, precision: Precision, expected: dict[str, Tensor], *, weights: bool = True
) -> dict[str, float]:
    """The relative difference that rounding leads to expect in each stage."""
    found: dict[str, float] = {}
    plain = _tensors(exact, expected)
    packed = [layer for _, layer in layers_to_pack(exact.decoder, precision)] if precision in PACKED else []
    for seed in range(PROBES):
        with noise(exact.modules, packed, precision, seed, weights=weights):
            for name, tensor in _tensors(exact, expected).items():
                found[name] = found.get(name, 0.0) + relative(tensor, plain[name]) ** 2 / PROBES
    return {name: math.sqrt(mean) for name, mean in found.items()}


def _tensors(stages: AnyStages, expected: dict[str, Tensor]) -> dict[str, Tensor]:
    """Those stages that numbers decide gradually."""
    return {
        name: computed
        for name, computed in _computed(stages, expected, skip=(GENERATED, *TOKENS))
        if isinstance(computed, Tensor)
    }


def _compare_weights(rough: nn.Module, exact: PreTrainedModel, precision: Precision) -> TensorCheck:
    """The worst layer's error, over the one that packing is known to make."""
    worst, where, count = 0.0, "", 0
    for path, layer in layers_to_pack(exact, precision):
        weight = layer.weight.data
        likely = float(weight_error(weight, precision).expand_as(weight).norm())
        found = float((unpacked(rough.get_submodule(path)) - weight).norm()) / max(likely, 1e-30)
        count += 1
        if not found <= worst:
            worst, where = found, path
    detail = f"{count} layers, error over the expected one, largest in {where}"
    return TensorCheck(WEIGHTS, worst, detail, WEIGHTS_MARGIN)


def _compare_arithmetic(
    rough: AnyStages, exact: AnyStages, precision: Precision, expected: dict[str, Tensor]
) -> Iterator[TensorCheck]:
    """The same stages with ordinary layers that hold the unpacked weights: only inputs may be rounded.

    NF4 rounds none, so that there is no more than the order of sums: whatever else goes wrong in a packed
    layer is seen here, however far off its weights are. Changes the weights of `exact`.
    """
    for path, layer in layers_to_pack(exact.decoder, precision):
        layer.weight.data = unpacked(rough.decoder.get_submodule(path))
    plain = _tensors(exact, expected)
    likely = _expectations(exact, precision, expected, weights=False)
    for name, computed in _tensors(rough, expected).items():
        if name != LOSS:
            yield _compare_gradual(f"{name}{UNPACKED}", computed, plain[name], likely[name])


def _compare_loss(
    exact: AnyStages, computed: Tensor, expected: dict[str, Tensor], likely: Mapping[str, float]
) -> TensorCheck:
    """A loss is off by the error of the right token's logit and that of the others' mean, at most.

    Where logits are off by e, that is `sqrt(2) e`; over several tokens it is less if they err each their way.
    """
    error = likely[exact.logits_stage] * _size(expected[exact.logits_stage])
    difference = float((computed - expected[LOSS]).abs().max())
    return TensorCheck(LOSS, difference, "absolute", MARGIN * math.sqrt(2) * error)


def _size(tensor: Tensor) -> float:
    return float(tensor.double().square().mean().sqrt())


def _compare_tokens(
    exact: AnyStages, computed: Tensor, expected: Tensor, likely: Mapping[str, float]
) -> TensorCheck:
    """By how much the exact backbone prefers another token to one that was made, after those before it.

    Of two logits that are each off by a normal error, the one that wins wrongly was less by no more than
    twice the largest of all these errors, about `sqrt(2 ln n)` times their root mean square for n of them.
    """
    if wrong := _other_shape(GENERATED, computed, expected):
        return wrong
    with torch.inference_mode():
        logits, made = exact.choices(computed)  # [n, V], [n]
    shortfall = float((logits.amax(-1) - logits.gather(1, made[:, None])[:, 0]).max())
    error = likely[exact.logits_stage] * _size(logits)
    limit = MARGIN * 2 * error * math.sqrt(2 * math.log(logits.numel()))
    same = int((computed == expected).long().cumprod(-1).sum())
    detail = f"the first {same} of {computed.shape[-1]} are equal; logit that was missed"
    return TensorCheck(GENERATED, shortfall, detail, limit)


def _expected(folder: Path) -> dict[str, Tensor]:
    check_length(folder / EXPECTED)
    return load_file(folder / EXPECTED)


def _case(folder: Path) -> dict[str, Any]:
    case = read_json(folder / CASE)
    if not case:
        raise BackboneDamaged(
            say(
                "The file {folder}/{case} is empty, so there is nothing to compare.",
                folder=folder.name,
                case=CASE,
            )
        )
    return case
