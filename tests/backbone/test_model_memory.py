"""What a step of learning takes, and that computing activations twice changes no gradient."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM

from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.model_memory import model_shape, step_memory, step_that_fits
from lloco_desktop.backbone.quantising import quantise
from lloco_desktop.fitting.reckoning import StepMemory
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.settings import Precision

SHAPE = LoraShape(rank=4, alpha=8, dropout=0.1)
VOCABULARY = 64


def decoder(layers: int = 3, quantised: bool = False) -> LlamaForCausalLM:
    dice = torch.get_rng_state()
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    model = LlamaForCausalLM(config).eval()
    torch.set_rng_state(dice)
    if quantised:
        quantise(model, torch.device("cpu"), torch.float32)
    return model


def loss_of(model: LlamaForCausalLM, rows: Tensor) -> Tensor:
    ones = torch.ones(rows.shape[:2], dtype=torch.long)
    logits = model(inputs_embeds=rows, attention_mask=ones, use_cache=False).logits[0]
    wanted = torch.arange(len(logits)) % VOCABULARY
    return torch.nn.functional.cross_entropy(logits, wanted)


@pytest.mark.parametrize("quantised", [False, True])
def test_gradients_equal_those_of_activations_that_are_kept(quantised: bool) -> None:
    """Inputs are embeddings without gradients: only checkpointing that is not reentrant lets them through."""
    model = decoder(quantised=quantised)
    rack = AdapterRack(model)
    rack.add("learning", SHAPE)
    for weight in rack.parameters("learning"):
        torch.nn.init.normal_(weight, std=0.1, generator=torch.Generator().manual_seed(weight.numel()))
    rows = torch.randn(1, 20, 64, generator=torch.Generator().manual_seed(3))
    assert not rows.requires_grad

    def gradients() -> list[Tensor]:
        rack.activate("learning", training=True)
        model.train(True)
        for weight in rack.parameters("learning"):
            weight.grad = None
        with torch.random.fork_rng():
            torch.manual_seed(11)  # of the dropout
            loss_of(model, rows).backward()
        model.train(False)
        made = [weight.grad for weight in rack.parameters("learning")]
        assert all(one is not None for one in made)
        return [one for one in made if one is not None]

    kept = gradients()
    assert all(bool(one.abs().max() > 0) for one in kept)
    model.activation_checkpointing_enable({"use_reentrant": False})
    again = gradients()
    model.activation_checkpointing_disable()
    assert all(torch.equal(one, other) for one, other in zip(kept, again, strict=True))


def kept_bytes(model: LlamaForCausalLM, rows: int) -> int:
    """What autograd really keeps of the layers for one backward pass."""
    rack = AdapterRack(model)
    rack.add("learning", SHAPE)
    rack.activate("learning", training=True)
    model.train(True)
    own = {weight.untyped_storage().data_ptr() for weight in model.parameters()}
    kept: dict[int, tuple[int, Tensor]] = {}

    def keep(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = (storage.nbytes(), tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        model.model(
            inputs_embeds=torch.randn(1, rows, 64, dtype=model.dtype),
            attention_mask=torch.ones(1, rows, dtype=torch.long),
            use_cache=False,
        )
    model.train(False)
    rack.drop("learning")
    return sum(size for size, _ in kept.values())


@pytest.mark.parametrize("kind", ["fp32", "bf16", "nf4"])
def test_the_formula_is_near_what_is_kept(kind: str) -> None:
    model = decoder(layers=6, quantised=kind == "nf4")
    if kind == "bf16":
        model = model.to(torch.bfloat16)
    rows = 512
    said = step_memory(model, SHAPE, rows, answer_rows=0).activations
    assert kept_bytes(model, rows) * 1.0 < said < kept_bytes(model, rows) * 1.4


def test_what_is_said_has_its_parts() -> None:
    model = decoder()
    said = step_memory(model, SHAPE, 256)
    rack = AdapterRack(model)
    rack.add("learning", SHAPE)
    learned = sum(weight.numel() for weight in rack.parameters("learning"))
    assert said.adapter == 4 * learned
    assert said.optimizer == 3 * said.adapter
    assert said.added == said.adapter + said.optimizer + said.activations
    assert step_memory(model, SHAPE, 512).activations == pytest.approx(2 * said.activations, rel=0.05)
    assert step_memory(model, SHAPE, 256, checkpointing=True).activations < said.activations


def test_a_step_is_made_smaller_until_it_fits() -> None:
    model = decoder()
    said = {
        (rows, again): step_memory(model, SHAPE, rows, checkpointing=again).added
        for rows in (1024, 512, 256, 128)
        for again in (False, True)
    }

    def chosen(free: int) -> tuple[int, bool]:
        return step_that_fits(model, SHAPE, 1024, 200, free)

    assert chosen(said[1024, False]) == (1024, False)
    assert chosen(said[1024, False] - 1) == chosen(said[1024, True]) == (1024, True)
    assert chosen(said[1024, True] - 1) == chosen(said[512, True]) == (512, True)
    assert chosen(0) == (128, True)  # the first below the least


def test_four_bits_take_less_than_a_fifth() -> None:
    plain, packed = (step_memory(decoder(quantised=quantised), SHAPE, 64) for quantised in (False, True))
    embeddings = 2 * VOCABULARY * 64 * 4
    assert (packed.weights - embeddings) < (plain.weights - embeddings) / 5
    assert isinstance(packed, StepMemory)


@pytest.mark.parametrize("packed", [None, Precision.INT8, Precision.NF4])
@pytest.mark.parametrize("tied", [False, True])
def test_the_shape_of_a_loaded_model_is_what_it_has(tied: bool, packed: Precision | None) -> None:
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        attention_bias=True,
        tie_word_embeddings=tied,
    )
    model = LlamaForCausalLM(config).eval()
    parameters = sum(weight.numel() for weight in model.parameters())
    if packed is not None:
        quantise(model, torch.device("cpu"), torch.float32, packed)
    rack = AdapterRack(model)
    rack.add("one", SHAPE)
    shape = model_shape(model)
    assert (shape.parameters, shape.layers, shape.kv_heads) == (parameters, 2, 2)
    assert shape.embedding_parameters == VOCABULARY * 64 * (1 if tied else 2)
