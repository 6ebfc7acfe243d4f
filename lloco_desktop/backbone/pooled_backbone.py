"""The pooled format as a `Backbone`: windows are independent, summaries stand in a chat template."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lloco_desktop.backbone.base import BackboneInfo, Prompt, PromptParts
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.backbone.embedding import mean_vectors
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.model_memory import model_shape
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END, lay_out, user_turn
from lloco_desktop.backbone.reading import Reader
from lloco_desktop.backbone.sampling import Sampling
from lloco_desktop.fitting.reckoning import row_bytes
from lloco_desktop.model_files.formats import EncoderMask

if TYPE_CHECKING:
    from transformers import PreTrainedModel


class PooledBackbone:
    """A loaded pooled backbone."""

    history: int | None = 0

    def __init__(
        self, info: BackboneInfo, model: PooledModel, encoder: Codec, decoder: Codec, ratio: int
    ) -> None:
        self.info = info
        self.model = model
        self.ratio = ratio
        self._encoder = encoder
        self._decoder = decoder
        self._special = lru_cache(decoder.special)
        self.adapters = AdapterRack(model.decoder)
        self.reader = Reader(
            model.decoder, self.adapters, decoder, end_tokens(model, decoder), window=info.decoder_window
        )

    @property
    def decoder(self) -> PreTrainedModel:
        """The causal language model that reads prompts."""
        return self.model.decoder

    @property
    def token_bytes(self) -> int:
        """Of one layer of the encoder, with the mask of a bidirectional one."""
        number = self.model.projector.fc1.weight.itemsize
        window = self.info.encoder_window + 2 * self.model.config.boundary_overlap
        bidirectional = self.model.config.encoder_mask_type is EncoderMask.BIDIRECTIONAL
        row = row_bytes(model_shape(self.model.encoder), number) + (window * number if bidirectional else 0)
        return row * window // self.info.encoder_window

    def encode(self, text: str) -> list[int]:
        """Encoder tokens of a text."""
        return self._encoder.encode(text)

    def compress(
        self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None] = ()
    ) -> list[Tensor]:
        """Summaries `[n_i, d]` of each segment; no window depends on a history, so none is looked at."""
        del histories
        if not segments:
            return []
        with self.reader.making_way(), memory_errors(), torch.inference_mode():
            latents = self.model.latents(segments, self.ratio)
            projected = self.model.projector(torch.cat(latents))
            return list(torch.split(projected, [len(part) for part in latents]))

    def embed(self, texts: Sequence[str]) -> Tensor:
        """The mean of the encoder's last hidden states of each text, normalised `[n, e]`."""
        return mean_vectors(
            [self.encode(text) for text in texts],
            self.model.hidden_states,
            self.info.encoder_window,
            self.info.embedding_width,
            self.model.projector.fc1.weight.device,
        )

    def assemble(self, parts: PromptParts) -> Prompt:
        """The chat prompt of `prompts.user_turn`, summaries in place."""
        layout = lay_out(
            user_turn(
                [len(span.summaries) for span in parts.memory],
                parts.question,
                parts.passages,
                parts.instruction,
            ),
            self._decoder.encode,
            self._special,
            self.model.config.summary_positions,
            self.ratio,
        )
        device = self.model.decoder.device
        with torch.inference_mode():
            summaries = [span.summaries.to(device) for span in parts.memory]
            embeddings = self.model.place(
                torch.tensor([layout.ids], device=device),
                [layout.memory],
                [torch.cat(summaries) if summaries else torch.zeros(0, self.info.width, device=device)],
            )
            positions = torch.tensor([layout.positions], device=device)
        return Prompt(
            embeddings=embeddings,
            positions=positions,
            next_position=layout.next_position,
            prefix_length=layout.prefix_length,
            source_tokens=sum(span.source_tokens for span in parts.memory),
            summaries=sum(len(span.summaries) for span in parts.memory),
            expanded=sum(self.count_prompt_tokens(passage) for passage in parts.passages),
        )

    def generate(
        self,
        prompt: Prompt,
        max_new_tokens: int,
        stop: Sequence[str] = (),
        adapter: str | None = None,
        sampling: Sampling | None = None,
    ) -> Generator[str, None, None]:
        """The answer in pieces; see `Backbone.generate`."""
        return self.reader.stream(prompt, max_new_tokens, stop, adapter, sampling)

    def answer_tokens(self, text: str) -> list[int]:
        """Decoder tokens of an answer and the end of the assistant's turn."""
        prefix = self.model.config.answer_prefix
        return [*self._decoder.encode(prefix + text), self._special(IM_END)]

    def count_prompt_tokens(self, text: str) -> int:
        """Decoder tokens of a text."""
        return len(self._decoder.encode(text))


def end_tokens(model: PooledModel, codec: Codec) -> set[int]:
    """What ends an answer: the chat's end of turn, and what the decoder's own settings name."""
    named = model.decoder.config.eos_token_id
    configured = named if isinstance(named, list) else [named]
    return codec.end_ids(IM_END, END_OF_TEXT) | {int(index) for index in configured if index is not None}
