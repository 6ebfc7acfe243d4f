"""A token of an answer as one CUDA graph: what is won where Python, not the chip, sets the pace.

An experiment beside the reader, not a part of it. Every address is fixed: keys and values go to a place that
a tensor names, attention sees the whole buffer through a mask, and the token that was made is the next
step's input without the processor hearing of it. Without CUDA the same step runs kernel by kernel, which is
how its tokens are compared with the reader's.
"""

from __future__ import annotations

import time
from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from benchmarks.gpu.shapes import AnyBackbone
from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.cache import new_cache, reserve


class FixedLayer(DynamicLayer):
    """Keys and values in buffers that never move; a new row goes to `place`."""

    def __init__(self, keys: Tensor, values: Tensor, place: Tensor) -> None:
        super().__init__()
        self.keys, self.values, self._place = keys, values, place
        self.is_initialized = True

    def update(self, key_states: Tensor, value_states: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        assert self.keys is not None
        assert self.values is not None
        keys = self.keys.index_copy_(2, self._place, key_states)
        return keys, self.values.index_copy_(2, self._place, value_states)


class GraphDecoder:
    """A prompt that was read, and the step that makes token after token of it."""

    @torch.inference_mode()
    def __init__(self, backbone: AnyBackbone, prompt: Prompt, count: int) -> None:
        self._model: Any = backbone.decoder
        device, length = self._model.device, prompt.length
        cache: Any = new_cache(self._model.config)
        rows = -(-(length + count) // 16) * 16  # masks of whole sixteens are read as they lie
        reserve(cache, rows)
        logits = self._model(
            inputs_embeds=prompt.embeddings,
            position_ids=prompt.positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        ).logits
        self._place = torch.tensor([length], device=device)
        self._token = logits[:, -1].argmax(-1, keepdim=True)  # [1, 1]
        self._position = torch.tensor([[prompt.next_position]], device=device)
        self._mask = (torch.arange(rows, device=device) < length)[None, None, None]
        self._cache = DynamicCache(config=self._model.config)
        self._cache.layers = [
            FixedLayer(_whole(one.keys, rows), _whole(one.values, rows), self._place) for one in cache.layers
        ]
        self._graph: Any = None

    @torch.inference_mode()
    def _step(self) -> None:
        self._mask.index_fill_(-1, self._place, True)
        logits = self._model(
            inputs_embeds=self._model.get_input_embeddings()(self._token),
            attention_mask=self._mask,
            position_ids=self._position,
            past_key_values=self._cache,
            use_cache=True,
            logits_to_keep=1,
        ).logits
        self._token.copy_(logits[:, -1].argmax(-1, keepdim=True))
        self._place += 1
        self._position += 1

    @torch.inference_mode()
    def capture(self) -> None:
        """Record a step; those that warm up and the recording leave everything as it was."""
        before = [one.clone() for one in (self._token, self._place, self._position, self._mask)]
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self._step()
        torch.cuda.current_stream().wait_stream(side)
        self._put(before)
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph):
            self._step()
        self._put(before)

    def _put(self, before: list[Tensor]) -> None:
        for one, old in zip((self._token, self._place, self._position, self._mask), before, strict=True):
            one.copy_(old)

    def tokens(self, count: int) -> tuple[list[int], float]:
        """So many tokens, and seconds for each after the first; each is fetched, as streaming does."""
        made = [int(self._token)]
        begun = time.perf_counter()
        for _ in range(count - 1):
            if self._graph is None:
                self._step()
            else:
                self._graph.replay()
            made.append(int(self._token))
        return made, (time.perf_counter() - begun) / max(1, count - 1)


def _whole(part: Tensor, rows: int) -> Tensor:
    """A buffer of so many rows that begins with those of `part`; the rest is zero, never not-a-number."""
    made = part.new_zeros(*part.shape[:2], rows, part.shape[-1])
    made[:, :, : part.shape[2]] = part
    return made
