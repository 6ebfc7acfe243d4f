"""How soon the window is there, and how long it ever stands still.

    python -m benchmarks.window [--files N] [--documents N] [--json FILE]

Start: from starting Python to the first painted frame, and to the open workspace, median of five warm starts.
Stall: a timer of the window's own thread ticks every 5 ms while the application imports copies of the test
papers and (where a backbone is installed) loads it and makes summaries; the longest gap between two ticks,
less the 5 ms, is the longest time for which the window would not have answered.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report import ROOT, arguments, report

TICK_MS = 5
PAPERS = ROOT / "tests" / "data" / "papers"
STARTS = 5


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--files", type=int, default=60, help="how many PDFs are imported")
    parser.add_argument("--documents", type=int, default=10_000, help="how many the library holds already")
    parser.add_argument("--child", choices=["start", "import"], help=argparse.SUPPRESS)
    parser.add_argument("--begun", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child == "start":
        _child_start(given.begun)
    elif given.child == "import":
        _child_import()
    else:
        rows = [*_starts(), *_stalls(given.files, given.documents)]
        report("The window: seconds to start, and standing still (milliseconds)", rows, given.json)


# --- the parent ------------------------------------------------------------------------------


def _run(home: Path, *options: str) -> dict[str, Any]:
    environ = {**os.environ, "LLOCO_HOME": str(home)}
    if not environ.get("DISPLAY"):
        environ["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "benchmarks.window", *options, "--begun", repr(time.monotonic())]
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"the window ended with {run.returncode}:\n{run.stderr}")
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def _starts() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as home:
        _run(Path(home), "--child", "start")  # fills the caches of the disk and of Python
        runs = [_run(Path(home), "--child", "start") for _start in range(STARTS)]
    return [
        {"what": what, "seconds": statistics.median(run[key] for run in runs), "of": STARTS}
        for what, key in (("start to window", "window"), ("start to libraries", "libraries"))
    ]


def _stalls(files: int, documents: int) -> list[dict[str, Any]]:
    rows = []
    for already in dict.fromkeys((0, documents)):
        with tempfile.TemporaryDirectory() as home:
            _fill(Path(home), already)
            _copy_papers(Path(home) / "import", files)
            found = _run(Path(home), "--child", "import", "--files", str(files))
        for phase, gaps in found.items():
            rows.append(
                {
                    "what": f"{phase}, {already:,} documents there",
                    "seconds": gaps["seconds"],
                    "longest stall ms": gaps["longest"],
                    "99.9 % under ms": gaps["most"],
                    "stalls over 50 ms": gaps["over"],
                }
            )
    return rows


def _fill(home: Path, documents: int) -> None:
    """A library with so many documents, as far as the table shows them."""
    if not documents:
        return
    os.environ["LLOCO_HOME"] = str(home)
    from lloco_desktop.settings import Places
    from lloco_desktop.store.workspace import Workspace

    with Workspace.open(Places.of_user().workspace) as workspace, workspace.transaction():
        library = workspace.libraries.create("Large").id
        for number in range(documents):
            path = Path(f"/documents/report-{number:05}.pdf")
            made = workspace.documents.add(library, path, f"Report {number}", f"{number:064x}", 200_000)
            workspace.documents.complete(made, pages=12, pages_without_text=0)


def _copy_papers(folder: Path, files: int) -> None:
    """Copies that differ in a comment after their end, so that none is a duplicate."""
    folder.mkdir()
    papers = sorted(PAPERS.glob("*.pdf"))
    for number in range(files):
        copy = folder / f"paper-{number:03}.pdf"
        shutil.copy(papers[number % len(papers)], copy)
        with copy.open("ab") as file:
            file.write(f"\n% copy {number}\n".encode())


# --- the child: the real application ---------------------------------------------------------


def _application(files: list[Path]) -> Any:
    from PySide6.QtWidgets import QApplication

    from lloco_desktop import app as composition
    from lloco_desktop.settings import Places

    qt = QApplication([])
    places = Places.of_user()
    application = composition.Application(qt, places, places.workspace, files)
    application.closed.connect(qt.quit)
    return qt, application


def _child_start(begun: float) -> None:
    qt, application = _application([])
    from PySide6.QtCore import QTimer

    times: dict[str, float] = {}

    def look() -> None:
        handle = application.window.windowHandle()
        if "window" not in times and handle is not None and handle.isExposed():
            times["window"] = time.monotonic() - begun
        if hasattr(application.window, "libraries"):
            times.setdefault("window", time.monotonic() - begun)
            times["libraries"] = time.monotonic() - begun
            timer.stop()
            application.window.close()

    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    timer.start()
    application.start()
    qt.exec()
    print(json.dumps(times), flush=True)
    os._exit(0)  # not to wait for the backbone, which has begun to load


class _Gaps:
    """The gaps between ticks, by what was going on."""

    def __init__(self) -> None:
        self.phase = "opening"
        self.gaps: dict[str, list[float]] = {}
        self.last = time.perf_counter()

    def tick(self) -> None:
        now = time.perf_counter()
        self.gaps.setdefault(self.phase, []).append(1000 * (now - self.last) - TICK_MS)
        self.last = now

    def summary(self) -> dict[str, dict[str, float]]:
        return {
            phase: {
                "seconds": sum(gaps) / 1000 + len(gaps) * TICK_MS / 1000,
                "longest": max(gaps),
                "most": sorted(gaps)[min(int(len(gaps) * 0.999), len(gaps) - 1)],
                "over": sum(gap > 50 for gap in gaps),
            }
            for phase, gaps in self.gaps.items()
            if gaps
        }


def _child_import() -> None:
    qt, application = _application([])
    from PySide6.QtCore import Qt, QTimer

    from lloco_desktop.jobs.job import JobKind
    from lloco_desktop.ui.services import Readiness

    gaps = _Gaps()
    state = {"begun": False}

    def tick() -> None:
        gaps.tick()
        services = application._services
        if services is None:
            return
        if not state["begun"]:
            if services.backbone().readiness is Readiness.LOADING:
                gaps.phase = "loading the backbone"
                return
            state["begun"] = True
            gaps.phase = "importing"
            folder = Path(os.environ["LLOCO_HOME"]) / "import"
            application.window.importing.add([folder], application.window.libraries.current())
            return
        kinds = {job.kind for job in services.jobs()}
        if JobKind.IMPORT in kinds:
            gaps.phase = "importing"
        elif JobKind.SUMMARISE in kinds:
            gaps.phase = "summarising"
        elif not application.background.busy:
            timer.stop()
            application.window.close()

    timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    application.start()
    qt.exec()
    print(json.dumps(gaps.summary()), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
