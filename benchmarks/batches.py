"""How fast summaries are made, and how long a question may have to wait, by the size of a batch.

    python -m benchmarks.batches [--json FILE]

One thread and processor time. "adaptive" is what the application does (`compression/batching.py`); a batch
is what a question waits for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import torch
from transformers import Qwen3ForCausalLM, Qwen3Model

from benchmarks.compression import cut
from benchmarks.report import arguments, report
from benchmarks.shape import medium_config, pooled_folder, qwen, text_of
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.compression.batching import BatchSize
from lloco_desktop.compression.compressor import SegmentText, compress, document_work
from lloco_desktop.model_files.formats import PooledConfig


def backbones() -> Iterator[tuple[str, PooledBackbone]]:
    """The bundled one, one of its intended shape, and one whose encoder has 158M parameters."""
    for random in (False, True):
        with pooled_folder(None, random=random) as (folder, what):
            loaded = load_backbone(folder, device="cpu", dtype="bf16")
            assert isinstance(loaded, PooledBackbone)
            yield what, loaded
    torch.manual_seed(0)
    large = PooledModel(PooledConfig(16, 512), Qwen3Model(medium_config()), Qwen3ForCausalLM(qwen(1)))
    loaded.model = large.to(torch.bfloat16).eval()
    yield "random encoder, 158M, d=1024, window 512, 16x", loaded


def timed(
    backbone: PooledBackbone, segments: list[SegmentText], size: int | BatchSize
) -> tuple[float, float]:
    """Seconds in all, and of the longest batch."""
    begun = mark = time.process_time()
    longest = 0.0
    for _ in compress(backbone, [document_work(segments, 0)], size):
        now = time.process_time()
        longest, mark = max(longest, now - mark), now
    return time.process_time() - begun, longest


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--tokens", type=int, default=16_384, help="of source text")
    parser.add_argument("--batches", type=int, nargs="+", default=[512, 2048, 8192])
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows: list[dict[str, Any]] = []
    for what, backbone in backbones():
        size_of_text = options.tokens // (4 if "158M" in what else 1)
        segments = cut(text_of(size_of_text, lambda part, b=backbone: len(b.encode(part))), backbone)
        tokens = sum(segment.tokens for segment in segments)
        timed(backbone, segments[:8], 1024)
        for batch in (*options.batches, "adaptive"):
            size = BatchSize(backbone, clock=time.process_time) if isinstance(batch, str) else batch
            seconds, longest = timed(backbone, segments, size)
            rows.append(
                {
                    "backbone": what,
                    "batch": batch if isinstance(size, int) else f"adaptive, {size.tokens} at the end",
                    "tokens_per_s": tokens / seconds,
                    "longest_batch_s": longest,
                }
            )
    report("Summaries by the size of a batch", rows, options.json)


if __name__ == "__main__":
    main()
