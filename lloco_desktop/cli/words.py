"""Counts and times, as people say them."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """So many of something: 1 document, 12 documents."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def duration(seconds: float) -> str:
    """A time as people say it: 40 seconds, 12 minutes, 3 hours."""
    for unit, length in (("hour", 3600.0), ("minute", 60.0)):
        if seconds >= 1.5 * length:
            return count(round(seconds / length), unit)
    return count(max(round(seconds), 1), "second")
