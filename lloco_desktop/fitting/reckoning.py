"""How much memory weights, context, compression and learning take, from shapes alone. Torch-free.

`backbone/model_memory.py` says the same of a model that is loaded; `benchmarks/fitting.py` and
`benchmarks/step_memory.py` compare both with what is measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.fitting.shape import BackboneShape, ModelShape
from lloco_desktop.model_files.formats import TRAINED_HISTORY, BackboneFormat, LoraShape
from lloco_desktop.settings import Precision

FP32 = 4  # bytes: adapter weights, their gradients and moments, norms and losses
BLOCK = 64  # weights of a 4-bit layer that share a scale
SCALES = 256  # of them that share a scale themselves (double quantisation, QLoRA section 3)
TABLES = (16 + 256) * FP32 + 4  # bytes of a 4-bit layer's code, of its scales' code, and their mean
ROWS_PER_STEP = 512  # of a prompt, read at once (`reading.py`)
ANSWER_SHARE = 0.1  # of the rows that predict answer tokens, where nobody says how many
SCORES = 4  # tensors over the vocabulary: logits, in fp32, their log-softmax, their gradient
PACKED = (Precision.INT8, Precision.NF4)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A linear layer."""

    name: str
    wide_in: int
    wide_out: int

    @property
    def size(self) -> int:
        """Its weights."""
        return self.wide_in * self.wide_out

    def packs(self, precision: Precision) -> bool:
        """Whether it can be stored so; rows of 4-bit weights are whole blocks."""
        return precision is Precision.INT8 or (precision is Precision.NF4 and self.wide_in % BLOCK == 0)

    def packed_bytes(self, precision: Precision) -> int:
        """Bytes in 8 or 4 bits, with its scales."""
        if precision is Precision.INT8:
            return self.size + self.wide_out * FP32
        scales = -(-self.size // BLOCK)
        return -(-self.size // 2) + scales + -(-scales // SCALES) * FP32 + TABLES


@dataclass(frozen=True, slots=True)
class StepMemory:
    """Bytes of one step of learning."""

    weights: int  # of the decoder, there before the first step
    adapter: int  # its weights, in fp32
    optimizer: int  # gradients and AdamW's two moments
    activations: int  # kept for the backward pass, and made by its largest part

    @property
    def added(self) -> int:
        """What a step takes beside the decoder."""
        return self.adapter + self.optimizer + self.activations


def matrices(model: ModelShape) -> tuple[Matrix, ...]:
    """The linear layers of one layer of a transformer, as Llama and Qwen3 have them."""
    width, queries, keys = model.width, model.heads * model.head_width, model.kv_heads * model.head_width
    return (
        Matrix("q_proj", width, queries),
        Matrix("k_proj", width, keys),
        Matrix("v_proj", width, keys),
        Matrix("o_proj", queries, width),
        Matrix("gate_proj", width, model.inner),
        Matrix("up_proj", width, model.inner),
        Matrix("down_proj", model.inner, width),
    )


def layer_bytes(model: ModelShape, precision: Precision, number: int) -> int:
    """The linear layers of one layer; those that are not packed take `number` bytes a weight."""
    return sum(
        one.packed_bytes(precision) if one.packs(precision) else one.size * number for one in matrices(model)
    )


def model_bytes(model: ModelShape, precision: Precision, number: int) -> int:
    """A transformer's weights; embeddings, head, norms and biases are never packed."""
    inside = sum(one.size for one in matrices(model)) * model.layers
    return layer_bytes(model, precision, number) * model.layers + (model.parameters - inside) * number


def number_bytes(precision: Precision, computes: int) -> int:
    """Size of an ordinary weight: packed backbones keep theirs in what the device computes in."""
    return {Precision.FP32: 4, Precision.BF16: 2}.get(precision, computes)


def weight_bytes(shape: BackboneShape, precision: Precision, number: int) -> int:
    """All that is loaded. Only the decoder is packed: the encoder makes the same summaries as before."""
    encoder = shape.encoder.parameters if shape.encoder is not None else 0
    return model_bytes(shape.decoder, precision, number) + (encoder + shape.projector_parameters) * number


# --- reading ------------------------------------------------------------------------------------------------


def row_bytes(model: ModelShape, number: int) -> int:
    """What a forward pass makes of one row inside a layer, without gradients."""
    attention = 2 * (model.heads + model.kv_heads) * model.head_width * number  # q, k, v, the result
    norms = 2 * model.width * FP32
    return 3 * model.width * number + norms + attention + 3 * model.inner * number


def unpacked_bytes(model: ModelShape, precision: Precision, number: int) -> int:
    """The largest matrix, unpacked while it is multiplied."""
    if precision not in PACKED:
        return 0
    return max(one.size for one in matrices(model)) * number


def compressing_bytes(shape: BackboneShape, precision: Precision, number: int) -> int:
    """One segment on its way through the encoder."""
    encoder = shape.encoder or shape.decoder
    rows = shape.encoder_window
    if shape.format is BackboneFormat.AUTOCOMPRESSOR:  # its own summary tokens, and summaries before it
        rows += round((TRAINED_HISTORY + 1) * shape.encoder_window / shape.ratios[0])
    packed = precision if shape.encoder is None else Precision.BF16
    mask = rows * rows * number
    return rows * row_bytes(encoder, number) + mask + unpacked_bytes(encoder, packed, number)


def reading_bytes(model: ModelShape, precision: Precision, number: int) -> int:
    """A part of a prompt on its way through the decoder, whatever stands before it."""
    logits = model.vocabulary * (number + FP32)
    return ROWS_PER_STEP * row_bytes(model, number) + logits + unpacked_bytes(model, precision, number)


def context_bytes(model: ModelShape, number: int) -> int:
    """A row of context: its keys and values in all layers, and what one layer needs to read it.

    That is the old and the new tensor while a cache grows, keys and values repeated for every head where
    heads share them, the mask's column, and the row itself: as a summary, in the prompt, and remembered.
    """
    cached = model.cache_bytes(1, number)
    grown = cached // model.layers
    repeated = 2 * model.heads * model.head_width * number if model.heads > model.kv_heads else 0
    return cached + grown + repeated + ROWS_PER_STEP * number + 3 * model.width * number


# --- learning -----------------------------------------------------------------------------------------------


def step_memory(
    model: ModelShape,
    lora: LoraShape,
    rows: int,
    *,
    precision: Precision,
    number: int,
    answer_rows: int | None = None,
    checkpointing: bool = False,
) -> StepMemory:
    """About what one step of LoRA takes, with so many rows (padding too) at once.

    It counts what autograd keeps between forward and backward when only LoRA weights learn: a frozen matrix
    keeps none of its inputs, so what is kept are the inputs of the adapted layers (in fp32, with the
    dropout's mask), the states around norms and attention, and three tensors of the feed-forward part.
    Besides there is the larger of what one layer and the scores of the answers need while their gradients
    are made. As much as a step takes, or up to a third more (`benchmarks/step_memory.py`).

    `number` is the size of the numbers that the decoder computes in; `checkpointing` is gradient
    checkpointing: activations of one layer at a time.
    """
    adapted = [one for one in matrices(model) if one.name in lora.targets]
    learned = model.layers * sum(lora.rank * (one.wide_in + one.wide_out) for one in adapted) * FP32
    layer = rows * _kept_row_bytes(model, sum(one.wide_in for one in adapted), number)
    kept = model.layers * rows * model.width * number + layer if checkpointing else model.layers * layer
    answers = round(rows * ANSWER_SHARE) if answer_rows is None else answer_rows
    scores = answers * model.vocabulary * FP32 * SCORES
    activations = kept + max(layer, scores) + unpacked_bytes(model, precision, number)
    return StepMemory(model_bytes(model, precision, number), learned, 3 * learned, activations)


def _kept_row_bytes(model: ModelShape, adapted_inputs: int, number: int) -> int:
    """What one layer keeps of one row."""
    norms = 2 * model.width * FP32
    attention = 2 * (model.heads + model.kv_heads) * model.head_width * number  # q, k, v and the result
    adapted = adapted_inputs * 2 * FP32  # after dropout, and its mask (a byte on a GPU, fp32 on a processor)
    forward = 3 * model.inner * number  # gate, its activation, up
    return norms + attention + adapted + forward
