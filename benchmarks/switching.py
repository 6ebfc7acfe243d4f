"""What it costs to let another adapter read.

    python -m benchmarks.switching BACKBONE [--adapters 4] [--json FILE]

BACKBONE is a folder. Adapters of the default shape are made with random weights and written; then each is
read from its folder, and those in memory are switched to one after the other, and off.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import arguments, report
from lloco_desktop.backbone.formats import LoraShape
from lloco_desktop.backbone.loading import load_backbone

TIMES = 20  # each is measured


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("backbone", type=Path)
    parser.add_argument("--adapters", type=int, default=4)
    options = parser.parse_args()
    rack = load_backbone(options.backbone).adapters
    with tempfile.TemporaryDirectory() as folder:
        names = [f"adapter{number}" for number in range(options.adapters)]
        for number, name in enumerate(names):
            rack.add(name, LoraShape(), seed=number)
            rack.save(name, Path(folder) / name)
            rack.drop(name)
        size = sum(path.stat().st_size for path in (Path(folder) / names[0]).iterdir())
        turns = [name for _ in range(TIMES) for name in names]
        reading = [milliseconds(lambda: rack.load(name, Path(folder) / name)) for name in turns]  # noqa: B023
    switching = [milliseconds(lambda: rack.activate(name)) for name in turns]  # noqa: B023
    off = []
    for name in turns:
        rack.activate(name)
        off.append(milliseconds(lambda: rack.activate(None)))
    same = [milliseconds(lambda: rack.activate(None)) for _ in turns]
    measured = {
        "reading one from disk": reading,
        "switching to another in memory": switching,
        "switching off": off,
        "saying the same again": same,
    }
    rows = [
        {
            "what": what,
            "times": len(values),
            "median ms": statistics.median(values),
            "slowest ms": max(values),
        }
        for what, values in measured.items()
    ]
    title = f"Adapters of {options.backbone.name}, {len(names)} in memory, {size / 1e6:.1f} MB each"
    report(title, rows, options.json)


if __name__ == "__main__":
    main()
