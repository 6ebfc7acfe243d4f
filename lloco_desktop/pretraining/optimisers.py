"""What moves the weights: Muon for the matrices of the layers, AdamW for everything else, one schedule."""

from __future__ import annotations

from torch import nn, optim

from lloco_desktop.pretraining.config import Training


def rate(step: int, progress: float, training: Training) -> float:
    """Warmup, stable, decay: the factor of the rate at `step`, `progress` (0 to 1) through the run."""
    factor = min(1.0, (step + 1) / max(1, training.warmup))
    if training.decay > 0 and progress > 1 - training.decay:
        left = max(0.0, (1 - progress) / training.decay)
        factor *= training.floor + (1 - training.floor) * left
    return factor


def make_optimisers(model: nn.Module, training: Training, *, fused: bool) -> list[optim.Optimizer]:
    """Muon over 2D weights inside layers and the projector; AdamW over embeddings, norms and biases."""
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        is_matrix = parameter.ndim == 2 and "embed" not in name and "lm_head" not in name
        (matrices if is_matrix else others).append(parameter)
    muon = optim.Muon(
        matrices,
        lr=training.muon_lr,
        weight_decay=training.weight_decay,
        momentum=0.95,
        adjust_lr_fn="match_rms_adamw",
    )
    adam = optim.AdamW(others, lr=training.lr, betas=(0.9, 0.95), weight_decay=0.0, fused=fused)
    return [muon, adam]


def set_rates(optimisers: list[optim.Optimizer], training: Training, factor: float) -> None:
    """Give every optimiser its learning rate of this step."""
    for optimiser, base in zip(optimisers, (training.muon_lr, training.lr), strict=True):
        for group in optimiser.param_groups:
            group["lr"] = base * factor
