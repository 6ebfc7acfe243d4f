"""Walks a folder for PDFs: names, sizes and times, without opening a file.

Shared by what follows folders and by what says how large an import will be. A generator of steps, so that
whoever asks can look around in between; what it finds is collected in a `Walk`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PER_STEP = 500  # entries between two steps
UNFINISHED = (".part", ".crdownload", ".download", ".partial", ".opdownload", ".tmp", "~")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A PDF in a folder."""

    path: str  # as text, because making `Path`s of ten thousand takes a while
    size: int
    modified: int  # nanoseconds since 1970
    busy: bool = False  # a download of that name lies beside it


@dataclass
class Walk:
    """What a walk has found so far."""

    files: list[FoundFile] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)  # every folder that could be entered
    closed: list[str] = field(default_factory=list)  # every one that could not
    entries: int = 0  # files and folders of any kind


def walk(top: Path, found: Walk) -> Iterator[None]:
    """Find the PDFs of a folder and its sub-folders, in sorted order.

    Hidden and temporary files are passed over, and links to folders, which may form circles; folders that are
    reached on two ways (a mount within itself, a junction) are entered once.
    """
    entered: set[tuple[int, int]] = set()
    waiting = [str(top)]
    step = 0
    while waiting:
        folder = waiting.pop()
        try:
            here = os.stat(folder)  # noqa: PTH116 - of ten thousand texts, none of which need be a `Path`
            if (here.st_dev, here.st_ino) in entered:
                continue
            entered.add((here.st_dev, here.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            found.closed.append(folder)
            continue
        found.folders.append(folder)
        names = {entry.name.lower() for entry in listed}
        below: list[str] = []
        for entry in listed:
            found.entries += 1
            step += 1
            if step % PER_STEP == 0:
                yield
            _take(entry, names, found, below)
        waiting += reversed(below)
        yield


def _take(entry: os.DirEntry[str], names: set[str], found: Walk, below: list[str]) -> None:
    """Sort one entry of a folder."""
    name = entry.name.lower()
    if name.startswith((".", "~")):
        return
    try:
        if entry.is_dir(follow_symlinks=False):
            below.append(entry.path)
        elif name.endswith(".pdf") and entry.is_file():
            state = entry.stat()
            busy = any(name + end in names for end in UNFINISHED)
            found.files.append(FoundFile(entry.path, state.st_size, state.st_mtime_ns, busy))
    except OSError:
        return  # it went away meanwhile, or a link leads nowhere
