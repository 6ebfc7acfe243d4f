"""Adapters on disk: published ones are read as they are, and what is not read truly is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import AdapterDamaged
from lloco_desktop.model_files.adapter_files import CONFIG_FILE, PICKLE_FILE, WEIGHTS_FILE, read_adapter
from lloco_desktop.model_files.formats import LoraShape
from tests.tiny_backbone import byte_tokenizer

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"
WIDTH, LAYERS = 64, 3  # of the golden checkpoint

# As peft 0.5 wrote it for the adapters published at xiuyul/Lloco-7b-*: 492 bytes.
PUBLISHED_CONFIG = """{
  "auto_mapping": null,
  "base_model_name_or_path": "princeton-nlp/AutoCompressor-Llama-2-7b-6k",
  "bias": "none",
  "fan_in_fan_out": false,
  "inference_mode": true,
  "init_lora_weights": true,
  "layers_pattern": null,
  "layers_to_transform": null,
  "lora_alpha": 16,
  "lora_dropout": 0.05,
  "modules_to_save": null,
  "peft_type": "LORA",
  "r": 8,
  "revision": null,
  "target_modules": [
    "q_proj",
    "v_proj",
    "k_proj",
    "o_proj"
  ],
  "task_type": "CAUSAL_LM"
}"""


def write_published(folder: Path) -> Path:
    """A tiny adapter in exactly the published form, with fp16 weights that do something."""
    folder.mkdir(parents=True)
    (folder / CONFIG_FILE).write_text(PUBLISHED_CONFIG)
    dice = torch.Generator().manual_seed(5)
    tensors = {}
    for layer in range(LAYERS):
        for target in ("q_proj", "k_proj", "v_proj", "o_proj"):
            name = f"base_model.model.model.layers.{layer}.self_attn.{target}"
            tensors[f"{name}.lora_A.weight"] = torch.randn(8, WIDTH, generator=dice).half() * 0.3
            tensors[f"{name}.lora_B.weight"] = torch.randn(WIDTH, 8, generator=dice).half() * 0.3
    save_file(tensors, folder / WEIGHTS_FILE, metadata={"format": "pt"})
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return write_published(tmp_path / "Lloco-7b-qasper")


def load() -> AutoCompressorBackbone:
    backbone = load_backbone(GOLDEN, device="cpu", dtype="fp32")
    assert isinstance(backbone, AutoCompressorBackbone)
    return backbone


def test_the_published_form_is_what_it_was() -> None:
    assert len(PUBLISHED_CONFIG) == 492


def test_a_published_adapter_is_read(published: Path) -> None:
    shape, tensors = read_adapter(published)
    assert shape == LoraShape(8, 16, 0.05, ("k_proj", "o_proj", "q_proj", "v_proj"))
    assert set(shape.targets) == set(LoraShape().targets)
    assert len(tensors) == LAYERS * 4 * 2
    assert tensors["model.layers.2.self_attn.o_proj.lora_B.weight"].shape == (WIDTH, 8)


def by_hand(backbone: AutoCompressorBackbone, tensors: dict[str, Tensor], rows: Tensor) -> Tensor:
    """Logits of the plain Llama with `alpha / r * B A x` added to each projection by a hook."""

    def added(a: Tensor, b: Tensor) -> Callable[[Any, tuple[Tensor, ...], Tensor], Tensor]:
        return lambda _module, inputs, output: output + inputs[0] @ a.float().T @ b.float().T * (16 / 8)

    hooks = []
    for name, a in tensors.items():
        if name.endswith("lora_A.weight"):
            path = name.removesuffix(".lora_A.weight")
            layer = backbone.model.llama.get_submodule(path)
            hooks.append(layer.register_forward_hook(added(a, tensors[f"{path}.lora_B.weight"])))
    with torch.inference_mode():
        logits: Tensor = backbone.model.llama(inputs_embeds=rows, use_cache=False).logits
    for hook in hooks:
        hook.remove()
    return logits


def test_logits_are_base_and_low_rank_update(published: Path) -> None:
    plain, backbone = load(), load()
    rows = torch.randn(1, 20, WIDTH, generator=torch.Generator().manual_seed(2))
    _, tensors = read_adapter(published)
    backbone.adapters.load("adapter1", published)
    backbone.adapters.activate("adapter1")
    with torch.inference_mode():
        made = backbone.decoder(inputs_embeds=rows, use_cache=False).logits
        bare = plain.decoder(inputs_embeds=rows, use_cache=False).logits
    expected = by_hand(plain, tensors, rows)
    assert torch.allclose(made, expected, atol=1e-5)
    assert (expected - bare).abs().max() > 0.01  # it does something
    backbone.adapters.activate(None)
    with torch.inference_mode():
        assert torch.equal(backbone.decoder(inputs_embeds=rows, use_cache=False).logits, bare)


def test_summaries_of_an_autocompressor_do_not_depend_on_adapters(published: Path) -> None:
    """Encoder and decoder share their weights."""
    plain, backbone = load(), load()
    segment, history = list(range(5, 90)), torch.randn(16, WIDTH)
    (expected,) = plain.compress([segment], [history])
    backbone.adapters.load("adapter1", published)
    for training in (False, True):
        backbone.adapters.activate("adapter1", training=training)
        (made,) = backbone.compress([segment], [history])
        assert torch.equal(made, expected)


def test_an_autocompressor_answers_with_and_without(published: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOLDEN, tmp_path / "with-tokenizer"))
    byte_tokenizer().save_pretrained(folder)
    backbone = load_backbone(folder, device="cpu", dtype="fp32")
    assert isinstance(backbone, AutoCompressorBackbone)
    backbone.decoder.base_model.norm.weight.data.mul_(12)
    (summaries,) = backbone.compress([backbone.encode("The bridge was closed.")], [None])
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries, 22),), (), "Why?"))
    without = "".join(backbone.generate(prompt, 10))
    backbone.adapters.load("adapter1", published)
    with_it = "".join(backbone.generate(prompt, 10, adapter="adapter1"))
    assert "".join(backbone.generate(prompt, 10)) == without != with_it
    backbone.embed(["a text"])
    assert "".join(backbone.generate(prompt, 10, adapter="adapter1")) == with_it


# --- refusals ----------------------------------------------------------------------------------


def change(**values: object) -> Callable[[Path], object]:
    """Change settings of an adapter."""

    def changed(folder: Path) -> None:
        raw = {**json.loads(PUBLISHED_CONFIG), **values}
        (folder / CONFIG_FILE).write_text(json.dumps({k: v for k, v in raw.items() if v != "(absent)"}))

    return changed


def tensors(edit: Callable[[dict[str, Tensor]], object]) -> Callable[[Path], object]:
    """Change an adapter's weights."""

    def changed(folder: Path) -> None:
        found = load_file(folder / WEIGHTS_FILE)
        found = {name: tensor.clone() for name, tensor in found.items()}
        edit(found)
        save_file(found, folder / WEIGHTS_FILE)

    return changed


