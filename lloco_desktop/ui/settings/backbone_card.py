"""One backbone on the page: what it is and takes, how it computes, its model card, what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2
from lloco_desktop.ui.language import own_name
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.ui.settings.rows import Card, leading
from lloco_desktop.ui.settings.switching import ChangePanel

translate = QCoreApplication.translate
FACTS_WIDTH = 132
LICENCES = {
    "agpl-3.0": "AGPL-3.0",
    "apache-2.0": "Apache-2.0",
    "mit": "MIT",
    "gpl-3.0": "GPL-3.0",
    "llama2": "Llama 2",
}


class BackboneCard(Card):
    """Shows one `BackboneEntry`.

    Signals:
        use_wanted(BackboneEntry, ChangePanel), remove_wanted(BackboneEntry).
    """

    use_wanted = Signal(object, object)
    remove_wanted = Signal(object)

    def __init__(self, entry: BackboneEntry, services: Services, background: Background) -> None:
        super().__init__()
        self.entry = entry
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
        self.panel = ChangePanel()
        self.card_button = TextButton(self.tr("Model card"), role="link")
        self.folder_button = TextButton(self.tr("Show the folder"), role="link")
        self.remove_button = TextButton(self.tr("Remove from the list"), role="link")
        self.remove_button.setToolTip(self.tr("Its files stay where they are"))
        self.card: Prose | None = None
        self._lay_out()
        self.use_button.clicked.connect(lambda: self.use_wanted.emit(self.entry, self.panel))
        self.card_button.clicked.connect(self._toggle_card)
        self.folder_button.clicked.connect(lambda: show_folder(self.entry.folder))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.entry))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.used)
        top.addWidget(self.use_button)
        self.column.addLayout(top)
        for widget in (self.panel, self.problem, self.facts):
            self.column.addWidget(widget)
        self.column.addLayout(leading(self.card_button, self.folder_button, self.remove_button))
        self.folder_button.setProperty("flush", self.entry.about.card is None)
        entry = self.entry  # what is shown only now would have been a window of its own before
        self.used.setVisible(entry.in_use)
        self.use_button.setVisible(not entry.in_use and entry.problem is None)
        self.problem.setVisible(entry.problem is not None)
        self.card_button.setVisible(entry.about.card is not None)
        self.remove_button.setVisible(entry.added and not entry.in_use)

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


def facts_of(entry: BackboneEntry) -> list[tuple[str, str]]:
    """What and its value, of what is known."""
    about = entry.about
    facts = [(translate("backbones", "On disk"), words.size(entry.size))]
    if about.languages:
        facts.append(
            (translate("backbones", "Languages"), ", ".join(language_name(code) for code in about.languages))
        )
    if about.encoder_window:
        facts.append((translate("backbones", "Reads at once"), tokens(about.encoder_window)))
    if about.decoder_window:
        facts.append((translate("backbones", "Answers from"), tokens(about.decoder_window)))
    if about.tokens_per_summary:
        facts.append((translate("backbones", "One summary for"), tokens(about.tokens_per_summary)))
    if about.held_out_f1 is not None:
        facts.append((translate("backbones", "Held-out score"), score(about.held_out_f1)))
    facts.append((translate("backbones", "Licence"), licence(about.licence)))
    if entry.device and entry.numbers:
        facts.append((translate("backbones", "Computes"), computes(entry)))
    elif entry.in_use and entry.reason:
        facts.append((translate("backbones", "Computes"), entry.reason))
    return facts


def computes(entry: BackboneEntry) -> str:
    """Where, in which numbers, and why."""
    return translate("backbones", "{device}, {numbers}. {reason}").format(
        device=(entry.device or "").upper(), numbers=entry.numbers, reason=entry.reason or ""
    )


def tokens(number: float) -> str:
    """A window's size."""
    return translate("backbones", "%n token(s)", None, round(number))


def score(f1: float) -> str:
    """What a backbone's makers measured."""
    return translate("backbones", "{f1} of 100 on questions it was never trained on").format(
        f1=words.number(f1, 1)
    )


def licence(named: str | None) -> str:
    """As it is written; model cards have the short names of SPDX in small letters."""
    if named is None:
        return translate("backbones", "Its files name none")
    return LICENCES.get(named, named)


def language_name(code: str) -> str:
    """A language as it calls itself, where Qt knows it."""
    locale = QLocale(code)
    known = locale.language() != QLocale.Language.C and locale.name().split("_")[0] == code.split("-")[0]
    return own_name(code) if known else code


def show_folder(folder: Path) -> None:
    """Open a folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
