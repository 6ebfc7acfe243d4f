"""How many bytes something takes, as people say it: one rule for the window, the command line and sentences.

As disks are labelled, 1 GB is 10^9 bytes. Only what fits a device's memory is reckoned otherwise
(`fitting/wording.py`).
"""

from __future__ import annotations

from lloco_desktop.sentences import say_n

UNITS = ("KB", "MB", "GB", "TB")


def scaled(count: int) -> tuple[float, int, str]:
    """Of 1000 bytes and more: the number, how many digits its point is followed by, and the unit.

    Two digits are enough to tell sizes apart.
    """
    value = count / 1000
    for unit in UNITS:
        if round(value) < 1000 or unit == UNITS[-1]:
            break
        value /= 1000
    return value, 1 if value < 9.95 else 0, unit


def size(count: int) -> str:
    """In a sentence: 820 KB, 1.2 MB, 14 GB."""
    if count < 1000:
        return say_n(count, "{n} byte", "{n} bytes")
    value, digits, unit = scaled(count)
    return f"{value:,.{digits}f} {unit}"
