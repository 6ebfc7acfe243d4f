"""A box to type a question into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

LINES = (1, 7)  # least and most lines the box shows before it scrolls


class QuestionBox(QPlainTextEdit):
    """Grows with what is typed. Enter sends, Shift+Enter begins a new line.

    Signals:
        entered(), focused(bool)
    """

    entered = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "question")
        self.setAcceptDrops(False)  # files dropped here are imported like anywhere else
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the frame about the keyboard's coming and going."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.PolishRequest):
            self._fit()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.height())

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), LINES[0]), LINES[1])
        height = lines * self.fontMetrics().lineSpacing() + 8
        all_shown = self.document().size().height() <= LINES[1]
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if all_shown else policy.ScrollBarAsNeeded)
        if height != self.height():
            self.setFixedHeight(height)
