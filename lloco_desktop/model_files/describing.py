"""What a backbone folder says of itself beyond what finding it needs: windows, languages, licence, card.

Torch-free, and nothing is loaded: a page that lists backbones must not wait for any of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneError
from lloco_desktop.model_files.formats import (
    TRAINED_HISTORY,
    TRAINED_WINDOW,
    BackboneFormat,
    PooledConfig,
    detect_format,
    read_json,
)

CARDS = ("README.md", "MODEL_CARD.md", "README.txt")
LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING")
LONGEST_CARD = 200_000  # characters: what is shown of a file that somebody else wrote
FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Description:
    """One backbone, in numbers and words that its own files give; None is what they do not say."""

    encoder_window: int | None = None  # tokens of source text per segment
    decoder_window: int | None = None
    tokens_per_summary: float | None = None
    ratios: tuple[int, ...] = ()  # that can be chosen among; one or none: nothing to choose
    held_out_f1: float | None = None
    languages: tuple[str, ...] = ()  # as the card has them: "en", "zh"
    licence: str | None = None
    card: Path | None = None


def describe_folder(folder: Path) -> Description:
    """What lies in a folder; what cannot be read is left out, since finding says what is wrong."""
    card = next((folder / name for name in CARDS if (folder / name).is_file()), None)
    said = front_matter(read_card(card)) if card is not None else {}
    languages = said.get("language", ())
    given = Description(
        languages=(languages,) if isinstance(languages, str) else tuple(languages),
        licence=_licence(folder, said),
        card=card,
    )
    try:
        kind = detect_format(folder)
        return _pooled(folder, given) if kind is BackboneFormat.POOLED else _autocompressor(folder, given)
    except (BackboneError, OSError, ValueError, TypeError, ArithmeticError):
        return given


def ratio_to_use(folder: Path, ratio: int | None) -> int | None:
    """A ratio that the backbone was trained for and that is not its usual one; None is the usual one."""
    if ratio is None:
        return None
    try:
        config = PooledConfig.read(folder)
    except (BackboneError, OSError):
        return None
    return ratio if ratio in config.ratios and ratio != config.compression_ratio else None


def read_card(card: Path) -> str:
    """The text of a model card; empty where it cannot be read."""
    try:
        return card.read_text(encoding="utf-8", errors="replace")[:LONGEST_CARD]
    except OSError:
        return ""


def front_matter(text: str) -> dict[str, str | list[str]]:
    """The plain keys of the YAML that model cards begin with: `key: value`, and lists of words."""
    found = FRONT_MATTER.match(text)
    values: dict[str, str | list[str]] = {}
    key = ""
    for line in found.group(1).splitlines() if found else ():
        item = re.match(r"\s*-\s+(.+)", line)
        pair = re.match(r"(\w[\w-]*):\s*(.*)", line)
        if item and key:
            before = values[key]
            values[key] = [*(before if isinstance(before, list) else ()), _bare(item.group(1))]
        elif pair:
            key, value = pair.groups()
            inner = re.fullmatch(r"\[(.*)\]", value.strip())
            values[key] = [_bare(one) for one in inner.group(1).split(",")] if inner else _bare(value)
    return {name: value for name, value in values.items() if value}


def without_front_matter(text: str) -> str:
    """A model card as it is read."""
    return FRONT_MATTER.sub("", text, count=1)


def _bare(value: str) -> str:
    return value.strip().strip("\"'")


def _licence(folder: Path, said: Mapping[str, str | list[str]]) -> str | None:
    named = said.get("license_name") or said.get("license")
    if isinstance(named, str):
        return named
    for name in LICENCES:
        if (folder / name).is_file():
            lines = read_card(folder / name).strip().splitlines()
            return lines[0].strip("# ").strip()[:80] if lines else None
    return None


def _pooled(folder: Path, given: Description) -> Description:
    config = PooledConfig.read(folder)
    decoder = read_json(folder / "decoder" / "config.json")
    return Description(
        encoder_window=config.encoder_window_size,
        decoder_window=_whole(decoder.get("max_position_embeddings")),
        tokens_per_summary=float(config.compression_ratio),
        ratios=config.ratios,
        held_out_f1=config.held_out_f1,
        languages=given.languages,
        licence=given.licence,
        card=given.card,
    )


def _autocompressor(folder: Path, given: Description) -> Description:
    config = read_json(folder / "config.json")
    count, limit = int(config["summary_length"]), int(config["max_position_embeddings"])
    window = min(TRAINED_WINDOW, limit - (TRAINED_HISTORY + 1) * count)
    return Description(
        encoder_window=window,
        decoder_window=limit,
        tokens_per_summary=window / count,
        languages=given.languages,
        licence=given.licence,
        card=given.card,
    )


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int) else None
