"""What the decoder has read and may read on: the caches of the last few prompts, within a budget of memory.

A new prompt is compared row by row (embedding and position) with each that is held, and goes on from the one
that shares most with it. So a follow-up costs its own rows alone, also where two conversations take turns.
There is no key that could be wrong about what a cache holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from torch import Tensor

from lloco_desktop.backbone.cache import can_fork, cut, fork, new_cache, reserve, taken
from lloco_desktop.fitting.memory import free_memory

if TYPE_CHECKING:
    from transformers import DynamicCache, PreTrainedModel

MOST = 8  # prompts; to compare with each takes about a millisecond
SHARE_OF_FREE = 8  # an eighth of the memory that is free may be held
LARGEST = 4 * 2**30  # bytes, however much is free
UNKNOWN = 256 * 2**20  # bytes, where the system does not say what is free
FOLLOWS = (
    0.5  # of a prompt's rows: one that shares as much takes its place, one that shares less is another's
)

ReadWith = tuple[str | None, tuple[int, int]]  # an adapter's name and edition


@dataclass(eq=False)
class Prefix:
    """One prompt and the cache of it, with the rows of its answer behind."""

    cache: DynamicCache
    rows: Tensor  # [L, d]
    positions: Tensor  # [L]
    read_with: ReadWith
    users: int = 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While an answer is being made of it, no other prompt takes its place."""
        self.users += 1
        try:
            yield
        finally:
            self.users -= 1

    @property
    def length(self) -> int:
        """Rows of the prompt that were read."""
        return min(len(self.rows), int(self.cache.get_seq_length()))

    def shared(self, rows: Tensor, positions: Tensor) -> int:
        """How many first rows equal those of another prompt."""
        length = min(len(rows), self.length)
        equal = (rows[:length] == self.rows[:length]).all(-1) & (
            positions[:length] == self.positions[:length]
        )
        return int(equal.long().cumprod(0).sum())

    def taken(self) -> int:
        """Bytes."""
        return taken(self.cache) + self.rows.numel() * self.rows.element_size()


@dataclass
class Prefixes:
    """The prompts that are held, the one that was used last at the end."""

    model: PreTrainedModel
    budget: Callable[[], int] | None = None  # bytes; None: a share of what is free on the decoder's device
    held: list[Prefix] = field(default_factory=list)

    def take(self, rows: Tensor, positions: Tensor, read_with: ReadWith, more: int) -> tuple[Prefix, int]:
        """The cache to read a prompt `[L, d]` with, and how many of its rows are in it already.

        At most L - 1, so that there is something to read. `more` is how many rows of an answer may follow.
        """
        self._drop_outdated(read_with)
        fitting = [one for one in self.held if one.read_with == read_with]
        shares = [(min(one.shared(rows, positions), len(rows) - 1), one) for one in fitting]
        start, best = max(shares, key=lambda pair: pair[0], default=(0, None))
        wanted = len(rows) + more
        if best is not None and start and self._is_followed(best, start, wanted):
            cut(best.cache, start)
            best.rows, best.positions = rows, positions
            self.held.remove(best)
            prefix = best
        else:
            cache = self._begun(best, start)
            start = int(cache.get_seq_length())
            prefix = Prefix(cache, rows, positions, read_with)
        reserve(prefix.cache, wanted)
        self._make_room(prefix, wanted)
        self.held.append(prefix)
        return prefix, start

    def drop(self, prefix: Prefix) -> None:
        """Forget one."""
        self.held = [one for one in self.held if one is not prefix]

    def drop_others(self, prefix: Prefix) -> bool:
        """Forget all but this one; whether there were any."""
        others = len(self.held) > 1
        self.held = [one for one in self.held if one is prefix]
        return others

    def clear(self) -> None:
        """Forget all."""
        self.held = []

    def _begun(self, best: Prefix | None, start: int) -> DynamicCache:
        """A new cache, with what a prompt shares with another one that stays as it is."""
        if best is None or not start or not can_fork(best.cache):
            return new_cache(self.model.config)
        return fork(best.cache, self.model.config, start)

    def _is_followed(self, prefix: Prefix, shared: int, wanted: int) -> bool:
        """Whether a prompt takes the place of one that is not worth keeping, or does not fit beside it."""
        if prefix.users:
            return False
        return shared >= FOLLOWS * prefix.length or 2 * self._each(wanted, prefix) > self._budget()

    def _each(self, rows: int, like: Prefix) -> int:
        return like.taken() * rows // max(1, like.length)

    def _make_room(self, coming: Prefix, wanted: int) -> None:
        """Forget the longest unused until what is held fits the budget together with what comes."""
        needs = max((self._each(wanted, one) for one in self.held[-1:]), default=0)
        left = self._budget() - max(needs, coming.taken())
        kept: list[Prefix] = []
        for one in reversed(self.held):
            left -= one.taken()
            if left < 0 or len(kept) + 1 >= MOST:
                break
            kept.insert(0, one)
        self.held = kept

    def _drop_outdated(self, read_with: ReadWith) -> None:
        """Forget what an adapter of this name read when it had other weights."""
        name = read_with[0]
        self.held = [one for one in self.held if one.read_with[0] != name or one.read_with == read_with]

    def _budget(self) -> int:
        if self.budget is not None:
            return self.budget()
        free = free_memory(self.model.device)
        held = sum(one.taken() for one in self.held)
        return UNKNOWN if free is None else min(LARGEST, (free + held) // SHARE_OF_FREE)
