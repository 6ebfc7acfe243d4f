"""The teacher: the same decoder without an adapter, reading the passage itself instead of its summaries.

Only its most likely tokens are kept (20 in Cartridges' self-study, arXiv 2506.06266) at the answer's places.
Off-topic examples have the decoder without an adapter and with the very same prompt for a teacher: nothing is
to change there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.learning.batches import answer_logits, group, pack, row_of
from lloco_desktop.learning.examples import Example, Summaries
from lloco_desktop.study import MaterialKind

GROUP = 8  # neighbours that are always read together, so that a value never depends on the batch it is for


@dataclass(frozen=True, eq=False, slots=True)
class Lesson:
    """What the teacher would say at each of an example's A answer tokens."""

    tokens: Tensor  # [A, k] ids, most likely first
    log_probabilities: Tensor  # [A, k], among all tokens: what they lack is the rest's


def is_anchor(example: Example) -> bool:
    """Whether an example only keeps the decoder as it is."""
    return example.kind is MaterialKind.OFF_TOPIC


class Teacher:
    """Lessons by example, made when they are first needed and kept."""

    def __init__(
        self,
        backbone: Backbone,
        examples: Sequence[Example],
        summaries: Summaries,
        top: int,
        agreement: float,
        most_rows: int,
    ) -> None:
        self._backbone = backbone
        self._examples = examples
        self._summaries = summaries
        self._top = top
        self._agreement = agreement
        self._most_rows = most_rows
        self._lessons: dict[int, Lesson | None] = {}

    def lesson(self, index: int) -> Lesson | None:
        """The lesson on an example; None where it has no teacher, or more text than the decoder reads."""
        if index not in self._lessons:
            self._teach(index // GROUP * GROUP)
        return self._lessons[index]

    def _teach(self, first: int) -> None:
        taught = range(first, min(first + GROUP, len(self._examples)))
        rows = {}
        for index in taught:
            self._lessons[index] = None
            example = self._examples[index]
            if not (example.teacher or is_anchor(example)):
                continue
            parts = (
                example.student_parts(self._summaries(example.keys))
                if is_anchor(example)
                else example.teacher_parts()
            )
            try:
                rows[index] = row_of(self._backbone, parts, example.answer)
            except ValueError:
                continue
        known = list(rows)
        self._backbone.adapters.activate(None)
        for chosen in group([rows[index].length for index in known], self._most_rows):
            batch = pack([rows[known[one]] for one in chosen])
            with memory_errors(), torch.no_grad():
                top = answer_logits(self._backbone, batch).log_softmax(-1).topk(self._top, dim=-1)
            tokens = torch.split(top.indices, batch.lengths)
            logs = torch.split(top.values, batch.lengths)
            for one, token, log in zip(chosen, tokens, logs, strict=True):
                lesson = Lesson(token, log)
                if is_anchor(self._examples[known[one]]) or self._agrees(lesson, rows[known[one]].answer):
                    self._lessons[known[one]] = lesson

    def _agrees(self, lesson: Lesson, answer: Tensor) -> bool:
        """Whether the teacher would begin with this answer, and choose enough of its tokens.

        One that would refuse, or say something else, teaches just that: a weak decoder unlearns to answer.
        """
        if not self._agreement:
            return True
        same = lesson.tokens[:, 0] == answer
        return bool(same[0]) and float(same.float().mean()) >= self._agreement
