"""How far a backbone may be off because of its precision: what rounding alone does, tried out.

Rounding errors are random and small, so that independent noise of their size has their effect. Each source of
it is known beforehand:

* bf16 keeps 8 bits. A number `m * 2^e`, 1 <= m < 2, is off by a uniform error of at most `2^-8 / m` of
  itself; with m spread as Benford's law has it that is `2^-8 / sqrt(3) * sqrt(3 / (8 ln 2))` = 0.166% (root
  mean square). Every weight is rounded so, and every number that is computed.
* LLM.int8 cuts a row of weights, and a row of inputs, into steps of `largest / 127`: off by
  `step / sqrt(12)`.
* NF4 has its 16 values where each is as likely as another for normal numbers, scaled by the largest of 64:
  off by 9.2% of the block's root mean square (of 10^7 normal numbers; the scales' own rounding is in it).

A model in fp32 with such noise on it then says for every stage how far off it is to be expected.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from lloco_desktop.fitting.reckoning import BLOCK
from lloco_desktop.settings import Precision

BF16 = 2**-8 / math.sqrt(3) * math.sqrt(3 / (8 * math.log(2)))
NF4 = 0.092
UNIFORM = 1 / math.sqrt(12)
INT8_STEPS = 127


@contextmanager
def noise(
    modules: Sequence[nn.Module],
    packed: Sequence[nn.Linear],
    precision: Precision,
    seed: int,
    *,
    weights: bool = True,
) -> Iterator[None]:
    """While it lasts, `modules` (fp32) compute as inexactly as in that precision, `packed` of them packed.

    Without `weights` only what flows is inexact: the weights are rounded already.
    """
    dice = torch.Generator().manual_seed(seed)
    kept: list[tuple[nn.Parameter, Tensor]] = []
    hooks: list[Any] = []
    try:
        for weight, error in _errors(modules, packed, precision) if weights else ():
            kept.append((weight, weight.data))
            weight.data = weight.data + error * torch.randn(weight.shape, generator=dice)
        hooks += _hooks(modules, packed, precision, dice)
        yield
    finally:
        for hook in hooks:
            hook.remove()
        for weight, before in reversed(kept):
            weight.data = before


def weight_error(weight: Tensor, precision: Precision) -> Tensor:
    """The root mean square error `[out, in]` (or less, to be broadcast) of each weight of a matrix."""
    if precision is Precision.INT8:
        return weight.abs().amax(1, keepdim=True) / INT8_STEPS * UNIFORM
    if precision is Precision.NF4:
        blocks = weight.reshape(-1, BLOCK)
        error = NF4 * blocks.square().mean(1, keepdim=True).sqrt()
        return error.expand(-1, BLOCK).reshape(weight.shape)
    return BF16 * weight.abs()


def _errors(
    modules: Sequence[nn.Module], packed: Sequence[nn.Linear], precision: Precision
) -> Iterator[tuple[nn.Parameter, Tensor]]:
    if precision is Precision.BF16:
        once = {id(weight): weight for module in modules for weight in module.parameters()}
        for weight in once.values():
            yield weight, BF16 * weight.data.abs()
        return
    for layer in packed:
        assert isinstance(layer.weight, nn.Parameter)
        yield layer.weight, weight_error(layer.weight.data, precision)


def _hooks(
    modules: Sequence[nn.Module], packed: Sequence[nn.Linear], precision: Precision, dice: torch.Generator
) -> Iterator[Any]:
    """Noise on what flows; NF4 has none, since its weights are unpacked before they are multiplied."""
    if precision is Precision.BF16:
        inner = {id(one): (path, one) for module in modules for path, one in module.named_modules()}
        for path, one in inner.values():
            after, before = _roundings(path, one)
            yield one.register_forward_hook(_rounded_output(BF16 * math.sqrt(after), dice))
            if before:
                yield one.register_forward_pre_hook(_rounded_input(BF16 * math.sqrt(before), dice))
    if precision is Precision.INT8:
        cut = _cut_input(dice)
        for layer in packed:
            yield layer.register_forward_pre_hook(cut)


def _roundings(path: str, module: nn.Module) -> tuple[int, int]:
    """How often numbers are rounded in a module and after it until the next one, and before it."""
    name = path.rpartition(".")[2]
    if name in ("q_proj", "k_proj"):
        return 4, 0  # with the rotation: two products and their sum
    if name == "o_proj":
        return 1, 2  # attention's weights, and what it gives
    if name == "down_proj":
        return 1, 1  # the product of gate and up
    if name.isdigit() or "norm" in type(module).__name__.lower():
        return 2, 0  # both sums of a layer; a norm's quotient and its product with the weights
    return 1, 0


def _rounded_output(error: float, dice: torch.Generator) -> Any:
    def rounded(_module: nn.Module, _inputs: Any, output: Any) -> Any:
        if not isinstance(output, Tensor):
            return None
        return output * (1 + error * torch.randn(output.shape, generator=dice))

    return rounded


def _rounded_input(error: float, dice: torch.Generator) -> Any:
    def rounded(_module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        return (inputs[0] * (1 + error * torch.randn(inputs[0].shape, generator=dice)), *inputs[1:])

    return rounded


def _cut_input(dice: torch.Generator) -> Any:
    last: list[Tensor] = []  # what came in last, and with noise: layers that share an input share its errors

    def cut(_module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        if not last or last[0] is not inputs[0]:
            step = inputs[0].abs().amax(-1, keepdim=True) / INT8_STEPS
            error = UNIFORM * step * torch.randn(inputs[0].shape, generator=dice)
            last[:] = [inputs[0], inputs[0] + error]
        return (last[1], *inputs[1:])

    return cut
