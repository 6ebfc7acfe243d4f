"""The GPUs that torch can use, how much of their memory is free, and who holds the rest.

Who holds it, and GPUs that this torch was not built for, are only known through NVIDIA's management library
(the package nvidia-ml-py, `pynvml`); without it, and on other makers' GPUs, nobody is named. Imports torch.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from lloco_desktop.fitting.machine import Gpu, GpuKind, Holder, processor_name
from lloco_desktop.fitting.memory import free_memory, total_memory
from lloco_desktop.sentences import say

LEAST_HELD = 50 * 2**20  # bytes: programs that hold less are not worth naming


def find_gpus() -> tuple[Gpu, ...]:
    """Every GPU that torch can use, in torch's order."""
    if torch.cuda.is_available():
        kind = GpuKind.CUDA if torch.version.hip is None else GpuKind.ROCM
        return tuple(_cuda_gpu(kind, index) for index in range(torch.cuda.device_count()))
    if torch.backends.mps.is_available():
        return (_metal_gpu(),)
    return ()


def why_no_gpu() -> str:
    """One sentence on why torch can use none."""
    if sys.platform == "darwin":
        if platform.machine() == "arm64":
            return say("PyTorch cannot use this Mac's GPU; macOS 14 or newer is needed for that.")
        return say("Only Macs with Apple's own processors have a GPU that can be used.")
    seen = _names()
    if torch.version.cuda is None and torch.version.hip is None:
        if seen:
            return say(
                "There is an {name}, but the installed PyTorch was built without CUDA and cannot use it.",
                name=seen[0],
            )
        return say("The installed PyTorch was built without CUDA or ROCm, so that no GPU can be used.")
    if seen or Path("/proc/driver/nvidia/version").exists():
        return say("There is an NVIDIA driver, but PyTorch cannot use it; a newer driver may help.")
    return say("No GPU with a driver was found.")


def _cuda_gpu(kind: GpuKind, index: int) -> Gpu:
    found = torch.cuda.get_device_properties(index)
    device = torch.device("cuda", index)
    nvidia = kind is GpuKind.CUDA
    return Gpu(
        kind=kind,
        index=index,
        name=str(found.name),
        total=int(found.total_memory),
        free=free_memory(device),
        bf16=_bf16(device),
        capability=(int(found.major), int(found.minor)) if nvidia else None,
        holders=_holders(str(getattr(found, "uuid", "")), index) if nvidia else (),
    )


def _bf16(device: torch.device) -> bool:
    with torch.cuda.device(device):
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))


def _metal_gpu() -> Gpu:
    device = torch.device("mps")
    # The memory is one: what is free is Metal's affair, which recommends how much to take, and the system's.
    known = [size for size in (free_memory(device), free_memory(torch.device("cpu"))) if size is not None]
    return Gpu(
        kind=GpuKind.MPS,
        index=0,
        name=_chip(),
        total=total_memory(),
        free=min(known) if known else None,
        bf16=_metal_bf16(),
    )


def _metal_bf16() -> bool:
    release = platform.mac_ver()[0].partition(".")[0]
    return release.isdigit() and int(release) >= 14  # Metal has bf16 from macOS 14 on


def _chip() -> str:
    name = processor_name()
    return name if name.startswith("Apple") else "Apple GPU"


# --- NVIDIA's management library ---------------------------------------------------------------------------


@contextlib.contextmanager
def _management() -> Iterator[Any]:
    """`pynvml`, begun; None where it or the driver is not there."""
    try:
        library: Any = importlib.import_module("pynvml")
        library.nvmlInit()
    except (ImportError, OSError, AttributeError):
        yield None
        return
    except Exception as error:
        if type(error).__module__ != "pynvml":
            raise
        yield None
        return
    try:
        yield library
    finally:
        with contextlib.suppress(library.NVMLError):
            library.nvmlShutdown()


def _names() -> list[str]:
    """NVIDIA GPUs that the driver knows of."""
    with _management() as library:
        if library is None:
            return []
        with contextlib.suppress(library.NVMLError):
            return [
                _text(library.nvmlDeviceGetName(library.nvmlDeviceGetHandleByIndex(index)))
                for index in range(library.nvmlDeviceGetCount())
            ]
    return []


def _holders(uuid: str, index: int) -> tuple[Holder, ...]:
    """Other programs on the GPU, the largest first; those of unknown size come last."""
    with _management() as library:
        if library is None:
            return ()
        try:
            handle = _handle(library, uuid, index)
            running = [
                *library.nvmlDeviceGetComputeRunningProcesses(handle),
                *library.nvmlDeviceGetGraphicsRunningProcesses(handle),
            ]
        except library.NVMLError:
            return ()
        sizes: dict[int, int | None] = {}
        for process in running:
            pid, used = int(process.pid), process.usedGpuMemory
            known = [size for size in (sizes.get(pid), used) if size is not None]
            sizes[pid] = max(known) if known else None  # a program may be in both lists
        return ranked(
            Holder(_program(library, pid), pid, size) for pid, size in sizes.items() if pid != os.getpid()
        )


def ranked(holders: Iterator[Holder] | list[Holder]) -> tuple[Holder, ...]:
    """The largest first; those that hold next to nothing are left out."""
    worth = [one for one in holders if one.bytes is None or one.bytes >= LEAST_HELD]
    return tuple(sorted(worth, key=lambda one: (one.bytes is None, -(one.bytes or 0), one.pid)))


def _handle(library: Any, uuid: str, index: int) -> Any:
    # torch counts what CUDA_VISIBLE_DEVICES leaves; the library counts all: only the UUID is the same.
    try:
        return library.nvmlDeviceGetHandleByUUID(f"GPU-{uuid}".encode())
    except library.NVMLError:
        return library.nvmlDeviceGetHandleByIndex(index)


def _program(library: Any, pid: int) -> str:
    try:
        path = _text(library.nvmlSystemGetProcessName(pid))
    except library.NVMLError:
        path = ""
    return program_name(path, pid)


def program_name(path: str, pid: int) -> str:
    """What a person calls a program, of the path or command line that the driver gives."""
    name = path.strip().partition(" --")[0].replace("\\", "/").rpartition("/")[2]
    name = name[: -len(".exe")] if name.lower().endswith(".exe") else name
    return name or say("process {pid}", pid=pid)


def _text(value: str | bytes) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
