"""Numbers and states in the plain words that the window uses everywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def count(number: int, one: str, many: str) -> str:
    """`one` or `many` with the number put in for `{n}`; both are already translated."""
    return (one if number == 1 else many).format(n=f"{number:,}")


def documents(number: int) -> str:
    """How many documents."""
    return count(number, translate("words", "{n} document"), translate("words", "{n} documents"))


def pages(number: int) -> str:
    """How many pages."""
    return count(number, translate("words", "{n} page"), translate("words", "{n} pages"))


def files(number: int) -> str:
    """How many files."""
    return count(number, translate("words", "{n} file"), translate("words", "{n} files"))


def passages(number: int) -> str:
    """How many passages."""
    return count(number, translate("words", "{n} passage"), translate("words", "{n} passages"))


def size(number: int) -> str:
    """Bytes as people say them: 820 KB, 1.2 MB."""
    value, units = float(number), ("bytes", "KB", "MB", "GB", "TB")
    for unit in units:
        if value < 1000 or unit == units[-1]:
            break
        value /= 1000
    if unit == "bytes" or value >= 100:
        return f"{value:.0f} {unit}"
    return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"


def time_left(seconds: float) -> str:
    """How long something will still take, only as precisely as anyone can know."""
    if seconds < 50:
        return translate("words", "less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return count(
            max(minutes, 1),
            translate("words", "about {n} minute left"),
            translate("words", "about {n} minutes left"),
        )
    return count(
        round(minutes / 60),
        translate("words", "about {n} hour left"),
        translate("words", "about {n} hours left"),
    )


def seconds(value: float) -> str:
    """A measured time: 0.24 s, 12 s."""
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def elided(text: str, length: int) -> str:
    """A text cut to `length` characters, in the middle of nothing: at its end, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"
