"""What may be chosen about learning, and what is chosen where nothing is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lloco_desktop.errors import BadInput
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.model_files.formats import ATTENTION, LoraShape


@pytest.mark.parametrize("shape", [None, LoraShape(rank=4, targets=("q_proj",))])
def test_settings_survive_json(shape: LoraShape | None) -> None:
    settings = LearningSettings(shape=shape, minutes=12.5, learning_rate=3e-4)
    assert LearningSettings.from_json(json.loads(json.dumps(settings.as_json()))) == settings


def test_a_wide_decoder_gets_the_papers_shape_and_a_narrow_one_more() -> None:
    settings = LearningSettings()
    assert settings.shape_for(4096) == LoraShape(8, 16, 0.05, ATTENTION)
    narrow = settings.shape_for(256)
    assert narrow.rank > 8
    assert set(narrow.targets) > set(ATTENTION)
    assert settings.rate_for(256) > settings.rate_for(4096)
    chosen = LearningSettings(shape=LoraShape(rank=2), learning_rate=0.5)
    assert chosen.shape_for(256) == LoraShape(rank=2)
    assert chosen.rate_for(256) == 0.5


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": 0},
        {"batch": 0},
        {"kl_weight": 1.5},
        {"unanswerable": -0.1},
        {"held_out": 0.9},
        {"minutes": 0},
        {"learning_rate": 2.0},
        {"most_items": 0},
        {"seed": -1},
        {"distractors": -1},
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, float]) -> None:
    with pytest.raises(BadInput):
        replace(LearningSettings(), **changes)  # type: ignore[arg-type]


def test_settings_of_another_kind_are_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        LearningSettings.from_json({"rank": 8})
