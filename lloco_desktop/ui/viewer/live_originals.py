"""The window's `OriginalServices` over the use cases."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.documents.files import sha256_of
from lloco_desktop.domain import DocumentId
from lloco_desktop.errors import BadInput, DocumentUnreadable
from lloco_desktop.ui.viewer.originals import Original
from lloco_desktop.workflows.services import Services as Workflows


class LiveOriginals:
    """Compares files by their bytes; one that has not been touched since is not read again."""

    def __init__(self, workflows: Workflows) -> None:
        self._workspace = workflows.workspace
        self._known: dict[tuple[Path, int, int], str] = {}

    def state(self, document: DocumentId, path: Path) -> Original:
        """By size first, which says quickly that a file is another one."""
        try:
            record = self._workspace.documents.by_id(document)
        except BadInput:
            return Original.FORGOTTEN
        try:
            found = path.stat()
            if found.st_size != record.size:
                return Original.CHANGED
            key = (path, found.st_size, found.st_mtime_ns)
            if key not in self._known:
                self._known[key] = sha256_of(path)
        except (OSError, DocumentUnreadable):
            return Original.GONE
        return Original.SAME if self._known[key] == record.sha256 else Original.CHANGED
