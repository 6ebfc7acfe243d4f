"""Libraries as files, in memory: what was asked for is remembered, and the test says what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lloco_desktop.domain import JobId, LibraryId
from lloco_desktop.errors import LibraryFileDamaged, LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.ui.libraries.library_files import Holdings, Losses, Offer, Standing


@dataclass
class FakeLibraryFiles:
    """Stands for `LibraryFileServices`; `order` is that of the libraries once one was moved."""

    known: dict[LibraryId, Standing] = field(default_factory=dict)
    lost: Losses = field(default_factory=Losses)
    held: Holdings = field(default_factory=lambda: Holdings(3, 0, 0, 4_000_000, 6_000_000))
    offers: dict[Path, Offer] = field(default_factory=dict)
    moves: list[tuple[LibraryId, int]] = field(default_factory=list)
    exports: list[tuple[LibraryId, Path, bool, bool]] = field(default_factory=list)
    taken: list[tuple[Path, Path | None]] = field(default_factory=list)
    problem: LlocoError | None = None

    def standings(self) -> dict[LibraryId, Standing]:
        return dict(self.known)

    def move(self, library: LibraryId, to: int) -> None:
        if self.problem is not None:
            raise self.problem
        self.moves.append((library, to))

    def losses(self, library: LibraryId) -> Losses:
        return self.lost

    def holdings(self, library: LibraryId) -> Holdings:
        return self.held

    def export(self, library: LibraryId, file: Path, *, documents: bool, conversations: bool) -> Job:
        if self.problem is not None:
            raise self.problem
        self.exports.append((library, file, documents, conversations))
        return a_job(JobKind.EXPORT, {"library": library, "file": str(file)})

    def look(self, file: Path) -> Offer:
        if file not in self.offers:
            raise LibraryFileDamaged(f"{file.name} is damaged. Nothing was imported.")
        return self.offers[file]

    def take_in(self, file: Path, documents: Path | None = None) -> Job:
        self.taken.append((file, documents))
        return a_job(JobKind.TAKE_IN, {"file": str(file)})

    @property
    def own_documents(self) -> Path:
        return Path("/data/lloco-documents")

    def ordered(self, libraries: list[LibraryId]) -> list[LibraryId]:
        """The libraries as the moves have left them."""
        found = list(libraries)
        for library, to in self.moves:
            if library in found:
                found.remove(library)
                found.insert(to, library)
        return found


def a_job(kind: JobKind, payload: dict[str, object], state: JobState = JobState.RUNNING) -> Job:
    """An export, or an intake."""
    return Job(JobId(90), kind, Lane.FILES, state, payload, 1, None, datetime(2026, 1, 1, tzinfo=UTC))
