"""Kill an import with SIGKILL at random points, start it again, and ask `lloco verify` what is left.

python -m benchmarks.kill_import FOLDER_OF_PDFS --kills 10
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report import arguments, report


def lloco(workspace: Path, *command: str) -> list[str]:
    """The command line of one `lloco` call on a workspace."""
    return [sys.executable, "-m", "lloco_desktop.cli", "--workspace", str(workspace), *command]


def verify(workspace: Path) -> dict[str, Any]:
    """What `lloco verify --json` prints; a workspace that was not made yet is whole."""
    done = subprocess.run(lloco(workspace, "verify", "--json"), capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        return {"ok": not (workspace / "workspace.sqlite").exists(), "problems": [done.stderr.strip()]}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=12.0, help="seconds before a kill, at most")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        command = lloco(workspace, "import", str(options.pdfs), "--library", "killed", "--json")
        for kill in range(1, options.kills + 1):
            after = dice.uniform(0.5, options.longest)
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            state = verify(workspace)
            counts = state.get("counts", {})
            rows.append(
                {
                    "kill": kill,
                    "after seconds": round(after, 2),
                    "killed": process.returncode == -signal.SIGKILL,
                    "verify ok": state["ok"],
                    "documents": counts.get("documents"),
                    "passages": counts.get("passages"),
                    "summaries": counts.get("summaries"),
                    "problems": "; ".join(str(problem) for problem in state["problems"])[:120],
                }
            )
        begun = time.monotonic()
        last = subprocess.run(command, capture_output=True, text=True, check=False)
        outcomes = [json.loads(line) for line in last.stdout.splitlines()]
        state = verify(workspace)
        counts = state.get("counts", {})
        rows.append(
            {
                "kill": "resumed",
                "after seconds": round(time.monotonic() - begun, 2),
                "killed": False,
                "verify ok": state["ok"],
                "documents": counts.get("documents"),
                "passages": counts.get("passages"),
                "summaries": counts.get("summaries"),
                "problems": f"{len(outcomes)} outcomes, {sorted({row['status'] for row in outcomes})}",
            }
        )
    report("kill -9 in the middle of an import", rows, options.json)


if __name__ == "__main__":
    main()
