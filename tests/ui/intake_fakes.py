"""Bringing documents in, in memory: what a test sets is what the window is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lloco_desktop.domain import FolderId, FolderState, LibraryId, WatchedFolder
from lloco_desktop.errors import BadInput
from lloco_desktop.workflows.import_needs import ImportNeeds


@dataclass
class FakeIntake:
    """Surveys name everything as one small file, unless a test says otherwise."""

    needs: ImportNeeds | None = None
    gate: threading.Event | None = None  # a survey waits for it
    surveyed: list[list[Path]] = field(default_factory=list)
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    own: set[Path] = field(default_factory=set)
    stopped: list[tuple[LibraryId, list[Path]]] = field(default_factory=list)
    summarised: list[LibraryId] = field(default_factory=list)
    followed: dict[FolderId, WatchedFolder] = field(default_factory=dict)
    looks: list[LibraryId | None] = field(default_factory=list)

    def survey(self, paths: Sequence[Path], stopped: Callable[[], bool]) -> ImportNeeds:
        self.surveyed.append(list(paths))
        if self.gate is not None:
            self.gate.wait(5)
        if self.needs is not None:
            return replace(self.needs, paths=self.needs.paths or tuple(paths))
        return ImportNeeds(tuple(paths), len(paths), 2000 * len(paths), len(paths), 10_000, 10**12)

    def keep(self, name: str, data: bytes) -> Path:
        if not data.startswith(b"%PDF"):
            raise BadInput("What was dropped is not a PDF.")
        self.kept.append((name, data))
        path = Path("/workspace/files") / name
        self.own.add(path)
        return path

    def is_own(self, path: Path) -> bool:
        return path in self.own

    def stop_files(self, library: LibraryId, paths: Sequence[Path]) -> None:
        self.stopped.append((library, list(paths)))

    def summarise(self, library: LibraryId) -> None:
        self.summarised.append(library)

    def folders(self, library: LibraryId) -> list[WatchedFolder]:
        return [one for one in self.followed.values() if one.library == library]

    def follow(self, library: LibraryId, folder: Path) -> WatchedFolder:
        if folder.suffix:
            raise BadInput(f"{folder} is not a folder, so it cannot be followed. Choose a folder.")
        made = WatchedFolder(FolderId(len(self.followed) + 1), library, folder)
        self.followed[made.id] = made
        return made

    def unfollow(self, folder: FolderId) -> None:
        del self.followed[folder]

    def gone(self, library: LibraryId) -> set[str]:
        return set()

    def look(self, library: LibraryId | None = None) -> None:
        self.looks.append(library)

    def found(self, folder: FolderId, state: FolderState = FolderState.FINE, files: int = 3) -> WatchedFolder:
        """A folder as it is after a look."""
        self.followed[folder] = replace(self.followed[folder], state=state, files=files, looked=1.8e9)
        return self.followed[folder]
