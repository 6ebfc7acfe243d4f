"""The backbone that is measured: the one that ships, or random weights of its intended shape.

Speed does not depend on what the weights say, only on their shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from benchmarks.report import ROOT
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.model_files.formats import PooledConfig
from tests.tiny_backbone import byte_tokenizer

SMALL = ROOT / "models" / "small"
VOCABULARY = 16_384
LONGEST = 32_768  # positions, enough to read the longest text that is measured


def qwen(layers: int) -> Qwen3Config:
    """d = 512 with SwiGLU 1,408, 8 heads, 2 key/value heads: the intended small backbone."""
    return Qwen3Config(
        vocab_size=VOCABULARY,
        hidden_size=512,
        intermediate_size=1408,
        num_hidden_layers=layers,
        num_attention_heads=8,
        num_key_value_heads=2,
        head_dim=64,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=True,
        eos_token_id=2,
        pad_token_id=0,
    )


@contextmanager
def pooled_folder(given: Path | None, *, random: bool = False) -> Iterator[tuple[Path, str]]:
    """A pooled backbone's folder and what it is: `given`, the one that ships, or random weights."""
    if not random and (given is not None or (SMALL / "model_config.json").is_file()):
        yield (given or SMALL), str((given or SMALL).name)
        return
    with TemporaryDirectory() as folder:
        torch.manual_seed(0)
        model = PooledModel(PooledConfig(8, 512), Qwen3Model(qwen(5)), Qwen3ForCausalLM(qwen(10)))
        model.save_folder(Path(folder), byte_tokenizer(), byte_tokenizer())
        yield Path(folder), "random, d=512, 5+10 layers, window 512, 8x"


def medium_config() -> Qwen3Config:
    """158 million parameters: d = 1024, 12 layers, two heads to a key."""
    return Qwen3Config(
        vocab_size=VOCABULARY,
        hidden_size=1024,
        intermediate_size=2816,
        num_hidden_layers=12,
        num_attention_heads=16,
        num_key_value_heads=8,
        head_dim=64,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=True,
        eos_token_id=2,
        pad_token_id=0,
    )


def medium_decoder() -> Qwen3ForCausalLM:
    """Random weights of that shape."""
    torch.manual_seed(0)
    return Qwen3ForCausalLM(medium_config()).eval()


def random_llama() -> tuple[LlamaForCausalLM, torch.Tensor]:
    """A small Llama with 50 summary tokens, for the AutoCompressor format."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=512,
        intermediate_size=1408,
        num_hidden_layers=8,
        num_attention_heads=8,
        max_position_embeddings=4096,
    )
    return LlamaForCausalLM(config).eval(), torch.randn(50, 512)


def text_of(tokens: int, count: object) -> str:
    """Prose of about so many tokens under `count`, which gives the tokens of a text."""
    assert callable(count)
    whole = (ROOT / "LICENSE").read_text(encoding="utf-8")
    per_character = count(whole) / len(whole)
    wanted = int(tokens / per_character)
    return (whole * (wanted // len(whole) + 1))[:wanted]
