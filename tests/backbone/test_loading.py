"""Loading: what is damaged is refused in one sentence, and nothing half-loaded passes for a backbone."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BackboneError, BackboneMissing, BadInput
from lloco_desktop.model_files.finding import find_backbones, fingerprint
from lloco_desktop.model_files.formats import BackboneFormat
from lloco_desktop.model_files.tensors import WeightFiles
from tests.tiny_backbone import tiny_model, write_tiny_backbone

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def pooled(tmp_path: Path) -> Path:
    return write_tiny_backbone(tmp_path / "pooled")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "autocompressor-tiny", tmp_path / "original"))


def refusal(folder: Path) -> str:
    """What loading says; found folders must say of it that they cannot be loaded, or it loads not."""
    with pytest.raises(BackboneError) as caught:
        load_backbone(folder, device="cpu", dtype="fp32")
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_both_formats_are_found_and_loaded(pooled: Path, original: Path, tmp_path: Path) -> None:
    found = {backbone.name: backbone for backbone in find_backbones([tmp_path, pooled, tmp_path / "none"])}
    assert [backbone.problem for backbone in found.values()] == [None, None]
    assert found["pooled"].format is BackboneFormat.POOLED
    assert found["original"].format is BackboneFormat.AUTOCOMPRESSOR
    assert found["original"].size == sum(path.stat().st_size for path in original.glob("*.bin"))
    for backbone in found.values():
        info = load_backbone(backbone.folder, device="cpu", dtype="fp32").info
        assert (info.name, info.fingerprint) == (backbone.name, backbone.fingerprint)
        assert (info.device, info.dtype) == ("cpu", "fp32")


def test_no_backbone_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "llama").mkdir()
    (tmp_path / "llama" / "config.json").write_text('{"model_type": "llama"}')
    for name in ("none", "empty", "llama"):
        with pytest.raises(BackboneMissing):
            load_backbone(tmp_path / name)
    (found,) = find_backbones([tmp_path])
    assert found.problem is not None
    assert "no backbone" in found.problem


def shards(folder: Path) -> list[Path]:
    tensors = load_file(folder / "model.safetensors")
    names = sorted(tensors)
    (folder / "model.safetensors").unlink()
    files = {}
    for part, some in enumerate((names[::2], names[1::2])):
        file = f"model-{part + 1:05}-of-00002.safetensors"
        save_file({name: tensors[name] for name in some}, folder / file, {"format": "pt"})
        files |= dict.fromkeys(some, file)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": files}))
    return sorted(folder.glob("model-*.safetensors"))


def test_shards_load_as_one_file_does(pooled: Path) -> None:
    whole = load_file(pooled / "decoder" / "model.safetensors")
    shards(pooled / "decoder")
    parts = WeightFiles(pooled / "decoder")
    assert whole.keys() == parts.shapes.keys()
    assert all(torch.equal(tensor, parts.read(name)) for name, tensor in whole.items())
    load_backbone(pooled, device="cpu", dtype="fp32")


def test_a_missing_shard(pooled: Path, original: Path) -> None:
    shards(pooled / "decoder")[1].unlink()
    assert "decoder/model-00002-of-00002.safetensors is missing" in refusal(pooled)
    (original / "pytorch_model-00002-of-00002.bin").unlink()
    assert "pytorch_model-00002-of-00002.bin is missing" in refusal(original)
    assert all(found.problem and "missing" in found.problem for found in find_backbones([pooled, original]))


def test_an_index_cannot_lead_outside_the_folder(pooled: Path) -> None:
    shard = shards(pooled / "decoder")[1]
    outside = pooled / "elsewhere.safetensors"
    shard.rename(outside)
    index = pooled / "decoder" / "model.safetensors.index.json"
    index.write_text(index.read_text().replace(shard.name, "../elsewhere.safetensors"))
    assert "missing" in refusal(pooled)


@pytest.mark.parametrize("part", ["decoder/model.safetensors", "adapter/adapter.safetensors"])
@pytest.mark.parametrize("keep", [0.5, 0.0, 0.001])
def test_a_truncated_safetensors_file(pooled: Path, part: str, keep: float) -> None:
    data = (pooled / part).read_bytes()
    (pooled / part).write_bytes(data[: int(len(data) * keep)])
    assert f"{part} is truncated or damaged" in refusal(pooled)


def test_a_truncated_file_is_seen_without_loading(pooled: Path) -> None:
    file = pooled / "decoder" / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    (found,) = find_backbones([pooled])
    assert found.problem is not None
    assert "truncated" in found.problem


@pytest.mark.parametrize("keep", [0.9, 0.5, 0.0])
def test_a_truncated_pickle(original: Path, keep: float) -> None:
    file = original / "pytorch_model-00002-of-00002.bin"
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * keep)])
    assert "pytorch_model-00002-of-00002.bin is truncated or damaged" in refusal(original)


def test_a_damaged_archive(original: Path) -> None:
    file = original / "pytorch_model-00002-of-00002.bin"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("nothing", b"of use")
    assert "truncated or damaged" in refusal(original)


class Attack:
    """Runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch '{self.mark}'",)


