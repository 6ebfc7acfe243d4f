"""The pooled compressor as one differentiable module: encoder, projector, decoder.

Windows of tokens go through the encoder, their hidden states are pooled by `r` (mean or concat), and
`RMSNorm -> Linear -> GELU -> Linear` brings them into the decoder's embedding space. Applications load
it through `backbone.loading`; pretraining trains this very module, so there is one implementation.

Folder, as published at `latent-context/*-LCLM-*`: `encoder/ decoder/ adapter/adapter.safetensors
model_config.json`. Nothing here turns gradients off: callers that only read use `torch.inference_mode()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from lloco_desktop.backbone.weights import (
    CPU,
    ModelLoader,
    Place,
    causal_lm_loader,
    load_encoder,
    load_tensors,
    quiet,
)
from lloco_desktop.model_files.formats import EncoderMask, PooledConfig, Pooling

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ADAPTER_FILE = Path("adapter") / "adapter.safetensors"
SHARD_SIZE = "45MB"


class Projector(nn.Module):
    """From pooled encoder states `[..., e]` to the decoder's embedding space `[..., d]`."""

    def __init__(self, latent_width: int, width: int) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(latent_width, eps=1e-6)
        self.fc1 = nn.Linear(latent_width, width)
        self.fc2 = nn.Linear(width, width)

    def forward(self, latents: Tensor) -> Tensor:
        """Project; the shape but for the last dimension is kept."""
        projected: Tensor = self.fc2(nn.functional.gelu(self.fc1(self.norm(latents))))
        return projected


class _Window(NamedTuple):
    """Tokens `[first, last)` are read, of which `[start, end)` are pooled."""

    first: int
    start: int
    end: int
    last: int


def pad(rows: Sequence[Sequence[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    """Token ids `[B, T]` padded with 0 on the right, and a mask `[B, T]` that is 1 on real tokens."""
    length = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *[0] * (length - len(row))] for row in rows], device=device)
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows], device=device)
    return ids, mask


