from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
import torch

from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining import stages
from lloco_desktop.pretraining.batches import BatchMaker
from lloco_desktop.pretraining.config import Config, Stage
from lloco_desktop.pretraining.growth import copy_into, fit_reading
from lloco_desktop.pretraining.induction import start_encoder
from lloco_desktop.pretraining.items import Sources
from lloco_desktop.pretraining.tokenizing import load_tokenizer


@pytest.fixture
def config(tiny: Config) -> Config:
    """The tiny configuration with heads that copy, and room for heads that read summaries."""
    shape = dataclasses.replace(
        tiny.shape, width=128, layers=3, heads=2, kv_heads=2, ratios=(), pooling="concat",
        rope_theta=500_000.0, induction_start=True, reading_heads=2,
    )  # fmt: skip
    return dataclasses.replace(tiny, shape=shape)


def test_new_heads_do_not_change_what_is_read_from_text(config: Config, work: Path) -> None:
    narrow = stages.new_learner(config, work).eval()
    wide = stages.new_learner(config, work, grown=True).eval()
    copy_into(narrow.model, wide.model)
    ids = torch.randint(10, 300, (1, 20))
    before = narrow.model.decode(narrow.model.embed_tokens(ids))
    after = wide.model.decode(wide.model.embed_tokens(ids))
    assert torch.allclose(before, after, atol=1e-4)


def test_fitted_heads_read_summaries_before_any_training(config: Config, work: Path) -> None:
    narrow = stages.new_learner(config, work)
    start_encoder(narrow.model)
    wide = stages.new_learner(config, work, grown=True).eval()
    copy_into(narrow.model, wide.model)
    enough = dataclasses.replace(config.training(Stage.COMPRESS), rows=4, windows=16)
    larger = dataclasses.replace(config, stages={"compress": enough})
    maker = BatchMaker(larger, Stage.COMPRESS, work, load_tokenizer(work), Sources.load(work))
    batches = [maker.make(-2 - index) for index in range(4)]
    before = wide.gap(batches[0])
    after = fit_reading(wide, batches, config.shape.heads)
    assert abs(before["gap"]) < 0.1
    assert after["gap"] > 0.1
    assert after["right"] < before["right"]


def test_the_stages_grow_the_decoder_on_the_way(config: Config, work: Path, tmp_path: Path) -> None:
    own = tmp_path / "work"
    shutil.copytree(work, own)
    assert stages.train(config, Stage.LANGUAGE, own)
    assert stages.train(config, Stage.COMPRESS, own)
    stages.export(config, own, tmp_path / "small")
    assert stages.train(config, Stage.ANNEAL, own, start=tmp_path / "small")


def test_mean_pooling_cannot_be_fitted(config: Config, work: Path) -> None:
    mean = dataclasses.replace(config, shape=dataclasses.replace(config.shape, pooling="mean"))
    with pytest.raises(BadInput, match="concat"):
        fit_reading(stages.new_learner(mean, work, grown=True), [], 2)
