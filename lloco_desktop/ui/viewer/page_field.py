"""Which page is read, and the way to another by its number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1


class NumberEdit(QLineEdit):
    """A short field; Esc gives back what stood there.

    Signals:
        left(): Esc was pressed.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc belongs to the field as long as something was typed."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PageField(QWidget):
    """“12 of 340”, where the 12 can be written over.

    Signals:
        chosen(int): go to this page (1-based).
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = self._count = 0
        self.edit = NumberEdit()
        self.edit.setProperty("role", "number")
        self.edit.setAccessibleName(self.tr("Page number"))
        self.edit.setToolTip(self.tr("Type a number and press Enter to go to that page"))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before, self.after = label(role="small"), label(role="small")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1)
        for widget in (self.before, self.edit, self.after):
            line.addWidget(widget)
        self.edit.returnPressed.connect(self._entered)
        self.edit.editingFinished.connect(self._show)
        self.edit.left.connect(self._show)
        self.show_page(0, 0)

    def show_page(self, page: int, count: int) -> None:
        """Say which page of how many is read."""
        if count != self._count or not self.edit.text():
            self._count = count
            before, _field, after = self.tr("{page} of {all}").partition("{page}")
            self.before.setText(before.strip())
            self.after.setText(after.format(all=words.number(count)).strip())
            self.before.setVisible(bool(self.before.text()))
            self.edit.setValidator(QIntValidator(1, 9_999_999, self.edit))
            room = self.edit.fontMetrics().horizontalAdvance("0" * max(len(str(count)), 2))
            self.edit.setFixedWidth(room + 20)
        self._page = page
        if not self.edit.isModified():
            self._show()
        self.setEnabled(count > 0)

    def _entered(self) -> None:
        typed = self.edit.text()
        self.edit.setModified(False)
        if typed.isdigit():
            self.chosen.emit(min(max(int(typed), 1), self._count))
        self._show()
        self.edit.selectAll()

    def _show(self) -> None:
        self.edit.setText(str(self._page) if self._page else "")
        self.edit.setModified(False)
