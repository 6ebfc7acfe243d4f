"""The decoder's answer as it comes: pieces of text, then what it took.

Closing the generator closes the backbone's, so the decoder stops at once. A decoder that goes round in
circles is stopped too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lloco_desktop.answering.planning import Plan
from lloco_desktop.answering.support import is_degenerate
from lloco_desktop.backbone.base import Backbone, MemorySpan, PromptParts

if TYPE_CHECKING:
    from torch import Tensor

    from lloco_desktop.backbone.sampling import Sampling

ANSWER_TOKENS = 192  # at most; short answers end themselves
CHECKED_EVERY = 8  # pieces between two looks for circles


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer, as it came; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of an answer that was not stopped from outside."""

    text: str  # all of it, without white space at its ends
    prompt: int  # tokens and summaries that the decoder read
    summaries: int
    expanded: int
    source: int  # tokens behind the summaries
    pieces: int  # about the number of tokens of the answer
    first_token: float  # seconds until the first text, reading the prompt included
    total: float
    degenerate: bool  # stopped because it went round in circles


def prompt_parts(
    plan: Plan, summaries: Mapping[str, Tensor], question: str, instruction: str | None = None
) -> PromptParts:
    """What the plan puts before the decoder; `summaries` `[n, d]` by segment key, for all its segments."""
    import torch  # only here: planning and quoting have to work before torch is loaded

    memory = tuple(
        MemorySpan(
            torch.cat([summaries[segment.key] for segment in segments]),
            sum(segment.tokens for segment in segments),
        )
        for _, segments in plan.by_document()
    )
    return PromptParts(memory, tuple(passage.text for passage in plan.passages), question, instruction)


def stream_answer(
    backbone: Backbone,
    parts: PromptParts,
    max_new_tokens: int = ANSWER_TOKENS,
    clock: Callable[[], float] = time.perf_counter,
    adapter: str | None = None,
    variation: int = 0,
) -> Generator[Token | Finished, None, None]:
    """Read the prompt and answer: `Token`s, then one `Finished`. Raises BadInput, OutOfMemory.

    `adapter` names one that is in the backbone's rack; None reads without any. While a long prompt is being
    read nothing is yielded; an empty `Token` never is. A `variation` above 0 is another answer than the
    likeliest, each number its own.
    """
    begun = clock()
    prompt = backbone.assemble(parts)
    first: float | None = None
    text = ""
    count = 0
    degenerate = False
    generated = backbone.generate(prompt, max_new_tokens, adapter=adapter, sampling=_sampling(variation))
    with closing(generated) as pieces:
        for piece in pieces:
            if not piece:
                continue
            first = clock() - begun if first is None else first
            count += 1
            text += piece
            yield Token(piece)
            if count % CHECKED_EVERY == 0 and is_degenerate(text):
                degenerate = True
                break
    total = clock() - begun
    yield Finished(
        text=text.strip(),
        prompt=prompt.length,
        summaries=prompt.summaries,
        expanded=prompt.expanded,
        source=prompt.source_tokens,
        pieces=count,
        first_token=total if first is None else first,
        total=total,
        degenerate=degenerate,
    )


def _sampling(variation: int) -> Sampling | None:
    if not variation:
        return None
    from lloco_desktop.backbone.sampling import Sampling  # imports torch

    return Sampling(seed=variation)
