"""Loss curves as pictures; matplotlib is a development dependency and imported only here."""

from __future__ import annotations

import json
from pathlib import Path

_HIDDEN = frozenset(
    {"step", "minutes", "tokens", "rate", "tokens_per_second", "norm", "contrast_right", "skipped"}
)


def plot_logs(work: Path) -> list[Path]:
    """One PNG per log in the work folder, beside it."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    written = []
    for log in sorted(work.glob("*.jsonl")):
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        if not lines or not isinstance(lines[0], dict) or "step" not in lines[0]:
            continue
        figure, axes = pyplot.subplots(figsize=(10, 6))
        for name in sorted({key for line in lines for key in line} - _HIDDEN):
            points = [(line["step"], line[name]) for line in lines if name in line]
            axes.plot(*zip(*points, strict=True), label=name, linewidth=1)
        axes.set_xlabel("step")
        axes.set_ylabel("loss")
        axes.set_title(log.stem)
        axes.grid(alpha=0.3)
        axes.legend(fontsize=7, ncols=2)
        path = log.with_suffix(".png")
        figure.savefig(path, dpi=110, bbox_inches="tight")
        pyplot.close(figure)
        written.append(path)
    return written
