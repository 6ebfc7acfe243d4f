"""The arithmetic of charts: axis ticks, and a curve of thousands of points as one column per pixel. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a curve does within one column of pixels."""

    x: float  # middle of the points' steps
    low: float
    high: float
    level: float  # of the smoothed curve, at the column's last point


def smoothed(values: Sequence[float], span: int) -> list[float]:
    """An exponential moving average over about `span` values, without the pull of its first one."""
    keep = 1 - 2 / (max(span, 1) + 1)
    total = weight = 0.0
    levels = []
    for value in values:
        total = keep * total + (1 - keep) * value
        weight = keep * weight + (1 - keep)
        levels.append(total / weight if weight else value)
    return levels


def thinned(steps: Sequence[int], values: Sequence[float], columns: int) -> list[Column]:
    """At most about `columns` columns that together show every value's reach."""
    if not values:
        return []
    span = max(len(values) // 25, 1)
    levels = smoothed(values, span)
    size = max(math.ceil(len(values) / max(columns, 1)), 1)
    made = []
    for start in range(0, len(values), size):
        part = values[start : start + size]
        last = start + len(part) - 1
        made.append(Column((steps[start] + steps[last]) / 2, min(part), max(part), levels[last]))
    return made


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) that cover `[low, high]` with at most `most`."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return []
    if high <= low:
        high = low + 1.0
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * power
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            return [round(number * step, 10) for number in range(first, last + 1)]
    return [low, high]


def whole_ticks(last: int, most: int) -> list[int]:
    """Whole numbers from 0 to `last`, evenly spaced but for `last` itself, at most `most` of them."""
    if last <= 0:
        return [0]
    apart = max(int(ticks(0, last, most)[1]), 1)
    inner = [number for number in range(0, last, apart) if last - number >= apart * 0.6]
    return [*inner, last] if inner else [0, last]


def decimals(values: Sequence[float]) -> int:
    """How many decimals tell neighbouring ticks apart."""
    if len(values) < 2:
        return 1
    apart = abs(values[1] - values[0])
    return max(0, -math.floor(math.log10(apart) + 1e-9)) if apart > 0 else 1
