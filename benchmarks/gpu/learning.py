"""LoRA samples a second on summaries and on the full text: the application's loop, without a teacher.

Both may take as many rows at once as the other; the loop itself finds out what memory has room for, computes
activations twice where it must, and then halves. Seconds are those of whole steps, the first left out and the
last too, which writes the adapter.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from pathlib import Path

import torch

from benchmarks.gpu.answering import pack_case
from benchmarks.gpu.formulas import training_flops
from benchmarks.gpu.measuring import Row, Run, synchronise
from benchmarks.gpu.shapes import (
    ANSWER,
    QUESTION,
    RATIOS,
    AnyBackbone,
    at_ratio,
    autocompressor,
    lclm,
    summaries_of,
    text,
)
from lloco_desktop.backbone.model_memory import model_shape
from lloco_desktop.learning import checkpoints
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import _identity, train
from lloco_desktop.study import MaterialKind

SOURCES = (8192, 16_384, 32_768)
ROWS = 32_768  # at once, on either side
BATCH = {"summaries": 16, "full text": 2}  # examples a step: a longer one has all the work it can take
STEPS = 4
SLOW = 0.2


def part_c(run: Run) -> None:
    """Llama-2-7B's shape, in bf16 and then QLoRA."""
    backbone: AnyBackbone = autocompressor(run.device, tiny=run.tiny)
    sources = (128,) if run.tiny else SOURCES
    side_by_side(run, "c", "Llama-2-7B, 30.7x", backbone, sources)
    del backbone
    backbone = autocompressor(run.device, tiny=run.tiny)  # anew: packing knows no adapters
    if pack_case(run, "c", "Llama-2-7B, 30.7x", backbone):
        side_by_side(run, "c", "Llama-2-7B, 30.7x", backbone, sources)


def part_d(run: Run) -> None:
    """LCLM's shape; the full text once for all ratios."""
    backbone = lclm(run.device, tiny=run.tiny)
    for source in (128,) if run.tiny else (8192, 32_768):
        full = learn_case(run, "d", "LCLM-4B", backbone, source, "full text")
        for ratio in RATIOS:
            named = f"LCLM-4B, {ratio}x"
            compared(learn_case(run, "d", named, at_ratio(backbone, ratio), source, "summaries"), full)


def side_by_side(run: Run, part: str, what: str, backbone: AnyBackbone, sources: tuple[int, ...]) -> None:
    """Summaries, then the full text, of each source."""
    for source in sources:
        pair = [learn_case(run, part, what, backbone, source, reads) for reads in BATCH]
        compared(*pair)
        run.keep()


def compared(summaries: Row, full: Row) -> None:
    """How many times as many samples summaries let through."""
    if "samples_per_s" in summaries and "samples_per_s" in full:
        summaries["samples_per_s, times"] = summaries["samples_per_s"] / full["samples_per_s"]


def learn_case(run: Run, part: str, what: str, backbone: AnyBackbone, source: int, reads: str) -> Row:
    """Steps over examples that are all of one length."""
    rows = source if reads == "full text" else round(source / backbone.info.tokens_per_summary)
    rows += len(QUESTION) + len(ANSWER)
    batch = 2 if run.tiny else BATCH[reads]
    once = training_flops(model_shape(backbone.decoder), rows, again=True)
    needs = once * (2 * batch + batch * STEPS) / (SLOW * run.flops)

    def work() -> Row:
        row = steps(backbone, source, reads, batch, run)
        kept = training_flops(model_shape(backbone.decoder), rows, again=False)
        return row | {"flops_share": kept * row["samples_per_s"] / run.flops}

    named = {
        "backbone": what, "case": "LoRA", "dtype": backbone.info.dtype, "source": source, "reads": reads,
        "rows_each": rows, "batch": batch,
    }  # fmt: skip
    return run.case(part, named, work, needs=0 if run.tiny else needs)


def steps(backbone: AnyBackbone, source: int, reads: str, batch: int, run: Run) -> Row:
    """Samples a second of whole steps."""
    summaries = {"text": summaries_of(backbone, source).float()}
    spans, passages = ((Span(("text",), source),), ()) if reads == "summaries" else ((), (text(source),))
    example = Example(MaterialKind.OWN, QUESTION, ANSWER, spans, passages)
    settings = LearningSettings(
        epochs=STEPS, batch=batch, kl_weight=0, rows=ROWS, off_topic=0, unanswerable=0, checkpoint_every=10**6
    )
    marks: list[float] = []
    examples = [example] * batch
    with tempfile.TemporaryDirectory() as folder:
        try:
            for event in train(backbone, examples, lambda _: summaries, settings, Path(folder)):
                if isinstance(event, LossPoint):
                    synchronise(run.device)
                    marks.append(time.perf_counter())
                    if len(marks) == 1 and run.device.type == "cuda":  # tries that failed do not count
                        torch.cuda.reset_peak_memory_stats(run.device)
            kept = checkpoints.read(Path(folder), _identity(backbone, examples, settings, None))
        finally:
            for name in backbone.adapters.names:
                backbone.adapters.drop(name)
    times = [late - early for early, late in itertools.pairwise(marks)][:-1]
    assert kept is not None, "the last step was written"
    return {
        "samples_per_s": batch / statistics.median(times),
        "rows_at_once": kept.rows,
        "activations_twice": kept.gradient_checkpointing,
    }
