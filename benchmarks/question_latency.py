"""What comes before an answer's first word: summaries out of the workspace, and prompts partly read before.

    python -m benchmarks.question_latency [--json FILE]

"summaries" is the processor time of reading and joining them, for the shapes of backbones; "ahead" how long
that and embedding the question (an encoder of 158M parameters) take, one after the other and at once: the
best wall-clock times of many rounds. "conversations" are two that take turns, with one prompt held and with
several: how many rows of a prompt were read, and processor time to the first token. One thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from transformers import Qwen3Model

from benchmarks.report import arguments, report
from benchmarks.shape import medium_config, medium_decoder, pooled_folder, qwen, text_of
from lloco_desktop.backbone.base import MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.compression.storage import as_stored, pack, unpack
from lloco_desktop.model_files.formats import PooledConfig
from lloco_desktop.store.workspace import Workspace
from tests.tiny_backbone import byte_tokenizer

SHAPES = {  # segments, summaries in each, width
    "models/small, passages": (8, 32, 256),
    "LCLM 16x, passages": (8, 64, 2560),
    "Llama-2-7B, passages": (8, 50, 4096),
    "Llama-2-7B, whole documents": (76, 50, 4096),
}
ROUNDS = 7
AHEAD = 40
QUESTIONS = ("What does it say about patents?", "And about damages?", "Who may convey it?", "Since when?")


def main() -> None:
    parser = arguments(__doc__)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with TemporaryDirectory() as folder, Workspace.open(Path(folder)) as workspace:
        rows = summaries_rows(workspace)
    for what, backbone in backbones():
        for held in ("one prompt", "several prompts"):
            rows.append({"what": "conversations", "backbone": what, "held": held} | turns(backbone, held))
    report("Before the first word", rows, options.json)


def best(*works: Callable[[], object], rounds: int, clock: Callable[[], float]) -> list[float]:
    """Milliseconds of each, all of them in every round, so that a busy machine disturbs all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, own in zip(works, times, strict=True):
            begun = clock()
            work()
            own.append(clock() - begun)
    return [1000 * min(own) for own in times]


def summaries_rows(workspace: Workspace) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    encoder = Qwen3Model(medium_config()).to(torch.bfloat16).eval()

    @torch.inference_mode()
    def embed() -> None:
        encoder(input_ids=torch.ones(1, 14, dtype=torch.long), use_cache=False)

    for what, (count, each, width) in SHAPES.items():
        keys = [f"{what} {number}" for number in range(count)]
        for key in keys:
            workspace.summaries.put("b", [pack(key, torch.randn(each, width))])

        def read(keys: list[str] = keys, how: Callable[[Any], torch.Tensor] = as_stored) -> None:
            stored = workspace.summaries.get(keys)
            torch.cat([how(stored[key]) for key in keys])

        whole, stored = best(lambda read=read: read(how=unpack), read, rounds=ROUNDS, clock=time.process_time)
        rows.append(
            {
                "what": "summaries",
                "backbone": what,
                "MB": 2 * count * each * width / 1e6,
                "in fp32, ms": whole,
                "as stored, ms": stored,
            }
        )

    def ask(ahead: bool) -> None:
        if not ahead:
            embed()
            read()
            return
        with ThreadPoolExecutor(1) as pool:
            coming = pool.submit(read)
            embed()
            coming.result()

    alone, after, at_once = best(
        embed, lambda: ask(ahead=False), lambda: ask(ahead=True), rounds=AHEAD, clock=time.perf_counter
    )
    rows.append(
        {
            "what": "ahead",
            "backbone": "Llama-2-7B, whole documents",
            "embedding, ms": alone,
            "one after the other, ms": after,
            "at once, ms": at_once,
        }
    )
    return rows


def backbones() -> list[tuple[str, PooledBackbone]]:
    """The bundled one, and one whose decoder has 158M parameters."""
    made = []
    with pooled_folder(None) as (folder, what):
        made.append((what, load_backbone(folder, device="cpu", dtype="bf16")))
    with TemporaryDirectory() as folder:
        torch.manual_seed(0)
        model = PooledModel(PooledConfig(8, 512), Qwen3Model(qwen(2)), medium_decoder())
        model.save_folder(Path(folder), byte_tokenizer(), byte_tokenizer())
        made.append(("random decoder, 158M", load_backbone(Path(folder), device="cpu", dtype="bf16")))
    return made  # type: ignore[return-value]


def turns(backbone: PooledBackbone, held: str) -> dict[str, Any]:
    """Two conversations, each about its own text, asked in turn."""
    backbone.reader.forget()
    backbone.reader.prefixes.budget = (lambda: 1) if held == "one prompt" else None
    text = text_of(6000, backbone.count_prompt_tokens)
    spans = [span(backbone, part) for part in (text[: len(text) // 2], text[len(text) // 2 :])]
    rows, seconds, length = 0, 0.0, 0
    for turn, question in enumerate(QUESTIONS):
        for one in spans:
            prompt: Prompt = backbone.assemble(PromptParts((one,), (), question))
            begun = time.process_time()
            next(token for token in backbone.reader.tokens(prompt, 1, ignore_end=True) if token is not None)
            if turn:  # the first questions have nothing to go on from
                seconds += time.process_time() - begun
                rows += prompt.length - backbone.reader.rows_reused
                length += prompt.length
    asked = (len(QUESTIONS) - 1) * len(spans)
    return {"prompt": length / asked, "rows read": rows / asked, "first token, ms": 1000 * seconds / asked}


def span(backbone: PooledBackbone, text: str) -> MemorySpan:
    tokens, window = backbone.encode(text), backbone.info.encoder_window
    parts = [tokens[start : start + window] for start in range(0, len(tokens), window)]
    return MemorySpan(torch.cat([backbone.compress([part])[0] for part in parts]), len(tokens))


if __name__ == "__main__":
    main()
