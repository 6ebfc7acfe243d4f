"""The shape of a backbone: what its memory is reckoned from, without loading it. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files.finding import shard_paths
from lloco_desktop.model_files.formats import (
    TRAINED_HISTORY,
    TRAINED_WINDOW,
    BackboneFormat,
    PooledConfig,
    SummaryPositions,
    detect_format,
    read_json,
)
from lloco_desktop.model_files.headers import read_header
from lloco_desktop.sentences import say

TABLES = ("embed_tokens.weight", "lm_head.weight", "embed_summary.weight")  # rows that are looked up


@dataclass(frozen=True, slots=True)
class ModelShape:
    """One transformer."""

    parameters: int  # all of them, embeddings and head included
    embedding_parameters: (
        int  # of them, those of the token embeddings, the head, summary tokens: never quantised
    )
    layers: int
    width: int  # d
    inner: int  # of the feed-forward part
    heads: int
    kv_heads: int
    head_width: int
    vocabulary: int

    def cache_bytes(self, rows: int, number: int = 2) -> int:
        """Keys and values of so many rows; `number` is the size of a number in bytes."""
        return 2 * self.layers * rows * self.kv_heads * self.head_width * number


@dataclass(frozen=True, slots=True)
class BackboneShape:
    """A context encoder, a projector and a decoder."""

    format: BackboneFormat
    decoder: ModelShape
    encoder: ModelShape | None  # None: the decoder's own weights (AutoCompressor)
    projector_parameters: int
    encoder_window: int  # tokens of source text per segment
    decoder_window: int  # positions
    ratios: tuple[float, ...]  # source tokens per summary that it can make, ascending
    spaced: bool = False  # summaries stand where their tokens stood: positions hold no more text with them

    @property
    def parameters(self) -> int:
        """All that is loaded."""
        return (
            self.decoder.parameters
            + (self.encoder.parameters if self.encoder is not None else 0)
            + self.projector_parameters
        )


def shape_of(folder: Path) -> BackboneShape:
    """The shape of the backbone in `folder`, from its JSON files and the headers of its weights.

    Costs milliseconds, whatever its size. Raises BackboneMissing and BackboneDamaged, also for weights that
    are not there.
    """
    kind = detect_format(folder)
    if kind is BackboneFormat.POOLED:
        pooled = PooledConfig.read(folder)
        projector = read_header(folder / "adapter" / "adapter.safetensors")
        config, decoder = _model(folder / "decoder")
        _, encoder = _model(folder / "encoder")
        return BackboneShape(
            format=kind,
            decoder=decoder,
            encoder=encoder,
            projector_parameters=sum(entry.count for entry in projector.values()),
            encoder_window=pooled.encoder_window_size,
            decoder_window=_whole(config, folder / "decoder", "max_position_embeddings"),
            ratios=tuple(float(ratio) for ratio in pooled.ratios),
            spaced=pooled.summary_positions is SummaryPositions.SPACED,
        )
    config, llama = _model(folder)
    limit, count = (_whole(config, folder, key) for key in ("max_position_embeddings", "summary_length"))
    window = min(TRAINED_WINDOW, limit - (TRAINED_HISTORY + 1) * count)
    return BackboneShape(
        format=kind,
        decoder=llama,
        encoder=None,
        projector_parameters=0,
        encoder_window=window,
        decoder_window=limit,
        ratios=(window / count,),
    )


def _model(folder: Path) -> tuple[dict[str, Any], ModelShape]:
    """The settings and the shape of one transformer."""
    config = read_json(folder / "config.json")
    width, heads, layers, inner, vocabulary = (
        _whole(config, folder, key)
        for key in (
            "hidden_size",
            "num_attention_heads",
            "num_hidden_layers",
            "intermediate_size",
            "vocab_size",
        )
    )
    shards = shard_paths(folder)
    if shards[0].suffix == ".safetensors":
        parameters, embeddings = _counted(shards, bool(config.get("tie_word_embeddings")))
    else:
        parameters = _bytes_of_pickles(folder, shards) // _number_size(config)
        tables = 1 if config.get("tie_word_embeddings") else 2
        embeddings = (tables * vocabulary + int(config.get("summary_length") or 0)) * width
    return config, ModelShape(
        parameters=parameters,
        embedding_parameters=min(embeddings, parameters),
        layers=layers,
        width=width,
        inner=inner,
        heads=heads,
        kv_heads=int(config.get("num_key_value_heads") or heads),
        head_width=int(config.get("head_dim") or width // heads),
        vocabulary=vocabulary,
    )


def _counted(shards: list[Path], tied: bool) -> tuple[int, int]:
    """Parameters of safetensors shards, and those of them that are tables; a tied head counts once."""
    counts = {name: entry.count for shard in shards for name, entry in read_header(shard).items()}
    if tied and any(name.endswith("embed_tokens.weight") for name in counts):
        counts.pop("lm_head.weight", None)
    tables = sum(count for name, count in counts.items() if name.endswith(TABLES))
    return sum(counts.values()), tables


def _bytes_of_pickles(folder: Path, shards: list[Path]) -> int:
    """Bytes of the tensors in pickles: as their index says, or about as large as the files."""
    index = folder / "pytorch_model.bin.index.json"
    if index.is_file():
        metadata = read_json(index).get("metadata")
        total = metadata.get("total_size") if isinstance(metadata, dict) else None
        if isinstance(total, int | float) and total > 0:
            return int(total)
    return sum(shard.stat().st_size for shard in shards)


def _number_size(config: dict[str, Any]) -> int:
    """Bytes of one stored number, as a config.json says."""
    return 4 if str(config.get("dtype") or config.get("torch_dtype") or "float32") == "float32" else 2


def _whole(config: dict[str, Any], folder: Path, key: str) -> int:
    value = config.get(key)
    if not isinstance(value, int) or value < 1:
        raise BackboneDamaged(
            say(
                "The settings in {folder}/config.json describe no model that this version knows.",
                folder=folder.name,
            )
        )
    return value
