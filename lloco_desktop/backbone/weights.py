"""Building a model with the weights of its folder, module by module, so that they are held once.

A model is made without memory (on torch's "meta" device), and each module gets its own weights from the files
when its turn comes: where and as what they are to be, and nothing of them anywhere else. Somebody who packs
weights does so module by module on the way (`ModelLoader.fill`). What is missing, cut short or of the wrong
shape becomes one sentence before anything large is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files.formats import read_json
from lloco_desktop.model_files.tensors import WeightFiles, open_shard
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel

CPU = torch.device("cpu")

Place = Callable[[str], torch.device]
"""On which device a module is to be, by its path in the model."""


class ModelLoader:
    """A model whose weights are still in their files, and come when they are asked for.

    loader = ModelLoader(folder, MODEL_FOR_CAUSAL_LM_MAPPING, torch.bfloat16)
    ...  # packing: for some modules `loader.fill(path, module)`, then others in their place
    model = loader.finish()
    """

    def __init__(
        self,
        folder: Path,
        classes: Any,
        dtype: torch.dtype,
        place: torch.device | Place = CPU,
        files: WeightFiles | None = None,
    ) -> None:
        """Raises BackboneMissing and BackboneDamaged; what is there was compared with what is needed."""
        self._folder = folder
        self._dtype = dtype
        self._place = place
        self._files = WeightFiles(folder) if files is None else files
        self.model: PreTrainedModel = empty_model(folder, classes, dtype)
        self._stored = self._names()

    def fill(self, path: str, module: nn.Module) -> None:
        """Read the weights of one module itself, as they are stored, onto the CPU."""
        self._fill(path, module, CPU, None)

    def finish(self) -> PreTrainedModel:
        """The model with all its weights, in evaluation mode."""
        for path, module in list(self.model.named_modules()):
            self._fill(path, module, self._device(path), self._dtype)
            self._make_buffers(path, module)
        self.model.tie_weights()
        self.model.eval()  # type: ignore[no-untyped-call]
        return self.model

    def _fill(self, path: str, module: nn.Module, device: torch.device, dtype: torch.dtype | None) -> None:
        for name, weight in _own(module):
            stored = self._stored.get(f"{path}.{name}" if path else name)
            if stored is None or not weight.is_meta:
                continue  # tied to another one, made and not stored, or already there
            tensor = self._files.read(stored, dtype).to(device)
            if isinstance(weight, nn.Parameter):
                module.register_parameter(name, nn.Parameter(tensor, tensor.is_floating_point()))
            else:
                module.register_buffer(name, tensor)

    def _make_buffers(self, path: str, module: nn.Module) -> None:
        """Compute what is never stored, such as rotary frequencies."""
        names = [name for name, buffer in module.named_buffers(recurse=False) if buffer.is_meta]
        for name in names:
            empty = torch.empty_like(module.get_buffer(name), device=CPU)
            module.register_buffer(name, empty, persistent=False)
        if names:
            with torch.no_grad():
                self.model._init_weights(module)  # type: ignore[no-untyped-call]
            for name in names:
                module.register_buffer(name, module.get_buffer(name).to(self._device(path)), persistent=False)

    def _device(self, path: str) -> torch.device:
        return self._place if isinstance(self._place, torch.device) else self._place(path)

    def _names(self) -> dict[str, str]:
        """Under which name each tensor of the model is stored; raises BackboneDamaged if one is not."""
        tied: Mapping[str, str] = self.model.all_tied_weights_keys
        stored, lost = {}, []
        for name, needed in self.model.state_dict().items():
            if name in tied:
                continue
            there = self._stored_name(name)
            if there is None or self._files.shapes[there] != tuple(needed.shape):
                lost.append(name)
            else:
                stored[name] = there
        # Never filled with random numbers: that must not pass for a loaded model.
        if lost:
            raise BackboneDamaged(
                say(
                    "The weights in {folder} lack {count} tensors or have them in another shape, {lost} for "
                    "one; copy or download the backbone again.",
                    folder=self._folder.name,
                    count=len(lost),
                    lost=min(lost),
                )
            )
        return stored

    def _stored_name(self, name: str) -> str | None:
        """A model may have been stored with its head or without."""
        prefix = f"{self.model.base_model_prefix}."
        names = (name, prefix + name, name.removeprefix(prefix))
        return next((one for one in names if one in self._files.shapes), None)


def _own(module: nn.Module) -> list[tuple[str, Tensor]]:
    """Parameters and buffers of a module itself."""
    return [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]


def load_encoder(folder: Path, dtype: torch.dtype, place: torch.device | Place = CPU) -> PreTrainedModel:
    """The headless model in `folder`, in evaluation mode."""
    from transformers import MODEL_MAPPING

    return ModelLoader(folder, MODEL_MAPPING, dtype, place).finish()


def load_causal_lm(folder: Path, dtype: torch.dtype, place: torch.device | Place = CPU) -> PreTrainedModel:
    """The causal language model in `folder`, in evaluation mode."""
    return causal_lm_loader(folder, dtype, place).finish()


def causal_lm_loader(
    folder: Path,
    dtype: torch.dtype,
    place: torch.device | Place = CPU,
    files: WeightFiles | None = None,
) -> ModelLoader:
    """The causal language model in `folder`, whose weights have yet to be read."""
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING

    return ModelLoader(folder, MODEL_FOR_CAUSAL_LM_MAPPING, dtype, place, files)


def empty_causal_lm(folder: Path) -> PreTrainedModel:
    """The causal language model that `folder` describes, without weights: only to look at its shape."""
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING

    return empty_model(folder, MODEL_FOR_CAUSAL_LM_MAPPING, torch.float32)


def empty_model(folder: Path, classes: Any, dtype: torch.dtype) -> PreTrainedModel:
    """A model without weights, of the class that `classes` has for the folder's settings.

    Raises BackboneDamaged for settings that describe none.
    """
    quiet()
    config = read_config(folder)
    try:
        kind = classes[type(config)]
    except KeyError as error:
        raise BackboneDamaged(
            say("The model in {folder} is of a kind that this version does not know.", folder=folder.name)
        ) from error
    try:
        with torch.device("meta"):
            model: PreTrainedModel = kind._from_config(config, dtype=dtype, attn_implementation="sdpa")
    except (RuntimeError, ValueError, KeyError, TypeError) as error:
        raise BackboneDamaged(
            say("The weights in {folder} do not fit its config.json; nothing was loaded.", folder=folder.name)
        ) from error
    return model


def read_config(folder: Path) -> PretrainedConfig:
    """The transformers configuration in `folder`; never runs code that lies there."""
    from huggingface_hub.errors import StrictDataclassError
    from transformers import AutoConfig

    read_json(folder / "config.json")  # a missing or unreadable one becomes our sentence
    try:
        config: PretrainedConfig = AutoConfig.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
    except (ValueError, KeyError, OSError, TypeError, StrictDataclassError) as error:
        raise BackboneDamaged(
            say(
                "The settings in {folder}/config.json describe no model that this version knows.",
                folder=folder.name,
            )
        ) from error
    return config


def quiet() -> None:
    """Keep transformers' own bars and reports off the terminal: what matters in them is refused by us."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]


def load_tensors(module: nn.Module, path: Path, dtype: torch.dtype) -> None:
    """Fill a module from one file; names and shapes must agree exactly. Raises BackboneDamaged."""
    try:
        shard = open_shard(path)
        module.load_state_dict({name: shard.read(name, dtype) for name in shard.shapes()}, assign=True)
    except RuntimeError as error:
        raise BackboneDamaged(
            say(
                "The tensors in {name} do not fit the backbone's other parts.",
                name=f"{path.parent.name}/{path.name}",
            )
        ) from error
