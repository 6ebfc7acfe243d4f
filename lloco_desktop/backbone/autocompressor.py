"""AutoCompressor (arXiv 2305.14788), the encoder and decoder that LLoCO itself uses.

A stock Llama with one more tensor, `embed_summary.weight [k, d]`: k summary tokens follow each segment,
and their last hidden states are its summaries, used as input embeddings as they are. Summaries of
earlier segments stand before a segment while it is compressed, so segments of one document depend on
each other and batches go over documents. Positions run on ordinarily; no BOS, no template.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lloco_desktop.backbone.base import BackboneInfo, Prompt, PromptParts
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.backbone.embedding import mean_vectors
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.model_memory import model_shape
from lloco_desktop.backbone.reading import Reader
from lloco_desktop.backbone.sampling import Sampling
from lloco_desktop.backbone.weights import CPU, ModelLoader, Place, causal_lm_loader
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.fitting.reckoning import row_bytes
from lloco_desktop.model_files.formats import TRAINED_HISTORY, read_json
from lloco_desktop.model_files.tensors import WeightFiles
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from transformers import PreTrainedModel

SUMMARY_TENSOR = "embed_summary.weight"
RUNS_ON = ("\n\n", "\nQuestion:")  # how a base model goes on after its answer


class Accumulation(Enum):
    """Which earlier summaries a segment sees while it is compressed."""

    WINDOW = "window"  # of the three segments before it: what the published checkpoint was trained on
    PAPER = "paper"  # all of them, as the original does


class AutoCompressorModel:
    """The Llama and its summary tokens."""

    def __init__(self, llama: PreTrainedModel, summary_tokens: Tensor, accumulates: bool = True) -> None:
        self.llama = llama
        self.summary_tokens = summary_tokens  # [k, d]
        self.accumulates = accumulates  # without, a segment sees the summaries of the one before it only

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        dtype: torch.dtype = torch.float32,
        place: torch.device | Place = CPU,
        pack: Callable[[ModelLoader], None] | None = None,
    ) -> AutoCompressorModel:
        """Load it; `pack` may pack weights while they come. Raises BackboneDamaged or BackboneMissing."""
        files = WeightFiles(folder)
        config = read_json(folder / "config.json")
        length = int(config["summary_length"])
        if SUMMARY_TENSOR not in files.shapes:
            raise BackboneDamaged(
                say(
                    "The backbone {folder} lacks the tensor {summary_tensor}.",
                    folder=folder.name,
                    summary_tensor=SUMMARY_TENSOR,
                )
            )
        loader = causal_lm_loader(folder, dtype, place, files)
        if files.shapes[SUMMARY_TENSOR] != (length, loader.model.config.hidden_size):
            raise BackboneDamaged(
                say(
                    "The tensor {summary_tensor} of {folder} does not fit its config.json.",
                    summary_tensor=SUMMARY_TENSOR,
                    folder=folder.name,
                )
            )
        summary = files.read(SUMMARY_TENSOR, dtype)
        if pack is not None:
            pack(loader)
        llama = loader.finish()
        there = next(llama.parameters()).device  # of its embeddings
        return cls(llama, summary.to(there), bool(config.get("accumulate_summary", True)))

    def to(self, device: torch.device) -> AutoCompressorModel:
        """Move to a device; the same object."""
        torch.nn.Module.to(self.llama, device)
        self.summary_tokens = self.summary_tokens.to(device)
        return self

    def hidden_states(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Last hidden states `[B, T, d]` of right-padded ids; those at padding are meaningless."""
        del mask  # causal: no real token sees the padding after it
        states: Tensor = self.llama.model(
            input_ids=ids, attention_mask=torch.ones_like(ids), use_cache=False
        ).last_hidden_state
        return states

    def summarise(
        self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None]
    ) -> list[Tensor]:
        """Summaries `[k, d]` of each segment after its history `[m, d]`, as one right-padded batch."""
        device, count = self.summary_tokens.device, len(self.summary_tokens)
        embed = self.llama.get_input_embeddings()
        rows = []
        for tokens, history in zip(segments, histories, strict=True):
            before = self.summary_tokens[:0] if history is None else history.to(self.summary_tokens)
            words = embed(torch.tensor(list(tokens), dtype=torch.long, device=device))
            rows.append(torch.cat([before, words, self.summary_tokens]))  # [m + T + k, d]
        batch = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)  # [B, L, d]
        states = self.llama.model(
            inputs_embeds=batch,
            attention_mask=torch.ones(batch.shape[:2], dtype=torch.long, device=device),
            use_cache=False,
        ).last_hidden_state
        return [states[i, len(row) - count : len(row)] for i, row in enumerate(rows)]


