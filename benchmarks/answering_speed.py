"""An answer from summaries beside the same decoder reading the full text, in one run.

First-token time has the prompt's reading in it and no cache to help; making the summaries is not in it:
that is done once, when a document is imported.
"""

from __future__ import annotations

import time
from pathlib import Path

import torch

from benchmarks.report import arguments, report
from benchmarks.shape import pooled_folder, text_of
from lloco_desktop.backbone.base import MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone

QUESTION = "What does the licence say about patents?"


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--backbone", type=Path, help="a pooled backbone's folder")
    parser.add_argument("--random", action="store_true", help="random weights of the intended small shape")
    parser.add_argument("--sources", type=int, nargs="+", default=[1024, 4096, 16_384], help="tokens of text")
    parser.add_argument("--answer", type=int, default=32, help="tokens")
    parser.add_argument("--rounds", type=int, default=3, help="of which the fastest counts")
    parser.add_argument("--dtype", default="auto")
    options = parser.parse_args()
    rows = []
    with pooled_folder(options.backbone, random=options.random) as (folder, what):
        backbone = load_backbone(folder, dtype=options.dtype)
        assert isinstance(backbone, PooledBackbone)
        for source in options.sources:
            prompts = both_prompts(backbone, source)
            for name, prompt in prompts.items():
                first, each = measure(backbone, prompt, options.answer, options.rounds)
                rows.append(
                    {
                        "backbone": what,
                        "device": backbone.info.device,
                        "dtype": backbone.info.dtype,
                        "source_tokens": source,
                        "reads": name,
                        "prompt": prompt.length,
                        "first_token_s": first,
                        "per_token_ms": each * 1000,
                        "beyond_window": prompt.length > backbone.info.decoder_window,
                    }
                )
    report("Answering: from summaries and from the full text", rows, options.json)


def both_prompts(backbone: PooledBackbone, source: int) -> dict[str, Prompt]:
    """The same text as summaries and as text."""
    text = text_of(source, backbone.count_prompt_tokens)
    tokens, window = backbone.encode(text), backbone.info.encoder_window
    windows = [tokens[start : start + window] for start in range(0, len(tokens), window)]
    summaries = torch.cat([backbone.compress([part])[0] for part in windows])
    memory = MemorySpan(summaries, len(tokens))
    return {
        "summaries": backbone.assemble(PromptParts((memory,), (), QUESTION)),
        "full text": backbone.assemble(PromptParts((), (text,), QUESTION)),
    }


def measure(backbone: PooledBackbone, prompt: Prompt, answer: int, rounds: int) -> tuple[float, float]:
    """Seconds to the first token and for each one after it; the fastest of some rounds."""
    firsts, rates = [], []
    for _ in range(rounds):
        backbone.reader.forget()
        begun = time.perf_counter()
        marks = []
        for token in backbone.reader.tokens(prompt, answer, ignore_end=True):
            if token is not None:
                marks.append(time.perf_counter())  # noqa: PERF401 - the clock is what the loop is for
        firsts.append(marks[0] - begun)
        rates.append((marks[-1] - marks[0]) / max(1, len(marks) - 1))
    return min(firsts), min(rates)


if __name__ == "__main__":
    main()
