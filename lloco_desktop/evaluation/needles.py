"""A needle in a haystack, as the application would look for it: retrieved passages, then an answer.

A book is cut into passages, one odd sentence is put in at a depth, passages are ranked by the backbone's
vectors and by keywords, and the best are shown as text beside the summaries of all that were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.backbone.base import Backbone, PromptParts
from lloco_desktop.evaluation.finding import embed_all
from lloco_desktop.evaluation.tasks import compress_text
from lloco_desktop.metrics import normalise

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Needle:
    """The sentence that is hidden, the question for it and what the answer must hold."""

    sentence: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Found:
    """Whether the needle's passage was retrieved, and whether the answer held it."""

    tokens: int
    depth: float
    retrieved: bool
    answered: bool


def hide(book: str, needle: Needle, tokens: int, depth: float, words: int = 80) -> list[str]:
    """Passages of the book's first `tokens` tokens (4 characters each), the needle at `depth` (0 to 1)."""
    sentences = _SENTENCE.split(" ".join(book[: tokens * 4].split()))
    sentences.insert(round(depth * len(sentences)), needle.sentence)
    passages: list[str] = [""]
    for sentence in sentences:
        if passages[-1] and len(passages[-1].split()) + len(sentence.split()) > words:
            passages.append("")
        passages[-1] = f"{passages[-1]} {sentence}".strip()
    return passages


def look(
    backbone: Backbone, passages: Sequence[str], needle: Needle, tokens: int, depth: float, shown: int = 2
) -> Found:
    """Retrieve by vector and by shared words, show the best passages, ask."""
    vectors = embed_all(backbone, [*passages, needle.question])
    wanted = set(normalise(needle.question).split())
    shared = [len(wanted & set(normalise(passage).split())) for passage in passages]
    dense = vectors[:-1] @ vectors[-1]
    ranks = sorted(range(len(passages)), key=lambda i: -(shared[i] + float(dense[i])))[:shown]
    chosen = [passages[i] for i in sorted(ranks)]
    memory = tuple(compress_text(backbone, passage) for passage in chosen)
    prompt = backbone.assemble(PromptParts(memory, tuple(chosen), needle.question))
    answer = normalise("".join(backbone.generate(prompt, 24)))
    hidden = any(needle.sentence in passage for passage in chosen)
    return Found(tokens, depth, hidden, normalise(needle.answer) in answer)
