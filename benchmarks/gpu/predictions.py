"""What bytes and operations lead to expect of an H200, before anything is measured: the tables of LOG.md.

python -m benchmarks.gpu.predictions
"""

from __future__ import annotations

from collections.abc import Iterator

from transformers import LlamaConfig, Qwen3Config

from benchmarks.gpu.formulas import BF16, NF4, Chip, cache_bytes, forward_flops, training_flops, weight_bytes
from benchmarks.gpu.shapes import ANSWER, QUESTION, llama, qwen
from lloco_desktop.fitting.shape import ModelShape

SUMMARIES, WINDOW = 50, 1536
BOOK = 250_000
TOKENS = 64  # of an answer
COMPRESSING, LEARNING = 0.55, 0.45  # shares of the chip's peak that long batches are taken to reach


def shape_of(config: LlamaConfig | Qwen3Config) -> ModelShape:
    """A decoder's or encoder's shape by its configuration."""
    heads = int(config.num_attention_heads)
    return ModelShape(
        parameters=0,
        embedding_parameters=0,
        layers=int(config.num_hidden_layers),
        width=int(config.hidden_size),
        inner=int(config.intermediate_size),
        heads=heads,
        kv_heads=int(config.num_key_value_heads or heads),
        head_width=int(getattr(config, "head_dim", None) or config.hidden_size // heads),
        vocabulary=int(config.vocab_size),
    )


def answering(chip: Chip, model: ModelShape, ratio: float, sources: tuple[int, ...]) -> Iterator[str]:
    """First token and each after it, from summaries | from text, and the ratios."""
    yield (
        "| source | first token, s | times | token as it is, ms | times | token in a graph, ms | times | "
        "NF4 in a graph, ms | 64 tokens in a graph, times | text: weights and cache, GB | measured |"
    )
    yield "|" + "---|" * 11
    extra = len(QUESTION)
    for source in sources:
        rows = [round(source / ratio) + extra, source + extra]
        first = [chip.first_token(model, one) for one in rows]
        plain = [1000 * chip.token(model, one) for one in rows]
        graph = [1000 * chip.token(model, one, graph=True) for one in rows]
        nf4 = [1000 * chip.token(model, one, NF4, graph=True) for one in rows]
        whole = [one + TOKENS * each / 1000 for one, each in zip(first, graph, strict=True)]
        held = (weight_bytes(model, BF16) + cache_bytes(model, rows[1])) / 1e9
        yield (
            f"| {source:,} | {first[0]:.3f} / {first[1]:.3f} | {first[1] / first[0]:.1f} "
            f"| {plain[0]:.1f} / {plain[1]:.1f} | {plain[1] / plain[0]:.2f} "
            f"| {graph[0]:.2f} / {graph[1]:.2f} | {graph[1] / graph[0]:.2f} "
            f"| {nf4[0]:.2f} / {nf4[1]:.2f} | {whole[1] / whole[0]:.1f} | {held:.0f} | |"
        )


def compressing(chip: Chip) -> Iterator[str]:
    """A book through either format."""
    yield "| encoder | rows of a window | TFLOP for a book | s at 55% of the peak | tokens/s | measured |"
    yield "|" + "---|" * 6
    shapes = {
        "AutoCompressor-7B": (shape_of(llama(tiny=False)), WINDOW, 4 * SUMMARIES),
        "LCLM, 0.6B": (shape_of(qwen("0.6B", tiny=False)), 1024, 0),
    }
    for name, (model, window, more) in shapes.items():
        needed = BOOK / window * forward_flops(model, window + more)
        seconds = needed / (COMPRESSING * chip.flops)
        yield (
            f"| {name} | {window + more} | {needed / 1e12:,.0f} | {seconds:.2f} | {BOOK / seconds:,.0f} | |"
        )


def learning(
    chip: Chip, model: ModelShape, ratios: tuple[float, ...], sources: tuple[int, ...]
) -> Iterator[str]:
    """Samples a second; the text with activations computed twice, since they do not fit."""
    yield "| ratio | source | rows | samples/s from summaries | from text | times | measured |"
    yield "|" + "---|" * 7
    for ratio in ratios:
        for source in sources:
            extra = len(QUESTION) + len(ANSWER)
            rows = round(source / ratio) + extra
            one = training_flops(model, rows, again=False) / (LEARNING * chip.flops)
            full = training_flops(model, source + extra, again=True) / (LEARNING * chip.flops)
            yield f"| {ratio} | {source:,} | {rows} | {1 / one:.2f} | {1 / full:.3f} | {full / one:.1f} | |"


def main() -> None:
    chip, seven, four = Chip(), shape_of(llama(tiny=False)), shape_of(qwen("4B", tiny=False))
    sources = (4096, 8192, 16_384, 32_768, 65_536, 131_072)
    print("(a) Llama-2-7B, summaries / text\n", *answering(chip, seven, 30.72, sources), sep="\n")
    print("\n(b)\n", *compressing(chip), sep="\n")
    print("\n(c)\n", *learning(chip, seven, (30.72,), (8192, 16_384, 32_768)), sep="\n")
    for ratio in (4, 8, 16):
        print(
            f"\n(d) LCLM-4B at {ratio}x\n", *answering(chip, four, ratio, (8192, 32_768, 131_072)), sep="\n"
        )
    print("\n(d) learning\n", *learning(chip, four, (4, 8, 16), (8192, 32_768)), sep="\n")


if __name__ == "__main__":
    main()
