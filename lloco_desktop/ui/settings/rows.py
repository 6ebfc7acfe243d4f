"""What the sections are put together from: a setting with its line, a choice, a switch, a heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.choice import Choice
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6

Value = TypeVar("Value")
NUMBER_WIDTH = 72


class Row(QWidget):
    """One setting: its name, what it does and costs, and the control below or beside."""

    def __init__(self, title: str, hint: str, control: QWidget | None = None) -> None:
        super().__init__()
        self.title = label(title, "strong", wrap=True)
        self.hint = label(hint, "soft", wrap=True)
        self.problem = label(role="attention", wrap=True)
        self.problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_1)
        self.column.addWidget(self.title)
        self.column.addWidget(self.hint)
        self.body = QVBoxLayout()  # what the setting is changed with
        self.body.setContentsMargins(0, SPACE_1, 0, 0)
        self.body.setSpacing(SPACE_2)
        self.column.addLayout(self.body)
        self.column.addWidget(self.problem)
        if control is not None:
            self.add(control)
            control.setAccessibleDescription(hint)

    def add(self, *widgets: QWidget) -> None:
        """Add controls side by side, below."""
        self.body.addLayout(leading(*widgets))

    def put(self, *widgets: QWidget) -> None:
        """Add widgets of the whole width, below each other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def say_problem(self, sentence: str) -> None:
        """Why the last change was not made; empty when it was."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def say_hint(self, hint: str) -> None:
        """Another line."""
        self.hint.setText(hint)


class Switch(QCheckBox):
    """On or off."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "form")
        self.setAccessibleName(text)


class Agreement(QWidget):
    """A sentence that is agreed to, of as many lines as it needs; a click on it counts, too.

    Signals:
        toggled(bool): it was agreed to, or not any more.
    """

    toggled = Signal(bool)

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setProperty("role", "bare")
        self.text = label(wrap=True)
        self.text.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(self.toggled)
        self.ask(sentence)

    def take_back(self) -> None:
        """Not agreed to."""
        self.box.setChecked(False)

    def ask(self, sentence: str) -> None:
        """Another sentence, not agreed to."""
        self.text.setText(sentence)
        self.box.setAccessibleName(sentence)
        self.box.setToolTip(sentence)
        self.box.setChecked(False)

    @property
    def is_given(self) -> bool:
        """Whether it is agreed to."""
        return self.box.isChecked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sentence is clicked."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.box.toggle()
        return super().eventFilter(watched, event)


class Number(QLineEdit):
    """A whole number within limits; what is no such number gives way to what was set.

    Signals:
        given(int): another one was entered.
    """

    given = Signal(int)

    def __init__(self, name: str, least: int, most: int) -> None:
        super().__init__()
        self._set = least
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(least, most, self))
        self.setFixedWidth(NUMBER_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.editingFinished.connect(self._finished)

    def show_number(self, number: int) -> None:
        """Show what is set, unless another one is being typed."""
        self._set = number
        if not self.hasFocus() or not self.isModified():
            self.setText(str(number))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it with a number that cannot be."""
        super().focusOutEvent(event)
        if not self.hasAcceptableInput():
            self.setText(str(self._set))

    def _finished(self) -> None:
        number = int(self.text())
        self.setModified(False)
        if number != self._set:
            self._set = number
            self.given.emit(number)


class Picker(QObject, Generic[Value]):
    """A `Choice` among values.

    Signals:
        picked(value): the user chose another one.
    """

    picked = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[Value, str]]) -> None:
        super().__init__()
        self.values = [value for value, _ in options]
        self.widget = Choice(name, [text for _, text in options])
        self.setParent(self.widget)
        self._quiet = False
        self.widget.changed.connect(self._changed)

    @property
    def value(self) -> Value:
        """The one that is chosen."""
        return self.values[self.widget.at]

    def show_value(self, value: Value) -> None:
        """Show what is set, which nobody picked."""
        self._quiet = True
        if value in self.values:
            self.widget.choose(self.values.index(value))
        self._quiet = False

    def enable(self, value: Value, *, on: bool, why_not: str = "") -> None:
        """Whether a value can be chosen."""
        button = self.widget.buttons[self.values.index(value)]
        button.setEnabled(on)
        button.setToolTip("" if on else why_not)

    def offer(self, value: Value, *, on: bool) -> None:
        """Whether a value is among the choices at all."""
        self.widget.buttons[self.values.index(value)].setVisible(on)

    def name(self, value: Value, text: str) -> None:
        """Call a value otherwise."""
        button = self.widget.buttons[self.values.index(value)]
        button.setText(text)
        button.setAccessibleName(words.named(self.widget.accessibleName(), text))

    def _changed(self) -> None:
        if not self._quiet:
            self.picked.emit(self.value)


class Group(QWidget):
    """Rows below a heading."""

    def __init__(self, *widgets: QWidget, heading: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_6)
        if heading:
            self.column.addWidget(label(heading, "section"))
        for widget in widgets:
            self.column.addWidget(widget)

    def refresh(self) -> None:
        """Show what is true now; called whenever it is gone to."""


class Card(QFrame):
    """One thing among several, with a quiet ground of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "details")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        self.column.setSpacing(SPACE_2)


def leading(*widgets: QWidget, spacing: int = SPACE_2) -> QHBoxLayout:
    """Side by side, at the leading edge."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    if widgets and widgets[0].property("role") == "link":  # its words stand in line with what is above
        widgets[0].setProperty("flush", True)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


def selectable(text: str, role: str = "") -> QLabel:
    """A label whose text can be copied, also with the keyboard."""
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def bring_into_view(widget: QWidget, *, whole: bool = False) -> None:
    """Scroll to what has just appeared, once it has its place; `whole`: as much of it as has room."""

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is not None and page is not None and whole:
            above.verticalScrollBar().setValue(widget.mapTo(page, QPoint(0, 0)).y())
        elif above is not None:
            above.ensureWidgetVisible(widget, 0, SPACE_6)

    QTimer.singleShot(0, widget, scroll)


def clear(layout: QBoxLayout) -> None:
    """Let go of every widget."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
