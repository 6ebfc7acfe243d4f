"""What answers lose and memory gains where a decoder's weights are stored in 8 or 4 bits.

    python -m benchmarks.quantised_answers models/small squad_val.jsonl --limit 200

The same questions are asked of the same backbone in each precision, each in a process of its own, greedily
and with one thread. "like fp32" compares with the answers in fp32: equal ones, and their F1 against
them. Weights are what the tensors hold; "grown by" is by how much the process grew while the backbone was
loaded and answered, with what the C library keeps.
"""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn

from benchmarks.report import arguments, report
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.evaluation.tasks import Case, Outcome, Shown, measure, read_cases, score
from lloco_desktop.metrics import f1, mean

PRECISIONS = ("fp32", "bf16", "int8", "nf4")
STATUS = Path("/proc/self/status")
MB = 1e6


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("backbone", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--shown", choices=[shown.value for shown in Shown], default=Shown.EXPANDED.value)
    parser.add_argument(
        "--one", choices=PRECISIONS, help="in this process: what the processes are started with"
    )
    options = parser.parse_args()
    cases = read_cases(options.questions, options.limit)
    if options.one:
        print(json.dumps(ask(options.backbone, cases, options.one, Shown(options.shown))))
        return
    rows: list[dict[str, Any]] = []
    plain: list[str] = []
    for precision in PRECISIONS:
        found = in_a_process(precision)
        answers = found.pop("answers")
        plain = plain or answers
        scores = score([Outcome(case, answer) for case, answer in zip(cases, answers, strict=True)])
        pairs = list(zip(answers, plain, strict=True))
        rows.append(
            {
                "precision": precision,
                "questions": scores.questions,
                "answerable": scores.answerable,
                "F1": scores.f1,
                "exact match": scores.exact_match,
                "refused unanswerable": scores.refused_unanswerable,
                "like fp32, equal %": 100 * mean([float(one == other) for one, other in pairs]),
                "like fp32, F1": 100 * mean([f1(one, other) for one, other in pairs]),
            }
            | found
        )
        print(precision, f"{found['seconds']:.0f} s", file=sys.stderr, flush=True)
    report(f"Answers in each precision, {options.questions.stem}, {options.shown}", rows, options.json)


def in_a_process(precision: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.quantised_answers", *sys.argv[1:], "--one", precision],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ask(folder: Path, cases: list[Case], precision: str, shown: Shown) -> dict[str, Any]:
    """All answers, and what they took in this process."""
    torch.set_num_threads(1)
    measure(
        load_backbone(folder, device="cpu", dtype=precision), cases[:2], shown
    )  # what is imported, is now
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins here
    before = resident("VmRSS")
    backbone: Any = load_backbone(folder, device="cpu", dtype=precision)
    begun = time.process_time()
    _, outcomes = measure(backbone, cases, shown)
    return {
        "decoder MB": weights(backbone.decoder) / MB,
        "all weights MB": weights(getattr(backbone.model, "llama", backbone.model)) / MB,
        "grown by MB": (resident("VmHWM") - before) / MB,
        "seconds": time.process_time() - begun,
        "answers": [outcome.answer for outcome in outcomes],
    }


def weights(module: nn.Module) -> int:
    """Bytes of all tensors, with the scales of packed ones; tied ones once."""
    tensors: dict[int, torch.Tensor] = {}
    for weight in (*module.parameters(), *module.buffers()):
        state = getattr(weight, "quant_state", None)
        inner = getattr(state, "state2", None)
        parts = [weight, getattr(state, "absmax", None), getattr(inner, "absmax", None)]
        parts += [getattr(weight, "SCB", None)]
        tensors |= {part.data_ptr(): part for part in parts if isinstance(part, torch.Tensor)}
    return sum(part.numel() * part.element_size() for part in tensors.values())


def resident(what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+)", STATUS.read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    main()
