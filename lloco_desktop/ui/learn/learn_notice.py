"""Lines above the learning page: what went wrong, and that documents have changed since."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learning import Learned


class ProblemBar(QWidget):
    """One sentence until it is put away.

    Signals:
        dismissed()
    """

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.frame = QFrame()
        self.text = label(wrap=True)
        self.close_button = IconButton("close", self.tr("Dismiss"))
        self.close_button.clicked.connect(self._dismiss)
        line = QHBoxLayout(self.frame)
        line.setContentsMargins(SPACE_3, SPACE_1, SPACE_1, SPACE_1)
        line.addWidget(self.text, 1)
        line.addWidget(self.close_button)
        around = QVBoxLayout(self)
        around.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, 0)
        around.addWidget(self.frame)
        self.put_away()

    def show_problem(self, sentence: str) -> None:
        """Something could not be done."""
        self._say(sentence, "notice-attention")

    def show_news(self, sentence: str) -> None:
        """Something was done that cannot be seen here."""
        self._say(sentence, "notice")

    def put_away(self) -> None:
        """Say nothing."""
        self.hide()

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.frame, role)
        self.text.setText(sentence)
        self.show()

    def _dismiss(self) -> None:
        self.put_away()
        self.dismissed.emit()


class AgainBar(QWidget):
    """From how many documents was learned, and the offer to learn again.

    Signals:
        again_wanted(earlier: bool): learn again; from the version that exists where `earlier`.
    """

    again_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.text = label(role="strong", wrap=True)
        self.on_button = TextButton(self.tr("Learn again…"))
        self.fresh_button = TextButton(self.tr("Learn again…"), icon_name="learn")
        self.on_button.clicked.connect(lambda: self.again_wanted.emit(True))
        self.fresh_button.clicked.connect(lambda: self.again_wanted.emit(False))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.on_button)
        buttons.addWidget(self.fresh_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addLayout(buttons)

    def show_learned(self, learned: Learned, *, may_learn: bool) -> None:
        """Say how the documents and what was learned from them stand to each other."""
        self.text.setText(learn_words.again_line(learned))
        base = learned.version(learned.active) or learned.versions[0]
        self.on_button.setText(self.tr("Learn again from version {n}…").format(n=base.adapter.version))
        self.on_button.setAccessibleName(self.on_button.text())
        self.on_button.setVisible(learned.has_changed and may_learn)
        self.fresh_button.setVisible(may_learn)
