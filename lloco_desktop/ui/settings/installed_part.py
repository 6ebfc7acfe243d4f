"""The backbones that are here: which one is used, and what can be done with the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.settings import BackboneChoice
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_3
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings.backbone_card import BackboneCard
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.ui.settings.rows import Group, Row, bring_into_view, clear, leading
from lloco_desktop.ui.settings.switching import ChangePanel, Switching
from lloco_desktop.workflows.hub_desk import Offer


class InstalledPart(Group):
    """A card for each, what waits for learning to end, and the way to add a folder.

    Signals:
        changed(): one was deleted, or something for one is on its way. shown(set[Path]): the folders.
        more_wanted(): to those that can be got.
    """

    changed = Signal()
    shown = Signal(object)
    more_wanted = Signal()

    def __init__(self, services: Services, background: Background, switching: Switching) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._switching = switching
        self._last_folder = ""
        self._offers: dict[Path, Offer] = {}
        self._shown: list[BackboneEntry] | None = None
        self._pointed: Path | None = None  # to be scrolled to as soon as its card is there
        self._wanted: Path | None = None  # to be used likewise
        self.cards: list[BackboneCard] = []
        self.waiting = Row("", "")
        self.forget_button = TextButton(self.tr("Forget that"))
        self.waiting.add(self.forget_button)
        self.waiting.hide()
        self.none = label(
            self.tr("No backbone was found. Until one is added, answers are quotes."), wrap=True
        )
        self.none.hide()
        self.list = QVBoxLayout()
        self.list.setSpacing(SPACE_3)
        self.more_button = TextButton(self.tr("Get another one…"), icon_name="arrow-down")
        self.more_button.hide()
        self.add_button = TextButton(self.tr("Add a folder…"), icon_name="plus")
        self.add_problem = label(role="attention", wrap=True)
        self.add_problem.hide()
        for widget in (self.waiting, self.none):
            self.column.addWidget(widget)
        self.column.addLayout(self.list)
        self.column.addLayout(leading(self.more_button, self.add_button))
        self.column.addWidget(self.add_problem)
        self.more_button.clicked.connect(self.more_wanted)
        self.add_button.clicked.connect(self.add_folder)
        self.forget_button.clicked.connect(self._forget_waiting)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew. What a panel says stays until it is answered."""
        self._show_waiting()
        if not self._switching.busy:
            self._background.run(self, self._services.preferences.backbones, self._show_backbones)

    def _show_waiting(self) -> None:
        waiting = self._services.preferences.now().waiting
        self.waiting.setVisible(waiting is not None)
        if waiting is not None:
            self.waiting.title.setText(
                self.tr("{name} when learning has ended").format(name=Path(waiting.backbone).name)
            )
            self.waiting.say_hint(
                self.tr(
                    "A library is being learned with the present backbone, so that the change waits for it."
                )
            )

    def _show_backbones(self, entries: list[BackboneEntry]) -> None:
        if self._switching.busy:
            return
        if entries != self._shown:
            self._rebuild(entries)
        self.none.setVisible(not any(entry.problem is None for entry in entries))
        for card in self.cards:
            if card.entry.problem is None:
                read = partial(self._services.hub.pickles, card.entry.folder)
                self._background.run(card, read, card.show_pickles, lambda _error: None)
        self.shown.emit({card.entry.folder for card in self.cards if card.entry.problem is None})
        self._do_wanted()

    def _rebuild(self, entries: list[BackboneEntry]) -> None:
        self._shown = entries
        problems = {card.entry.folder: card.panel for card in self.cards if not card.panel.isHidden()}
        kept = {folder: panel.text.text() for folder, panel in problems.items()}
        working = {card.entry.folder: card.strip.job for card in self.cards if card.strip.job is not None}
        clear(self.list)
        self.cards = [BackboneCard(entry, self._services, self._background) for entry in entries]
        for card in self.cards:
            self._connect(card)
            card.show_offer(self._offers.get(card.entry.folder))
            self.list.addWidget(card)
            job = working.get(card.entry.folder)
            if job is not None:
                card.strip.show_work(WorkSeen(job))
            if card.entry.folder in kept:
                card.panel.say(kept[card.entry.folder], bad=True)

    def _connect(self, card: BackboneCard) -> None:
        self._switching.serve(card.panel)
        card.use_wanted.connect(self._use)
        card.remove_wanted.connect(self._remove)
        card.delete_wanted.connect(self._delete)
        card.adapters_wanted.connect(self._get_adapters)
        card.convert_wanted.connect(self._convert)
        card.clean_wanted.connect(self._clean)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Which of the cards were downloaded."""
        self._offers = {offer.folder: offer for offer in offers}
        for card in self.cards:
            card.show_offer(self._offers.get(card.entry.folder))

    def hear(self, seen: WorkSeen) -> None:
        """A job says something: it may be about one of these."""
        card = self._card_of(seen.job)
        if card is None:
            return
        card.strip.show_work(seen)
        if seen.job.state is JobState.FAILED:
            card.say_problem(seen.job.reason or "")

    def _card_of(self, job: Job) -> BackboneCard | None:
        for card in self.cards:
            about = job.kind is JobKind.CONVERT and Path(str(job.payload.get("folder"))) == card.entry.folder
            brings = job.kind is JobKind.DOWNLOAD and card.offer is not None and card.offer.job == job.id
            if about or brings:
                return card
        return None

    # --- what is done --------------------------------------------------------------------

    def use(self, folder: Path) -> None:
        """Ask whether to use the one in a folder, now or as soon as it is shown."""
        self._wanted = folder
        self.point_at(folder)

    def point_at(self, folder: Path) -> None:
        """Scroll to the one in a folder, now or as soon as it is shown."""
        self._pointed = folder
        self._do_wanted()

    def _do_wanted(self) -> None:
        card = next((one for one in self.cards if one.entry.folder == self._pointed), None)
        if card is not None:
            wanted, self._pointed, self._wanted = self._wanted, None, None
            bring_into_view(card)
            if wanted == card.entry.folder and not card.entry.in_use and card.entry.problem is None:
                self._use(card.entry, card.panel)

    def _use(self, entry: BackboneEntry, panel: ChangePanel) -> None:
        self._switching.want(replace(self._now(), backbone=entry.choice), panel)

    def _now(self) -> BackboneChoice:
        return self._services.preferences.now().choice

    def add_folder(self) -> None:
        """Ask for a folder to look in, too."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a backbone"), self._last_folder)
        if name:
            self._last_folder = str(Path(name).parent)
            self.add(Path(name))

    def add(self, folder: Path) -> None:
        """Look in a folder, too."""
        self._in_list(lambda: self._services.preferences.add_backbone(folder))

    def _remove(self, entry: BackboneEntry) -> None:
        self._in_list(lambda: self._services.preferences.remove_backbone(entry.folder))

    def _in_list(self, work: Callable[[], None]) -> None:
        self._say_problem("")
        self._background.run(
            self,
            work,
            lambda _none: self.refresh(),
            lambda error: self._say_problem(str(error)),
        )

    def _delete(self, card: BackboneCard) -> None:
        offer = card.offer
        if offer is not None and confirmed(
            self,
            self.tr("Delete a backbone"),
            self.tr("Delete “{name}”?").format(name=card.entry.name),
            self.tr(
                "{size} of the disk become free. To use it again it has to be downloaded again. Documents "
                "stay, and so do the summaries that it made and what libraries learned with it; they count "
                "again when it is back."
            ).format(size=words.size(offer.size or card.entry.size)),
            self.tr("Delete"),
            self.tr("Keep it"),
        ):
            self._do(card, lambda: self._services.hub.remove(offer.preset.key))

    def _get_adapters(self, card: BackboneCard) -> None:
        offer, lacking = card.offer, card.lacking_adapters()
        if offer is not None:
            self._do(
                card, lambda: self._services.hub.get(offer.preset.key, terms_accepted=True, adapters=lacking)
            )

    def _convert(self, card: BackboneCard, keep: bool) -> None:
        self._do(card, lambda: self._services.hub.convert(card.entry.folder, keep=keep))

    def _clean(self, card: BackboneCard) -> None:
        if confirmed(
            self,
            self.tr("Delete the old files"),
            self.tr("Delete the pickles of “{name}”?").format(name=card.name.text()),
            self.tr(
                "{size} of the disk become free. The safetensors that were made of them are checked first, "
                "and are what is used."
            ).format(size=words.size(card.pickles.size)),
            self.tr("Delete"),
            self.tr("Keep them"),
        ):
            self._do(card, lambda: self._services.hub.convert(card.entry.folder, keep=False))

    def _do(self, card: BackboneCard, work: Callable[[], Job | None]) -> None:
        card.say_problem("")

        def done(job: Job | None) -> None:
            if job is not None:
                card.strip.show_work(WorkSeen(job))
            self.refresh()
            self.changed.emit()

        def failed(error: LlocoError) -> None:
            card.say_problem(str(error))

        self._background.run(card, work, done, failed)

    def _forget_waiting(self) -> None:
        try:
            self._services.preferences.change(waiting=None)
        except LlocoError as error:
            self.waiting.say_problem(str(error))
        self._show_waiting()

    def _say_problem(self, sentence: str) -> None:
        self.add_problem.setText(sentence)
        self.add_problem.setVisible(bool(sentence))
