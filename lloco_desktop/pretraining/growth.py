"""Heads that read summaries, set by least squares before compression is trained.

A decoder that reads text does not look at summaries at first, and in the steps that two CPU cores allow
it would not learn to (the log has the figures). But everything that one look takes is linear: say which
tokens a summary stands for and which token stood before each, compare the current token with those, and
add the embedding of the one that follows. So, between language modelling and compression:

* the decoder gets new heads (their outputs zero, so text is read as before);
* the projector is fitted so that a summary of `r` tokens holds, for each of them, a short code of the
  token and one of the token before it;
* one new head per place in the group is fitted to match the current token with "the token before", and
  to add what stood there.

It needs concat pooling, and fits its own ratio, the smallest. Training goes on from there with everything
free to move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import LlamaModel
from transformers.models.llama.modeling_llama import LlamaDecoderLayer

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.errors import BadInput
from lloco_desktop.model_files.formats import Pooling
from lloco_desktop.pretraining.batches import Batch
from lloco_desktop.pretraining.learner import Learner

_RIDGE = 1e-3
_SHIFT, _SCALE = 3.0, 2.0  # keep the projector's GELU on its straight part
_LOUD = 3.0  # how much larger a summary is than an embedding, so that the first layer does not drown it
_FIRST_LAYER = 1  # new heads are used from this layer on
_SLOW = 12  # rotary pairs from this one on hardly feel distance
_GAINS = (0.5, 1.0, 2.0, 4.0)
_SHARPNESS = (8.0, 14.0, 20.0)


@dataclass(frozen=True, slots=True)
class _Codes:
    """Codes of every token of the vocabulary."""

    key: Tensor  # [V, a] for comparing
    value: Tensor  # [V, b] for copying; r * (a + b) is at most the width
    back: Tensor  # [b, d] from a value's code to the token's embedding


def _body(model: PooledModel) -> LlamaModel:
    body = model.decoder.model
    assert isinstance(body, LlamaModel)
    return body


def _encoder(model: PooledModel) -> LlamaModel:
    assert isinstance(model.encoder, LlamaModel)
    return model.encoder


def _layer(model: PooledModel, index: int) -> LlamaDecoderLayer:
    layer = _body(model).layers[index]
    assert isinstance(layer, LlamaDecoderLayer)
    return layer


def copy_into(narrow: PooledModel, wide: PooledModel) -> None:
    """Copy a model into one whose decoder has more heads; the new heads' outputs are zero."""
    source, target = narrow.state_dict(), wide.state_dict()
    with torch.no_grad():
        for name, tensor in target.items():
            given = source[name]
            if given.shape == tensor.shape:
                tensor.copy_(given)
            elif "o_proj" in name:
                tensor.zero_()
                tensor[:, : given.shape[1]] = given
            else:  # rows of query, key and value
                tensor[: given.shape[0]] = given


def fit_reading(learner: Learner, batches: Sequence[Batch], old_heads: int) -> dict[str, float]:
    """Fit projector and new heads on some batches of the compression stage; returns the gap afterwards."""
    model = learner.model
    if model.config.pooling is not Pooling.CONCAT:
        raise BadInput("Heads that read summaries can only be fitted with concat pooling.")
    with torch.no_grad():
        codes = _make_codes(model)
        _fit_projector(model, batches, codes)
        ratio = model.config.compression_ratio
        new = int(model.decoder.config.num_attention_heads) - old_heads
        slots = list(range(ratio))
        groups = [slots[i : i + new] for i in range(0, ratio, new)]
        probe = batches[0]
        for offset, group in enumerate(groups):
            _fit_heads(learner, batches, codes, _FIRST_LAYER + offset, old_heads, group)
            _choose_gains(learner, probe, _FIRST_LAYER + offset, old_heads, len(group))
    return learner.gap(probe)


