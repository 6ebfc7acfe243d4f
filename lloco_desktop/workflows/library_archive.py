"""The outside of a library's file: a ZIP whose `manifest.json` names every other member.

Writing goes to a draft beside the target, which takes the target's name when it is whole and on the disk.
Reading trusts nothing: only members that the manifest names, under names of our own making, stored or
deflated, neither links nor encrypted, each exactly as long as the manifest says and with that SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from lloco_desktop.errors import LibraryFileError
from lloco_desktop.sentences import say
from lloco_desktop.store.parcel_check import damaged, too_new

SUFFIX = ".lloco"
FORMAT = 1
MANIFEST = "manifest.json"
STORE = "library.sqlite"
ADAPTERS, DOCUMENTS = "adapters", "documents"

_MANIFEST_BYTES = 64 * 1024**2  # at most: 200,000 documents' names and hashes
_MEMBERS = 400_000
_CHUNK = 1 << 20
_NAME = re.compile(
    r"library\.sqlite|documents/[0-9a-f]{64}\.pdf|adapters/[0-9]{1,9}/\w{1,60}\.[A-Za-z]{1,12}", re.ASCII
)
_HASH = re.compile(r"[0-9a-f]{64}")
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    name: str  # of the library
    application: str  # version that wrote it
    created: str  # ISO 8601, UTC
    counts: Mapping[str, int] = field(default_factory=dict)  # rows by table
    members: Mapping[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def documents(self) -> int:
        """How many documents."""
        return self.counts.get("documents", 0)

    @property
    def conversations(self) -> int:
        """How many conversations."""
        return self.counts.get("conversations", 0)

    def below(self, folder: str) -> dict[str, Member]:
        """The members of a folder, by their names in it."""
        start = f"{folder}/"
        return {name.removeprefix(start): one for name, one in self.members.items() if name.startswith(start)}

    def bytes_below(self, folder: str) -> int:
        """How many bytes the members of a folder take."""
        return sum(member.size for member in self.below(folder).values())


class ArchiveWriter:
    """Writes an archive to `draft`, and gives it the name `target` at its end."""

    def __init__(self, draft: Path, target: Path) -> None:
        self._draft, self._target = draft, target
        self._members: dict[str, Member] = {}
        # Most of it are summaries and vectors, which no effort makes smaller.
        self._zip = zipfile.ZipFile(draft, "w", allowZip64=True, compresslevel=1)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A full disk may not even take the end of the archive; the draft is of no use then anyway.
        with suppress(OSError, ValueError):
            self._zip.close()
        self._draft.unlink(missing_ok=True)

    def add(self, path: Path, name: str, *, compress: bool) -> Iterator[int]:
        """Add a file; yields how many bytes each step took. Closing early leaves the archive unusable."""
        self._zip.compression = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source, self._zip.open(name, "w", force_zip64=True) as member:
            while chunk := source.read(_CHUNK):
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                yield len(chunk)
        self._members[name] = Member(size, digest.hexdigest())

    def finish(self, name: str, application: str, created: str, counts: Mapping[str, int]) -> int:
        """Add the manifest and put the archive in its place; gives its bytes."""
        manifest = Manifest(name, application, created, counts, self._members)
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=True))
        self._zip.close()
        with self._draft.open("rb+") as file:
            os.fsync(file.fileno())
        size = self._draft.stat().st_size
        self._draft.replace(self._target)
        _sync_folder(self._target.parent)
        return size


def read_manifest(file: Path) -> Manifest:
    """What an archive holds, after a look at its list of members; their contents are not read.

    Raises `LibraryFileDamaged`, or `LibraryFileError` if it cannot be opened or is of a newer format.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _checked(archive)
    except OSError as error:
        raise LibraryFileError(
            say(
                "{name} cannot be read ({why}). Nothing was imported.",
                name=file.name,
                why=error.strerror or error,
            )
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise damaged(say("it is no library's file, or cut short")) from error


def unpack(file: Path, manifest: Manifest, wanted: Mapping[str, Path]) -> Iterator[int]:
    """Write members to paths that do not exist yet; yields how many bytes each step took.

    Raises `LibraryFileDamaged` at the first byte too many, and where a hash is not the manifest's.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            for name, path in wanted.items():
                yield from _unpack(archive, name, manifest.members[name], path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise damaged(say("parts of it cannot be read")) from error


def _unpack(archive: zipfile.ZipFile, name: str, member: Member, path: Path) -> Iterator[int]:
    digest, left = hashlib.sha256(), member.size
    with archive.open(name) as source, _new(path) as target:
        while chunk := _read(source):
            left -= len(chunk)
            if left < 0:
                raise damaged(say("parts of it are longer than they may be"))
            digest.update(chunk)
            target.write(chunk)
            yield len(chunk)
    if left or digest.hexdigest() != member.sha256:
        raise damaged(say("parts of it were changed"))


def _read(source: Any) -> bytes:
    import zlib

    try:
        return bytes(source.read(_CHUNK))
    except zlib.error as error:
        raise damaged(say("parts of it cannot be read")) from error


def _new(path: Path) -> Any:
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _checked(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, if it and the list of members agree and name nothing else than they may."""
    found = archive.infolist()
    names = [info.filename for info in found]
    if len(names) > _MEMBERS or len(set(names)) != len(names) or MANIFEST not in names:
        raise damaged(say("it is no library's file"))
    manifest = _parsed(archive)
    if manifest.members.keys() != set(names) - {MANIFEST} or STORE not in manifest.members:
        raise damaged(say("it holds other parts than it says"))
    for info in found:
        kind = stat.S_IFMT(info.external_attr >> 16)
        plain = kind in (0, stat.S_IFREG) and not info.flag_bits & 0x1 and info.compress_type in _WAYS
        if not plain or info.is_dir():
            raise damaged(say("it holds parts of a kind that it may not hold"))
        if info.filename == MANIFEST:
            continue
        if not is_allowed(info.filename):
            raise damaged(say("it holds parts under names that it may not use"))
        if info.file_size != manifest.members[info.filename].size:
            raise damaged(say("parts of it have another size than it says"))
    return manifest


def _parsed(archive: zipfile.ZipFile) -> Manifest:
    info = archive.getinfo(MANIFEST)
    if info.file_size > _MANIFEST_BYTES:
        raise damaged(say("it is no library's file"))
    with archive.open(info) as source:
        data = source.read(_MANIFEST_BYTES + 1)
    try:
        raw = json.loads(data)
        if _whole(raw["format"]) > FORMAT:
            raise too_new()
        return Manifest(
            _text(raw["name"]),
            _text(raw["application"]),
            _text(raw["created"]),
            {_text(name): _whole(number) for name, number in raw["counts"].items()},
            {_text(name): _member(name, one) for name, one in raw["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(say("what it says of itself cannot be read")) from error


def _member(name: str, raw: Mapping[str, Any]) -> Member:
    member = Member(_whole(raw["size"]), _text(raw["sha256"]))
    named = name.startswith(f"{DOCUMENTS}/") and name != f"{DOCUMENTS}/{member.sha256}.pdf"
    if named or not _HASH.fullmatch(member.sha256):
        raise ValueError(name)
    return member


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise TypeError(value)
    return value


def is_allowed(name: str) -> bool:
    """Whether a member may have this name."""
    return _NAME.fullmatch(name) is not None


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # a folder cannot be opened everywhere
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
