"""Where a file lies while it comes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lloco_desktop.hub.listing import HubFile, place_of

PARTIAL = ".partial"  # a folder in that of the download; gone when all of it is here


def partial_place(folder: Path, file: HubFile) -> Path:
    """The partial file of this content at this path; short, since paths on Windows may not be long."""
    return folder / PARTIAL / f"{_path_name(file)}-{file.content[:40]}"


def outdated(folder: Path, file: HubFile) -> list[Path]:
    """Partial files of the same path with another content: of a revision that has moved on."""
    present = partial_place(folder, file)
    return [one for one in (folder / PARTIAL).glob(f"{_path_name(file)}-*") if one != present]


def here(folder: Path, file: HubFile) -> int:
    """Bytes of a file that need not come any more, as long as they prove right."""
    place = place_of(folder, file.path)
    if place.is_file() and place.stat().st_size == file.size:
        return file.size
    part = partial_place(folder, file)
    come = part.stat().st_size if part.is_file() else 0
    return come if come <= file.size else 0


def _path_name(file: HubFile) -> str:
    return hashlib.sha256(file.path.encode()).hexdigest()[:12]
