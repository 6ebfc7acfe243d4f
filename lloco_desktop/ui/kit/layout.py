"""Small layout helpers: hairlines, labels, and rows that wrap like words in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QWidget


def hairline(parent: QWidget | None = None) -> QFrame:
    """A one-pixel line across."""
    line = QFrame(parent)
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of a role, showing plain text only: what it shows may come from a document."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change the look that the style sheet gives a widget."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_flush(widget: QWidget, *, on: bool) -> None:
    """Whether the words of a button without an edge begin where it begins."""
    if bool(widget.property("flush")) is not on:
        widget.setProperty("flush", on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit; the whole text is its tooltip."""

    def __init__(
        self, text: str = "", role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = ""
        self._mode = mode
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self._elide()
        self.updateGeometry()

    def full_text(self) -> str:
        """The text before it was cut."""
        return self._full

    def minimumSizeHint(self) -> QSize:
        """May shrink to almost nothing."""
        return QSize(20, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Wants room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut again."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(self.width(), 20))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class FlowRow(QWidget):
    """Places its widgets in rows like words in a paragraph, a new row where the next does not fit.

    A widget and not a `QLayout`: Qt asks a layout for items until it gets none, and PySide takes a reference
    from None for every None that a Python layout answers, until the process ends (seen with 6.12).
    """

    def __init__(self, spacing: int = 6) -> None:
        super().__init__()
        self._spacing = spacing
        self._widgets: list[QWidget] = []
        # Not fixed: Qt would keep to the height of one row, whatever `heightForWidth` says.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        widget.setParent(self)
        self._widgets.append(widget)
        widget.show()
        self._changed()

    def show_only(self, widgets: Sequence[QWidget]) -> None:
        """These in this order; others that it had are kept for later and hidden."""
        for widget in self._widgets:
            if widget not in widgets:
                widget.hide()
        self._widgets = list(widgets)
        for number, widget in enumerate(self._widgets):
            widget.setParent(self)
            if widget.property("role") == "link":  # its words stand in line with what is above
                set_flush(widget, on=number == 0)
            widget.show()
        self._changed()

    def clear(self) -> None:
        """Remove all widgets."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets = []
        self._changed()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """All in one row."""
        hints = [widget.sizeHint() for widget in self._widgets]
        width = sum(hint.width() + self._spacing for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its widest widget, which is then cut."""
        return QSize(40, max((widget.sizeHint().height() for widget in self._widgets), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widgets anew."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def _changed(self) -> None:
        self.updateGeometry()
        self._place(self.width(), move=True)

    def _place(self, room: int, *, move: bool) -> int:
        x = y = row_height = 0
        for widget in self._widgets:
            hint = widget.sizeHint()
            width = min(hint.width(), room) if room > 0 else hint.width()
            if x > 0 and x + width > room:
                x, y, row_height = 0, y + row_height + self._spacing, 0
            if move:
                place = QRect(x, y, width, hint.height())
                widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
            x += width + self._spacing
            row_height = max(row_height, hint.height())
        return y + row_height
