"""Where a backbone could compute, what it takes there, and how its layers share several devices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.fitting import wording
from lloco_desktop.fitting.machine import INT8_CAPABILITY, NF4_CAPABILITY, Gpu, GpuKind, Machine
from lloco_desktop.fitting.reckoning import (
    PACKED,
    compressing_bytes,
    context_bytes,
    layer_bytes,
    number_bytes,
    reading_bytes,
    step_memory,
    weight_bytes,
)
from lloco_desktop.fitting.shape import BackboneShape
from lloco_desktop.model_files.formats import usual_lora
from lloco_desktop.settings import Device, Precision

MB = 2**20
GPU_RESERVE = 600 * MB  # that a GPU's libraries and the gaps between tensors take
SHARED_RESERVE = 1024 * MB  # of the system's memory, that everything else goes on with
ONCE = 32 * MB  # tokenizers, and buffers of the libraries that multiply
LEARNING_ROWS = 4096  # that learning takes through the decoder at once (`learning/settings.py`)
UNKNOWN = 2**62  # bytes of room where nobody knows


@dataclass(frozen=True, slots=True)
class Place:
    """A device, as far as arithmetic needs it."""

    device: str
    name: str
    total: int | None
    free: int | None
    number: int  # bytes of the numbers that it computes best in
    reserve: int
    gpu: Gpu | None = None

    @property
    def room(self) -> int:
        """Bytes for a backbone and its work."""
        return UNKNOWN if self.free is None else max(0, self.free - self.reserve)


def processor(machine: Machine) -> Place:
    """The processor as a place to compute."""
    number = 2 if machine.bf16 else 4
    name = wording.processor()
    return Place("cpu", name, machine.total_memory, machine.memory, number, SHARED_RESERVE)


def gpu_place(gpu: Gpu) -> Place:
    """A GPU as a place to compute."""
    reserve = SHARED_RESERVE if gpu.kind is GpuKind.MPS else GPU_RESERVE
    return Place(gpu.device, gpu.name, gpu.total, gpu.free, 2 if gpu.bf16 else 4, reserve, gpu)


def places(machine: Machine, device: Device) -> list[Place]:
    """Where the choice allows it to compute, the best first."""
    kinds = {
        Device.CPU: (),
        Device.MPS: (GpuKind.MPS,),
        Device.CUDA: (GpuKind.CUDA, GpuKind.ROCM),
        Device.AUTO: tuple(GpuKind),
    }[device]
    gpus = sorted((gpu_place(gpu) for gpu in machine.gpus if gpu.kind in kinds), key=lambda one: -one.room)
    return [*gpus, processor(machine)] if device in (Device.AUTO, Device.CPU) else gpus


def _last_gpu(places: Sequence[Place]) -> Place | None:
    return next((one for one in reversed(places) if one.gpu is not None), None)


def can_pack(machine: Machine, gpu: Gpu | None, precision: Precision) -> bool:
    """Whether a device (None is the processor) computes with such weights."""
    if precision not in PACKED:
        return True
    least = INT8_CAPABILITY if precision is Precision.INT8 else NF4_CAPABILITY
    able = gpu is None or gpu.capability is None or gpu.capability >= least
    return machine.why_no_nf4 is None and able


@dataclass(frozen=True, slots=True)
class Costs:
    """Bytes of a backbone on a kind of device."""

    weights: int
    layer: int  # of them, one layer of the decoder
    working: int  # what compressing or reading takes at a time
    row: int  # of context
    layer_row: int  # of it, what one layer keeps
    learning: int  # what a step takes, with one layer's activations at a time

    def needs(self, rows: int) -> int:
        """With so many rows of context."""
        return self.weights + self.working + rows * self.row


def costs(shape: BackboneShape, precision: Precision, computes: int) -> Costs:
    """What it takes in a precision, where `computes` is the size of the device's own numbers."""
    number = number_bytes(precision, computes)
    decoder = shape.decoder
    working = ONCE + max(
        compressing_bytes(shape, precision, number), reading_bytes(decoder, precision, number)
    )
    step = step_memory(
        decoder,
        usual_lora(decoder.width),
        min(LEARNING_ROWS, shape.decoder_window),
        precision=precision,
        number=number,
        checkpointing=True,
    )
    return Costs(
        weights=weight_bytes(shape, precision, number),
        layer=layer_bytes(decoder, precision, number),
        working=working,
        row=context_bytes(decoder, number),
        layer_row=decoder.cache_bytes(1, number) // decoder.layers,
        learning=step.added,
    )


def share(shape: BackboneShape, places: Sequence[Place], cost: Costs, rows: int) -> list[int]:
    """Layers on each device, filled in turn."""
    left = shape.decoder.layers
    outside = cost.weights - cost.layer * left
    each = cost.layer + rows * cost.layer_row
    growing = rows * (cost.row - left * cost.layer_row)  # what one layer takes while it reads
    counts = []
    for index, place in enumerate(places):
        room = place.room - cost.working - growing - (0 if index else outside)
        count = min(left, max(0, room // each))
        counts.append(count)
        left -= count
    return counts
