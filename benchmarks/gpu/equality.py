"""The golden checkpoints on the device: each stage beside what the CPU computed, a batch beside its rows.

In fp32 all numbers are equal within `checking.TOLERANCE`; in bf16 they may be off by what rounding leads to
expect of that very checkpoint (`backbone/rounding.py`), by the same code that checks a CPU.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from benchmarks.gpu.measuring import Row, Run
from benchmarks.report import ROOT
from lloco_desktop.backbone import checking
from lloco_desktop.backbone.autocompressor import Accumulation
from lloco_desktop.backbone.device import Choice
from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
from lloco_desktop.backbone.stages import Stages
from lloco_desktop.model_files.formats import BackboneFormat, detect_format
from lloco_desktop.settings import Precision

GOLDEN = ROOT / "tests" / "golden"
FOLDERS = ("autocompressor-tiny", "pooled-tiny")
DTYPES = {Precision.FP32: torch.float32, Precision.BF16: torch.bfloat16}
LENGTHS = (7, 19, 12, 30)  # tokens of segments that are compressed together


def part_f(run: Run) -> None:
    """Both checkpoints in both precisions."""
    for name in FOLDERS:
        for precision in DTYPES:
            named = {"backbone": name, "dtype": precision.value}
            run.case(
                "f",
                {**named, "case": "beside the CPU"},
                partial(beside_the_cpu, run, GOLDEN / name, precision),
            )
            run.case(
                "f",
                {**named, "case": "a batch beside its rows"},
                partial(batch_of_rows, run, GOLDEN / name, precision),
            )


class Elsewhere:
    """Stages that compute on a device and hand their results to the CPU."""

    def __init__(self, stages: Any, device: torch.device) -> None:
        self._stages, self._device = stages, device

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stages, name)

    def results(self) -> Stages:
        for name, compute in self._stages.results():
            yield name, partial(self._there, compute)

    def _there(self, compute: Any, expected: dict[str, Tensor]) -> Tensor:
        with torch.device(self._device):  # what stages make themselves is made there, too
            made: Tensor = compute(on(self._device, expected))
        return made.cpu()


def on(device: torch.device, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors there."""
    return {name: tensor.to(device) for name, tensor in tensors.items()}


def loaded(folder: Path, device: torch.device, dtype: torch.dtype) -> Any:
    """The golden backbone, as checking loads it but for the device."""
    choice = Choice(device, dtype, "For an exact comparison.")
    if detect_format(folder) is BackboneFormat.POOLED:
        return load_pooled(folder, choice)
    return load_autocompressor(folder, choice, Accumulation.PAPER)


def checks(folder: Path, device: torch.device, precision: Precision) -> Iterator[checking.TensorCheck]:
    """Every stage, as `checking.check_backbone` compares it."""
    case, expected = checking._case(folder), checking._expected(folder)
    backbone = loaded(folder, device, DTYPES[precision])
    rough: Any = Elsewhere(checking._stages(backbone, case, on(device, expected)), device)
    if precision is Precision.FP32:
        for name, computed in checking._computed(rough, expected):
            if isinstance(computed, checking.TensorCheck):
                yield computed
            else:
                yield checking.compare(name, computed, expected[name])
        return
    exact = checking._stages(loaded(folder, torch.device("cpu"), torch.float32), case, expected)
    yield from checking._compare_rounded(rough, exact, precision, expected)


def beside_the_cpu(run: Run, folder: Path, precision: Precision) -> Row:
    """How many stages are equal, and the one that comes nearest to its limit."""
    found = list(checks(folder, run.device, precision))
    worst = max(found, key=lambda one: one.difference / max(one.limit, 1e-30))
    return {
        "equal": f"{sum(one.ok for one in found)}/{len(found)}",
        "worst": worst.name,
        "difference": worst.difference,
        "limit": worst.limit,
        "not equal": "; ".join(f"{one.name}: {one.detail}" for one in found if not one.ok) or None,
    }


def batch_of_rows(run: Run, folder: Path, precision: Precision) -> Row:
    """Segments of many lengths compressed together and each alone; relative, over the summaries' size."""
    backbone = loaded(folder, run.device, DTYPES[precision])
    texts = [[(7 * place + length) % 60 for place in range(length)] for length in LENGTHS]
    together = backbone.compress(texts, [None] * len(texts))
    alone = [backbone.compress([one], [None])[0] for one in texts]
    off = max(
        checking.relative(one.float().cpu(), other.float().cpu())
        for one, other in zip(together, alone, strict=True)
    )
    limit = checking.TOLERANCE if precision is Precision.FP32 else rounding_of(folder, texts)
    return {"equal": f"{int(off <= limit)}/1", "worst": "summaries", "difference": off, "limit": limit}


def rounding_of(folder: Path, texts: list[list[int]]) -> float:
    """What bf16 leads to expect of these summaries twice over: both sides are rounded."""
    from lloco_desktop.backbone.rounding import noise

    exact = loaded(folder, torch.device("cpu"), torch.float32)
    modules = [getattr(exact.model, "llama", exact.model)]
    plain = exact.compress(texts, [None] * len(texts))
    squares = 0.0
    for seed in range(checking.PROBES):
        with noise(modules, [], Precision.BF16, seed):
            rough = exact.compress(texts, [None] * len(texts))
        squares += max(checking.relative(one, other) for one, other in zip(rough, plain, strict=True)) ** 2
    expected = (squares / checking.PROBES) ** 0.5
    return float(checking.MARGIN * 2**0.5 * expected)
