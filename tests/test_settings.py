"""Settings survive a round trip, refuse nonsense, and know where files live."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import BadInput
from lloco_desktop.settings import Device, Places, Settings, bundled_backbones, resources


def test_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    settings = Settings(
        device=Device.CPU, summary_precision=SummaryPrecision.INT8, extra_backbones=(Path("/a"), Path("/b"))
    )
    settings.save(file)
    assert Settings.load(file) == settings


def test_missing_file_gives_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"device": "abacus"}', '{"colour": 1}', '{"answer_tokens": 0}', '{"ocr": 1'],
)
def test_nonsense_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content)
    with pytest.raises(BadInput) as caught:
        Settings.load(file)
    assert "answer_tokens" in str(caught.value) or str(file) in str(caught.value)
    assert file.read_text() == content


def test_saved_file_is_plain_json(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings().save(file)
    assert json.loads(file.read_text())["backbone"] == "small"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_places_can_be_moved_by_environment(tmp_path: Path) -> None:
    places = Places.of_user({"LLOCO_HOME": str(tmp_path)})
    assert places.workspace.is_relative_to(tmp_path)
    assert places.backbones.is_relative_to(tmp_path)


def test_user_data_is_not_in_a_cache() -> None:
    places = Places.of_user({})
    assert "cache" not in str(places.data).lower()


def test_bundled_folders_are_beside_the_package() -> None:
    assert resources().parent == bundled_backbones().parent
