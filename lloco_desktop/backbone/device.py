"""Choosing where and in which number format to compute, and saying why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from lloco_desktop.errors import BadInput, OutOfMemory
from lloco_desktop.sentences import say
from lloco_desktop.settings import Device, Precision

CUDA_HEADROOM = 1.3  # free memory over weights that reading and answering need at least
BYTES = {  # of a stored weight
    Precision.AUTO: 2.0,
    Precision.BF16: 2.0,
    Precision.FP32: 4.0,
    Precision.NF4: 0.75,  # 4.13 bits, and what is not quantised: embeddings, head, encoder
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A device and dtype with the reason for them, one sentence for people."""

    device: torch.device
    dtype: torch.dtype  # that is computed in
    reason: str
    quantised: bool = False  # the decoder's weights are stored in 4 bits

    @property
    def dtype_name(self) -> str:
        """As the settings name it."""
        precision = Precision.BF16 if self.dtype is torch.bfloat16 else Precision.FP32
        if self.quantised:
            precision = Precision.NF4
        return str(precision.value)


def choose(device: Device, precision: Precision, parameters: int) -> Choice:
    """Pick a device and dtype for a model of so many parameters.

    Raises BadInput if CUDA is asked for and there is none.
    """
    place, why_place = _device(device, round(parameters * BYTES[precision]))
    if precision in (Precision.FP32, Precision.BF16):
        dtype = torch.bfloat16 if precision is Precision.BF16 else torch.float32
        why = say("{precision} because the settings say so", precision=precision.value)
        return Choice(place, dtype, say("{why_place}, {why}.", why_place=why_place, why=why))
    if place.type == "cuda":
        native = torch.cuda.is_bf16_supported(including_emulation=False)
        why = say("bf16 because it is fast there") if native else say("fp32 because it has no bf16")
    else:
        native = cpu_has_bf16()
        why = (
            say("bf16 because this processor computes in it")
            if native
            else say("fp32 because it has no bf16")
        )
    dtype = torch.bfloat16 if native else torch.float32
    if precision is Precision.NF4:
        why = say("weights in 4 bits because the settings say so, computing in {why}", why=why)
        return Choice(place, dtype, say("{why_place}, {why}.", why_place=why_place, why=why), quantised=True)
    return Choice(place, dtype, say("{why_place}, {why}.", why_place=why_place, why=why))


def _device(device: Device, weights: int) -> tuple[torch.device, str]:
    if device is Device.CPU:
        return torch.device("cpu"), say("On the processor because the settings say so")
    if not torch.cuda.is_available():
        if device is Device.CUDA:
            raise BadInput(say("There is no usable NVIDIA GPU here; choose the device 'auto' or 'cpu'."))
        return torch.device("cpu"), say("On the processor because there is no NVIDIA GPU")
    free, _ = torch.cuda.mem_get_info(0)
    name = torch.cuda.get_device_name(0)
    if device is Device.AUTO and free < weights * CUDA_HEADROOM:
        return (
            torch.device("cpu"),
            say(
                "On the processor because the {name} has only {free:.1f} GiB of memory free",
                name=name,
                free=free / 2**30,
            ),
        )
    return torch.device("cuda", 0), say("On the {name}", name=name)


def cpu_has_bf16() -> bool:
    """Whether this processor multiplies bf16 matrices in hardware; without, bf16 is slower than fp32."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - not a file of ours
            flags = re.search(r"^flags\s*:(.*)$", file.read(), re.MULTILINE)
    except OSError:
        return False  # no cheap way to know elsewhere: fp32 is always right
    words = set(flags.group(1).split()) if flags else set()
    return bool(words & {"avx512_bf16", "amx_bf16"})


@contextmanager
def memory_errors() -> Iterator[None]:
    """Turn running out of memory, on any device, into OutOfMemory with a proposal."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _out_of_memory() from error
    except RuntimeError as error:
        # The CPU allocator has no exception of its own.
        if "can't allocate memory" not in str(error) and "not enough memory" not in str(error):
            raise
        raise _out_of_memory() from error


def _out_of_memory() -> OutOfMemory:
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return OutOfMemory(
        say(
            "There was not enough memory for this step of the model; nothing stored was lost."
            " Close other programs, ask about fewer documents, or choose a smaller backbone."
        )
    )
