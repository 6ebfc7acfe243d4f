"""Keys and values of one prompt, in memory that is taken once and not with every token.

transformers' own layer joins old and new keys into a new tensor at every step, so that each token of an
answer copies all that was read before it: with 4,000 rows before a decoder of Llama-2-7B's shape that is
2 GiB a token (`benchmarks/decoding.py` has what it costs). A `GrowingLayer` writes behind what is there. What
attention gets is a view of the same numbers in the same order, so answers are the same to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from transformers.cache_utils import DynamicCache, DynamicLayer

if TYPE_CHECKING:
    from transformers import PretrainedConfig

SPARE = 64  # rows that are taken beyond what is needed, where nobody said how many will come


class GrowingLayer(DynamicLayer):
    """One layer's keys and values `[1, heads, L, head width]`, views of a larger buffer.

    `keys` and `values` are what the base class knows, so that cutting and counting stay its own.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.wanted = 0  # rows to take room for at the next chance
        self._room: tuple[Tensor, Tensor] | None = None

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """Write new rows behind those that are there; gives all keys and all values."""
        del args, kwargs
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        start = int(self.get_seq_length())
        end = start + key_states.shape[-2]
        if self._room is None or end > self._room[0].shape[-2]:
            rows = self.wanted if self.wanted >= end else end + SPARE
            self._room = (
                _larger(key_states, self.keys, start, rows),
                _larger(value_states, self.values, start, rows),
            )
        keys, values = self._room
        keys[..., start:end, :] = key_states
        values[..., start:end, :] = value_states
        self.keys, self.values = keys[..., :end, :], values[..., :end, :]
        return self.keys, self.values

    @property
    def taken(self) -> int:
        """Bytes, those that are not filled yet too."""
        return sum(part.numel() * part.element_size() for part in self._room) if self._room else 0


def _larger(new: Tensor, old: Tensor | None, length: int, rows: int) -> Tensor:
    """A buffer `[1, heads, rows, head width]` that begins with the first `length` rows of `old`."""
    made = new.new_empty((*new.shape[:-2], rows, new.shape[-1]))
    if length and old is not None:
        made[..., :length, :] = old[..., :length, :]
    return made


def new_cache(config: PretrainedConfig) -> DynamicCache:
    """An empty cache for a decoder; layers that see a sliding window only stay transformers' own."""
    cache = DynamicCache(config=config)
    cache.layers = [GrowingLayer() if type(layer) is DynamicLayer else layer for layer in cache.layers]
    return cache


def can_fork(cache: DynamicCache) -> bool:
    """Whether `fork` can copy its beginning."""
    return all(isinstance(layer, GrowingLayer) for layer in cache.layers)


def reserve(cache: DynamicCache, rows: int) -> None:
    """Let the cache take room for so many rows in all when it next has to grow."""
    for layer in cache.layers:
        if isinstance(layer, GrowingLayer):
            layer.wanted = rows


@torch.inference_mode()
def fork(cache: DynamicCache, config: PretrainedConfig, length: int) -> DynamicCache:
    """A cache of its own that begins with the first `length` rows of another one."""
    made = new_cache(config)
    for old, new in zip(_layers(cache), _layers(made), strict=True):
        if length and old.is_initialized:
            new.update(old.keys[..., :length, :], old.values[..., :length, :])
    return made


def cut(cache: DynamicCache, length: int) -> None:
    """Forget what comes after the first `length` rows, layer by layer: a step may have stopped half-way."""
    for layer in _layers(cache):
        if (surplus := int(layer.get_seq_length()) - length) > 0:
            layer.crop(-surplus)  # transformers 5 takes a negative count only


def taken(cache: DynamicCache) -> int:
    """Bytes that a cache holds."""
    return sum(
        layer.taken if isinstance(layer, GrowingLayer) else _size(layer.keys) + _size(layer.values)
        for layer in _layers(cache)
    )


def _layers(cache: DynamicCache) -> list[Any]:
    return cache.layers


def _size(part: Tensor | None) -> int:
    return 0 if part is None else part.numel() * part.element_size()
