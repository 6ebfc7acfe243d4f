"""LoRA adapters on a decoder, through peft: several in memory, at most one in use.

Whoever computes with the decoder first says which adapter reads (`activate`, `None` for none), so nobody
relies on what another left behind; saying the same again costs nothing. On disk an adapter is what peft
writes (`adapter_config.json`, `adapter_model.safetensors`), so adapters published for LLoCO load as they are.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from lloco_desktop.backbone.formats import LoraShape
from lloco_desktop.errors import AdapterDamaged, AdapterMismatch

if TYPE_CHECKING:
    from peft import LoraConfig
    from transformers import PreTrainedModel

CONFIG_FILE = "adapter_config.json"
WEIGHTS_FILE = "adapter_model.safetensors"
_PREFIX = "base_model.model."  # that peft's own files put before every name


class AdapterRack:
    """The adapters of one decoder, by name."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._model = model
        self._shapes: dict[str, LoraShape] = {}
        self._state: tuple[str | None, bool] = (None, False)

    @property
    def names(self) -> tuple[str, ...]:
        """The adapters in memory, oldest first."""
        return tuple(self._shapes)

    @property
    def active(self) -> str | None:
        """The adapter in use."""
        return self._state[0]

    def add(self, name: str, shape: LoraShape, seed: int = 0) -> None:
        """A new adapter that changes nothing yet (B is zero); equal seeds give equal ones."""
        from peft.functional import cast_adapter_dtype, inject_adapter_in_model

        assert name not in self._shapes, name
        self._check_targets(shape)
        with torch.random.fork_rng(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on a second adapter beside the first, which is what is wanted
            torch.manual_seed(seed)
            inject_adapter_in_model(_config(shape), self._model, adapter_name=name)
        cast_adapter_dtype(self._model, name, autocast_adapter_dtype=True)  # fp32 beside a bf16 base
        self._shapes[name] = shape
        self._model.train(False)
        self._switch(None, training=False)

    def load(self, name: str, folder: Path) -> None:
        """Read a peft folder, in place of an adapter of the same name.

        Raises AdapterDamaged if it lacks files or holds something else, AdapterMismatch if it does not fit
        the decoder.
        """
        from peft.functional import set_peft_model_state_dict

        shape, tensors = read_adapter(folder)
        self.drop(name)
        self.add(name, shape)
        wanted = {key: tensor.shape for key, tensor in self.state(name).items()}
        if {key: tensor.shape for key, tensor in tensors.items()} != wanted:
            self.drop(name)
            raise AdapterMismatch(
                f"The adapter in {folder.name} was made for another backbone: its layers do not fit this one."
                " Nothing was changed; answers go on without it."
            )
        set_peft_model_state_dict(self._model, tensors, adapter_name=name)

    def save(self, name: str, folder: Path) -> None:
        """Write a peft folder."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {_PREFIX + key: tensor.contiguous() for key, tensor in self.state(name).items()}
        save_file(tensors, folder / WEIGHTS_FILE, metadata={"format": "pt"})
        config = _config(self._shapes[name])
        config.inference_mode = True
        config.save_pretrained(str(folder))

    def drop(self, name: str) -> None:
        """Forget an adapter; nothing happens if there is none of that name."""
        from peft.functional import delete_adapter

        if name not in self._shapes:
            return
        self.activate(None)
        delete_adapter(self._model, name, prefix="lora_")
        del self._model.peft_config[name]
        del self._shapes[name]

    def activate(self, name: str | None, *, training: bool = False) -> None:
        """Read with this adapter from now on, or with none; with `training` its weights take gradients."""
        if self._state != (name, training):
            self._switch(name, training=training)

    def parameters(self, name: str) -> list[nn.Parameter]:
        """An adapter's weights, in a fixed order."""
        return [
            parameter
            for key, parameter in sorted(self._model.named_parameters())
            if "lora_" in key and f".{name}." in key
        ]

    def state(self, name: str) -> dict[str, Tensor]:
        """An adapter's weights by their names without peft's prefix, on the CPU."""
        from peft.functional import get_peft_model_state_dict

        found = get_peft_model_state_dict(self._model, adapter_name=name)
        return {key: tensor.detach().cpu().clone() for key, tensor in found.items()}

    def restore(self, name: str, state: dict[str, Tensor]) -> None:
        """Put weights back that `state` gave."""
        from peft.functional import set_peft_model_state_dict

        set_peft_model_state_dict(self._model, dict(state), adapter_name=name)

    def _switch(self, name: str | None, *, training: bool) -> None:
        from peft.tuners.tuners_utils import BaseTunerLayer

        for module in self._model.modules():
            if isinstance(module, BaseTunerLayer):
                if name is not None:
                    module.enable_adapters(True)
                    module.set_adapter([name], inference_mode=not training)
                else:
                    module.enable_adapters(False)
        self._state = (name, training)

    def _check_targets(self, shape: LoraShape) -> None:
        present = {key.rpartition(".")[2] for key, _ in self._model.named_modules()}
        if missing := [target for target in shape.targets if target not in present]:
            raise AdapterMismatch(
                f"This backbone has no layers named {', '.join(missing)}, which the adapter is for."
                " Nothing was changed."
            )


def read_adapter(folder: Path) -> tuple[LoraShape, dict[str, Tensor]]:
    """The shape and the tensors (without peft's prefix) of a peft folder.

    Raises AdapterDamaged in one sentence for anything that is not a plain LoRA adapter.
    """
    damaged = AdapterDamaged(
        f"The adapter in {folder.name} is damaged or not a LoRA adapter; nothing was changed."
        " Copy or export it again."
    )
    try:
        raw = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        tensors = load_file(folder / WEIGHTS_FILE)
        plain = raw["peft_type"] == "LORA" and not raw.get("use_dora") and raw.get("bias", "none") == "none"
        shape = LoraShape(
            int(raw["r"]),
            int(raw["lora_alpha"]),
            float(raw.get("lora_dropout", 0.0)),
            tuple(sorted(str(target) for target in raw["target_modules"])),
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise damaged from error
    if not plain:
        raise damaged
    return shape, {key.removeprefix(_PREFIX): tensor for key, tensor in tensors.items()}


def _config(shape: LoraShape) -> LoraConfig:
    from peft import LoraConfig

    return LoraConfig(
        r=shape.rank,
        lora_alpha=shape.alpha,
        lora_dropout=shape.dropout,
        target_modules=list(shape.targets),
        bias="none",
        task_type="CAUSAL_LM",
    )
