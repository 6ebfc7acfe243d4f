"""What memory there is for a backbone: that which the loaded one holds counts as free, since it would go."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from lloco_desktop.errors import LlocoError

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import BackboneInfo
    from lloco_desktop.fitting.machine import Machine
    from lloco_desktop.workflows.models import Models


def machine_now(models: Models) -> Machine:
    """This machine as it would be with nothing loaded. Slow: imports torch and asks the devices."""
    from lloco_desktop.fitting.machine import look

    machine, info = look(), models.info
    return machine if info is None else without(machine, info)


def without(machine: Machine, info: BackboneInfo) -> Machine:
    """The same machine once that backbone has been let go of."""
    held = weights_of(info, machine)
    if info.device == "cpu":
        return machine if machine.memory is None else replace(machine, memory=machine.memory + held)
    gpus = tuple(
        replace(gpu, free=gpu.free + held) if gpu.device == info.device and gpu.free is not None else gpu
        for gpu in machine.gpus
    )
    return replace(machine, gpus=gpus)


def weights_of(info: BackboneInfo, machine: Machine) -> int:
    """Bytes of a loaded backbone's weights; 0 where its folder is gone."""
    from lloco_desktop.fitting.shape import shape_of
    from lloco_desktop.fitting.verdict import fits

    try:
        every = fits(shape_of(info.folder), machine)
    except LlocoError:
        return 0
    return next((fit.weights for fit in every if fit.precision.value == info.dtype), 0)


def give_back() -> None:
    """Let the system have what nobody refers to any more."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is None:
        return
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
