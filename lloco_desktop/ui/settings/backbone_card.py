"""One installed backbone: what it is and takes, how it computes, its model card, what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from lloco_desktop.fitting.verdict import Fit
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import FlowRow, label
from lloco_desktop.ui.kit.tokens import SPACE_2
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.backbone_words import FACTS_WIDTH, facts_of
from lloco_desktop.ui.settings.convert_panel import ConvertPanel
from lloco_desktop.ui.settings.hub import Pickles
from lloco_desktop.ui.settings.job_strip import JobStrip
from lloco_desktop.ui.settings.offer_words import facts_of_fits
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.ui.settings.rows import Card
from lloco_desktop.ui.settings.switching import ChangePanel
from lloco_desktop.workflows.hub_desk import Offer


class BackboneCard(Card):
    """Shows one `BackboneEntry`.

    Signals:
        use_wanted(BackboneEntry, ChangePanel), remove_wanted(BackboneEntry).
        delete_wanted(BackboneCard), adapters_wanted(BackboneCard): of one that was downloaded.
        convert_wanted(BackboneCard, bool): the panel asked; whether the old files stay.
        clean_wanted(BackboneCard): delete old files that were converted before.
    """

    use_wanted = Signal(object, object)
    remove_wanted = Signal(object)
    delete_wanted = Signal(object)
    adapters_wanted = Signal(object)
    convert_wanted = Signal(object, bool)
    clean_wanted = Signal(object)

    def __init__(self, entry: BackboneEntry, services: Services, background: Background) -> None:
        super().__init__()
        self.entry = entry
        self.offer: Offer | None = None
        self.pickles = Pickles()
        self._services = services
        self._background = background
        self.name = label(entry.name, "heading")
        self.used = label(self.tr("In use"), "strong")
        self.use_button = TextButton(self.tr("Use"))
        self.use_button.setAccessibleName(self.tr("Use {name}").format(name=entry.name))
        self.problem = label(entry.problem or "", "attention", wrap=True)
        self.facts = Facts()
        self.facts.set_first_column(FACTS_WIDTH)
        self.facts.show_facts(facts_of(entry))
        self.fits = Facts()
        self.fits.set_first_column(FACTS_WIDTH)
        self.fits.hide()
        self.panel = ChangePanel()
        self.convert_panel = ConvertPanel()
        self.strip = JobStrip(services, self.tr("Work on {name}").format(name=entry.name))
        self.card: Prose | None = None
        self._make_buttons()
        self._lay_out()
        self._connect()

    def _make_buttons(self) -> None:
        name = self.entry.name
        self.card_button = TextButton(self.tr("Model card"), role="link")
        self.fits_button = TextButton(self.tr("Memory"), role="link")
        self.fits_button.setAccessibleName(self.tr("Memory that {name} takes").format(name=name))
        self.folder_button = TextButton(self.tr("Show the folder"), role="link")
        self.convert_button = TextButton(self.tr("Convert…"), role="link")
        self.convert_button.setAccessibleName(self.tr("Convert {name}").format(name=name))
        self.clean_button = TextButton(self.tr("Delete the old files…"), role="link")
        self.adapters_button = TextButton(self.tr("Get its adapters"), role="link")
        self.remove_button = TextButton(self.tr("Remove from the list"), role="link")
        self.remove_button.setToolTip(self.tr("Its files stay where they are"))
        self.delete_button = TextButton(self.tr("Delete…"), role="link")
        self.delete_button.setAccessibleName(self.tr("Delete {name}").format(name=name))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.used)
        top.addWidget(self.use_button)
        self.column.addLayout(top)
        for widget in (self.panel, self.problem, self.strip, self.convert_panel, self.facts, self.fits):
            self.column.addWidget(widget)
        self.links = FlowRow(SPACE_2)
        self._show_links()
        self.column.addWidget(self.links)
        entry = self.entry  # what is shown only now would have been a window of its own before
        self.used.setVisible(entry.in_use)
        self.use_button.setVisible(not entry.in_use and entry.problem is None)
        self.problem.setVisible(entry.problem is not None)

    def _connect(self) -> None:
        self.use_button.clicked.connect(lambda: self.use_wanted.emit(self.entry, self.panel))
        self.card_button.clicked.connect(self._toggle_card)
        self.fits_button.clicked.connect(self._toggle_fits)
        self.folder_button.clicked.connect(lambda: show_folder(self.entry.folder))
        self.convert_button.clicked.connect(lambda: self.convert_panel.ask(self.pickles.size))
        self.convert_panel.agreed.connect(lambda keep: self.convert_wanted.emit(self, keep))
        self.clean_button.clicked.connect(lambda: self.clean_wanted.emit(self))
        self.adapters_button.clicked.connect(lambda: self.adapters_wanted.emit(self))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.entry))
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(self))

    # --- what is known later -------------------------------------------------------------

    def show_offer(self, offer: Offer | None) -> None:
        """Where it was downloaded from; None: it was not."""
        if offer != self.offer:
            self.offer = offer
            title = offer.preset.title if offer is not None and self._was_downloaded else ""
            self.name.setText(title or self.entry.name)
            self.facts.show_facts(facts_of(self.entry, offer))
        self._show_links()

    def show_pickles(self, pickles: Pickles) -> None:
        """What of it could be written anew, or was."""
        self.pickles = pickles
        self._show_links()

    def lacking_adapters(self) -> list[str]:
        """Names of those that were published for it and are not here."""
        offer = self.offer
        return [one.name for one in offer.preset.adapters if one.name not in offer.adapters] if offer else []

    def say_problem(self, sentence: str) -> None:
        """Why something could not be done with it."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    @property
    def _was_downloaded(self) -> bool:
        return self.offer is not None and self.offer.preset.repository is not None

    def _show_links(self) -> None:
        entry, offer, downloaded = self.entry, self.offer, self._was_downloaded
        idle = offer is None or offer.job is None
        shown = {
            self.card_button: entry.about.card is not None,
            self.fits_button: entry.problem is None,
            self.folder_button: True,
            self.convert_button: idle and self.pickles.size > 0 and not self.pickles.converted,
            self.clean_button: idle and self.pickles.converted,
            self.adapters_button: downloaded and idle and bool(self.lacking_adapters()),
            self.remove_button: entry.added and not entry.in_use and not downloaded,
            self.delete_button: downloaded and idle and not entry.in_use,
        }
        self.links.show_only([button for button, on in shown.items() if on])

    # --- folds ---------------------------------------------------------------------------

    def _toggle_card(self) -> None:
        if self.card is None:
            self._background.run(self, lambda: self._services.preferences.card(self.entry), self._show_card)
        else:
            self.card.setVisible(self.card.isHidden())
            self._name_card_button()

    def _show_card(self, markdown: str) -> None:
        self.card = Prose()
        self.card.setAccessibleName(self.tr("Model card of {name}").format(name=self.entry.name))
        self.card.set_markdown(markdown)
        self.column.addWidget(self.card)
        self._name_card_button()

    def _name_card_button(self) -> None:
        shown = self.card is not None and not self.card.isHidden()
        self.card_button.setText(self.tr("Hide the model card") if shown else self.tr("Model card"))

    def _toggle_fits(self) -> None:
        if not self.fits.isHidden():
            self.fits.hide()
            return
        self._background.run(
            self,
            lambda: self._services.hub.fits(self.entry.folder),
            self._show_fits,
            lambda error: self.say_problem(str(error)),
        )

    def _show_fits(self, fits: tuple[Fit, ...]) -> None:
        self.fits.show_facts(facts_of_fits(fits))
        self.fits.show()


def show_folder(folder: Path) -> None:
    """Open a folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
