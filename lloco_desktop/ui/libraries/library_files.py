"""What the window needs of libraries beside their names: order, state, and libraries as files.

`LiveLibraryFiles` gives it from an open workspace; tests give it from memory. Methods marked "slow" are
called through `Background`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lloco_desktop.domain import LibraryId
from lloco_desktop.jobs.job import Job

SUFFIX = ".lloco"  # of a library as one file


@dataclass(frozen=True, slots=True)
class Standing:
    """How far what is made of a library has come."""

    summaries: float | None = None  # of its text, 0 to 1; None while no backbone could make any
    learned: int | None = None  # the version that reads for answers


@dataclass(frozen=True, slots=True)
class Losses:
    """What goes with a library beside its documents."""

    versions: int = 0  # of what was learned
    conversations: int = 0
    watched: int = 0  # folders


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a library's file would hold; sizes in bytes."""

    documents: int
    versions: int = 0  # of what was learned
    conversations: int = 0
    made: int = 0  # index, summaries and what was learned
    files: int = 0  # the PDFs


@dataclass(frozen=True, slots=True)
class Offer:
    """What a library's file says that it holds; nothing of it has been checked yet."""

    file: Path
    name: str
    documents: int
    conversations: int = 0
    size: int = 0  # bytes of the file
    files: int = 0  # PDFs in it
    files_size: int = 0


class LibraryFileServices(Protocol):
    """Libraries in their order, with their state, and as files."""

    def standings(self) -> dict[LibraryId, Standing]:
        """Slow. How every library stands."""
        ...

    def move(self, library: LibraryId, to: int) -> None:
        """Slow. Give a library another place among all: its index then."""
        ...

    def losses(self, library: LibraryId) -> Losses:
        """What deleting a library would lose beside its documents."""
        ...

    def holdings(self, library: LibraryId) -> Holdings:
        """Slow. What a library's file would hold."""
        ...

    def export(self, library: LibraryId, file: Path, *, documents: bool, conversations: bool) -> Job:
        """Slow. Begin to write a library to a file. Raises `BadInput`."""
        ...

    def look(self, file: Path) -> Offer:
        """Slow. What a library's file holds. Raises `LibraryFileError` if it is none."""
        ...

    def take_in(self, file: Path, documents: Path | None = None) -> Job:
        """Slow. Begin to make a library of a file; its PDFs go into a new folder of `documents`, or beside
        the workspace. Raises `LibraryFileError`."""
        ...

    @property
    def own_documents(self) -> Path:
        """The folder beside the workspace that PDFs go into where the user chooses none."""
        ...
