"""The window's `IntakeServices` over the use cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lloco_desktop.documents.rendering import PageRenderer
from lloco_desktop.domain import FolderId, LibraryId, WatchedFolder
from lloco_desktop.store.workspace import FILE_NAME
from lloco_desktop.workflows import own_files
from lloco_desktop.workflows.import_needs import ImportNeeds, cost_per_page, survey
from lloco_desktop.workflows.services import Services as Workflows


class LiveIntake:
    """Adapts importing and following to what the window shows."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows
        self._workspace = workflows.workspace

    def survey(self, paths: Sequence[Path], stopped: Callable[[], bool]) -> ImportNeeds:
        """Sizes from the file system, pages from a few files that a child process counts."""
        pages = sum(library.pages for library in self._workspace.libraries.all())
        cost = cost_per_page(
            self._workspace.folder / FILE_NAME,
            pages,
            self._workflows.models.info,
            self._workflows.settings.summary_precision,
        )
        with PageRenderer() as renderer:
            return survey(
                [path.expanduser().absolute() for path in paths],
                self._workspace.folder,
                cost,
                lambda path: len(renderer.page_sizes(path)),
                stopped,
            )

    def keep(self, name: str, data: bytes) -> Path:
        """In the workspace's own folder."""
        return own_files.keep(self._workspace.folder, name, data)

    def is_own(self, path: Path) -> bool:
        """Whether it lies there."""
        return own_files.is_own(self._workspace.folder, path)

    def stop_files(self, library: LibraryId, paths: Sequence[Path]) -> None:
        """Without stopping the imports."""
        self._workflows.stop_files(library, set(paths))

    def summarise(self, library: LibraryId) -> None:
        """Queue the second stage, if anything lacks it."""
        self._workflows.go_on_summarising(library)

    def folders(self, library: LibraryId) -> list[WatchedFolder]:
        """In the order in which they were added."""
        return self._workspace.watched.folders(library)

    def follow(self, library: LibraryId, folder: Path) -> WatchedFolder:
        """And look at it as soon as the lane is free."""
        followed = self._workflows.watching.follow(library, folder)
        self._workflows.sweep(library)
        return followed

    def unfollow(self, folder: FolderId) -> None:
        """Documents stay."""
        self._workflows.watching.unfollow(folder)

    def gone(self, library: LibraryId) -> set[str]:
        """As the last look found it."""
        return self._workspace.watched.gone(library)

    def look(self, library: LibraryId | None = None) -> None:
        """In the files lane."""
        self._workflows.sweep(library)
