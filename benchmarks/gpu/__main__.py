"""Everything that is to be known of a GPU, part by part; README.md beside this says how to run it there.

    python -m benchmarks.gpu --out FOLDER [--parts a b c d e f] [--minutes 9] [--tiny]

Results are written after every case. What there is no time for is said in the table; --parts and a second run
get it. --tiny goes through all of it on the CPU with toy shapes: figures mean nothing then.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from benchmarks.gpu import answering, compressing, learning
from benchmarks.gpu.equality import part_f
from benchmarks.gpu.measuring import Run, tidy
from benchmarks.gpu.plots import draw
from benchmarks.gpu.together import part_e


def part_d(run: Run) -> None:
    """The pooled format: answering, compressing, learning."""
    for work in (answering.part_d, compressing.part_d, learning.part_d):
        work(run)
        tidy(run.device)


PARTS: dict[str, Callable[[Run], None]] = {
    "a": answering.part_a,
    "b": compressing.part_b,
    "c": learning.part_c,
    "d": part_d,
    "e": part_e,
    "f": part_f,
}


def main(given: Sequence[str] | None = None) -> Run:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="a folder for the JSON file and the plots")
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--minutes", type=float, default=9.0, help="for all of it")
    parser.add_argument("--tiny", action="store_true", help="toy shapes on the CPU")
    parser.add_argument("--commit", default="", help="what was measured, where there is no git to ask")
    options = parser.parse_args(given)
    if not options.tiny and not torch.cuda.is_available():
        parser.error("there is no NVIDIA GPU here; --tiny rehearses on the CPU")
    device = "cpu" if options.tiny else "cuda:0"
    run = Run(
        options.out, options.parts, 60 * options.minutes, device, tiny=options.tiny, commit=options.commit
    )
    for part in options.parts:
        if run.left > 0:
            PARTS[part](run)
            tidy(run.device)
        else:
            run.rows.append({"part": part, "outcome": "skipped: no time was left"})
    run.keep()
    run.show()
    draw(run.rows, f"{run.chip['device']}{', toy shapes' if options.tiny else ''}", options.out)
    print(json.dumps({"chip": run.chip, "seconds_left": round(run.left)}, indent=2))
    return run


if __name__ == "__main__":
    main()
