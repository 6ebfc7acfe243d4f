"""One backbone that can be got: what it is and takes, whether it fits here, and getting it in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings import offer_words
from lloco_desktop.ui.settings.backbone_words import FACTS_WIDTH
from lloco_desktop.ui.settings.get_panel import GetPanel
from lloco_desktop.ui.settings.job_strip import JobStrip
from lloco_desktop.ui.settings.rows import Card, leading
from lloco_desktop.workflows.hub_desk import Offer, OfferState


class OfferCard(Card):
    """Shows one `Offer`; the same card as it comes, so that nothing jumps.

    Signals:
        get_wanted(OfferCard): the panel is to ask. agreed(OfferCard): get it.
        go_on_wanted(OfferCard), remove_wanted(OfferCard): of what has come. token_wanted().
    """

    get_wanted = Signal(object)
    agreed = Signal(object)
    go_on_wanted = Signal(object)
    remove_wanted = Signal(object)
    token_wanted = Signal()

    def __init__(self, offer: Offer, services: Services) -> None:
        super().__init__()
        self.offer = offer
        title = offer.preset.title
        self.name = label(title, "heading", wrap=True)
        self.mark = label(self.tr("Recommended here"), "badge")
        self.get_button = TextButton(self.tr("Get…"))
        self.get_button.setAccessibleName(self.tr("Get {name}").format(name=title))
        self.go_on_button = TextButton(self.tr("Go on"))
        self.go_on_button.setAccessibleName(self.tr("Go on with {name}").format(name=title))
        self.about = label(offer.preset.about, "soft", wrap=True)
        self.short = label(role="soft", wrap=True)
        self.fit = label(wrap=True)
        self.problem = label(role="attention-text", wrap=True)
        self.strip = JobStrip(services, self.tr("Download of {name}").format(name=title))
        self.panel = GetPanel()
        self.details_button = TextButton(self.tr("Details"), role="link")
        self.details_button.setAccessibleName(self.tr("Details of {name}").format(name=title))
        self.remove_button = TextButton(self.tr("Delete what has come"), role="link")
        self.details = Facts()
        self.details.set_first_column(FACTS_WIDTH)
        self.details.hide()
        self._lay_out()
        self.get_button.clicked.connect(lambda: self.get_wanted.emit(self))
        self.go_on_button.clicked.connect(lambda: self.go_on_wanted.emit(self))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self))
        self.details_button.clicked.connect(self._toggle_details)
        self.panel.agreed.connect(lambda: self.agreed.emit(self))
        self.panel.token_wanted.connect(self.token_wanted)
        self.panel.left.connect(self._left)
        self.show_offer(offer)

    def _lay_out(self) -> None:
        self.name.setMinimumHeight(self.get_button.sizeHint().height())  # also while there is no button
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.name, 1)
        for one in (self.mark, self.get_button, self.go_on_button):
            top.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(top)
        for widget in (self.about, self.short, self.fit, self.problem, self.strip, self.panel):
            self.column.addWidget(widget)
        self.column.addLayout(leading(self.details_button, self.remove_button))
        self.column.addWidget(self.details)

    def show_offer(self, offer: Offer) -> None:
        """Show how it stands now."""
        self.offer = offer
        self.mark.setVisible(offer.recommended)
        self.get_button.setVisible(offer.state is OfferState.ABSENT and self.panel.isHidden())
        self.go_on_button.setVisible(offer.state is OfferState.INCOMPLETE)
        self.remove_button.setVisible(offer.state is OfferState.INCOMPLETE)
        self.short.setText(offer_words.in_short(offer))
        self.fit.setText(offer.fit.sentence)
        set_role(self.fit, "attention-text" if offer_words.is_doubtful(offer.fit) else "")
        self.say_problem(offer.problem or "")
        if offer.state is OfferState.COMING:
            self.panel.leave()
        else:
            self.strip.clear()
        if not self.details.isHidden():
            self.details.show_facts(offer_words.facts_of_offer(offer))

    def show_work(self, seen: WorkSeen) -> None:
        """Show how far its job is."""
        self.strip.show_work(seen)
        if not seen.job.state.is_final:
            self.say_problem("")
            for widget in (self.get_button, self.go_on_button, self.remove_button):
                widget.hide()

    def ask(self, *, has_token: bool) -> None:
        """Ask whether to get it."""
        self.panel.ask(self.offer, has_token=has_token)
        self.get_button.hide()

    def _left(self) -> None:
        self.show_offer(self.offer)
        if not self.get_button.isHidden():
            self.get_button.setFocus()

    def first_button(self) -> TextButton:
        """What the keyboard comes to first."""
        shown = (self.get_button, self.go_on_button, self.strip.pause_button)
        return next((one for one in shown if not one.isHidden()), self.details_button)

    def say_problem(self, sentence: str) -> None:
        """Why it was not got; empty where there is nothing to say."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _toggle_details(self) -> None:
        if self.details.isHidden():
            self.details.show_facts(offer_words.facts_of_offer(self.offer))
        self.details.setVisible(self.details.isHidden())
        hidden = self.details.isHidden()
        self.details_button.setText(self.tr("Details") if hidden else self.tr("Hide the details"))
