"""The libraries above, the conversations below: as tall as they need until the user says otherwise."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QWidget

LEAST = 96  # of each part: its heading and a row
MOST_SHARE = 0.45  # of the height that libraries take unless they are given more


class SideSplit(QSplitter):
    """Two parts with a hairline between them that can be moved."""

    def __init__(self, libraries: QWidget, rows: QAbstractItemView, conversations: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._libraries = libraries
        self._rows = rows
        self._is_chosen = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in (libraries, conversations):
            part.setMinimumHeight(LEAST)
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._moved)
        model = rows.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.fit)
        libraries.installEventFilter(self)

    def fit(self) -> None:
        """Give the libraries what their rows need, and no more than their share."""
        if self._is_chosen or self.height() <= 0:
            return
        # Hints, not heights: before the first layout those are anything.
        around = self._libraries.sizeHint().height() - self._rows.sizeHint().height()
        needed = around + self._rows.sizeHintForRow(0) * self._rows.model().rowCount() + 4
        above = max(min(needed, round(MOST_SHARE * self.height())), LEAST)
        self.setSizes([above, max(self.height() - above, LEAST)])

    def keep(self) -> QByteArray | None:
        """How the user left it; None where it fits itself."""
        return self.saveState() if self._is_chosen else None

    def recall(self, state: QByteArray | None) -> None:
        """As `keep` gave it."""
        if state is not None and self.restoreState(state):
            self._is_chosen = True

    def _moved(self) -> None:
        self._is_chosen = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field or a sentence came above the rows, or went: they keep their room."""
        if watched is self._libraries and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height."""
        super().resizeEvent(event)
        self.fit()