class AutoCompressorBackbone:
    """A loaded AutoCompressor."""

    def __init__(
        self, info: BackboneInfo, model: AutoCompressorModel, codec: Codec, accumulation: Accumulation
    ) -> None:
        self.info = info
        self.model = model
        self.history: int | None = TRAINED_HISTORY if accumulation is Accumulation.WINDOW else None
        if not model.accumulates:
            self.history = 1
        self._codec = codec
        named = model.llama.config.eos_token_id
        configured = named if isinstance(named, list) else [named]
        ends = codec.end_ids() | {int(index) for index in configured if index is not None}
        self._ends = ends
        self.adapters = AdapterRack(model.llama)
        self.reader = Reader(model.llama, self.adapters, codec, ends, window=info.decoder_window)

    @property
    def decoder(self) -> PreTrainedModel:
        """The Llama that both compresses and reads."""
        return self.model.llama

    @property
    def token_bytes(self) -> int:
        """Of one layer; the summaries before a full segment and its own count as part of its tokens."""
        rows = self.info.encoder_window + (TRAINED_HISTORY + 1) * len(self.model.summary_tokens)
        row = row_bytes(model_shape(self.model.llama), self.model.summary_tokens.itemsize)
        return row * rows // self.info.encoder_window

    def encode(self, text: str) -> list[int]:
        """Tokens of a text; encoder and decoder share the tokenizer."""
        return self._codec.encode(text)

    def compress(self, segments: Sequence[Sequence[int]], histories: Sequence[Tensor | None]) -> list[Tensor]:
        """Summaries `[k, d]` of each segment after its history."""
        self.adapters.activate(None)  # encoder and decoder share their weights
        with self.reader.making_way(), memory_errors(), torch.inference_mode():
            return self.model.summarise(segments, histories)

    def embed(self, texts: Sequence[str]) -> Tensor:
        """The mean of the last hidden states of each text, normalised `[n, d]`."""
        self.adapters.activate(None)
        return mean_vectors(
            [self.encode(text) for text in texts],
            self.model.hidden_states,
            self.info.encoder_window,
            self.info.embedding_width,
            self.model.summary_tokens.device,
        )

    def assemble(self, parts: PromptParts) -> Prompt:
        r"""`[summaries][passages, instruction, question, "\nAnswer:"]`, the original's layout.

        The tail `question + "\nAnswer:"` is what the published adapters were trained on; the instruction
        (`None` for none) stands directly before the question, with the space that it ends in or not.
        """
        passages = "".join(f"{passage}\n\n" for passage in parts.passages)
        text = f"{passages}{parts.instruction or ''}{parts.question}\nAnswer:"
        device = self.model.summary_tokens.device
        spans = [span.summaries.to(self.model.summary_tokens) for span in parts.memory]
        return self.prompt_of(
            torch.cat([self.model.summary_tokens[:0], *spans]),
            torch.tensor(self._codec.encode(text), device=device),
            source_tokens=sum(span.source_tokens for span in parts.memory),
            expanded=sum(self.count_prompt_tokens(passage) for passage in parts.passages),
        )

    def prompt_of(self, summaries: Tensor, ids: Tensor, source_tokens: int = 0, expanded: int = 0) -> Prompt:
        """A prompt of summaries `[n, d]` and the token ids `[L]` after them."""
        with torch.inference_mode():
            rows = torch.cat([summaries, self.model.llama.get_input_embeddings()(ids)])
            positions = torch.arange(len(rows), device=rows.device)[None]
        return Prompt(
            embeddings=rows[None],
            positions=positions,
            next_position=len(rows),
            prefix_length=len(summaries),
            source_tokens=source_tokens,
            summaries=len(summaries),
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
        """The answer in pieces; without stop strings it ends where a base model would run on."""
        return self.reader.stream(prompt, max_new_tokens, stop or RUNS_ON, adapter, sampling)

    def answer_tokens(self, text: str) -> list[int]:
        """Tokens of an answer after "Answer:" and the end of text, as the published adapters were trained."""
        return [*self._codec.encode(text), min(self._ends)]

    def count_prompt_tokens(self, text: str) -> int:
        """Tokens of a text."""
        return len(self._codec.encode(text))
