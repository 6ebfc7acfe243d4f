"""Lists what the GPU support consists of, and makes its offline pack (RELEASING.md, "The CUDA edition").

    build/venv/bin/python packaging/gpu_runtime.py list
    build/venv/bin/python packaging/gpu_runtime.py pack dist

`list` asks pip which packages torch and bitsandbytes of constraints.txt take with CUDA, on the system and
with the Python that it runs with, and writes resources/gpu_runtime.json; entries for other systems stay. Run
it with the environment that bundles are made in: what that has is in the bundle, in the same version, and is
left out here.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import httpx2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lloco_desktop.errors import LlocoError
from lloco_desktop.gpu_runtime.activation import Edition, platform_tag, python_tag
from lloco_desktop.gpu_runtime.listing import NAME, Runtime, Wheel, as_text, read_list
from lloco_desktop.gpu_runtime.packs import CONTENTS, pack_name
from lloco_desktop.hub.fetching import Listed, Wanted, fetch

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "resources" / NAME
CONSTRAINTS = ROOT / "constraints.txt"
OURS = ("torch", "bitsandbytes")  # what is wanted with CUDA; all else is what these need
DRIVERS = {"13": 580, "12": 525}  # NVIDIA's driver that each CUDA wants at least
PART = 1_900_000_000  # bytes: places that keep files often end at 2 GiB
HOST_LIMIT = 2**31  # bytes
SEEN = 1 << 20  # bytes of a wheel that are read at once


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status 1 says in a line what is wrong; the list is written whole or not at all."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command == "list":
            made = make_list(arguments.index, arguments.extra_index)
            print(f"{LIST.relative_to(ROOT)}: {made.key}, {len(made.wheels)} wheels, {made.size:,} bytes")
        else:
            for part in make_pack(own_runtime(), arguments.folder):
                print(f"{part}: {part.stat().st_size:,} bytes")
    except (OSError, ValueError, LlocoError, httpx2.HTTPError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="write the list for this system and Python")
    listing.add_argument(
        "--index", default="https://pypi.org/simple", help="where torch with CUDA is published"
    )
    listing.add_argument("--extra-index", action="append", default=[], help="where the rest is")
    pack = commands.add_parser("pack", help="download all of it and make the offline pack")
    pack.add_argument("folder", type=Path)
    return parser


# --- the list ----------------------------------------------------------------------------------------


def make_list(index: str, extra: Sequence[str]) -> Runtime:
    """The runtime of this system, put into the list."""
    pinned = dict(
        line.split("==", 1) for line in CONSTRAINTS.read_text(encoding="utf-8").split() if "==" in line
    )
    bundled = {
        _plain(one.metadata["Name"]): one.version
        for one in metadata.distributions()
        if _plain(one.metadata["Name"]) not in OURS
    }
    found = resolve([f"{name}=={pinned[name]}" for name in OURS], bundled, index, extra)
    with httpx2.Client(follow_redirects=True, timeout=60) as client:
        wheels = tuple(_wheel(client, one) for one in found if _plain(one["metadata"]["name"]) not in bundled)
    cuda = cuda_version(wheels)
    driver = DRIVERS[cuda.partition(".")[0]]
    made = Runtime(pinned["torch"], cuda, driver, python_tag(), platform_tag(), wheels)
    others = [one for one in read_list(LIST) if (one.python, one.platform) != (made.python, made.platform)]
    LIST.write_text(as_text([*others, made]), encoding="utf-8")
    return made


def resolve(
    wanted: Sequence[str], bundled: dict[str, str], index: str, extra: Sequence[str]
) -> list[dict[str, Any]]:
    """What pip would install, in an environment with nothing in it; what is bundled in its very version."""
    with tempfile.TemporaryDirectory() as folder:
        report, pins = Path(folder) / "report.json", Path(folder) / "constraints.txt"
        pins.write_text(
            "".join(f"{name}=={version}\n" for name, version in sorted(bundled.items()) if "+" not in version)
        )
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        command += ["--only-binary", ":all:", "--constraint", str(pins), "--report", str(report)]
        command += ["--index-url", index, *(word for one in extra for word in ("--extra-index-url", one))]
        # Neither other places of this machine's settings nor builds without CUDA that lie about.
        quiet = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}
        subprocess.run([*command, *wanted], check=True, env=os.environ | quiet)
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    return found


def _wheel(client: httpx2.Client, found: dict[str, Any]) -> Wheel:
    info, about = found["download_info"], found["metadata"]
    url = str(info["url"]).partition("#")[0]
    file = RemoteFile(client, url)
    with zipfile.ZipFile(io.BufferedReader(file, SEEN)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    name = url.rpartition("/")[2].replace("%2B", "+")
    sha256 = str(info["archive_info"]["hashes"]["sha256"])
    return Wheel(about["name"], about["version"], name, url, file.size, unpacked, sha256)


def cuda_version(wheels: Iterable[Wheel]) -> str:
    """Of "torch 2.13.0+cu130", or of the CUDA runtime among the packages."""
    for wheel in wheels:
        local = re.fullmatch(r".*\+cu(\d+)(\d)", wheel.version)
        if wheel.name == "torch" and local:
            return f"{local[1]}.{local[2]}"
        if wheel.name.startswith("nvidia-cuda-runtime"):
            return ".".join(wheel.version.split(".")[:2])
    raise ValueError("pip found a torch without CUDA at that index.")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


class RemoteFile(io.RawIOBase):
    """A file on a server that knows ranges: what a wheel holds stands at its end."""

    def __init__(self, client: httpx2.Client, url: str) -> None:
        self._client = client
        self._url = url
        self._at = 0
        answer = client.head(url)
        answer.raise_for_status()
        self.size = int(answer.headers["Content-Length"])

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes from its beginning."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As any file."""
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence] + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """One request."""
        end = min(self.size, self._at + len(buffer))
        if end <= self._at:
            return 0
        answer = self._client.get(self._url, headers={"Range": f"bytes={self._at}-{end - 1}"})
        answer.raise_for_status()
        if answer.status_code != 206:
            raise OSError(f"{self._url} cannot be read in parts")
        buffer[: len(answer.content)] = answer.content
        self._at += len(answer.content)
        return len(answer.content)


