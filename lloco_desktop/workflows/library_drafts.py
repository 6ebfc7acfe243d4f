"""Where exports and intakes of libraries keep what is not finished, and how it is cleared away.

Drafts lie in the workspace, `outgoing/<job>` and `incoming/<job>`, and beside the places that they are for. A
note there says where that is, so that what a killed process left is found again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.domain import Document, LibraryId
from lloco_desktop.errors import BadInput, LibraryFileError
from lloco_desktop.sentences import say
from lloco_desktop.sizes import size
from lloco_desktop.workflows import library_archive as archive
from lloco_desktop.workflows.library_archive import Manifest

OUTGOING, INCOMING = "outgoing", "incoming"
OWN_DOCUMENTS = "lloco-documents"  # beside the workspace: PDFs that came with libraries
RESERVE = 100_000_000  # bytes that stay free

_NOTE = "places.json"
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # no names on Windows
_LONGEST = 120  # characters of a name that we give


@dataclass(frozen=True, slots=True)
class ExportDrafts:
    """The drafts of one export to `target`."""

    folder: Path
    target: Path

    @property
    def store(self) -> Path:
        """The database that is being filled."""
        return self.folder / archive.STORE

    @property
    def archive(self) -> Path:
        """The archive that is being written, beside its target: it only has to take its name."""
        return self.target.with_name(f".{self.target.name}.{self.folder.name}.partial")

    def begin(self) -> None:
        """Make room, without what an earlier try left."""
        self.remove()
        _make(self.folder)
        (self.folder / _NOTE).write_text(json.dumps({"archive": str(self.archive)}), encoding="utf-8")

    def remove(self) -> None:
        """Leave nothing."""
        self.archive.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True)
class IntakeDrafts:
    """The drafts of one intake; the PDFs go into a new folder of `documents`."""

    folder: Path
    documents: Path
    _final: Path | None = None  # the new folder, which is not there before its time

    @property
    def store(self) -> Path:
        """The database as it came."""
        return self.folder / archive.STORE

    @property
    def final(self) -> Path:
        """Where the PDFs will be."""
        assert self._final is not None  # `begin` chooses it
        return self._final

    @property
    def partial(self) -> Path:
        """Where the PDFs are until all of them are there."""
        return self.documents / f".{self.final.name}.{self.folder.name}.partial"

    def begin(self, name: str, with_documents: bool) -> None:
        """Make room. What an earlier try had unpacked goes; the place that it chose for PDFs stays."""
        noted = _read(self.folder / _NOTE).get("final")
        self._final = Path(noted) if noted else free_folder(self.documents, name)
        self.remove()
        _make(self.folder)
        self._note(final=str(self._final), partial=str(self.partial))
        if with_documents:
            self.partial.mkdir(mode=0o700, parents=True)

    def members(self, manifest: Manifest) -> dict[str, Path]:
        """Where everything but the PDFs is unpacked to."""
        names = [name for name in manifest.members if not name.startswith(f"{archive.DOCUMENTS}/")]
        places = {name: self.folder.joinpath(*name.split("/")) for name in names}
        for place in places.values():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return places

    def place_adapters(self, root: Path, folders: Mapping[int, tuple[str, int]]) -> None:
        """Move what was learned to where the workspace keeps it. Without a record it is swept away."""
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key, (name, _) in folders.items():
            shutil.rmtree(root / name, ignore_errors=True)
            (self.folder / archive.ADAPTERS / str(key)).rename(root / name)

    def place_documents(self) -> None:
        """Let the PDFs have the name of their place; from now on they belong to the library."""
        if not self.partial.is_dir():
            return
        if self.final.exists():
            raise BadInput(
                say(
                    "There is something at {folder} by now. Nothing was imported; choose another place for "
                    "the PDFs.",
                    folder=self.final,
                )
            )
        self._note(placed=True)
        self.partial.rename(self.final)

    def fill(self, library: LibraryId) -> None:
        """Note which library is being filled."""
        self._note(library=library)

    def filled(self, hidden: Collection[LibraryId]) -> LibraryId | None:
        """The library, if an earlier try has shown it and nobody knew; `hidden` are those not shown."""
        library = _read(self.folder / _NOTE).get("library")
        return None if library is None or library in hidden else LibraryId(int(library))

    def remove(self, *, kept: bool = False) -> None:
        """Leave nothing; with `kept` the PDFs stay, because the library is there."""
        said = _read(self.folder / _NOTE)
        if not kept and said.get("placed"):
            shutil.rmtree(said["final"], ignore_errors=True)
        if "partial" in said:
            shutil.rmtree(said["partial"], ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _note(self, **more: object) -> None:
        note = self.folder / _NOTE
        draft = note.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as target:
            json.dump(_read(note) | more, target)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(note)


def left_over(workspace: Path) -> dict[str, list[int]]:
    """The numbers of the jobs whose drafts lie in a workspace, for each of its two folders."""
    found: dict[str, list[int]] = {}
    for name in (OUTGOING, INCOMING):
        folder = workspace / name
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        found[name] = [int(entry.name) for entry in entries if entry.name.isdecimal()]
    return found


def forget(folder: Path) -> None:
    """Clear away the drafts of a job that is no more."""
    said = _read(folder / _NOTE)
    if "archive" in said:
        with suppress(OSError):
            Path(said["archive"]).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def file_names(documents: Iterable[Document]) -> dict[str, str]:
    """A name for each document's file by its SHA-256: the one that it had, made safe and distinct."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for document in documents:
        last = re.split(r"[/\\]", os.fsencode(document.path).decode("utf-8", "replace"))[-1]
        stem = safe_name(last.removesuffix(".pdf").removesuffix(".PDF"), "document")
        number, name = 1, f"{stem}.pdf"
        while name.casefold() in taken:
            number += 1
            name = f"{stem} {number}.pdf"
        taken.add(name.casefold())
        names[document.sha256] = name
    return names


def safe_name(name: str, otherwise: str) -> str:
    """A name that any file system takes and that leads nowhere else."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")[:_LONGEST].rstrip(" .")
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    while len(plain.encode()) > 2 * _LONGEST:
        plain = plain[:-1]
    return f"_{plain}" if _DEVICES.match(plain) else plain or otherwise


def free_folder(parent: Path, name: str) -> Path:
    """A folder for a library's PDFs that does not exist yet."""
    plain = safe_name(name, "library")
    number, found = 1, parent / plain
    while found.exists() or found.is_symlink():
        number += 1
        found = parent / f"{plain} {number}"
    return found


def require_space(*needs: tuple[Path, int]) -> None:
    """Raise `LibraryFileError` where a disk has less room than the folders on it need together."""
    wanted: dict[int, tuple[Path, int]] = {}
    for folder, need in needs:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        device = there.stat().st_dev
        wanted[device] = (there, wanted.get(device, (there, 0))[1] + need)
    for there, needed in wanted.values():
        free = shutil.disk_usage(there).free
        if needed and needed + RESERVE > free:
            raise LibraryFileError(
                say(
                    "This needs about {size} in {folder}, where {free} are free. Nothing was begun; free "
                    "some space, or choose another place.",
                    size=size(needed + RESERVE),
                    folder=there,
                    free=size(free),
                )
            )


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)


def _read(note: Path) -> dict[str, Any]:
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
