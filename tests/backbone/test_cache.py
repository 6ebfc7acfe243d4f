"""The cache that grows in place: the same numbers as transformers' own, to the last bit."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from transformers import DynamicCache, LlamaConfig, LlamaForCausalLM, PreTrainedModel, Qwen3ForCausalLM
from transformers.cache_utils import DynamicSlidingWindowLayer

from lloco_desktop.backbone.cache import GrowingLayer, can_fork, cut, fork, new_cache, reserve, taken
from tests.tiny_backbone import tiny_config

WIDTH = 48


def qwen() -> PreTrainedModel:
    return Qwen3ForCausalLM(tiny_config(WIDTH, 2, 64, 512))  # two key/value heads for four


def llama() -> PreTrainedModel:
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=64,
            hidden_size=WIDTH,
            intermediate_size=96,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=512,
        )
    )


@pytest.fixture(params=[(qwen, torch.float32), (qwen, torch.bfloat16), (llama, torch.float32)])
def model(request: pytest.FixtureRequest) -> PreTrainedModel:
    make, dtype = request.param
    torch.manual_seed(0)
    made: PreTrainedModel = make().to(dtype).eval()
    return made


def rows(model: PreTrainedModel, count: int, seed: int = 1) -> Tensor:
    dice = torch.Generator().manual_seed(seed)
    return torch.randn(1, count, WIDTH, generator=dice).to(model.dtype)


@torch.inference_mode()
def read(model: PreTrainedModel, cache: DynamicCache, some: Tensor) -> Tensor:
    """Logits of all the rows, read after what the cache holds."""
    start = cache.get_seq_length()
    positions = torch.arange(start, start + some.shape[1])[None]
    logits: Tensor = model(
        inputs_embeds=some, position_ids=positions, past_key_values=cache, use_cache=True
    ).logits
    return logits


def steps(model: PreTrainedModel, cache: DynamicCache) -> list[Tensor]:
    """A prompt in parts, single tokens, a cut, another part, more tokens than there is room for."""
    made = [read(model, cache, rows(model, 70)), read(model, cache, rows(model, 30, 2))]
    made += [read(model, cache, rows(model, 1, 3 + turn)) for turn in range(5)]
    cut(cache, 60)
    made.append(read(model, cache, rows(model, 50, 20)))
    made += [read(model, cache, rows(model, 1, 30 + turn)) for turn in range(90)]
    return made


def test_all_logits_equal_those_of_the_cache_that_copies(model: PreTrainedModel) -> None:
    ours = new_cache(model.config)
    assert all(isinstance(layer, GrowingLayer) for layer in ours.layers)
    own = steps(model, ours)
    theirs = steps(model, DynamicCache(config=model.config))
    assert all(torch.equal(one, other) for one, other in zip(own, theirs, strict=True))
    assert ours.get_seq_length() == 60 + 50 + 90


def test_tokens_are_written_where_there_is_room(model: PreTrainedModel) -> None:
    cache = new_cache(model.config)
    reserve(cache, 100)
    read(model, cache, rows(model, 60))
    layer = cache.layers[0]
    assert isinstance(layer, GrowingLayer)
    assert layer.keys is not None
    place, size = layer.keys.data_ptr(), taken(cache)
    for turn in range(40):
        read(model, cache, rows(model, 1, turn))
        assert layer.keys.data_ptr() == place, "nothing was copied"
    read(model, cache, rows(model, 1))
    assert layer.keys.data_ptr() != place
    assert cache.get_seq_length() == 101
    assert taken(cache) > size


def test_a_fork_goes_its_own_way(model: PreTrainedModel) -> None:
    cache = new_cache(model.config)
    read(model, cache, rows(model, 50))
    assert can_fork(cache)
    other = fork(cache, model.config, 30)
    assert other.get_seq_length() == 30
    expected = DynamicCache(config=model.config)
    read(model, expected, rows(model, 50))
    cut(expected, 30)
    assert torch.equal(read(model, other, rows(model, 8, 5)), read(model, expected, rows(model, 8, 5)))
    untouched = DynamicCache(config=model.config)
    read(model, untouched, rows(model, 50))
    assert torch.equal(read(model, cache, rows(model, 8, 6)), read(model, untouched, rows(model, 8, 6)))


def test_half_a_step_is_cut_off_layer_by_layer(model: PreTrainedModel) -> None:
    cache = new_cache(model.config)
    read(model, cache, rows(model, 20))
    layer = cache.layers[0]
    more = torch.zeros_like(layer.keys[..., :3, :])
    with torch.inference_mode():
        layer.update(more, more)  # the first layer alone
    cut(cache, 20)
    assert {one.get_seq_length() for one in cache.layers} == {20}
    fresh = new_cache(model.config)
    read(model, fresh, rows(model, 20))
    assert torch.equal(read(model, cache, rows(model, 4, 2)), read(model, fresh, rows(model, 4, 2)))


def test_layers_with_a_sliding_window_stay_as_they_are() -> None:
    config = tiny_config(WIDTH, 2, 64, 512)
    config.layer_types = ["full_attention", "sliding_attention"]
    config.sliding_window = 16
    cache = new_cache(config)
    assert [type(layer) for layer in cache.layers] == [GrowingLayer, DynamicSlidingWindowLayer]
    assert not can_fork(cache)