class PooledModel(nn.Module):
    """Encoder, projector and decoder of one pooled backbone."""

    def __init__(self, config: PooledConfig, encoder: PreTrainedModel, decoder: PreTrainedModel) -> None:
        super().__init__()
        self.config = config
        self.encoder = encoder
        self.decoder = decoder
        self.projector = Projector(
            config.latent_width(encoder.config.hidden_size), int(decoder.config.hidden_size)
        )

    # --- compressing ---------------------------------------------------------------------------

    def hidden_states(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Last hidden states `[B, T, e]` of right-padded windows `[B, T]`; `mask` is 1 on real tokens.

        A causal encoder needs no mask for padding on the right: no real token sees it. That keeps the
        fast attention kernels. States at padding are meaningless.
        """
        attention: Tensor = torch.ones_like(ids)  # never None: see decode()
        if self.config.encoder_mask_type is EncoderMask.BIDIRECTIONAL:
            batch, length = ids.shape
            seen = torch.ones_like(ids) if mask is None else mask
            # [B, 1, T, T]: a 4D mask is taken as it is, where a 2D one would be made causal. Rows of
            # padding see the real tokens too, so that no softmax is empty.
            attention = seen.bool()[:, None, None, :].expand(batch, 1, length, length)
        output = self.encoder(input_ids=ids, attention_mask=attention, use_cache=False)
        states: Tensor = output.last_hidden_state
        return states

    def pool(
        self, states: Tensor, mask: Tensor | None = None, ratio: int | None = None
    ) -> tuple[Tensor, Tensor]:
        """Pool hidden states `[B, T, e]` in groups of `ratio`: latents `[B, ceil(T/r), e']`, counts `[B]`.

        With concat pooling a latent has `compression_ratio` places, each the mean of `ratio /
        compression_ratio` states. A last group that is not full is averaged over the tokens that it has;
        places without a token are zero. Row i has `counts[i]` latents; those after it are zero.
        """
        ratio = self.config.compression_ratio if ratio is None else ratio
        batch, length, width = states.shape
        seen = states.new_ones(batch, length) if mask is None else mask.to(states.dtype)
        places = self.config.compression_ratio if self.config.pooling is Pooling.CONCAT else 1
        groups, part = -(-length // ratio), ratio // places  # a place is the mean of `part` tokens
        padding = groups * ratio - length
        states = nn.functional.pad(states * seen[..., None], (0, 0, 0, padding))
        states = states.view(batch, groups, places, part, width)
        sizes = nn.functional.pad(seen, (0, padding)).view(batch, groups, places, part).sum(-1)
        means = states.sum(3) / sizes.clamp(min=1)[..., None]  # [B, groups, places, e]
        return means.view(batch, groups, places * width), (sizes[..., 0] > 0).sum(-1)

    def encode_windows(
        self, ids: Tensor, mask: Tensor | None = None, ratio: int | None = None
    ) -> tuple[Tensor, Tensor]:
        """Latents `[B, n, e']` (before the projector) of right-padded windows `[B, T]`, and counts `[B]`."""
        return self.pool(self.hidden_states(ids, mask), mask, ratio)

    def compress_windows(
        self, ids: Tensor, mask: Tensor | None = None, ratio: int | None = None
    ) -> tuple[Tensor, Tensor]:
        """Summaries `[B, n, d]` of right-padded windows `[B, T]`, and how many of each row count `[B]`."""
        latents, counts = self.encode_windows(ids, mask, ratio)
        return self.projector(latents), counts

    def latents(self, texts: Sequence[Sequence[int]], ratio: int | None = None) -> list[Tensor]:
        """Latents `[n_i, e']` of each text's tokens, of any length, all windows as one batch.

        A text is cut into windows. A causal encoder also sees `boundary_overlap` tokens before a window,
        a bidirectional one those after it too; only the window's own tokens are pooled.
        """
        cuts = [cut for text in texts for cut in self._windows(len(text))]
        counts = [len(self._windows(len(text))) for text in texts]
        device = next(self.encoder.parameters()).device
        if not cuts:
            width = self.config.latent_width(self.encoder.config.hidden_size)
            empty = torch.zeros(0, width, device=device, dtype=self.projector.fc1.weight.dtype)
            return [empty for _ in texts]
        owners = [text for text, count in zip(texts, counts, strict=True) for _ in range(count)]
        rows = [list(text[cut.first : cut.last]) for text, cut in zip(owners, cuts, strict=True)]
        ids, mask = pad(rows, device)
        states = self.hidden_states(ids, mask)
        if self.config.boundary_overlap:
            states = torch.nn.utils.rnn.pad_sequence(
                [
                    row[cut.start - cut.first : cut.end - cut.first]
                    for row, cut in zip(states, cuts, strict=True)
                ],
                batch_first=True,
            )
            mask = pad([[0] * (cut.end - cut.start) for cut in cuts], device)[1]
        latents, sizes = self.pool(states, mask, ratio)
        windows = iter(row[:size] for row, size in zip(latents, sizes.tolist(), strict=True))
        return [torch.cat([next(windows) for _ in range(n)]) if n else latents[0, :0] for n in counts]

    def _windows(self, length: int) -> list[_Window]:
        window, overlap = self.config.encoder_window_size, self.config.boundary_overlap
        after = overlap if self.config.encoder_mask_type is EncoderMask.BIDIRECTIONAL else 0
        return [
            _Window(
                max(0, start - overlap),
                start,
                min(start + window, length),
                min(start + window + after, length),
            )
            for start in range(0, length, window)
        ]

    # --- reading -------------------------------------------------------------------------------

    def embed_tokens(self, ids: Tensor) -> Tensor:
        """The decoder's input embeddings `[B, L, d]` of token ids `[B, L]`."""
        embedded: Tensor = self.decoder.get_input_embeddings()(ids)
        return embedded

    def place(
        self, ids: Tensor, memory: Sequence[Sequence[tuple[int, int]]], summaries: Sequence[Tensor]
    ) -> Tensor:
        """Embeddings `[B, L, d]` of `ids [B, L]` with summaries in the rows that `memory` names.

        `memory` has, per row of the batch, (first row, count) per document, as `prompts.Layout` has it;
        `summaries` has, per row of the batch, all its documents' summaries one after another `[n, d]`.
        """
        embedded = self.embed_tokens(ids)
        rows = []
        for row, spans, vectors in zip(embedded, memory, summaries, strict=True):
            vectors = vectors.to(row.dtype)
            parts, done, used = [], 0, 0
            for first, count in spans:
                parts += [row[done:first], vectors[used : used + count]]
                done, used = first + count, used + count
            rows.append(torch.cat([*parts, row[done:]]))
        return torch.stack(rows)

    def decode(
        self, embeddings: Tensor, positions: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """Logits `[B, L, V]` of right-padded rows `[B, L, d]` at `positions [B, L]`.

        The mask is always given: without one (and without a cache) transformers takes a jump in
        `position_ids` for the start of another packed sequence, and spaced summaries jump.
        """
        if mask is None:
            mask = torch.ones(embeddings.shape[:2], dtype=torch.long, device=embeddings.device)
        output = self.decoder(
            inputs_embeds=embeddings, attention_mask=mask, position_ids=positions, use_cache=False
        )
        logits: Tensor = output.logits
        return logits

    # --- files ---------------------------------------------------------------------------------

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        dtype: torch.dtype = torch.float32,
        place: torch.device | Place = CPU,
        pack: Callable[[ModelLoader], None] | None = None,
    ) -> PooledModel:
        """Load a pooled backbone; `pack` may pack the decoder's weights while they come.

        `place` is asked for the decoder's modules by their path in it; encoder and projector are where its
        embeddings are. Raises BackboneDamaged or BackboneMissing.
        """
        config = PooledConfig.read(folder)
        loader = causal_lm_loader(folder / "decoder", dtype, place)
        if pack is not None:
            pack(loader)
        decoder = loader.finish()
        there = next(decoder.parameters()).device  # of its embeddings
        model = cls(config, load_encoder(folder / "encoder", dtype, there), decoder)
        load_tensors(model.projector, folder / ADAPTER_FILE, dtype)
        model.projector.to(there)
        return model.eval()

    def save_folder(
        self, folder: Path, encoder_tokenizer: Any | None = None, decoder_tokenizer: Any | None = None
    ) -> None:
        """Write the published shape with sharded safetensors; tokenizers go beside their models."""
        quiet()
        folder.mkdir(parents=True, exist_ok=True)
        self.config.write(folder)
        for part, model, tokenizer in (
            ("encoder", self.encoder, encoder_tokenizer),
            ("decoder", self.decoder, decoder_tokenizer),
        ):
            model.save_pretrained(folder / part, max_shard_size=SHARD_SIZE)
            if tokenizer is not None:
                tokenizer.save_pretrained(folder / part)
        (folder / "adapter").mkdir(exist_ok=True)
        state = self.projector.state_dict()
        save_file({name: tensor.cpu().contiguous() for name, tensor in state.items()}, folder / ADAPTER_FILE)
