"""Floating-point operations and bytes, counted: what a chip must do at least, and so how long it must take.

A multiplication and an addition are two operations. Attention is causal: a row sees itself and those before
it, half of the square. Norms, rotations and softmax are left out; they are less than one in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.fitting.reckoning import matrices
from lloco_desktop.fitting.shape import ModelShape

BF16 = 2  # bytes
NF4 = 4.127 / 8  # bytes a weight, scales and all


def inner_weights(model: ModelShape) -> int:
    """Weights of the layers' matrices: what each row is multiplied with."""
    return model.layers * sum(one.size for one in matrices(model))


def attention_flops(model: ModelShape, rows: int, before: int = 0) -> float:
    """Queries with keys and weights with values, for `rows` after `before` others."""
    pairs = rows * before + rows * (rows + 1) / 2
    return 4.0 * model.layers * model.heads * model.head_width * pairs


def forward_flops(model: ModelShape, rows: int, before: int = 0, heads: int = 0) -> float:
    """A forward pass over `rows`; `heads` of them also get logits."""
    head = 2.0 * model.width * model.vocabulary * heads
    return 2.0 * inner_weights(model) * rows + attention_flops(model, rows, before) + head


def training_flops(model: ModelShape, rows: int, *, again: bool, answers: int = 0) -> float:
    """Forward and backward of a LoRA: weights are frozen, so only the inputs' gradients are computed.

    Attention goes backward with five products where forward has two. `again`: activations are computed twice.
    """
    attention = attention_flops(model, rows)
    rest = forward_flops(model, rows, heads=answers) - attention
    return (2 + again) * rest + (3.5 + again) * attention


def weight_bytes(model: ModelShape, number: float = BF16) -> float:
    """What one token of an answer reads of the weights: all matrices and the head."""
    return inner_weights(model) * number + model.width * model.vocabulary * BF16


def cache_bytes(model: ModelShape, rows: int) -> float:
    """Keys and values of so many rows: what one token of an answer reads beside the weights."""
    return 2.0 * model.layers * model.kv_heads * model.head_width * BF16 * rows


@dataclass(frozen=True)
class Chip:
    """How fast a chip is; an H200's figures are its datasheet's."""

    flops: float = 990e12  # a second, dense bf16
    bandwidth: float = 4.8e12  # bytes a second
    reached: float = 0.6  # share of `flops` that long matrix products with attention reach
    moved: float = 0.85  # share of `bandwidth` that reading weights reaches
    launched: float = 20e-3 / 32  # seconds that Python takes for one layer of one token

    def first_token(self, model: ModelShape, rows: int, number: float = BF16) -> float:
        """Seconds to read a prompt; never less than reading the weights or starting the kernels."""
        return max(
            forward_flops(model, rows, heads=1) / (self.flops * self.reached),
            weight_bytes(model, number) / (self.bandwidth * self.moved),
            self.launched * model.layers,
        )

    def token(self, model: ModelShape, rows: int, number: float = BF16, *, graph: bool = False) -> float:
        """Seconds for a token of an answer after so many rows; `graph`: started at once, not by Python."""
        moved = (weight_bytes(model, number) + cache_bytes(model, rows)) / (self.bandwidth * self.moved)
        return moved if graph else max(moved, self.launched * model.layers)
