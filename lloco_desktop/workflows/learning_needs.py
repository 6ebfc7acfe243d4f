"""The memory and the disk that learning takes, from shapes, beside what the machine has."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.formats import LoraShape
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.sentences import say
from lloco_desktop.workflows.learning_run import Run

BYTES = 4  # of a trained number
COPIES = 10  # weights and two moments, twice while a checkpoint is replaced; the result, twice likewise
PER_ITEM = 2_000  # bytes of one item with its answers and keys, in the workspace and its log
PER_TOKEN = 12  # bytes of the chunks' text and the log


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes that learning takes, and that there are."""

    disk: int
    memory: int  # of the device that computes, above what the backbone takes already
    free_disk: int
    free_memory: int

    @property
    def problem(self) -> str | None:
        """One sentence if there is too little."""
        if self.disk > self.free_disk:
            return say(
                "Learning takes about {needed} of disk space, and {free} are free. Nothing was begun; "
                "free some space beside the workspace.",
                needed=_amount(self.disk),
                free=_amount(self.free_disk),
            )
        if self.memory > self.free_memory:
            return say(
                "Learning takes about {needed} of memory, and {free} are free. Nothing was begun; "
                "close other programs, or learn with fewer rows at once.",
                needed=_amount(self.memory),
                free=_amount(self.free_memory),
            )
        return None


def needs(
    backbone: Backbone,
    settings: LearningSettings,
    folder: Path,
    tokens: int,
    items: int,
    peak: int | None = None,
) -> Needs:
    """What learning a library of that size takes; `peak` is the memory that was measured, where it was."""
    parameters = lora_parameters(backbone, settings.shape_for(backbone.info.width))
    disk = parameters * BYTES * COPIES + items * PER_ITEM + tokens * PER_TOKEN
    memory = peak if peak is not None else parameters * BYTES * 4 + activation_bytes(backbone, settings.rows)
    return Needs(disk, memory, shutil.disk_usage(folder).free, free_memory(backbone.decoder.device))


def check_room(run: Run) -> None:
    """Raise `LearningError` before anything is begun for which disk or memory cannot suffice."""
    counts = run.workspace.segments.counts(run.backbone.info.fingerprint, run.library)
    tokens = sum(one.tokens_total for one in counts.values())
    found = needs(
        run.backbone,
        run.settings,
        run.workspace.folder,
        tokens,
        items_for(tokens, run.settings),
        # what a GPU really takes is tried out by the rehearsal, which has smaller batches to fall back on
        peak=0 if run.backbone.decoder.device.type == "cuda" else None,
    )
    if found.problem:
        raise LearningError(found.problem)


def items_for(tokens: int, settings: LearningSettings, own: int = 0) -> int:
    """About how many items a library of so many tokens gives."""
    made = min(settings.most_items, round(settings.items_per_thousand_tokens * tokens / 1000))
    return own + (max(1, made) if settings.self_study else 0)


def lora_parameters(backbone: Backbone, shape: LoraShape) -> int:
    """Weights of an adapter of that shape."""
    return sum(
        shape.rank * (module.in_features + module.out_features)
        for name, module in backbone.decoder.named_modules()
        if name.rpartition(".")[2] in shape.targets and hasattr(module, "in_features")
    )


def activation_bytes(backbone: Backbone, rows: int) -> int:
    """What a backward pass through so many rows keeps, about, without gradient checkpointing.

    Per row and layer: the states around the norms and the attention, and three of the feed-forward's; besides
    the scores of an answer's rows, a tenth of all, over the vocabulary with their softmax.
    """
    config: Any = backbone.decoder.config
    width, inner = int(config.hidden_size), int(config.intermediate_size)
    number = 2 if backbone.info.dtype == "bf16" else 4
    layers = int(config.num_hidden_layers) * (8 * width + 3 * inner) * number
    return rows * layers + rows // 10 * int(config.vocab_size) * 4 * 3


def free_memory(device: torch.device) -> int:
    """Bytes that are free on a device."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return _free_on_windows()
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")  # macOS does not say what is free


def _free_on_windows() -> int:
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
    return int(status.free)


def _amount(size: int) -> str:
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{max(1, size // 2**20)} MB"
