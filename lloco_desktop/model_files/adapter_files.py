"""An adapter on disk: what peft writes, `adapter_config.json` and `adapter_model.safetensors`.

Read strictly: a setting that would change what the weights mean, and that is not computed here, refuses the
adapter, and so does one that nobody has heard of yet. Nothing that a folder names is looked up or downloaded,
and pickles are never opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from lloco_desktop.errors import AdapterDamaged, BadInput
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.sentences import say

CONFIG_FILE = "adapter_config.json"
WEIGHTS_FILE = "adapter_model.safetensors"
PICKLE_FILE = "adapter_model.bin"

_PREFIX = "base_model.model."  # that peft's own files put before every name
_WEIGHT = re.compile(r"(?P<layer>.+)\.lora_(?P<matrix>[AB])\.weight")
_READ_OR_WITHOUT_EFFECT = frozenset(  # on what the stored weights compute
    {
        "bias",
        "init_lora_weights",
        "lora_alpha",
        "lora_dropout",
        "peft_type",
        "r",
        "target_modules",
        # no effect:
        "auto_mapping",
        "base_model_name_or_path",
        "inference_mode",
        "megatron_core",
        "peft_version",
        "qalora_group_size",
        "revision",
        "runtime_config",
        "task_type",
    }
)
_PLAIN_STARTS = (None, True, False, "gaussian", "orthogonal", "eva")  # others change the backbone too


def read_adapter(folder: Path) -> tuple[LoraShape, dict[str, Tensor]]:
    """The shape and the tensors of a peft folder, named like `model.layers.0.self_attn.q_proj.lora_A.weight`.

    Raises AdapterDamaged in one sentence for anything that is not a whole, plain LoRA adapter.
    """
    return read_shape(folder), read_tensors(folder)


def read_shape(folder: Path) -> LoraShape:
    """The shape that an adapter's settings describe. Raises AdapterDamaged."""
    try:
        raw = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(
            folder, say("its {config_file} is missing or cannot be read", config_file=CONFIG_FILE)
        ) from error
    if not isinstance(raw, dict):
        raise damaged(folder, say("its {config_file} does not hold settings", config_file=CONFIG_FILE))
    if raw.get("peft_type") != "LORA":
        raise damaged(folder, say("it is not a LoRA adapter"), whole=True)
    if unread := _unread(raw):
        raise damaged(
            folder, say("it uses {unread}, which this version does not compute", unread=unread), whole=True
        )
    targets = raw.get("target_modules")
    if not isinstance(targets, list) or not all(isinstance(target, str) for target in targets):
        raise damaged(folder, say("it does not list the layers that it is for"), whole=True)
    try:
        rank, alpha = float(raw["r"]), float(raw["lora_alpha"])
        if not (rank.is_integer() and alpha.is_integer()):
            raise ValueError("rank and alpha are whole numbers")
        dropout = float(raw.get("lora_dropout", 0.0))
        return LoraShape(int(rank), int(alpha), dropout, tuple(sorted(set(targets))))
    except (BadInput, KeyError, TypeError, ValueError, OverflowError) as error:
        raise damaged(
            folder,
            say("its {config_file} has a rank, alpha or dropout that cannot be", config_file=CONFIG_FILE),
        ) from error


def _unread(raw: Mapping[str, Any]) -> str | None:
    """The first setting that changes what the weights mean and is not computed here."""
    if raw.get("bias", "none") != "none":
        return "bias"
    if raw.get("init_lora_weights") not in _PLAIN_STARTS:
        return "init_lora_weights"
    return next((name for name in sorted(raw) if raw[name] and name not in _READ_OR_WITHOUT_EFFECT), None)


def read_tensors(folder: Path) -> dict[str, Tensor]:
    """An adapter's tensors, on the CPU, every A with its B. Raises AdapterDamaged."""
    path = folder / WEIGHTS_FILE
    if not path.is_file() and (folder / PICKLE_FILE).is_file():
        raise damaged(
            folder,
            say(
                "it only has the pickle {pickle_file}, which was not opened because it could run code",
                pickle_file=PICKLE_FILE,
            ),
            whole=True,
        )
    try:
        found = load_file(path)
    except OSError as error:
        raise damaged(
            folder, say("its {weights_file} is missing or cannot be read", weights_file=WEIGHTS_FILE)
        ) from error
    except SafetensorError as error:
        raise damaged(
            folder, say("its {weights_file} is truncated or damaged", weights_file=WEIGHTS_FILE)
        ) from error
    tensors = {name.removeprefix(_PREFIX): tensor for name, tensor in found.items()}
    names = {name: _WEIGHT.fullmatch(name) for name in tensors}
    if odd := sorted(name for name, match in names.items() if match is None):
        raise damaged(folder, say("it holds more than LoRA weights, {odd} for one", odd=odd[0]), whole=True)
    layers: dict[str, set[str]] = {"A": set(), "B": set()}
    for match in filter(None, names.values()):
        layers[match["matrix"]].add(match["layer"])
    if not tensors or layers["A"] != layers["B"]:
        raise damaged(folder, say("its {weights_file} lacks weights", weights_file=WEIGHTS_FILE))
    if not all(tensor.is_floating_point() and torch.isfinite(tensor).all() for tensor in tensors.values()):
        raise damaged(
            folder, say("its {weights_file} holds values that are no numbers", weights_file=WEIGHTS_FILE)
        )
    return tensors


def write_adapter(folder: Path, shape: LoraShape, tensors: Mapping[str, Tensor]) -> None:
    """Write a peft folder; equal adapters give equal files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {_PREFIX + name: tensor.contiguous() for name, tensor in tensors.items()}
    try:
        save_file(named, folder / WEIGHTS_FILE, metadata={"format": "pt"})
    except SafetensorError as error:  # how safetensors says that the disk is full
        raise OSError(f"{WEIGHTS_FILE} cannot be written: {error}") from error
    config = {
        "auto_mapping": None,
        "base_model_name_or_path": None,
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
        "init_lora_weights": True,
        "lora_alpha": shape.alpha,
        "lora_dropout": shape.dropout,
        "modules_to_save": None,
        "peft_type": "LORA",
        "r": shape.rank,
        "target_modules": sorted(shape.targets),
        "task_type": "CAUSAL_LM",
    }
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def damaged(folder: Path, why: str, *, whole: bool = False) -> AdapterDamaged:
    """The refusal of a folder; `whole` where another copy of it would be refused too."""
    if whole:
        sentence = say(
            "The adapter in {folder} cannot be used: {why}. Nothing was changed.", folder=folder.name, why=why
        )
    else:
        sentence = say(
            "The adapter in {folder} cannot be used: {why}. Nothing was changed. Copy or export it again.",
            folder=folder.name,
            why=why,
        )
    return AdapterDamaged(sentence)
