"""An installed backbone in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.language import own_name
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.workflows.hub_desk import Offer

translate = QCoreApplication.translate
FACTS_WIDTH = 132  # of what stands before each, so that cards stand in line
LICENCES = {
    "agpl-3.0": "AGPL-3.0",
    "apache-2.0": "Apache-2.0",
    "mit": "MIT",
    "gpl-3.0": "GPL-3.0",
    "llama2": "Llama 2",
}


def facts_of(entry: BackboneEntry, offer: Offer | None = None) -> list[tuple[str, str]]:
    """What and its value, of what is known; `offer` says what the files of a downloaded one do not."""
    about = entry.about
    languages = about.languages or (offer.preset.languages if offer is not None else ())
    facts = [(translate("backbones", "On disk"), words.size(entry.size))]
    if languages:
        facts.append(
            (translate("backbones", "Languages"), ", ".join(language_name(code) for code in languages))
        )
    if about.encoder_window:
        facts.append((translate("backbones", "Reads at once"), tokens(about.encoder_window)))
    if about.decoder_window:
        facts.append((translate("backbones", "Answers from"), tokens(about.decoder_window)))
    if about.tokens_per_summary:
        facts.append((translate("backbones", "One summary for"), tokens(about.tokens_per_summary)))
    if about.held_out_f1 is not None:
        facts.append((translate("backbones", "Held-out score"), score(about.held_out_f1)))
    terms = offer.preset.terms.name if offer is not None and about.licence is None else None
    facts.append((translate("backbones", "Licence"), terms or licence(about.licence)))
    if offer is not None and offer.adapters:
        facts.append((translate("backbones", "Adapters"), adapters(offer)))
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


def adapters(offer: Offer) -> str:
    """Those that came along, and what to do with them."""
    return translate(
        "backbones",
        "{names}. The Learn page of a library imports one from the folder “adapters” of this backbone.",
    ).format(names=", ".join(offer.adapters))


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
