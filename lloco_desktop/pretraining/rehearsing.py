"""What a run would cost, measured on the machine that is to do it: a few steps of every stage.

Weights are random and nothing is kept. The floating-point operations are counted in one step as it is run
(forward, backward and the encoder's passes; attention as far as torch can count its kernels), and their
share is of what one large bf16 matrix product reaches on the same device.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch
from torch.utils.flop_counter import FlopCounterMode

from lloco_desktop.pretraining.loop import Trainer

_SIDE = {"cuda": 8192, "cpu": 1024}  # of the square matrices that the peak is measured with
_PRODUCTS = 20
_WARM_UP = 3
_BATCHES = 4


@dataclass(frozen=True, slots=True)
class StageCost:
    """One stage's speed."""

    stage: str
    tokens_per_second: float  # of the decoder
    step_seconds: float
    tflops_per_step: float
    peak_share: float  # of the device's measured bf16 peak, 0 to 1
    compile_seconds: float
    gigabytes: float  # of the device's memory at its fullest; 0 on a CPU
    batch_seconds: float  # that one process takes to make one batch

    @property
    def workers_needed(self) -> float:
        """Processes that make batches as fast as they are used."""
        return self.batch_seconds / self.step_seconds


def measure_peak(device: torch.device) -> float:
    """bf16 FLOP/s of a large matrix product on random numbers."""
    side = _SIDE.get(device.type, 1024)
    a, b = (torch.randn(side, side, device=device, dtype=torch.bfloat16) for _ in range(2))
    for _ in range(_WARM_UP):
        a @ b
    begun = _now(device)
    for _ in range(_PRODUCTS):
        a @ b
    return _PRODUCTS * 2 * side**3 / (_now(device) - begun)


def measure_stage(trainer: Trainer, peak: float, steps: int) -> StageCost:
    """`steps` updates of the trainer's stage on batches of its own, after a few to warm up."""
    device = trainer.device
    trainer.learner.train()
    begun = time.monotonic()
    batches = [trainer.maker.make(step) for step in range(_BATCHES)]
    batch_seconds = (time.monotonic() - begun) / len(batches)
    placed = [batch.to(device) for batch in batches]
    with FlopCounterMode(display=False) as counter:
        trainer.update(placed[0])
    flops = counter.get_total_flops()
    begun = _now(device)
    if trainer.config.compile:
        trainer.learner.compile_parts()
    for batch in placed:
        trainer.update(batch)
    compile_seconds = _now(device) - begun
    begun = _now(device)
    for step in range(steps):
        trainer.update(placed[step % len(placed)])
    seconds = (_now(device) - begun) / steps
    return StageCost(
        trainer.stage.value, placed[0].ids.numel() / seconds, seconds, flops / 1e12, flops / seconds / peak,
        compile_seconds, _fullest(device), batch_seconds,
    )  # fmt: skip


def _now(device: torch.device) -> float:
    """The clock, once everything that was asked of the device is done."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.monotonic()


def _fullest(device: torch.device) -> float:
    if device.type != "cuda":
        return 0.0
    most = torch.cuda.max_memory_allocated(device) / 1e9
    torch.cuda.reset_peak_memory_stats(device)
    return most
