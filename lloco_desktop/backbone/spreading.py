"""A decoder whose layers compute on several devices: two GPUs, or a GPU and the processor.

Every layer stays where its weights were put while it was loaded, and what goes into it comes to it:
accelerate's hooks move hidden states, masks and positions between devices. No weights are copied to a GPU
and back for each token: a layer on the processor computes there. What comes out is where it went in.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel

DISK = "disk"  # in a map: weights that come from files each time; only tests ask for it


def spread(
    model: PreTrainedModel, layers: Sequence[str], home: torch.device, folder: Path | None = None
) -> None:
    """Let each decoder layer compute on its own device, `layers[i]`, and all else on `home`.

    `folder` is where weights of layers on `DISK` are written, which then compute on the processor.
    """
    from accelerate import dispatch_model

    found = _layers_of(model)
    assert len(layers) == len(found), "a device for each layer"
    places: dict[str, Any] = dict(zip(found, layers, strict=True))
    for path, _ in model.named_modules():
        around = not path or any(one.startswith(f"{path}.") for one in found)
        if not around and not any(path == one or path.startswith(f"{one}.") for one in places):
            places[path] = str(home)
    logging.getLogger("accelerate.big_modeling").setLevel(
        logging.ERROR
    )  # its advice on devices is ours to give
    dispatch_model(
        model,
        places,
        # Said to be at home on the processor, accelerate leaves layers there instead of copying their weights
        # to a GPU whenever they are used.
        main_device="cpu",
        offload_dir=folder,
        skip_keys=getattr(model, "_skip_keys_device_placement", None),
        force_hooks=True,
    )
    vars(model)["_hf_hook"].execution_device = home  # where masks and positions are made, then


def _layers_of(model: PreTrainedModel) -> list[str]:
    """Paths of the decoder's layers, in order."""
    count = int(model.config.num_hidden_layers)
    return next(
        [f"{path}.{index}" for index in range(count)]
        for path, module in model.named_modules()
        if path.rpartition(".")[2] == "layers" and isinstance(module, torch.nn.ModuleList)
    )
