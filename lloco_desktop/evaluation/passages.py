"""Long texts as passages, and those of them that share most with a question, by vector and by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.evaluation.finding import embed_all
from lloco_desktop.evaluation.tasks import Case
from lloco_desktop.metrics import normalise

PASSAGE_WORDS = 80
SHOWN = 3  # passages in place of a long paragraph, as many as the application shows as text

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, its white space made single spaces."""
    return _SENTENCE.split(" ".join(text.split()))


def cut(sentences: Sequence[str], words: int = PASSAGE_WORDS) -> list[str]:
    """Passages of whole sentences and at most `words` words, unless one sentence has more."""
    passages: list[str] = [""]
    for sentence in sentences:
        if passages[-1] and len(passages[-1].split()) + len(sentence.split()) > words:
            passages.append("")
        passages[-1] = f"{passages[-1]} {sentence}".strip()
    return passages


class Finder:
    """Ranks passages for questions; the vectors of all that it was given stay in memory."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone
        self._vectors: dict[str, np.ndarray] = {}

    def best(self, passages: Sequence[str], question: str, shown: int) -> list[str]:
        """The `shown` passages with the highest sum of shared words and cosine, in their own order."""
        missing = [text for text in dict.fromkeys((*passages, question)) if text not in self._vectors]
        if missing:
            self._vectors |= zip(missing, embed_all(self._backbone, missing), strict=True)
        wanted, vector = set(normalise(question).split()), self._vectors[question]
        scores = [
            len(wanted & set(normalise(passage).split())) + float(self._vectors[passage] @ vector)
            for passage in passages
        ]
        ranks = sorted(range(len(passages)), key=lambda i: -scores[i])[:shown]
        return [passages[i] for i in sorted(ranks)]


def shorten(finder: Finder, case: Case, longest: int, shown: int = SHOWN) -> Case:
    """The case with each paragraph of more than `longest` words replaced by its best passages.

    A paragraph that is no more than `shown` passages stays as it is.
    """

    def short(paragraph: str) -> str:
        if len(paragraph.split()) <= longest:
            return paragraph
        passages = cut(sentences_of(paragraph))
        if len(passages) <= shown:
            return paragraph
        return "\n\n".join(finder.best(passages, case.question, shown))

    return replace(case, paragraph=short(case.paragraph), others=tuple(map(short, case.others)))
