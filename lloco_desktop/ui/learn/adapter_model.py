"""The versions of what was learned for a library, as an item model."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lloco_desktop.domain import AdapterId
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learning import Version

Index = QModelIndex | QPersistentModelIndex


class VersionRole(IntEnum):
    """Roles beyond Qt's own."""

    VERSION = Qt.ItemDataRole.UserRole + 1
    SUBLINE = Qt.ItemDataRole.UserRole + 2
    SCORE = Qt.ItemDataRole.UserRole + 3
    ACTIVE = Qt.ItemDataRole.UserRole + 4


class VersionModel(QAbstractListModel):
    """Versions, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._versions: list[Version] = []
        self._active: AdapterId | None = None

    def show_versions(self, versions: Sequence[Version], active: AdapterId | None) -> None:
        """Show these; what is selected stays so where only words changed."""
        same = [one.adapter.id for one in versions] == [one.adapter.id for one in self._versions]
        if not same:
            self.beginResetModel()
        self._versions, self._active = list(versions), active
        if not same:
            self.endResetModel()
        elif versions:
            self.dataChanged.emit(self.index(0), self.index(len(versions) - 1))

    def version(self, row: int) -> Version | None:
        """The version in a row."""
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def row_of(self, adapter: AdapterId | None) -> int | None:
        """The row of a version."""
        return next((row for row, one in enumerate(self._versions) if one.adapter.id == adapter), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many versions."""
        return 0 if parent.isValid() else len(self._versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, date, documents, score, and whether it is in use."""
        if not index.isValid():
            return None
        shown = self._versions[index.row()]
        active = shown.adapter.id == self._active
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return learn_words.version(shown.adapter.version)
            case VersionRole.VERSION:
                return shown
            case VersionRole.SUBLINE:
                return learn_words.version_line(shown)
            case VersionRole.SCORE:
                return learn_words.version_score(shown)
            case VersionRole.ACTIVE:
                return active
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                state = self.tr("in use") if active else self.tr("not in use")
                name = learn_words.version(shown.adapter.version)
                return (
                    f"{name}, {state}, {learn_words.version_line(shown)}, {learn_words.version_score(shown)}"
                )
        return None
