"""Cases one after the other: a budget of time, memory that runs out, medians, and what is kept of it all."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.report import machine, report
from lloco_desktop.errors import OutOfMemory

Row = dict[str, Any]
QUERY = "name,driver_version,memory.total,clocks.sm,clocks.mem,clocks.max.sm,power.draw,temperature.gpu"
MATRIX = 8192
COPIED = 2**32  # bytes
NO_ROOM = "does not fit"


class Run:
    """The rows of a run, written to `out` after each case, and what is left of its time."""

    def __init__(
        self, out: Path, parts: Sequence[str], seconds: float, device: str, *, tiny: bool, commit: str = ""
    ) -> None:
        self.out, self.parts, self.tiny = out, tuple(parts), tiny
        self.device = torch.device(device)
        self.rows: list[Row] = []
        self._end = time.monotonic() + seconds
        self._commit = commit
        out.mkdir(parents=True, exist_ok=True)
        self.chip = chip_facts(self.device, tiny=tiny)
        self.flops = float(self.chip["measured_TFLOPs"]) * 1e12
        self.keep()

    @property
    def left(self) -> float:
        """Seconds."""
        return self._end - time.monotonic()

    def case(self, part: str, what: Mapping[str, Any], work: Callable[[], Row], needs: float = 0.0) -> Row:
        """One row: what was measured, or why nothing was. `needs` is how many seconds it may take."""
        row: Row = {"part": part, **what}
        self.rows.append(row)
        if self.left < needs:
            row["outcome"] = f"skipped: {max(0.0, self.left):.0f} s were left, it may take {needs:.0f} s"
        else:
            begun = time.perf_counter()
            row["outcome"] = self._try(row, work)
            row["case_s"] = time.perf_counter() - begun
        print(json.dumps(row, ensure_ascii=False), file=sys.stderr, flush=True)
        self.keep()
        return row

    def _try(self, row: Row, work: Callable[[], Row]) -> str:
        tidy(self.device)
        try:
            row |= work()
        except (OutOfMemory, torch.OutOfMemoryError, MemoryError):
            return NO_ROOM
        except Exception as error:  # noqa: BLE001 - the other cases are still worth their minutes
            traceback.print_exc()
            return f"failed: {type(error).__name__}: {error}"[:300]
        else:
            if self.device.type == "cuda":
                row["peak_GB"] = torch.cuda.max_memory_allocated(self.device) / 1e9
            return "ok"
        finally:
            tidy(self.device)

    def keep(self) -> None:
        """Write what there is so far; one rename, so that a killed run leaves a whole file."""
        content = {
            "title": "On a GPU",
            "tiny": self.tiny,
            "machine": facts() | ({"commit": self._commit} if self._commit else {}),
            "chip": self.chip,
            "clocks_now": clocks(self.device),
            "rows": self.rows,
        }
        path = self.out / f"results-{''.join(self.parts)}.json"
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(path)

    def show(self) -> None:
        """The tables."""
        for part in self.parts:
            report(f"Part {part}", [row for row in self.rows if row["part"] == part], None)


def facts() -> dict[str, Any]:
    """The machine; a copy of the source without git says no commit."""
    try:
        return machine()
    except OSError:
        return {"commit": ""}


def chip_facts(device: torch.device, *, tiny: bool) -> dict[str, Any]:
    """Its name, and what it reaches: the rate of a large bf16 product and of a large copy."""
    size = 128 if tiny else MATRIX
    rounds = 3 if tiny else 20
    seconds = _multiplying(size, device, rounds)
    count = 2**16 if tiny else COPIED
    copying = _copying(count, device, rounds)
    tidy(device)
    cuda = device.type == "cuda"
    return {
        "device": torch.cuda.get_device_name(device) if cuda else "cpu",
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "measured_TFLOPs": 2 * size**3 / seconds / 1e12,
        "measured_TB_per_s": 2 * count / copying / 1e12,
        "clocks_before": clocks(device),
    }


def _multiplying(size: int, device: torch.device, rounds: int) -> float:
    one, two = (torch.randn(size, size, device=device, dtype=torch.bfloat16) for _ in range(2))
    return median_seconds(lambda: one @ two, device, rounds)


def _copying(count: int, device: torch.device, rounds: int) -> float:
    source = torch.empty(count, dtype=torch.uint8, device=device).random_()
    target = torch.empty_like(source)
    return median_seconds(lambda: target.copy_(source), device, rounds)


def clocks(device: torch.device) -> str:
    """What `nvidia-smi` says of the chip's state; it is only asked, nothing is set."""
    if device.type != "cuda":
        return ""
    try:
        said = subprocess.run(
            ["nvidia-smi", f"--query-gpu={QUERY}", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()


def median_seconds(work: Callable[[], object], device: torch.device, rounds: int) -> float:
    """The median of some rounds after one to warm up, by the device's own clock where it has one."""
    work()
    times = []
    for _ in range(rounds):
        if device.type == "cuda":
            begun, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            begun.record()
            work()
            ended.record()
            ended.synchronize()
            times.append(begun.elapsed_time(ended) / 1000)
        else:
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def medians(work: Callable[[], Mapping[str, float]], rounds: int, seconds: float) -> Row:
    """Medians of what `work` gives; the first round warms up, and counts only where no time is left."""
    begun = time.perf_counter()
    warm = work()
    found: list[Mapping[str, float]] = []
    while len(found) < rounds and time.perf_counter() - begun < seconds:
        found.append(work())
    counted = found or [warm]
    row: Row = {name: statistics.median(one[name] for one in counted) for name in warm}
    first = next(iter(warm))
    spread = max(one[first] for one in counted) - min(one[first] for one in counted)
    return row | {"rounds": len(found), "spread": spread / row[first] if row[first] else 0.0}


def synchronise(device: torch.device) -> None:
    """Wait for what was started."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def tidy(device: torch.device) -> None:
    """Give back what nobody holds, and let the next peak be the next case's."""
    if device.type == "cuda":
        gc.collect()
        torch.cuda.synchronize(device)
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
