"""Numbers and states in the plain words that the window uses everywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from lloco_desktop.sizes import scaled

translate = QCoreApplication.translate


def number(value: float, decimals: int = 0) -> str:
    """A number as it is written where the user is."""
    return QLocale().toString(float(value), "f", decimals)


def documents(count: int) -> str:
    """How many documents."""
    return translate("words", "%n document(s)", None, count)


def pages(count: int) -> str:
    """How many pages."""
    return translate("words", "%n page(s)", None, count)


def files(count: int) -> str:
    """How many files."""
    return translate("words", "%n file(s)", None, count)


def passages(count: int) -> str:
    """How many passages."""
    return translate("words", "%n passage(s)", None, count)


def size(count: int) -> str:
    """Bytes as people say them: 820 KB, 1.2 MB."""
    if count < 1000:
        return translate("words", "%n byte(s)", None, count)
    value, digits, unit = scaled(count)
    return f"{number(value, digits)} {unit}"


def named(name: str, value: str) -> str:
    """What something is called, and what it is: "Device: Automatic"."""
    return translate("words", "{name}: {value}").format(name=name, value=value)


def time_left(seconds: float) -> str:
    """How long something will still take, only as precisely as anyone can know."""
    if seconds < 50:
        return translate("words", "less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("words", "about %n minute(s) left", None, max(minutes, 1))
    return translate("words", "about %n hour(s) left", None, round(minutes / 60))


def seconds(value: float) -> str:
    """A measured time: 0.24 s, 12 s."""
    return translate("words", "{value} s").format(value=number(value, 2 if value < 10 else 0))


def together(*sentences: str) -> str:
    """Sentences one after the other; not every language has a space between them."""
    whole = ""
    for sentence in filter(None, sentences):
        both = translate("words", "{sentence} {next}") if whole else "{next}"
        whole = both.format(sentence=whole, next=sentence)
    return whole


def elided(text: str, length: int) -> str:
    """A text cut to `length` characters, in the middle of nothing: at its end, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"