def _solve(inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Ridge regression with a constant: weight `[out, in]` and bias `[out]`."""
    x, y = inputs.double(), targets.double()
    mx, my = x.mean(0), y.mean(0)
    x, y = x - mx, y - my
    gram = x.T @ x
    gram += torch.eye(len(gram), dtype=gram.dtype, device=gram.device) * (_RIDGE * gram.diagonal().mean())
    weight = torch.linalg.solve(gram, x.T @ y).T
    return weight.float(), (my - weight @ mx).float()


def _make_codes(model: PooledModel) -> _Codes:
    embedded = _body(model).embed_tokens.weight.detach().float()
    centred = embedded - embedded.mean(0)
    width, head = centred.shape[1], _layer(model, 0).self_attn.head_dim
    each = width // model.config.compression_ratio
    keys = min(each * 3 // 8, 2 * (head // 2 - _SLOW))  # a key has to fit the slow rotary pairs of a head
    generator = torch.Generator().manual_seed(0)
    mix = torch.randn(width, min(each - keys, head), generator=generator).to(centred.device)
    # What the encoder's look-back head carries over of the token before: see induction.start_encoder.
    look_back: Any = _encoder(model).layers[0].self_attn
    carried = look_back.v_proj.weight[:keys].detach().float()
    key = nn.functional.normalize(centred @ carried.T, dim=-1)
    value = nn.functional.normalize(centred @ mix, dim=-1)
    weight, _ = _solve(value, centred)
    return _Codes(key, value, weight.T)


def _tokens_around(batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens `[M, W]`, the token before each (itself at the start), and where both are real."""
    before = torch.cat([batch.windows[:, :1], batch.windows[:, :-1]], 1)
    known = batch.window_mask.bool().clone()
    known[:, 0] = False
    return batch.windows, before, known


def _fit_projector(model: PooledModel, batches: Sequence[Batch], codes: _Codes) -> None:
    """Per token: its encoder state gives the code of the token before it and its own."""
    projector, ratio = model.projector, model.config.compression_ratio
    inputs, targets = [], []
    for batch in batches:
        tokens, before, known = _tokens_around(batch)
        states = model.hidden_states(batch.windows, batch.window_mask).float()
        inputs.append(states[known])
        targets.append(torch.cat([codes.key[before[known]], codes.value[tokens[known]]], -1))
    states = torch.cat(inputs)
    size = states.square().mean().sqrt()  # what the projector's norm divides by
    weight, bias = _solve(states / size, torch.cat(targets))
    width, each = states.shape[1], len(weight)
    norm = _LOUD * _body(model).embed_tokens.weight.norm(dim=-1).mean() / (2 * ratio) ** 0.5
    projector.norm.weight.fill_(1)
    projector.fc1.weight.mul_(0.1)
    projector.fc1.bias.fill_(_SHIFT)
    for slot in range(ratio):
        rows = slice(slot * each, (slot + 1) * each)
        projector.fc1.weight[rows] = 0
        projector.fc1.weight[rows, slot * width : (slot + 1) * width] = _SCALE * weight
        projector.fc1.bias[rows] = _SHIFT + _SCALE * bias
    basis = torch.linalg.qr(torch.randn(projector.fc2.weight.shape))[0].to(projector.fc2.weight.device)
    projector.fc2.weight.copy_(norm / _SCALE * basis)
    projector.fc2.bias.copy_(-(projector.fc2.weight @ basis.new_full((basis.shape[1],), _SHIFT)))


def _layer_inputs(learner: Learner, batch: Batch, layer: int) -> Tensor:
    """What the layer's query, key and value matrices read `[B, L, d]`."""
    seen: list[Tensor] = []
    attention: Any = _layer(learner.model, layer).self_attn
    handle = attention.q_proj.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].detach()))
    learner.hidden(batch, learner.summaries(batch))
    handle.remove()
    return seen[0].float()


