"""The list of libraries as an item model."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit import words

Index = QModelIndex | QPersistentModelIndex


class LibraryState(Enum):
    """What the dot beside a library says."""

    EMPTY = "empty"
    WORKING = "working"
    FILLED = "filled"


class LibraryRole(IntEnum):
    """Roles beyond Qt's own."""

    LIBRARY = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    SUBLINE = Qt.ItemDataRole.UserRole + 3


class LibraryModel(QAbstractListModel):
    """Libraries in the order in which the store gives them, with what is being done to each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries: list[Library] = []
        self._working: dict[LibraryId, Progress | None] = {}
        self._learning: set[LibraryId] = set()

    def set_libraries(self, libraries: Sequence[Library]) -> None:
        """Show these; keeps selections where only numbers or names changed."""
        if [library.id for library in libraries] == [library.id for library in self._libraries]:
            changed = [i for i, one in enumerate(libraries) if one != self._libraries[i]]
            self._libraries = list(libraries)
            for row in changed:
                self._say_changed(row)
            return
        self.beginResetModel()
        self._libraries = list(libraries)
        self.endResetModel()

    def set_working(self, library: LibraryId, *, working: bool, progress: Progress | None = None) -> None:
        """Say whether a job works on a library, and how far it is."""
        if working:
            self._working[library] = progress
        elif self._working.pop(library, self) is self:
            return
        row = self.row_of(library)
        if row is not None:
            self._say_changed(row)

    def set_learning(self, library: LibraryId, *, learning: bool) -> None:
        """Say whether a library is being learned."""
        if learning is (library in self._learning):
            return
        (self._learning.add if learning else self._learning.discard)(library)
        row = self.row_of(library)
        if row is not None:
            self._say_changed(row)

    def library(self, row: int) -> Library | None:
        """The library in a row."""
        return self._libraries[row] if 0 <= row < len(self._libraries) else None

    def row_of(self, library: LibraryId | None) -> int | None:
        """The row of a library."""
        return next((row for row, one in enumerate(self._libraries) if one.id == library), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many libraries."""
        return 0 if parent.isValid() else len(self._libraries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, state and the line below the name."""
        if not index.isValid():
            return None
        library = self._libraries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return library.name
            case LibraryRole.LIBRARY:
                return library
            case LibraryRole.STATE:
                return self._state(library)
            case LibraryRole.SUBLINE:
                return self._subline(library)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{library.name}, {self._subline(library)}"
        return None

    def _state(self, library: Library) -> LibraryState:
        if library.id in self._working or library.id in self._learning:
            return LibraryState.WORKING
        return LibraryState.FILLED if library.documents else LibraryState.EMPTY

    def _subline(self, library: Library) -> str:
        progress = self._working.get(library.id)
        if progress is not None and progress.unit == "files" and progress.total:
            return self.tr("Importing {done} of {total}").format(
                done=min(int(progress.done) + 1, int(progress.total)), total=int(progress.total)
            )
        if not library.documents:
            return self.tr("Importing") if library.id in self._working else self.tr("Empty")
        if library.id in self._learning:
            return self.tr("{documents} · learning").format(documents=words.documents(library.documents))
        return words.documents(library.documents)

    def _say_changed(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)
