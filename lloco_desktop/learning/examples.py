"""What the LoRA loop learns from: a prompt of summaries, the answer, and what its teacher reads.

An example is small: it names its summaries by key, and they are fetched when their batch comes up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.study import MaterialKind

if TYPE_CHECKING:
    from torch import Tensor

Summaries = Callable[[Sequence[str]], Mapping[str, "Tensor"]]  # segment keys -> [n, d] each


@dataclass(frozen=True, slots=True)
class Span:
    """The segments of one document that an example reads, in their order."""

    keys: tuple[str, ...]
    source_tokens: int


@dataclass(frozen=True, slots=True)
class Example:
    """One question as it will be asked, with the answer that is wanted."""

    kind: MaterialKind
    question: str
    answer: str
    spans: tuple[Span, ...]  # one per document, as answering puts them
    passages: tuple[str, ...] = ()  # as text beside the summaries
    teacher: tuple[str, ...] = ()  # what the teacher reads as text instead; empty: no teacher
    instruction: str | None = None

    def student_parts(self, summaries: Mapping[str, Tensor]) -> PromptParts:
        """`[summaries | passages | question]`, as the adapter reads it."""
        import torch

        memory = tuple(
            MemorySpan(torch.cat([summaries[key] for key in span.keys]), span.source_tokens)
            for span in self.spans
        )
        return PromptParts(memory, self.passages, self.question, self.instruction)

    def teacher_parts(self) -> PromptParts:
        """`[passages | question]`, as the decoder alone reads it."""
        return PromptParts((), self.teacher, self.question, self.instruction)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every segment whose summaries it reads."""
        return tuple(key for span in self.spans for key in span.keys)
