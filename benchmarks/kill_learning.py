"""Kill a learning run with SIGKILL at random moments, and compare it with one that was left alone.

python -m benchmarks.kill_learning FOLDER_OF_PDFS --kills 8

Both begin from copies of one workspace. After every kill `lloco verify` says what is left; at the end the
study items, the losses and the answers of both runs have to be equal.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.kill_import import lloco, verify
from benchmarks.report import arguments, report
from lloco_desktop.settings import Places, Settings
from lloco_desktop.store.workspace import Workspace

LIBRARY = "killed"


def outcome(workspace: Path) -> dict[str, Any]:
    """What the newest run of a workspace has come to."""
    with Workspace.open(workspace, writable=False) as opened:
        library = opened.libraries.get(LIBRARY)
        runs = opened.runs.of_library(library.id)
        if not runs:
            return {"state": "none", "runs": 0, "items": [], "losses": [], "adapters": 0}
        items = [
            (one.item.question, one.item.answer, one.item.reads, one.before, one.after)
            for one in opened.study.items(runs[0].id)
        ]
        return {
            "state": runs[0].state.value,
            "runs": len(runs),
            "items": items,
            "losses": (runs[0].report or {}).get("losses", []),
            "adapters": len(opened.adapters.of_library(library.id)),
        }


def row(name: str, after: float, killed: bool, workspace: Path) -> dict[str, Any]:
    """One line of the table: what a process left."""
    state, found = verify(workspace), outcome(workspace)
    return {
        "kill": name,
        "after seconds": round(after, 2),
        "killed": killed,
        "verify ok": state["ok"],
        "state": found["state"],
        "runs": found["runs"],
        "items": len(found["items"]),
        "answered": sum(item[3] is not None for item in found["items"]),
        "steps stored": len(found["losses"]),
        "adapters": found["adapters"],
        "problems": "; ".join(str(problem) for problem in state["problems"])[:120],
    }


def killed_after(command: list[str], seconds: float) -> bool:
    """Run a command for so long at most; whether it had to be killed."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return process.returncode == -signal.SIGKILL


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--backbone", type=Path, help="folder of another backbone than the bundled one")
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--soonest", type=float, default=3.0, help="seconds before a kill, at least")
    parser.add_argument("--longest", type=float, default=30.0, help="and at most")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    learning = ("--most-items", str(options.items), "--epochs", "2", "--batch", "4", "--json")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LLOCO_HOME"] = folder  # where the processes look for their settings
        if options.backbone:
            settings = Settings(backbone=options.backbone.name, extra_backbones=(options.backbone,))
            settings.save(Places.of_user().settings_file)
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        subprocess.run(
            lloco(whole, "import", str(options.pdfs), "--library", LIBRARY, "--json"),
            check=True,
            capture_output=True,
        )
        shutil.copytree(whole, Path(folder) / "begin")
        begun = time.monotonic()
        subprocess.run(
            lloco(whole, "learn", "--library", LIBRARY, *learning), check=True, capture_output=True
        )
        rows.append(row("none", time.monotonic() - begun, False, whole))
        expected = outcome(whole)
        command = lloco(broken, "learn", "--library", LIBRARY, *learning)
        kills = 0
        while kills < options.kills:
            shutil.rmtree(broken, ignore_errors=True)
            shutil.copytree(Path(folder) / "begin", broken)
            through = False
            while not through:
                after = dice.uniform(options.soonest, options.longest) if kills < options.kills else 3600.0
                begun = time.monotonic()
                through = not killed_after(command, after)
                kills += not through
                lasted = time.monotonic() - begun
                rows.append(row("through" if through else str(kills), lasted, not through, broken))
                print(json.dumps(rows[-1]), flush=True)
            found = outcome(broken)
            for name in ("items", "losses"):
                rows[-1][f"same {name}"] = expected[name] == found[name]
    report("kill -9 in the middle of learning", rows, options.json)


if __name__ == "__main__":
    main()
