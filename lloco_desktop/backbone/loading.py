"""Loading a backbone folder: the format by what lies there, the device by what the machine has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch

from lloco_desktop.backbone.autocompressor import (
    Accumulation,
    AutoCompressorBackbone,
    AutoCompressorModel,
)
from lloco_desktop.backbone.base import Backbone, BackboneInfo
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.device import Choice, choose, memory_errors
from lloco_desktop.backbone.finding import WEIGHT_SUFFIXES, fingerprint, summaries_key
from lloco_desktop.backbone.formats import (
    TRAINED_HISTORY,
    TRAINED_WINDOW,
    BackboneFormat,
    PooledConfig,
    SummaryPositions,
    detect_format,
    read_json,
)
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.quantising import quantise
from lloco_desktop.backbone.weights import ModelLoader
from lloco_desktop.errors import BackboneMissing, BadInput
from lloco_desktop.sentences import say
from lloco_desktop.settings import Device, Precision


def load_backbone(
    folder: Path,
    device: str = "auto",
    dtype: str = "auto",
    ratio: int | None = None,
    accumulation: Accumulation = Accumulation.WINDOW,
) -> Backbone:
    """Load the backbone in `folder`; it stays in memory until it is let go.

    `device` and `dtype` are values of `settings.Device` and `settings.Precision`. `ratio` chooses among
    the ratios that a pooled backbone was trained for. Raises BackboneMissing, BackboneDamaged, BadInput
    for a device or ratio that there is not or 4 bits without bitsandbytes, OutOfMemory.
    """
    if not folder.is_dir():
        raise BackboneMissing(say("There is no backbone folder {folder}.", folder=folder))
    kind = detect_format(folder)
    choice = choose(Device(device), Precision(dtype), _parameters(folder))
    with memory_errors():
        if kind is BackboneFormat.POOLED:
            return load_pooled(folder, choice, ratio)
        if ratio is not None:
            raise BadInput(say("A compression ratio can be chosen for pooled backbones only."))
        return load_autocompressor(folder, choice, accumulation)


def load_pooled(folder: Path, choice: Choice, ratio: int | None = None) -> PooledBackbone:
    """Load a folder of the pooled format."""
    config = PooledConfig.read(folder)
    chosen = config.compression_ratio if ratio is None else ratio
    if chosen not in config.ratios:
        known = ", ".join(f"{ratio}x" for ratio in config.ratios)
        raise BadInput(
            say(
                "The backbone {folder} compresses {known}, not {chosen}x.",
                folder=folder.name,
                known=known,
                chosen=chosen,
            )
        )
    model = PooledModel.from_folder(folder, choice.dtype, choice.device, _packing(choice))
    spaced = config.summary_positions is SummaryPositions.SPACED
    identity = fingerprint(folder)
    info = BackboneInfo(
        name=folder.name,
        format=BackboneFormat.POOLED,
        # Summaries made at another ratio are other summaries.
        fingerprint=identity if chosen == config.compression_ratio else f"{identity}-{chosen}x",
        folder=folder,
        encoder_window=config.encoder_window_size,
        decoder_window=int(model.decoder.config.max_position_embeddings),
        tokens_per_summary=float(chosen),
        positions_per_summary=chosen if spaced else 1,
        width=int(model.decoder.config.hidden_size),
        embedding_width=int(model.encoder.config.hidden_size),
        device=str(choice.device),
        dtype=choice.dtype_name,
        reason=choice.reason,
        held_out_f1=config.held_out_f1,
    )
    return PooledBackbone(info, model, Codec.read(folder / "encoder"), Codec.read(folder / "decoder"), chosen)


def load_autocompressor(
    folder: Path, choice: Choice, accumulation: Accumulation = Accumulation.WINDOW
) -> AutoCompressorBackbone:
    """Load a folder of the AutoCompressor format."""
    model = AutoCompressorModel.from_folder(folder, choice.dtype, choice.device, _packing(choice))
    count, width = model.summary_tokens.shape
    limit = int(model.llama.config.max_position_embeddings)
    window = min(TRAINED_WINDOW, limit - (TRAINED_HISTORY + 1) * count)
    precision = Precision.NF4 if choice.quantised else Precision.AUTO
    identity = summaries_key(fingerprint(folder), BackboneFormat.AUTOCOMPRESSOR, precision)
    info = BackboneInfo(
        name=folder.name,
        format=BackboneFormat.AUTOCOMPRESSOR,
        fingerprint=identity if accumulation is Accumulation.WINDOW else f"{identity}-{accumulation.value}",
        folder=folder,
        encoder_window=window,
        decoder_window=limit,
        tokens_per_summary=window / count,
        positions_per_summary=1,
        width=width,
        embedding_width=width,
        device=str(choice.device),
        dtype=choice.dtype_name,
        reason=choice.reason,
    )
    return AutoCompressorBackbone(info, model, Codec.read(folder), accumulation)


def _parameters(folder: Path) -> int:
    """About how many parameters lie in a folder, from the sizes of its files and how they are stored."""
    size = _stored_dtype(folder if (folder / "config.json").is_file() else folder / "decoder").itemsize
    weights = (path for path in folder.rglob("*") if path.suffix in WEIGHT_SUFFIXES)
    return sum(path.stat().st_size for path in weights) // size


def _packing(choice: Choice) -> Callable[[ModelLoader], None] | None:
    """Packs a decoder's layers one by one as they are read; None where they stay as they are."""
    if not choice.quantised:
        return None

    def pack(loader: ModelLoader) -> None:
        quantise(loader.model, choice.device, choice.dtype, fill=loader.fill)

    return pack


def _stored_dtype(folder: Path) -> torch.dtype:
    """The number format that a model folder says it is in."""
    path = folder / "config.json"
    stored = read_json(path) if path.is_file() else {}
    named = str(stored.get("dtype") or stored.get("torch_dtype") or "float32")
    known = {"float32": torch.float32, "float16": torch.float16}
    return known.get(named, torch.bfloat16)
