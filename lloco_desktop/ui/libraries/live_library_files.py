"""The window's `LibraryFileServices` over the use cases."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.domain import LibraryId
from lloco_desktop.jobs.job import Job
from lloco_desktop.ui.libraries.library_files import Holdings, Losses, Offer, Standing
from lloco_desktop.workflows.library_file import ExportOptions
from lloco_desktop.workflows.services import Services as Workflows


class LiveLibraryFiles:
    """Adapts libraries as files to what the window shows."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows
        self._desk = workflows.library_files

    def standings(self) -> dict[LibraryId, Standing]:
        """Summaries for the backbone in use, and the adapters that read with it."""
        fingerprint = self._workflows.models.fingerprint
        if fingerprint is None:
            return {}
        workspace = self._workflows.workspace
        done = self._desk.summarised(fingerprint)
        active = workspace.adapters.all_active(fingerprint)
        return {
            library: Standing(done.get(library, 0.0), active[library].version if library in active else None)
            for library in {one.id for one in workspace.libraries.all()}
        }

    def move(self, library: LibraryId, to: int) -> None:
        """Another place."""
        self._workflows.workspace.libraries.move(library, to)

    def losses(self, library: LibraryId) -> Losses:
        """Count it."""
        found = self._workflows.workspace.belongings(library)
        return Losses(found.adapters, found.conversations, found.watched)

    def holdings(self, library: LibraryId) -> Holdings:
        """Weigh it."""
        found = self._desk.weigh(library)
        made = found.store + found.learned
        return Holdings(found.documents, found.adapters, found.conversations, made, found.files)

    def export(self, library: LibraryId, file: Path, *, documents: bool, conversations: bool) -> Job:
        """Queue it."""
        return self._desk.export(library, file, ExportOptions(documents, conversations))

    def look(self, file: Path) -> Offer:
        """Read its manifest."""
        found = self._desk.look(file)
        return Offer(
            found.file,
            found.name,
            found.documents,
            found.conversations,
            found.size,
            found.files,
            found.files_size,
        )

    def take_in(self, file: Path, documents: Path | None = None) -> Job:
        """Queue it."""
        return self._desk.take_in(file, documents)

    @property
    def own_documents(self) -> Path:
        """Beside the workspace."""
        return self._desk.own_documents
