"""Choosing the next token: the likeliest one, or one drawn so that asking again gives another answer.

Drawing happens on the CPU in double precision, so that a seed means the same on every device (as far as the
logits do).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Sampling:
    """How freely tokens are drawn. Equal seeds give equal answers."""

    seed: int
    temperature: float = 0.7
    top_p: float = 0.9  # drawn from the likeliest tokens that together have this probability

    def chooser(self) -> Chooser:
        """One answer's draws."""
        return Chooser(self)


class Chooser:
    """Draws the tokens of one answer, one after another."""

    def __init__(self, sampling: Sampling) -> None:
        self._sampling = sampling
        self._generator = torch.Generator().manual_seed(sampling.seed)

    def choose(self, logits: Tensor) -> int:
        """A token for the logits `[V]`."""
        return int(torch.multinomial(self.probabilities(logits), 1, generator=self._generator))

    def probabilities(self, logits: Tensor) -> Tensor:
        """What each token is drawn with, `[V]`: the softmax at this temperature, its tail cut off."""
        scaled = logits.double().cpu() / self._sampling.temperature
        probable, order = torch.softmax(scaled, -1).sort(descending=True)
        before = probable.cumsum(-1) - probable  # of all likelier tokens: the likeliest always stays
        probable = torch.where(before < self._sampling.top_p, probable, 0.0)
        return torch.zeros_like(probable).scatter(0, order, probable / probable.sum())
