"""What a GPU runtime consists of: `resources/gpu_runtime.json`, which `packaging/gpu_runtime.py` writes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BadInput
from lloco_desktop.gpu_runtime.activation import Edition
from lloco_desktop.hub.listing import Address, UnsafePath, check_paths
from lloco_desktop.sentences import say
from lloco_desktop.settings import resources

LIST = "LLOCO_GPU_RUNTIME"  # an environment variable: another list than the one that is shipped
NAME = "gpu_runtime.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Wheel:
    """One package of it."""

    name: str
    version: str
    file: str
    url: str
    size: int  # bytes of the file
    unpacked: int  # bytes of what it holds
    sha256: str


@dataclass(frozen=True, slots=True)
class Runtime:
    """All packages for one torch, Python and system."""

    torch: str
    cuda: str  # "13.0"
    driver: int  # NVIDIA's driver has to be of this version or a newer one
    python: str
    platform: str
    wheels: tuple[Wheel, ...]

    @property
    def key(self) -> str:
        """The name of its folder."""
        return f"{self.torch}-cu{self.cuda.replace('.', '')}"

    @property
    def edition(self) -> Edition:
        """What it fits."""
        return Edition(self.torch, self.python, self.platform)

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(wheel.size for wheel in self.wheels)

    @property
    def unpacked(self) -> int:
        """Bytes that it takes on the disk."""
        return sum(wheel.unpacked for wheel in self.wheels)

    @property
    def room(self) -> int:
        """Bytes that it takes at most while it is unpacked, one wheel after the other."""
        most = wheels = self.size
        unpacked = 0
        for wheel in self.wheels:
            unpacked += wheel.unpacked
            most = max(most, wheels + unpacked)
            wheels -= wheel.size
        return most

    def addresses(self) -> tuple[Address, ...]:
        """Its wheels, to be fetched."""
        return tuple(Address(one.file, one.url, one.size, one.sha256) for one in self.wheels)


def list_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The list that counts."""
    named = environ.get(LIST)
    return Path(named) if named else resources() / NAME


def read_list(file: Path) -> tuple[Runtime, ...]:
    """Every runtime of a list; none without one. Raises `BadInput` where it makes no sense."""
    if not file.exists():
        return ()
    try:
        return parse(file.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UnsafePath) as error:
        raise BadInput(
            say("The list of GPU packages in {file} cannot be used ({error}).", file=file, error=error)
        ) from error


def parse(text: bytes) -> tuple[Runtime, ...]:
    """The same of its text. Raises ValueError, KeyError, TypeError or AttributeError."""
    data = json.loads(text)
    if data["version"] != VERSION:
        raise ValueError(f"version {data['version']}")
    return tuple(_runtime(one) for one in data["runtimes"])


def _runtime(raw: dict[str, Any]) -> Runtime:
    wheels = tuple(
        Wheel(
            name=str(one["name"]),
            version=str(one["version"]),
            file=str(one["file"]),
            url=str(one["url"]),
            size=int(one["size"]),
            unpacked=int(one["unpacked"]),
            sha256=str(one["sha256"]).lower(),
        )
        for one in raw["wheels"]
    )
    check_paths(tuple(wheel.file for wheel in wheels))
    if any("/" in wheel.file or len(wheel.sha256) != 64 for wheel in wheels):
        raise ValueError("a wheel without a plain name and a SHA-256")
    names = ("torch", "cuda", "python", "platform")
    torch, cuda, python, platform = (str(raw[name]) for name in names)
    check_paths((f"{torch}-{cuda}",))
    return Runtime(torch, cuda, int(raw["driver"]), python, platform, wheels)


def as_text(runtimes: Iterable[Runtime]) -> str:
    """The list as a file."""
    raw = {"version": VERSION, "runtimes": [asdict(one) for one in runtimes]}
    return json.dumps(raw, indent=1) + "\n"


def runtime_for(edition: Edition | None, runtimes: Iterable[Runtime]) -> Runtime | None:
    """The one that fits an edition."""
    return next((one for one in runtimes if one.edition == edition), None)
