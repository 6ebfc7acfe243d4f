"""Where a training run stands, in one file that is replaced whole: weights, moments, step, losses.

Nothing random is kept: every step draws from its own number, so a resumed run goes on to the same losses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from lloco_desktop.learning.report import LossPoint

FILE = "training.safetensors"


@dataclass(frozen=True, eq=False, slots=True)
class Checkpoint:
    """A run after `step` steps."""

    identity: str  # hash of all that decides the run: another one is not resumed
    step: int
    steps: int  # in all
    rows: int
    gradient_checkpointing: bool
    losses: tuple[LossPoint, ...]
    tensors: Mapping[str, Tensor]  # adapter weights and optimizer moments
    updates: int  # that the optimizer has made


def write(folder: Path, checkpoint: Checkpoint) -> None:
    """Put the checkpoint in place of the one before, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    header: dict[str, Any] = {
        "identity": checkpoint.identity,
        "step": checkpoint.step,
        "steps": checkpoint.steps,
        "rows": checkpoint.rows,
        "gradient_checkpointing": checkpoint.gradient_checkpointing,
        "losses": [asdict(point) for point in checkpoint.losses],
        "updates": checkpoint.updates,
    }
    draft = folder / f"{FILE}.tmp"
    save_file(
        {name: tensor.detach().cpu().contiguous() for name, tensor in checkpoint.tensors.items()},
        draft,
        metadata={"run": json.dumps(header)},
    )
    draft.replace(folder / FILE)


def read(folder: Path, identity: str) -> Checkpoint | None:
    """The checkpoint of that run; None if there is none, of another run, or one that cannot be read."""
    try:
        with safe_open(folder / FILE, framework="pt") as file:
            header = json.loads(file.metadata()["run"])
            if header["identity"] != identity:
                return None
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
        losses = tuple(LossPoint(**point) for point in header.pop("losses"))
        return Checkpoint(**header, losses=losses, tensors=tensors)
    except (OSError, SafetensorError, ValueError, KeyError, TypeError):
        return None


def moments(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """An Adam optimizer's moments by number of parameter."""
    state = optimizer.state_dict()["state"]
    return {
        f"moment.{number}.{name}": value
        for number, values in state.items()
        for name, value in values.items()
        if name in ("exp_avg", "exp_avg_sq")
    }


def restore_moments(optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor], updates: int) -> None:
    """Put moments back that `moments` gave, after that many updates."""
    state: dict[int, dict[str, Tensor]] = {}
    for key, tensor in tensors.items():
        kind, _, rest = key.partition(".")
        if kind == "moment":
            number, _, name = rest.partition(".")
            state.setdefault(int(number), {"step": torch.tensor(float(updates))})[name] = tensor
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
