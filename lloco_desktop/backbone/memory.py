"""How much memory a device has free, and what a step of LoRA takes on a model that is loaded.

The arithmetic is `reckoning.py`'s. It is meant for "will it fit?". On Linux the C library may hold some
hundreds of megabytes that were freed, besides.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from lloco_desktop.backbone import reckoning
from lloco_desktop.backbone.formats import LoraShape
from lloco_desktop.backbone.quantising import packing
from lloco_desktop.backbone.reckoning import ANSWER_SHARE, StepMemory
from lloco_desktop.backbone.shape import ModelShape
from lloco_desktop.settings import Precision

if TYPE_CHECKING:
    from transformers import PreTrainedModel

__all__ = [
    "ANSWER_SHARE",
    "StepMemory",
    "free_memory",
    "model_shape",
    "step_memory",
    "step_that_fits",
    "total_memory",
]


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


def free_memory(device: torch.device) -> int | None:
    """Bytes that are free on a device; None where the system does not say.

    What torch holds of a GPU without using it counts as free: it is ours to take.
    """
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free) + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
    if device.type == "mps":
        most = int(torch.mps.recommended_max_memory())
        return max(0, most - int(torch.mps.current_allocated_memory())) if most > 0 else None
    if sys.platform == "win32":
        return _windows_memory()[0]
    if sys.platform == "darwin":
        return _free_on_a_mac()
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return _pages("SC_AVPHYS_PAGES")


def total_memory() -> int | None:
    """Bytes of memory that the machine has; None where the system does not say."""
    return _windows_memory()[1] if sys.platform == "win32" else _pages("SC_PHYS_PAGES")


def _pages(name: str) -> int | None:
    try:
        return os.sysconf(name) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _free_on_a_mac() -> int | None:
    try:
        said = subprocess.run(
            ["/usr/bin/vm_stat"], capture_output=True, text=True, check=True, timeout=10
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return free_in_vm_stat(said)


def free_in_vm_stat(said: str) -> int | None:
    """Bytes that `vm_stat` says can be had without swapping: free pages, and those that only cache files."""
    size = re.search(r"page size of (\d+) bytes", said)
    pages = {
        name.strip(): int(count) for name, count in re.findall(r"^([^:\n]+):\s+(\d+)\.", said, re.MULTILINE)
    }
    if size is None or "Pages free" not in pages:
        return None
    kinds = ("Pages free", "Pages inactive", "Pages speculative", "Pages purgeable")
    return sum(pages.get(kind, 0) for kind in kinds) * int(size[1])


def _windows_memory() -> tuple[int, int]:
    """Bytes free and altogether."""

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in (
                "total",
                "free",
                "total_page",
                "free_page",
                "total_virtual",
                "free_virtual",
                "extended",
            )
        ]

    status = Status(length=ctypes.sizeof(Status))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.free), int(status.total)
