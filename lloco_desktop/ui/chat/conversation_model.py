"""The list of conversations as an item model: by day, newest first, with the words that were searched for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import Enum, IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lloco_desktop.dialogue import Found
from lloco_desktop.domain import ConversationId

Index = QModelIndex | QPersistentModelIndex


class Day(Enum):
    """The groups of the list."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    EARLIER = "earlier"

    @classmethod
    def of(cls, day: date, today: date) -> Day:
        """The group of a day; one that is still to come (a clock that was wrong) is today."""
        if day >= today:
            return cls.TODAY
        return cls.YESTERDAY if day == today - timedelta(days=1) else cls.EARLIER


class ConversationRole(IntEnum):
    """Roles beyond Qt's own."""

    FOUND = Qt.ItemDataRole.UserRole + 1  # None for a heading
    EXCERPT = Qt.ItemDataRole.UserRole + 2
    BUSY = Qt.ItemDataRole.UserRole + 3  # an answer is under way


class ConversationModel(QAbstractListModel):
    """Rows are headings and conversations.

    Signals:
        renamed(ConversationId, str): a title was edited; it is shown already.
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Day | Found] = []
        self._busy: frozenset[ConversationId] = frozenset()

    def show_found(self, found: Sequence[Found], today: date, *, grouped: bool = True) -> None:
        """Show these; selections stay where only titles or excerpts changed."""
        rows: list[Day | Found] = []
        shown: Day | None = None
        for one in found:
            day = Day.of(one.conversation.changed.astimezone().date(), today)
            if grouped and day is not shown:
                rows.append(day)
                shown = day
            rows.append(one)
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
            self._rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_busy(self, busy: Collection[ConversationId]) -> None:
        """Which conversations wait for an answer."""
        before, self._busy = self._busy, frozenset(busy)
        for conversation in before ^ self._busy:
            row = self.row_of(conversation)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    def found(self, row: int) -> Found | None:
        """What is in a row; None for a heading."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Found) else None

    def row_of(self, conversation: ConversationId | None) -> int | None:
        """The row of a conversation."""
        rows = enumerate(self._rows)
        return next((at for at, one in rows if conversation is not None and _key(one) == conversation), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Headings count."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over; titles can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.found(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, excerpt, and whether an answer is under way."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Day):
            named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._heading(row) if named else None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.conversation.title
            case ConversationRole.FOUND:
                return row
            case ConversationRole.EXCERPT:
                return row.excerpt
            case ConversationRole.BUSY:
                return row.conversation.id in self._busy
            case Qt.ItemDataRole.ToolTipRole:
                return row.conversation.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Another title; an empty one is not taken."""
        found = self.found(index.row())
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or found is None or not title:
            return False
        if title != found.conversation.title:
            self.renamed.emit(found.conversation.id, title)
        return True

    def _heading(self, day: Day) -> str:
        return {
            Day.TODAY: self.tr("Today"),
            Day.YESTERDAY: self.tr("Yesterday"),
            Day.EARLIER: self.tr("Earlier"),
        }[day]

    def _spoken(self, row: Found) -> str:
        title = row.conversation.title
        return self.tr("{title}, being answered").format(title=title) if self._is_busy(row) else title

    def _is_busy(self, row: Found) -> bool:
        return row.conversation.id in self._busy


def _key(row: Day | Found) -> Day | ConversationId:
    return row if isinstance(row, Day) else row.conversation.id
