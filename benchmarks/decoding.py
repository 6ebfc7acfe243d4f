"""What a token of an answer costs, by how keys and values are kept, how attention is computed, and compiled.

    python -m benchmarks.decoding [--shapes small medium wide] [--rows 512 4000] [--compiled]

One thread and processor time, so that other work on the machine hardly shows. Each kind's tokens are compared
with those of transformers' own cache, which joins old and new keys at every step; `--device cuda` measures
the same on a GPU (wall-clock time then).
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache, LlamaConfig, LlamaForCausalLM, PreTrainedModel, StaticCache
from transformers.cache_utils import DynamicLayer

from benchmarks.report import arguments, report
from benchmarks.shape import SMALL, medium_decoder
from lloco_desktop.backbone.cache import new_cache, reserve
from lloco_desktop.backbone.weights import load_causal_lm

STEP = 512  # rows of a prompt at once, as the application reads them


class Int8Layer(DynamicLayer):
    """Keys and values as bytes with a scale for each row and head, unpacked at every step."""

    def __init__(self) -> None:
        super().__init__()
        self.packed: list[tuple[Tensor, Tensor]] = []

    def update(self, key_states: Tensor, value_states: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        new = [_pack(key_states), _pack(value_states)]
        self.packed = (
            [tuple(torch.cat(pair, dim=-2) for pair in zip(*both)) for both in zip(self.packed, new)]  # noqa: B905
            if self.packed
            else new
        )  # type: ignore[assignment]
        keys, values = (data.to(self.dtype) * scale for data, scale in self.packed)
        self.keys = self.values = None
        return keys, values

    def get_seq_length(self) -> int:
        return int(self.packed[0][0].shape[-2]) if self.packed else 0


def _pack(states: Tensor) -> tuple[Tensor, Tensor]:
    scale = states.abs().amax(-1, keepdim=True).clamp(min=1e-6) / 127
    return (states / scale).round().to(torch.int8), scale


@dataclass(frozen=True)
class Kind:
    """One way to read and answer."""

    name: str
    cache: Callable[[PreTrainedModel, int], Any]  # for so many rows in all
    attention: str = "sdpa"
    compiled: bool = False


def in_place(model: PreTrainedModel, rows: int) -> DynamicCache:
    cache = new_cache(model.config)
    reserve(cache, rows)
    return cache


def joined(model: PreTrainedModel, _: int) -> DynamicCache:
    return DynamicCache(config=model.config)


def static(model: PreTrainedModel, rows: int) -> StaticCache:
    return StaticCache(config=model.config, max_cache_len=rows)


def quantised(model: PreTrainedModel, _: int) -> DynamicCache:
    cache = DynamicCache(config=model.config)
    cache.layers = [Int8Layer() for _ in cache.layers]
    return cache


KINDS = (
    Kind("joined at every step", joined),
    Kind("in place", in_place),
    Kind("in place, attention not fused", in_place, attention="eager"),
    Kind("static", static),
    Kind("int8", quantised),
)
COMPILED = (Kind("static, compiled", static, compiled=True),)  # a growing one is another shape every time


def decoder(shape: str, dtype: torch.dtype) -> tuple[PreTrainedModel, str]:
    """The bundled one; about 150M parameters with two heads to a key; or layers of Llama-2-7B's width."""
    torch.manual_seed(0)
    if shape == "small":
        return load_causal_lm(SMALL / "decoder", dtype), "models/small, 4.7M"
    if shape == "medium":
        return medium_decoder().to(dtype).eval(), "random, 158M, d=1024, 12 layers, 8 of 16 heads kept"
    config = LlamaConfig(
        vocab_size=4096,
        hidden_size=4096,
        intermediate_size=11_008,
        num_hidden_layers=2,
        num_attention_heads=32,
        max_position_embeddings=8192,
    )
    return LlamaForCausalLM(config).to(dtype).eval(), "random, 2 of the 32 layers of Llama-2-7B's shape"


@torch.inference_mode()
def run(
    model: PreTrainedModel, step: Callable[..., Any], cache: Any, prompt: Tensor, count: int
) -> Iterator[int]:
    """Greedy tokens, the prompt read in parts first."""
    length, logits = prompt.shape[1], None
    for start in range(0, length, STEP):
        part = prompt[:, start : start + STEP]
        places = torch.arange(start, start + part.shape[1], device=prompt.device)[None]
        logits = model(
            inputs_embeds=part, position_ids=places, past_key_values=cache, use_cache=True, logits_to_keep=1
        ).logits
    assert logits is not None
    for made in range(count):
        token = int(logits[0, -1].argmax())
        yield token
        row = model.get_input_embeddings()(torch.tensor([[token]], device=prompt.device))
        place = torch.tensor([[length + made]], device=prompt.device)
        logits = step(
            inputs_embeds=row, position_ids=place, past_key_values=cache, use_cache=True, logits_to_keep=1
        ).logits


def measure(model: PreTrainedModel, kind: Kind, prompt: Tensor, count: int, rounds: int) -> dict[str, Any]:
    """Seconds to the first token, milliseconds for each after it (the best round), and the tokens."""
    clock = time.perf_counter if prompt.is_cuda else time.process_time
    model.set_attn_implementation(kind.attention)
    step: Callable[..., Any] = torch.compile(model, dynamic=False) if kind.compiled else model
    begun, compiling = time.perf_counter(), 0.0
    if kind.compiled:
        list(run(model, step, kind.cache(model, prompt.shape[1] + count), prompt, 3))
        compiling = time.perf_counter() - begun
    firsts, rates, tokens = [], [], []
    for _ in range(rounds):
        cache = kind.cache(model, prompt.shape[1] + count)
        begun, marks, tokens = clock(), [], []
        for token in run(model, step, cache, prompt, count):
            marks.append(clock())
            tokens.append(token)
        firsts.append(marks[0] - begun)
        rates.append((marks[-1] - marks[0]) / max(1, len(marks) - 1))
    model.set_attn_implementation("sdpa")
    return {
        "first_token_s": min(firsts),
        "per_token_ms": 1000 * min(rates),
        "tokens": tokens,
        "compiling_s": compiling or None,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--shapes", nargs="+", default=["small", "medium", "wide"])
    parser.add_argument("--rows", type=int, nargs="+", default=[512, 4000], help="of the prompt")
    parser.add_argument("--answer", type=int, default=24, help="tokens")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--compiled", action="store_true", help="with torch.compile too, which takes minutes")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", default="bf16", choices=("bf16", "fp32"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    dtype = torch.bfloat16 if options.dtype == "bf16" else torch.float32
    rows = []
    for shape in options.shapes:
        model, what = decoder(shape, dtype)
        model.to(options.device)
        for length in options.rows:
            noise = torch.randn(1, length, model.config.hidden_size) * 0.02
            prompt = noise.to(dtype).to(options.device)
            plain: list[int] = []
            for kind in (*KINDS, *(COMPILED if options.compiled else ())):
                found = measure(model, kind, prompt, options.answer, options.rounds)
                tokens = found.pop("tokens")
                plain = plain or tokens
                rows.append(
                    {"decoder": what, "dtype": options.dtype, "prompt": length, "cache": kind.name} | found
                )
                rows[-1]["same tokens"] = (
                    f"{sum(a == b for a, b in zip(tokens, plain, strict=True))}/{len(plain)}"
                )
    report("A token of an answer, by cache", rows, options.json)
    print(f"most memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
