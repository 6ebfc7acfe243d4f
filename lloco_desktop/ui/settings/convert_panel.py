"""What stands before pickles are written anew: why, what it takes, and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.settings.rows import Agreement, bring_into_view, leading


class ConvertPanel(QFrame):
    """Asks in place.

    Signals:
        agreed(bool): convert them; whether the old files stay.
    """

    agreed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text = label(wrap=True)
        self.delete = Agreement(self.tr("Delete the old files when the new ones have been checked"))
        self.go_button = TextButton(self.tr("Convert"), role="primary")
        self.leave_button = TextButton(self.tr("Leave it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addWidget(self.delete)
        column.addLayout(leading(self.go_button, self.leave_button))
        self.go_button.clicked.connect(self._go)
        self.leave_button.clicked.connect(self.hide)
        self.hide()

    def ask(self, size: int) -> None:
        """Whether to convert so many bytes."""
        self.text.setText(
            self.tr(
                "Its weights are pickles, an old form that could carry programs and is loaded slowly. They "
                "can be written anew as safetensors, with the very same numbers. That takes {size} of the "
                "disk beside the old files."
            ).format(size=words.size(size))
        )
        self.delete.take_back()
        self.show()
        bring_into_view(self)
        self.go_button.setFocus()

    def _go(self) -> None:
        self.hide()
        self.agreed.emit(not self.delete.is_given)
