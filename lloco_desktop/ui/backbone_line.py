"""The left column's last line: the backbone and the device in use; click for why."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout, QWidget

from lloco_desktop.ui.kit.elided_button import ElidedButton
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from lloco_desktop.ui.services import BackboneStatus, Readiness


class BackbonePopover(QFrame):
    """What the backbone is and why it runs where it runs."""

    def __init__(self, status: BackboneStatus, heading: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(SPACE_2)
        column.addWidget(label(heading, "strong"))
        if status.reason:
            column.addWidget(label(status.reason, "soft", wrap=True))
        if status.facts:
            form = QFormLayout()
            form.setHorizontalSpacing(SPACE_3)
            form.setVerticalSpacing(SPACE_1)
            for what, value in status.facts:
                form.addRow(label(what, "small"), label(value, wrap=True))
            column.addLayout(form)
        self.change_button = TextButton(self.tr("Change…"), role="link")
        column.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeading)


class BackboneLine(QWidget):
    """One quiet button that says what answers are made with.

    Signals:
        backbones_wanted(): change it.
    """

    backbones_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = BackboneStatus(Readiness.LOADING)
        self.button = ElidedButton("", role="quiet", icon_name="processor")
        self.button.clicked.connect(self.open_popover)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_2)
        column.addWidget(self.button)
        self.show_status(self._status)

    def show_status(self, status: BackboneStatus) -> None:
        """Show the backbone's state."""
        self._status = status
        self.button.setText(self.text())
        short = status.readiness.can_answer  # where it computes, or that it rests, stands behind the name
        self.button.keep_end(self.text().removeprefix(status.name) if short else "")
        self.button.setAccessibleName(self.tr("Backbone: {state}").format(state=self.text()))
        self.button.set_icon(
            "alert" if status.readiness in (Readiness.NONE, Readiness.FAILED) else "processor"
        )

    def text(self) -> str:
        """The line."""
        status = self._status
        match status.readiness:
            case Readiness.NONE:
                return self.tr("No backbone")
            case Readiness.LOADING:
                return (
                    self.tr("Loading {name}…").format(name=status.name)
                    if status.name
                    else self.tr("Loading…")
                )
            case Readiness.FAILED:
                return self.tr("{name} cannot be used").format(name=status.name or self.tr("The backbone"))
            case Readiness.RESTING:
                return self.tr("{name} · resting").format(name=status.name)
            case Readiness.READY:
                return f"{status.name} · {status.device}"

    def open_popover(self) -> BackbonePopover:
        """Show why, above the line."""
        popover = BackbonePopover(self._status, self.text(), self)
        popover.change_button.clicked.connect(popover.close)
        popover.change_button.clicked.connect(self.backbones_wanted)
        popover.adjustSize()
        popover.move(self.button.mapToGlobal(QPoint(0, -popover.sizeHint().height() - SPACE_1)))
        popover.show()
        return popover
