"""Vectors for retrieval from a backbone's own encoder: the mean of its last hidden states."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from lloco_desktop.backbone.device import memory_errors

TOKENS_PER_BATCH = 8192


def mean_vectors(
    texts: Sequence[Sequence[int]],
    states: Callable[[Tensor, Tensor], Tensor],
    window: int,
    width: int,
    device: torch.device,
) -> Tensor:
    """Vectors `[n, width]`, float32 on the CPU, L2-normalised; an empty text gets zeros.

    `states` gives hidden states `[B, T, width]` of right-padded ids `[B, T]` with their mask. A text
    longer than the window counts with all its windows. Windows of like length go together, so that
    little is spent on padding.
    """
    windows = [
        (owner, list(text[start : start + window]))
        for owner, text in enumerate(texts)
        for start in range(0, len(text), window)
    ]
    windows.sort(key=lambda item: len(item[1]))
    sums = torch.zeros(len(texts), width)
    while windows:
        longest = len(windows[-1][1])
        size = max(1, TOKENS_PER_BATCH // longest)
        batch, windows = windows[-size:], windows[:-size]
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, (_, tokens) in enumerate(batch):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        ids, mask = ids.to(device), mask.to(device)
        with memory_errors(), torch.inference_mode():
            summed = (states(ids, mask).float() * mask[..., None]).sum(1).cpu()  # [B, width]
        sums.index_add_(0, torch.tensor([owner for owner, _ in batch]), summed.clone())
    return torch.nn.functional.normalize(sums, dim=-1)  # the sum points where the mean does
