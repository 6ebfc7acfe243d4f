"""Reading weights from a folder: safetensors, or pickle shards of plain tensors.

Pickles are only ever opened with `weights_only=True`, and are refused if they hold anything but
tensors. What is missing, cut short or of the wrong shape becomes one sentence.
"""

from __future__ import annotations

import pickle
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from lloco_desktop.backbone.finding import shard_paths
from lloco_desktop.backbone.formats import read_json
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel


def read_state(folder: Path) -> dict[str, Tensor]:
    """Every tensor of a model folder by name, on the CPU."""
    state: dict[str, Tensor] = {}
    for path in shard_paths(folder):
        state |= read_shard(path)
    return state


def read_shard(path: Path) -> dict[str, Tensor]:
    """The tensors of one file; raises BackboneDamaged in one sentence for anything that is not that."""
    if path.suffix != ".bin":
        try:
            return load_file(path)
        except OSError as error:
            raise BackboneDamaged(
                say("The backbone file {name} is missing or cannot be read.", name=_name(path))
            ) from error
        except SafetensorError as error:
            raise BackboneDamaged(
                say(
                    "The backbone file {name} is truncated or damaged; nothing was loaded. Copy or download "
                    "the backbone again.",
                    name=_name(path),
                )
            ) from error
    return _read_pickle(path)


def _read_pickle(path: Path) -> dict[str, Tensor]:
    damaged = BackboneDamaged(
        say(
            "The backbone file {name} is truncated or damaged; nothing was loaded. Copy or download "
            "the backbone again.",
            name=_name(path),
        )
    )
    more = BackboneDamaged(
        say(
            "The backbone file {name} holds more than tensors and was not opened, because it could "
            "run code; use a safetensors copy of the backbone.",
            name=_name(path),
        )
    )
    # What torch writes is a zip archive; a zip that is cut short has lost its directory at the end.
    with path.open("rb") as file:
        starts_as_zip = file.read(2) == b"PK"
    archive = zipfile.is_zipfile(path)
    if starts_as_zip and not archive:
        raise damaged
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on odd pickle protocols: they are read or refused, no more
            state: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=archive)
    except pickle.UnpicklingError as error:
        raise more from error
    except (RuntimeError, EOFError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise damaged from error
    if not isinstance(state, dict) or not all(isinstance(value, Tensor) for value in state.values()):
        raise more
    return {str(name): tensor for name, tensor in state.items()}


def load_encoder(folder: Path, dtype: torch.dtype) -> PreTrainedModel:
    """The headless model in `folder`, in evaluation mode on the CPU."""
    from transformers import MODEL_MAPPING

    return build_model(folder, MODEL_MAPPING, read_state(folder), dtype)


def load_causal_lm(folder: Path, dtype: torch.dtype) -> PreTrainedModel:
    """The causal language model in `folder`, in evaluation mode on the CPU."""
    return build_causal_lm(folder, read_state(folder), dtype)


def build_causal_lm(folder: Path, state: dict[str, Tensor], dtype: torch.dtype) -> PreTrainedModel:
    """The causal language model that `folder` describes, with these weights."""
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING

    return build_model(folder, MODEL_FOR_CAUSAL_LM_MAPPING, state, dtype)


def empty_causal_lm(folder: Path) -> PreTrainedModel:
    """The causal language model that `folder` describes, without weights: only to look at its shape."""
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING

    config = read_config(folder)
    classes: Any = MODEL_FOR_CAUSAL_LM_MAPPING
    with torch.device("meta"):
        model: PreTrainedModel = classes[type(config)](config)
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


def build_model(folder: Path, classes: Any, state: dict[str, Tensor], dtype: torch.dtype) -> PreTrainedModel:
    """A model of the class that `classes` has for the folder's configuration, with exactly these weights."""
    quiet()
    config = read_config(folder)
    try:
        kind = classes[type(config)]
    except KeyError as error:
        raise BackboneDamaged(
            say("The model in {folder} is of a kind that this version does not know.", folder=folder.name)
        ) from error
    try:
        model, report = kind.from_pretrained(
            None,
            config=config,
            state_dict=state,
            dtype=dtype,
            attn_implementation="sdpa",
            output_loading_info=True,
        )
    except (RuntimeError, ValueError, KeyError) as error:
        raise BackboneDamaged(
            say("The weights in {folder} do not fit its config.json; nothing was loaded.", folder=folder.name)
        ) from error
    # transformers fills what is missing with random numbers: that must never pass for a loaded model.
    if lost := sorted(report["missing_keys"] | {key for key, *_ in report["mismatched_keys"]}):
        raise BackboneDamaged(
            say(
                "The weights in {folder} lack {count} tensors or have them in another shape, {lost} for "
                "one; copy or download the backbone again.",
                folder=folder.name,
                count=len(lost),
                lost=lost[0],
            )
        )
    model.eval()
    loaded: PreTrainedModel = model
    return loaded


def quiet() -> None:
    """Keep transformers' own bars and reports off the terminal: what matters in them is refused by us."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]


def load_tensors(module: nn.Module, path: Path, dtype: torch.dtype) -> None:
    """Fill a module from one safetensors file; names and shapes must agree exactly."""
    try:
        module.load_state_dict(read_shard(path))
    except RuntimeError as error:
        raise BackboneDamaged(
            say("The tensors in {name} do not fit the backbone's other parts.", name=_name(path))
        ) from error
    module.to(dtype)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
