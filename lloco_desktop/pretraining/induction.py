"""A start that can already copy: one previous-token head and a few induction heads, set by hand.

Reading a text is, at bottom, finding where the question's words stood and saying what came after them.
Transformers learn the two heads that do it late (Olsson et al. 2022); an hour of two CPU cores ends
before that. So the decoder starts with them, and training only has to refine and to keep them:

* layer 0, head 0 looks one position back (its query and key are biases, so only the rotary distance
  counts) and writes a code of the previous token into a subspace of its own;
* two heads in layer 1 and two in layer 2 compare the code of the current token with those codes, on the
  slowest rotary pairs (which hardly feel distance), and add what stands there to the output.

All other output matrices start at zero, so that nothing disturbs these heads at first.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from transformers import LlamaForCausalLM, LlamaModel

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.errors import BadInput

_EMBEDDING = 0.05  # standard deviation of the embeddings
_LOOK_BACK = 5.5  # amplitude of the look-back biases
_WRITE = 0.4  # gain of each of the two matrices that write the previous token's code
_MATCH = 2.4  # gain of each of the two matrices that compare codes
_COPY = 0.8  # gain of each of the two matrices that copy what was found
_RARE = 1e-4  # tokens that make up less of the text than this count fully
_QUIETEST = 0.3  # the least that a token counts
_WITH_LOOK_BACK = 1.7  # size of a state before its norm, in embeddings: a token and the one before
_FAST, _SLOW = 12, 12  # rotary pairs: the first 12 tell distance, those from 12 on hardly feel it


def start_with_induction(decoder: LlamaForCausalLM) -> None:
    """Set the weights of a fresh decoder with attention biases, as many key heads as heads, 3+ layers."""
    config = decoder.config
    head = config.hidden_size // config.num_attention_heads
    if not config.attention_bias or config.num_key_value_heads != config.num_attention_heads:
        raise BadInput("The induction start needs attention biases and as many key heads as heads.")
    if config.num_hidden_layers < 3 or config.num_attention_heads < 2 or head < 2 * (_SLOW + 4):
        raise BadInput("The induction start needs 3 layers, 2 heads, and heads of at least 32 numbers.")
    with torch.no_grad():
        decoder.model.embed_tokens.weight.normal_(0, _EMBEDDING)
        for layer in decoder.model.layers:
            layer.mlp.down_proj.weight.zero_()
            layer.self_attn.o_proj.weight.zero_()
        pairs = torch.arange(_SLOW, head // 2)
        places = torch.cat([pairs, pairs + head // 2])  # the two halves of the slow rotary pairs
        code = len(places)
        basis = torch.linalg.qr(torch.randn(config.hidden_size, config.hidden_size))[0].T  # rows orthonormal
        own, previous, rest = basis[:code], basis[code : 2 * code], basis[2 * code :]
        free = torch.cat([own, rest])  # all but the subspace that holds the previous token's code
        _look_back(decoder.model, head, own, previous)
        share = -(-len(free) // 4)
        for index in range(4):
            span = free[index * share : (index + 1) * share]
            _match_and_copy(decoder, 1 + index // 2, index % 2, head, places, own, previous, span[:head])


def start_encoder(model: PooledModel) -> None:
    """Let the encoder begin as the decoder's embeddings: each state holds a token and the one before.

    As the decoder's lower layers it would know more about the text and less about which words stood there,
    and what a summary has lost no reader finds again.
    """
    encoder, decoder = model.encoder, model.decoder
    assert isinstance(encoder, LlamaModel)
    assert isinstance(decoder, LlamaForCausalLM)
    embeddings = decoder.model.embed_tokens.weight.detach()
    head = encoder.config.hidden_size // encoder.config.num_attention_heads
    with torch.no_grad():
        size = float(embeddings.norm(dim=-1).mean()) / encoder.config.hidden_size**0.5
        encoder.embed_tokens.weight.copy_(embeddings * (_EMBEDDING / size))
        layer: Any
        for layer in encoder.layers:
            layer.mlp.down_proj.weight.zero_()
            layer.self_attn.o_proj.weight.zero_()
        basis = torch.linalg.qr(torch.randn(encoder.config.hidden_size, encoder.config.hidden_size))[0].T
        _look_back(encoder, head, basis[:head], basis[head : 2 * head])


def quiet_common_tokens(model: PooledModel, counts: Tensor) -> None:
    """Let common tokens count less in retrieval vectors, as inverse document frequency does; `counts [V]`.

    Number 0 of the encoder's embeddings is given to it: large for a common token, and hidden by the last
    norm's weight, so that the rest of that token's normalised state, hence of the mean, is small.
    """
    encoder: Any = model.encoder
    with torch.no_grad():
        embeddings = encoder.embed_tokens.weight
        share = (counts + 1).to(embeddings) / (counts.sum() + len(counts))
        wanted = (_RARE / share).clamp(max=1).sqrt().clamp(min=_QUIETEST)
        embeddings[:, 0] = (1 / wanted.square() - 1).sqrt() * embeddings.norm(dim=-1) * _WITH_LOOK_BACK
        encoder.norm.weight[0] = 0
        encoder.layers[0].input_layernorm.weight[0] = 0


def _look_back(model: LlamaModel, head: int, own: Tensor, previous: Tensor) -> None:
    attention: Any = model.layers[0].self_attn
    rope = model.config.rope_parameters
    assert isinstance(rope, dict)
    theta = float(rope["rope_theta"] or 0)
    pairs = torch.arange(_FAST)
    speed = theta ** (-pairs / (head // 2))
    attention.q_proj.weight[:head] = 0
    attention.k_proj.weight[:head] = 0
    attention.q_proj.bias[pairs] = _LOOK_BACK * torch.cos(speed)
    attention.q_proj.bias[pairs + head // 2] = -_LOOK_BACK * torch.sin(speed)
    attention.k_proj.bias[pairs] = _LOOK_BACK
    attention.v_proj.weight[: len(own)] = _WRITE * own
    attention.o_proj.weight[:, : len(own)] = _WRITE * previous.T


def _match_and_copy(
    decoder: LlamaForCausalLM,
    layer: int,
    index: int,
    head: int,
    places: Tensor,
    own: Tensor,
    previous: Tensor,
    span: Tensor,
) -> None:
    attention: Any = decoder.model.layers[layer].self_attn
    first = index * head
    for projection, code in ((attention.q_proj, own), (attention.k_proj, previous)):
        projection.weight[first : first + head] = 0
        projection.weight[first + places] = _MATCH * code
    attention.v_proj.weight[first : first + head] = 0
    attention.v_proj.weight[first : first + len(span)] = _COPY * span
    attention.o_proj.weight[:, first : first + len(span)] = _COPY * span.T


def copying(decoder: LlamaForCausalLM, length: int = 64, rows: int = 8) -> float:
    """Share of tokens of repeated random sequences that are predicted right: 1 is a perfect copier."""
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(10, int(decoder.config.vocab_size), (rows, length), generator=generator)
    with torch.inference_mode():
        logits = decoder(input_ids=torch.cat([ids, ids], 1).to(decoder.device)).logits
    guessed = logits[:, length:-1].argmax(-1).cpu()
    share = float((guessed == ids[:, 1:]).float().mean())
    assert not math.isnan(share)
    return share
