"""Who holds the memory of a GPU, as NVIDIA's library says it; and what is said where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from lloco_desktop.fitting import gpus
from lloco_desktop.fitting.gpus import find_gpus, program_name, ranked, why_no_gpu
from lloco_desktop.fitting.machine import Gpu, GpuKind, Holder, look

MB = 2**20


class NVMLError(Exception):
    """As the library raises it."""


class Library:
    """As much of `pynvml` as is used."""

    NVMLError = NVMLError

    def __init__(self, compute: list[Any], graphics: list[Any], names: dict[int, str], fails: bool = False):
        self.compute, self.graphics, self.names, self.fails = compute, graphics, names, fails
        self.open = 0

    def nvmlInit(self) -> None:  # noqa: N802
        if self.fails:
            raise OSError("no driver")
        self.open += 1

    def nvmlShutdown(self) -> None:  # noqa: N802
        self.open -= 1

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        return 1

    def nvmlDeviceGetName(self, handle: object) -> bytes:  # noqa: N802
        return b"NVIDIA GeForce RTX 4070"

    def nvmlDeviceGetHandleByUUID(self, uuid: bytes) -> object:  # noqa: N802
        raise NVMLError("not found")

    def nvmlDeviceGetHandleByIndex(self, index: int) -> object:  # noqa: N802
        return index

    def nvmlDeviceGetComputeRunningProcesses(self, handle: object) -> list[Any]:  # noqa: N802
        return self.compute

    def nvmlDeviceGetGraphicsRunningProcesses(self, handle: object) -> list[Any]:  # noqa: N802
        return self.graphics

    def nvmlSystemGetProcessName(self, pid: int) -> str:  # noqa: N802
        if pid not in self.names:
            raise NVMLError("not allowed")
        return self.names[pid]


def process(pid: int, used: int | None) -> SimpleNamespace:
    return SimpleNamespace(pid=pid, usedGpuMemory=used)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    made = Library(
        [process(7, 900 * MB), process(8, 2000 * MB), process(11, None)],
        [process(8, 100 * MB), process(9, 1100 * MB), process(10, 5 * MB)],
        {7: "/usr/bin/python3", 8: "C:\\Games\\Game One.exe", 9: "/opt/firefox/firefox --type=gpu", 10: "x"},
    )
    monkeypatch.setitem(sys.modules, "pynvml", made)  # type: ignore[arg-type]
    yield made
    assert made.open == 0


def test_other_programs_are_named_the_largest_first(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpus.os, "getpid", lambda: 7)  # type: ignore[attr-defined]
    assert gpus._holders("uuid", 0) == (
        Holder("Game One", 8, 2000 * MB),
        Holder("firefox", 9, 1100 * MB),
        Holder("process 11", 11, None),
    )


def test_a_gpu_that_torch_was_not_built_for_is_said(library: Library) -> None:
    if torch.version.cuda is not None or sys.platform == "darwin":
        pytest.skip("this torch was built for GPUs")
    assert why_no_gpu() == (
        "There is an NVIDIA GeForce RTX 4070, but the installed PyTorch was built without CUDA and cannot "
        "use it."
    )


@pytest.mark.parametrize("library_there", [None, Library([], [], {}, fails=True)])
def test_without_the_library_or_its_driver_nobody_is_named(
    library_there: Library | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", library_there)  # type: ignore[arg-type]
    assert gpus._holders("uuid", 0) == ()
    assert gpus._names() == []
    assert why_no_gpu().endswith(".")


def test_names_of_programs() -> None:
    assert program_name("/usr/lib/firefox/firefox", 1) == "firefox"
    assert program_name("C:\\Windows\\explorer.EXE", 1) == "explorer"
    assert program_name("", 12) == "process 12"
    assert ranked([Holder("a", 1, 10), Holder("b", 2, None)]) == (Holder("b", 2, None),)


def test_devices_are_named_as_torch_does() -> None:
    assert Gpu(GpuKind.CUDA, 1, "", None, None, True).device == "cuda:1"
    assert Gpu(GpuKind.ROCM, 0, "", None, None, True).device == "cuda:0"
    assert Gpu(GpuKind.MPS, 0, "", None, None, True).device == "mps"


def test_this_machine_is_looked_at() -> None:
    machine = look()
    assert machine.cores >= 1
    assert machine.gpus == find_gpus()
    assert (machine.why_no_gpu is None) == bool(machine.gpus)
    assert (machine.gpu is None) == (not machine.gpus)
