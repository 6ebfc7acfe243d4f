"""What the tests of downloads share: small repositories, impatience, and ways to look at what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import psutil

from lloco_desktop.hub.fetching import Listed, Patience, Wanted
from lloco_desktop.hub.partial import PARTIAL
from lloco_desktop.hub.presets import PresetFile
from lloco_desktop.progress import Progress
from tests.hub.repository import Repository, repository

IMPATIENT = Patience(tries=3, first_wait=0.01, longest_wait=0.02, rate_limit=5.0, silence=5.0)
NAME = "owner/backbone"
SMALL, LARGE, SECOND = "config.json", "model-00001.safetensors", "encoder/model-00002.safetensors"


def content(size: int, seed: int = 0) -> bytes:
    """Bytes in which no place looks like another."""
    return b"".join((seed * 1_000_003 + n).to_bytes(4, "big") for n in range(size // 4 + 1))[:size]


def backbone_repository(large: int = 600_000, **more: object) -> Repository:
    """A repository of one small file, which git keeps, and two large ones."""
    files: dict[str, bytes | Path] = {
        SMALL: b'{"architectures": []}',
        LARGE: content(large),
        SECOND: content(50_000, 7),
        "unwanted.md": b"x" * 1000,
    }
    return repository(NAME, files, **more)


def wanted(folder: Path, *paths: str, revision: str = "main", name: str = NAME) -> list[Wanted]:
    """The files of the repository above, or those given."""
    files = tuple(PresetFile(path, None) for path in paths or (SMALL, LARGE, SECOND))
    return [Wanted(name, revision, files, folder)]


def listed(events: Iterable[object]) -> Listed:
    """The one list among the events."""
    (one,) = [event for event in events if isinstance(event, Listed)]
    return one


def until_bytes(steps: Iterator[Listed | Progress], size: float) -> Progress:
    """Ask on until so many bytes are here."""
    for event in steps:
        if isinstance(event, Progress) and event.total and event.done >= size:
            return event
    raise AssertionError("it ended before")


def parts(folder: Path) -> dict[str, int]:
    """The sizes of partial files by the beginning of their content's name."""
    return {
        one.name.split("-")[1]: one.stat().st_size for one in (folder / PARTIAL).glob("*-*") if one.is_file()
    }


def download_processes(
    of: psutil.Process | None = None, besides: Collection[psutil.Process] = ()
) -> list[psutil.Process]:
    """The spawned children of a process, without Python's own tracker and `besides` those of other tests."""
    children = (of or psutil.Process()).children(recursive=True)
    spawned = [child for child in children if any("spawn_main" in word for word in child.cmdline())]
    return [child for child in spawned if child not in besides]


def right(folder: Path, one: Repository, *paths: str) -> bool:
    """Whether these files lie there as the repository has them."""
    return all((folder / path).read_bytes() == one.files[path].source for path in paths)
