"""Checkpoints that survive a crash: written beside, then moved into place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn, optim

from lloco_desktop.errors import BadInput

_HEAD = "unpool.weight"


@dataclass(frozen=True, slots=True)
class Position:
    """How far a stage has come."""

    step: int = 0
    seconds: float = 0.0  # of training, over all runs
    tokens: int = 0
    done: bool = False


def save(path: Path, learner: nn.Module, optimisers: list[optim.Optimizer], position: Position) -> None:
    """Write weights, optimisers and position atomically; an older checkpoint stays whole if this fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "weights": learner.state_dict(),
        "optimisers": [optimiser.state_dict() for optimiser in optimisers],
        "step": position.step,
        "seconds": position.seconds,
        "tokens": position.tokens,
        "done": position.done,
    }
    beside = path.with_suffix(".writing")
    with beside.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise BadInput(f"There is no checkpoint {path.name}; run the stage before this one first.") from error
    return state


def load(path: Path, learner: nn.Module, optimisers: list[optim.Optimizer]) -> Position:
    """Bring back everything of an interrupted stage."""
    state = _read(path)
    learner.load_state_dict(state["weights"])
    for optimiser, values in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(values)
    return Position(int(state["step"]), float(state["seconds"]), int(state["tokens"]), bool(state["done"]))


def load_weights(path: Path, learner: nn.Module) -> None:
    """Bring back the weights alone: the start of the next stage.

    The head that exists only while training starts anew where its size has changed (other ratios).
    """
    weights, own = _read(path)["weights"], learner.state_dict()
    if weights[_HEAD].shape != own[_HEAD].shape:
        weights[_HEAD] = own[_HEAD]
    learner.load_state_dict(weights)
