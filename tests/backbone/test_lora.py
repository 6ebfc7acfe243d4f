"""Adapters in memory: their whole life, and that nothing else changes by them."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
import torch
from torch import Tensor

from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.errors import AdapterDamaged, AdapterMismatch, BadInput
from lloco_desktop.model_files.formats import LoraShape
from tests.tiny_backbone import tiny_config, tiny_model

SHAPE = LoraShape(rank=4, alpha=8)
NARROW = LoraShape(rank=2, alpha=2, dropout=0.0, targets=("down_proj", "q_proj"))
ROWS = torch.randn(1, 12, 48, generator=torch.Generator().manual_seed(1))


class Bench:
    """A tiny decoder with its rack."""

    def __init__(self, dtype: torch.dtype = torch.float32, seed: int = 0) -> None:
        self.decoder = tiny_model(seed=seed).decoder.to(dtype)
        self.rack = AdapterRack(self.decoder)

    def logits(self, adapter: str | None = None) -> Tensor:
        self.rack.activate(adapter)
        with torch.inference_mode():
            logits: Tensor = self.decoder(inputs_embeds=ROWS.to(self.decoder.dtype)).logits
        return logits

    def train(self, name: str, steps: int = 3) -> list[float]:
        """A few steps towards one token, as the loop does them; gives the losses."""
        optimizer = torch.optim.AdamW(self.rack.parameters(name), lr=1e-2)
        losses = []
        for _ in range(steps):
            self.rack.activate(name, training=True)
            optimizer.zero_grad()
            scores = self.decoder(inputs_embeds=ROWS.to(self.decoder.dtype)).logits.float()
            loss = torch.nn.functional.cross_entropy(scores[0], torch.full((12,), 7))
            loss.backward()  # type: ignore[no-untyped-call]
            self.rack.activate(None)
            optimizer.step()
            losses.append(float(loss.detach()))
        return losses


@pytest.fixture
def bench() -> Bench:
    return Bench()


def trained(bench: Bench, name: str, shape: LoraShape = SHAPE, seed: int = 0) -> Tensor:
    """An adapter that does something, and what it does."""
    bench.rack.add(name, shape, seed)
    bench.train(name)
    return bench.logits(name)


def test_a_new_adapter_changes_nothing_bit_for_bit(bench: Bench) -> None:
    before = bench.logits()
    bench.rack.add("one", SHAPE)
    assert torch.equal(bench.logits("one"), before)
    assert torch.equal(bench.logits(None), before)


def test_equal_seeds_give_equal_adapters_and_leave_the_dice_alone(bench: Bench) -> None:
    dice = torch.get_rng_state()
    for name, seed in (("one", 3), ("two", 3), ("other", 4)):
        bench.rack.add(name, SHAPE, seed)
    assert torch.equal(torch.get_rng_state(), dice)
    one, two, other = (bench.rack.state(name) for name in ("one", "two", "other"))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[key], two[key]) for key in one)
    assert not all(torch.equal(one[key], other[key]) for key in one)
    elsewhere = Bench()
    elsewhere.rack.add("learning", SHAPE, 3)
    assert all(torch.equal(one[key], value) for key, value in elsewhere.rack.state("learning").items())


def test_only_the_adapter_in_training_takes_gradients(bench: Bench) -> None:
    bench.rack.add("one", SHAPE)
    bench.rack.add("two", NARROW)

    def learning() -> set[str]:
        return {name for name, weight in bench.decoder.named_parameters() if weight.requires_grad}

    assert learning() == set()
    bench.rack.activate("two", training=True)
    assert len(learning()) == 2 * len(NARROW.targets) * 2
    assert all(".two." in name for name in learning())
    assert all(weight.requires_grad for weight in bench.rack.parameters("two"))
    bench.rack.activate("two")
    assert learning() == set()
    bench.rack.activate("one", training=True)
    assert all(".one." in name for name in learning())
    bench.rack.activate(None)
    assert learning() == set()


def test_training_one_leaves_the_other_and_the_decoder_alone(bench: Bench) -> None:
    before = bench.logits()
    first = trained(bench, "one")
    bench.rack.add("two", NARROW)
    losses = bench.train("two", 5)
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]
    assert torch.equal(bench.logits("one"), first)
    assert torch.equal(bench.logits(None), before)
    assert not torch.equal(bench.logits("two"), before)


def test_several_come_and_go_in_any_order(bench: Bench) -> None:
    before = bench.logits()
    answers = {name: trained(bench, name, shape) for name, shape in (("one", SHAPE), ("two", NARROW))}
    assert bench.rack.names == ("one", "two")
    bench.rack.activate("one")
    bench.rack.drop("one")  # the one in use
    assert bench.rack.active is None
    assert torch.equal(bench.logits("two"), answers["two"])
    assert torch.equal(trained(bench, "one"), answers["one"])
    assert bench.rack.names == ("two", "one")
    bench.rack.activate("two", training=True)
    bench.rack.drop("two")
    bench.rack.drop("one")
    bench.rack.drop("never there")
    assert bench.rack.names == ()
    assert torch.equal(bench.logits(), before)
    assert torch.equal(trained(bench, "two", NARROW), answers["two"])


def test_nothing_of_a_dropped_adapter_stays(bench: Bench) -> None:
    bench.rack.add("keep", SHAPE)
    weights = sum(weight.numel() for weight in bench.decoder.parameters())
    trained(bench, "gone", NARROW)
    bench.rack.activate("gone")
    bench.rack.drop("gone")
    assert sum(weight.numel() for weight in bench.decoder.parameters()) == weights
    for layer in bench.rack._layers.values():
        held = {key for value in vars(layer).values() if isinstance(value, dict) for key in value}
        assert "gone" not in held | set(layer.active_adapters)
    assert not hasattr(bench.decoder, "peft_config")


def test_saying_the_same_again_is_nothing(bench: Bench) -> None:
    bench.rack.add("one", SHAPE)
    bench.rack.activate("one", training=True)
    weights = bench.rack.parameters("one")
    weights[0].requires_grad_(False)  # would be set again if anything were done
    bench.rack.activate("one", training=True)
    assert not weights[0].requires_grad
    bench.rack.activate("one")
    bench.rack.activate("one", training=True)
    assert weights[0].requires_grad


def test_dropout_is_for_training_alone(bench: Bench) -> None:
    answer = trained(bench, "one", LoraShape(rank=4, alpha=64, dropout=0.5))
    assert torch.equal(bench.logits("one"), answer)
    bench.decoder.train(True)
    assert not torch.equal(bench.logits("one"), answer)
    bench.rack.add("two", SHAPE)  # does not end the training of another
    assert bench.decoder.training
    bench.decoder.train(False)
    assert torch.equal(bench.logits("one"), answer)


def test_weights_are_fp32_beside_a_bf16_decoder(tmp_path: Path) -> None:
    bench = Bench(torch.bfloat16)
    before = bench.logits()
    bench.rack.add("one", SHAPE)
    assert torch.equal(bench.logits("one"), before)
    losses = bench.train("one", 5)
    assert losses[-1] < losses[0]
    assert {weight.dtype for weight in bench.rack.parameters("one")} == {torch.float32}
    assert bench.logits("one").dtype is torch.bfloat16
    bench.rack.save("one", tmp_path / "saved")
    bench.rack.load("two", tmp_path / "saved")
    assert torch.equal(bench.logits("two"), bench.logits("one"))


def test_a_state_can_be_put_back(bench: Bench) -> None:
    bench.rack.add("one", SHAPE)
    start = bench.rack.state("one")
    bench.train("one")
    later, answer = bench.rack.state("one"), bench.logits("one")
    bench.rack.restore("one", start)
    assert torch.equal(bench.logits("one"), bench.logits(None))
    bench.rack.restore("one", later)
    assert torch.equal(bench.logits("one"), answer)
    assert list(later) == sorted(later)
    assert "model.layers.0.self_attn.q_proj.lora_A.weight" in later


def test_an_edition_is_one_state_of_the_weights(bench: Bench) -> None:
    bench.rack.add("one", SHAPE)
    seen = {bench.rack.edition(None), bench.rack.edition("one")}
    bench.rack.activate("one", training=True)
    bench.rack.activate("one")
    assert bench.rack.edition("one") in seen
    bench.train("one", 1)
    assert bench.rack.edition("one") not in seen
    seen.add(bench.rack.edition("one"))
    bench.rack.restore("one", bench.rack.state("one"))
    assert bench.rack.edition("one") not in seen
    seen.add(bench.rack.edition("one"))
    bench.rack.drop("one")
    bench.rack.add("one", SHAPE)
    assert bench.rack.edition("one") not in seen


def test_files_come_back_as_they_were(bench: Bench, tmp_path: Path) -> None:
    answer = trained(bench, "one", NARROW)
    bench.rack.save("one", tmp_path / "a")
    bench.rack.save("one", tmp_path / "b")
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    elsewhere = Bench()
    elsewhere.rack.load("other", tmp_path / "a")
    assert torch.equal(elsewhere.logits("other"), answer)
    assert elsewhere.rack.shape("other") == NARROW
    bench.train("one")
    bench.rack.load("one", tmp_path / "a")  # in place of the one that was trained on
    assert torch.equal(bench.logits("one"), answer)


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing. is deprecated:FutureWarning")  # peft's own
def test_peft_itself_reads_what_is_saved(bench: Bench, tmp_path: Path) -> None:
    from peft import PeftModel

    answer = trained(bench, "one")
    bench.rack.save("one", tmp_path / "saved")
    model = PeftModel.from_pretrained(tiny_model().decoder, str(tmp_path / "saved"))
    with torch.inference_mode():
        assert torch.equal(model(inputs_embeds=ROWS).logits, answer)


def test_layers_that_a_decoder_lacks_are_refused(bench: Bench) -> None:
    before = bench.logits()
    for target in ("c_attn", "lm_head", "embed_tokens", "self_attn", "base_layer"):
        with pytest.raises(AdapterMismatch, match=f"no layers named {target}"):
            bench.rack.add("one", LoraShape(targets=("q_proj", target)))
    assert bench.rack.names == ()
    assert torch.equal(bench.logits(), before)


@pytest.mark.parametrize("changes", [{"rank": 0}, {"alpha": 0}, {"dropout": 1.0}, {"targets": ()}])
def test_a_shape_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="An adapter needs"):
        LoraShape(**changes)  # type: ignore[arg-type]


def test_a_failed_load_leaves_the_rack_as_it_was(bench: Bench, tmp_path: Path) -> None:
    answer = trained(bench, "one")
    bench.rack.save("one", tmp_path / "good")
    bench.rack.save("one", tmp_path / "bad")
    weights = tmp_path / "bad" / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-20])
    bench.rack.activate("one")
    for name in ("one", "two"):
        with pytest.raises(AdapterDamaged, match="truncated"):
            bench.rack.load(name, tmp_path / "bad")
    assert bench.rack.names == ("one",)
    assert bench.rack.active == "one"
    assert torch.equal(bench.logits("one"), answer)


def test_another_width_number_of_layers_or_rank_is_refused(bench: Bench, tmp_path: Path) -> None:
    from transformers import Qwen3ForCausalLM

    for case, (width, layers) in {"wide": (64, 2), "deep": (48, 3), "flat": (48, 1)}.items():
        other = AdapterRack(Qwen3ForCausalLM(tiny_config(width, layers, 300, 64)))
        other.add("one", SHAPE)
        other.save("one", tmp_path / case)
    bench.rack.add("one", SHAPE)
    bench.rack.save("one", tmp_path / "rank")
    config = tmp_path / "rank" / "adapter_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "r": 2}))
    for case in ("wide", "deep", "flat", "rank"):
        with pytest.raises(AdapterMismatch, match="made for another backbone"):
            bench.rack.load("two", tmp_path / case)
    assert bench.rack.names == ("one",)


def test_peft_warns_of_nothing(bench: Bench, tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for name in ("one", "two", "three"):
            trained(bench, name)
        bench.rack.save("two", tmp_path / "saved")
        bench.rack.activate("three")
        bench.rack.load("three", tmp_path / "saved")
        for name in ("one", "two", "three"):
            bench.rack.activate(name)
            bench.rack.drop(name)
    assert [str(one.message) for one in caught] == []
