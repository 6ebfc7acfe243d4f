"""The list of libraries as an item model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.libraries.library_files import Standing

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-lloco-library"  # a row that is dragged; means nothing to anybody else


class LibraryState(Enum):
    """What the dot beside a library says."""

    EMPTY = "empty"
    WORKING = "working"
    FILLED = "filled"


class LibraryRole(IntEnum):
    """Roles beyond Qt's own."""

    LIBRARY = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    SUBLINE = Qt.ItemDataRole.UserRole + 3  # what is in it and how far it is, as long as there is room
    SHORTER = Qt.ItemDataRole.UserRole + 4  # the same in fewer words, one after the other
    LEARNED = Qt.ItemDataRole.UserRole + 5  # whether what was learned reads for answers


class LibraryModel(QAbstractListModel):
    """Libraries in the user's order, with what is being done to each.

    Signals:
        placed(LibraryId, int): the user has put a library in another place.
    """

    placed = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries: list[Library] = []
        self._working: dict[LibraryId, Progress | None] = {}
        self._learning: set[LibraryId] = set()
        self._standings: Mapping[LibraryId, Standing] = {}

    # --- what is known -------------------------------------------------------------------

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

    def set_standings(self, standings: Mapping[LibraryId, Standing]) -> None:
        """Say how far the summaries and the learning of every library have come."""
        before, self._standings = self._standings, dict(standings)
        for row, library in enumerate(self._libraries):
            if before.get(library.id) != self._standings.get(library.id):
                self._say_changed(row)

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

    def libraries(self) -> list[Library]:
        """All of them, as they stand."""
        return list(self._libraries)

    def row_of(self, library: LibraryId | None) -> int | None:
        """The row of a library."""
        return next((row for row, one in enumerate(self._libraries) if one.id == library), None)

    def order(self) -> list[LibraryId]:
        """The libraries as they stand."""
        return [library.id for library in self._libraries]

    # --- as Qt asks ----------------------------------------------------------------------

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
                return self._sublines(library)[0]
            case LibraryRole.SHORTER:
                return self._sublines(library)[1:]
            case LibraryRole.LEARNED:
                return self._standing(library).learned is not None
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((library.name, *self._facts(library)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((library.name, *self._facts(library)))
        return None

    # --- dragging ------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; they drop between others, never on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        no_children = Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | no_children

    def supportedDropActions(self) -> Qt.DropAction:
        """A library is moved, not copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What a dragged row is."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """A dragged row. The view moves it; nothing is read from this."""
        data = QMimeData()
        data.setData(MIME, str(indexes[0].row()).encode() if indexes else b"")
        return data

    def moveRows(
        self, sourceParent: Index, sourceRow: int, count: int, destinationParent: Index, destinationChild: int
    ) -> bool:
        """Put a library before the row `destinationChild`, as the user wants it."""
        inside = 0 <= sourceRow < len(self._libraries) and 0 <= destinationChild <= len(self._libraries)
        stays = destinationChild in (sourceRow, sourceRow + 1)
        if count != 1 or not inside or stays or sourceParent.isValid() or destinationParent.isValid():
            return False
        top = QModelIndex()
        self.beginMoveRows(top, sourceRow, sourceRow, top, destinationChild)
        library = self._libraries.pop(sourceRow)
        to = destinationChild - (destinationChild > sourceRow)
        self._libraries.insert(to, library)
        self.endMoveRows()
        self.placed.emit(library.id, to)
        return True

    def step(self, row: int, by: int) -> bool:
        """Put a library one row further up (-1) or down (1)."""
        top = QModelIndex()
        return self.moveRows(top, row, 1, top, row + by + (by > 0))

    # --- words ---------------------------------------------------------------------------

    def _standing(self, library: Library) -> Standing:
        return self._standings.get(library.id, Standing())

    def _state(self, library: Library) -> LibraryState:
        if library.id in self._working or library.id in self._learning:
            return LibraryState.WORKING
        return LibraryState.FILLED if library.documents else LibraryState.EMPTY

    def _sublines(self, library: Library) -> tuple[str, ...]:
        """What is in a library, or what is being done to it: longest first, for as much room as there is."""
        progress = self._working.get(library.id)
        if progress is not None and progress.unit == "files" and progress.total:
            importing = self.tr("Importing {done} of {total}").format(
                done=min(int(progress.done) + 1, int(progress.total)), total=int(progress.total)
            )
            return (importing,)
        if not library.documents:
            return (self.tr("Importing") if library.id in self._working else self.tr("Empty"),)
        documents, pages = words.documents(library.documents), words.pages(library.pages)
        doing = self._doing(library)
        if doing:
            both = self.tr("{documents} · {doing}").format(documents=documents, doing=doing)
            return (both, doing)
        size = words.size(library.size)
        three = self.tr("{documents} · {pages} · {size}").format(documents=documents, pages=pages, size=size)
        two = self.tr("{documents} · {pages}").format(documents=documents, pages=pages)
        return (three, two, documents)

    def _doing(self, library: Library) -> str:
        """What is unfinished, in a word or two."""
        if library.id in self._learning:
            return self.tr("learning")
        share = self._standing(library).summaries
        if share is None or share >= 1:
            return ""
        return self.tr("summaries {n}%").format(n=_percent(share))

    def _facts(self, library: Library) -> list[str]:
        """All that is known, one fact each."""
        if not library.documents:
            return [self._sublines(library)[0]]
        facts = [
            self.tr("{documents}, {pages}, {size}").format(
                documents=words.documents(library.documents),
                pages=words.pages(library.pages),
                size=words.size(library.size),
            )
        ]
        progress = self._working.get(library.id)
        if progress is not None and progress.unit == "files":
            facts.append(self._sublines(library)[0])
        standing = self._standing(library)
        if standing.summaries is not None and standing.summaries < 1:
            facts.append(self.tr("summaries {n}%").format(n=_percent(standing.summaries)))
        elif standing.summaries is not None:
            facts.append(self.tr("all summaries made"))
        if library.id in self._learning:
            facts.append(self.tr("learning"))
        if standing.learned is not None:
            facts.append(self.tr("learned, version {n}").format(n=standing.learned))
        return facts

    def _say_changed(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)


def _percent(share: float) -> int:
    """Never 100 before it is, nor 0 when something is there."""
    return min(max(round(100 * share), 1 if share > 0 else 0), 99)
