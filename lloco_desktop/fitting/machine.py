"""What this machine can compute on, and why not on more, in sentences.

The words are torch-free, so that a fit can be reckoned for any machine; only `look` imports torch.
"""

from __future__ import annotations

import importlib.util
import platform
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lloco_desktop.sentences import say

NF4_CAPABILITY = (6, 0)  # of an NVIDIA GPU, for bitsandbytes' 4-bit kernels
INT8_CAPABILITY = (7, 5)  # and for LLM.int8, which multiplies in its tensor cores


class GpuKind(Enum):
    """What drives a GPU."""

    CUDA = "cuda"
    ROCM = "rocm"
    MPS = "mps"


@dataclass(frozen=True, slots=True)
class Holder:
    """Another program that holds memory of a GPU."""

    name: str  # of its program file: "firefox"
    pid: int
    bytes: int | None  # None where the driver does not say


@dataclass(frozen=True, slots=True)
class Gpu:
    """One GPU at one moment."""

    kind: GpuKind
    index: int
    name: str
    total: int | None  # bytes; None where nobody knows
    free: int | None  # bytes that we may take; on Apple's chips what Metal recommends at most
    bf16: bool  # multiplies it in hardware
    capability: tuple[int, int] | None = None  # of CUDA
    holders: tuple[Holder, ...] = ()  # the largest first, this process not among them

    @property
    def device(self) -> str:
        """As torch calls it."""
        return "mps" if self.kind is GpuKind.MPS else f"cuda:{self.index}"


@dataclass(frozen=True, slots=True)
class Machine:
    """The processor, and the GPUs that can be used."""

    processor: str
    cores: int
    bf16: bool  # the processor multiplies it in hardware
    memory: int | None  # bytes that are free
    why_no_gpu: str | None = None  # one sentence where there is none to use
    why_no_nf4: str | None = None  # one sentence where weights cannot be packed, neither into 4 bits nor 8
    gpus: tuple[Gpu, ...] = ()
    total_memory: int | None = None  # bytes, of which `memory` is free

    @property
    def gpu(self) -> str | None:
        """The name of the first GPU."""
        return self.gpus[0].name if self.gpus else None

    @property
    def gpu_memory(self) -> int | None:
        """Bytes that are free on the first GPU."""
        return self.gpus[0].free if self.gpus else None


def look() -> Machine:
    """What there is at this moment. Imports torch."""
    import torch

    from lloco_desktop.fitting.gpus import find_gpus, why_no_gpu
    from lloco_desktop.fitting.memory import free_memory, total_memory

    gpus = find_gpus()
    return Machine(
        processor=processor_name(),
        cores=torch.get_num_threads(),
        bf16=cpu_has_bf16(),
        memory=free_memory(torch.device("cpu")),
        why_no_gpu=None if gpus else why_no_gpu(),
        why_no_nf4=None if importlib.util.find_spec("bitsandbytes") else _no_nf4(),
        gpus=gpus,
        total_memory=total_memory(),
    )


def processor_name() -> str:
    """As its maker calls it, where the system says so."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def cpu_has_bf16() -> bool:
    """Whether this processor multiplies bf16 matrices in hardware; without, bf16 is slower than fp32."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - not a file of ours
            flags = re.search(r"^flags\s*:(.*)$", file.read(), re.MULTILINE)
    except OSError:
        return False  # no cheap way to know elsewhere: fp32 is always right
    words = set(flags.group(1).split()) if flags else set()
    return bool(words & {"avx512_bf16", "amx_bf16"})


def _no_nf4() -> str:
    return say("The package bitsandbytes, which 4-bit and 8-bit weights need, is not installed.")
