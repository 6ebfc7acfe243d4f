"""Question answering on held-out files, with nothing but a `Backbone`.

A question is asked of its paragraph and, if wished, of other paragraphs of the file as distractors, shown
as text, as summaries, or as summaries of all with its own paragraph expanded as text.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lloco_desktop.backbone.base import Backbone, MemorySpan, PromptParts
from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.errors import BadInput
from lloco_desktop.evaluation.files import read_rows
from lloco_desktop.metrics import best, exact_match, f1, mean, normalise

_REFUSALS = frozenset(normalise(text) for text in (NOT_IN_DOCUMENTS, "unanswerable", "not found"))


class Shown(Enum):
    """How a question's paragraphs are put before the decoder."""

    TEXT = "text"
    SUMMARIES = "summaries"
    EXPANDED = "expanded"  # summaries of all, the question's own also as text


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its paragraph; no gold answers mean that it cannot be answered from it."""

    question: str
    golds: tuple[str, ...]
    paragraph: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a backbone answered."""

    case: Case
    answer: str

    @property
    def refused(self) -> bool:
        """Whether the answer says that the documents do not hold one."""
        return normalise(self.answer) in _REFUSALS


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the outcomes; F1 and exact match over answerable questions, 0 to 100."""

    questions: int
    answerable: int
    f1: float
    exact_match: float
    refused_unanswerable: float  # share of those that cannot be answered, 0 to 100
    refused_answerable: float
    seconds: float


def read_cases(path: Path, limit: int = 0, others: int = 0, words: int = 0, seed: int = 1) -> list[Case]:
    """Questions of an evaluation file, shuffled by `seed`; at most `limit`, on paragraphs of at most `words`.

    Raises BadInput if the file cannot be read or has no questions.
    """
    kept = [row for row in read_rows(path) if not words or len(str(row["text"]).split()) <= words]
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    cases = [
        Case(
            str(qa["q"]),
            tuple(str(answer) for answer in qa["a"]),
            str(row["text"]),
            tuple(str(rng.choice(kept)["text"]) for _ in range(others)),
        )
        for row in kept
        for qa in row.get("qas") or ()
    ]
    if not cases:
        raise BadInput(f"The evaluation file {path} has no questions on short enough paragraphs.")
    rng.shuffle(cases)
    return cases[:limit] if limit else cases


def compress_text(backbone: Backbone, text: str) -> MemorySpan:
    """The summaries of a text of any length, cut into windows."""
    import torch

    ids = backbone.encode(text)
    window = backbone.info.encoder_window
    windows = [ids[start : start + window] for start in range(0, len(ids), window)]
    summaries = backbone.compress(windows, [None] * len(windows))
    return MemorySpan(torch.cat(list(summaries)), len(ids))


def parts_for(backbone: Backbone, case: Case, shown: Shown, rng: random.Random) -> PromptParts:
    """The prompt of one case; its own paragraph stands in a random place among the others."""
    paragraphs = list(case.others)
    paragraphs.insert(rng.randint(0, len(paragraphs)), case.paragraph)
    if shown is Shown.TEXT:
        return PromptParts((), tuple(paragraphs), case.question)
    memory = tuple(compress_text(backbone, paragraph) for paragraph in paragraphs)
    return PromptParts(memory, (case.paragraph,) if shown is Shown.EXPANDED else (), case.question)


def answer_cases(
    backbone: Backbone, cases: Sequence[Case], shown: Shown, max_new_tokens: int = 32, seed: int = 1
) -> Iterator[Outcome]:
    """Ask every case greedily."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    for case in cases:
        prompt = backbone.assemble(parts_for(backbone, case, shown, rng))
        yield Outcome(case, "".join(backbone.generate(prompt, max_new_tokens)).strip())


def score(outcomes: Sequence[Outcome], seconds: float = 0.0) -> Scores:
    """The means; refusing an answerable question scores 0 there."""
    answerable = [outcome for outcome in outcomes if outcome.case.golds]
    others = [outcome for outcome in outcomes if not outcome.case.golds]
    return Scores(
        questions=len(outcomes),
        answerable=len(answerable),
        f1=100 * mean([best(f1, o.answer, o.case.golds) for o in answerable]),
        exact_match=100 * mean([best(exact_match, o.answer, o.case.golds) for o in answerable]),
        refused_unanswerable=100 * mean([float(o.refused) for o in others]),
        refused_answerable=100 * mean([float(o.refused) for o in answerable]),
        seconds=seconds,
    )


def measure(backbone: Backbone, cases: Sequence[Case], shown: Shown) -> tuple[Scores, list[Outcome]]:
    """Answer and score, with the wall-clock time."""
    begun = time.perf_counter()
    outcomes = list(answer_cases(backbone, cases, shown))
    return score(outcomes, time.perf_counter() - begun), outcomes


def repeat_accuracy(backbone: Backbone, texts: Sequence[str], instruction: str = "Repeat the text.") -> float:
    """How much of each text comes back from its summaries: share of tokens in their place, 0 to 100."""
    shares = []
    for text in texts:
        prompt = backbone.assemble(PromptParts((compress_text(backbone, text),), (), instruction))
        wanted = backbone.encode(text)
        given = backbone.encode("".join(backbone.generate(prompt, len(wanted) + 4)).strip())
        shares.append(sum(a == b for a, b in zip(wanted, given, strict=False)) / max(1, len(wanted)))
    return 100 * mean(shares)
