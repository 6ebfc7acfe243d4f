"""Comparing a backbone with what the original implementation computed from the same weights.

`expected.safetensors` and `case.json` beside a checkpoint hold inputs and results, fp32 on a CPU;
`tests/golden/README.md` lists what each tensor is. Sizes do not matter: the tensors say them. Every
stage runs through the same code that the application uses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from lloco_desktop.backbone.autocompressor import Accumulation, AutoCompressorBackbone
from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.device import Choice
from lloco_desktop.backbone.finding import check_length
from lloco_desktop.backbone.formats import BackboneFormat, detect_format, read_json
from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
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
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.sentences import say

TOLERANCE = 1e-4
EXPECTED = "expected.safetensors"
CASE = "case.json"
IGNORED = -100  # a label that counts for no loss


@dataclass(frozen=True, slots=True)
class TensorCheck:
    """How one tensor compares."""

    name: str
    difference: float  # the largest absolute one; infinite where shapes differ or the tensor is missing
    detail: str  # why it fails, or its shape

    @property
    def ok(self) -> bool:
        """Whether it is equal within the tolerance; a NaN is not."""
        return self.difference <= TOLERANCE


def check_backbone(folder: Path) -> Iterator[TensorCheck]:
    """Load `folder` in fp32 on the CPU and compare every stage; nothing is yielded without expectations.

    Raises BackboneMissing or BackboneDamaged if it does not load, or the expectations cannot be read.
    """
    choice = Choice(torch.device("cpu"), torch.float32, "For an exact comparison.")
    if detect_format(folder) is BackboneFormat.POOLED:
        pooled = load_pooled(folder, choice)
        if (folder / EXPECTED).is_file():
            yield from _compare(folder, PooledStages(pooled, _case(folder)).results())
        return
    original = load_autocompressor(folder, choice, Accumulation.PAPER)
    if (folder / EXPECTED).is_file():
        expected = _expected(folder)
        yield from _compare(folder, AutoCompressorStages(original, _case(folder), expected).results())


Stages = Iterator[tuple[str, Callable[[dict[str, Tensor]], Tensor]]]
"""Names of tensors with what computes each from the expected ones: only sizes and inputs are taken there."""


def _compare(folder: Path, stages: Stages) -> Iterator[TensorCheck]:
    expected = _expected(folder)
    for name, compute in stages:
        if name not in expected:
            yield TensorCheck(name, math.inf, f"missing in {EXPECTED}")
            continue
        try:
            with torch.inference_mode():
                computed = compute(expected)
        except (KeyError, IndexError, RuntimeError) as error:
            yield TensorCheck(name, math.inf, f"cannot be computed: {error}")
            continue
        yield compare(name, computed, expected[name])


def compare(name: str, computed: Tensor, expected: Tensor) -> TensorCheck:
    """The largest absolute difference between two tensors."""
    if computed.shape != expected.shape:
        return TensorCheck(
            name, math.inf, f"has shape {list(computed.shape)}, expected {list(expected.shape)}"
        )
    if computed.numel() == 0:
        return TensorCheck(name, 0.0, f"{list(computed.shape)}")
    difference = float((computed.double() - expected.double()).abs().max())
    return TensorCheck(name, difference, f"{list(computed.shape)}")


@dataclass(frozen=True)
class PooledStages:
    """What the pooled format computes from `case.json`."""

    backbone: PooledBackbone
    case: dict[str, Any]

    def results(self) -> Stages:
        """The stages in the order in which they depend on each other."""
        yield "memory_token_ids", lambda _: torch.tensor(self.backbone.encode(self.case["memory"]))
        yield "latents", lambda _: self._latents(self.case["memory"])
        yield "projected", lambda _: self._summaries(self.case["memory"])
        yield "input_ids", lambda _: torch.tensor([self._prompt()[0]])
        yield "logits", lambda _: self._logits()
        yield (
            "generated_ids",
            lambda expected: _generate(
                self.backbone.reader, self._prompt()[1], expected["generated_ids"].shape[-1]
            ),
        )

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

    def results(self) -> Stages:
        """The stages in the order in which they depend on each other."""
        yield "summary_one_segment", lambda e: self._summarise(e["context_ids"], 1)
        yield "summary_all_segments", lambda e: self._summarise(e["context_ids"], None)
        yield "prompt_logits", lambda e: self._logits(e["prompt_ids"][0])[None]
        yield "generated_ids", self._generated
        yield "answer_loss", lambda e: self._loss(e["prompt_ids"][0], e["answer_ids"][0])

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
        count = expected["generated_ids"].shape[-1] - ids.shape[-1]
        made = _generate(self.backbone.reader, self._prompt(ids[0]), count)
        return torch.cat([ids, made], dim=1)

    def _loss(self, prompt: Tensor, answer: Tensor) -> Tensor:
        logits = self._logits(torch.cat([prompt, answer]))
        labels = torch.cat([torch.full_like(prompt, IGNORED), answer])
        loss = torch.nn.functional.cross_entropy(logits[:-1], labels[1:], ignore_index=IGNORED)
        return loss[None]


def _generate(reader: Reader, prompt: Prompt, count: int) -> Tensor:
    made = [token for token in reader.tokens(prompt, count, ignore_end=True) if token is not None]
    return torch.tensor([made])


def _expected(folder: Path) -> dict[str, Tensor]:
    check_length(folder / EXPECTED)
    return load_file(folder / EXPECTED)


def _case(folder: Path) -> dict[str, Any]:
    case = read_json(folder / CASE)
    if not case:
        raise BackboneDamaged(
            say(
                "The file {folder}/{case} is empty, so there is nothing to compare.",
                folder=folder.name,
                case=CASE,
            )
        )
    return case
