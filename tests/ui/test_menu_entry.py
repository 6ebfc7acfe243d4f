"""The entry in the application menu: written as the specifications say, and taken away without a trace."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from lloco_desktop.ui import menu_entry

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menu entries are for Linux")


def read(file: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


def run(action: str, home: Path) -> str:
    environ = {**os.environ, "XDG_DATA_HOME": str(home)}
    command = [sys.executable, "-m", "lloco_desktop", action]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def test_installed_and_removed_without_a_trace(tmp_path: Path) -> None:
    assert "Written" in run(menu_entry.INSTALL, tmp_path)
    places = menu_entry.files_in(tmp_path)
    entry = read(places["entry"])
    assert entry["Exec"].endswith(" %F")
    assert Path(shlex.split(entry["Exec"])[0]).exists() or entry["Exec"].startswith("env ")
    assert "application/pdf" in entry["MimeType"].split(";")
    assert not (tmp_path / "applications" / "mimeapps.list").exists(), "nothing becomes a default"
    for size in menu_entry.SIZES:
        image = QImage(str(places[str(size)]))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 12 + 1).blue() > 180
    run(menu_entry.INSTALL, tmp_path)  # once more changes nothing
    assert run(menu_entry.REMOVE, tmp_path).count("Removed") == len(places)
    assert not any(place.exists() for place in places.values())
    assert "no menu entry" in run(menu_entry.REMOVE, tmp_path)


def test_the_written_command_starts_the_application(tmp_path: Path) -> None:
    menu_entry.install(tmp_path)
    command = shlex.split(read(menu_entry.files_in(tmp_path)["entry"])["Exec"].removesuffix(" %F"))
    done = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("lloco ")


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/opt/lloco/bin/lloco-desktop", "/opt/lloco/bin/lloco-desktop"),
        ("/home/a b/lloco-desktop", '"/home/a b/lloco-desktop"'),
        ('/x"y/$z', r'"/x\\"y/\\$z"'),
        ("/100%/x y", '"/100%%/x y"'),
    ],
)
def test_arguments_are_quoted(argument: str, written: str) -> None:
    assert menu_entry.quoted(argument) == written


def test_a_relative_data_folder_is_not_believed() -> None:
    home = Path.home() / ".local" / "share"
    assert menu_entry.data_home({"XDG_DATA_HOME": "relative"}) == home
    assert menu_entry.data_home({}) == home
    assert menu_entry.data_home({"XDG_DATA_HOME": "/somewhere"}) == Path("/somewhere")
