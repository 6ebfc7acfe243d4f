"""4-bit weights: the linear layers of a decoder in NF4 (QLoRA, arXiv 2305.14314), through bitsandbytes.

Embeddings, head, norms and biases keep their number format. Memory is what is won: 4.13 bits a weight with
double quantisation. A matrix is unpacked whenever it is multiplied: on a processor that hardly shows where
many rows go through at once, as in learning, but an answer's tokens, one row each, take three times as long
as in bf16. Weights are off by 9% of their size, which small decoders do not bear well: the bundled one, of
width 256, finds another likeliest token at one place in five.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PreTrainedModel

NAME = "nf4"
BLOCK = 64  # weights that share a scale


def quantise(model: PreTrainedModel, device: torch.device, compute: torch.dtype) -> None:
    """Put the model's linear layers into NF4 on `device`, and all its other weights into `compute`.

    The head stays as it is, and so does a layer whose rows are no whole number of blocks: bitsandbytes 0.50
    unpacks those wrongly on a processor, without a word. Raises BadInput where bitsandbytes is not installed.
    """
    prepare_bitsandbytes(needed=True)
    head = model.get_output_embeddings()  # type: ignore[no-untyped-call]
    linears = [
        (path, layer)
        for path, layer in model.named_modules()
        if isinstance(layer, nn.Linear) and layer is not head and layer.in_features % BLOCK == 0
    ]
    for path, layer in linears:
        parent, _, name = path.rpartition(".")
        setattr(model.get_submodule(parent), name, _quantised(layer, device, compute))
    cast_weights(model, compute)
    vars(model)["is_loaded_in_4bit"] = True  # by this peft knows that gradients go through 4-bit layers


def is_quantised(model: PreTrainedModel) -> bool:
    """Whether `quantise` was here."""
    return bool(getattr(model, "is_loaded_in_4bit", False))


def cast_weights(module: nn.Module, dtype: torch.dtype) -> None:
    """Bring ordinary weights into a number format; buffers such as rotary frequencies keep theirs."""
    for weight in module.parameters():
        if weight.is_floating_point():
            weight.data = weight.data.to(dtype)


def _quantised(layer: nn.Linear, device: torch.device, compute: torch.dtype) -> nn.Linear:
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
    made.bias = layer.bias
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
    try:
        with _hidden("kernels"):
            import bitsandbytes  # noqa: F401
    except ModuleNotFoundError as error:
        if needed:
            raise BadInput(
                say(
                    "4-bit weights need the package bitsandbytes, which is not installed here. Nothing was "
                    "loaded; install it, or choose another precision."
                )
            ) from error


def _is_news(record: logging.LogRecord) -> bool:
    return "gemm_4bit_forward" not in str(record.msg)


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
