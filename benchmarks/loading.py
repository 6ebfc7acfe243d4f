"""What loading a backbone takes in memory and time, over what lies on the disk.

    python -m benchmarks.loading [--json FILE]

Random checkpoints of some hundred megabytes in the shapes of the published ones. Every load is a process of
its own (Linux): its resident memory once torch and transformers are there, the most while it loads, and
what stays. Resident memory counts pages of mapped files too, which the system could take back. The C
library hands freed memory back at once here (`MALLOC_MMAP_THRESHOLD_`), as it does anyway for layers as large
as those of the published ones.

"transformers" is what its own `from_pretrained` takes for the same files. Where no number changes its format
it maps the files and reads nothing yet: every page comes, and counts, when the model first computes.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from benchmarks.report import arguments, report
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.weights import quiet
from lloco_desktop.hub.converting import convert
from tests.checkpoints import write_autocompressor, write_lclm

STATUS = Path("/proc/self/status")
WEIGHTS = (".bin", ".safetensors")
MB = 1e6
FORMATS = {"bf16": torch.bfloat16, "fp32": torch.float32}


@dataclass(frozen=True)
class Case:
    """Files, and what they are loaded as."""

    files: str  # "pickles", "safetensors", "lclm"
    stored: str
    loaded: str
    by: str = "ours"


CASES = [
    Case("pickles", "bf16", "bf16", "transformers"),
    Case("pickles", "bf16", "bf16"),
    Case("pickles", "bf16", "fp32"),
    Case("pickles", "bf16", "nf4"),
    Case("safetensors", "bf16", "bf16", "transformers"),
    Case("safetensors", "bf16", "bf16"),
    Case("safetensors", "bf16", "int8"),
    Case("safetensors", "bf16", "nf4"),
    Case("safetensors", "fp32", "bf16", "transformers"),
    Case("safetensors", "fp32", "bf16"),
    Case("lclm", "fp32", "bf16"),
    Case("lclm", "fp32", "nf4"),
]


def write(folder: Path, case: Case) -> Path:
    """A checkpoint, written once."""
    place = folder / f"{case.files}-{case.stored}"
    dtype = FORMATS[case.stored]
    if place.exists():
        return place
    if case.files == "lclm":
        return write_lclm(place, width=1024, layers=12, vocabulary=32_000, dtype=dtype)
    write_autocompressor(place, width=1024, layers=12, heads=16, vocabulary=32_000, summaries=50, dtype=dtype)
    if case.files == "safetensors":
        for _ in convert(place, keep=False):
            pass
    return place


def status(key: str) -> float:
    """A line of the process's status, in megabytes."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{key}:"))
    return int(line.split()[1]) * 1024 / MB


def measure(folder: Path, case: Case) -> dict[str, float]:
    """Load it here and now."""
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(1)
    quiet()
    if case.loaded in ("int8", "nf4"):
        from lloco_desktop.backbone.quantising import prepare_bitsandbytes

        prepare_bitsandbytes(needed=True)
    gc.collect()
    before, own_before = status("VmRSS"), status("RssAnon")
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins anew
    started = time.perf_counter()
    if case.by == "ours":
        loaded: object = load_backbone(folder, "cpu", case.loaded)
    else:
        loaded = AutoModelForCausalLM.from_pretrained(folder, dtype=FORMATS[case.loaded])
    seconds = time.perf_counter() - started
    peak = status("VmHWM") - before
    gc.collect()
    stays, own = status("VmRSS") - before, status("RssAnon") - own_before
    del loaded
    files = sum(path.stat().st_size for path in folder.rglob("*") if path.suffix in WEIGHTS) / MB
    return {
        "files MB": files,
        "peak MB": peak,
        "stays MB": stays,
        "of it not of files MB": own,
        "peak / files": peak / files,
        "peak / stays": peak / stays,
        "seconds": seconds,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--one", nargs=5, help="folder and case: a process of its own")
    options = parser.parse_args()
    if options.one:
        folder, *case = options.one
        print(json.dumps(measure(Path(folder), Case(*case))))
        return
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for case in CASES:
            folder = write(Path(place), case)
            command = [
                sys.executable,
                "-m",
                "benchmarks.loading",
                "--one",
                str(folder),
                *asdict(case).values(),
            ]
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"},
            )
            rows.append({**asdict(case), **json.loads(done.stdout.splitlines()[-1])})
    report("Memory of loading a backbone, beside torch and transformers", rows, options.json)


if __name__ == "__main__":
    main()
