"""Named stand-ins that any suite may use. `FakeBackbone` answers by a script and keeps what it was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from lloco_desktop.backbone.base import BackboneFormat, BackboneInfo, Prompt, PromptParts
from lloco_desktop.backbone.sampling import Sampling
from lloco_desktop.errors import AdapterDamaged

WIDTH = 8  # of its summaries and of its embeddings
RATIO = 4  # tokens per summary


def fake_info(fingerprint: str = "fake-1", window: int = 2048) -> BackboneInfo:
    """What a fake backbone says of itself."""
    return BackboneInfo(
        name="fake",
        format=BackboneFormat.POOLED,
        fingerprint=fingerprint,
        folder=Path("fake"),
        encoder_window=64,
        decoder_window=window,
        tokens_per_summary=float(RATIO),
        positions_per_summary=1,
        width=WIDTH,
        embedding_width=WIDTH,
        device="cpu",
        dtype="fp32",
        reason="It is a fake.",
    )


def hashed_vector(word: str, width: int = WIDTH) -> Tensor:
    """A fixed pseudo-random vector `[width]` for a word, the same in every process."""
    digest = hashlib.sha256(word.encode()).digest()
    return torch.tensor([digest[at % len(digest)] / 255.0 - 0.5 for at in range(width)])


@dataclass
class FakeRack:
    """Adapters by name, none of which changes anything; `broken` has folders that cannot be loaded."""

    loaded: dict[str, Path] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    active: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.loaded)

    def load(self, name: str, folder: Path) -> None:
        if folder in self.broken:
            raise AdapterDamaged(f"The adapter in {folder.name} is damaged.")
        self.loaded[name] = folder

    def drop(self, name: str) -> None:
        self.loaded.pop(name, None)

    def activate(self, name: str | None, *, training: bool = False) -> None:
        assert name is None or name in self.loaded, name
        self.active = name


@dataclass
class FakeBackbone:
    """A backbone whose tokens are words and whose answers are scripted.

    `answer` is the text of every answer, or a function of the prompt's parts. `asked` has the parts of every
    assembled prompt, `given` the pieces that were really taken, `closed` whether the last answer was closed.
    """

    answer: str | Callable[[PromptParts], str] = "a scripted answer"
    info: BackboneInfo = field(default_factory=fake_info)
    history: int | None = 0
    asked: list[PromptParts] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    closed: bool = False
    adapters: FakeRack = field(default_factory=lambda: FakeRack())
    token_bytes: int = 0
    used: list[str | None] = field(default_factory=list)  # the adapter of every answer
    sampled: list[Sampling | None] = field(default_factory=list)  # how every answer was drawn

    def answer_tokens(self, text: str) -> list[int]:
        """One token per word, and 0 at the end."""
        return [*self.encode(text), 0]

    def encode(self, text: str) -> list[int]:
        """One token per word."""
        return [sum(word.encode()) for word in text.split()]

    def compress(self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None]) -> list[Tensor]:
        """The mean of each four tokens, repeated over the width: `[ceil(n / 4), WIDTH]`."""
        assert len(segments) == len(histories)
        return [
            torch.stack(
                [
                    torch.tensor(segment[at : at + RATIO], dtype=torch.float32).mean().expand(WIDTH) / 1000
                    for at in range(0, max(len(segment), 1), RATIO)
                ]
            )
            for segment in segments
        ]

    def embed(self, texts: Sequence[str]) -> Tensor:
        """The normalised sum of the words' vectors: texts that share words are alike."""
        rows = [
            sum((hashed_vector(word) for word in text.casefold().split()), torch.ones(WIDTH))
            for text in texts
        ]
        return torch.nn.functional.normalize(torch.stack(rows), dim=1) if rows else torch.zeros(0, WIDTH)

    def assemble(self, parts: PromptParts) -> Prompt:
        """Record the parts; the rows are empty but of the right number."""
        self.asked.append(parts)
        summaries = sum(len(span.summaries) for span in parts.memory)
        expanded = sum(self.count_prompt_tokens(passage) for passage in parts.passages)
        instruction = self.count_prompt_tokens(parts.instruction or "")
        length = summaries + expanded + instruction + self.count_prompt_tokens(parts.question)
        return Prompt(
            embeddings=torch.zeros(1, length, WIDTH),
            positions=torch.arange(length)[None],
            next_position=length,
            prefix_length=summaries,
            source_tokens=sum(span.source_tokens for span in parts.memory),
            summaries=summaries,
            expanded=expanded,
        )

    def generate(
        self,
        prompt: Prompt,
        max_new_tokens: int,
        stop: Sequence[str] = (),
        adapter: str | None = None,
        sampling: Sampling | None = None,
    ) -> Generator[str, None, None]:
        """The scripted answer, word by word, after one empty piece."""
        self.adapters.activate(adapter)
        self.used.append(adapter)
        self.sampled.append(sampling)
        text = self.answer if isinstance(self.answer, str) else self.answer(self.asked[-1])
        words = text.split(" ")
        self.closed = False
        try:
            yield ""
            for index, word in enumerate(words[:max_new_tokens]):
                piece = word if index == 0 else f" {word}"
                self.given.append(piece)
                yield piece
        except GeneratorExit:
            self.closed = True
            raise

    def count_prompt_tokens(self, text: str) -> int:
        """One token per word."""
        return len(text.split())
