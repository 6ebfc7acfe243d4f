"""Tiny, random, working checkpoints in the very shapes in which the large ones are published.

    write_autocompressor(tmp_path / "llama")   # two pickle shards with an index, Llama's tokenizer
    write_lclm(tmp_path / "lclm", ratio=16)  # encoder/ and decoder/ in safetensors shards, adapter/
    write_published_adapter(tmp_path / "quality")  # what a LoRA for the first looks like, in PEFT's files

Any text round-trips through their tokenizers and they answer nonsense, always the same for a seed. Files have
the names that the published ones have (`AUTOCOMPRESSOR_FILES`, `lclm_files`), so that a preset's list can be
downloaded, interrupted, verified, converted, loaded and asked with kilobytes. Numbers are bf16 and fp32
as published, rows whole blocks of 64, so that every precision applies; larger ones are a matter of arguments.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from lloco_desktop.backbone.pooled import ADAPTER_FILE, Projector
from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END, SPECIAL_TOKENS
from lloco_desktop.model_files.formats import PooledConfig, Pooling
from tests.tiny_backbone import byte_tokenizer

AUTOCOMPRESSOR_FILES = (
    "config.json",
    "generation_config.json",
    "pytorch_model-00001-of-00002.bin",
    "pytorch_model-00002-of-00002.bin",
    "pytorch_model.bin.index.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
)
ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")
AUTOCOMPRESSOR = "princeton-nlp/AutoCompressor-Llama-2-7b-6k"


def lclm_files(shards: int = 2) -> tuple[str, ...]:
    """The files of a pooled checkpoint whose decoder and encoder have so many shards each."""
    tokenizer = ("tokenizer.json", "tokenizer_config.json")
    weights = tuple(f"model-{number:05}-of-{shards:05}.safetensors" for number in range(1, shards + 1))
    part = ("config.json", *weights, "model.safetensors.index.json", *tokenizer)
    return (
        "adapter/adapter.safetensors",
        *(f"decoder/{name}" for name in part),
        *(f"encoder/{name}" for name in part),
        "model_config.json",
    )


# --- the paper's own ---------------------------------------------------------------------------------


def write_autocompressor(
    folder: Path,
    *,
    width: int = 64,
    layers: int = 2,
    heads: int = 4,
    summaries: int = 8,
    vocabulary: int = 0,
    window: int = 2048,
    shards: int = 2,
    tokenizer: bool = True,
    dtype: torch.dtype = torch.bfloat16,
    seed: int = 0,
) -> Path:
    """An AutoCompressor as `princeton-nlp` published theirs: pickle shards and an index, no safetensors."""
    folder.mkdir(parents=True, exist_ok=True)
    made = llama_tokenizer()
    config = llama_config(width, layers, heads, max(vocabulary, made.get_vocab_size()), window)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        state = {name: tensor.to(dtype) for name, tensor in LlamaForCausalLM(config).state_dict().items()}
        state["embed_summary.weight"] = (torch.randn(summaries, width) * 0.02).to(dtype)
    write_pickles(folder, state, shards)
    values = {
        **config.to_diff_dict(),
        "architectures": ["LlamaAutoCompressorModel"],
        "rope_theta": 10000.0,
        "torch_dtype": str(dtype).removeprefix("torch."),
        "transformers_version": "4.34.0",
        "summary_length": summaries,
        "accumulate_summary": True,
        "segment_gradient_checkpointing": True,
        "model_type": "llama",
    }
    for key in ("dtype", "rope_parameters"):  # newer than the published one
        values.pop(key, None)
    _write_json(folder / "config.json", values)
    _write_json(folder / "generation_config.json", {"bos_token_id": 1, "eos_token_id": 2, "temperature": 0.9})
    if tokenizer:
        made.save(str(folder / "tokenizer.json"))
        words: dict[str, Any] = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
        _write_json(folder / "special_tokens_map.json", words)
        extra = {"legacy": True, "tokenizer_class": "LlamaTokenizer", "add_bos_token": True}
        _write_json(folder / "tokenizer_config.json", words | extra)
    return folder


def llama_config(width: int, layers: int, heads: int, vocabulary: int, window: int) -> LlamaConfig:
    """Llama-2's architecture at any size: no grouped heads, head and embeddings apart."""
    return LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=heads,
        max_position_embeddings=window,
        rms_norm_eps=1e-5,
        tie_word_embeddings=False,
    )


def llama_tokenizer() -> Tokenizer:
    """Llama's way with text (a leading space, bytes for what it does not know), without merges."""
    words = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁"]
    words += [chr(letter) for letter in range(33, 127)]
    tokenizer = Tokenizer(
        models.BPE(
            vocab={word: index for index, word in enumerate(words)},
            merges=[],
            unk_token="<unk>",
            fuse_unk=True,
            byte_fallback=True,
        )
    )
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.add_special_tokens([AddedToken(word, special=True) for word in ("<unk>", "<s>", "</s>")])
    return tokenizer


def write_pickles(folder: Path, state: Mapping[str, Tensor], shards: int = 2) -> None:
    """`pytorch_model-0000i-of-0000n.bin` of about equal sizes with their index, as transformers 4 did."""
    places = _places(state, shards)
    names = {part: f"pytorch_model-{part + 1:05}-of-{shards:05}.bin" for part in range(shards)}
    for part, file in names.items():
        torch.save({name: state[name] for name in state if places[name] == part}, folder / file)
    _write_index(folder / "pytorch_model.bin.index.json", state, {n: names[p] for n, p in places.items()})


