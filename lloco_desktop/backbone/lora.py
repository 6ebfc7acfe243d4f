"""LoRA adapters on a decoder, through peft: several in memory, at most one in use.

Whoever computes with the decoder first says which adapter reads (`activate`, `None` for none), so nobody
relies on what another left behind; saying the same again costs nothing. On disk an adapter is what peft
writes (`model_files/adapter_files.py`), so adapters published for LLoCO load as they are.

peft's layers do the arithmetic (`base(x) + alpha / r * B(A(x))`, LoRA, arXiv 2106.09685). Which adapters
there are is known here alone: peft's own record on the model (`peft_config`) is taken off again, since two
records could disagree.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.backbone.quantising import prepare_bitsandbytes
from lloco_desktop.errors import AdapterMismatch
from lloco_desktop.model_files.adapter_files import CONFIG_FILE, WEIGHTS_FILE, read_adapter, write_adapter
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from peft import LoraConfig
    from peft.tuners.lora.layer import LoraLayer
    from transformers import PreTrainedModel

__all__ = ["CONFIG_FILE", "WEIGHTS_FILE", "AdapterRack", "read_adapter"]


class AdapterRack:
    """The adapters of one decoder, by name. After `add`, `load` and `drop` none is in use."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._model = model
        self._shapes: dict[str, LoraShape] = {}
        self._serials: dict[str, int] = {}
        self._count = itertools.count(1)
        self._layers: dict[str, LoraLayer] = {}  # by path: those that have, or once had, an adapter
        self._state: tuple[str | None, bool] = (None, False)
        self.before_training: Callable[[], None] = lambda: None  # to make room in memory

    @property
    def names(self) -> tuple[str, ...]:
        """The adapters in memory, oldest first."""
        return tuple(self._shapes)

    @property
    def active(self) -> str | None:
        """The adapter in use."""
        return self._state[0]

    def shape(self, name: str) -> LoraShape:
        """The shape of an adapter in memory."""
        return self._shapes[name]

    def edition(self, name: str | None) -> tuple[int, int]:
        """Differs whenever the adapter's weights do: another one of that name, or trained since."""
        if name is None:
            return (0, 0)
        return self._serials[name], sum(weight._version for weight in self._weights(name).values())

    def add(self, name: str, shape: LoraShape, seed: int = 0) -> None:
        """A new adapter that changes nothing yet (B is zero); equal seeds give equal ones.

        The name has no dots. Raises AdapterMismatch if the decoder lacks such layers, OutOfMemory.
        """
        assert "." not in name, name
        assert name not in self._shapes, name
        _check_targets(linear_sizes(self._model), shape)
        prepare_bitsandbytes()
        from peft.functional import cast_adapter_dtype, inject_adapter_in_model

        try:
            with memory_errors(), torch.random.fork_rng(devices=()):
                torch.default_generator.manual_seed(seed)  # weights are drawn on the CPU, then moved
                inject_adapter_in_model(_config(shape), self._model, adapter_name=name)
                cast_adapter_dtype(self._model, name, autocast_adapter_dtype=True)  # fp32 beside a bf16 base
        except BaseException:
            self._find_layers()
            self._remove(name)
            raise
        self._find_layers()
        self._shapes[name], self._serials[name] = shape, next(self._count)
        self._model.train(self._model.training)  # peft's new layers start in training mode
        self._switch(None, training=False)

    def load(self, name: str, folder: Path) -> None:
        """Read a peft folder, in place of an adapter of the same name.

        Raises AdapterDamaged if it lacks files or holds something else, AdapterMismatch if it does not fit
        the decoder; the rack is then as it was.
        """
        shape, tensors = read_adapter(folder)
        check_fit(linear_sizes(self._model), shape, tensors, folder.name)
        self.drop(name)
        self.add(name, shape)
        self.restore(name, tensors)

    def save(self, name: str, folder: Path) -> None:
        """Write a peft folder. Raises OSError."""
        write_adapter(folder, self._shapes[name], self.state(name))

    def drop(self, name: str) -> None:
        """Forget an adapter; nothing happens if there is none of that name."""
        if name not in self._shapes:
            return
        self._switch(None, training=False)
        self._remove(name)
        del self._shapes[name], self._serials[name]

    def activate(self, name: str | None, *, training: bool = False) -> None:
        """Read with this adapter from now on, or with none; with `training` its weights take gradients."""
        assert name is None or name in self._shapes, name
        if self._state != (name, training):
            if training:
                self.before_training()
            self._switch(name, training=training)

    def parameters(self, name: str) -> list[nn.Parameter]:
        """An adapter's weights, in a fixed order."""
        return list(self._weights(name).values())

    def state(self, name: str) -> dict[str, Tensor]:
        """An adapter's weights by their names in `adapter_files`, copied to the CPU."""
        return {key: weight.detach().cpu().clone() for key, weight in self._weights(name).items()}

    def restore(self, name: str, state: dict[str, Tensor]) -> None:
        """Put weights back that `state` gave."""
        weights = self._weights(name)
        assert weights.keys() == state.keys(), "the state of an adapter of another shape"
        with torch.no_grad():
            for key, weight in weights.items():
                weight.copy_(state[key])

    def _weights(self, name: str) -> dict[str, nn.Parameter]:
        return dict(
            sorted(
                (f"{path}.lora_{matrix}.weight", getattr(layer, f"lora_{matrix}")[name].weight)
                for path, layer in self._layers.items()
                if name in layer.lora_A
                for matrix in "AB"
            )
        )

    def _switch(self, name: str | None, *, training: bool) -> None:
        for layer in self._layers.values():
            layer.set_adapter([] if name is None else [name], inference_mode=not training)
            layer._disable_adapters = name is None
        self._state = (name, training)

    def _remove(self, name: str) -> None:
        for layer in self._layers.values():
            if name in layer.active_adapters:  # peft would choose another one itself, and warn of it
                layer.set_adapter([], inference_mode=True)
            layer.delete_adapter(name)

    def _find_layers(self) -> None:
        from peft.tuners.lora.layer import LoraLayer

        self._layers = {
            path: layer for path, layer in self._model.named_modules() if isinstance(layer, LoraLayer)
        }
        self._model.__dict__.pop("peft_config", None)


