"""What is wanted from the model hub, and what it says that it has: the words of a download. Torch-free.

What a hub lists is data of a stranger: a path is used only after `safe_path` has looked at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lloco_desktop.hub.presets import PresetFile

# Names that Windows keeps for devices, with any ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
_FORBIDDEN = frozenset('\\:*?"<>|') | {chr(code) for code in range(32)} | {"\x7f"}


class UnsafePath(ValueError):
    """A path that would leave its folder, or that some system cannot have; its text is the path."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file lies that no hub has to be asked about, and what it has to be."""

    path: str  # in the folder that it goes to
    url: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files of one repository that are to lie in a folder; or such of any addresses."""

    repository: str  # "owner/name"; "" for files of addresses
    revision: str  # a commit, a branch or a tag
    files: tuple[PresetFile, ...]  # those and no others; a SHA-256 given here has to be the hub's
    folder: Path
    addresses: tuple[Address, ...] = ()  # instead of `files`: no hub is asked, and no token goes there


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file as the hub lists it."""

    path: str
    size: int  # bytes
    sha256: str | None  # of large files (LFS), and of those that the preset gives one for
    blob: str | None  # of small files, which the hub keeps in git: the SHA-1 that git names it by
    url: str = ""  # where it lies; "" is at the hub

    @property
    def content(self) -> str:
        """What names these very bytes."""
        return self.sha256 or self.blob or ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The wanted files of one repository, at a commit."""

    repository: str
    revision: str  # as it was asked for
    commit: str  # what that is now
    folder: Path
    files: tuple[HubFile, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What will be fetched: known before the first byte of it is."""

    listings: tuple[Listing, ...]
    missing: int  # bytes that are still to come

    @property
    def files(self) -> tuple[HubFile, ...]:
        """All files of all repositories."""
        return tuple(file for listing in self.listings for file in listing.files)

    @property
    def total(self) -> int:
        """Bytes of all files, those that are here already among them."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a download waits for a hub that does not answer as it should."""

    tries: int = 7  # without a byte between them
    first_wait: float = 1.0  # seconds; doubles with every try
    longest_wait: float = 30.0  # seconds
    rate_limit: float = 600.0  # seconds that a hub may ask for when too much was asked of it
    silence: float = 30.0  # seconds without a byte until a connection counts as lost


def safe_path(path: str) -> PurePosixPath:
    """The path of a file within a folder, on every system. Raises `UnsafePath`."""
    parts = path.split("/")
    for part in parts:
        if (
            part in ("", ".", "..")
            or not _FORBIDDEN.isdisjoint(part)
            or part != part.rstrip(". ")
            or part.split(".")[0].rstrip().lower() in _DEVICES
        ):
            raise UnsafePath(path)
    return PurePosixPath(*parts)


def place_of(folder: Path, path: str) -> Path:
    """Where a hub's file lies in a folder. Raises `UnsafePath`, also where a link leads out of the folder."""
    place = folder.joinpath(*safe_path(path).parts)
    if not place.resolve().is_relative_to(folder.resolve()):
        raise UnsafePath(path)
    return place


def check_paths(paths: Mapping[str, object] | tuple[str, ...]) -> None:
    """Raise `UnsafePath` if one is unsafe, or two would be one file where case does not count."""
    seen: set[str] = set()
    for path in paths:
        safe_path(path)
        if path.casefold() in seen:
            raise UnsafePath(path)
        seen.add(path.casefold())
