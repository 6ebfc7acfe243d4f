"""Loading a backbone folder: the format by what lies there, the device by what the machine has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lloco_desktop.backbone.autocompressor import (
    Accumulation,
    AutoCompressorBackbone,
    AutoCompressorModel,
)
from lloco_desktop.backbone.base import Backbone, BackboneInfo
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.device import Choice, choose, memory_errors
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.quantising import quantise
from lloco_desktop.backbone.spreading import spread
from lloco_desktop.backbone.weights import ModelLoader
from lloco_desktop.errors import BackboneMissing, BadInput
from lloco_desktop.fitting.machine import look
from lloco_desktop.fitting.shape import shape_of
from lloco_desktop.model_files.finding import fingerprint, summaries_key
from lloco_desktop.model_files.formats import (
    TRAINED_HISTORY,
    TRAINED_WINDOW,
    BackboneFormat,
    PooledConfig,
    SummaryPositions,
    detect_format,
)
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Device, Precision

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def load_backbone(
    folder: Path,
    device: str = "auto",
    dtype: str = "auto",
    ratio: int | None = None,
    accumulation: Accumulation = Accumulation.WINDOW,
    *,
    spill: bool = False,
) -> Backbone:
    """Load the backbone in `folder`; it stays in memory until it is let go.

    `device` and `dtype` are values of `settings.Device` and `settings.Precision`. `ratio` chooses among
    the ratios that a pooled backbone was trained for. With `spill`, layers that a GPU has no room for compute
    on the processor. Raises BackboneMissing, BackboneDamaged, BackboneTooLarge, BadInput for a device or
    ratio that there is not or packed weights without bitsandbytes, OutOfMemory.
    """
    if not folder.is_dir():
        raise BackboneMissing(say("There is no backbone folder {folder}.", folder=folder))
    kind = detect_format(folder)
    wanted = BackboneChoice(device=Device(device), precision=Precision(dtype), spill=spill)
    choice = choose(wanted, shape_of(folder), look())
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
    model = PooledModel.from_folder(folder, choice.dtype, choice.place, _packing(choice))
    _spread(model.decoder, choice)
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
        context=choice.context,
    )
    return PooledBackbone(info, model, Codec.read(folder / "encoder"), Codec.read(folder / "decoder"), chosen)


def load_autocompressor(
    folder: Path, choice: Choice, accumulation: Accumulation = Accumulation.WINDOW
) -> AutoCompressorBackbone:
    """Load a folder of the AutoCompressor format."""
    model = AutoCompressorModel.from_folder(folder, choice.dtype, choice.place, _packing(choice))
    _spread(model.llama, choice)
    count, width = model.summary_tokens.shape
    limit = int(model.llama.config.max_position_embeddings)
    window = min(TRAINED_WINDOW, limit - (TRAINED_HISTORY + 1) * count)
    precision = choice.packed or Precision.AUTO
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
        context=choice.context,
    )
    return AutoCompressorBackbone(info, model, Codec.read(folder), accumulation)


def _packing(choice: Choice) -> Callable[[ModelLoader], None] | None:
    """Packs a decoder's layers one by one as they are read; None where they stay as they are."""
    packed = choice.packed
    if packed is None:
        return None

    def pack(loader: ModelLoader) -> None:
        quantise(loader.model, choice.place, choice.dtype, packed, fill=loader.fill)

    return pack


def _spread(decoder: PreTrainedModel, choice: Choice) -> None:
    """Let layers compute where their weights were put, if that is on several devices."""
    if choice.split:
        spread(decoder, [str(device) for device, count in choice.split for _ in range(count)], choice.device)
