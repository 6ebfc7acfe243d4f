"""What happens around an answer: another adapter, a follow-up question, an import that is under way."""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.gpu.answering import answer, first_token
from benchmarks.gpu.compressing import segments
from benchmarks.gpu.measuring import Row, Run, median_seconds, medians, synchronise
from benchmarks.gpu.shapes import AnyBackbone, autocompressor, prompt_for, summaries_of
from lloco_desktop.compression.compressor import compress
from lloco_desktop.model_files.formats import LoraShape

WHAT = "Llama-2-7B, 30.7x"
FOLLOW_UP = "And what about damages?"
ARRIVALS = (0.1, 0.3, 0.5, 0.7, 0.9)  # shares of a batch after which a question comes


def part_e(run: Run) -> None:
    """The import and follow-ups without adapters, then what adapters cost: they stay on the decoder."""
    backbone = autocompressor(run.device, tiny=run.tiny)
    sources = (128,) if run.tiny else (32_768, 131_072)
    for source, reads in [*((one, "summaries") for one in sources), (sources[0], "full text")]:
        named = {"backbone": WHAT, "case": "follow-up", "source": source, "reads": reads}
        run.case(
            "e",
            named,
            partial(follow_up, run, backbone, source, reads),
            needs=0 if run.tiny else 30,
        )
    run.case(
        "e",
        {"backbone": WHAT, "case": "answer during an import", "source": sources[0], "reads": "summaries"},
        lambda: during_an_import(run, backbone, sources[0]),
        needs=0 if run.tiny else 45,
    )
    run.case(
        "e",
        {"backbone": WHAT, "case": "adapters", "source": sources[0], "reads": "summaries"},
        lambda: adapters(run, backbone, sources[0]),
        needs=0 if run.tiny else 45,
    )


def follow_up(run: Run, backbone: AnyBackbone, source: int, reads: str) -> Row:
    """Seconds to the first token of a first question and of another one on the same documents."""
    summaries = summaries_of(backbone, source)
    first = prompt_for(backbone, source, reads, summaries=summaries)
    second = prompt_for(backbone, source, reads, FOLLOW_UP, summaries)

    def both() -> dict[str, float]:
        backbone.reader.forget()
        alone = first_token(run, backbone, first)
        after = first_token(run, backbone, second)
        return {"first_token_s": alone, "follow_up_s": after, "rows_reused": backbone.reader.rows_reused}

    try:
        row = medians(both, 1 if run.tiny else 5, 25.0)
    finally:
        backbone.reader.forget()
    return row | {"prompt": second.length, "follow_up, times": row["first_token_s"] / row["follow_up_s"]}


def during_an_import(run: Run, backbone: AnyBackbone, source: int) -> Row:
    """A question comes in the middle of a batch, and is answered before the next one."""
    prompt = prompt_for(backbone, source, "summaries")
    alone = medians(lambda: answer(run, backbone, prompt, 2), 1 if run.tiny else 5, 10.0)["first_token_s"]
    size = 200 if run.tiny else 31_250
    work = [segments(backbone, size, name) for name in range(4 if run.tiny else 64)]
    arrivals = itertools.cycle(ARRIVALS)
    waits: list[float] = []
    batches: list[float] = []
    batch_began = time.perf_counter()
    for _ in compress(backbone, work):
        now = time.perf_counter()
        took = now - batch_began
        batches.append(took)
        if len(batches) > (1 if run.tiny else 4):  # the first ones find out how large a batch may be
            backbone.reader.forget()
            waits.append((1 - next(arrivals)) * took + first_token(run, backbone, prompt))
        if len(waits) >= 2 * len(ARRIVALS):
            break
        batch_began = time.perf_counter()
    backbone.reader.forget()
    if not waits:
        return {"first_token_s": alone, "batches": len(batches)}
    return {
        "first_token_s": alone,
        "while_importing_s": statistics.median(waits),
        "longest_wait_s": max(waits),
        "batch_s": statistics.median(batches),
        "while_importing, times": statistics.median(waits) / alone,
    }


def adapters(run: Run, backbone: AnyBackbone, source: int) -> Row:
    """Milliseconds to switch and to load, and what an active adapter adds to an answer."""
    prompt, count = prompt_for(backbone, source, "summaries"), 8 if run.tiny else 32
    rounds = 1 if run.tiny else 3
    plain = medians(lambda: answer(run, backbone, prompt, count), rounds, 15.0)
    rack = backbone.adapters
    for seed, name in enumerate(("one", "two")):
        rack.add(name, LoraShape(), seed)
    names = itertools.cycle(("one", "two"))
    switching = median_seconds(lambda: rack.activate(next(names)), run.device, rounds=20)
    with tempfile.TemporaryDirectory() as folder:
        rack.save("one", Path(folder) / "one")
        begun = time.perf_counter()
        rack.load("one", Path(folder) / "one")
        synchronise(run.device)
        loading = time.perf_counter() - begun
    marks: list[float] = []

    def with_one() -> dict[str, float]:
        backbone.reader.forget()
        synchronise(run.device)
        marks[:] = [time.perf_counter()]
        for token in backbone.reader.tokens(prompt, count, ignore_end=True, adapter="two"):
            if token is not None:
                marks.append(time.perf_counter())  # noqa: PERF401 - the clock is what the loop is for
        each = [late - early for early, late in itertools.pairwise(marks[1:])]
        return {"first": marks[1] - marks[0], "each": 1000 * statistics.median(each)}

    adapted = medians(with_one, rounds, 15.0)
    backbone.reader.forget()
    for name in rack.names:
        rack.drop(name)
    return {
        "switch_ms": 1000 * switching,
        "load_ms": 1000 * loading,
        "first_token_s": plain["first_token_s"],
        "first_token_adapted_s": adapted["first"],
        "per_token_ms": plain["per_token_ms"],
        "per_token_adapted_ms": adapted["each"],
        "per_token_adapted, times": adapted["each"] / plain["per_token_ms"],
    }
