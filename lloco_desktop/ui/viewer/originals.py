"""Whether a file is still the one that was imported, in the words of the window."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Protocol

from lloco_desktop.domain import DocumentId


class Original(Enum):
    """What became of a document's file."""

    SAME = "same"
    CHANGED = "changed"  # there is another file at its place
    GONE = "gone"  # there is none, or it cannot be read: the renderer says why
    FORGOTTEN = "forgotten"  # the document is in no library any more


class OriginalServices(Protocol):
    """What the viewer needs to know of the workspace."""

    def state(self, document: DocumentId, path: Path) -> Original:
        """Slow. Compare the file with what was imported."""
        ...
