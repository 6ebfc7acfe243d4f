"""A change of backbone, seen from the window: what it costs first, then the change, then how it went."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.settings import BackboneChoice
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.rows import bring_into_view, leading
from lloco_desktop.workflows.switching import SwitchCost

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class ChangePanel(QFrame):
    """Says in place what a change would cost, and how it goes.

    Signals:
        confirmed(): go on. put_off(): when learning has ended. given_up(): leave it.
    """

    confirmed = Signal()
    put_off = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text = label(wrap=True)
        self.go_button = TextButton(self.tr("Change it"), role="primary")
        self.later_button = TextButton(self.tr("Change it when learning has ended"))
        self.leave_button = TextButton(self.tr("Leave it"))
        self.go_button.clicked.connect(self.confirmed)
        self.later_button.clicked.connect(self.put_off)
        self.leave_button.clicked.connect(self.given_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addLayout(leading(self.go_button, self.later_button, self.leave_button))
        self.hide()

    def say(
        self, sentence: str, *, go: bool = False, later: bool = False, leave: bool = False, bad: bool = False
    ) -> None:
        """Show a sentence with the buttons that make sense beside it."""
        set_role(self, "notice-attention" if bad else "notice")
        self.text.setText(sentence)
        self.go_button.setVisible(go)
        self.later_button.setVisible(later)
        self.leave_button.setVisible(leave)
        self.show()
        bring_into_view(self)
        if go or later or leave:
            (self.go_button if go else self.leave_button).setFocus()


class Switching(QObject):
    """One change at a time.

    Signals:
        settled(): it was made, put off or left; what is shown as set is to be read anew.
    """

    settled = Signal()

    def __init__(self, services: Services, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._choice: BackboneChoice | None = None
        self._panel: ChangePanel | None = None
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether a change is being asked about or made."""
        return self._choice is not None

    def serve(self, panel: ChangePanel) -> None:
        """Let a panel ask."""
        panel.confirmed.connect(self._go)
        panel.put_off.connect(self._put_off)
        panel.given_up.connect(self._leave)

    def want(self, choice: BackboneChoice, panel: ChangePanel) -> None:
        """The user chose: find out what that would cost, and say so in the panel."""
        if self._panel is not None and self._panel is not panel:
            self._panel.hide()
        self._choice, self._panel = choice, panel
        self._background.run(
            self, lambda: self._services.preferences.cost(choice), self._costed, self._refused
        )

    def _costed(self, cost: SwitchCost) -> None:
        panel = self._panel
        if panel is None or self._choice is None:
            return
        if cost.problem:
            self._refused(LlocoError(cost.problem))
        elif cost.same:
            self._close()
        elif cost.learning:
            panel.say(being_learned(cost.learning), later=True, leave=True)
        elif cost.without_summaries:
            panel.say(summaries_anew(cost), go=True, leave=True)
        else:
            self._go()

    def _go(self) -> None:
        if self._choice is not None and self._panel is not None:
            self._panel.say(self.tr("It is being loaded. Until it is there, answers are quotes."))
            self._services.preferences.use(self._choice, self._mailbox.post)

    def _ended(self, outcomes: list[Exception | None]) -> None:
        error = outcomes[-1]
        if error is None:
            self._close()
        elif isinstance(error, LlocoError):
            self._refused(error)
        elif not isinstance(error, Cancelled):
            log.error("another backbone could not be used", exc_info=error)
            self._refused(
                LlocoError(
                    self.tr("It could not be loaded ({kind}). The one from before is in use.").format(
                        kind=type(error).__name__
                    )
                )
            )
        else:
            self._close()

    def _put_off(self) -> None:
        try:
            self._services.preferences.change(waiting=self._choice)
        except LlocoError as error:
            self._refused(error)
            return
        self._close()

    def _leave(self) -> None:
        self._close()

    def _refused(self, error: LlocoError) -> None:
        if self._panel is not None:
            self._panel.say(str(error), bad=True)
        self._choice = None
        self.settled.emit()

    def _close(self) -> None:
        if self._panel is not None:
            self._panel.hide()
        self._choice = self._panel = None
        self.settled.emit()


def summaries_anew(cost: SwitchCost) -> str:
    """What has to be made again, and what stays."""
    return translate(
        "switching",
        "Summaries of %n document(s) will be made again in the background; until then answers are quotes. "
        "The present summaries are kept, so that going back costs nothing.",
        None,
        cost.without_summaries,
    )


def being_learned(names: tuple[str, ...]) -> str:
    """Why nothing can be changed now."""
    return translate(
        "switching",
        "“{name}” is being learned with the present backbone, which has to stay the same until that has "
        "ended. The change can wait for that, also over the next start.",
    ).format(name=names[0])
