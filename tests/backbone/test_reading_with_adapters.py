"""Answers that an adapter reads: each as if nothing had been asked before, summaries never touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import Backbone, MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.model_files.formats import LoraShape
from tests.tiny_backbone import write_tiny_backbone


@pytest.fixture
def backbone(tmp_path: Path) -> PooledBackbone:
    loaded = load_backbone(write_tiny_backbone(tmp_path / "tiny"), device="cpu", dtype="fp32")
    assert isinstance(loaded, PooledBackbone)
    # A random decoder finds all tokens alike, and says the same whatever reads.
    loaded.decoder.base_model.norm.weight.data.mul_(12)
    return loaded


def strengthened(backbone: Backbone, name: str, seed: int) -> None:
    """An adapter that changes answers."""
    backbone.adapters.add(name, LoraShape(rank=4, alpha=64, dropout=0.0), seed)
    dice = torch.Generator().manual_seed(seed)
    state = backbone.adapters.state(name)
    backbone.adapters.restore(
        name, {key: torch.randn(value.shape, generator=dice) * 0.3 for key, value in state.items()}
    )


def ask(backbone: Backbone, question: str) -> Prompt:
    (summaries,) = backbone.compress([backbone.encode("The bridge was closed in May. " * 8)], [None])
    return backbone.assemble(PromptParts((MemorySpan(summaries, 240),), (), question))


def test_answers_with_and_without_adapters_equal_fresh_ones(backbone: PooledBackbone) -> None:
    prompts = [ask(backbone, question) for question in ("Why?", "When was it closed?")]
    for seed, name in enumerate(("one", "two")):
        strengthened(backbone, name, seed)
    fresh = {}
    for adapter in (None, "one", "two"):
        for index, prompt in enumerate(prompts):
            backbone.reader.forget()
            fresh[adapter, index] = "".join(backbone.generate(prompt, 12, adapter=adapter))
    assert len({fresh[adapter, 0] for adapter in (None, "one", "two")}) == 3
    order = (None, "one", "one", "two", None, "one", None, None, "two", "two", "one")
    backbone.reader.forget()
    for turn, adapter in enumerate(order):
        index = turn % 2
        assert "".join(backbone.generate(prompts[index], 12, adapter=adapter)) == fresh[adapter, index]
        assert (backbone.reader.rows_reused > 0) == (adapter in order[:turn]), "only what it read itself"


def test_an_answer_survives_what_others_activate_between_its_pieces(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Why?")
    strengthened(backbone, "one", 1)
    expected = "".join(backbone.generate(prompt, 12, adapter="one"))
    backbone.reader.forget()
    pieces = []
    for piece in backbone.generate(prompt, 12, adapter="one"):
        pieces.append(piece)
        backbone.adapters.activate(None)
    assert "".join(pieces) == expected


def test_another_adapter_of_the_same_name_is_read_afresh(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Why?")
    strengthened(backbone, "learning", 1)
    first = "".join(backbone.generate(prompt, 12, adapter="learning"))
    strengthened(backbone, "other", 0)
    backbone.adapters.restore("learning", backbone.adapters.state("other"))
    changed = "".join(backbone.generate(prompt, 12, adapter="learning"))
    assert backbone.reader.rows_reused == 0
    backbone.reader.forget()
    assert "".join(backbone.generate(prompt, 12, adapter="learning")) == changed != first
    backbone.adapters.drop("learning")
    strengthened(backbone, "learning", 1)
    assert "".join(backbone.generate(prompt, 12, adapter="learning")) == first


def test_summaries_do_not_depend_on_adapters(backbone: PooledBackbone) -> None:
    tokens = backbone.encode("The bridge was closed in May. " * 20)
    (before,) = backbone.compress([tokens], [None])
    vectors = backbone.embed(["a text"])
    strengthened(backbone, "one", 1)
    backbone.adapters.activate("one")
    assert torch.equal(backbone.compress([tokens], [None])[0], before)
    backbone.adapters.activate("one", training=True)
    assert torch.equal(backbone.embed(["a text"]), vectors)
