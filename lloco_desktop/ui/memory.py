"""How the window stood: kept in a small settings file, and found again at the next start."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from lloco_desktop.domain import DocumentId, LibraryId


@dataclass(frozen=True, slots=True)
class ViewerPlace:
    """What the page viewer shows."""

    path: Path
    title: str
    document: DocumentId | None
    page: int

    def to_text(self) -> str:
        """As it is written down."""
        return json.dumps({**asdict(self), "path": str(self.path)})

    @classmethod
    def from_text(cls, text: str) -> ViewerPlace | None:
        """None for what was never written so."""
        try:
            raw = json.loads(text)
            document = raw["document"]
            return cls(
                Path(raw["path"]),
                str(raw["title"]),
                DocumentId(int(document)) if document is not None else None,
                max(int(raw["page"]), 1),
            )
        except (ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the window stands; `None` where nothing is known."""

    geometry: QByteArray | None = None  # also whether it is maximised, and on which screen
    columns: QByteArray | None = None
    library: LibraryId | None = None
    tab: int = 0
    table: QByteArray | None = None  # the documents' columns and their order
    viewer: ViewerPlace | None = None
    side: QByteArray | None = None  # the left column's parts


class Memory:
    """Keeps a `Standing`; without a file only for as long as the window lives."""

    def __init__(self, file: QSettings | None = None) -> None:
        self._file = file
        self._known: dict[str, Any] = {}
        for name in ("geometry", "columns", "library", "tab", "table", "viewer", "side"):
            self._known[name] = file.value(name) if file is not None else None

    def recall(self) -> Standing:
        """What was kept last. What makes no sense counts as not known."""
        known = self._known
        return Standing(
            _bytes(known["geometry"]),
            _bytes(known["columns"]),
            LibraryId(number) if (number := _number(known["library"])) is not None else None,
            _number(known["tab"]) or 0,
            _bytes(known["table"]),
            ViewerPlace.from_text(str(known["viewer"])) if known["viewer"] else None,
            _bytes(known["side"]),
        )

    def keep(self, standing: Standing) -> None:
        """Write down how the window stands; what is None is left as it was, but for the viewer."""
        viewer = standing.viewer.to_text() if standing.viewer is not None else ""
        changes = {
            "geometry": standing.geometry,
            "columns": standing.columns,
            "library": standing.library,
            "tab": standing.tab,
            "table": standing.table,
            "viewer": viewer,
            "side": standing.side,
        }
        for name, value in changes.items():
            if value is not None and value != self._known[name]:
                self._known[name] = value
                if self._file is not None:
                    self._file.setValue(name, value)
        if self._file is not None:
            self._file.sync()  # a step that outlasts patience ends the process before Qt would write it


def _bytes(value: object) -> QByteArray | None:
    return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def _number(value: object) -> int | None:
    return int(str(value)) if value is not None and str(value).isdigit() else None
