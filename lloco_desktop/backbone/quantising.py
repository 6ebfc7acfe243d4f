"""Packed weights: the linear layers of a decoder in 4 or 8 bits, through bitsandbytes.

NF4 (QLoRA, arXiv 2305.14314) takes 4.13 bits a weight with double quantisation, LLM.int8 (arXiv 2208.07339) 8
and a scale for each row. Embeddings, head, norms and biases keep their number format.

A 4-bit matrix is unpacked whenever it is multiplied: on a processor that hardly shows where many rows go
through at once, as in learning, but an answer's tokens, one row each, take three times as long as in bf16.
Weights are off by 9% of their size, which small decoders do not bear well: the bundled one, of width 256,
finds another likeliest token at one place in five. In 8 bits they are off by half a percent; inputs are
rounded to 8 bits too, all but columns with a value beyond `OUTLIER`, which are multiplied as they are.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, nn

from lloco_desktop.errors import BadInput
from lloco_desktop.fitting.reckoning import BLOCK
from lloco_desktop.sentences import say
from lloco_desktop.settings import Precision

if TYPE_CHECKING:
    from transformers import PreTrainedModel

NAME = "nf4"
OUTLIER = 6.0  # LLM.int8, section 3.2
MARKS = {Precision.INT8: "is_loaded_in_8bit", Precision.NF4: "is_loaded_in_4bit"}  # that peft looks for

Place = Callable[[str], torch.device]
"""On which device a module computes, by its path."""

Fill = Callable[[str, nn.Module], None]
"""Reads the weights of a module, by its path, as they are stored."""


def quantise(
    model: PreTrainedModel,
    device: torch.device | Place,
    compute: torch.dtype,
    precision: Precision = Precision.NF4,
    fill: Fill | None = None,
) -> None:
    """Pack the model's linear layers into INT8 or NF4 on `device`; put all its other weights into `compute`.

    A layer's weights from before are let go of as soon as it is packed; `fill` reads them just before, for a
    model whose weights are still in their files.

    The head stays as it is, and so does a 4-bit layer whose rows are no whole number of blocks: bitsandbytes
    0.50 unpacks those wrongly on a processor, without a word. Raises BadInput where bitsandbytes is not
    installed.
    """
    prepare_bitsandbytes(needed=True)
    for path, layer in layers_to_pack(model, precision):
        parent, _, name = path.rpartition(".")
        there = device if isinstance(device, torch.device) else device(path)
        pack = _in_8_bits if precision is Precision.INT8 else _in_4_bits
        if fill is not None:
            fill(path, layer)
        setattr(model.get_submodule(parent), name, pack(layer, there, compute))
        layer.weight = nn.Parameter(torch.empty(0), requires_grad=False)
    cast_weights(model, compute)
    vars(model)[MARKS[precision]] = True  # by this peft knows that gradients go through packed layers


def layers_to_pack(model: PreTrainedModel, precision: Precision) -> list[tuple[str, nn.Linear]]:
    """The layers of an unpacked model that `quantise` packs, with their paths."""
    head = model.get_output_embeddings()  # type: ignore[no-untyped-call]
    return [
        (path, layer)
        for path, layer in model.named_modules()
        if isinstance(layer, nn.Linear)
        and layer is not head
        and (precision is Precision.INT8 or layer.in_features % BLOCK == 0)
    ]


def unpacked(layer: nn.Module) -> Tensor:
    """The weights `[out, in]` that a packed layer computes with, in fp32."""
    weight: Any = layer.weight
    if weight.dtype is torch.int8:
        scales: Tensor = cast(Any, layer).state.SCB if weight.SCB is None else weight.SCB
        steps: Tensor = weight.data.float() * scales.float()[:, None] / 127
        return steps
    from bitsandbytes.functional import dequantize_4bit

    made: Tensor = dequantize_4bit(weight.data, weight.quant_state)
    return made.float()


def scale_bytes(layer: nn.Module) -> int:
    """What a packed layer holds beside its packed weights; 0 for any other."""
    weight: Any = getattr(layer, "weight", None)
    if isinstance(weight, Tensor) and weight.dtype is torch.int8:
        scales: Any = cast(Any, layer).state.SCB if cast(Any, weight).SCB is None else cast(Any, weight).SCB
        return int(scales.nbytes)
    state: Any = getattr(weight, "quant_state", None)
    if state is None:
        return 0
    tensors = [state.absmax, state.code]
    if state.nested:
        tensors += [state.offset, state.state2.absmax, state.state2.code]
    return sum(int(tensor.nbytes) for tensor in tensors)


def packing(model: PreTrainedModel) -> Precision | None:
    """How `quantise` packed it; None if it did not."""
    return next((precision for precision, mark in MARKS.items() if getattr(model, mark, False)), None)


def is_quantised(model: PreTrainedModel) -> bool:
    """Whether `quantise` was here."""
    return packing(model) is not None


def cast_weights(module: nn.Module, dtype: torch.dtype) -> None:
    """Bring ordinary weights into a number format; buffers such as rotary frequencies keep theirs."""
    for weight in module.parameters():
        if weight.is_floating_point() and weight.dtype is not dtype:
            weight.data = weight.data.to(dtype)


def _in_8_bits(layer: nn.Linear, device: torch.device, compute: torch.dtype) -> nn.Linear:
    from bitsandbytes.nn.modules import Int8Params, Linear8bitLt

    made: Any = Linear8bitLt(
        layer.in_features,
        layer.out_features,
        bias=layer.bias is not None,
        has_fp16_weights=False,
        threshold=OUTLIER,
        device="meta",
    )
    weight: Any = Int8Params(layer.weight.data, requires_grad=False, has_fp16_weights=False)
    made.weight = weight.to(device)  # the moment at which it is packed
    made.bias = None if layer.bias is None else nn.Parameter(layer.bias.data.to(device, compute), False)
    packed: nn.Linear = made.train(layer.training)
    return packed


def _in_4_bits(layer: nn.Linear, device: torch.device, compute: torch.dtype) -> nn.Linear:
    from bitsandbytes.nn.modules import Linear4bit, Params4bit

    made: Any = Linear4bit(  # type: ignore[no-untyped-call]
        layer.in_features,
        layer.out_features,
        bias=layer.bias is not None,
        compute_dtype=compute,
        quant_type=NAME,
        device="meta",
    )
    weight: Any = Params4bit(layer.weight.data, requires_grad=False, quant_type=NAME, module=made)
    made.weight = weight.to(device)  # the moment at which it is quantised
    made.bias = None if layer.bias is None else nn.Parameter(layer.bias.data.to(device, compute), False)
    # On some processors bitsandbytes would repack the weights at the first reading, with block scales rounded
    # to bf16 and no way back for gradients: what is computed must not depend on what was computed before. It
    # would also read a prompt of 512 rows ten times slower than by unpacking (one row four times faster).
    made.support_avx512bf16_for_cpu = False
    quantised: nn.Linear = made.train(layer.training)
    return quantised


def prepare_bitsandbytes(*, needed: bool = False) -> None:
    """Import bitsandbytes as it has to be before peft imports it: without a download, and quietly.

    Where the package `kernels` is installed it would fetch compiled code from the network; where it is not it
    says so on the terminal. Raises BadInput if it is `needed` and not installed.
    """
    if sys.modules.get("bitsandbytes") is not None:
        return
    logging.getLogger("bitsandbytes.backends.cpu.ops").addFilter(_is_news)
    logging.getLogger("bitsandbytes.autograd._functions").addFilter(_is_news)
    try:
        with _hidden("kernels"):
            import bitsandbytes  # noqa: F401
    except ModuleNotFoundError as error:
        if needed:
            raise BadInput(
                say(
                    "4-bit and 8-bit weights need the package bitsandbytes, which is not installed here. "
                    "Nothing was loaded; install it, or choose another precision."
                )
            ) from error


def _is_news(record: logging.LogRecord) -> bool:
    said = str(record.msg)
    return "gemm_4bit_forward" not in said and "will be cast" not in said


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """Let a package look as if it were not installed."""
    modules: dict[str, Any] = sys.modules
    before = modules.get(package)
    modules[package] = None
    try:
        yield
    finally:
        if before is None:
            del modules[package]
        else:
            modules[package] = before
