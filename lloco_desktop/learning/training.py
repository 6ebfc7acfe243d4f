"""The one LoRA loop, for every backbone: read `[summaries | question]`, learn the answer.

What is learned from, and how it is weighed, is in `gradients.py`; only the adapter has gradients.

A generator of events. Between two of them anything may be computed with the same backbone: every part of a
step says first which adapter reads.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from lloco_desktop.backbone.base import Backbone, BackboneInfo
from lloco_desktop.backbone.model_memory import step_that_fits
from lloco_desktop.errors import LearningError, OutOfMemory
from lloco_desktop.learning import checkpoints
from lloco_desktop.learning.checkpoints import Checkpoint
from lloco_desktop.learning.examples import Example, Summaries
from lloco_desktop.learning.gradients import Gradients
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say, to_say

if TYPE_CHECKING:
    pass

NAME = "learning"  # of the adapter in training, in the backbone's rack
REHEARSAL = "rehearsal"
CHECKPOINT_SECONDS = 30.0  # after which a checkpoint is due however few steps there were
CLIP = 1.0  # norm of the gradient
LEARNING = to_say("Learning")
REHEARSING = to_say("Rehearsing two batches")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What two batches have shown."""

    steps: int  # that the settings ask for
    seconds_per_example: float
    rows: int  # through the decoder at once, as memory allows
    gradient_checkpointing: bool
    peak_bytes: int | None  # on the device above what was in use before; None on a processor


@dataclass(frozen=True, slots=True)
class Trained:
    """What a run did; the adapter `NAME` is in the rack, not active."""

    steps: int
    examples_per_second: float
    losses: tuple[LossPoint, ...]
    left_out: int  # examples that did not fit the decoder's window


def steps_for(examples: int, settings: LearningSettings) -> int:
    """Steps that the settings ask for."""
    return max(1, math.ceil(settings.epochs * examples / settings.batch))


