"""The decoder at work: reads a prompt of embeddings and streams a greedy answer.

One prompt's keys and values stay in memory. The next prompt is compared with it row by row (embedding
and position), and only what differs is read: a follow-up question on the same documents costs the
question alone. There is no key that could be wrong about what the cache holds.

Nothing is yielded inside `inference_mode`, which would leak into the caller.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.codec import Codec, StopAt, TextStream
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.sampling import Sampling
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import DynamicCache, PreTrainedModel

ROWS_PER_STEP = 512  # of a prompt, read between two chances to stop


class Reader:
    """A causal language model with the memory of the prompt that it read last."""

    def __init__(
        self, model: PreTrainedModel, adapters: AdapterRack, codec: Codec, end_ids: set[int], window: int
    ) -> None:
        self._model = model
        self._adapters = adapters
        self._codec = codec
        self._end_ids = end_ids
        self._window = window
        self._cache: DynamicCache | None = None
        self._rows: Tensor | None = None  # [L, d] of the prompt behind the cache
        self._positions: Tensor | None = None  # [L]
        self._read_with: tuple[str | None, tuple[int, int]] = (None, (0, 0))  # adapter behind the cache
        self.rows_reused = 0  # of the last prompt

    def forget(self) -> None:
        """Drop the memory of the last prompt."""
        self._cache = self._rows = self._positions = None

    def stream(
        self,
        prompt: Prompt,
        max_new_tokens: int,
        stop: Sequence[str],
        adapter: str | None = None,
        sampling: Sampling | None = None,
    ) -> Generator[str, None, None]:
        """Pieces of the answer; see `Backbone.generate`."""
        if prompt.length >= self._window:
            raise BadInput(
                say(
                    "The question with its documents takes {length} tokens, but the backbone reads {window}; "
                    "ask about fewer documents or ask more briefly.",
                    length=prompt.length,
                    window=self._window,
                )
            )
        text, stopping = TextStream(self._codec.decode), StopAt(stop)
        room = min(max_new_tokens, self._window - prompt.length)
        for token in self.tokens(prompt, room, adapter=adapter, sampling=sampling):
            if token is None:
                yield ""
                continue
            yield stopping.push(text.push(token))
            if stopping.stopped:
                return
        yield stopping.push(text.finish()) + stopping.finish()

    def tokens(
        self,
        prompt: Prompt,
        count: int,
        ignore_end: bool = False,
        adapter: str | None = None,
        sampling: Sampling | None = None,
    ) -> Iterator[int | None]:
        """Up to `count` token ids, greedy without `sampling`; None after each part of the prompt was read.

        The end token is not given out; with `ignore_end` it is an ordinary token.
        """
        read_with = (adapter, self._adapters.edition(adapter))
        if read_with != self._read_with:
            self.forget()
            self._read_with = read_with
        logits: Tensor | None = None
        for step in self._read(prompt):
            logits = step
            yield None
        position = prompt.next_position
        chooser = None if sampling is None else sampling.chooser()
        for made in range(count):
            assert logits is not None, "a prompt has at least one row"
            token = int(logits.argmax()) if chooser is None else chooser.choose(logits)
            if token in self._end_ids and not ignore_end:
                return
            yield token
            if made + 1 < count:
                logits = self._next(token, position)
                position += 1

    def _read(self, prompt: Prompt) -> Iterator[Tensor]:
        """Read the part of the prompt that the cache lacks; yields the last row's logits `[V]` per step."""
        rows, positions = prompt.embeddings[0], prompt.positions[0]
        start = min(self._shared(rows, positions), prompt.length - 1)
        self.rows_reused = start
        self._keep(start)
        self._rows, self._positions = rows, positions
        while start < prompt.length:
            end = min(start + ROWS_PER_STEP, prompt.length)
            logits = self._forward(rows[None, start:end], positions[None, start:end])
            start = end
            yield logits

    def _next(self, token: int, position: int) -> Tensor:
        device = self._model.device
        with torch.inference_mode():
            row = self._model.get_input_embeddings()(torch.tensor([[token]], device=device))
        return self._forward(row, torch.tensor([[position]], device=device))

    def _forward(self, rows: Tensor, positions: Tensor) -> Tensor:
        # With a cache, transformers takes jumps in position_ids for what they are.
        self._adapters.activate(self._read_with[0])
        try:
            with memory_errors(), torch.inference_mode():
                output = self._model(
                    inputs_embeds=rows,
                    position_ids=positions,
                    past_key_values=self._cache,
                    use_cache=True,
                    logits_to_keep=1,
                )
                logits: Tensor = output.logits[0, -1]
        except BaseException:
            self.forget()  # half a step may be in it
            raise
        return logits

    def _shared(self, rows: Tensor, positions: Tensor) -> int:
        """How many first rows equal those behind the cache."""
        if self._cache is None or self._rows is None or self._positions is None:
            return 0
        length = min(rows.shape[0], self._rows.shape[0], self._cache.get_seq_length())
        equal = (rows[:length] == self._rows[:length]).all(-1) & (
            positions[:length] == self._positions[:length]
        )
        return int(equal.long().cumprod(0).sum())

    def _keep(self, length: int) -> None:
        """Cut the cache to its first `length` rows."""
        if length == 0 or self._cache is None:
            from transformers import DynamicCache

            self._cache = DynamicCache(config=self._model.config)
        elif (surplus := self._cache.get_seq_length() - length) > 0:
            self._cache.crop(-surplus)  # transformers 5 takes a negative count only
