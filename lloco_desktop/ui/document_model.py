"""The documents of one library as an item model, with a proxy that filters and sorts it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from lloco_desktop.ui import words
from lloco_desktop.ui.services import DocumentRow, DocumentState

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the table."""

    TITLE = 0
    STATE = 1
    PAGES = 2
    SIZE = 3


class DocumentRole(IntEnum):
    """Roles beyond Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SUBLINE = Qt.ItemDataRole.UserRole + 2
    SORT = Qt.ItemDataRole.UserRole + 3


REMOVED_ONE_BY_ONE = 64  # above this a reset is cheaper for every view


class DocumentModel(QAbstractTableModel):
    """One row per path; a new reading of the store changes only what differs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DocumentRow] = []

    def set_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Show these rows. Known ones keep their place, new ones come last: sorting is the proxy's work."""
        wanted = {row.path: row for row in rows}
        gone = [number for number, row in enumerate(self._rows) if row.path not in wanted]
        if len(gone) > REMOVED_ONE_BY_ONE:
            self.beginResetModel()
            self._rows = list(wanted.values())
            self.endResetModel()
            return
        for number in reversed(gone):
            self.beginRemoveRows(QModelIndex(), number, number)
            del self._rows[number]
            self.endRemoveRows()
        for number, row in enumerate(self._rows):
            newer = wanted.pop(row.path)
            if newer != row:
                self._rows[number] = newer
                self._say_changed(number)
        self._append(list(wanted.values()))

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def put_state(self, path: Path, state: DocumentState, reason: str | None = None) -> None:
        """Change the state of the file at `path` before the store is read again."""
        for number, row in enumerate(self._rows):
            if row.path == path and row.document is None:
                self._rows[number] = DocumentRow(path, row.title, state, None, row.pages, row.size, reason)
                self._say_changed(number)

    def row(self, number: int) -> DocumentRow:
        """The row at a place of this model (not of a proxy)."""
        return self._rows[number]

    def rows(self) -> list[DocumentRow]:
        """All rows."""
        return list(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == Qt.ItemDataRole.DisplayRole:
                names = (self.tr("Document"), self.tr("State"), self.tr("Pages"), self.tr("Size"))
                return names[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(Column(section)))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case DocumentRole.ROW:
                return row
            case DocumentRole.SUBLINE:
                return self.subline(row)
            case DocumentRole.SORT:
                return _sort_value(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(column))
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole if column == Column.TITLE:
                return ", ".join(part for part in (row.title, self.state_text(row), row.reason) if part)
        return None

    def subline(self, row: DocumentRow) -> str:
        """The second line of a row: why it needs attention, or else the file's name."""
        if row.reason:
            # Sentences for people name the file; here its name stands just above, and is read on from.
            told = row.reason.removeprefix(row.path.name).lstrip(" :")
            return told or row.reason
        return "" if row.title == row.path.name else row.path.name

    def state_text(self, row: DocumentRow) -> str:
        """The state in plain words."""
        state = DocumentState
        if row.state is state.SEARCHABLE and row.summaries_done:
            return self.tr("Summarising {done} of {total}").format(
                done=row.summaries_done, total=row.summaries_total
            )
        return {
            state.QUEUED: self.tr("Waiting"),
            state.READING: self.tr("Reading"),
            state.SEARCHABLE: self.tr("Searchable"),
            state.READY: self.tr("Summarised"),
            state.LOCKED: self.tr("Locked"),
            state.EMPTY: self.tr("No text"),
            state.DAMAGED: self.tr("Damaged"),
            state.UNSUPPORTED: self.tr("Not a PDF"),
            state.UNREADABLE: self.tr("Cannot be read"),
            state.FAILED: self.tr("Set aside"),
        }[row.state]

    def _text(self, row: DocumentRow, column: Column) -> str:
        match column:
            case Column.TITLE:
                return row.title
            case Column.STATE:
                return self.state_text(row)
            case Column.PAGES:
                return f"{row.pages:,}" if row.pages else ""
            case Column.SIZE:
                return words.size(row.size) if row.size else ""

    def _tooltip(self, row: DocumentRow, column: Column) -> str | None:
        if column == Column.TITLE:
            return f"{row.title}\n{row.path}" + (f"\n\n{row.reason}" if row.reason else "")
        if column == Column.STATE:
            state = DocumentState
            return {
                state.SEARCHABLE: self.tr(
                    "Questions find this document; its summaries are still to be made."
                ),
                state.READY: self.tr("Questions find this document, and its summaries are made."),
            }.get(row.state, row.reason)
        return None

    def _append(self, rows: Sequence[DocumentRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def _say_changed(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))


class DocumentFilter(QSortFilterProxyModel):
    """Shows the rows whose title, file name or state holds every typed word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._attention_only = False
        self.setSortRole(DocumentRole.SORT)
        self.setDynamicSortFilter(True)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def set_text(self, text: str) -> None:
        """Filter by words."""
        self._words = text.casefold().split()
        self.invalidate()

    def set_attention_only(self, only: bool) -> None:
        """Show only the files that need the user."""
        self._attention_only = only
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether a row is shown."""
        model = self.sourceModel()
        if not isinstance(model, DocumentModel) or source_parent.isValid():
            return False
        row = model.row(source_row)
        if self._attention_only and not (row.state.needs_attention or row.state.is_waiting):
            return False
        if not self._words:
            return True
        text = f"{row.title}\n{row.path.name}\n{model.state_text(row)}".casefold()
        return all(word in text for word in self._words)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column <= Column.STATE else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _sort_value(row: DocumentRow, column: Column) -> Any:
    match column:
        case Column.TITLE:
            return row.title
        case Column.STATE:
            return list(DocumentState).index(row.state)
        case Column.PAGES:
            return row.pages
        case Column.SIZE:
            return row.size
