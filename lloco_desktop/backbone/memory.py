"""How much memory a step of LoRA takes, from shapes, and how much a device has free.

The formula counts what autograd keeps between forward and backward when only LoRA weights learn: a frozen
matrix keeps none of its inputs, so what is kept are the inputs of the adapted layers (in fp32, with the
dropout's mask), the states around norms and attention, and three tensors of the feed-forward part. Besides
there is the larger of what one layer and the scores of the answers need while their gradients are made.

It is meant for "will it fit?": as much as a step takes, or up to a third more (`benchmarks/step_memory.py`).
On Linux the C library may hold some hundreds of megabytes that were freed, besides.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from lloco_desktop.backbone.formats import LoraShape
from lloco_desktop.backbone.lora import linear_sizes
from lloco_desktop.backbone.quantising import is_quantised

if TYPE_CHECKING:
    from transformers import PreTrainedModel

FP32 = 4  # bytes: adapter weights, their gradients and moments, norms and losses
ANSWER_SHARE = 0.1  # of the rows that predict answer tokens, where nobody says how many
SCORES = 4  # tensors over the vocabulary: logits, in fp32, their log-softmax, their gradient


@dataclass(frozen=True, slots=True)
class StepMemory:
    """Bytes of one step."""

    weights: int  # of the decoder, there before the first step
    adapter: int  # its weights, in fp32
    optimizer: int  # gradients and AdamW's two moments
    activations: int  # kept for the backward pass, and made by its largest part

    @property
    def added(self) -> int:
        """What a step takes beside the decoder."""
        return self.adapter + self.optimizer + self.activations


def step_memory(
    decoder: PreTrainedModel,
    shape: LoraShape,
    rows: int,
    *,
    answer_rows: int | None = None,
    checkpointing: bool = False,
) -> StepMemory:
    """About what one step of a LoRA of that shape takes, with so many rows (padding too) at once.

    `checkpointing` is gradient checkpointing: activations of one layer at a time.
    """
    every = linear_sizes(decoder)
    sizes = [size for path, size in every.items() if path.rpartition(".")[2] in shape.targets]
    learned = sum(shape.rank * (wide_in + wide_out) for wide_in, wide_out in sizes) * FP32
    config: Any = decoder.config
    layers, width, number = int(config.num_hidden_layers), int(config.hidden_size), decoder.dtype.itemsize
    adapted_inputs = sum(wide_in for wide_in, _ in sizes) // max(1, layers)
    layer = rows * _bytes_per_row(config, adapted_inputs, number)
    kept = layers * rows * width * number + layer if checkpointing else layers * layer
    answers = round(rows * ANSWER_SHARE) if answer_rows is None else answer_rows
    scores = answers * int(config.vocab_size) * FP32 * SCORES
    unpacked = max((wide_in * wide_out for wide_in, wide_out in every.values()), default=0) * number
    activations = kept + max(layer, scores) + (unpacked if is_quantised(decoder) else 0)
    weights = sum(weight.numel() * weight.element_size() for weight in decoder.parameters())
    return StepMemory(weights, learned, 3 * learned, activations)


def _bytes_per_row(config: Any, adapted_inputs: int, number: int) -> int:
    """What one layer keeps of one row; `number` is the size of the decoder's numbers."""
    width, heads = int(config.hidden_size), int(config.num_attention_heads)
    head = int(getattr(config, "head_dim", None) or width // heads)
    groups = int(getattr(config, "num_key_value_heads", None) or heads)
    norms = 2 * width * FP32
    attention = 2 * (heads + groups) * head * number  # queries, keys, values and the result
    adapted = adapted_inputs * 2 * FP32  # after dropout, and its mask (a byte on a GPU, fp32 on a processor)
    forward = 3 * int(config.intermediate_size) * number  # gate, its activation, up
    return norms + attention + adapted + forward


def free_memory(device: torch.device) -> int | None:
    """Bytes that are free on a device; None where the system does not say."""
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free)
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