@pytest.mark.parametrize("archive", [True, False])
def test_a_pickle_with_code_is_refused_and_never_run(original: Path, tmp_path: Path, archive: bool) -> None:
    mark = tmp_path / "ran"
    file = original / "pytorch_model-00001-of-00002.bin"
    torch.save({"x": Attack(mark)}, file, _use_new_zipfile_serialization=archive)
    assert "holds more than tensors" in refusal(original)
    file.write_bytes(pickle.dumps({"x": Attack(mark)}))
    assert "holds more than tensors" in refusal(original)
    assert not mark.exists()


def test_a_pickle_with_more_than_tensors_is_refused(original: Path) -> None:
    file = original / "pytorch_model-00001-of-00002.bin"
    torch.save(torch.load(file, weights_only=True) | {"step": 3}, file)
    assert "holds more than tensors" in refusal(original)


def test_weights_that_lack_a_tensor_are_never_filled_with_random_ones(pooled: Path, original: Path) -> None:
    for part in ("encoder", "decoder"):
        folder = pooled.parent / f"without-{part}"
        shutil.copytree(pooled, folder)
        name = next(key for key in load_file(folder / part / "model.safetensors") if "q_proj" in key)
        kept = load_file(folder / part / "model.safetensors")
        del kept[name]
        save_file(kept, folder / part / "model.safetensors", {"format": "pt"})
        assert f"The weights in {part} lack 1 tensors" in refusal(folder)
    file = original / "pytorch_model-00001-of-00002.bin"
    kept = torch.load(file, weights_only=True)
    del kept["embed_summary.weight"]
    torch.save(kept, file)
    assert "embed_summary.weight" in refusal(original)


def test_weights_of_another_shape(pooled: Path, original: Path) -> None:
    weights = load_file(pooled / "encoder" / "model.safetensors")
    weights["norm.weight"] = torch.ones(7)
    save_file(weights, pooled / "encoder" / "model.safetensors", {"format": "pt"})
    assert "encoder" in refusal(pooled)
    config = json.loads((original / "config.json").read_text())
    (original / "config.json").write_text(json.dumps(config | {"summary_length": 9}))
    assert "does not fit its config.json" in refusal(original)


def test_an_adapter_of_another_shape(pooled: Path) -> None:
    file = pooled / "adapter" / "adapter.safetensors"
    tensors = load_file(file)
    del tensors["fc2.bias"]
    save_file(tensors, file)
    assert "adapter/adapter.safetensors do not fit" in refusal(pooled)


@pytest.mark.parametrize("text", ["{", "[]", '{"model_type": "never-heard-of"}', "{}"])
def test_a_config_that_is_none(pooled: Path, text: str) -> None:
    (pooled / "decoder" / "config.json").write_text(text)
    assert refusal(pooled)


def test_code_in_a_folder_is_never_run(pooled: Path, tmp_path: Path) -> None:
    config = json.loads((pooled / "decoder" / "config.json").read_text())
    mark = tmp_path / "ran"
    (pooled / "decoder" / "evil.py").write_text(f"open({str(mark)!r}, 'w').close()\nclass Config: ...\n")
    config |= {
        "model_type": "evil",
        "auto_map": {"AutoConfig": "evil.Config", "AutoModelForCausalLM": "evil.Config"},
    }
    (pooled / "decoder" / "config.json").write_text(json.dumps(config))
    assert refusal(pooled)
    assert not mark.exists()


def test_a_fingerprint_follows_the_content_and_not_the_place(pooled: Path, tmp_path: Path) -> None:
    before = fingerprint(pooled)
    copy = Path(shutil.copytree(pooled, tmp_path / "copy"))
    assert fingerprint(copy) == before
    (copy / "expected.safetensors").write_bytes(b"")
    assert fingerprint(copy) == before
    weights = load_file(copy / "adapter" / "adapter.safetensors")
    weights["fc1.bias"][0] += 1
    save_file(weights, copy / "adapter" / "adapter.safetensors")
    assert fingerprint(copy) != before
    other = Path(shutil.copytree(pooled, tmp_path / "other"))
    (other / "model_config.json").write_text((other / "model_config.json").read_text() + " ")
    assert fingerprint(other) != before


def test_a_ratio_that_it_was_not_trained_for(pooled: Path, original: Path) -> None:
    with pytest.raises(BadInput, match="compresses 8x, not 3x"):
        load_backbone(pooled, device="cpu", ratio=3)
    with pytest.raises(BadInput, match="pooled backbones only"):
        load_backbone(original, device="cpu", ratio=4)


def test_published_dtypes_load(tmp_path: Path) -> None:
    folder = tmp_path / "bf16"
    tiny_model().to(torch.bfloat16).save_folder(folder)
    info = load_backbone(folder, device="cpu", dtype="fp32").info
    assert info.dtype == "fp32"
    assert load_backbone(folder, device="cpu", dtype="bf16").info.dtype == "bf16"


def test_finding_and_the_protocol_import_no_torch() -> None:
    code = (
        "import sys; from lloco_desktop.backbone import base, prompts;"
        "from lloco_desktop.model_files import finding;"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_settings_that_contradict_themselves(pooled: Path) -> None:
    path = pooled / "decoder" / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "num_hidden_layers": 3}))
    assert "decoder/config.json describe no model" in refusal(pooled)
