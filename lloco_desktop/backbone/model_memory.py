"""The shape of a model that is loaded, and what a step of LoRA takes on it.

The arithmetic is that of `fitting/reckoning.py`. It is meant for "will it fit?".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lloco_desktop.backbone.quantising import packing
from lloco_desktop.fitting import reckoning
from lloco_desktop.fitting.memory import free_memory
from lloco_desktop.fitting.reckoning import StepMemory
from lloco_desktop.fitting.shape import ModelShape
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.settings import Precision

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def step_memory(
    decoder: PreTrainedModel,
    shape: LoraShape,
    rows: int,
    *,
    answer_rows: int | None = None,
    checkpointing: bool = False,
) -> StepMemory:
    """About what one step of a LoRA of that shape takes on a loaded decoder: see `reckoning.step_memory`."""
    number = decoder.dtype.itemsize
    return reckoning.step_memory(
        model_shape(decoder),
        shape,
        rows,
        precision=packing(decoder) or (Precision.BF16 if number == 2 else Precision.FP32),
        number=number,
        answer_rows=answer_rows,
        checkpointing=checkpointing,
    )


def step_that_fits(
    decoder: PreTrainedModel, shape: LoraShape, rows: int, least: int, free: int | None = None
) -> tuple[int, bool]:
    """With how many rows at once, and whether with gradient checkpointing, a step finds room; the most first.

    A GPU says by itself when memory runs out, and what is said here is more than it takes; on a processor the
    system would rather end the application. `free` is what there is, looked up if it is not given. With less
    room than for `least` rows (or `rows`, if that is fewer) the answer is those.
    """
    if free is None:
        free = None if decoder.device.type == "cuda" else free_memory(decoder.device)
    again = False
    while free is not None and step_memory(decoder, shape, rows, checkpointing=again).added > free:
        if again and rows <= least:
            break
        rows, again = (rows // 2 if again else rows), True
    return rows, again


def model_shape(model: PreTrainedModel) -> ModelShape:
    """The shape of a transformer that is loaded; adapters on it do not count."""
    config: Any = model.config
    heads = int(config.num_attention_heads)
    width = int(config.hidden_size)
    ends: tuple[Any, ...] = (model.get_input_embeddings(), model.get_output_embeddings())  # type: ignore[no-untyped-call]
    tables = {id(end.weight): int(end.weight.numel()) for end in ends if end is not None}
    made = ModelShape(
        parameters=0,
        embedding_parameters=sum(tables.values()),
        layers=int(config.num_hidden_layers),
        width=width,
        inner=int(config.intermediate_size),
        heads=heads,
        kv_heads=int(getattr(config, "num_key_value_heads", None) or heads),
        head_width=int(getattr(config, "head_dim", None) or width // heads),
        vocabulary=int(config.vocab_size),
    )
    inside = made.layers * sum(one.size for one in reckoning.matrices(made))
    vectors = sum(  # norms and biases
        weight.numel()
        for name, weight in model.named_parameters()
        if weight.ndim == 1 and ".lora_" not in name
    )
    return replace(made, parameters=inside + made.embedding_parameters + vectors)
