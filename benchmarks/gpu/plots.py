"""Pictures of what was measured, one for each part.

python -m benchmarks.gpu.plots FOLDER    draws them anew from all results-*.json in a folder
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gpu.measuring import Row

Axes = Any


def draw(rows: Sequence[Row], chip: str, out: Path) -> list[Path]:
    """PNG files of the parts that have something to show; none where matplotlib is not installed."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        print("No plots: matplotlib is not installed (pip install .[dev]).", file=sys.stderr)
        return []
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    made = []
    for part in dict.fromkeys(row["part"] for row in rows):
        good = [row for row in rows if row["part"] == part and row.get("outcome") == "ok"]
        panels = [(name, work) for name, work, wanted in PANELS if any(wanted in row for row in good)]
        if not panels:
            continue
        figure, axes = plt.subplots(1, len(panels), figsize=(5.5 * len(panels), 4), squeeze=False)
        for axis, (name, work) in zip(axes[0], panels, strict=True):
            work(axis, good)
            axis.set_title(name, fontsize=10)
        figure.suptitle(f"Part {part}: {chip}", fontsize=10)
        figure.tight_layout()
        made.append(out / f"{part}.png")
        figure.savefig(made[-1], dpi=110)
        plt.close(figure)
    return made


def _lines(name: str, case: str, label: str) -> Callable[[Axes, Sequence[Row]], None]:
    def work(axis: Axes, rows: Sequence[Row]) -> None:
        series: dict[str, list[tuple[float, float]]] = {}
        for row in rows:
            if name in row and row.get("case") == case and "parts_of" not in row:
                key = f"{row['backbone']}, {row['reads']}, {row['dtype']}"
                series.setdefault(key, []).append((row["source"], row[name]))
        for key, points in series.items():
            axis.plot(*zip(*sorted(points), strict=True), marker="o", label=key)
        axis.set_xscale("log", base=2)
        axis.set_yscale("log")
        axis.set_xlabel("tokens of source text")
        axis.set_ylabel(label)
        axis.grid(alpha=0.3)
        if series:
            axis.legend(fontsize=6)

    return work


def _bars(name: str, label: str) -> Callable[[Axes, Sequence[Row]], None]:
    def work(axis: Axes, rows: Sequence[Row]) -> None:
        shown = [row for row in rows if name in row and row.get("case") not in ("answer", "LoRA")]
        names = [
            f"{row['backbone']}, {row['case']}, {row.get('batch', row.get('source', ''))}" for row in shown
        ]
        axis.barh(range(len(shown)), [row[name] for row in shown])
        axis.set_yticks(range(len(shown)), names, fontsize=6)
        axis.invert_yaxis()
        axis.set_xlabel(label)

    return work


PANELS = (
    ("First token", _lines("first_token_s", "answer", "seconds"), "answer_s"),
    ("Each token after it", _lines("per_token_ms", "answer", "milliseconds"), "answer_s"),
    ("Learning", _lines("samples_per_s", "LoRA", "samples a second"), "samples_per_s"),
    ("Compressing", _bars("tokens_per_s", "source tokens a second"), "tokens_per_s"),
    ("Share of the measured peak", _bars("flops_share", "share"), "tokens_per_s"),
    ("A follow-up question", _bars("follow_up, times", "times sooner"), "follow_up, times"),
    ("Waiting for an import", _bars("while_importing_s", "seconds to the first token"), "while_importing_s"),
)


def main() -> None:
    out = Path(sys.argv[1])
    rows: list[Row] = []
    chip = ""
    for path in sorted(out.glob("results-*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        rows += content["rows"]
        chip = f"{content['chip']['device']}, {content['machine']['commit']}"
    print(*draw(rows, chip, out), sep="\n")


if __name__ == "__main__":
    main()
