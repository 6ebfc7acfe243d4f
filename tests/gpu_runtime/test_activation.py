"""Which torch a process imports: that of a runtime for this very edition, or the bundled one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lloco_desktop.gpu_runtime.activation import (
    FOLDER,
    MARKER,
    SWITCH,
    UNUSABLE,
    VERSION,
    Edition,
    activate,
    platform_tag,
    python_tag,
)
from lloco_desktop.settings import Places
from tests.gpu_runtime.fixtures import noise

EDITION = Edition("9.1", python_tag(), platform_tag())
# What a bundle is to Python: an entry of the path, and two marks in `sys`.
BUNDLE = """
import sys
sys.frozen, sys._MEIPASS = True, sys.argv[1]
sys.path.insert(1, sys.argv[1])
sys.dont_write_bytecode = True
from lloco_desktop.gpu_runtime.activation import activate, active
from lloco_desktop.settings import Places
import os, pathlib
home = pathlib.Path(sys.argv[2])
places = Places(home, home, home)
activate(places)
import torch
from importlib import metadata
print(torch.where, metadata.version("torch"), active(places) is not None)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_torch(tmp_path / "bundle", "bundle", "9.1+cpu")


def write_torch(folder: Path, where: str, version: str) -> Path:
    (folder / "torch/lib").mkdir(parents=True)
    (folder / "torch/__init__.py").write_text(f"where = {where!r}\n")
    about = folder / f"torch-{version}.dist-info/METADATA"
    about.parent.mkdir()
    about.write_text(f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n")
    return folder


def write_runtime(home: Path, edition: Edition = EDITION, **more: Any) -> Path:
    folder = write_torch(home / FOLDER / f"{edition.torch}-cu130", "runtime", edition.torch)
    (folder / "torch/lib/libtorch_cuda.so").write_bytes(noise(1000))
    raw = {
        "version": VERSION,
        "torch": edition.torch,
        "cuda": "13.0",
        "python": edition.python,
        "platform": edition.platform,
        "sizes": {"torch/lib/libtorch_cuda.so": 1000},
    }
    (folder / MARKER).write_text(json.dumps(raw | more))
    return folder


def imported(bundle: Path, home: Path, **environ: str) -> list[str]:
    """What a process of the bundle says of its torch."""
    done = subprocess.run(
        [sys.executable, "-c", BUNDLE, str(bundle), str(home)],
        capture_output=True,
        text=True,
        env=os.environ | environ,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_torch_comes_from_a_runtime_of_this_edition(bundle: Path, home: Path) -> None:
    folder = write_runtime(home)
    assert imported(bundle, home) == ["runtime", "9.1", "True"]
    assert list((folder / "torch").rglob("*.pyc"))  # or every start would compile it


def test_without_one_the_bundled_torch_computes_and_nothing_is_read(bundle: Path, home: Path) -> None:
    assert imported(bundle, home) == ["bundle", "9.1+cpu", "False"]


@pytest.mark.parametrize(
    "other",
    [
        replace(EDITION, torch="9.1.1"),
        replace(EDITION, torch="9.0"),
        replace(EDITION, python="cp39"),
        replace(EDITION, platform="win_amd64"),
    ],
)
def test_one_for_another_edition_is_left_alone(bundle: Path, home: Path, other: Edition) -> None:
    write_runtime(home, other)
    assert imported(bundle, home)[0] == "bundle"


def test_one_that_proved_not_to_work_is_left_alone(bundle: Path, home: Path) -> None:
    (write_runtime(home) / UNUSABLE).write_text("ImportError")
    assert imported(bundle, home)[0] == "bundle"


def test_the_switch_in_the_environment_leaves_it_alone(bundle: Path, home: Path) -> None:
    write_runtime(home)
    assert imported(bundle, home, **{SWITCH: "1"})[0] == "bundle"


def test_a_bundle_that_knows_cuda_itself_takes_none(bundle: Path, home: Path) -> None:
    write_runtime(home)
    (bundle / "torch/lib/libtorch_cuda.so").write_bytes(b"")
    assert imported(bundle, home)[0] == "bundle"


def lack_a_library(folder: Path) -> None:
    (folder / "torch/lib/libtorch_cuda.so").unlink()


def cut_a_library(folder: Path) -> None:
    (folder / "torch/lib/libtorch_cuda.so").write_bytes(b"")


def lack_the_marker(folder: Path) -> None:
    (folder / MARKER).unlink()


def spoil_the_marker(folder: Path) -> None:
    (folder / MARKER).write_bytes(b"\xff{")


def empty_the_marker(folder: Path) -> None:
    (folder / MARKER).write_text('{"version": 1, "torch": "9.1"}')


def list_the_marker(folder: Path) -> None:
    (folder / MARKER).write_text('[{"version": 1}]')


@pytest.mark.parametrize(
    "damage",
    [lack_a_library, cut_a_library, lack_the_marker, spoil_the_marker, empty_the_marker, list_the_marker],
)
def test_a_damaged_one_is_left_alone(home: Path, damage: Any) -> None:
    places = Places(home, home, home)
    damage(write_runtime(home))
    before = list(sys.path)
    assert activate(places, EDITION, {}) is None
    assert sys.path == before


def test_from_source_nothing_happens(home: Path) -> None:
    write_runtime(home)
    before = list(sys.path)
    assert activate(Places(home, home, home), environ={}) is None
    assert sys.path == before
