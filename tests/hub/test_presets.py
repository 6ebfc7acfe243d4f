"""The list of backbones: what is in it agrees with itself and with the architectures; nonsense is refused."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM, Qwen3Model

from lloco_desktop.backbone.pooled import Projector
from lloco_desktop.errors import BadInput
from lloco_desktop.fitting.shape import ModelShape, shape_of
from lloco_desktop.hub.preset_words import SENTENCES
from lloco_desktop.hub.presets import Preset, PresetFile, expand, read_presets
from lloco_desktop.model_files.formats import BackboneFormat, PooledConfig
from lloco_desktop.settings import resources
from tests.checkpoints import ADAPTER_FILES, AUTOCOMPRESSOR_FILES, lclm_files

PRESETS = {preset.key: preset for preset in read_presets()}
SMALL = resources().parent / "models" / "small"
SIZES = {torch.float32: 4, torch.bfloat16: 2}
NAMES = {torch.float32: "F32", torch.bfloat16: "BF16"}


def write_header(path: Path, model: nn.Module, dtype: torch.dtype) -> None:
    """A safetensors file of a model without memory: its header, and nothing after it."""
    header, place = {}, 0
    for name, tensor in model.state_dict().items():
        size = tensor.numel() * SIZES[dtype]
        header[name] = {
            "dtype": NAMES[dtype],
            "shape": list(tensor.shape),
            "data_offsets": [place, place + size],
        }
        place += size
    text = json.dumps(header).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text)


def write_config(folder: Path, config: LlamaConfig | Qwen3Config, **more: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({**config.to_dict(), **more}, default=str))


def qwen(shape: ModelShape, window: int) -> Qwen3Config:
    return Qwen3Config(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        head_dim=shape.head_width,
        max_position_embeddings=window,
        tie_word_embeddings=True,
    )


def llama(shape: ModelShape, window: int) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        max_position_embeddings=window,
        tie_word_embeddings=False,
    )


def test_it_names_the_backbones_that_are_promised() -> None:
    assert list(PRESETS) == ["small", "llama2-7b-lloco", "lclm-4b-4x", "lclm-4b-8x", "lclm-4b-16x"]
    paper = PRESETS["llama2-7b-lloco"]
    assert [adapter.name for adapter in paper.adapters] == ["quality", "qasper", "qmsum", "nqa", "hqa"]
    assert [PRESETS[f"lclm-4b-{ratio}x"].shape.ratios for ratio in (4, 8, 16)] == [(4.0,), (8.0,), (16.0,)]


def test_the_bundled_one_has_the_shape_of_its_folder() -> None:
    preset = PRESETS["small"]
    assert preset.repository is None
    assert preset.size is None
    assert not preset.terms.accept
    assert preset.shape == shape_of(SMALL)


def test_the_papers_own_has_the_shape_of_its_architecture(tmp_path: Path) -> None:
    shape = PRESETS["llama2-7b-lloco"].shape
    config = llama(shape.decoder, shape.decoder_window)
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
        model.embed_summary = nn.Embedding(50, shape.decoder.width)
    folder = tmp_path / "safetensors"
    write_config(folder, config, summary_length=50)
    write_header(folder / "model.safetensors", model, torch.bfloat16)
    assert shape_of(folder) == shape
    # As it is published, in pickles: what their index says of the size is all that is read.
    pickled = tmp_path / "pickles"
    write_config(pickled, config, summary_length=50, torch_dtype="bfloat16", dtype=None)
    names = [f"pytorch_model-0000{part}-of-00002.bin" for part in (1, 2)]
    for name in names:
        (pickled / name).touch()
    index = {"metadata": {"total_size": 2 * shape.parameters}, "weight_map": dict.fromkeys(names, names[0])}
    index["weight_map"]["lm_head.weight"] = names[1]
    (pickled / "pytorch_model.bin.index.json").write_text(json.dumps(index))
    assert shape_of(pickled) == shape


@pytest.mark.parametrize("ratio", [4, 8, 16])
def test_its_successors_have_the_shape_of_their_architecture(tmp_path: Path, ratio: int) -> None:
    shape = PRESETS[f"lclm-4b-{ratio}x"].shape
    assert shape.encoder is not None
    with torch.device("meta"):
        encoder = Qwen3Model(qwen(shape.encoder, 32_768))
        decoder = Qwen3ForCausalLM(qwen(shape.decoder, shape.decoder_window))
        projector = Projector(shape.encoder.width, shape.decoder.width)
    for part, model in (("encoder", encoder), ("decoder", decoder)):
        write_config(tmp_path / part, model.config)
        write_header(tmp_path / part / "model.safetensors", model, torch.float32)
    write_header(tmp_path / "adapter" / "adapter.safetensors", projector, torch.float32)
    PooledConfig(compression_ratio=ratio, encoder_window_size=1024).write(tmp_path)
    assert shape_of(tmp_path) == shape


@pytest.mark.parametrize(
    "preset", [one for one in PRESETS.values() if one.repository], ids=lambda one: one.key
)
def test_the_rounded_sizes_fit_the_shapes(preset: Preset) -> None:
    number = 2 if preset.shape.format is BackboneFormat.AUTOCOMPRESSOR else 4
    assert preset.size == pytest.approx(number * preset.shape.parameters, rel=0.01)
    assert all(adapter.files[1].expected == 16_800_000 for adapter in preset.adapters)


def test_its_files_are_those_of_the_tiny_checkpoints() -> None:
    for key, files in (("llama2-7b-lloco", AUTOCOMPRESSOR_FILES), ("lclm-4b-4x", lclm_files(4))):
        listed = [*files, "README.md", ".gitattributes", "decoder/evil.py", "encoder/deep/config.json"]
        found, lost = expand(PRESETS[key].files, listed)
        assert set(found) == set(files)
        assert not lost
    for adapter in PRESETS["llama2-7b-lloco"].adapters:
        assert set(expand(adapter.files, [*ADAPTER_FILES, "README.md"])[0]) == set(ADAPTER_FILES)


def test_what_is_wanted_and_not_listed() -> None:
    files = (
        PresetFile("a.json", 3),
        PresetFile("b/*.bin", None),
        PresetFile("c.txt", None, optional=True),
        PresetFile("b/1.bin", 9),
    )
    assert expand(files, ["b/1.bin", "b/2.bin", "b/x/3.bin"]) == (
        {"b/1.bin": files[1], "b/2.bin": files[1]},
        ["a.json"],
    )


def test_every_sentence_can_be_translated_and_none_is_left_over() -> None:
    said = {sentence for one in PRESETS.values() for sentence in (one.about, one.terms.accept) if sentence}
    assert said == SENTENCES
    assert not [sentence for sentence in said if "{" in sentence]


def test_nothing_is_pinned_that_was_not_found() -> None:
    """A commit or a hash that somebody adds has to look like one."""
    for preset in PRESETS.values():
        for source in (preset, *preset.adapters):
            assert source.revision == "main" or re.fullmatch(r"[0-9a-f]{40}", source.revision)


# --- nonsense ----------------------------------------------------------------------------------------

TINY = """
[[preset]]
key = "tiny"
title = "Tiny"
about = "For tests."
repository = "owner/name"
languages = ["en"]
ratios = [4]
[preset.terms]
name = "MIT"
[preset.shape]
format = "pooled"
encoder_window = 64
decoder_window = 512
projector_parameters = 7
decoder = {parameters = 9, embedding_parameters = 2, layers = 1, width = 2, inner = 3, heads = 1, \
kv_heads = 1, head_width = 2, vocabulary = 5}
[[preset.file]]
path = "decoder/model.safetensors"
size = 12
"""


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    path.write_text(TINY)
    (preset,) = read_presets(path)
    assert (preset.size, preset.revision, preset.gated, preset.about) == (12, "main", False, "For tests.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('key = "tiny"', 'key = "../tiny"'),
        ('key = "tiny"', 'key = ".coming"'),
        ('key = "tiny"', ""),
        ('repository = "owner/name"', 'repository = "owner"'),
        ('repository = "owner/name"', 'repository = "owner/.."'),
        ('repository = "owner/name"', ""),
        ("decoder/model", "../model"),
        ("decoder/model", "/etc/model"),
        ("decoder/model", "C:/model"),
        ("decoder/model", "a\\\\\\\\model"),
        ("size = 12", "size = -1"),
        ("size = 12", 'size = "12"'),
        ("size = 12", 'sha256 = "12"'),
        ("ratios = [4]", "ratios = []"),
        ("ratios = [4]", "ratios = [0]"),
        ("layers = 1", "layers = 0"),
        ("layers = 1, ", ""),
        ("layers = 1", "layers = 1, depth = 2"),
        ('format = "pooled"', 'format = "other"'),
        ('title = "Tiny"', 'title = "Tiny"\ncolour = "red"'),
        ('title = "Tiny"', 'title = "Tiny"\nlike = "nobody"'),
        ("[[preset]]", "[[presets]]"),
        ("[[preset]]", "[[preset"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(tmp_path: Path, before: str, after: str) -> None:
    assert before in TINY
    path = tmp_path / "presets.toml"
    path.write_text(TINY.replace(before, after, 1))
    with pytest.raises(BadInput, match=r"^The list of backbones presets\.toml cannot be used: .+\.$"):
        read_presets(path)


def test_two_of_one_name_and_a_list_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    path.write_text(TINY + TINY)
    with pytest.raises(BadInput, match="two of one key"):
        read_presets(path)
    with pytest.raises(BadInput):
        read_presets(tmp_path / "none.toml")


def test_reading_presets_and_shapes_imports_no_torch() -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from lloco_desktop.hub.presets import read_presets; from lloco_desktop.hub import converting;"
        "from lloco_desktop.fitting.shape import shape_of;"
        f"read_presets(); shape_of(Path({str(SMALL)!r}));"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
