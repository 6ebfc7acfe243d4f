"""Summaries as bytes: fp16, or int8 with one fp16 scale per summary.

fp16 keeps about three digits of every number. int8 halves the size; no number is off by more than half
a step, which is a 254th of the largest number of its own summary.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lloco_desktop.domain import StoredSummaries, SummaryPrecision
from lloco_desktop.errors import WorkspaceDamaged
from lloco_desktop.sentences import say

FP16_LARGEST = 65504.0
SMALLEST_SCALE = 2.0**-14  # the smallest fp16 number with all its digits
STEPS = 127


def pack(key: str, summaries: Tensor, precision: SummaryPrecision = SummaryPrecision.FP16) -> StoredSummaries:
    """Summaries `[n, d]` as bytes; int8 has `n * d` numbers and then `n` scales."""
    values = summaries.detach().float().cpu()
    count, width = values.shape
    if precision is SummaryPrecision.FP16:
        data = values.clamp(-FP16_LARGEST, FP16_LARGEST).half().numpy().tobytes()
    else:
        largest = values.abs().amax(dim=1, keepdim=True) if width else values.new_zeros(count, 1)
        scales = (largest / STEPS).clamp(SMALLEST_SCALE, FP16_LARGEST).half()  # [n, 1]
        steps = (values / scales.float()).round().clamp(-STEPS, STEPS).to(torch.int8)
        data = steps.numpy().tobytes() + scales.numpy().tobytes()
    return StoredSummaries(key, count, width, precision, data)


def unpack(stored: StoredSummaries) -> Tensor:
    """Summaries `[n, d]` in float32 on the CPU; raises WorkspaceDamaged if bytes are missing."""
    return as_stored(stored).float()


def as_stored(stored: StoredSummaries) -> Tensor:
    """The same numbers, fp16 ones as they are: for a decoder, which brings them into its own format.

    That takes a third of the time. Raises WorkspaceDamaged.
    """
    count, width = stored.count, stored.width
    numbers = count * width
    expected = 2 * numbers if stored.precision is SummaryPrecision.FP16 else numbers + 2 * count
    if len(stored.data) != expected:
        raise WorkspaceDamaged(
            say(
                "The stored summaries {key} have {count} bytes instead of {expected}; remove the "
                "document and import it again.",
                key=stored.key,
                count=len(stored.data),
                expected=expected,
            )
        )
    if stored.precision is SummaryPrecision.FP16:
        return torch.from_numpy(np.frombuffer(stored.data, dtype=np.float16).reshape(count, width).copy())
    steps = np.frombuffer(stored.data, dtype=np.int8, count=numbers).reshape(count, width)
    scales = np.frombuffer(stored.data, dtype=np.float16, offset=numbers).reshape(count, 1)
    return torch.from_numpy(steps.astype(np.float32) * scales.astype(np.float32))
