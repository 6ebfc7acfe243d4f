"""What a backbone folder says about itself: its format and the settings in its JSON files.

Torch-free, so that folders can be listed and described before torch is imported. The published
pooled format keeps its settings in `model_config.json`; an AutoCompressor is an ordinary Llama
folder whose `config.json` has a `summary_length`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneDamaged, BackboneMissing, BadInput
from lloco_desktop.sentences import say


class BackboneFormat(Enum):
    """The two checkpoint shapes that can be loaded."""

    AUTOCOMPRESSOR = "autocompressor"
    POOLED = "pooled"


class Pooling(Enum):
    """How a group of encoder states becomes one summary: their mean, or one after another.

    A concat backbone with several ratios has as many places in a summary as its `compression_ratio`; at a
    multiple of that, each place holds the mean of as many states, so one projector serves all ratios.
    """

    MEAN = "mean"
    CONCAT = "concat"


class EncoderMask(Enum):
    """What a token of a window may look at."""

    CAUSAL = "causal"
    BIDIRECTIONAL = "bidirectional"


class SummaryPositions(Enum):
    """Which position ids summaries get in the decoder."""

    CONTIGUOUS = "contiguous"
    SPACED = "spaced"  # each stands where the tokens stood that it replaces


MODEL_CONFIG = "model_config.json"
TRAINED_WINDOW = 1536  # source tokens per segment of the published AutoCompressor
TRAINED_HISTORY = 3  # segments before one that it was trained with


ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")


@dataclass(frozen=True, slots=True)
class LoraShape:
    """The shape of a LoRA adapter; the defaults are LLoCO's (its repository, model.py)."""

    rank: int = 8
    alpha: int = 16
    dropout: float = 0.05
    targets: tuple[str, ...] = ATTENTION

    def __post_init__(self) -> None:
        if not 1 <= self.rank <= 256 or self.alpha < 1:
            raise BadInput(say("An adapter needs a rank from 1 to 256 and an alpha of at least 1."))
        if not 0 <= self.dropout < 1 or not self.targets:
            raise BadInput(say("An adapter needs a dropout from 0 up to below 1, and layers to adapt."))


NARROW = 1024  # decoders narrower than this have more to learn and fewer weights to do it with
NARROW_LORA = LoraShape(rank=16, alpha=32, targets=(*ATTENTION, "gate_proj", "up_proj", "down_proj"))


def usual_lora(width: int) -> LoraShape:
    """The adapter's shape for a decoder of that width: LLoCO's, and more of it for a narrow one."""
    return LoraShape() if width >= NARROW else NARROW_LORA


