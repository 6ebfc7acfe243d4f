"""The offline pack: the wheels of a runtime in tar files small enough for any place to keep files.

    lloco-gpu-2.13.0-cu130-cp311-linux_x86_64.1-of-2.tar
        pack.json            which parts there are
        gpu_runtime.json     the list, as the application has it
        *.whl                stored as they were published

What counts is the application's own list: a pack only saves the network.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.errors import BadInput, DownloadDamaged, DownloadError
from lloco_desktop.gpu_runtime.listing import NAME, Runtime, Wheel, parse
from lloco_desktop.sentences import say

CONTENTS = "pack.json"
PIECE = 4 * 2**20  # bytes
MOST = 64 * 2**20  # bytes that a list may have
_PART = re.compile(r"(?P<stem>.+)\.(?P<n>\d+)-of-(?P<all>\d+)\.tar")


@dataclass(frozen=True, slots=True)
class Part:
    """Where a wheel lies in a pack."""

    file: Path
    wheel: Wheel


def pack_name(runtime: Runtime, number: int, of: int) -> str:
    """What a part is called."""
    return f"lloco-gpu-{runtime.key}-{runtime.python}-{runtime.platform}.{number}-of-{of}.tar"


def find_parts(pack: Path, runtime: Runtime) -> list[Part]:
    """Where each wheel of a runtime lies; `pack` is one of the files, or their folder.

    Raises `BadInput` where that is no pack, one for something else, or one that lacks a part.
    """
    files = _files(pack)
    lists = [_listed(file) for file in files]
    if not files or not all(lists):
        raise BadInput(say("{pack} is no pack of the GPU support.", pack=pack))
    theirs = [one for runtimes in lists for one in runtimes]
    if runtime.edition not in [one.edition for one in theirs]:
        raise BadInput(
            say(
                "{pack} is made for another version of this application (PyTorch {theirs}; this one has "
                "{ours}). Nothing was changed.",
                pack=pack,
                theirs=theirs[0].torch,
                ours=runtime.torch,
            )
        )
    here = {name: file for file in files for name in _names(file)}
    lost = [wheel for wheel in runtime.wheels if wheel.file not in here]
    if lost:
        missing = _missing(files)
        if missing:
            raise BadInput(
                say(
                    "A part of the pack is missing: {missing}. Put all parts into one folder; nothing was "
                    "changed.",
                    missing=", ".join(missing),
                )
            )
        raise BadInput(
            say("The pack lacks {name}, so nothing was changed.", name=", ".join(one.file for one in lost))
        )
    return [Part(here[wheel.file], wheel) for wheel in runtime.wheels]


def take(part: Part, folder: Path) -> Iterator[int]:
    """Copy a wheel into a folder, yielding the bytes of each piece; it gets its name once it proved right.

    Raises `DownloadDamaged` where it is not what the list says, `DownloadError` where it cannot be read.
    """
    wheel, sums = part.wheel, hashlib.sha256()
    coming = folder / f"{wheel.file}.part"
    try:
        with tarfile.open(part.file, "r:") as archive:
            source = archive.extractfile(wheel.file)
            if source is None:
                raise DownloadDamaged(_damaged(part))
            with source, coming.open("wb") as target:
                while piece := source.read(PIECE):
                    sums.update(piece)
                    target.write(piece)
                    yield len(piece)
                target.flush()
                os.fsync(target.fileno())
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise DownloadDamaged(_damaged(part)) from error
    except OSError as error:
        raise DownloadError(
            say(
                "{name} could not be taken from the pack ({why}). What was taken is kept.",
                name=wheel.file,
                why=error.strerror or error,
            )
        ) from error
    if sums.hexdigest() != wheel.sha256:
        coming.unlink()
        raise DownloadDamaged(_damaged(part))
    coming.replace(folder / wheel.file)


def _damaged(part: Part) -> str:
    return say(
        "{name} in {pack} is damaged, so it was not taken. Copy that part of the pack anew.",
        name=part.wheel.file,
        pack=part.file.name,
    )


def _files(pack: Path) -> list[Path]:
    """The parts that lie beside each other, in order."""
    if pack.is_dir():
        return sorted(one for one in pack.glob("*.tar") if _PART.fullmatch(one.name) and _listed(one))
    match = _PART.fullmatch(pack.name)
    if match is None or not pack.is_file():
        return [pack] if pack.is_file() else []
    beside = (_PART.fullmatch(one.name) for one in pack.parent.glob("*.tar"))
    return sorted(pack.with_name(one[0]) for one in beside if one and one["stem"] == match["stem"])


def _missing(files: list[Path]) -> list[str]:
    """The names of parts that are not here, as those that are name them."""
    known = {file.name for file in files}
    named: set[str] = set()
    for file in files:
        try:
            named.update(str(one) for one in json.loads(_read(file, CONTENTS))["parts"])
        except (OSError, ValueError, KeyError, TypeError, tarfile.TarError):
            continue
    return sorted(named - known)


def _listed(file: Path) -> tuple[Runtime, ...]:
    """The list in a part; empty where it is none."""
    try:
        return parse(_read(file, NAME))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, tarfile.TarError):
        return ()


def _names(file: Path) -> list[str]:
    """The wheels in a part that are there whole: a part may have been copied in part only."""
    end, names = file.stat().st_size, []
    with tarfile.open(file, "r:") as archive, suppress(tarfile.TarError):
        for one in archive:
            names.extend([one.name] if one.isfile() and one.offset_data + one.size <= end else [])
    return names


def _read(file: Path, name: str) -> bytes:
    """A small member, which stands before the wheels."""
    with tarfile.open(file, "r:") as archive:
        for member in archive:
            if member.name == name and member.isfile() and member.size <= MOST:
                source = archive.extractfile(member)
                assert source is not None
                return source.read()
            if member.name.endswith(".whl"):
                break
    raise KeyError(name)
