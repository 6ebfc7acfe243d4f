"""The shape of a backbone: what its memory is reckoned from, without loading it. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.backbone.formats import BackboneFormat


@dataclass(frozen=True, slots=True)
class ModelShape:
    """One transformer."""

    parameters: int  # all of them, embeddings and head included
    embedding_parameters: int  # of them, those of the token embeddings and the head: never quantised
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

    @property
    def parameters(self) -> int:
        """All that is loaded."""
        return (
            self.decoder.parameters
            + (self.encoder.parameters if self.encoder is not None else 0)
            + self.projector_parameters
        )
