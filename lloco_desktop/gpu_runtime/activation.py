"""Puts a GPU runtime before the torch of the bundle. Called first in every process of a frozen application.

    <data>/gpu-runtime/2.13.0-cu130/                what its wheels hold; torch, nvidia, triton, bitsandbytes
    <data>/gpu-runtime/2.13.0-cu130/complete.json   the marker: what it is; the last file to come
    <data>/gpu-runtime/2.13.0-cu130/unusable        why it is not used, where it proved not to work
    <data>/gpu-runtime/.coming/                     what is on its way (`installing.py`)

Modules of a bundle are found through an entry of `sys.path` as any others are, so that the order of the
entries decides. Imports nothing that takes time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.settings import Places

FOLDER = "gpu-runtime"  # below the user's data
MARKER = "complete.json"
UNUSABLE = "unusable"
SWITCH = "LLOCO_NO_GPU_RUNTIME"  # an environment variable: start without it, whatever is there
VERSION = 1
CUDA_LIBRARIES = ("torch/lib/libtorch_cuda.so", "torch/lib/torch_cuda.dll")


@dataclass(frozen=True, slots=True)
class Edition:
    """What a runtime has to fit: the torch of this application and the Python that it was made for."""

    torch: str  # "2.13.0", without the part that says what it computes on
    python: str  # "cp311"
    platform: str  # "linux_x86_64"

    @classmethod
    def of_bundle(cls) -> Edition | None:
        """That of the frozen application; None from source, and where its own torch knows CUDA."""
        if not getattr(sys, "frozen", False):
            return None
        bundle = Path(getattr(sys, "_MEIPASS", ""))
        if any((bundle / library).exists() for library in CUDA_LIBRARIES):
            return None
        for found in bundle.glob("torch-*.dist-info"):
            version = found.name.removeprefix("torch-").removesuffix(".dist-info")
            return cls(version.partition("+")[0], python_tag(), platform_tag())
        return None


def python_tag() -> str:
    """This Python as wheels name it."""
    return f"cp{sys.version_info.major}{sys.version_info.minor}"


def platform_tag() -> str:
    """This system as wheels name it, without the version of its C library."""
    import sysconfig  # here: most processes do not come so far

    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def activate(
    places: Places, edition: Edition | None = None, environ: Mapping[str, str] = os.environ
) -> Path | None:
    """Let torch and what belongs to it be imported from a runtime, where there is one for this very edition.

    Gives its folder; None where nothing was done. Never raises: without it the bundled torch computes.
    """
    root = places.data / FOLDER
    if not root.is_dir() or environ.get(SWITCH):
        return None
    edition = edition or Edition.of_bundle()
    folder = fitting(root, edition) if edition is not None else None
    if folder is None:
        return None
    bundle = str(getattr(sys, "_MEIPASS", ""))
    at = sys.path.index(bundle) if bundle in sys.path else 0
    sys.path.insert(at, str(folder))
    sys.dont_write_bytecode = (
        False  # a bundle writes none; a module of these would be compiled at every start
    )
    return folder


def fitting(root: Path, edition: Edition) -> Path | None:
    """The folder of the newest usable runtime for an edition."""
    try:
        folders = sorted(root.glob(f"{edition.torch}-*"), reverse=True)
    except OSError:
        return None
    return next((one for one in folders if is_usable(one, edition)), None)


def is_usable(folder: Path, edition: Edition) -> bool:
    """Whether a runtime is whole, works, and was made for that torch and Python."""
    marker = read_marker(folder)
    if marker is None or (folder / UNUSABLE).exists():
        return False
    try:
        made_for = Edition(marker["torch"], marker["python"], marker["platform"])
        sizes = marker["sizes"].items()
        return made_for == edition and all((folder / path).stat().st_size == size for path, size in sizes)
    except (OSError, KeyError, TypeError, AttributeError):
        return False


def read_marker(folder: Path) -> dict[str, Any] | None:
    """What the marker says; None without one, or with one that makes no sense."""
    try:
        data = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and data.get("version") == VERSION else None


def active(places: Places) -> Path | None:
    """The folder of the runtime that this process uses."""
    root = places.data / FOLDER
    return next((Path(entry) for entry in sys.path if Path(entry).parent == root), None)