def replace_by(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def cut(folder: Path) -> None:
    os.truncate(folder / WEIGHTS_FILE, (folder / WEIGHTS_FILE).stat().st_size - 100)


def only_a_pickle(folder: Path) -> None:
    torch.save({"weight": torch.zeros(1)}, folder / PICKLE_FILE)
    (folder / WEIGHTS_FILE).unlink()


Q = "base_model.model.model.layers.0.self_attn.q_proj"
BAD = {
    "no settings": (remove(CONFIG_FILE), "adapter_config.json is missing"),
    "settings that are no JSON": (replace_by(CONFIG_FILE, b"{"), "cannot be read"),
    "settings that nest too deeply": (replace_by(CONFIG_FILE, b"[" * 200_000), "cannot be read"),
    "settings that are no text": (replace_by(CONFIG_FILE, b"\xff\xfe{}"), "cannot be read"),
    "settings that are a list": (replace_by(CONFIG_FILE, b"[]"), "does not hold settings"),
    "no weights": (remove(WEIGHTS_FILE), "adapter_model.safetensors is missing"),
    "weights cut short": (cut, "truncated"),
    "empty weights": (replace_by(WEIGHTS_FILE, b""), "truncated"),
    "a pickle": (only_a_pickle, "adapter_model.bin, which was not opened because it could run code"),
    "another method": (change(peft_type="IA3"), "not a LoRA adapter"),
    "no method": (change(peft_type="(absent)"), "not a LoRA adapter"),
    "DoRA": (change(use_dora=True), "uses use_dora, which this version does not compute"),
    "rsLoRA": (change(use_rslora=True), "uses use_rslora"),
    "bias": (change(bias="all"), "uses bias"),
    "bias of LoRA": (change(lora_bias=True), "uses lora_bias"),
    "modules to save": (change(modules_to_save=["lm_head"]), "uses modules_to_save"),
    "rank pattern": (change(rank_pattern={"q_proj": 4}), "uses rank_pattern"),
    "alpha pattern": (change(alpha_pattern={"q_proj": 4}), "uses alpha_pattern"),
    "some layers": (change(layers_to_transform=[0, 1]), "uses layers_to_transform"),
    "copied layers": (change(layer_replication=[[0, 2]]), "uses layer_replication"),
    "transposed": (change(fan_in_fan_out=True), "uses fan_in_fan_out"),
    "changed backbone": (change(init_lora_weights="pissa"), "uses init_lora_weights"),
    "trained tokens": (change(trainable_token_indices=[1]), "uses trainable_token_indices"),
    "activated LoRA": (change(alora_invocation_tokens=[1]), "uses alora_invocation_tokens"),
    "what nobody knows yet": (change(use_quantum=True), "uses use_quantum"),
    "a pattern of layers": (change(target_modules=".*_proj"), "does not list the layers"),
    "no layers": (change(target_modules=None), "does not list the layers"),
    "an empty list of layers": (change(target_modules=[]), "cannot be"),
    "layers that are no names": (change(target_modules=[1]), "does not list the layers"),
    "no rank": (change(r="(absent)"), "cannot be"),
    "a huge rank": (change(r=10**9), "cannot be"),
    "half a rank": (change(r=0.5), "cannot be"),
    "a rank of nothing": (change(r=None), "cannot be"),
    "an endless alpha": (change(lora_alpha=float("inf")), "cannot be"),
    "a dropout of words": (change(lora_dropout="little"), "cannot be"),
    "more tensors": (
        tensors(lambda found: found.update({"base_model.model.lm_head.weight": torch.zeros(2, 2)})),
        "holds more than LoRA weights, lm_head.weight for one",
    ),
    "DoRA's tensors": (
        tensors(lambda found: found.update({f"{Q}.lora_magnitude_vector": torch.zeros(2)})),
        "more than LoRA weights",
    ),
    "half a layer": (tensors(lambda found: found.pop(f"{Q}.lora_B.weight")), "lacks weights"),
    "nothing": (tensors(lambda found: found.clear()), "lacks weights"),
    "no numbers": (
        tensors(lambda found: found[f"{Q}.lora_A.weight"].fill_(float("nan"))),
        "values that are no numbers",
    ),
    "whole numbers": (
        tensors(lambda found: found.update({f"{Q}.lora_A.weight": torch.zeros(8, WIDTH, dtype=torch.int8)})),
        "values that are no numbers",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_truly_is_refused_in_a_sentence(case: str, published: Path) -> None:
    spoil, why = BAD[case]
    spoil(published)
    with pytest.raises(AdapterDamaged) as caught:
        read_adapter(published)
    sentence = str(caught.value)
    assert why in sentence
    assert sentence.startswith("The adapter in Lloco-7b-qasper cannot be used: ")
    assert "Nothing was changed." in sentence


@pytest.mark.parametrize(
    "harmless",
    [
        {"use_dora": False, "use_rslora": False, "rank_pattern": {}, "alpha_pattern": {}, "loftq_config": {}},
        {"megatron_core": "megatron.core", "qalora_group_size": 16, "peft_version": "0.21.2"},
        {"init_lora_weights": "gaussian", "inference_mode": False, "task_type": None, "revision": "main"},
        {"lora_dropout": "(absent)", "bias": "(absent)", "init_lora_weights": "(absent)"},
    ],
)
def test_settings_without_effect_are_let_through(harmless: dict[str, object], published: Path) -> None:
    change(**harmless)(published)
    assert read_adapter(published)[0].rank == 8


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AdapterDamaged, match="missing"):
        read_adapter(tmp_path / "nowhere")
