"""What this machine can compute on, and why not on more, in sentences. `look` imports torch."""

from __future__ import annotations

import importlib.util
import platform
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.sentences import say


@dataclass(frozen=True, slots=True)
class Machine:
    """The processor, and a GPU if there is a usable one."""

    processor: str
    cores: int
    bf16: bool  # the processor multiplies it in hardware
    memory: int | None  # bytes that are free
    gpu: str | None
    gpu_memory: int | None  # bytes that are free
    gpu_bf16: bool
    why_no_gpu: str | None  # one sentence where there is none to use
    why_no_nf4: str | None  # likewise for 4-bit weights


def look() -> Machine:
    """What there is at this moment."""
    import torch

    from lloco_desktop.backbone.device import cpu_has_bf16
    from lloco_desktop.backbone.memory import free_memory

    cuda = torch.cuda.is_available()
    return Machine(
        processor=processor_name(),
        cores=torch.get_num_threads(),
        bf16=cpu_has_bf16(),
        memory=free_memory(torch.device("cpu")),
        gpu=torch.cuda.get_device_name(0) if cuda else None,
        gpu_memory=free_memory(torch.device("cuda", 0)) if cuda else None,
        gpu_bf16=cuda and torch.cuda.is_bf16_supported(including_emulation=False),
        why_no_gpu=None if cuda else _why_no_gpu(),
        why_no_nf4=None if importlib.util.find_spec("bitsandbytes") else _no_nf4(),
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


def _why_no_gpu() -> str:
    import torch

    if torch.version.cuda is None:
        return say("The installed PyTorch was built without CUDA, so that no NVIDIA GPU can be used.")
    if Path("/proc/driver/nvidia/version").exists():
        return say("There is an NVIDIA driver, but PyTorch cannot use it; a newer driver may help.")
    return say("No NVIDIA GPU with a driver was found.")


def _no_nf4() -> str:
    return say("The package bitsandbytes, which 4-bit weights need, is not installed.")
