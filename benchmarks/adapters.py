"""What it costs to bring an adapter into memory, and to let another one read: milliseconds by shape.

    python -m benchmarks.adapters [--json FILE]

The bundled backbone, and random weights with as many layers as a 7B model has, narrow enough for any machine:
wrapping and switching cost by the layer, reading by the byte.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

from benchmarks.report import arguments, report
from benchmarks.shape import SMALL
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.quantising import prepare_bitsandbytes
from lloco_desktop.backbone.weights import load_causal_lm
from lloco_desktop.model_files.adapter_files import read_adapter
from lloco_desktop.model_files.formats import LoraShape

TIMES = 20
KEPT = 4  # adapters in memory


def deep() -> PreTrainedModel:
    """Llama-2-7B's 32 layers at a quarter of its width."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=4096,
        hidden_size=1024,
        intermediate_size=2752,
        num_hidden_layers=32,
        num_attention_heads=16,
    )
    config.dtype = torch.bfloat16
    with torch.device("meta"):
        model = LlamaForCausalLM(config).to(torch.bfloat16)
    made: PreTrainedModel = model.to_empty(device="cpu").eval()
    return made


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def measure(make: Callable[[], PreTrainedModel], folder: Path) -> Iterator[tuple[str, list[float]]]:
    """What is measured, with every time that it took; files are in the system's cache."""
    names = [f"adapter{number}" for number in range(KEPT)]
    writer = AdapterRack(make())
    for seed, name in enumerate(names):
        writer.add(name, LoraShape(), seed)
        writer.save(name, folder / name)
        writer.drop(name)
    yield (
        "reading and checking the files",
        [milliseconds(lambda: read_adapter(folder / names[0])) for _ in range(TIMES)],
    )
    rack = AdapterRack(make())
    first = [milliseconds(lambda: rack.load(name, folder / name)) for name in names]  # noqa: B023
    yield "loading the first of all, which wraps the layers", first[:1]
    yield "loading another beside it", first[1:]
    again = []
    for _ in range(TIMES // KEPT):
        rack.drop(names[0])
        again.append(milliseconds(lambda: rack.load(names[0], folder / names[0])))
    yield "loading one again", again
    turns = names * (TIMES // KEPT)
    yield "switching to another in memory", [milliseconds(lambda: rack.activate(name)) for name in turns]  # noqa: B023
    off = []
    for name in turns:
        rack.activate(name)
        off.append(milliseconds(lambda: rack.activate(None)))
    yield "switching off", off
    yield "saying the same again", [milliseconds(lambda: rack.activate(None)) for _ in turns]
    yield "dropping one", [milliseconds(lambda: rack.drop(name)) for name in names]  # noqa: B023


def main() -> None:
    options = arguments(__doc__).parse_args()
    begun = time.perf_counter()
    prepare_bitsandbytes()
    import peft.functional  # noqa: F401

    rows: list[dict[str, Any]] = [
        {"shape": "any", "what": "importing peft, once", "median ms": 1000 * (time.perf_counter() - begun)}
    ]
    shapes: dict[str, Callable[[], PreTrainedModel]] = {
        "models/small, 4 layers of 256": lambda: load_causal_lm(SMALL / "decoder", torch.float32),
        "random, 32 layers of 1,024": deep,
    }
    for shape, make in shapes.items():
        with tempfile.TemporaryDirectory() as place:
            for what, taken in measure(make, Path(place)):
                size = sum(path.stat().st_size for path in (Path(place) / "adapter0").iterdir())
                rows.append(
                    {
                        "shape": shape,
                        "adapter MB": size / 1e6,
                        "what": what,
                        "times": len(taken),
                        "median ms": statistics.median(taken),
                        "slowest ms": max(taken),
                    }
                )
    report("Adapters: from disk, and from one to another", rows, options.json)


if __name__ == "__main__":
    main()
