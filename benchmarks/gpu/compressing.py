"""Source tokens a second that become summaries, and the share of the chip's measured peak that is."""

from __future__ import annotations

import time

from benchmarks.gpu.formulas import forward_flops
from benchmarks.gpu.measuring import Row, Run, medians, synchronise
from benchmarks.gpu.shapes import RATIOS, AnyBackbone, at_ratio, autocompressor, lclm, text
from lloco_desktop.backbone.model_memory import model_shape
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.compression.batching import BatchSize
from lloco_desktop.compression.compressor import DocumentSegments, SegmentText, compress, document_work
from lloco_desktop.compression.storage import pack
from lloco_desktop.model_files.formats import TRAINED_HISTORY

BOOK = 250_000  # tokens: 500 pages of 500
LIBRARY = 16  # documents side by side
BATCHES = (8192, 32_768, 131_072)


def part_b(run: Run) -> None:
    """AutoCompressor: segments of a document wait for each other. Pooled: they do not."""
    backbone = autocompressor(run.device, tiny=run.tiny)
    whole = 400 if run.tiny else BOOK
    compress_case(run, "b", "AutoCompressor-7B", backbone, "one book", [whole])
    compress_case(run, "b", "AutoCompressor-7B", backbone, "16 documents", [whole // LIBRARY] * LIBRARY)
    for tokens in (200,) if run.tiny else BATCHES:
        compress_case(
            run, "b", "AutoCompressor-7B", backbone, "16 documents", [whole // LIBRARY] * LIBRARY, tokens
        )
    del backbone
    pooled(run, "b", lclm(run.device, tiny=run.tiny), (16,), (200,) if run.tiny else BATCHES)


def part_d(run: Run) -> None:
    """The pooled format at every ratio."""
    pooled(run, "d", lclm(run.device, tiny=run.tiny), RATIOS, ())


def pooled(
    run: Run, part: str, backbone: PooledBackbone, ratios: tuple[int, ...], batches: tuple[int, ...]
) -> None:
    """One book; also in batches of a size that is given."""
    whole = 400 if run.tiny else BOOK
    for ratio in ratios:
        for tokens in (None, *batches):
            compress_case(
                run, part, f"LCLM-4B, {ratio}x", at_ratio(backbone, ratio), "one book", [whole], tokens
            )


def compress_case(
    run: Run,
    part: str,
    what: str,
    backbone: AnyBackbone,
    case: str,
    documents: list[int],
    batch: int | None = None,
) -> Row:
    """All of the documents, through the application's own batching and into the bytes that are stored."""
    needed = flops(backbone, documents)
    once = needed / (0.2 * run.flops)

    def work() -> Row:
        row = medians(lambda: summarise(run, backbone, documents, batch), 1 if run.tiny else 3, 40.0)
        row["flops_share"] = needed / row["seconds"] / run.flops
        row["tokens_per_s"] = sum(documents) / row["seconds"]
        return row

    named = {"backbone": what, "case": case, "tokens": sum(documents), "batch": batch or "adaptive"}
    return run.case(part, named, work, needs=0 if run.tiny else 2 * once)


def summarise(run: Run, backbone: AnyBackbone, documents: list[int], batch: int | None) -> dict[str, float]:
    """Seconds for all of it, and of the longest batch, which is what a question waits for."""
    work = [segments(backbone, tokens, name) for name, tokens in enumerate(documents)]
    synchronise(run.device)
    begun = mark = time.perf_counter()
    longest = 0.0
    for made in compress(backbone, work, BatchSize(backbone) if batch is None else batch):
        for key, summaries in made:
            pack(key, summaries)
        now = time.perf_counter()
        longest, mark = max(longest, now - mark), now
    return {"seconds": mark - begun, "longest_batch_s": longest}


def segments(backbone: AnyBackbone, tokens: int, name: int = 0) -> DocumentSegments:
    """A document in full windows but for the last."""
    whole, window = text(tokens), backbone.info.encoder_window
    cut = [whole[start : start + window] for start in range(0, tokens, window)]
    return document_work(
        [SegmentText(f"{name}.{number}", part, len(part)) for number, part in enumerate(cut)],
        backbone.history,
    )


def flops(backbone: AnyBackbone, documents: list[int]) -> float:
    """What must be computed; the projector is left out."""
    window = backbone.info.encoder_window
    if isinstance(backbone, PooledBackbone):
        shape, count = model_shape(backbone.model.encoder), 0
    else:
        shape, count = model_shape(backbone.decoder), len(backbone.model.summary_tokens)
    found = 0.0
    for tokens in documents:
        for number, start in enumerate(range(0, tokens, window)):
            history = min(number, TRAINED_HISTORY) * count
            found += forward_flops(shape, history + min(window, tokens - start) + count)
    return found