def linear_sizes(model: PreTrainedModel) -> dict[str, tuple[int, int]]:
    """The layers of a decoder that can be adapted, by path: features in and out. The head is none of them."""
    head = model.get_output_embeddings()  # type: ignore[no-untyped-call]
    return {
        path.removesuffix(".base_layer"): (layer.in_features, layer.out_features)
        for path, layer in model.named_modules()
        if isinstance(layer, nn.Linear) and layer is not head and ".lora_" not in path
    }


def check_fit(
    sizes: Mapping[str, tuple[int, int]], shape: LoraShape, tensors: Mapping[str, Tensor], name: str
) -> None:
    """Raise AdapterMismatch unless these are the weights of an adapter of that shape on such layers."""
    _check_targets(sizes, shape)
    wanted = {
        f"{path}.lora_{matrix}.weight": size
        for path, (wide_in, wide_out) in sizes.items()
        if path.rpartition(".")[2] in shape.targets
        for matrix, size in (("A", (shape.rank, wide_in)), ("B", (wide_out, shape.rank)))
    }
    if {key: tuple(tensor.shape) for key, tensor in tensors.items()} != wanted:
        raise AdapterMismatch(
            say(
                "The adapter in {name} was made for another backbone: its layers do not fit this one. "
                "Nothing was changed; answers go on without it.",
                name=name,
            )
        )


def _check_targets(sizes: Mapping[str, tuple[int, int]], shape: LoraShape) -> None:
    present = {path.rpartition(".")[2] for path in sizes}
    if missing := [target for target in shape.targets if target not in present]:
        raise AdapterMismatch(
            say(
                "This backbone has no layers named {names}, which the adapter is for. Nothing was "
                "changed; answers go on without it.",
                names=", ".join(missing),
            )
        )


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
