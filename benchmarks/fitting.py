"""Which backbones fit which machines, and how near what is said is to what is measured.

    python -m benchmarks.fitting [--all] [--measure] [--json FILE]

The table needs no such machine: it is arithmetic on invented ones (`tests/fitting/machines.py`). `--all`
adds every precision. `--measure` loads checkpoints on this processor, each in a process of its own (Linux):
bytes of weights have to be equal, and resident memory has to stay below what is said.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from benchmarks.report import ROOT, arguments, report
from lloco_desktop.fitting.room import SHARED_RESERVE, costs
from lloco_desktop.fitting.shape import shape_of
from lloco_desktop.fitting.verdict import fit, fits, propose
from lloco_desktop.hub.presets import read_presets
from lloco_desktop.settings import BackboneChoice, Precision
from tests.checkpoints import write_autocompressor, write_lclm
from tests.fitting.machines import MACHINES

STATUS = Path("/proc/self/status")
MB = 2**20
PRECISIONS = (Precision.FP32, Precision.BF16, Precision.INT8, Precision.NF4)


def table(*, every: bool) -> list[dict[str, Any]]:
    """Every machine with every backbone, as it would be loaded if nothing is chosen."""
    shapes = {preset.key: preset.shape for preset in read_presets()}
    rows = []
    for name, machine in MACHINES.items():
        best, chosen = propose(machine, shapes)
        rows.append({"machine": name, "backbone": f"* {best}", **_row(chosen)})
        for key, shape in shapes.items():
            found = fits(shape, machine) if every else (fit(shape, machine, BackboneChoice()),)
            rows += [{"machine": "", "backbone": f"  {key}", **_row(one)} for one in found]
    return rows


def _row(one: Any) -> dict[str, Any]:
    return {
        "device": one.device,
        "in": one.precision.value,
        "verdict": one.verdict.value,
        "weights GB": round(one.weights / 2**30, 2),
        "needs GB": round(one.needs / 2**30, 2),
        "rows": one.context,
        "text": one.text_context,
        "learns": one.learning,
        "sentence": one.sentence,
    }


# --- measured -----------------------------------------------------------------------------------------------


def resident(what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+)", STATUS.read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


def begin_peak() -> int:
    """What is resident now; the peak that the system keeps begins here."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return resident("VmRSS")


def weight_bytes_of(backbone: Any) -> int:
    """Bytes of a loaded backbone's weights, with the scales of packed ones."""
    from lloco_desktop.backbone.quantising import scale_bytes

    # an AutoCompressor's model is no module: its Llama is, beside the summary tokens
    module = backbone.model if isinstance(backbone.model, torch.nn.Module) else backbone.decoder
    loose = getattr(backbone.model, "summary_tokens", torch.empty(0))
    weights = {id(weight): weight.nbytes for weight in module.parameters()}
    return sum(weights.values()) + loose.nbytes + sum(scale_bytes(layer) for layer in module.modules())


def measure(folder: Path, precision: Precision, rows: int) -> dict[str, int]:
    """Bytes said and measured, in this process."""
    from lloco_desktop.backbone.base import MemorySpan, PromptParts
    from lloco_desktop.backbone.device import Choice
    from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
    from lloco_desktop.backbone.quantising import prepare_bitsandbytes
    from lloco_desktop.fitting.reckoning import PACKED
    from lloco_desktop.model_files.formats import BackboneFormat, detect_format

    torch.set_num_threads(1)
    prepare_bitsandbytes()
    import accelerate  # noqa: F401 - what is imported is no part of a backbone
    import peft  # noqa: F401
    import transformers.models.llama.modeling_llama
    import transformers.models.qwen3.modeling_qwen3  # noqa: F401

    dtype = torch.float32 if precision is Precision.FP32 else torch.bfloat16
    choice = Choice(torch.device("cpu"), dtype, "", packed=precision if precision in PACKED else None)
    pooled = detect_format(folder) is BackboneFormat.POOLED
    torch.nn.Linear(64, 64)(torch.zeros(4, 64))
    before = begin_peak()
    backbone = load_pooled(folder, choice) if pooled else load_autocompressor(folder, choice)
    loaded, loading = resident("VmRSS") - before, resident("VmHWM") - before
    begin_peak()
    window = backbone.info.encoder_window
    history = None if pooled else torch.zeros(150, backbone.info.width, dtype=dtype)
    backbone.compress([[5] * window], [history])
    compressing = resident("VmHWM") - before
    begin_peak()
    room = min(rows, backbone.info.decoder_window) - 40
    summaries = torch.randn(room, backbone.info.width).to(dtype) * 0.02
    if backbone.info.positions_per_summary > 1:
        summaries = summaries[: room // backbone.info.positions_per_summary]
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries, room),), (), "Why?"))
    for _ in backbone.generate(prompt, 4):
        pass
    cost = costs(shape_of(folder), precision, dtype.itemsize)
    return {
        "weights said": cost.weights,
        "weights": weight_bytes_of(backbone),
        "loaded": loaded,
        "loading": loading,
        "compressing": compressing,
        "answering": resident("VmHWM") - before,
        "said": cost.needs(prompt.length),
        "rows": prompt.length,
    }


def checkpoints(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """The one that ships, and larger ones of both formats with random weights, all stored in bf16."""
    yield "small", ROOT / "models" / "small", 2048
    lclm = folder / "lclm"
    write_lclm(
        lclm, width=1024, layers=8, vocabulary=16_384, window=8192, encoder_window=1024, dtype=torch.bfloat16
    )
    yield "pooled, random", lclm, 4096
    original = folder / "autocompressor"
    write_autocompressor(
        original, width=1024, layers=8, heads=16, summaries=50, vocabulary=16_384, window=4096
    )
    yield "AutoCompressor, random", original, 4096


def in_a_process(folder: Path, precision: Precision, rows: int) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fitting", "--one", str(folder), precision.value, str(rows)],
        # the C library hands freed memory back at once: what is measured is what is needed
        env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"},
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, int] = json.loads(done.stdout)
    return measured


def measured() -> Iterator[dict[str, Any]]:
    with TemporaryDirectory() as place:
        for name, folder, rows in checkpoints(Path(place)):
            for precision in PRECISIONS:
                found = in_a_process(folder, precision, rows)
                peak = max(found["loading"], found["compressing"], found["answering"])
                yield {
                    "backbone": name,
                    "in": precision.value,
                    "weights said": found["weights said"],
                    "weights": found["weights"],
                    **{
                        f"{what} MB": found[what] / MB
                        for what in ("loaded", "loading", "compressing", "answering")
                    },
                    "rows": found["rows"],
                    "said MB": found["said"] / MB,
                    "said / peak": found["said"] / peak,
                }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--all", action="store_true", help="every precision")
    parser.add_argument("--measure", action="store_true", help="load checkpoints on this processor")
    parser.add_argument("--one", nargs=3, help="a folder, a precision, rows: for processes")
    options = parser.parse_args()
    if options.one:
        folder, precision, rows = options.one
        print(json.dumps(measure(Path(folder), Precision(precision), int(rows))))
    elif options.measure:
        title = f"Memory on the processor beside what is said ({SHARED_RESERVE // MB} MB more are kept free)"
        report(title, list(measured()), options.json)
    else:
        report("What fits", table(every=options.all), options.json)


if __name__ == "__main__":
    main()
