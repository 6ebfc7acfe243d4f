"""A run that did not close is told apart from one that did, and from a second start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lloco_desktop.errors import WorkspaceBusy
from lloco_desktop.settings import Places, Settings
from lloco_desktop.ui.last_run import MARKER, LastRun
from lloco_desktop.ui.opening import open_workspace
from lloco_desktop.workflows.preferences import Preferences

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "config", tmp_path / "data", tmp_path / "logs")
    made.logs.mkdir()
    made.workspace.mkdir(parents=True)
    return made


def run(places: Places) -> LastRun:
    return LastRun(places.workspace, places.logs)


def test_a_clean_end_is_no_crash(places: Places) -> None:
    first = run(places)
    assert first.begin() is None
    assert str(os.getpid()) in (places.workspace / MARKER).read_text()
    first.end()
    assert run(places).begin() is None


def test_a_run_that_was_killed(places: Places) -> None:
    run(places).begin()
    crash = run(places).begin()
    assert crash is not None
    assert crash.text == ""
    assert crash.began is not None
    run(places).end()
    assert run(places).begin() is None, "it is said once"


def test_what_was_written_when_it_died(places: Places) -> None:
    (places.logs / "crash.log").write_text("an older crash\n")
    run(places).begin()
    with (places.logs / "crash.log").open("a") as file:
        file.write("Fatal Python error: Segmentation fault\n")
    crash = run(places).begin()
    assert crash is not None
    assert crash.text == "Fatal Python error: Segmentation fault"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"began": "x"}', '{"began": 1e300, "version": "1", "crash_log": 0}']
)
def test_a_damaged_marker(places: Places, content: str) -> None:
    (places.workspace / MARKER).write_text(content)
    crash = run(places).begin()
    assert crash is not None
    assert crash.began is None


def test_a_place_that_cannot_be_written(places: Places, tmp_path: Path) -> None:
    nowhere = LastRun(tmp_path / "no" / "such", places.logs)
    assert nowhere.begin() is None
    nowhere.end()


def test_a_second_start_neither_sees_nor_takes_the_marker(places: Places) -> None:
    preferences = Preferences(Settings(backbone="none"))
    first = open_workspace(None, preferences, places)
    assert first.crash is None
    with pytest.raises(WorkspaceBusy):
        open_workspace(None, preferences, places)
    assert (places.workspace / MARKER).exists()
    first.last_run.end()
    first.services.close(5)
    again = open_workspace(None, preferences, places)
    assert again.crash is None
    again.last_run.end()
    again.services.close(5)


DIES = """
import faulthandler, os, sys
from pathlib import Path
from lloco_desktop.settings import Places, Settings
from lloco_desktop.ui.crash import log_to
from lloco_desktop.ui.opening import open_workspace
from lloco_desktop.workflows.preferences import Preferences
places = Places.of_user()
crashes = log_to(places.logs)
open_workspace(None, Preferences(Settings(backbone="none")), places)
faulthandler._sigsegv()
"""


def test_a_real_crash_is_told_at_the_next_start() -> None:
    died = subprocess.run(
        [sys.executable, "-c", DIES], cwd=ROOT, check=False, capture_output=True, timeout=60
    )
    assert died.returncode != 0
    opened = open_workspace(None, Preferences(Settings(backbone="none")), Places.of_user())
    assert opened.crash is not None
    assert "Segmentation fault" in opened.crash.text
    assert "Segmentation fault" in opened.services.preferences.diagnostics()
    opened.last_run.end()
    opened.services.close(5)


def test_a_workspace_whose_drive_is_missing(places: Places, tmp_path: Path) -> None:
    preferences = Preferences(Settings(backbone="none", workspace=tmp_path / "usb" / "lloco"))
    opened = open_workspace(None, preferences, places)
    assert opened.services.preferences.place == places.workspace
    assert "usb" in opened.problems[0]
    assert not (tmp_path / "usb").exists(), "nothing is made where the drive would be"
    assert preferences.now.workspace is not None, "and with the drive it is used again"
    opened.last_run.end()
    opened.services.close(5)
