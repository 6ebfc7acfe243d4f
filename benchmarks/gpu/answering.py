"""Time to the first token and for each one after it, from summaries and from the text that they stand for."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from benchmarks.gpu.formulas import forward_flops
from benchmarks.gpu.graphs import GraphDecoder
from benchmarks.gpu.measuring import Row, Run, medians, synchronise
from benchmarks.gpu.shapes import (
    RATIOS,
    AnyBackbone,
    at_ratio,
    autocompressor,
    lclm,
    packed,
    prompt_for,
)
from lloco_desktop.backbone import reading
from lloco_desktop.backbone.base import Prompt
from lloco_desktop.backbone.model_memory import model_shape

SOURCES = (4096, 8192, 16_384, 32_768, 65_536, 131_072)
BEYOND = 262_144  # 128 GiB of keys and values for Llama-2-7B's shape: no single chip has them
TINY = (128, 256)
ANSWER = 64  # tokens
SLOW = 0.25  # share of the measured peak below which a prompt is not expected to be read
READS = ("summaries", "full text")


def part_a(run: Run) -> None:
    """Llama-2-7B's shape, in bf16 and NF4; at last what other ways of reading would give."""
    backbone = autocompressor(run.device, tiny=run.tiny)
    sources = TINY if run.tiny else SOURCES
    side_by_side(run, "a", "Llama-2-7B, 30.7x", backbone, sources)
    other_ways(run, "a", "Llama-2-7B, 30.7x", backbone)
    if not run.tiny:
        answer_case(run, "a", "Llama-2-7B, 30.7x", backbone, BEYOND, "full text", needs=15)
    if pack_case(run, "a", "Llama-2-7B, 30.7x", backbone):
        side_by_side(run, "a", "Llama-2-7B, 30.7x", backbone, sources[:1] if run.tiny else sources)


def part_d(run: Run) -> None:
    """LCLM's shape: the full text once, and summaries at each ratio beside it."""
    backbone = lclm(run.device, tiny=run.tiny)
    for source in TINY[:1] if run.tiny else (8192, 32_768, 131_072):
        full = answer_case(run, "d", "LCLM-4B", backbone, source, "full text")
        for ratio in RATIOS:
            row = answer_case(run, "d", f"LCLM-4B, {ratio}x", at_ratio(backbone, ratio), source, "summaries")
            compared(row, full)


def pack_case(run: Run, part: str, what: str, backbone: AnyBackbone) -> bool:
    """Pack the backbone for good; whether that went well, which it does not without bitsandbytes."""
    row = run.case(part, {"backbone": what, "case": "packing into NF4"}, lambda: _pack(backbone))
    return bool(row["outcome"] == "ok")


def _pack(backbone: AnyBackbone) -> Row:
    begun = time.perf_counter()
    packed(backbone)
    return {"seconds": time.perf_counter() - begun}


def side_by_side(run: Run, part: str, what: str, backbone: AnyBackbone, sources: Sequence[int]) -> None:
    """Summaries, then the full text, of each source."""
    for source in sources:
        summaries, full = (answer_case(run, part, what, backbone, source, reads) for reads in READS)
        compared(summaries, full)
        run.keep()


def compared(summaries: Row, full: Row) -> None:
    """How many times as long the full text takes, beside what summaries take."""
    for name in ("first_token_s", "per_token_ms", "answer_s", "peak_GB"):
        if name in summaries and name in full:
            summaries[f"{name}, times"] = full[name] / summaries[name]


def answer_case(
    run: Run,
    part: str,
    what: str,
    backbone: AnyBackbone,
    source: int,
    reads: str,
    needs: float | None = None,
    **also: Any,
) -> Row:
    """One source read in one way; `needs` is how long that may take, where it is not to be reckoned."""
    rows = source if reads == "full text" else round(source / backbone.info.tokens_per_summary)
    once = forward_flops(model_shape(backbone.decoder), rows) / (SLOW * run.flops) + 0.05 * ANSWER
    seconds = min(40.0, 6 * once)

    def work() -> Row:
        try:
            begun = time.perf_counter()
            prompt = prompt_for(backbone, source, reads)
            synchronise(run.device)
            assembled = time.perf_counter() - begun
            count = 8 if run.tiny else ANSWER
            row = medians(lambda: answer(run, backbone, prompt, count), 2 if run.tiny else 5, seconds)
        finally:
            backbone.reader.forget()
        return {"prompt": prompt.length, "assemble_s": assembled} | row

    named = {
        "backbone": what, "case": "answer", "dtype": backbone.info.dtype, "source": source, "reads": reads,
    }  # fmt: skip
    likely = 2 * once if needs is None else needs
    return run.case(part, {**named, **also}, work, needs=0 if run.tiny else likely)


def answer(run: Run, backbone: AnyBackbone, prompt: Prompt, count: int) -> dict[str, float]:
    """Nothing of the prompt was read before. Every token is waited for, as streaming does."""
    backbone.reader.forget()
    synchronise(run.device)
    begun = time.perf_counter()
    marks = [
        time.perf_counter()
        for token in backbone.reader.tokens(prompt, count, ignore_end=True)
        if token is not None
    ]
    each = [late - early for early, late in itertools.pairwise(marks)]
    return {
        "first_token_s": marks[0] - begun,
        "per_token_ms": 1000 * statistics.median(each),
        "answer_s": marks[-1] - begun,
    }


# --- what could be done otherwise ---------------------------------------------------------------------------


def other_ways(run: Run, part: str, what: str, backbone: AnyBackbone) -> None:
    """A prompt in longer parts, and tokens from a CUDA graph: whether changing the reader is worth it."""
    source = 128 if run.tiny else 32_768
    for step in (64, 256) if run.tiny else (2048, 8192):
        for reads in READS:
            with_step(step, partial(answer_case, run, part, what, backbone, source, reads, parts_of=step))
    for reads in READS:
        named = {"backbone": what, "case": "CUDA graph", "source": source, "reads": reads}
        run.case(part, named, partial(graph, run, backbone, source, reads), needs=0 if run.tiny else 20)


def with_step(rows: int, work: Callable[[], object]) -> None:
    """Do it while a prompt is read in parts of so many rows."""
    before = reading.ROWS_PER_STEP
    reading.ROWS_PER_STEP = rows
    try:
        work()
    finally:
        reading.ROWS_PER_STEP = before


def graph(run: Run, backbone: AnyBackbone, source: int, reads: str) -> Row:
    """Tokens a second from one graph, and how many are those of the reader."""
    count = 8 if run.tiny else ANSWER
    prompt = prompt_for(backbone, source, reads)
    plain = [one for one in backbone.reader.tokens(prompt, count, ignore_end=True) if one is not None]
    backbone.reader.forget()
    decoder = GraphDecoder(backbone, prompt, 2 * count)
    if run.device.type == "cuda":
        decoder.capture()
    made, each = decoder.tokens(count)
    same = sum(one == other for one, other in zip(made, plain, strict=True))
    return {
        "prompt": prompt.length,
        "per_token_ms": 1000 * each,
        "same_tokens": f"{same}/{count}",
        "captured": run.device.type == "cuda",
    }


def first_token(run: Run, backbone: AnyBackbone, prompt: Prompt) -> float:
    """Seconds to the first token, with what the reader still has of earlier prompts."""
    synchronise(run.device)
    begun = time.perf_counter()
    next(token for token in backbone.reader.tokens(prompt, 1, ignore_end=True) if token is not None)
    return time.perf_counter() - begun
