"""Getting files from the model hub: listed, fetched, checked and locked, as one generator of events."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from lloco_desktop.hub.listing import Listed, Patience, Wanted
from lloco_desktop.progress import Progress

__all__ = ["Listed", "Patience", "Wanted", "fetch", "free_bytes"]

PATIENT = Patience()


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk where a folder lies or will lie."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def fetch(
    wanted: Sequence[Wanted],
    *,
    endpoint: str = "",
    token: str | None = None,
    free: Callable[[Path], int] = free_bytes,
    terms: str = "",
    patience: Patience = PATIENT,
) -> Generator[Listed | Progress, None, None]:
    """Bring the wanted files into their folders, each checked against what the hub says it is.

    Yields `Progress` of unit "bytes" with total 0 while the hub is asked, `Listed` once, then `Progress` of
    all bytes of all files, those that were here among them; about five times a second even when nothing
    comes, so that closing works at any time. At the end each folder has its `lloco.lock.json`.

    Closing it ends the child process; what came is kept and the next call goes on from there.

    `endpoint` is a mirror's address ("" is the hub's), `token` is sent to it and nowhere else, `free` gives
    the free bytes of the disk of a folder, `terms` are those that the user accepted, for the lock file.

    Raises `DownloadError`, `DownloadRefused` and `DownloadDamaged`, each a sentence.
    """
    raise NotImplementedError
    yield Progress("", 0, 0, "bytes")
