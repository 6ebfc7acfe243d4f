"""One owner of the settings: changes are saved at once, refused whole, and heard of."""

from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.settings import Appearance, BackboneChoice, Device, Precision, Settings
from lloco_desktop.workflows.preferences import Preferences


def test_a_change_is_saved_and_heard(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    preferences = Preferences(Settings(), file)
    heard: list[Settings] = []
    preferences.listen(heard.append)
    preferences.change(theme=Appearance.DARK, language="zh_CN", answer_tokens=300)
    assert Settings.load(file) == preferences.now == heard[-1]
    assert preferences.now.theme is Appearance.DARK
    preferences.change(theme=Appearance.DARK)
    assert len(heard) == 1, "nothing changed"


@pytest.mark.parametrize(
    "values",
    [
        {"answer_tokens": 0},
        {"answer_tokens": "many"},
        {"language": "tlh"},
        {"expansion": 1},
        {"ratio": -1},
        {"no": 1},
    ],
)
def test_nonsense_changes_nothing(tmp_path: Path, values: dict[str, object]) -> None:
    file = tmp_path / "settings.json"
    preferences = Preferences(Settings(), file)
    with pytest.raises(BadInput):
        preferences.change(**values)
    assert preferences.now == Settings()
    assert not file.exists()


def test_what_another_process_saved_stays_unless_it_is_changed_here(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings().save(file)
    window, command = Preferences(Settings.load(file), file), Preferences(Settings.load(file), file)
    command.change(extra_backbones=(tmp_path,), backbone="other", precision=Precision.NF4)
    window.change(theme=Appearance.DARK)
    saved = Settings.load(file)
    assert (saved.extra_backbones, saved.backbone, saved.theme) == ((tmp_path,), "other", Appearance.DARK)
    assert window.now.backbone == "small", "it goes on as it began"
    window.set(window.now.choosing(BackboneChoice("third")))
    assert Settings.load(file).choice == BackboneChoice("third"), "a choice is one thing"
    assert Settings.load(file).extra_backbones == (tmp_path,)


def test_what_cannot_be_saved_is_not_changed(tmp_path: Path) -> None:
    blocked = tmp_path / "config"
    blocked.write_text("a file where the folder should be")
    preferences = Preferences(Settings(), blocked / "settings.json")
    with pytest.raises(LlocoError, match="nothing was changed"):
        preferences.change(expansion=False)
    assert preferences.now.expansion


def test_every_setting_survives_a_round_trip(tmp_path: Path) -> None:
    choice = BackboneChoice("other", Device.CPU, Precision.FP32, 8)
    settings = Settings(
        theme=Appearance.LIGHT,
        language="en",
        expansion=False,
        ratio=16,
        waiting=choice,
        workspace=Path("/a"),
        next_workspace=Path("/b"),
    )
    settings.save(tmp_path / "settings.json")
    assert Settings.load(tmp_path / "settings.json") == settings
    assert settings.choosing(choice).choice == choice
    assert settings.choosing(choice).waiting is None


def test_an_unreadable_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for content in ("{", '{"theme": "purple"}', '{"waiting": {"backbone": "x"}}'):
        file.write_text(content)
        settings, problem = Settings.load_or_set_aside(file)
        assert settings == Settings()
        assert problem is not None
        assert "\n" not in problem
        assert not file.exists()
    kept = sorted(tmp_path.glob("settings.unreadable-*.json"))
    assert [one.read_text() for one in kept] == ["{", '{"theme": "purple"}', '{"waiting": {"backbone": "x"}}']
    assert str(kept[-1]) in problem
    assert Settings.load_or_set_aside(file) == (Settings(), None), "the next start is quiet"