# --- the pack ----------------------------------------------------------------------------------------


def own_runtime() -> Runtime:
    """The listed one of this system."""
    for one in read_list(LIST):
        if one.edition == Edition(one.torch, python_tag(), platform_tag()):
            return one
    raise ValueError(f"{LIST.name} has nothing for {python_tag()} on {platform_tag()}: run `list` first.")


def make_pack(runtime: Runtime, folder: Path) -> list[Path]:
    """Its files, in `folder`. What was downloaded before is looked at and taken."""
    wheels = folder / f".{runtime.key}"
    order = Wanted("", runtime.key, (), wheels, runtime.addresses())
    for event in fetch([order]):
        if not isinstance(event, Listed) and event.total:
            print(f"\r{event.text:.60} {event.done / event.total:.0%}\033[K", end="", file=sys.stderr)
    print(file=sys.stderr)
    parts = split(runtime.wheels)
    names = [pack_name(runtime, number, len(parts)) for number in range(1, len(parts) + 1)]
    made = []
    for name, part in zip(names, parts, strict=True):
        with tarfile.open(folder / name, "w", format=tarfile.PAX_FORMAT) as archive:
            _add(archive, CONTENTS, json.dumps({"parts": names}, indent=1).encode())
            _add(archive, NAME, as_text([runtime]).encode())
            for wheel in part:
                info = tarfile.TarInfo(wheel.file)
                info.size = wheel.size
                with (wheels / wheel.file).open("rb") as source:
                    archive.addfile(info, source)
        made.append(folder / name)
    for file in made:
        if file.stat().st_size >= HOST_LIMIT:
            print(
                f"{file.name} has a single wheel that is too large for hosts that end at 2 GiB.",
                file=sys.stderr,
            )
    shutil.rmtree(wheels)
    return made


def split(wheels: Sequence[Wheel], most: int = PART) -> list[list[Wheel]]:
    """In order, as many into each part as it may hold."""
    parts: list[list[Wheel]] = [[]]
    for wheel in wheels:
        if parts[-1] and sum(one.size for one in parts[-1]) + wheel.size > most:
            parts.append([])
        parts[-1].append(wheel)
    return parts


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


if __name__ == "__main__":
    sys.exit(main())
