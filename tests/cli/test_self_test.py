"""`lloco self-test` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lloco_desktop import __version__
from tests.tiny_backbone import write_tiny_backbone

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str, name: str = "self-test") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lloco_desktop", name, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)


def test_the_whole_way(tmp_path: Path) -> None:
    done = run("--json", "--backbone", str(write_tiny_backbone(tmp_path / "tiny")))
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"], said["problem"]) == (0, True, None)
    assert said["facts"]["Application"]["LLoCO Desktop"] == __version__
    assert [one["stage"] for one in said["stages"]] == ["open", "backbone", "summarise", "ask", "learn"]


def test_without_a_backbone_as_the_window_is_asked_for_it() -> None:
    done = run("--backbone", "no-such", name="--self-test")
    assert done.returncode == 1
    assert "FAIL" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
