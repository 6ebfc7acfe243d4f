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
    """Muon over 2D weights inside layers and the projector; AdamW over embeddings, norms and biases.

    Encoder and projector form groups of their own, which `training.encoder_rate` slows down.
    """
    matrices: dict[bool, list[nn.Parameter]] = {False: [], True: []}
    others: dict[bool, list[nn.Parameter]] = {False: [], True: []}
    for name, parameter in model.named_parameters():
        is_matrix = parameter.ndim == 2 and "embed" not in name and "lm_head" not in name
        compresses = ".encoder." in name or ".projector." in name
        (matrices if is_matrix else others)[compresses].append(parameter)
    muon = optim.Muon(
        [{"params": group} for group in matrices.values()],
        lr=training.muon_lr,
        weight_decay=training.weight_decay,
        momentum=0.95,
        adjust_lr_fn="match_rms_adamw",
    )
    groups = [{"params": group} for group in others.values()]
    adam = optim.AdamW(groups, lr=training.lr, betas=(0.9, 0.95), weight_decay=0.0, fused=fused)
    return [muon, adam]


def set_rates(optimisers: list[optim.Optimizer], training: Training, factor: float) -> None:
    """Give every optimiser its learning rates of this step: decoder first, encoder and projector second."""
    for optimiser, base in zip(optimisers, (training.muon_lr, training.lr), strict=True):
        for group, scale in zip(optimiser.param_groups, (1.0, training.encoder_rate), strict=True):
            group["lr"] = base * factor * scale