# --- its modern successor ----------------------------------------------------------------------------


def write_lclm(
    folder: Path,
    *,
    ratio: int = 16,
    encoder_window: int = 64,
    width: int = 128,
    layers: int = 2,
    vocabulary: int = 0,
    window: int = 4096,
    shards: int = 2,
    pooling: Pooling = Pooling.MEAN,
    dtype: torch.dtype = torch.float32,
    seed: int = 0,
) -> Path:
    """A pooled checkpoint as `latent-context` published theirs; `width` is the decoder's."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = byte_tokenizer()
    pooled = PooledConfig(compression_ratio=ratio, encoder_window_size=encoder_window, pooling=pooling)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        rows = max(vocabulary, len(tokenizer))
        encoder = Qwen3Model(qwen_config(width // 2, layers, rows, window))
        decoder = Qwen3ForCausalLM(qwen_config(width, layers, rows, window))
        projector = Projector(pooled.latent_width(width // 2), width)
    for name, model in (("encoder", encoder), ("decoder", decoder)):
        part = folder / name
        part.mkdir(exist_ok=True)
        model.to(dtype)
        state = {key: tensor.contiguous() for key, tensor in model.state_dict().items()}
        state.pop("lm_head.weight", None)  # tied to the embeddings: published files have it once
        write_safetensors(part, state, shards)
        model.config.architectures = [type(model).__name__]
        model.config.dtype = dtype
        model.config.save_pretrained(part)
        tokenizer.save_pretrained(part)
    (folder / ADAPTER_FILE).parent.mkdir(exist_ok=True)
    save_file(
        {key: tensor.to(dtype) for key, tensor in projector.state_dict().items()}, folder / ADAPTER_FILE
    )
    pooled.write(folder)
    return folder


def qwen_config(width: int, layers: int, vocabulary: int, window: int) -> Qwen3Config:
    """Qwen3's architecture at any size: grouped heads, their width their own, one table for both ends."""
    return Qwen3Config(
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        max_position_embeddings=window,
        rms_norm_eps=1e-6,
        tie_word_embeddings=True,
        eos_token_id=SPECIAL_TOKENS.index(IM_END),
        pad_token_id=SPECIAL_TOKENS.index(END_OF_TEXT),
    )


def write_safetensors(folder: Path, state: Mapping[str, Tensor], shards: int = 2) -> None:
    """`model-0000i-of-0000n.safetensors` of about equal sizes with their index."""
    places = _places(state, shards)
    names = {part: f"model-{part + 1:05}-of-{shards:05}.safetensors" for part in range(shards)}
    for part, file in names.items():
        tensors = {name: state[name] for name in state if places[name] == part}
        save_file(tensors, folder / file, {"format": "pt"})
    _write_index(folder / "model.safetensors.index.json", state, {n: names[p] for n, p in places.items()})


# --- adapters ----------------------------------------------------------------------------------------


def write_published_adapter(
    folder: Path, *, width: int = 64, layers: int = 2, rank: int = 8, seed: int = 0
) -> Path:
    """A LoRA of q, k, v and o for `write_autocompressor`, as `xiuyul` published theirs (peft 0.5, fp16)."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = ("q_proj", "k_proj", "v_proj", "o_proj")
    random = torch.Generator().manual_seed(seed)
    tensors = {}
    for layer in range(layers):
        for target in targets:
            name = f"base_model.model.model.layers.{layer}.self_attn.{target}"
            tensors[f"{name}.lora_A.weight"] = torch.randn(rank, width, generator=random).half() * 0.1
            tensors[f"{name}.lora_B.weight"] = torch.randn(width, rank, generator=random).half() * 0.1
    save_file(tensors, folder / "adapter_model.safetensors", {"format": "pt"})
    values: dict[str, Any] = {
        "auto_mapping": None,
        "base_model_name_or_path": AUTOCOMPRESSOR,
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
        "init_lora_weights": True,
        "layers_pattern": None,
        "layers_to_transform": None,
        "lora_alpha": 2 * rank,
        "lora_dropout": 0.05,
        "modules_to_save": None,
        "peft_type": "LORA",
        "r": rank,
        "revision": None,
        "target_modules": list(targets),
        "task_type": "CAUSAL_LM",
    }
    _write_json(folder / "adapter_config.json", values)
    return folder


# --- shards ------------------------------------------------------------------------------------------


def _places(state: Mapping[str, Tensor], shards: int) -> dict[str, int]:
    """The shard of each tensor, in their order, sizes about equal."""
    total = sum(tensor.nbytes for tensor in state.values())
    places, done = {}, 0
    for name, tensor in state.items():
        places[name] = min(shards - 1, (done + tensor.nbytes // 2) * shards // total)
        done += tensor.nbytes
    return places


def _write_index(path: Path, state: Mapping[str, Tensor], files: Mapping[str, str]) -> None:
    total = sum(tensor.nbytes for tensor in state.values())
    _write_json(path, {"metadata": {"total_size": total}, "weight_map": dict(sorted(files.items()))})


def _write_json(path: Path, values: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
