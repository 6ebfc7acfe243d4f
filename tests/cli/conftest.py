"""`lloco` on one workspace, with no backbone or a tiny one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lloco_desktop.cli import main
from lloco_desktop.settings import Places, Settings
from lloco_desktop.workflows.services import Services
from tests.tiny_backbone import write_tiny_backbone


class Command:
    """Runs `lloco` on one workspace and keeps what it printed."""

    def __init__(self, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.workspace = workspace
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        self._capsys.readouterr()
        status = main(["--workspace", str(self.workspace), *arguments])
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *arguments: str) -> Any:
        assert self(*arguments, "--json") == 0, self.err
        return json.loads(self.out)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def services(self) -> Services:
        """The services that a command would open, to prepare or to look inside."""
        places = Places.of_user()
        return Services.open(self.workspace, Settings.load(places.settings_file), places)


@pytest.fixture
def settings_file(user_places: Path) -> Path:
    file = user_places / "config" / "settings.json"
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def lloco(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings_file: Path) -> Command:
    settings_file.write_text('{"backbone": "none"}')
    return Command(tmp_path / "workspace", capsys)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_backbone(tmp_path_factory.mktemp("backbones") / "tiny")


@pytest.fixture
def tiny(lloco: Command, settings_file: Path, tiny_folder: Path) -> Command:
    """The command with a tiny backbone that answers nonsense."""
    chosen = {"backbone": "tiny", "device": "cpu", "extra_backbones": [str(tiny_folder)], "answer_tokens": 12}
    settings_file.write_text(json.dumps(chosen))
    return lloco


Mistake = Callable[..., str]


@pytest.fixture
def mistake() -> Mistake:
    """Runs what must fail, and gives the one sentence or two that it said."""

    def run(command: Command, *arguments: str) -> str:
        assert command(*arguments) == 1, command.out
        assert command.out == ""
        assert "Traceback" not in command.err
        assert command.err.count("\n") == 1, command.err
        return command.err

    return run
