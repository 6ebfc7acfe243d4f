"""LoRA on summaries beside the same LoRA on the full text, on the same decoder, in one run.

Every row is a process of its own, so that its peak memory is its own. The loop is the application's, without
a teacher (LLoCO has none): samples per second of whole steps, the first left out. The paper reports 11.52
times the throughput at NarrativeQA's lengths, with a 7B decoder and 30.7 tokens a summary.

    python -m benchmarks.learning --json benchmarks/results/learning.json
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from benchmarks.report import arguments, report
from benchmarks.shape import LONGEST, SMALL, VOCABULARY, text_of
from lloco_desktop.backbone.autocompressor import (
    Accumulation,
    AutoCompressorBackbone,
    AutoCompressorModel,
)
from lloco_desktop.backbone.base import Backbone, BackboneFormat, BackboneInfo
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import train
from lloco_desktop.study import MaterialKind
from tests.tiny_backbone import byte_tokenizer

RATIO, SUMMARIES = 30.72, 50  # AutoCompressor's: 1,536 tokens become 50 summaries
QUESTION, ANSWER = "What does the licence say about patents?", "each contributor grants you a licence"


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sources", type=int, nargs="+", default=[2048, 8192, 16_384], help="tokens of text")
    parser.add_argument("--steps", type=int, default=4, help="of which the first is left out")
    parser.add_argument("--batch", type=int, default=2, help="samples per step")
    parser.add_argument("--dtype", default="fp32", help="of the bundled backbone: fp32, bf16 or nf4")
    parser.add_argument("--only", nargs=3, metavar=("SHAPE", "SOURCE", "READS"), help="one row, as JSON")
    options = parser.parse_args()
    if options.only:
        shape, source, reads = options.only
        print(json.dumps(measure(shape, int(source), reads, options)))
        return
    rows: list[dict[str, object]] = []
    for shape in ("small", "autocompressor"):
        for source in options.sources:
            pair = [_alone(shape, source, reads, options) for reads in ("full text", "summaries")]
            pair[1]["times_full_text"] = pair[1]["samples_per_s"] / pair[0]["samples_per_s"]
            rows += pair
    report("Learning: LoRA on summaries and on the full text", rows, options.json)


def _alone(shape: str, source: int, reads: str, options: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.learning", "--only", shape, str(source), reads]
    command += ["--steps", str(options.steps), "--batch", str(options.batch), "--dtype", options.dtype]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(row, file=sys.stderr, flush=True)
    return row


def measure(shape: str, source: int, reads: str, options: argparse.Namespace) -> dict[str, object]:
    """Samples per second and the process's peak memory."""
    steps, batch = options.steps, options.batch
    backbone = load_backbone(SMALL, dtype=options.dtype) if shape == "small" else autocompressor()
    backbone.info = dataclasses.replace(backbone.info, decoder_window=2 * LONGEST)  # type: ignore[misc]
    summaries = torch.randn(round(source / backbone.info.tokens_per_summary), backbone.info.width) * 0.02
    example = Example(MaterialKind.OWN, QUESTION, ANSWER, (Span(("text",), source),))
    if reads == "full text":
        example = dataclasses.replace(
            example, spans=(), passages=(text_of(source, backbone.count_prompt_tokens),)
        )
    settings = LearningSettings(
        epochs=steps, batch=batch, kl_weight=0, rows=4096, off_topic=0, unanswerable=0, checkpoint_every=10**6
    )
    marks = []
    with tempfile.TemporaryDirectory() as folder:
        before = _peak()
        for event in train(
            backbone, [example] * batch, lambda _: {"text": summaries}, settings, Path(folder)
        ):
            if isinstance(event, LossPoint):
                marks.append(time.perf_counter())  # noqa: PERF401 - the clock is what the loop is for
    seconds = statistics.median(late - early for early, late in itertools.pairwise(marks))
    prompt = backbone.assemble(example.student_parts({"text": summaries}))
    return {
        "decoder": _describe(backbone),
        "dtype": backbone.info.dtype,
        "source_tokens": source,
        "reads": reads,
        "prompt": prompt.length,
        "samples_per_s": batch / seconds,
        "peak_MB": (_peak() - before) / 1e6,
        "process_MB": _peak() / 1e6,
    }


def autocompressor() -> Backbone:
    """AutoCompressor's format and ratio with a decoder that two processor cores can train; random weights."""
    torch.manual_seed(0)
    llama = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=VOCABULARY,
            hidden_size=256,
            intermediate_size=704,
            num_hidden_layers=6,
            num_attention_heads=4,
            max_position_embeddings=2 * LONGEST,
        )
    ).eval()
    info = BackboneInfo(
        name="random", format=BackboneFormat.AUTOCOMPRESSOR, fingerprint="random", folder=Path("random"),
        encoder_window=1536, decoder_window=2 * LONGEST, tokens_per_summary=RATIO, positions_per_summary=1,
        width=256, embedding_width=256, device="cpu", dtype="fp32", reason="It is measured.",
    )  # fmt: skip
    model = AutoCompressorModel(llama, torch.randn(SUMMARIES, 256))
    return AutoCompressorBackbone(info, model, Codec("random", byte_tokenizer()), Accumulation.WINDOW)


def _describe(backbone: Backbone) -> str:
    config = backbone.decoder.config
    shape = f"d={config.hidden_size}, {config.num_hidden_layers} layers"
    return f"{backbone.info.name}, {shape}, {backbone.info.tokens_per_summary:.3g}x"


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
