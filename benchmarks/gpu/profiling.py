"""Where the time of one case goes, by kernel and by what started it: for a figure that misses its aim.

    python -m benchmarks.gpu.profiling token|prompt|compress|learn --out FOLDER [--source N] [--text] [--tiny]

Llama-2-7B's shape. The table is written to FOLDER/profile-WHAT.txt; the sum of all kernels beside the time on
the clock says whether the chip waits for Python.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from torch.profiler import ProfilerActivity, profile

from benchmarks.gpu.compressing import segments
from benchmarks.gpu.learning import steps
from benchmarks.gpu.measuring import Run, synchronise
from benchmarks.gpu.shapes import AnyBackbone, autocompressor, prompt_for
from lloco_desktop.compression.compressor import compress

TOKENS = 8
LINES = 40


def main(given: Sequence[str] | None = None) -> Path:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("token", "prompt", "compress", "learn"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--source", type=int, default=32_768, help="tokens of text")
    parser.add_argument("--text", action="store_true", help="read as text, not as summaries")
    parser.add_argument("--tiny", action="store_true", help="toy shapes on the CPU")
    options = parser.parse_args(given)
    device = torch.device("cpu" if options.tiny else "cuda:0")
    backbone = autocompressor(device, tiny=options.tiny)
    run = Run(options.out, ["profile"], 60, str(device), tiny=options.tiny)
    reads = "full text" if options.text else "summaries"
    work = works(backbone, options.source, reads, run)[options.what]
    work()  # warms up
    synchronise(device)
    activities = [ProfilerActivity.CPU, *([ProfilerActivity.CUDA] if device.type == "cuda" else [])]
    with profile(activities=activities) as found:
        begun = time.perf_counter()
        work()
        synchronise(device)
        seconds = time.perf_counter() - begun
    order = "self_cuda_time_total" if device.type == "cuda" else "self_cpu_time_total"
    table = found.key_averages().table(sort_by=order, row_limit=LINES, max_name_column_width=70)
    out: Path = options.out / f"profile-{options.what}.txt"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(f"{options.what}, {reads} of {options.source}: {seconds:.4f} s on the clock\n{table}\n")
    print(out.read_text())
    return out


Work = Callable[[], Sequence[object]]


def works(backbone: AnyBackbone, source: int, reads: str, run: Run) -> dict[str, Work]:
    """What can be looked at."""

    def answer(count: int, again: bool) -> Sequence[object]:
        prompt = prompt_for(backbone, source, reads) if again else held
        if again:
            backbone.reader.forget()
        return [*backbone.reader.tokens(prompt, count, ignore_end=True)]

    held = prompt_for(backbone, source, reads)
    return {
        "token": partial(answer, TOKENS, again=False),
        "prompt": partial(answer, 1, again=True),
        "compress": lambda: [*compress(backbone, [segments(backbone, source)])],
        "learn": lambda: [steps(backbone, source, reads, 2, run)],
    }


if __name__ == "__main__":
    main()
