"""The libraries above, the conversations below: as tall as they need until the user says otherwise."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QWidget

from lloco_desktop.ui.chat.conversation_panel import ConversationPanel

LEAST = 96  # of each part: its heading and a row
SHARE = 0.45  # of the height that libraries may always take; more where the conversations leave it
SETTLE_MS = 120  # another library's conversations come in two steps: none, then what was read


class SideSplit(QSplitter):
    """Two parts with a hairline between them that can be moved."""

    def __init__(self, libraries: QWidget, rows: QAbstractItemView, conversations: ConversationPanel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._libraries = libraries
        self._rows = rows
        self._conversations = conversations
        self._below: int | None = None  # the height that the conversations need
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
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._conversations_changed)
        chats = conversations.model
        for changed in (chats.modelReset, chats.rowsInserted, chats.rowsRemoved):
            changed.connect(self._settling.start)

    def fit(self) -> None:
        """Give the libraries what their rows need: their share, or all that the conversations leave."""
        if self._is_chosen or self.height() <= 0:
            return
        if self._below is None:
            self._below = self._needed(self._conversations, self._conversations.view)
        below = max(self._below, self._conversations.minimumSizeHint().height())  # its sentence wraps
        most = max(round(SHARE * self.height()), self.height() - below - self.handleWidth())
        above = max(min(self._needed(self._libraries, self._rows), most), LEAST)
        self.setSizes([above, max(self.height() - above, LEAST)])

    def _needed(self, part: QWidget, rows: QAbstractItemView) -> int:
        # Hints, not heights: before the first layout those are anything.
        around = part.sizeHint().height() - rows.sizeHint().height()
        needed = around + 4
        for row in range(rows.model().rowCount()):
            needed += rows.sizeHintForRow(row)
            if needed > self.height():  # there may be thousands
                break
        return needed

    def _conversations_changed(self) -> None:
        if (
            self._conversations.field.isHidden()
        ):  # what a search finds moves nothing under the hands that type
            self._below = None
            self.fit()

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
