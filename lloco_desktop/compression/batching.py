"""How many tokens are compressed at once: what the device has memory for, and what takes about a second.

A question waits no longer than one batch (rule 2 of ARCHITECTURE.md), so a batch may not take long, on
whatever it is computed. The first one is a single segment; what it took says how large the next may be. On a
processor little is won by large ones: a small encoder is a third slower with 512 tokens than with 4,096, one
of 158M parameters is as fast (`benchmarks/batches.py`). A GPU is taken to be full with a few ten thousand
tokens, which was not measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from lloco_desktop.backbone.base import Backbone

if TYPE_CHECKING:
    import torch

SECONDS = 1.0  # that a batch may take
GROWTH = 4  # at most: a small batch says little of how fast a large one is
CPU_MOST = 4096  # tokens
GPU_MOST = 32_768
SHARE_OF_FREE = 0.5  # of the memory that is free when the work begins; the rest is for a question in between


class BatchSize:
    """The size of the next batch, in tokens with padding; at least one segment is always tried."""

    def __init__(
        self,
        backbone: Backbone,
        free: Callable[[torch.device], int | None] | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.clock = clock
        self._most = min(CPU_MOST if backbone.info.device == "cpu" else GPU_MOST, _in_memory(backbone, free))
        self.tokens = min(self._most, backbone.info.encoder_window)

    def took(self, tokens: int, seconds: float) -> None:
        """Learn from a batch of so many tokens; a small last one does not say how fast full ones are."""
        if tokens < self.tokens / 2 and seconds < SECONDS:
            return
        fast = self._most if seconds <= 0 else round(tokens * SECONDS / seconds)
        self.tokens = max(1, min(self._most, fast, GROWTH * max(tokens, self.tokens)))

    def failed(self, tokens: int) -> None:
        """So many did not fit: no later batch is as large."""
        self._most = max(1, min(self._most, tokens // 2))
        self.tokens = min(self.tokens, self._most)


def _in_memory(backbone: Backbone, free: Callable[[torch.device], int | None] | None) -> int:
    """Tokens that there is memory for."""
    if not backbone.token_bytes:
        return GPU_MOST
    import torch

    from lloco_desktop.fitting.memory import free_memory

    known = (free or free_memory)(torch.device(backbone.info.device))
    return GPU_MOST if known is None else max(1, round(SHARE_OF_FREE * known) // backbone.token_bytes)
