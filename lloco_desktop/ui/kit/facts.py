"""What and its value, in two columns of small lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_4

WHAT = 148  # width of the first column, so that several of these stand in line


class Facts(QWidget):
    """Pairs below each other; `role` is the look of both."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._role = role
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_4)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnMinimumWidth(0, WHAT)
        self._grid.setColumnStretch(1, 1)

    def set_first_column(self, width: int) -> None:
        """How wide the first column is at least."""
        self._grid.setColumnMinimumWidth(0, width)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these instead."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        top = Qt.AlignmentFlag.AlignTop
        for row, (what, value) in enumerate(facts):
            left = label(what, self._role or "soft")
            right = label(value, self._role, wrap=True)
            for one in (left, right):  # both, because such labels stand a pixel higher than others
                one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(left, row, 0, top)
            self._grid.addWidget(right, row, 1, top)
            self._labels += [left, right]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As tall as its lines are at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """An area that is scrolled does not ask for the height by itself."""
        wanted = self._grid.totalHeightForWidth(self.width()) if self._grid.hasHeightForWidth() else 0
        if wanted != self.minimumHeight():
            self.setMinimumHeight(max(wanted, 0))

    def texts(self) -> list[str]:
        """All that is said, in order."""
        return [one.text() for one in self._labels]
