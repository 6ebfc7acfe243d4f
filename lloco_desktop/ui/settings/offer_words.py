"""A backbone that can be got, and how one fits, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lloco_desktop.fitting.verdict import Fit, Verdict
from lloco_desktop.hub.presets import Preset, PresetFile
from lloco_desktop.settings import Precision
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.settings.backbone_words import language_name, tokens
from lloco_desktop.workflows.hub_desk import Offer

translate = QCoreApplication.translate
PICKLES = (".bin", ".pt", ".pth")
NAMES = {
    Precision.FP32: "fp32",
    Precision.BF16: "bf16",
    Precision.INT8: "int8",
    Precision.NF4: "nf4",
}


def in_short(offer: Offer) -> str:
    """Size, languages and licence in one line."""
    preset = offer.preset
    languages = ", ".join(language_name(code) for code in preset.languages)
    return " · ".join(part for part in (size_of(offer), languages, preset.terms.name) if part)


def size_of(offer: Offer) -> str:
    """What it takes on the disk."""
    if offer.size is None:
        return translate("offers", "Its size is known when it is looked for")
    if offer.come:
        return translate("offers", "{come} of {size} are here").format(
            come=words.size(offer.come), size=words.size(offer.size)
        )
    return translate("offers", "{size} to download").format(size=words.size(offer.size))


def is_doubtful(fit: Fit) -> bool:
    """Whether a fit deserves attention."""
    return fit.verdict is not Verdict.FITS


def facts_of_offer(offer: Offer) -> list[tuple[str, str]]:
    """What and its value, for those who want to know more."""
    preset = offer.preset
    shape = preset.shape
    facts = [
        (translate("offers", "From"), preset.repository or ""),
        (translate("offers", "Version"), preset.revision),
        (translate("offers", "Licence"), f"{preset.terms.name}\n{preset.terms.address}".strip()),
        (translate("backbones", "Reads at once"), tokens(shape.encoder_window)),
        (translate("backbones", "Answers from"), tokens(shape.decoder_window)),
        (translate("backbones", "One summary for"), ratios(shape.ratios)),
        (translate("offers", "Parameters"), billions(shape.parameters)),
    ]
    if preset.adapters:
        names = ", ".join(adapter.name for adapter in preset.adapters)
        facts.append((translate("offers", "Published adapters"), names))
    return [*facts, *facts_of_fits(offer.fits)]


def facts_of_fits(fits: Sequence[Fit]) -> list[tuple[str, str]]:
    """How it fits in each precision."""
    return [
        (translate("offers", "In {precision}").format(precision=NAMES[fit.precision]), fit.sentence)
        for fit in fits
    ]


def ratios(several: Sequence[float]) -> str:
    """How much text one summary stands for."""
    listed = ", ".join(words.number(one, 0 if float(one).is_integer() else 1) for one in several)
    return translate("offers", "{numbers} tokens").format(numbers=listed)


def billions(parameters: int) -> str:
    """How large a model is, as its makers say it."""
    if parameters < 1_000_000_000:
        return translate("offers", "{n} million").format(n=words.number(parameters / 1_000_000))
    return translate("offers", "{n} billion").format(n=words.number(parameters / 1_000_000_000, 1))


def has_pickles(preset: Preset) -> bool:
    """Whether what is downloaded has to be written anew."""
    return any(file.path.endswith(PICKLES) for file in preset.files)


def total(files: Sequence[PresetFile]) -> int | None:
    """Bytes, about; None where only the hub knows."""
    return sum(file.expected or 0 for file in files) or None


def disk_needed(offer: Offer, *, keep_originals: bool, adapters: bool) -> tuple[int, int] | None:
    """Bytes that are written until it can be used, and those that stay; None where only the hub knows."""
    whole = offer.preset.size
    more = total([file for one in offer.preset.adapters for file in one.files]) if adapters else 0
    if whole is None or more is None:
        return None
    pickles = sum(file.expected or 0 for file in offer.preset.files if file.path.endswith(PICKLES))
    stays = whole + more + (pickles if keep_originals else 0)
    return whole + more + pickles - offer.come, stays


def room(offer: Offer, *, keep_originals: bool, adapters: bool) -> tuple[str, bool]:
    """What getting it takes on the disk, and whether there is enough."""
    needed = disk_needed(offer, keep_originals=keep_originals, adapters=adapters)
    free = words.size(offer.free_disk)
    if needed is None:
        return (
            translate(
                "offers",
                "How much it is will be asked for first; {free} are free on that disk. Nothing is downloaded "
                "where it would not fit.",
            ).format(free=free),
            True,
        )
    first, stays = needed
    if first > offer.free_disk:
        return (
            translate(
                "offers", "It takes {needed} of the disk, and {free} are free. Make room there first."
            ).format(needed=words.size(first), free=free),
            False,
        )
    if has_pickles(offer.preset):
        sentence = translate(
            "offers",
            "It takes {stays} of the disk, and {needed} for as long as its weights are written anew in a "
            "form that cannot carry programs; {free} are free.",
        )
    else:
        sentence = translate("offers", "It takes {stays} of the disk; {free} are free.")
    return sentence.format(stays=words.size(stays), needed=words.size(first), free=free), True
