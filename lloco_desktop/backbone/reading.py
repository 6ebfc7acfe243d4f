"""The decoder at work: reads a prompt of embeddings and streams a greedy answer.

The keys and values of the last few prompts stay in memory (`prefixes.py`), and of the next prompt only that
is read which none of them begins with: a follow-up question on the same documents costs the question alone.

Nothing is yielded inside `inference_mode`, which would leak into the caller.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.cache import cut
from lloco_desktop.backbone.codec import Codec, StopAt, TextStream
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.prefixes import Prefix, Prefixes
from lloco_desktop.backbone.sampling import Sampling
from lloco_desktop.errors import BadInput, OutOfMemory
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ROWS_PER_STEP = 512  # of a prompt, read between two chances to stop


class Reader:
    """A causal language model with the memory of the prompts that it read last."""

    def __init__(
        self, model: PreTrainedModel, adapters: AdapterRack, codec: Codec, end_ids: set[int], window: int
    ) -> None:
        self._model = model
        self._adapters = adapters
        self._codec = codec
        self._end_ids = end_ids
        self._window = window
        self.prefixes = Prefixes(model)
        self.rows_reused = 0  # of the last prompt
        adapters.before_training = self.forget

    def forget(self) -> None:
        """Drop the memory of all prompts."""
        self.prefixes.clear()

    @contextmanager
    def making_way(self) -> Iterator[None]:
        """Where memory runs out inside, what was read is let go of: a smaller step may then have room."""
        try:
            yield
        except OutOfMemory:
            self.forget()
            raise

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
        rows, positions = prompt.embeddings[0], prompt.positions[0]
        read_with = (adapter, self._adapters.edition(adapter))
        prefix, done = self.prefixes.take(rows, positions, read_with, count)
        self.rows_reused = done
        logits: Tensor | None = None
        with prefix.in_use():
            for start in range(done, prompt.length, ROWS_PER_STEP):
                end = min(start + ROWS_PER_STEP, prompt.length)
                logits = self._forward(prefix, rows[None, start:end], positions[None, start:end])
                yield None
            assert logits is not None, "a prompt has at least one row"
            chooser = None if sampling is None else sampling.chooser()
            for made in range(count):
                token = int(logits.argmax()) if chooser is None else chooser.choose(logits)
                if token in self._end_ids and not ignore_end:
                    return
                yield token
                if made + 1 < count:
                    logits = self._next(prefix, token, prompt.next_position + made)

    def _next(self, prefix: Prefix, token: int, position: int) -> Tensor:
        device = self._model.device
        with torch.inference_mode():
            row = self._model.get_input_embeddings()(torch.tensor([[token]], device=device))
        return self._forward(prefix, row, torch.tensor([[position]], device=device))

    def _forward(self, prefix: Prefix, rows: Tensor, positions: Tensor) -> Tensor:
        """The last row's logits `[V]`; where memory runs out, once more without the other prompts."""
        length = prefix.cache.get_seq_length()
        try:
            return self._step(prefix, rows, positions)
        except OutOfMemory:
            if not self.prefixes.drop_others(prefix):
                self.prefixes.drop(prefix)  # half a step may be in it
                raise
        except BaseException:
            self.prefixes.drop(prefix)
            raise
        # Outside the handler: inside it, the traceback would keep the failed step's tensors alive.
        cut(prefix.cache, length)
        try:
            return self._step(prefix, rows, positions)
        except BaseException:
            self.prefixes.drop(prefix)
            raise

    def _step(self, prefix: Prefix, rows: Tensor, positions: Tensor) -> Tensor:
        # With a cache, transformers takes jumps in position_ids for what they are.
        self._adapters.activate(prefix.read_with[0])
        with memory_errors(), torch.inference_mode():
            output = self._model(
                inputs_embeds=rows,
                position_ids=positions,
                past_key_values=prefix.cache,
                use_cache=True,
                logits_to_keep=1,
            )
            logits: Tensor = output.logits[0, -1]
        return logits
