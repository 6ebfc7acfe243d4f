"""One stage of training: batches in, checkpoints and a log out; can be killed at any moment.

The budget is in steps or in minutes of training, whichever the configuration gives; the learning rate
decays in time for its end. A loss or gradient that is not finite skips its step; many of them in a row
stop the run with the last good checkpoint kept.
"""

from __future__ import annotations

import json
import logging
import math
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import torch
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader

from lloco_desktop.errors import LlocoError
from lloco_desktop.pretraining import checkpoints
from lloco_desktop.pretraining.batches import Batch, BatchMaker, StepBatches
from lloco_desktop.pretraining.checkpoints import Position
from lloco_desktop.pretraining.config import Config, Stage
from lloco_desktop.pretraining.learner import Learner
from lloco_desktop.pretraining.optimisers import make_optimisers, rate, set_rates

logger = logging.getLogger(__name__)
_PROBE_STEP = -1  # the batch that the gap is measured on; never trained on
_MOST_BAD = 20  # steps in a row without a finite gradient
_SPIKE = 10.0  # a gradient this many times the usual one is a spike: its step is skipped


@dataclass(slots=True)
class Stop:
    """Set by SIGTERM and SIGINT: finish the step, keep a checkpoint, end."""

    asked: bool = False

    def listen(self) -> None:
        """Take over the two signals (only possible in the main thread)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


class Trainer:
    """Runs one stage from its checkpoint, or from its beginning, to its budget's end."""

    def __init__(
        self,
        config: Config,
        stage: Stage,
        learner: Learner,
        maker: BatchMaker,
        work: Path,
        device: torch.device,
    ) -> None:
        self.config, self.stage, self.learner, self.maker, self.work = config, stage, learner, maker, work
        self.training = config.training(stage)
        self.device = device
        self.optimisers: list[optim.Optimizer] = make_optimisers(learner, self.training, fused=True)
        self.position = Position()
        self.path = work / f"{stage.value}.pt"
        self.log_path = work / f"{stage.value}.jsonl"
        self._usual_norm = 0.0
        self._bad = 0

    def resume(self) -> None:
        """Go on from the stage's own checkpoint if it has one."""
        if self.path.is_file():
            self.position = checkpoints.load(self.path, self.learner, self.optimisers)

    def run(self, budget_minutes: float, stop: Stop, *, most_steps: int = 0) -> Position:
        """Train to the end of the budget, or `most_steps` more, or until asked to stop."""
        learner, training = self.learner, self.training
        learner.train()
        probes = self._probes()
        window = _Window()
        saved = mark = time.monotonic()
        first = self.position.step
        for batch in self._batches(first):
            progress = self._progress(budget_minutes)
            if progress >= 1 or stop.asked or (most_steps and self.position.step - first >= most_steps):
                break
            set_rates(self.optimisers, training, rate(self.position.step, progress, training))
            parts = self.update(batch.to(self.device))
            now = time.monotonic()  # waiting for batches and saving count too: the budget is of the clock
            spent, mark = now - mark, now
            position = self.position
            self.position = Position(
                position.step + 1, position.seconds + spent, position.tokens + batch.ids.numel()
            )
            window.add(parts, batch.ids.numel(), spent)
            if self.position.step % self.config.log_every == 0:
                self._log(window.means(), progress, probes)
                window = _Window()
            if time.monotonic() - saved > self.config.checkpoint_seconds:
                self.save()
                saved = time.monotonic()
        done = self._progress(budget_minutes) >= 1
        position = self.position
        self.position = Position(position.step, position.seconds, position.tokens, done)
        self.save()
        return self.position

    def save(self) -> None:
        """Write the checkpoint; a full disk costs the checkpoint, not the run."""
        try:
            checkpoints.save(self.path, self.learner, self.optimisers, self.position)
        except OSError as error:
            logger.warning("no checkpoint at step %d: %s", self.position.step, error)

    def _progress(self, budget_minutes: float) -> float:
        if self.training.steps:
            return self.position.step / self.training.steps
        return self.position.seconds / (60 * budget_minutes) if budget_minutes else 1.0

    def _probes(self) -> dict[str, Batch]:
        """What the gap is measured on, by what is added to its name: at the usual ratio and the others."""
        if not self.training.windows:
            return {}
        shape = self.config.shape
        others = sorted({*(self.training.ratios or shape.ratios)} - {shape.ratio})
        ratios = {"": shape.ratio} | {f"/{ratio}x": ratio for ratio in others}
        return {name: self.maker.make(_PROBE_STEP, ratio).to(self.device) for name, ratio in ratios.items()}

    def _batches(self, first: int) -> Iterator[Batch]:
        steps = self.training.steps - first if self.training.steps else 10_000_000
        dataset = StepBatches(self.maker, first, max(0, steps))
        workers = self.config.workers
        loader: DataLoader[Batch] = DataLoader(
            dataset, batch_size=None, shuffle=False, num_workers=workers,
            prefetch_factor=2 if workers else None,
            multiprocessing_context="fork" if workers else None,
        )  # fmt: skip
        return iter(loader)

    def update(self, batch: Batch) -> dict[str, Tensor]:
        """One update; a bad gradient leaves the weights as they are."""
        with torch.autocast(self.device.type, torch.bfloat16):
            losses = self.learner(batch, self.training)
        for optimiser in self.optimisers:
            optimiser.zero_grad(set_to_none=True)
        losses.total.backward()
        for parameter in self.learner.parameters():  # Muon wants a gradient for all; unused parts get none
            if parameter.grad is None and parameter.requires_grad:
                parameter.grad = torch.zeros_like(parameter)
        norm = float(nn.utils.clip_grad_norm_(self.learner.parameters(), self.training.clip))
        if self._is_bad(norm):
            return {"skipped": torch.ones(())}
        for optimiser in self.optimisers:
            optimiser.step()
        return {**losses.parts, "norm": torch.tensor(norm)}

    def _is_bad(self, norm: float) -> bool:
        usual = self._usual_norm
        bad = not math.isfinite(norm) or (self.position.step > 200 and norm > _SPIKE * usual > 0)
        if not bad:
            self._bad = 0
            self._usual_norm = norm if not usual else 0.98 * usual + 0.02 * norm
            return False
        self._bad += 1
        if self._bad > _MOST_BAD:
            raise LlocoError(
                f"Training stopped at step {self.position.step}: {_MOST_BAD} steps in a row had no"
                f" usable gradient. The last checkpoint, {self.path.name}, is good; resume from it with a"
                " lower learning rate."
            )
        return True

    def _log(self, means: dict[str, float], progress: float, probes: dict[str, Batch]) -> None:
        values: dict[str, Any] = {
            "step": self.position.step,
            "minutes": round(self.position.seconds / 60, 2),
            "tokens": self.position.tokens,
            "rate": round(rate(self.position.step, progress, self.training), 3),
            **{name: round(value, 4) for name, value in means.items()},
        }
        for suffix, probe in probes.items():
            with torch.autocast(self.device.type, torch.bfloat16):
                gap = self.learner.gap(probe)
            values |= {name + suffix: round(value, 4) for name, value in gap.items()}
        with self.log_path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(values) + "\n")


class _Window:
    """Means over the steps since the last line of the log."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[Tensor, int]] = {}
        self._tokens, self._seconds = 0, 0.0

    def add(self, parts: dict[str, Tensor], tokens: int, seconds: float) -> None:
        for name, value in parts.items():
            total, count = self._sums.get(name, (torch.zeros(()), 0))
            self._sums[name] = (total.to(value.device) + value.detach(), count + 1)
        self._tokens += tokens
        self._seconds += seconds

    def means(self) -> dict[str, float]:
        means = {name: float(total) / count for name, (total, count) in sorted(self._sums.items())}
        return {"tokens_per_second": self._tokens / max(self._seconds, 1e-9), **means}
