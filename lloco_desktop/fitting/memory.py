"""How much memory a machine and its devices have, and how much of it is free. Imports torch.

On Linux the C library may hold some hundreds of megabytes that were freed, besides.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path

import torch


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