def _fit_heads(
    learner: Learner,
    batches: Sequence[Batch],
    codes: _Codes,
    layer: int,
    first_head: int,
    slots: Sequence[int],
) -> None:
    attention: Any = _layer(learner.model, layer).self_attn
    ratio, head = learner.model.config.compression_ratio, attention.head_dim
    keys, values = codes.key.shape[1], codes.value.shape[1]
    asked, asked_codes, held = [], [], []
    per_slot: dict[int, list[Tensor]] = {slot: [] for slot in slots}
    for batch in batches:
        states = _layer_inputs(learner, batch, layer)
        text = (batch.memory == 0) & (batch.example >= 0)
        asked.append(states[text])
        asked_codes.append(codes.key[batch.ids[text]])
        memory = batch.memory > 0
        tokens, before, known = _tokens_around(batch)
        group = batch.memory[memory] - 1
        some_text = states[text][:: max(1, int(text.sum()) // max(1, len(group)))]
        held.append(torch.cat([states[memory], some_text]))
        for slot in slots:
            place = group * ratio + slot  # into the windows, flattened: the window is a multiple of r
            wanted = torch.cat([codes.key[before.flatten()[place]], codes.value[tokens.flatten()[place]]], -1)
            wanted = wanted * known.flatten()[place][:, None]
            per_slot[slot].append(torch.cat([wanted, wanted.new_zeros(len(some_text), wanted.shape[1])]))
    query, query_bias = _solve(torch.cat(asked), torch.cat(asked_codes))
    half = head // 2
    pairs = torch.arange(_SLOW, half)
    places = torch.cat([pairs, pairs + half])[:keys]
    for index, slot in enumerate(slots):
        weight, bias = _solve(torch.cat(held), torch.cat(per_slot[slot]))
        start = (first_head + index) * head
        for projection, rows, shift in (
            (attention.q_proj, query, query_bias),
            (attention.k_proj, weight[:keys], bias[:keys]),
        ):
            projection.weight[start : start + head] = 0
            projection.bias[start : start + head] = 0
            projection.weight[start + places] = rows
            projection.bias[start + places] = shift
        attention.v_proj.weight[start : start + head] = 0
        attention.v_proj.bias[start : start + head] = 0
        attention.v_proj.weight[start : start + values] = weight[keys:]
        attention.v_proj.bias[start : start + values] = bias[keys:]
        attention.o_proj.weight[:, start : start + values] = codes.back.T


def _choose_gains(learner: Learner, probe: Batch, layer: int, first_head: int, count: int) -> None:
    """Sharpness of the match and strength of the copy that read the summaries best."""
    attention: Any = _layer(learner.model, layer).self_attn
    head = attention.head_dim
    rows = slice(first_head * head, (first_head + count) * head)
    kept = [
        tensor[rows].clone()
        for projection in (attention.q_proj, attention.k_proj)
        for tensor in (projection.weight, projection.bias)
    ]
    out = attention.o_proj.weight[:, rows].clone()
    best: tuple[float, float, float] | None = None

    def put(sharp: float, gain: float) -> None:
        for index, projection in enumerate((attention.q_proj, attention.k_proj)):
            projection.weight[rows] = kept[2 * index] * sharp
            projection.bias[rows] = kept[2 * index + 1] * sharp
        attention.o_proj.weight[:, rows] = out * gain

    for sharp in _SHARPNESS:
        for gain in (0.0, *(g * _size(learner, probe, layer, out) for g in _GAINS)):
            put(sharp, gain)
            loss = learner.gap(probe)["right"]
            if best is None or loss < best[0]:
                best = (loss, sharp, gain)
    assert best is not None
    put(best[1], best[2])


def _size(learner: Learner, probe: Batch, layer: int, out: Tensor) -> float:
    """How large an addition is as large as what the residual stream holds at this layer."""
    norms: list[float] = []
    block = _layer(learner.model, layer)
    handle = block.register_forward_pre_hook(
        lambda _, inputs: norms.append(float(inputs[0].float().norm(dim=-1).mean()))
    )
    learner.hidden(probe, learner.summaries(probe))
    handle.remove()
    size: float = norms[0] / max(1e-6, float(out.norm()) / out.shape[1] ** 0.5)
    return size
