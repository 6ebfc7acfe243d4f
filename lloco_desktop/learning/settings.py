"""What a user may choose about learning; every field has a default that works. Torch-free."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from lloco_desktop.errors import BadInput
from lloco_desktop.model_files.formats import NARROW, LoraShape, usual_lora
from lloco_desktop.sentences import say

RATES = (1e-3, 1e-4)  # narrow, wide: LLoCO's 2e-5 is for 10,000s of examples, QLoRA's 2e-4 for hundreds


@dataclass(frozen=True, slots=True)
class LearningSettings:
    """How a library is learned. A wide decoder's shape and the warmup are LLoCO's (its repository, scripts).

    Raises BadInput for values that make no sense.
    """

    shape: LoraShape | None = None  # None: by the decoder's width
    learning_rate: float | None = None  # None: by the decoder's width
    warmup: float = 0.04  # share of the steps
    epochs: float = 5.0
    batch: int = 16  # examples per step
    rows: int = 4096  # prompt and answer rows that go through the decoder at once, padding included
    kl_weight: float = 0.5  # of the teacher's distribution in the loss; the answer's own words have the rest
    kl_agreement: float = 0.5  # share of an answer's tokens that the teacher must itself choose, to teach it
    kl_top: int = 20  # most likely tokens of the teacher that are kept (Cartridges' self-study)
    distractors: int = 5  # other segments' summaries beside the right one, at most
    expanded: float = 0.75  # share of examples that also have their text beside the summaries, as answers do
    off_topic: float = 0.03  # share of the examples that are about other documents
    unanswerable: float = 0.15  # share of those whose text is not among what is read
    held_out: float = 0.2  # share of the chunks of text that only measure
    items_per_thousand_tokens: float = 12.0  # of source text
    most_items: int = 4000
    minutes: float | None = None  # for all of it; None: as long as it takes
    checkpoint_every: int = 20  # steps
    self_study: bool = True  # False: the user's own questions alone
    seed: int = 0

    def __post_init__(self) -> None:
        shares = (
            self.warmup,
            self.kl_weight,
            self.kl_agreement,
            self.expanded,
            self.off_topic,
            self.unanswerable,
        )
        positive = (self.epochs, self.batch, self.rows, self.kl_top, self.items_per_thousand_tokens)
        if not all(0 <= share <= 1 for share in shares) or not 0.05 <= self.held_out <= 0.5:
            raise BadInput(say("Shares must lie between 0 and 1, and the held-out one between 0.05 and 0.5."))
        if not all(value > 0 for value in positive) or self.most_items < 1 or self.checkpoint_every < 1:
            raise BadInput(say("Learning needs at least one epoch's worth of examples, of one row each."))
        if self.minutes is not None and self.minutes <= 0:
            raise BadInput(say("The minutes to learn for must be more than zero."))
        if self.learning_rate is not None and not 0 < self.learning_rate < 1:
            raise BadInput(say("The learning rate must lie between 0 and 1."))
        if self.distractors < 0 or self.seed < 0:
            raise BadInput(say("Distractors and seed cannot be negative."))

    def shape_for(self, width: int) -> LoraShape:
        """The adapter's shape for a decoder of that width: LLoCO's, and more of it for a narrow one."""
        return self.shape or usual_lora(width)

    def rate_for(self, width: int) -> float:
        """The highest learning rate for a decoder of that width."""
        return self.learning_rate or RATES[width >= NARROW]

    def as_json(self) -> dict[str, Any]:
        """The settings as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> LearningSettings:
        """The settings that `as_json` gave. Raises BadInput if they make no sense."""
        try:
            given = raw["shape"]
            shape = LoraShape(**{**given, "targets": tuple(given["targets"])}) if given else None
            return cls(**{**raw, "shape": shape})
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(
                say("The settings of this learning run cannot be read ({error}).", error=error)
            ) from error
