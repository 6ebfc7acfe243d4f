"""How soon the window is there and answers, how long it ever stands still, how smoothly it scrolls.

    python -m benchmarks.ui [PART ...] [--documents N] [--files N] [--json FILE]

Every part runs the real application on a copy of one workspace: a library of 10,000 documents, one of papers
with their summaries and a chat of 500 messages.

start: from starting Python to the window, and to the libraries; median of five warm starts.
answer: from starting Python, backbone and all, to the first words of an answer and to its end.
stalls: a timer of the window's own thread ticks every 5 ms while the application imports, makes summaries,
answers and learns; the longest gap between two ticks, less the 5 ms, is the longest time for which the window
would not have answered. "Own code" is the most that this thread computed itself between two ticks: the rest
of a stall was waiting for Python, which other threads held, or for a busy machine.
scroll: what one frame costs while a table, a chat and a document of 1,000 pages are scrolled.
close: from closing the window in the middle of work to the end of the process.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report import ROOT, arguments, report
from benchmarks.ui_workspace import environment, prepare

STARTS = 5
AIMS = "aims: window under 0.7 s, no stall over 50 ms, frames under 16.7 ms, closed in under 2 s"


def main() -> None:
    parser = arguments(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--files", type=int, default=60, help="how many PDFs are imported")
    parser.add_argument("--documents", type=int, default=10_000, help="how many the library holds already")
    given = parser.parse_args()
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared"
        prepare(prepared, given.documents, given.files)
        rows = []
        for name, part in PARTS.items():
            if not given.parts or name in given.parts:
                rows += part(prepared)
                print(f"{name}: done", file=sys.stderr, flush=True)
    report(f"The window, {given.documents:,} documents there ({AIMS})", rows, given.json)


def _run(prepared: Path, scenario: str, home: Path | None = None) -> tuple[Any, float]:
    """What a scenario found, and how many seconds the process took to end once the window was closed."""
    with tempfile.TemporaryDirectory() as folder:
        if home is None:
            home = Path(folder) / "home"
            shutil.copytree(prepared, home)
        command = [sys.executable, "-m", "benchmarks.ui_child", scenario, repr(time.monotonic())]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False
        )
        ended = time.monotonic()
    if done.returncode or not done.stdout.strip():
        raise SystemExit(f"{scenario} ended with {done.returncode}:\n{done.stderr}")
    told = json.loads(done.stdout.splitlines()[-1])
    return told["found"], ended - told["closed"]


def _start(prepared: Path) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(prepared, home)
        _run(prepared, "start", home)  # fills the caches of the disk and of Python
        runs = [_run(prepared, "start", home)[0] for _start in range(STARTS)]
    return [
        {"what": f"start to {what}", "seconds": statistics.median(run[what] for run in runs), "of": STARTS}
        for what in ("window", "libraries")
    ]


def _answer(prepared: Path) -> list[dict[str, Any]]:
    found, _closing = _run(prepared, "answer")
    return [{"what": f"start to {what}", "seconds": found[what]} for what in ("first words", "whole answer")]


def _stalls(prepared: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _run(prepared, "stalls")[0]
    return rows


def _scroll(prepared: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _run(prepared, "scroll")[0]
    return rows


def _close(prepared: Path) -> list[dict[str, Any]]:
    return [
        {"what": f"closing while {what}", "seconds": _run(prepared, f"close_{what}")[1]}
        for what in ("importing", "learning")
    ]


PARTS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "start": _start,
    "answer": _answer,
    "stalls": _stalls,
    "scroll": _scroll,
    "close": _close,
}

if __name__ == "__main__":
    main()
