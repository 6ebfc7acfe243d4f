"""Summary tokens per second through the application's code, beside the encoder's bare forward pass.

The bare pass computes the very same batch shapes with nothing around them: no tokenizer, no batching,
no pooling, no projector, no storing. The share says what all of that costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from benchmarks.report import arguments, report
from benchmarks.shape import pooled_folder, random_llama, text_of
from lloco_desktop.backbone.autocompressor import AutoCompressorModel
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.compression.compressor import SegmentText, compress, document_work
from lloco_desktop.compression.keys import summary_key
from lloco_desktop.compression.storage import pack


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--backbone", type=Path, help="a pooled backbone's folder")
    parser.add_argument("--random", action="store_true", help="random weights of the intended small shape")
    parser.add_argument("--tokens", type=int, default=65_536, help="of source text per measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of which the fastest counts")
    parser.add_argument("--dtypes", nargs="+", default=["fp32", "bf16"])
    options = parser.parse_args()
    rows = []
    with pooled_folder(options.backbone, random=options.random) as (folder, what):
        for dtype in options.dtypes:
            backbone = load_backbone(folder, dtype=dtype)
            assert isinstance(backbone, PooledBackbone)
            rows.append({"backbone": what} | measure_pooled(backbone, options.tokens, options.rounds))
    rows.append(measure_autocompressor(options.tokens // 4, options.rounds))
    report("Summaries: through the application's code and bare", rows, options.json)


def measure_pooled(backbone: PooledBackbone, tokens: int, rounds: int) -> dict[str, Any]:
    """Segments of whole windows but for a ragged last paragraph each, as documents have them."""
    text = text_of(tokens, lambda part: len(backbone.encode(part)))
    segments = cut(text, backbone)
    total = sum(segment.tokens for segment in segments)

    def ours() -> None:
        for batch in compress(backbone, [document_work(segments, 0)]):
            for key, made in batch:
                pack(key, made)

    shapes = shapes_of(backbone.model.encoder, ours)
    device = backbone.model.encoder.device

    @torch.inference_mode()
    def bare() -> None:
        for shape in shapes:
            ids = torch.zeros(shape, dtype=torch.long, device=device)
            backbone.model.encoder(input_ids=ids, attention_mask=torch.ones_like(ids), use_cache=False)
        if device.type == "cuda":
            torch.cuda.synchronize()

    return result(backbone.info.dtype, str(device), total, ours, bare, rounds)


def measure_autocompressor(tokens: int, rounds: int) -> dict[str, Any]:
    """Eight documents in step, segments of 512 tokens, three segments of history."""
    llama, summary_tokens = random_llama()
    model = AutoCompressorModel(llama, summary_tokens)
    documents, size = 8, 512
    steps = max(1, tokens // (documents * size))
    words = torch.randint(0, 1000, (documents, size)).tolist()

    @torch.inference_mode()
    def ours() -> None:
        history: list[list[torch.Tensor]] = [[] for _ in range(documents)]
        for _ in range(steps):
            before = [torch.cat(parts[-3:]) if parts else None for parts in history]
            for parts, made in zip(history, model.summarise(words, before), strict=True):
                parts.append(made)

    shapes = shapes_of(llama.model, ours)

    @torch.inference_mode()
    def bare() -> None:
        for shape in shapes:
            rows = torch.zeros(shape)
            llama.model(inputs_embeds=rows, attention_mask=torch.ones(shape[:2]), use_cache=False)

    row = result("fp32", "cpu", steps * documents * size, ours, bare, rounds)
    return {"backbone": "AutoCompressor, random, d=512, 8 layers"} | row


def cut(text: str, backbone: PooledBackbone) -> list[SegmentText]:
    """Greedy runs of words that fill the window."""
    segments: list[SegmentText] = []
    words, run, used = text.split(" "), [], 0
    for word in words:
        cost = len(backbone.encode(" " + word))
        if run and used + cost > backbone.info.encoder_window:
            segments.append(SegmentText(str(len(segments)), " ".join(run), used))
            run, used = [], 0
        run.append(word)
        used += cost
    segments.append(SegmentText(summary_key(text, "bench"), " ".join(run), used))
    return segments


def shapes_of(module: nn.Module, work: Callable[[], None]) -> list[tuple[int, ...]]:
    """Run the work once (which also warms up) and note the shapes that the module is given."""
    shapes: list[tuple[int, ...]] = []

    def note(_: nn.Module, __: tuple[Any, ...], given: dict[str, Any]) -> None:
        tensor = given.get("input_ids") if given.get("input_ids") is not None else given["inputs_embeds"]
        shapes.append(tuple(tensor.shape))

    handle = module.register_forward_pre_hook(note, with_kwargs=True)
    work()
    handle.remove()
    return shapes


def result(
    dtype: str, device: str, tokens: int, ours: Callable[[], None], bare: Callable[[], None], rounds: int
) -> dict[str, Any]:
    """Time both in turn, so that a busy machine disturbs both alike."""
    bare()
    times = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    mine, alone = min(time for time, _ in times), min(time for _, time in times)
    return {
        "device": device,
        "dtype": dtype,
        "tokens": tokens,
        "tokens_per_s": tokens / mine,
        "bare_tokens_per_s": tokens / alone,
        "share": alone / mine,
    }


def seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
