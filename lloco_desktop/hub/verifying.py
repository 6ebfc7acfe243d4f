"""Whether the bytes of a file are those that the hub, or a lock file, says they are.

The hub has a SHA-256 of large files (LFS) and for small ones only the name that git gives their content: the
SHA-1 of "blob SIZE\\0" and the content. They are computed from what lies on the disk, in one pass.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.hub.listing import HubFile, place_of
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say

PIECE = 4 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Sums:
    """What a file's bytes add up to, in hexadecimal."""

    size: int
    sha256: str
    blob: str  # git's name of it; "" where that was not asked for

    def fits(self, file: HubFile) -> bool:
        """Whether it is that file. Never true of a file that the hub says nothing about."""
        if self.size != file.size or not file.content:
            return False
        return file.sha256 in (None, self.sha256) and file.blob in (None, self.blob)


def adding_up(place: Path, *, git: bool = False) -> Generator[int, None, Sums]:
    """Read a file, yielding the bytes of each piece; the generator's value is what they add up to.

    Raises `OSError`.
    """
    size = place.stat().st_size
    sha256 = hashlib.sha256()
    blob = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False) if git else None
    come = 0
    with place.open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
            if blob is not None:
                blob.update(piece)
            come += len(piece)
            yield len(piece)
    return Sums(come, sha256.hexdigest(), blob.hexdigest() if blob is not None else "")


def check_folder(folder: Path) -> Generator[Progress, None, tuple[str, ...]]:
    """Compare a downloaded folder with its lock file, without the network.

    The generator's value are the paths of the files that are missing or changed; none without a lock.
    """
    lock = read_lock(folder)
    if lock is None:
        return ()
    meter = Meter(sum(file.size for file in lock.files.values()), "bytes")
    wrong = []
    for path, locked in lock.files.items():
        place = place_of(folder, path)
        text = say("Checking {name}", name=place.name)
        yield meter.progress(text)
        before = meter.done
        if not place.is_file() or place.stat().st_size != locked.size:
            wrong.append(path)
        else:
            sums = yield from _counted(adding_up(place), meter, text)
            if sums.sha256 != locked.sha256:
                wrong.append(path)
        meter.advance(before + locked.size - meter.done)
    return tuple(wrong)


def _counted(pieces: Generator[int, None, Sums], meter: Meter, text: str) -> Generator[Progress, None, Sums]:
    while True:
        try:
            meter.advance(next(pieces))
        except StopIteration as end:
            sums: Sums = end.value
            return sums
        yield meter.progress(text)