def learning_rate(settings: LearningSettings, width: int, step: int, steps: int) -> float:
    """Of a step (from 0): linear warmup, then half a cosine to zero."""
    top = settings.rate_for(width)
    warm = max(1, round(settings.warmup * steps))
    if step < warm:
        return top * (step + 1) / warm
    return top * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def rehearse(
    backbone: Backbone, examples: Sequence[Example], summaries: Summaries, settings: LearningSettings
) -> Generator[Progress, None, Rehearsed]:
    """Two batches with throw-away weights: the longest examples for memory, some others for speed.

    Yields between their parts. Where memory runs out, or would, activations are computed twice instead of
    kept, then fewer rows go at once.
    Raises LearningError without examples, OutOfMemory if not even one example at a time fits.
    """
    if not examples:
        raise LearningError(
            say("There is nothing to learn from: no question could be made. Nothing was changed.")
        )
    least = least_rows(backbone.info)
    rows, again = step_that_fits(
        backbone.decoder, settings.shape_for(backbone.info.width), settings.rows, least
    )
    while True:
        try:
            seconds, peak = yield from _rehearse(backbone, examples, summaries, settings, rows, again)
            return Rehearsed(steps_for(len(examples), settings), seconds, rows, again, peak)
        except OutOfMemory:
            if again and rows <= least:
                raise
            rows, again = (rows // 2 if again else rows), True


def least_rows(info: BackboneInfo) -> int:
    """Through the decoder at once, below which learning is given up."""
    return info.decoder_window // 8


def _rehearse(
    backbone: Backbone,
    examples: Sequence[Example],
    summaries: Summaries,
    settings: LearningSettings,
    rows: int,
    again: bool,
) -> Generator[Progress, None, tuple[float, int | None]]:
    """Seconds per example and peak memory of two batches. What is done between two events is not counted."""
    device = backbone.decoder.device
    used = _reset_peak(device)
    run = Gradients(backbone, examples, summaries, settings, rows, again, REHEARSAL)
    backbone.adapters.add(REHEARSAL, settings.shape_for(backbone.info.width), settings.seed)
    try:
        by_size = sorted(range(len(examples)), key=lambda one: (-_size(examples[one]), one))
        spread = by_size[:: max(1, len(by_size) // settings.batch)][: settings.batch]
        # the first also warms up
        for batch in (by_size[: min(settings.batch, 4)], spread):
            took, began = 0.0, time.perf_counter()
            for _ in run.of(batch, step=0):
                _synchronise(device)
                took += time.perf_counter() - began
                yield Progress(say(REHEARSING), 0, 0, "")
                began = time.perf_counter()
            seconds = took / len(batch)
    finally:
        backbone.adapters.drop(REHEARSAL)
    peak = torch.cuda.max_memory_allocated(device) - used if device.type == "cuda" else None
    return seconds, peak


def train(
    backbone: Backbone,
    examples: Sequence[Example],
    summaries: Summaries,
    settings: LearningSettings,
    folder: Path,
    start: Path | None = None,
    deadline: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Progress | LossPoint, None, Trained]:
    """Train the adapter `NAME`, from nothing or from the peft folder `start`; yields one LossPoint per step.

    `folder` keeps the last checkpoint: the same run (material, settings, backbone) goes on from there, to the
    same losses. With a `deadline` on `clock` the number of steps is fitted to it after the first few.
    Raises LearningError for a loss that is no number, OutOfMemory, AdapterError for a bad `start`.
    """
    identity = _identity(backbone, examples, settings, start)
    found = checkpoints.read(folder, identity)
    if found is None:
        yield Progress(say(REHEARSING), 0, 0, "")
        plan = yield from rehearse(backbone, examples, summaries, settings)
        rows, again, steps = plan.rows, plan.gradient_checkpointing, plan.steps
        if deadline is not None:
            fitting = (deadline - clock()) / (plan.seconds_per_example * settings.batch)
            steps = max(1, min(steps, int(fitting)))
        found = Checkpoint(identity, 0, steps, rows, again, (), {}, 0)
    run = Gradients(backbone, examples, summaries, settings, found.rows, found.gradient_checkpointing, NAME)
    backbone.adapters.drop(NAME)
    if start is None:
        backbone.adapters.add(NAME, settings.shape_for(backbone.info.width), settings.seed)
    else:
        backbone.adapters.load(NAME, start)
    optimizer = torch.optim.AdamW(backbone.adapters.parameters(NAME), lr=0.0, weight_decay=0.0)
    if found.step:
        weights = {key[5:]: tensor for key, tensor in found.tensors.items() if key.startswith("lora.")}
        backbone.adapters.restore(NAME, weights)
        checkpoints.restore_moments(optimizer, found.tensors, found.updates)
    return (yield from _steps(run, optimizer, found, folder, deadline, clock))


def _steps(
    run: Gradients,
    optimizer: torch.optim.Optimizer,
    found: Checkpoint,
    folder: Path,
    deadline: float | None,
    clock: Callable[[], float],
) -> Generator[Progress | LossPoint, None, Trained]:
    settings, losses = run.settings, list(found.losses)
    meter = Meter(found.steps - found.step, "steps", clock=clock)
    order = itertools.islice(_order(len(run.examples), settings), found.step, None)
    begun, learned = clock(), 0
    kept = begun
    step = found.step
    while step < found.steps and not (deadline is not None and clock() >= deadline):
        optimizer.zero_grad(set_to_none=True)
        loss = ce = kl = 0.0
        batch = next(order)
        for part in run.of(batch, step):
            loss, ce, kl = loss + float(part.whole), ce + part.cross_entropy, kl + part.kl
            yield _shown(meter, step, found.steps)
        if not math.isfinite(loss):
            raise LearningError(
                say(
                    "Learning failed: the loss is no longer a number. Nothing that existed was changed; try "
                    "a smaller learning rate."
                )
            )
        rate = learning_rate(settings, run.backbone.info.width, step, found.steps)
        for parameters in optimizer.param_groups:
            parameters["lr"] = rate
        weights = [weight for parameters in optimizer.param_groups for weight in parameters["params"]]
        nn.utils.clip_grad_norm_(weights, CLIP)
        optimizer.step()
        step, learned = step + 1, learned + len(batch)
        meter.advance(1)
        point = LossPoint(step, loss, ce, kl)
        losses.append(point)
        due = step % settings.checkpoint_every == 0 or clock() - kept > CHECKPOINT_SECONDS
        if due or step == found.steps:
            _keep(run, optimizer, found, step, losses, folder)
            kept = clock()
        yield point
        yield _shown(meter, step, found.steps)
    seconds = max(clock() - begun, 1e-9)
    return Trained(step, learned / seconds, tuple(losses), run.left_out)


def _shown(meter: Meter, step: int, steps: int) -> Progress:
    shown = meter.progress(say(LEARNING))
    return Progress(say(LEARNING), step, steps, "steps", shown.rate, shown.eta)


def _keep(
    run: Gradients,
    optimizer: torch.optim.Optimizer,
    found: Checkpoint,
    step: int,
    losses: Sequence[LossPoint],
    folder: Path,
) -> None:
    weights = {f"lora.{key}": tensor for key, tensor in run.backbone.adapters.state(NAME).items()}
    checkpoints.write(
        folder,
        Checkpoint(
            found.identity,
            step,
            found.steps,
            found.rows,
            found.gradient_checkpointing,
            tuple(losses),
            weights | checkpoints.moments(optimizer),
            step,
        ),
    )


def _order(count: int, settings: LearningSettings) -> Iterator[list[int]]:
    """Batches of indices without end, every epoch in another order that the seed decides."""

    def endless() -> Iterator[int]:
        for epoch in itertools.count():
            yield from np.random.default_rng([settings.seed, epoch]).permutation(count).tolist()

    indices = endless()
    return iter(lambda: list(itertools.islice(indices, min(settings.batch, count))), [])


def _identity(
    backbone: Backbone, examples: Sequence[Example], settings: LearningSettings, start: Path | None
) -> str:
    digest = hashlib.sha256(repr((backbone.info.fingerprint, backbone.info.dtype, settings)).encode())
    digest.update(str(start.name if start else None).encode())
    for example in examples:
        digest.update(repr(example).encode())
    return digest.hexdigest()[:16]


def _size(example: Example) -> int:
    return sum(span.source_tokens for span in example.spans) + sum(map(len, example.passages)) // 4


def _reset_peak(device: torch.device) -> int:
    if device.type != "cuda":
        return 0
    torch.cuda.reset_peak_memory_stats(device)
    return int(torch.cuda.memory_allocated(device))


def _synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
