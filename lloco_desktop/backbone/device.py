"""Choosing where and in which number format to compute, by the arithmetic of `fitting`, and saying why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from lloco_desktop.backbone.quantising import prepare_bitsandbytes
from lloco_desktop.errors import BackboneTooLarge, BadInput, OutOfMemory
from lloco_desktop.fitting.machine import GpuKind, Machine
from lloco_desktop.fitting.reckoning import PACKED
from lloco_desktop.fitting.shape import BackboneShape
from lloco_desktop.fitting.verdict import Fit, fit
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Device, Precision

CPU = torch.device("cpu")
NO_MEMORY = ("can't allocate memory", "not enough memory", "MPS backend out of memory")
LAYER = re.compile(r"(?:^|\.)layers\.(\d+)(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A device and dtype with the reason for them, one sentence for people."""

    device: torch.device  # of everything but layers that `split` has elsewhere
    dtype: torch.dtype  # that is computed in
    reason: str
    packed: Precision | None = None  # INT8 or NF4: how the decoder's linear layers are stored
    split: tuple[tuple[torch.device, int], ...] = ()  # devices with their numbers of layers, in order
    context: int | None = None  # rows that there is room for; None: nobody looked

    @property
    def dtype_name(self) -> str:
        """As the settings name it."""
        plain = Precision.BF16 if self.dtype is torch.bfloat16 else Precision.FP32
        return str((self.packed or plain).value)

    def place(self, path: str) -> torch.device:
        """On which device a module of the decoder computes, by its path in it."""
        found = LAYER.search(path)
        if found is None or not self.split:
            return self.device
        left = int(found[1])
        for device, count in self.split:
            if left < count:
                return device
            left -= count
        return self.split[-1][0]


def choose(choice: BackboneChoice, shape: BackboneShape, machine: Machine) -> Choice:
    """How a backbone computes on this machine.

    Raises BadInput for a device that there is not and for packed weights without bitsandbytes,
    BackboneTooLarge with what would help where there is no room.
    """
    _check_device(choice.device, machine)
    if choice.precision in PACKED:
        prepare_bitsandbytes(needed=True)
    found = fit(shape, machine, choice)
    if not found.loads:
        raise BackboneTooLarge(found.sentence)
    device = torch.device(found.device)
    fast = _has_bf16(device, machine)
    dtype = torch.bfloat16 if fast else torch.float32
    if found.precision not in PACKED:
        dtype = torch.bfloat16 if found.precision is Precision.BF16 else torch.float32
    why = say(
        "{why_place}, {why_precision}.",
        why_place=_why_place(choice.device, found, machine),
        why_precision=_why_precision(choice.precision, found, fast=fast),
    )
    return Choice(
        device,
        dtype,
        why,
        packed=found.precision if found.precision in PACKED else None,
        split=tuple((torch.device(one), count) for one, count in found.split),
        context=found.context,
    )


def _check_device(device: Device, machine: Machine) -> None:
    kinds = {gpu.kind for gpu in machine.gpus}
    if device is Device.CUDA and not kinds & {GpuKind.CUDA, GpuKind.ROCM}:
        raise BadInput(say("There is no usable NVIDIA or AMD GPU here; choose the device 'auto' or 'cpu'."))
    if device is Device.MPS and GpuKind.MPS not in kinds:
        raise BadInput(say("There is no usable Apple GPU here; choose the device 'auto' or 'cpu'."))


def _has_bf16(device: torch.device, machine: Machine) -> bool:
    for gpu in machine.gpus:
        if gpu.device == str(device):
            return gpu.bf16
    return machine.bf16


def _why_place(wanted: Device, found: Fit, machine: Machine) -> str:
    spilt = sum(count for device, count in found.split if device == "cpu")
    if spilt:
        return say("On the {name} with {count} layers on the processor", name=found.place, count=spilt)
    if found.split:
        return say("On {count} GPUs", count=len(found.split))
    if found.device != "cpu":
        return say("On the {name}", name=found.place)
    if wanted is Device.CPU:
        return say("On the processor because the settings say so")
    if not machine.gpus:
        return say("On the processor because there is no GPU that can be used")
    gpu = max(machine.gpus, key=lambda one: one.free or 0)
    return say(
        "On the processor because the {name} has only {free:.1f} GB of memory free",
        name=gpu.name,
        free=(gpu.free or 0) / 2**30,
    )


def _why_precision(wanted: Precision, found: Fit, *, fast: bool) -> str:
    numbers = Precision.BF16.value if fast else Precision.FP32.value
    if found.precision in PACKED:
        if wanted is Precision.AUTO:
            return say(
                "weights in 4 bits because there is no room for more, computing in {numbers}", numbers=numbers
            )
        if found.precision is Precision.INT8:
            return say(
                "weights in 8 bits because the settings say so, computing in {numbers}", numbers=numbers
            )
        return say("weights in 4 bits because the settings say so, computing in {numbers}", numbers=numbers)
    if wanted is not Precision.AUTO:
        return say("{precision} because the settings say so", precision=wanted.value)
    if not fast:
        return say("fp32 because it has no bf16")
    if found.device == "cpu":
        return say("bf16 because this processor computes in it")
    return say("bf16 because it is fast there")


@contextmanager
def memory_errors() -> Iterator[None]:
    """Turn running out of memory, on any device, into OutOfMemory with a proposal."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _out_of_memory() from error
    except RuntimeError as error:
        # The CPU allocator and Apple's GPUs have no exception of their own.
        if not any(words in str(error) for words in NO_MEMORY):
            raise
        raise _out_of_memory() from error


def _out_of_memory() -> OutOfMemory:
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()
    return OutOfMemory(
        say(
            "There was not enough memory for this step of the backbone; nothing stored was lost."
            " Close other programs, ask about fewer documents, or choose a smaller backbone."
        )
    )
