"""Backbones to get: a card for each that is not here yet, and the jobs that bring them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_3
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings.offer_card import OfferCard
from lloco_desktop.ui.settings.rows import Group, bring_into_view
from lloco_desktop.workflows.hub_desk import Offer, OfferState

SHOWN = (OfferState.ABSENT, OfferState.COMING, OfferState.INCOMPLETE)


class OffersPart(Group):
    """What can be got.

    Signals:
        changed(offers): they were read anew. token_wanted(): the place where a token is kept.
    """

    changed = Signal(object)
    token_wanted = Signal()

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__(heading=self.tr("More backbones"))
        self._services = services
        self._background = background
        self.cards: dict[str, OfferCard] = {}
        self.offers: list[Offer] = []
        self._seen: dict[int, WorkSeen] = {}
        self._ticked: dict[str, tuple[list[str], bool]] = {}  # adapters, and whether originals are kept
        self._installed: set[Path] = set()
        self.has_token = False
        self.about = label(
            self.tr(
                "Larger ones answer better and want more of the machine. They are downloaded only when you "
                "say so, and nothing of yours is sent."
            ),
            "soft",
            wrap=True,
        )
        self.best = label(wrap=True)
        self.best.hide()
        self.problem = label(role="attention-text", wrap=True)
        self.problem.hide()
        self.list = QVBoxLayout()
        self.list.setSpacing(SPACE_3)
        for widget in (self.about, self.best, self.problem):
            self.column.addWidget(widget)
        self.column.addLayout(self.list)
        self.column.setSpacing(SPACE_3)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read all of it anew."""
        self._background.run(self, self._services.hub.offers, self._show, self._failed)

    def _show(self, offers: list[Offer]) -> None:
        self.offers = offers
        self._say_problem("")
        wanted = {
            one.preset.key: one
            for one in offers
            if one.state in SHOWN and one.preset.repository and one.folder not in self._installed
        }
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            self.list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for key, offer in wanted.items():
            if key in self.cards:
                self.cards[key].show_offer(offer)
            else:
                self._add(offer)
            self._show_known_work(offer)
        self.setVisible(bool(wanted))
        self._say_best(offers)
        self.changed.emit(offers)

    def _add(self, offer: Offer) -> None:
        card = OfferCard(offer, self._services)
        self.cards[offer.preset.key] = card
        card.get_wanted.connect(self._ask)
        card.agreed.connect(self._get)
        card.go_on_wanted.connect(self._go_on)
        card.remove_wanted.connect(self._remove)
        card.token_wanted.connect(self.token_wanted)
        self.list.addWidget(card)

    def _show_known_work(self, offer: Offer) -> None:
        """What was heard of its job before the offer named it; or at least that there is one."""
        if offer.job is None:
            return
        seen = self._seen.get(offer.job)
        job = next((one for one in self._services.jobs() if one.id == offer.job), None)
        if seen is not None or job is not None:
            self.cards[offer.preset.key].show_work(seen or WorkSeen(job))  # type: ignore[arg-type]

    def _say_best(self, offers: list[Offer]) -> None:
        """The recommended one, where its card is not among these."""
        best = next((one for one in offers if one.recommended), None)
        here = best is not None and best.preset.key not in self.cards
        if best is not None and here:
            self.best.setText(
                self.tr("{name}, which is here already, is recommended for this machine. {why}").format(
                    name=best.preset.title, why=best.fit.sentence
                )
            )
        self.best.setVisible(here)

    def bring_into_view(self) -> None:
        """Scroll to them, and give them the keyboard."""
        first = next(iter(self.cards.values()), None)
        if first is not None:
            first.first_button().setFocus()
            bring_into_view(self, whole=True)

    def hear(self, seen: WorkSeen) -> None:
        """A job says something."""
        job = seen.job
        if job.kind is not JobKind.DOWNLOAD:
            return
        if job.state.is_final:
            self._seen.pop(job.id, None)
        else:
            self._seen[job.id] = seen
        card = next((one for one in self.cards.values() if one.offer.job == job.id), None)
        if card is not None:
            card.show_work(seen)
        if self.isVisible() and card is None and not job.state.is_final:
            self.refresh()  # one that was begun elsewhere

    def know_installed(self, folders: set[Path]) -> None:
        """What has a card among the installed ones has none here, also while adapters come for it."""
        if folders != self._installed:
            self._installed = folders
            if self.offers:
                self._show(self.offers)

    def know_token(self, there: bool) -> None:
        """Whether a token is kept; an open question is asked anew."""
        changed, self.has_token = self.has_token is not there, there
        for card in self.cards.values():
            if changed and not card.panel.isHidden():
                card.ask(has_token=there)

    # --- what is done --------------------------------------------------------------------

    def _ask(self, card: OfferCard) -> None:
        for other in self.cards.values():
            if other is not card:
                other.panel.leave()
        card.ask(has_token=self.has_token)

    def _get(self, card: OfferCard) -> None:
        panel, preset = card.panel, card.offer.preset
        accepted = panel.terms_accepted or not preset.terms.accept
        adapters = [one.name for one in preset.adapters] if panel.adapters.is_given else []
        keep = panel.originals.is_given
        panel.leave()
        self._ticked[preset.key] = adapters, keep
        self._begin(
            card,
            lambda: self._services.hub.get(
                preset.key, terms_accepted=accepted, keep_originals=keep, adapters=adapters
            ),
        )

    def _go_on(self, card: OfferCard) -> None:
        """What has come could only come after the licence was accepted."""
        key = card.offer.preset.key
        adapters, keep = self._ticked.get(key, ([], False))
        self._begin(
            card,
            lambda: self._services.hub.get(key, terms_accepted=True, keep_originals=keep, adapters=adapters),
        )

    def _begin(self, card: OfferCard, work: Callable[[], Job]) -> None:
        card.say_problem("")
        card.get_button.setEnabled(False)
        card.go_on_button.setEnabled(False)

        def settled() -> None:
            card.get_button.setEnabled(True)
            card.go_on_button.setEnabled(True)

        def begun(job: Job) -> None:
            settled()
            card.show_work(WorkSeen(job))
            card.first_button().setFocus()
            self.refresh()

        def failed(error: LlocoError) -> None:
            settled()
            card.say_problem(str(error))

        self._background.run(card, work, begun, failed)

    def _remove(self, card: OfferCard) -> None:
        offer = card.offer
        if confirmed(
            self,
            self.tr("Delete what has come"),
            self.tr("Delete what has come of “{name}”?").format(name=offer.preset.title),
            self.tr("{size} would have to be downloaded again.").format(size=words.size(offer.come)),
            self.tr("Delete"),
            self.tr("Keep it"),
        ):
            self._background.run(
                card,
                lambda: self._services.hub.remove(offer.preset.key),
                lambda _none: self.refresh(),
                lambda error: card.say_problem(str(error)),
            )

    def _failed(self, error: LlocoError) -> None:
        self._say_problem(str(error))

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
