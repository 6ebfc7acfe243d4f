"""Whether a backbone fits a machine, in which precision, and with how much room: numbers and a sentence.

Pure arithmetic on shapes and on what `machine.look` saw: every kind of machine can be tried in a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lloco_desktop.settings import Precision


class Verdict(Enum):
    """How well it fits."""

    FITS = "fits"
    TIGHT = "tight"  # it loads, but has less room for context than it could read
    SPILLS = "spills"  # some layers would have to compute on the processor
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class Fit:
    """One backbone on one device in one precision."""

    device: str  # "cpu", "cuda:0", "mps"
    place: str  # for people: "NVIDIA RTX 4090", "the processor"
    precision: Precision  # never AUTO
    verdict: Verdict
    weights: int  # bytes
    free: int | None  # bytes of that device; None where nobody knows
    context: int  # rows, summaries and tokens together, that there is room for; at most the decoder's window
    text_context: int  # source tokens that so many summaries stand for, at the backbone's smallest ratio
    learning: bool  # whether a LoRA step has room too
    sentence: str  # what the user sees: it fits with how much room, or why it is refused and what would help