@dataclass(frozen=True, slots=True)
class PooledConfig:
    """The settings of a pooled backbone, as `model_config.json` has them."""

    compression_ratio: int
    encoder_window_size: int  # tokens of one window
    pooling: Pooling = Pooling.MEAN
    encoder_mask_type: EncoderMask = EncoderMask.CAUSAL
    boundary_overlap: int = 0  # tokens of context that a window sees beyond its own
    summary_positions: SummaryPositions = SummaryPositions.CONTIGUOUS
    compression_ratios: tuple[int, ...] = ()  # what it was trained for; empty means compression_ratio alone
    answer_prefix: str = ""  # that its decoder was trained to begin every answer with
    held_out_f1: float | None = None  # measured: answers from text to questions never trained on, 0 to 100

    def __post_init__(self) -> None:
        if self.compression_ratio < 1 or self.encoder_window_size < 1 or self.boundary_overlap < 0:
            raise BackboneDamaged(say("The backbone's model_config.json has a ratio or window below one."))
        for ratio in self.ratios:
            if self.encoder_window_size % ratio:
                raise BackboneDamaged(
                    say(
                        "The backbone's window of {encoder_window_size} tokens is not a multiple of its "
                        "compression ratio {ratio}.",
                        encoder_window_size=self.encoder_window_size,
                        ratio=ratio,
                    )
                )
        if self.pooling is Pooling.CONCAT and any(ratio % self.compression_ratio for ratio in self.ratios):
            raise BackboneDamaged(
                say("The compression ratios of a backbone with concat pooling must be multiples of its own.")
            )

    @property
    def ratios(self) -> tuple[int, ...]:
        """Every ratio that the backbone can compress at, ascending."""
        return tuple(sorted({*self.compression_ratios, self.compression_ratio}))

    def latent_width(self, hidden: int) -> int:
        """Width of a pooled encoder state, given the encoder's hidden width."""
        return hidden * self.compression_ratio if self.pooling is Pooling.CONCAT else hidden

    @classmethod
    def read(cls, folder: Path) -> PooledConfig:
        """Read `model_config.json`; raises BackboneDamaged in one sentence for what cannot be used."""
        values = read_json(folder / MODEL_CONFIG)
        adapter = values.get("adapter_type", "mlp")
        if adapter != "mlp":
            raise BackboneDamaged(
                say(
                    "The backbone {folder} has an adapter of type '{adapter}', which this version cannot "
                    "load; only 'mlp' is known.",
                    folder=folder.name,
                    adapter=adapter,
                )
            )
        try:
            return cls(
                compression_ratio=int(values["compression_ratio"]),
                encoder_window_size=int(values["encoder_window_size"]),
                pooling=Pooling(values.get("pooling", "mean")),
                encoder_mask_type=EncoderMask(values.get("encoder_mask_type", "causal")),
                boundary_overlap=int(values.get("boundary_overlap", 0)),
                summary_positions=SummaryPositions(values.get("summary_positions", "contiguous")),
                compression_ratios=tuple(int(ratio) for ratio in values.get("compression_ratios", ())),
                answer_prefix=str(values.get("answer_prefix", "")),
                held_out_f1=None if values.get("held_out_f1") is None else float(values["held_out_f1"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BackboneDamaged(
                say(
                    "The settings in {folder}/{model_config} cannot be used: {error}.",
                    folder=folder.name,
                    model_config=MODEL_CONFIG,
                    error=error,
                )
            ) from error

    def write(self, folder: Path) -> None:
        """Write `model_config.json` in the published shape; our own keys only where they say something."""
        values: dict[str, Any] = {
            "compression_ratio": self.compression_ratio,
            "encoder_window_size": self.encoder_window_size,
            "pooling": self.pooling.value,
            "encoder_mask_type": self.encoder_mask_type.value,
            "boundary_overlap": self.boundary_overlap,
            "adapter_type": "mlp",
        }
        if self.summary_positions is not SummaryPositions.CONTIGUOUS:
            values["summary_positions"] = self.summary_positions.value
        if self.compression_ratios:
            values["compression_ratios"] = list(self.compression_ratios)
        if self.answer_prefix:
            values["answer_prefix"] = self.answer_prefix
        if self.held_out_f1 is not None:
            values["held_out_f1"] = self.held_out_f1
        (folder / MODEL_CONFIG).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; raises BackboneDamaged if it is missing or not an object."""
    name = f"{path.parent.name}/{path.name}"
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BackboneDamaged(
            say("The backbone file {name} is missing or cannot be read; copy the backbone again.", name=name)
        ) from error
    except ValueError as error:
        raise BackboneDamaged(say("The backbone file {name} is not valid JSON.", name=name)) from error
    if not isinstance(values, dict):
        raise BackboneDamaged(say("The backbone file {name} does not hold settings.", name=name))
    return values


def detect_format(folder: Path) -> BackboneFormat:
    """Which format lies in `folder`; raises BackboneMissing if neither does."""
    if (folder / MODEL_CONFIG).is_file():
        return BackboneFormat.POOLED
    if (folder / "config.json").is_file():
        config = read_json(folder / "config.json")
        if config.get("model_type") == "llama" and int(config.get("summary_length") or 0) > 0:
            return BackboneFormat.AUTOCOMPRESSOR
    raise BackboneMissing(
        say(
            "There is no backbone in {folder}: it has neither a {model_config} nor a Llama "
            "config.json with a summary_length.",
            folder=folder,
            model_config=MODEL_CONFIG,
        )
    )
