"""A needle in a haystack, as the application would look for it: retrieved passages, then an answer.

A book is cut into passages, one odd sentence is put in at a depth, passages are ranked by the backbone's
vectors and by keywords, and the best are shown as text beside the summaries of all that were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lloco_desktop.backbone.base import Backbone, PromptParts
from lloco_desktop.evaluation.passages import PASSAGE_WORDS, Finder, cut, sentences_of
from lloco_desktop.evaluation.tasks import compress_text
from lloco_desktop.metrics import normalise

DEPTHS = 10
LENGTHS = (1000, 4000, 16_000, 32_000)  # tokens of book


@dataclass(frozen=True, slots=True)
class Needle:
    """The sentence that is hidden, the question for it and what the answer must hold."""

    sentence: str
    question: str
    answer: str


KESTREL = Needle(
    "The magic number of Kestrel Bay is 48213.", "What is the magic number of Kestrel Bay?", "48213"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Whether the needle's passage was retrieved, and whether the answer held it."""

    tokens: int
    depth: float
    retrieved: bool
    answered: bool


def hide(book: str, needle: Needle, tokens: int, depth: float, words: int = PASSAGE_WORDS) -> list[str]:
    """Passages of the book's first `tokens` tokens (4 characters each), the needle at `depth` (0 to 1)."""
    sentences = sentences_of(book[: tokens * 4])
    sentences.insert(round(depth * len(sentences)), needle.sentence)
    return cut(sentences, words)


def look(
    backbone: Backbone,
    passages: Sequence[str],
    needle: Needle,
    tokens: int,
    depth: float,
    shown: int = 2,
    finder: Finder | None = None,
) -> Found:
    """Retrieve by vector and by shared words, show the best passages, ask."""
    chosen = (finder or Finder(backbone)).best(passages, needle.question, shown)
    memory = tuple(compress_text(backbone, passage) for passage in chosen)
    prompt = backbone.assemble(PromptParts(memory, tuple(chosen), needle.question))
    answer = normalise("".join(backbone.generate(prompt, 24)))
    hidden = any(needle.sentence in passage for passage in chosen)
    return Found(tokens, depth, hidden, normalise(needle.answer) in answer)


def look_at_depths(
    backbone: Backbone, books: Sequence[str], tokens: int, needle: Needle = KESTREL
) -> list[Found]:
    """The needle at ten depths from the beginning to the end, the books in turn."""
    finder = Finder(backbone)
    found = []
    for step in range(DEPTHS):
        depth = step / (DEPTHS - 1)
        passages = hide(books[step % len(books)], needle, tokens, depth)
        found.append(look(backbone, passages, needle, tokens, depth, finder=finder))
    return found
