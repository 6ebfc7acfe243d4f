"""What long work says while it goes on.

Long work is a generator that yields events; `Progress` is the one that every kind of work shares.
Cancelling is closing the generator; pausing is not asking it for the next event.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work has come, in units that people know."""

    text: str  # what is being done, for people: "Summarising contracts.pdf"
    done: float
    total: float  # 0 when not known yet
    unit: str  # "pages", "tokens", "files"
    rate: float | None = None  # units per second, measured
    eta: float | None = None  # seconds, from the measured rate
    tokens_rate: float | None = None  # tokens of text per second, where text is computed on


@dataclass
class Meter:
    """Measures a rate over the last seconds and derives the time that is left."""

    total: float
    unit: str
    window: float = 20.0  # seconds that the rate looks back on
    clock: Callable[[], float] = time.monotonic
    done: float = 0.0
    _marks: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._marks.append((self.clock(), 0.0))

    def advance(self, amount: float) -> None:
        """Record that `amount` more units are done."""
        self.done += amount
        now = self.clock()
        self._marks.append((now, self.done))
        while len(self._marks) > 2 and now - self._marks[1][0] > self.window:
            self._marks.pop(0)

    @property
    def rate(self) -> float | None:
        """Units per second; None until that can be measured."""
        (start, before), (now, done) = self._marks[0], self._marks[-1]
        return (done - before) / (now - start) if now > start and done > before else None

    def progress(self, text: str, tokens_rate: float | None = None) -> Progress:
        """The state as an event; rate and ETA are None until they can be measured."""
        rate = self.rate
        left = max(self.total - self.done, 0.0)
        eta = left / rate if rate and self.total else None
        tokens = rate if self.unit == "tokens" else tokens_rate
        return Progress(text, self.done, self.total, self.unit, rate, eta, tokens)
