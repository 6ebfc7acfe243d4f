"""The loss of a step's examples, and its gradients in the adapter.

The loss of an example is the mean over its answer tokens of cross-entropy and of the KL divergence to what a
teacher says there (`teacher.py`); the loss of a step is the mean over its examples, however they are split
into batches. Context and question are masked, as in LLoCO (its repository, finetune_*.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.batches import Row, answer_logits, group, pack, row_of
from lloco_desktop.learning.examples import Example, Summaries
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.teacher import Lesson, Teacher, is_anchor
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PreTrainedModel


@dataclass(frozen=True, eq=False, slots=True)
class Loss:
    """The loss of some examples, summed."""

    whole: Tensor
    cross_entropy: float
    kl: float


@dataclass
class Gradients:
    """Makes the gradients of some of the examples, in batches of at most so many `rows`."""

    backbone: Backbone
    examples: Sequence[Example]
    summaries: Summaries
    settings: LearningSettings
    rows: int
    gradient_checkpointing: bool
    name: str
    teacher: Teacher = field(init=False)
    _too_long: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        chosen = self.settings
        self.teacher = Teacher(
            self.backbone, self.examples, self.summaries, chosen.kl_top, chosen.kl_agreement, self.rows
        )

    @property
    def left_out(self) -> int:
        """Examples that did not fit the decoder's window."""
        return len(self._too_long)

    def of(self, batch: Sequence[int], step: int) -> Iterator[Loss]:
        """Add the gradients of a step's examples to the adapter's; yields after every part of the batch."""
        rows: dict[int, Row] = {}
        for index in batch:
            example = self.examples[index]
            try:
                parts = example.student_parts(self.summaries(example.keys))
                rows[index] = row_of(self.backbone, parts, example.answer)
            except ValueError:
                self._too_long.add(index)
        known = list(rows)
        if not known:
            raise LearningError(say("The questions do not fit the backbone's window. Nothing was changed."))
        lessons = {index: self.teacher.lesson(index) for index in known} if self.settings.kl_weight else {}
        for number, chosen in enumerate(group([rows[index].length for index in known], self.rows)):
            indices = [known[one] for one in chosen]
            drawn = np.random.SeedSequence([self.settings.seed, step, number]).generate_state(1)[0]
            yield self._backward(indices, rows, lessons, len(known), int(drawn))

    def _backward(
        self,
        indices: Sequence[int],
        rows: dict[int, Row],
        lessons: dict[int, Lesson | None],
        count: int,
        drawn: int,
    ) -> Loss:
        decoder = self.backbone.decoder
        batch = pack([rows[index] for index in indices])
        self.backbone.adapters.activate(self.name, training=True)
        decoder.train(True)  # dropout, and gradient checkpointing
        if self.gradient_checkpointing:
            _switch_checkpointing(decoder, on=True)
        devices = [decoder.device] if decoder.device.type == "cuda" else []
        try:
            with memory_errors(), torch.random.fork_rng(devices), torch.enable_grad():
                torch.manual_seed(drawn)
                logits = torch.split(answer_logits(self.backbone, batch), batch.lengths)
                whole, parts = self._loss(indices, logits, rows, lessons, count)
                whole.backward()  # type: ignore[no-untyped-call]
        finally:
            if self.gradient_checkpointing:
                _switch_checkpointing(decoder, on=False)
            decoder.train(False)
            self.backbone.adapters.activate(None)
        # Asked for only now: a number on a GPU is waited for, and the way back would have started late.
        entropy = divergence = 0.0
        for ce, kl in parts:
            entropy += float(ce) / count
            divergence += float(kl) / count
        return Loss(whole.detach(), entropy, divergence)

    def _loss(
        self,
        indices: Sequence[int],
        logits: Sequence[Tensor],
        rows: dict[int, Row],
        lessons: dict[int, Lesson | None],
        count: int,
    ) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """The examples' part of the step's mean, and each one's cross-entropy and KL divergence."""
        whole = logits[0].new_zeros(())
        parts: list[tuple[Tensor, Tensor]] = []
        for index, scores in zip(indices, logits, strict=True):  # [A, V]
            ce = nn.functional.cross_entropy(scores, rows[index].answer)
            lesson = lessons.get(index)
            weight = self.settings.kl_weight if lesson is not None else 0.0
            if lesson is not None and is_anchor(self.examples[index]):
                weight = 1.0
            kl = kl_divergence(scores, lesson) if lesson is not None else ce.new_zeros(())
            whole = whole + ((1 - weight) * ce + weight * kl) / count
            parts.append((ce.detach(), kl.detach()))
        return whole, parts


def _switch_checkpointing(decoder: PreTrainedModel, *, on: bool) -> None:
    """Compute activations again instead of keeping them; transformers 5.2x renamed what switches that."""
    kind = "activation" if hasattr(decoder, "activation_checkpointing_enable") else "gradient"
    if on:
        getattr(decoder, f"{kind}_checkpointing_enable")({"use_reentrant": False})
    else:
        getattr(decoder, f"{kind}_checkpointing_disable")()


def kl_divergence(scores: Tensor, lesson: Lesson) -> Tensor:
    """KL from the teacher to the student's logits `[A, V]`, mean over the answer.

    Over the teacher's k most likely tokens and one more event, "any other": so it is zero where both agree.
    """
    student = torch.log_softmax(scores, dim=-1).gather(-1, lesson.tokens)  # [A, k]
    teacher = lesson.log_probabilities
    known = (teacher.exp() * (teacher - student)).sum(-1)
    rest = _log_rest(teacher)
    return (known + rest.exp() * (rest - _log_rest(student))).mean()


def _log_rest(logs: Tensor) -> Tensor:
    """The logarithm of what probabilities `[A, k]` leave to all other tokens `[A]`."""
    return torch.log1p(-logs.exp().sum(-1).clamp(max=1 - 1e-6))
