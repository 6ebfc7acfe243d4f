"""Tiny GPU runtimes: wheels that are made here, a server that has them, and trials that take no torch."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lloco_desktop.gpu_runtime.activation import platform_tag, python_tag
from lloco_desktop.gpu_runtime.installing import Installed, Site, install
from lloco_desktop.gpu_runtime.listing import NAME, Runtime, Wheel, as_text
from lloco_desktop.gpu_runtime.packs import CONTENTS, pack_name
from lloco_desktop.gpu_runtime.trying import Trial
from lloco_desktop.hub.fetching import Patience
from lloco_desktop.progress import Progress
from tests.hub.repository import repository
from tests.hub.server import HubServer

IMPATIENT = Patience(tries=3, first_wait=0.01, longest_wait=0.02, rate_limit=5.0, silence=5.0)
REPOSITORY = "wheels/all"
TORCH, NVIDIA = "torch-9.1-cp311-any.whl", "nvidia_cublas-13.0-any.whl"
EXECUTABLE = 0o755 << 16


def wheel(files: dict[str, bytes], modes: dict[str, int] | None = None) -> bytes:
    """A wheel that holds these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (modes or {}).get(name, 0o644 << 16)
            archive.writestr(info, content)
    return made.getvalue()


def noise(size: int) -> bytes:
    """Bytes that no compression makes fewer."""
    return b"".join(hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(size // 32 + 1))[:size]


def tiny_wheels() -> dict[str, bytes]:
    """By file name."""
    return {
        TORCH: wheel(
            {
                "torch/__init__.py": b"where = 'runtime'\n__version__ = '9.1'\n",
                "torch/lib/libtorch_cuda.so": noise(200_000),
                "torch-9.1.dist-info/METADATA": b"Name: torch\n",
            }
        ),
        NVIDIA: wheel(
            {
                "nvidia/cu13/lib/libcublas.so.13": noise(300_000),
                "nvidia/cu13/bin/ptxas": b"#!/bin/sh\n",
                "nvidia_cublas-13.0.data/purelib/nvidia/beside.py": b"x = 1\n",
                "nvidia_cublas-13.0.data/scripts/tool": b"not wanted",
            },
            {"nvidia/cu13/bin/ptxas": EXECUTABLE},
        ),
    }


def runtime_of(wheels: dict[str, bytes], address: str = "http://127.0.0.1:1", **more: Any) -> Runtime:
    """Their list, as if they lay at the server."""
    listed = []
    for file, content in wheels.items():
        sha256 = hashlib.sha256(content).hexdigest()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
        name, version = file.split("-")[:2]
        url = f"{address}/store/{REPOSITORY}/{file}/{sha256}"
        listed.append(Wheel(name, version, file, url, len(content), unpacked, sha256))
    made = Runtime("9.1", "13.0", 580, python_tag(), platform_tag(), tuple(listed))
    return replace(made, **more)


def server_of(wheels: dict[str, bytes], **more: Any) -> HubServer:
    """A server that has them."""
    return HubServer([repository(REPOSITORY, dict(wheels))], **more)


def write_pack(folder: Path, runtime: Runtime, wheels: dict[str, bytes], each: int = 1) -> list[Path]:
    """A pack with so many wheels in a part."""
    folder.mkdir(parents=True, exist_ok=True)
    groups = [runtime.wheels[at : at + each] for at in range(0, len(runtime.wheels), each)]
    names = [pack_name(runtime, number, len(groups)) for number in range(1, len(groups) + 1)]
    for name, group in zip(names, groups, strict=True):
        contents = json.dumps({"parts": names}).encode()
        members = {CONTENTS: contents, NAME: as_text([runtime]).encode()}
        members |= {one.file: wheels[one.file] for one in group}
        with tarfile.open(folder / name, "w") as archive:
            for member, content in members.items():
                info = tarfile.TarInfo(member)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return [folder / name for name in names]


@dataclass
class FakeTrial:
    """Says what a trial would; remembers what was tried."""

    problem: str | None = None
    gpus: tuple[str, ...] = ()
    tried: list[Path] = field(default_factory=list)

    def __call__(self, folder: Path, runtime: Runtime) -> Generator[Progress, None, Trial]:
        self.tried.append(folder)
        yield Progress("Trying", 0, 0, "")
        return Trial(self.problem, self.gpus)


def plenty(_folder: Path) -> int:
    """Free bytes of a large disk."""
    return 10**12


@dataclass
class Bench:
    """Installs a runtime with a trial that takes no torch."""

    site: Site
    trial: FakeTrial = field(default_factory=FakeTrial)
    free: Callable[[Path], int] = plenty

    def steps(self, pack: Path | None = None) -> Iterator[Progress | Installed]:
        return install(self.site, pack=pack, free=self.free, patience=IMPATIENT, trial=self.trial)

    def run(self, pack: Path | None = None) -> list[Progress | Installed]:
        return list(self.steps(pack))

    def installed(self, events: Sequence[Progress | Installed]) -> Installed:
        (one,) = [event for event in events if isinstance(event, Installed)]
        return one
