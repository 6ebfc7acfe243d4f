"""What a backbone computes, stage by stage, from the inputs that lie beside a checkpoint.

Every stage runs through the same code that the application uses. Sizes do not matter: the tensors say them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.prompts import (
    MEMORY_END,
    MEMORY_START,
    SPECIAL_TOKENS,
    Memory,
    Piece,
    Special,
    Text,
    lay_out,
)
from lloco_desktop.backbone.reading import Reader

if TYPE_CHECKING:
    from transformers import PreTrainedModel

LOSS = "answer_loss"
IGNORED = -100  # a label that counts for no loss
GENERATED = "generated_ids"
TOKENS = ("memory_token_ids", "input_ids")  # stages that no weights have a part in

Stages = Iterator[tuple[str, Callable[[dict[str, Tensor]], Tensor]]]
"""Names of tensors with what computes each from the expected ones: only sizes and inputs are taken there."""


@dataclass(frozen=True)
class PooledStages:
    """What the pooled format computes from `case.json`."""

    backbone: PooledBackbone
    case: dict[str, Any]
    logits_stage = "logits"

    @property
    def decoder(self) -> PreTrainedModel:
        """What answers."""
        return self.backbone.decoder

    @property
    def modules(self) -> tuple[nn.Module, ...]:
        """All that computes."""
        return (self.backbone.model,)

    def results(self) -> Stages:
        """The stages in the order in which they depend on each other."""
        yield "memory_token_ids", lambda _: torch.tensor(self.backbone.encode(self.case["memory"]))
        yield "latents", lambda _: self._latents(self.case["memory"])
        yield "projected", lambda _: self._summaries(self.case["memory"])
        yield "input_ids", lambda _: torch.tensor([self._prompt()[0]])
        yield "logits", lambda _: self._logits()
        yield (
            GENERATED,
            lambda expected: _generate(
                self.backbone.reader, self._prompt()[1], expected[GENERATED].shape[-1]
            ),
        )

    def choices(self, generated: Tensor) -> tuple[Tensor, Tensor]:
        """Logits `[n, V]` from which each token of `generated [1, n]` would be chosen, and those."""
        prompt, made = self._prompt()[1], generated[0]
        rows = torch.cat([prompt.embeddings, self.backbone.model.embed_tokens(made[None])], dim=1)
        after = prompt.next_position + torch.arange(len(made))
        positions = torch.cat([prompt.positions, after[None]], dim=1)
        return self.backbone.model.decode(rows, positions)[0, prompt.length - 1 : -1], made

    def _latents(self, text: str) -> Tensor:
        return self.backbone.model.latents([self.backbone.encode(text)])[0]

    def _summaries(self, text: str) -> Tensor:
        return self.backbone.compress([self.backbone.encode(text)])[0]

    def _logits(self) -> Tensor:
        prompt = self._prompt()[1]
        return self.backbone.model.decode(prompt.embeddings, prompt.positions)

    def _prompt(self) -> tuple[list[int], Prompt]:
        codec = Codec.read(self.backbone.info.folder / "decoder")
        pieces: list[Piece] = []
        memory: list[Tensor] = []
        inside = re.escape(MEMORY_START) + "(.*?)" + re.escape(MEMORY_END)
        texts = re.split(inside, self.case["prompt"], flags=re.DOTALL)
        for index, text in enumerate(texts):
            if index % 2 == 0:
                pieces += split_specials(text)
                continue
            memory.append(self._summaries(text))
            pieces += [Special(MEMORY_START), Memory(len(memory[-1])), Special(MEMORY_END)]
        model = self.backbone.model
        layout = lay_out(
            pieces, codec.encode, codec.special, model.config.summary_positions, self.backbone.ratio
        )
        summaries = torch.cat(memory) if memory else torch.zeros(0, self.backbone.info.width)
        prompt = Prompt(
            embeddings=model.place(torch.tensor([layout.ids]), [layout.memory], [summaries]),
            positions=torch.tensor([layout.positions]),
            next_position=layout.next_position,
            prefix_length=layout.prefix_length,
            source_tokens=0,
            summaries=len(summaries),
            expanded=0,
        )
        return list(layout.ids), prompt


def split_specials(text: str) -> list[Piece]:
    """A prompt that is written out, as pieces: its special tokens and the text between them."""
    found = re.split("(" + "|".join(re.escape(token) for token in SPECIAL_TOKENS) + ")", text)
    return [Special(part) if part in SPECIAL_TOKENS else Text(part) for part in found if part]


@dataclass(frozen=True)
class AutoCompressorStages:
    """What the AutoCompressor format computes from the expected inputs."""

    backbone: AutoCompressorBackbone
    case: dict[str, Any]
    expected: dict[str, Tensor]
    logits_stage = "prompt_logits"

    @property
    def decoder(self) -> PreTrainedModel:
        """What answers, and compresses."""
        return self.backbone.decoder

    @property
    def modules(self) -> tuple[nn.Module, ...]:
        """All that computes."""
        return (self.backbone.decoder,)

    def results(self) -> Stages:
        """The stages in the order in which they depend on each other."""
        yield "summary_one_segment", lambda e: self._summarise(e["context_ids"], 1)
        yield "summary_all_segments", lambda e: self._summarise(e["context_ids"], None)
        yield "prompt_logits", lambda e: self._logits(e["prompt_ids"][0])[None]
        yield GENERATED, self._generated
        yield LOSS, lambda e: self._loss(e["prompt_ids"][0], e["answer_ids"][0])

    def choices(self, generated: Tensor) -> tuple[Tensor, Tensor]:
        """Logits `[n, V]` from which each token of `generated` after the prompt would come, and those."""
        start = self.expected["prompt_ids"].shape[-1]
        return self._logits(generated[0])[start - 1 : -1], generated[0, start:]

    def _summarise(self, ids: Tensor, segments: int | None) -> Tensor:
        size = int(self.case["segment_tokens"])
        summaries: list[Tensor] = []
        for tokens in torch.split(ids[0], size)[:segments]:
            history = torch.cat(summaries) if summaries else None
            made = self.backbone.compress([tokens.tolist()], [history])
            summaries = [*summaries, *made] if self.backbone.model.accumulates else made
        return torch.cat(summaries)[None]

    def _prompt(self, ids: Tensor) -> Prompt:
        summaries = self._summarise(self.expected["context_ids"], None)[0]
        return self.backbone.prompt_of(summaries, ids)

    def _logits(self, ids: Tensor) -> Tensor:
        prompt = self._prompt(ids)
        output = self.backbone.model.llama(
            inputs_embeds=prompt.embeddings, position_ids=prompt.positions, use_cache=False
        )
        logits: Tensor = output.logits[0, prompt.summaries :]
        return logits

    def _generated(self, expected: dict[str, Tensor]) -> Tensor:
        ids = expected["prompt_ids"]
        count = expected[GENERATED].shape[-1] - ids.shape[-1]
        made = _generate(self.backbone.reader, self._prompt(ids[0]), count)
        return torch.cat([ids, made], dim=1)

    def _loss(self, prompt: Tensor, answer: Tensor) -> Tensor:
        logits = self._logits(torch.cat([prompt, answer])).float()  # as learning does
        labels = torch.cat([torch.full_like(prompt, IGNORED), answer])
        loss = torch.nn.functional.cross_entropy(logits[:-1], labels[1:], ignore_index=IGNORED)
        return loss[None]


def _generate(reader: Reader, prompt: Prompt, count: int) -> Tensor:
    made = [token for token in reader.tokens(prompt, count, ignore_end=True) if token is not None]
    return torch.tensor([made])
