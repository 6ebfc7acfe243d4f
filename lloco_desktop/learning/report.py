"""What a learning run found: material, losses, scores before and after, and what follows from them.

Stored as JSON with the run, read again by the window, the command line and the adapter's origin. Torch-free.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95% bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Answers to one set of questions, 0 to 100."""

    questions: int
    f1: Interval
    exact_match: Interval


class Measured(Enum):
    """The sets of questions that an adapter is judged by."""

    HELD_OUT = "held_out"  # about text of the library that was never trained on
    OFF_TOPIC = "off_topic"  # about other documents
    UNANSWERABLE = "unanswerable"  # their text is not among what is read; the right answer is to refuse


@dataclass(frozen=True, slots=True)
class Comparison:
    """One set of questions, answered without and with the adapter."""

    measured: Measured
    before: Score
    after: Score
    gain: Interval  # of F1, paired by question (for unanswerable ones: of the share refused)


@dataclass(frozen=True, slots=True)
class Material:
    """What was made to learn from, and what was dropped."""

    chunks: int
    chunks_held_out: int
    kept: dict[str, int]  # items by MaterialKind
    dropped: dict[str, int]  # items by the reason for which the audit dropped them, in words for people
    own: int  # of the user's questions, those that were used


@dataclass(frozen=True, slots=True)
class LossPoint:
    """The loss of one step."""

    step: int
    loss: float
    cross_entropy: float
    kl: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One held-out question as it was answered, for people to look at."""

    question: str
    wanted: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the adapter earned its place."""

    earned: bool
    reason: str  # one sentence for people


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is kept of a run; parts that do not exist yet are None or empty."""

    documents: int
    tokens: int  # of source text
    material: Material | None = None
    losses: tuple[LossPoint, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    shown: tuple[Shown, ...] = ()
    decision: Decision | None = None
    seconds: dict[str, float] | None = None  # by stage
    steps: int = 0
    examples_per_second: float | None = None

    def comparison(self, measured: Measured) -> Comparison | None:
        """One of the comparisons."""
        return next((one for one in self.comparisons if one.measured is measured), None)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        raw = asdict(self)
        for one in raw["comparisons"]:
            one["measured"] = one["measured"].value
        return raw

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Report:
        """The report that `as_json` gave; what a newer version adds is left out, so that it can be read.

        Raises ValueError for anything else.
        """
        try:
            material, decision = raw.get("material"), raw.get("decision")
            return cls(
                documents=raw["documents"],
                tokens=raw["tokens"],
                material=_known(Material, material) if material else None,
                losses=tuple(_known(LossPoint, point) for point in raw.get("losses", ())),
                comparisons=tuple(_comparison(one) for one in raw.get("comparisons", ())),
                shown=tuple(_known(Shown, one) for one in raw.get("shown", ())),
                decision=_known(Decision, decision) if decision else None,
                seconds=raw.get("seconds"),
                steps=raw.get("steps", 0),
                examples_per_second=raw.get("examples_per_second"),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"this is not a report of a learning run ({error!r})") from error


def _known(kind: type[T], raw: Mapping[str, Any]) -> T:
    """A dataclass from the fields that it knows."""
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in raw.items() if name in names})


def _comparison(raw: dict[str, Any]) -> Comparison:
    return Comparison(
        Measured(raw["measured"]),
        _score(raw["before"]),
        _score(raw["after"]),
        _known(Interval, raw["gain"]),
    )


def _score(raw: dict[str, Any]) -> Score:
    return Score(raw["questions"], _known(Interval, raw["f1"]), _known(Interval, raw["exact_match"]))
