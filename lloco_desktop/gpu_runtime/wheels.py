"""What is in a wheel, written to a folder. A wheel is a ZIP; its bytes were checked before."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lloco_desktop.errors import DownloadDamaged
from lloco_desktop.hub.listing import UnsafePath, place_of
from lloco_desktop.sentences import say

PIECE = 4 * 2**20  # bytes
_DATA = re.compile(r"[^/]+\.data/(?P<kind>[^/]+)/(?P<rest>.+)")
_LIBRARIES = (
    "purelib",
    "platlib",
)  # what belongs beside the other modules; scripts and headers are not needed


def unpack(wheel: Path, folder: Path) -> Iterator[int]:
    """Write what a wheel holds into a folder, yielding the bytes of each piece.

    Written again over what a broken-off try left. Raises `DownloadDamaged` for a wheel that cannot be read,
    or with a file whose place would lie outside the folder, and `OSError`.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            places = [_place(one, folder) for one in members]  # all of them before the first is written
            for member, place in zip(members, places, strict=True):
                if place is None:
                    yield member.file_size
                else:
                    yield from _write(archive, member, place)
    except UnsafePath as error:
        raise DownloadDamaged(
            say(
                "{wheel} holds a file whose name is not allowed ({name}), so it was not unpacked.",
                wheel=wheel.name,
                name=str(error),
            )
        ) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise DownloadDamaged(
            say("{wheel} cannot be unpacked ({error}).", wheel=wheel.name, error=error)
        ) from error


def _place(member: zipfile.ZipInfo, folder: Path) -> Path | None:
    """Where a member goes; None for what is not needed. Raises `UnsafePath`."""
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafePath(member.filename)
    place = place_of(folder, member.filename)  # looked at as it is, also where only a part of it is used
    data = _DATA.fullmatch(member.filename)
    if data is None:
        return place
    return place_of(folder, str(PurePosixPath(data["rest"]))) if data["kind"] in _LIBRARIES else None


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> Iterator[int]:
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, place.open("wb") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield len(piece)
    if (member.external_attr >> 16) & stat.S_IXUSR:  # triton starts programs of its own
        place.chmod(place.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
