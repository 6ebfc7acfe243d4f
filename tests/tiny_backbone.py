"""Writes a tiny, random, working pooled backbone in the published folder shape, for any test suite.

    folder = write_tiny_backbone(tmp_path / "tiny")

It has real byte-level tokenizers (any text round-trips), the chat and memory tokens, and answers
nonsense deterministically. Making one takes well under a second once torch is imported.
"""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END, SPECIAL_TOKENS
from lloco_desktop.model_files.formats import EncoderMask, PooledConfig, Pooling, SummaryPositions


def byte_tokenizer() -> PreTrainedTokenizerFast:
    """One token per byte, with the special tokens of the pooled format."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: index for index, token in enumerate((*SPECIAL_TOKENS, *alphabet))}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIAL_TOKENS])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=IM_END, pad_token=END_OF_TEXT)


def tiny_config(width: int, layers: int, vocabulary: int, window: int) -> Qwen3Config:
    """A Qwen3 shape that computes in milliseconds."""
    return Qwen3Config(
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=width // 4,
        max_position_embeddings=window,
        tie_word_embeddings=True,
        eos_token_id=SPECIAL_TOKENS.index(IM_END),
        pad_token_id=SPECIAL_TOKENS.index(END_OF_TEXT),
    )


def tiny_model(
    *,
    window: int = 64,
    ratio: int = 8,
    ratios: tuple[int, ...] = (),
    pooling: Pooling = Pooling.MEAN,
    mask: EncoderMask = EncoderMask.CAUSAL,
    positions: SummaryPositions = SummaryPositions.CONTIGUOUS,
    overlap: int = 0,
    decoder_window: int = 4096,
    width: int = 48,
    seed: int = 0,
) -> PooledModel:
    """A random pooled model in fp32 that fits `byte_tokenizer`; `width` is the decoder's."""
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    vocabulary = len(byte_tokenizer())
    config = PooledConfig(
        compression_ratio=ratio,
        encoder_window_size=window,
        pooling=pooling,
        encoder_mask_type=mask,
        boundary_overlap=overlap,
        summary_positions=positions,
        compression_ratios=ratios,
    )
    encoder = Qwen3Model(tiny_config(32, 2, vocabulary, window + 2 * overlap))
    decoder = Qwen3ForCausalLM(tiny_config(width, 2, vocabulary, decoder_window))
    model = PooledModel(config, encoder, decoder).eval()
    torch.set_rng_state(state)
    return model


def write_tiny_backbone(
    folder: Path,
    *,
    window: int = 64,
    ratio: int = 8,
    ratios: tuple[int, ...] = (),
    pooling: Pooling = Pooling.MEAN,
    mask: EncoderMask = EncoderMask.CAUSAL,
    positions: SummaryPositions = SummaryPositions.CONTIGUOUS,
    overlap: int = 0,
    decoder_window: int = 4096,
    width: int = 48,
    seed: int = 0,
) -> Path:
    """Write such a model with its tokenizers into `folder` and return the folder."""
    model = tiny_model(
        window=window,
        ratio=ratio,
        ratios=ratios,
        pooling=pooling,
        mask=mask,
        positions=positions,
        overlap=overlap,
        decoder_window=decoder_window,
        width=width,
        seed=seed,
    )
    model.save_folder(folder, byte_tokenizer(), byte_tokenizer())
    return folder
