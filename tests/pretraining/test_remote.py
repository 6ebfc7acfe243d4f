"""The script that carries a training run to a machine without a network, and back: with a tiny run."""

from __future__ import annotations

import lzma
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.model_files.formats import PooledConfig

PACKAGE = Path(str(files("lloco_desktop.pretraining")))
ROOT = PACKAGE.parent.parent


class Machine:
    """A checkout with nothing but the script in it, and what the script is told there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.out = folder / "out"
        self.out.mkdir(parents=True)
        script = self.root / "lloco_desktop" / "pretraining" / "remote.sh"
        script.parent.mkdir(parents=True)
        shutil.copyfile(PACKAGE / "remote.sh", script)
        self.environment = os.environ | {
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "CONFIG": str(PACKAGE / "configs" / "tiny.toml"),
            "WORK": str(folder / "work"),
            "OUT": str(self.out),
            "PIECE": "40000",
        }

    def run(self, *words: str) -> None:
        command = ["sh", "lloco_desktop/pretraining/remote.sh", *words]
        done = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Machine, Machine]:
    here, there = Machine(tmp_path / "here"), Machine(tmp_path / "there")
    subprocess.run(["git", "init", "-q", here.root], check=True)
    return here, there


def carry(here: Machine, there: Machine, *names: str) -> None:
    for name in names:
        shutil.copytree(here.root / name, there.root / name)


def test_a_run_is_carried_there_and_comes_back_whole(
    machines: tuple[Machine, Machine], data: Path, tmp_path: Path
) -> None:
    here, there = machines
    packed = tmp_path / "data"
    shutil.copytree(data, packed)
    for path in (packed / "train").glob("*.jsonl"):
        (path.parent / f"{path.name}.xz").write_bytes(lzma.compress(path.read_bytes()))
        path.unlink()
    here.run("pack", str(packed))
    carry(here, there, ".train", ".train-0")
    there.run("receive")
    carry(here, there, ".train-1", ".train-2")  # arrive with a later call
    there.run("receive")
    there.run("shards")
    there.run("train", "language", "1")
    there.run("export")
    there.run("send", "0", "1")
    first = sorted(path.name for path in there.out.glob("backbone.tar.*"))
    assert first == ["backbone.tar.00", "backbone.tar.01"]
    there.run("send", "2", "99")
    place = tmp_path / "small"
    place.mkdir()
    (place / "README.md").write_text("The card is kept.", encoding="utf-8")
    here.run("unpack", str(there.out), str(place))
    assert PooledConfig.read(place).ratios
    assert load_backbone(place).encode("whole")
    assert (place / "README.md").read_text(encoding="utf-8") == "The card is kept."
    assert {"language.jsonl", "shards.json"} <= {path.name for path in there.out.iterdir()}
