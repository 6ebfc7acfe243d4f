"""The documents of one library as an item model that filters and sorts itself.

Not a `QSortFilterProxyModel`: that asks Python about every row and every comparison, which at 10,000
documents stops the window for a fifth of a second at each typed letter. Here one pass does it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lloco_desktop.ui.documents.document_words import (
    Shown,
    date_text,
    moment_text,
    state_text,
    state_words,
    subline,
)
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.services import DocumentRow, DocumentState

Index = QModelIndex | QPersistentModelIndex
STEPS = 64  # runs of rows that are inserted or removed one by one; above, a reset is cheaper for every view


# What a row shows beside its path, which is its key.
_facts = attrgetter(
    "state",
    "title",
    "document",
    "pages",
    "size",
    "reason",
    "summaries_done",
    "summaries_total",
    "added",
    "gone",
    "newer",
    "pages_read",
    "pages_total",
)


class Column(IntEnum):
    """The columns of the table."""

    TITLE = 0
    STATE = 1
    PAGES = 2
    SIZE = 3
    ADDED = 4


COLUMNS = len(Column)  # Qt asks for it very often


class DocumentRole(IntEnum):
    """Roles beyond Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SUBLINE = Qt.ItemDataRole.UserRole + 2


class DocumentModel(QAbstractTableModel):
    """One row per path, in order of arrival unless sorted; a new reading changes only what differs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, DocumentRow] = {}
        self._shown: list[DocumentRow] = []
        self._places: dict[str, int] = {}  # of what is shown, in the order shown
        self._words: list[str] = []
        self._attention_only = False
        self._group = Shown.ALL
        self._sorted_by: tuple[Column, Qt.SortOrder] | None = None
        self._state_words = state_words()

    # --- what is in it -------------------------------------------------------------------

    def set_rows(self, rows: Iterable[DocumentRow]) -> None:
        """Hold these rows and no others. Known ones keep their place, new ones come last."""
        newer = {row.key: row for row in rows}
        held = {key: newer.pop(key) for key in self._all if key in newer}
        self._all = held | newer
        self._arrange()

    def put_rows(self, rows: Iterable[DocumentRow]) -> None:
        """Add rows, or put them in the place of those with the same paths."""
        put = {row.key: row for row in rows}
        moves = any(self._moves(self._all.get(key), row) for key, row in put.items())
        self._all.update(put)
        if moves:
            self._arrange()
            return
        for key, row in put.items():  # the common case while work goes on: no row comes, goes or moves
            if key in self._places:
                self._replace(self._places[key], row)

    def _moves(self, before: DocumentRow | None, row: DocumentRow) -> bool:
        """Whether a row that takes another's place comes, goes, or stands elsewhere."""
        if before is None or self._accepts(before) != self._accepts(row):
            return True
        column = self._sorted_by[0] if self._sorted_by is not None else None
        return column is not None and _sort_value(before, column) != _sort_value(row, column)

    def remove(self, paths: Collection[Path]) -> None:
        """Let go of rows."""
        if paths:
            for path in paths:
                self._all.pop(str(path), None)
            self._arrange()

    def clear(self) -> None:
        """Hold nothing."""
        self.set_rows(())

    def held(self, path: Path) -> DocumentRow | None:
        """The row of a path, shown or not."""
        return self._all.get(str(path))

    def all_rows(self) -> Collection[DocumentRow]:
        """Every row, shown or not, in order of arrival."""
        return self._all.values()

    def row(self, number: int) -> DocumentRow:
        """The row that is shown at a place."""
        return self._shown[number]

    def places(self, keys: Collection[str]) -> list[int]:
        """Where the rows of these keys are shown."""
        return sorted(self._places[key] for key in keys if key in self._places)

    # --- filter and order ----------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """Show the rows whose title, file name or state holds every word of a text."""
        words = text.casefold().split()
        if words != self._words:
            self._words = words
            self._arrange()

    def set_attention_only(self, only: bool) -> None:
        """Show only the files that need the user, and those that are being tried again."""
        if only is not self._attention_only:
            self._attention_only = only
            self._arrange()

    def set_group(self, group: Shown) -> None:
        """Show only the rows of one group of states."""
        if group is not self._group:
            self._group = group
            self._arrange()

    @property
    def group(self) -> Shown:
        """The group of states that is shown."""
        return self._group

    def group_counts(self) -> dict[Shown, int]:
        """How many rows each group holds, whatever the filter shows."""
        kinds = Counter((row.state, row.newer, row.gone) for row in self._all.values())
        samples = {
            kind: DocumentRow(Path(), "", state=kind[0], newer=kind[1], gone=kind[2]) for kind in kinds
        }
        return {
            group: sum(count for kind, count in kinds.items() if group.holds(samples[kind]))
            for group in Shown
        }

    @property
    def is_filtered(self) -> bool:
        """Whether some rows may be hidden."""
        return bool(self._words) or self._attention_only or self._group is not Shown.ALL

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the order of arrival."""
        self._sorted_by = (Column(column), order) if 0 <= column < len(Column) else None
        self._arrange()

    def _accepts(self, row: DocumentRow) -> bool:
        if self._attention_only and not (row.needs_attention or row.state.is_waiting):
            return False
        if not self._group.shows(row):
            return False
        if not self._words:
            return True
        text = f"{row.title}\n{row.path.name}\n{self.state_text(row)}".casefold()
        return all(word in text for word in self._words)

    def _wanted(self) -> list[DocumentRow]:
        rows = list(self._all.values())
        if self.is_filtered:
            rows = [row for row in rows if self._accepts(row)]
        if self._sorted_by is not None:
            column, order = self._sorted_by
            rows.sort(key=lambda row: _sort_value(row, column), reverse=order == Qt.SortOrder.DescendingOrder)
        return rows

    def _arrange(self) -> None:
        """Bring what is shown in line with rows, filter and order, in the smallest steps that views know."""
        wanted = self._wanted()
        places = {row.key: number for number, row in enumerate(wanted)}
        gone = list(_runs(self._shown, places))
        fresh = list(_runs(wanted, self._places))
        # What stays must stay in order; then the places of the kept rows only grow.
        kept = [places[key] for key in self._places if key in places]
        same_order = all(one < other for one, other in pairwise(kept))
        if not same_order or len(gone) + len(fresh) > STEPS:
            self.beginResetModel()
            self._shown, self._places = wanted, places
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._shown[first : last + 1]
            self.endRemoveRows()
        for number, place in enumerate(kept):
            self._replace(number, wanted[place])
        for first, last in fresh:
            self.beginInsertRows(QModelIndex(), first, last)
            self._shown[first:first] = wanted[first : last + 1]
            self.endInsertRows()
        self._places = places

    def _replace(self, number: int, row: DocumentRow) -> None:
        """Show a newer row of the same key in a place."""
        before = self._shown[number]
        self._shown[number] = row
        if row is not before and _facts(row) != _facts(before):
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))

    # --- what views ask ------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == Qt.ItemDataRole.DisplayRole:
                names = (
                    self.tr("Document"),
                    self.tr("State"),
                    self.tr("Pages"),
                    self.tr("Size"),
                    self.tr("Added"),
                )
                return names[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(Column(section)))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case DocumentRole.ROW:
                return row
            case DocumentRole.SUBLINE:
                return subline(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(column))
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole if column == Column.TITLE:
                return ", ".join(part for part in (row.title, self.state_text(row), row.reason) if part)
        return None

    def state_text(self, row: DocumentRow) -> str:
        """The state in plain words."""
        return state_text(row, self._state_words)

    def _text(self, row: DocumentRow, column: Column) -> str:
        match column:
            case Column.TITLE:
                return row.title
            case Column.STATE:
                return self.state_text(row)
            case Column.PAGES:
                return words.number(row.pages) if row.pages else ""
            case Column.SIZE:
                return words.size(row.size) if row.size else ""
            case Column.ADDED:
                return date_text(row.added)

    def _tooltip(self, row: DocumentRow, column: Column) -> str | None:
        if column == Column.TITLE:
            return f"{row.title}\n{row.path}" + (f"\n\n{row.reason}" if row.reason else "")
        if column == Column.ADDED and row.added:
            return moment_text(row.added)
        if column == Column.STATE and not row.gone and row.newer is None:
            state = DocumentState
            return {
                state.SEARCHABLE: self.tr("Questions find this document; its summaries come next."),
                state.READY: self.tr("Questions find this document, and its summaries are made."),
            }.get(row.state, row.reason)
        return None


def _runs(rows: Sequence[DocumentRow], known: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The stretches `(first, last)` of rows whose keys are not known."""
    first = None
    for number, row in enumerate(rows):
        if row.key in known:
            if first is not None:
                yield first, number - 1
            first = None
        elif first is None:
            first = number
    if first is not None:
        yield first, len(rows) - 1


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column <= Column.STATE else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _sort_value(row: DocumentRow, column: Column) -> Any:
    match column:
        case Column.TITLE:
            return row.title.casefold()
        case Column.STATE:
            return (row.gone or row.newer is not None, ORDER_OF_STATES[row.state])
        case Column.PAGES:
            return row.pages
        case Column.SIZE:
            return row.size
        case Column.ADDED:
            return row.added


ORDER_OF_STATES = {state: number for number, state in enumerate(DocumentState)}
