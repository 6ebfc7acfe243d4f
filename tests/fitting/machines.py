"""Machines and backbones that are made up from what such things are known to have."""

from __future__ import annotations

from dataclasses import replace

from lloco_desktop.fitting.machine import Gpu, GpuKind, Holder, Machine
from lloco_desktop.fitting.shape import BackboneShape, ModelShape
from lloco_desktop.model_files.formats import BackboneFormat

GB = 2**30
NO_GPU = "No GPU with a driver was found."

LLAMA_2_7B = ModelShape(6_738_415_616, 2 * 32_000 * 4096, 32, 4096, 11_008, 32, 32, 128, 32_000)
QWEN3_4B = ModelShape(4_022_468_096, 151_936 * 2560, 36, 2560, 9728, 32, 8, 128, 151_936)
QWEN3_06B = ModelShape(595_776_512, 151_669 * 1024, 28, 1024, 3072, 16, 8, 128, 151_669)
NARROW = ModelShape(8_400_000, 4096 * 256, 4, 256, 512, 8, 8, 64, 4096)

LLAMA = BackboneShape(BackboneFormat.AUTOCOMPRESSOR, LLAMA_2_7B, None, 50 * 4096, 1536, 4096, (30.72,))
LCLM = BackboneShape(
    BackboneFormat.POOLED,
    QWEN3_4B,
    QWEN3_06B,
    1024 + (1024 + 1) * 2560 + (2560 + 1) * 2560,
    1024,
    262_144,
    (16.0,),
)
SMALL = BackboneShape(
    BackboneFormat.POOLED, NARROW, replace(NARROW, layers=2), 328_000, 128, 8192, (4.0,), spaced=True
)
SHAPES = {
    "small": SMALL,
    "llama2-7b-lloco": LLAMA,
    **{f"lclm-4b-{ratio}x": replace(LCLM, ratios=(float(ratio),)) for ratio in (4, 8, 16)},
}


def tiny_shape() -> BackboneShape:
    """Something that fits everywhere."""
    return SMALL


def laptop(memory: float = 16, free: float = 11, bf16: bool = False) -> Machine:
    """Without a GPU that can be used."""
    return Machine("A processor", 8, bf16, round(free * GB), NO_GPU, None, (), round(memory * GB))


def gpu(
    name: str,
    total: float,
    free: float,
    *,
    index: int = 0,
    capability: tuple[int, int] | None = (8, 9),
    bf16: bool = True,
    kind: GpuKind = GpuKind.CUDA,
    holders: tuple[Holder, ...] = (),
) -> Gpu:
    """Sizes are in GB."""
    return Gpu(kind, index, name, round(total * GB), round(free * GB), bf16, capability, holders)


def nvidia(
    name: str,
    total: float,
    free: float,
    *,
    memory: float = 16,
    capability: tuple[int, int] = (8, 9),
    bf16: bool = True,
    holders: tuple[Holder, ...] = (),
) -> Machine:
    """With one GPU of NVIDIA's."""
    one = gpu(name, total, free, capability=capability, bf16=bf16, holders=holders)
    return replace(laptop(memory, 0.7 * memory), gpus=(one,), why_no_gpu=None)


def two_gpus() -> Machine:
    """A workstation with 2 x 24 GB."""
    both = tuple(gpu("NVIDIA RTX 3090", 24, 23.3, index=index, capability=(8, 6)) for index in (0, 1))
    return replace(laptop(64, 56, bf16=True), gpus=both, why_no_gpu=None)


def apple() -> Machine:
    """Its memory is one; Metal recommends to take two thirds of it at most."""
    chip = gpu("Apple M2 Pro", 16, 10.6, capability=None, kind=GpuKind.MPS)
    return replace(laptop(16, 11.5), processor="Apple M2 Pro", gpus=(chip,), why_no_gpu=None)


FIREFOX = Holder("firefox", 4711, round(1.1 * GB))
MACHINES = {
    "laptop, 4 cores, 8 GB": replace(laptop(8, 4.6), cores=4),
    "laptop, 8 cores, 16 GB": laptop(16, 11),
    "desktop, 16 cores, 32 GB": replace(laptop(32, 27, bf16=True), cores=16),
    "laptop, GPU of 6 GB": nvidia("NVIDIA RTX 4050 Laptop", 6, 4.1, holders=(FIREFOX,)),
    "laptop, GPU of 8 GB": nvidia("NVIDIA RTX 4060 Laptop", 8, 7.2),
    "desktop, GPU of 12 GB": nvidia("NVIDIA RTX 4070", 12, 11.2, memory=32),
    "workstation, 2 GPUs of 24 GB": two_gpus(),
    "Mac, 16 GB": apple(),
}
