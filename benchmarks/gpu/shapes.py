"""Backbones of the published shapes with random weights, made on the device: nothing is read from a disk.

Llama-2-7B with 50 summary tokens for each 1,536 of text (AutoCompressor), and LCLM: Qwen3-0.6B compresses
windows of 1,024 tokens 4, 8 or 16 times for Qwen3-4B. Positions go on as far as text is measured, which is
beyond what the published ones were trained for: speed does not know. Text is one token a byte.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from lloco_desktop.backbone.autocompressor import (
    Accumulation,
    AutoCompressorBackbone,
    AutoCompressorModel,
)
from lloco_desktop.backbone.base import BackboneFormat, BackboneInfo, MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.codec import Codec
from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.quantising import quantise
from lloco_desktop.model_files.formats import PooledConfig
from tests.tiny_backbone import byte_tokenizer

LONGEST = 400_000  # positions
RATIOS = (4, 8, 16)
QUESTION = "What does the licence say about patents?"
ANSWER = "each contributor grants you a licence"
SPREAD = 0.02  # of random summaries, as embeddings have it

AnyBackbone = AutoCompressorBackbone | PooledBackbone


def llama(*, tiny: bool) -> LlamaConfig:
    """Llama-2-7B, or a toy with as many parts."""
    return LlamaConfig(
        vocab_size=512 if tiny else 32_000,
        hidden_size=64 if tiny else 4096,
        intermediate_size=128 if tiny else 11_008,
        num_hidden_layers=2 if tiny else 32,
        num_attention_heads=4 if tiny else 32,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=False,
    )


def qwen(size: str, *, tiny: bool) -> Qwen3Config:
    """Qwen3-0.6B or Qwen3-4B, or a toy."""
    width, inner, layers, heads = (1024, 3072, 28, 16) if size == "0.6B" else (2560, 9728, 36, 32)
    return Qwen3Config(
        vocab_size=512 if tiny else 151_936,
        hidden_size=64 if tiny else width,
        intermediate_size=128 if tiny else inner,
        num_hidden_layers=2 if tiny else layers,
        num_attention_heads=4 if tiny else heads,
        num_key_value_heads=2 if tiny else 8,
        head_dim=16 if tiny else 128,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=True,
        eos_token_id=2,
        pad_token_id=0,
    )


def filled(kind: Any, config: Any, device: torch.device, dtype: torch.dtype = torch.bfloat16) -> Any:
    """A model of that configuration with random weights, each made where it is to be."""
    torch.manual_seed(0)
    with torch.device("meta"):
        model = kind._from_config(config, dtype=dtype, attn_implementation="sdpa")
    model.to_empty(device=device)
    model.tie_weights()
    with torch.no_grad():
        for module in model.modules():
            model._init_weights(module)
    return model.eval()


def autocompressor(
    device: torch.device, *, tiny: bool = False, dtype: torch.dtype = torch.bfloat16
) -> AutoCompressorBackbone:
    """LLoCO's own: encoder and decoder are one Llama."""
    config = llama(tiny=tiny)
    window, count = (96, 3) if tiny else (1536, 50)
    model = AutoCompressorModel(
        filled(LlamaForCausalLM, config, device, dtype),
        torch.randn(count, config.hidden_size, device=device).to(dtype) * SPREAD,
    )
    info = _info(
        BackboneFormat.AUTOCOMPRESSOR, window, window / count, config.hidden_size, config.hidden_size, device
    )
    return AutoCompressorBackbone(info, model, Codec("random", byte_tokenizer()), Accumulation.WINDOW)


def lclm(device: torch.device, *, tiny: bool = False, dtype: torch.dtype = torch.bfloat16) -> PooledBackbone:
    """LCLM 0.6B + 4B, at 8x until `at_ratio` says otherwise."""
    window = 64 if tiny else 1024
    small, large = qwen("0.6B", tiny=tiny), qwen("4B", tiny=tiny)
    model = PooledModel(
        PooledConfig(8, window, compression_ratios=RATIOS),
        filled(Qwen3Model, small, device, dtype),
        filled(Qwen3ForCausalLM, large, device, dtype),
    )
    model.projector.to(device, dtype)
    model.eval()
    info = _info(BackboneFormat.POOLED, window, 8.0, large.hidden_size, small.hidden_size, device)
    codec = Codec("random", byte_tokenizer())
    return PooledBackbone(info, model, codec, codec, 8)


def at_ratio(backbone: PooledBackbone, ratio: int) -> PooledBackbone:
    """The same backbone, compressing so many times; its parts are the same weights."""
    backbone.ratio = ratio
    backbone.info = dataclasses.replace(backbone.info, tokens_per_summary=float(ratio))
    return backbone


def packed(backbone: AnyBackbone) -> AnyBackbone:
    """The same backbone, its decoder's matrices packed into NF4 where they lie."""
    quantise(backbone.decoder, backbone.decoder.device, torch.bfloat16)
    backbone.info = dataclasses.replace(backbone.info, dtype="nf4")
    return backbone


def summaries_of(backbone: AnyBackbone, source: int) -> torch.Tensor:
    """Random summaries for so many tokens of text, as they come from the store."""
    count = max(1, round(source / backbone.info.tokens_per_summary))
    return (torch.randn(count, backbone.info.width) * SPREAD).half()


def prompt_for(
    backbone: AnyBackbone,
    source: int,
    reads: str,
    question: str = QUESTION,
    summaries: torch.Tensor | None = None,
) -> Prompt:
    """A question about so many tokens of text, as summaries (random, if none are given) or as text."""
    if reads == "summaries":
        memory = MemorySpan(summaries_of(backbone, source) if summaries is None else summaries, source)
        return backbone.assemble(PromptParts((memory,), (), question))
    return backbone.assemble(PromptParts((), (text(source),), question))


def text(tokens: int) -> str:
    """So many tokens of prose that is nowhere twice the same, one a byte."""
    words, length, number = [], 0, 0
    while length < tokens:
        words.append(f"The {number} clause grants section {number * 7919 % 10_007} nothing. ")
        length += len(words[-1])
        number += 1
    return "".join(words)[:tokens]


def _info(
    kind: BackboneFormat, window: int, ratio: float, width: int, embedding: int, device: torch.device
) -> BackboneInfo:
    return BackboneInfo(
        name="random", format=kind, fingerprint="random", folder=Path("random"), encoder_window=window,
        decoder_window=LONGEST, tokens_per_summary=ratio, positions_per_summary=1, width=width,
        embedding_width=embedding, device=str(device), dtype="bf16", reason="It is measured.",
    )  # fmt: skip
