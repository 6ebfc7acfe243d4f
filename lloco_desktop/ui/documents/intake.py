"""What the window needs to bring documents in: what an import takes, followed folders, stopping files.

`LiveIntake` gives it from an open workspace; tests give it from memory. Methods marked "slow" may touch the
disk for longer than a frame and are called through `Background`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from lloco_desktop.domain import FolderId, LibraryId, WatchedFolder
from lloco_desktop.workflows.import_needs import ImportNeeds


class IntakeServices(Protocol):
    """Bringing documents in, as the window sees it."""

    def survey(self, paths: Sequence[Path], stopped: Callable[[], bool]) -> ImportNeeds:
        """Slow. What importing these files and folders brings and needs."""
        ...

    def keep(self, name: str, data: bytes) -> Path:
        """Slow. Write what was dropped without a file as one of the workspace. Raises `LlocoError`."""
        ...

    def is_own(self, path: Path) -> bool:
        """Whether a file is the workspace's own, which goes with its document."""
        ...

    def stop_files(self, library: LibraryId, paths: Sequence[Path]) -> None:
        """Slow. Take files out of the imports that have not come to them, or are reading them."""
        ...

    def summarise(self, library: LibraryId) -> None:
        """Slow. Go on with summaries that were cancelled."""
        ...

    # watched folders
    def folders(self, library: LibraryId) -> list[WatchedFolder]:
        """The folders that a library follows."""
        ...

    def follow(self, library: LibraryId, folder: Path) -> WatchedFolder:
        """Slow. Follow a folder and look at it. Raises `BadInput`."""
        ...

    def unfollow(self, folder: FolderId) -> None:
        """Follow a folder no more; its documents stay."""
        ...

    def gone(self, library: LibraryId) -> set[str]:
        """The paths of documents whose files are not in their followed folder any more."""
        ...

    def look(self, library: LibraryId | None = None) -> None:
        """Slow. Look for what is new or changed in the folders of a library, or of all."""
        ...
