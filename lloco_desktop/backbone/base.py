"""What every backbone can do, whatever its format: compress text, embed it, read and answer.

Importing this module does not import torch, so the rest of the application can speak of backbones
before one is loaded.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lloco_desktop.model_files.formats import BackboneFormat

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

    from lloco_desktop.backbone.lora import AdapterRack
    from lloco_desktop.backbone.sampling import Sampling

__all__ = ["Backbone", "BackboneFormat", "BackboneInfo", "MemorySpan", "Prompt", "PromptParts"]


@dataclass(frozen=True, slots=True)
class BackboneInfo:
    """What a loaded backbone is, and where and how it computes."""

    name: str
    format: BackboneFormat
    fingerprint: str  # equal fingerprints give equal summaries: part of every summary's key
    folder: Path
    encoder_window: int  # tokens of source text per segment
    decoder_window: int  # positions that the decoder was made for
    tokens_per_summary: float  # source tokens that one summary stands for
    positions_per_summary: int  # of the decoder's window: 1, or the ratio where summaries are spaced
    width: int  # of a summary and of the decoder, d
    embedding_width: int
    device: str  # "cpu", "cuda:0"
    dtype: str  # "fp32", "bf16", "int8", "nf4"
    reason: str  # one sentence on why this device and dtype
    held_out_f1: float | None = None  # of its answers from text, 0 to 100, where its makers measured it
    context: int | None = None  # rows that memory had room for when it was loaded; None: nobody looked

    @property
    def room(self) -> int:
        """Positions that a prompt and its answer may take: the decoder's, as far as memory goes."""
        return self.decoder_window if self.context is None else min(self.context, self.decoder_window)


@dataclass(frozen=True, eq=False, slots=True)
class MemorySpan:
    """The summaries of one document, its chosen segments one after another."""

    summaries: Tensor  # [n, d]
    source_tokens: int


@dataclass(frozen=True, eq=False, slots=True)
class PromptParts:
    """What is to be put before the decoder, in reading order."""

    memory: tuple[MemorySpan, ...]
    passages: tuple[str, ...]  # as text, beside the summaries
    question: str
    instruction: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Prompt:
    """A prompt as the decoder reads it, ready for `Backbone.generate`."""

    embeddings: Tensor  # [1, L, d]
    positions: Tensor  # [1, L]
    next_position: int  # of the answer's first token
    prefix_length: int  # rows up to the end of the summaries: what a follow-up shares at least
    source_tokens: int  # behind the summaries
    summaries: int  # rows that are summaries
    expanded: int  # tokens of the passages given as text

    @property
    def length(self) -> int:
        """Rows, hence tokens and summaries together."""
        return int(self.embeddings.shape[1])


class Backbone(Protocol):
    """A context encoder with the decoder that reads what it made. Used by one thread at a time."""

    @property
    def info(self) -> BackboneInfo:
        """What is loaded, and where it computes."""
        ...

    @property
    def history(self) -> int | None:
        """How many preceding segments' summaries a segment sees while it is compressed; None is all."""
        ...

    @property
    def token_bytes(self) -> int:
        """About what each token of a batch takes in memory while it is compressed; 0: not known."""
        ...

    def encode(self, text: str) -> list[int]:
        """Encoder tokens of a text, without special tokens."""
        ...

    def compress(self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None]) -> list[Tensor]:
        """Summaries `[n_i, d]` of each segment's encoder tokens, computed as one batch.

        A batch gives what its rows give alone. `histories[i]` has the summaries `[m, d]` that segment i
        depends on (`history` says how many segments' worth), or None. Raises OutOfMemory.
        """
        ...

    def embed(self, texts: Sequence[str]) -> Tensor:
        """Vectors for retrieval `[n, embedding_width]`, float32 on the CPU, L2-normalised."""
        ...

    def assemble(self, parts: PromptParts) -> Prompt:
        """The prompt `[summaries | passages | question]` in the format's own template and positions."""
        ...

    def generate(
        self,
        prompt: Prompt,
        max_new_tokens: int,
        stop: Sequence[str] = (),
        adapter: str | None = None,
        sampling: Sampling | None = None,
    ) -> Generator[str, None, None]:
        """The answer in pieces of text, as it is made, read with the adapter of that name.

        It is greedy, the likeliest token each time, or drawn where `sampling` says how.

        A piece may be empty: while a long prompt is still being read, and where a token does not yet
        complete a character. Closing the generator at any piece stops at once. Text is cut before the
        first of the `stop` strings. What the prompt shares with the one before is not read again.
        Raises BadInput if the prompt does not fit the decoder, OutOfMemory.
        """
        ...

    @property
    def decoder(self) -> PreTrainedModel:
        """The causal language model that reads prompts: what an adapter is trained on."""
        ...

    @property
    def adapters(self) -> AdapterRack:
        """The adapters that are in memory. Compressing and embedding always run without any."""
        ...

    def answer_tokens(self, text: str) -> list[int]:
        """Decoder tokens of an answer as it follows a prompt, the token that ends it last."""
        ...

    def count_prompt_tokens(self, text: str) -> int:
        """Decoder tokens of a text."""
        ...
