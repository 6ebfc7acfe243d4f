from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining import stages
from lloco_desktop.pretraining.config import TRAINED, Config, Stage
from lloco_desktop.pretraining.exporting import SUMS


def losses(work: Path, stage: Stage) -> list[float]:
    lines = (work / f"{stage.value}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["loss"] for line in lines]


@pytest.fixture
def own_work(work: Path, tmp_path: Path) -> Path:
    shutil.copytree(work, tmp_path / "work")
    return tmp_path / "work"


def test_every_stage_ends_in_a_backbone_that_loads_and_answers(
    tiny: Config, own_work: Path, tmp_path: Path
) -> None:
    for stage in TRAINED:
        assert stages.train(tiny, stage, own_work)
    stages.export(tiny, own_work, tmp_path / "small")
    backbone = load_backbone(tmp_path / "small")
    summaries = backbone.compress([backbone.encode("The treaty was signed by Galt Stone.")], [None])
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries[0], 12),), ("Some text.",), "Who signed?"))
    assert isinstance("".join(backbone.generate(prompt, 5)), str)
    assert torch.linalg.vector_norm(backbone.embed(["a b c"])[0]).item() == pytest.approx(1, abs=1e-4)
    listed = (tmp_path / "small" / SUMS).read_text(encoding="utf-8")
    assert "decoder/model.safetensors" in listed
    gaps = [
        json.loads(line) for line in (own_work / "compress.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert all({"right", "wrong", "gap"} <= set(line) for line in gaps)


def test_a_resumed_run_equals_an_uninterrupted_one(tiny: Config, own_work: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(own_work, whole)
    assert stages.train(tiny, Stage.LANGUAGE, whole)
    # Stopped after 4 of 6 steps (a multiple of log_every, so that the logs have the same lines).
    assert not stages.train(tiny, Stage.LANGUAGE, own_work, most_steps=4)
    assert stages.train(tiny, Stage.LANGUAGE, own_work, resume=True)
    assert losses(own_work, Stage.LANGUAGE) == pytest.approx(losses(whole, Stage.LANGUAGE), abs=1e-4)


def test_minutes_are_kept(tiny: Config, own_work: Path) -> None:
    timed = dataclasses.replace(
        tiny, stages={"language": dataclasses.replace(tiny.training(Stage.LANGUAGE), steps=0, minutes=0.01)}
    )
    assert stages.train(timed, Stage.LANGUAGE, own_work)


def test_training_lowers_the_loss(tiny: Config, own_work: Path) -> None:
    longer = dataclasses.replace(tiny.training(Stage.LANGUAGE), steps=40)
    config = dataclasses.replace(tiny, stages={"language": longer})
    stages.train(config, Stage.LANGUAGE, own_work)
    measured = losses(own_work, Stage.LANGUAGE)
    assert measured[-1] < measured[0] - 1


def test_a_stage_without_its_start_says_so(tiny: Config, own_work: Path) -> None:
    with pytest.raises(BadInput, match="checkpoint of a stage before"):
        stages.train(tiny, Stage.RETRIEVE, own_work)


def test_a_shipped_backbone_can_be_trained_on(tiny: Config, own_work: Path, tmp_path: Path) -> None:
    stages.train(tiny, Stage.LANGUAGE, own_work)
    stages.export(tiny, own_work, tmp_path / "small")
    assert stages.train(tiny, Stage.ANNEAL, own_work, start=tmp_path / "small")


def test_what_a_run_would_cost_is_measured_for_every_stage(tiny: Config, own_work: Path) -> None:
    before = sorted(path.name for path in own_work.iterdir())
    costs = stages.rehearse(tiny, own_work, device="cpu", steps=1)
    assert [cost.stage for cost in costs] == [stage.value for stage in TRAINED]
    for cost in costs:
        # Two operations per weight and token forwards, four backwards; less is not a whole step.
        training = tiny.stages[cost.stage]
        weights = 2 * (4 * tiny.shape.width**2 // 2 + 3 * tiny.shape.width * tiny.shape.mlp)
        assert cost.tflops_per_step > 6 * weights * training.rows * training.length / 1e12
        assert cost.tokens_per_second > 0
        assert cost.peak_share > 0
    assert sorted(path.name for path in own_work.iterdir()) == before
