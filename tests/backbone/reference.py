"""The pooled format computed the slow and obvious way: one window at a time, explicit masks, eager attention.

Shares no masking, batching, pooling or placing with the application's code.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.model_files.formats import EncoderMask, Pooling


def attention_mask(length: int, causal: bool) -> Tensor:
    """An additive mask `[1, 1, T, T]`."""
    mask = torch.zeros(length, length)
    if causal:
        mask = mask.masked_fill(torch.ones(length, length).triu(1).bool(), float("-inf"))
    return mask[None, None]


def latents(model: PooledModel, tokens: Sequence[int]) -> Tensor:
    """Latents `[n, e']` of one text."""
    config = model.config
    causal = config.encoder_mask_type is EncoderMask.CAUSAL
    ratio, window, overlap = config.compression_ratio, config.encoder_window_size, config.boundary_overlap
    model.encoder.set_attn_implementation("eager")
    made = []
    for start in range(0, len(tokens), window):
        own = list(tokens[start : start + window])
        before = list(tokens[max(0, start - overlap) : start])
        after = [] if causal else list(tokens[start + len(own) : start + len(own) + overlap])
        read = before + own + after
        states = model.encoder(
            input_ids=torch.tensor([read]), attention_mask=attention_mask(len(read), causal), use_cache=False
        ).last_hidden_state[0][len(before) : len(before) + len(own)]
        for first in range(0, len(own), ratio):
            group = states[first : first + ratio]
            if config.pooling is Pooling.MEAN:
                made.append(group.mean(0))
            else:
                filled = torch.zeros(ratio, states.shape[1])
                filled[: len(group)] = group
                made.append(filled.reshape(-1))
    model.encoder.set_attn_implementation("sdpa")
    return torch.stack(made)


def projected(model: PooledModel, made: Tensor) -> Tensor:
    """The projector written out: RMSNorm, Linear, GELU, Linear."""
    weights = model.projector.state_dict()
    scaled = made / (made.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt() * weights["norm.weight"]
    hidden = scaled @ weights["fc1.weight"].T + weights["fc1.bias"]
    gelu = hidden * 0.5 * (1 + torch.erf(hidden / 2**0.5))
    return gelu @ weights["fc2.weight"].T + weights["fc2.bias"]


def logits(model: PooledModel, rows: Tensor, positions: Sequence[int]) -> Tensor:
    """Decoder logits `[L, V]` of embeddings `[L, d]` at these positions."""
    model.decoder.set_attn_implementation("eager")
    made = model.decoder(
        inputs_embeds=rows[None],
        attention_mask=attention_mask(len(rows), causal=True),
        position_ids=torch.tensor([list(positions)]),
        use_cache=False,
    ).logits[0]
    model.decoder.set_attn_implementation("sdpa")
    return made


def greedy(model: PooledModel, rows: Tensor, positions: Sequence[int], count: int) -> list[int]:
    """Greedy ids, reading everything again for each token."""
    places, made = list(positions), []
    for _ in range(count):
        token = int(logits(model, rows, places)[-1].argmax())
        made.append(token)
        rows = torch.cat([rows, model.decoder.get_input_embeddings()(torch.tensor([token]))])
        places.append(places[-1] + 1)
    return made
