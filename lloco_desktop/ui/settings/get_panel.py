"""What stands before a download: room on the disk, the licence to accept, what comes along."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from lloco_desktop.fitting.verdict import Verdict
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.settings import offer_words
from lloco_desktop.ui.settings.rows import Agreement, bring_into_view, leading
from lloco_desktop.workflows.hub_desk import Offer, OfferState


class GetPanel(QFrame):
    """Asks in place.

    Signals:
        agreed(): get it, with what is ticked. token_wanted(): the place where a token is kept.
        left(): it is not asked any more.
    """

    agreed = Signal()
    token_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._offer: Offer | None = None
        self.misfit = label(role="attention-text", wrap=True)
        self.room = label(wrap=True)
        self.token = label(wrap=True)
        self.token_button = TextButton(self.tr("To the token"), role="link")
        self.licence_button = TextButton(self.tr("Read the licence"), role="link")
        self.accept = Agreement()
        self.adapters = Agreement()
        self.originals = Agreement(self.tr("Keep the files as they were published, too"))
        self.go_button = TextButton(self.tr("Get it"), role="primary")
        self.leave_button = TextButton(self.tr("Leave it"))
        self._lay_out()
        self.accept.toggled.connect(lambda _on: self._weigh())
        self.adapters.toggled.connect(lambda _on: self._weigh())
        self.originals.toggled.connect(lambda _on: self._weigh())
        self.licence_button.clicked.connect(self._read)
        self.token_button.clicked.connect(self.token_wanted)
        self.go_button.clicked.connect(self.agreed)
        self.leave_button.clicked.connect(self.leave)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.misfit)
        column.addWidget(self.room)
        column.addWidget(self.token)
        column.addLayout(leading(self.token_button))
        column.addWidget(self.adapters)
        column.addWidget(self.originals)
        column.addLayout(leading(self.licence_button))
        column.addWidget(self.accept)
        column.addLayout(leading(self.go_button, self.leave_button))

    @property
    def terms_accepted(self) -> bool:
        """Whether the licence was accepted, or wants no acceptance."""
        return self.accept.is_given

    def ask(self, offer: Offer, *, has_token: bool) -> None:
        """Ask whether to get this."""
        preset = offer.preset
        self._offer = offer
        too_large = offer.fit.verdict is Verdict.TOO_LARGE
        self.misfit.setText(
            self.tr("It does not fit this machine, so that it could be downloaded but not used here.")
        )
        self.misfit.setVisible(too_large)
        lacks_token = preset.gated and not has_token
        self.token.setText(
            self.tr(
                "Its makers only give it to accounts that asked them for it. Ask there, then keep a token "
                "of your account below."
            )
        )
        self.token.setVisible(lacks_token)
        self.token_button.setVisible(lacks_token)
        wants_terms = bool(preset.terms.accept)
        self.licence_button.setVisible(bool(preset.terms.address))
        self.licence_button.setToolTip(preset.terms.address)
        self.accept.setVisible(wants_terms)
        self.accept.ask(preset.terms.accept)
        self.adapters.setVisible(bool(preset.adapters))
        self.adapters.ask(self._adapters_text(offer))
        self.originals.setVisible(offer_words.has_pickles(preset))
        set_role(self, "notice-attention" if too_large or lacks_token else "notice")
        self._weigh()
        self.show()
        bring_into_view(self)
        (self.accept if wants_terms else self.go_button).setFocus()

    def leave(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _adapters_text(self, offer: Offer) -> str:
        adapters = offer.preset.adapters
        size = offer_words.total([file for one in adapters for file in one.files])
        text = self.tr("With the %n adapter(s) that were published for it", "", len(adapters))
        return text if size is None else f"{text} ({words.size(size)})"

    def _weigh(self) -> None:
        """What the ticks come to."""
        if self._offer is None:
            return
        sentence, enough = offer_words.room(
            self._offer, keep_originals=self.originals.is_given, adapters=self.adapters.is_given
        )
        self.room.setText(sentence)
        set_role(self.room, "" if enough else "attention-text")
        accepted = not self._offer.preset.terms.accept or self.accept.is_given
        self.go_button.setEnabled(enough and accepted)
        goes_on = self._offer.state is OfferState.INCOMPLETE
        self.go_button.setText(self.tr("Go on with it") if goes_on else self.tr("Get it"))

    def _read(self) -> None:
        if self._offer is not None:
            QDesktopServices.openUrl(QUrl(self._offer.preset.terms.address))
