"""Weights are read one at a time, exactly, and are held nowhere else."""

from __future__ import annotations

import json
import shutil
import weakref
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.weights import causal_lm_loader, load_causal_lm, load_encoder
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files import tensors
from lloco_desktop.model_files.headers import check_whole, read_header
from lloco_desktop.model_files.safetensors_writing import write_shard
from lloco_desktop.model_files.tensors import PickleShard, SafetensorsShard, WeightFiles
from tests.checkpoints import write_autocompressor, write_lclm, write_pickles

KINDS = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int8, torch.bool]


def some_tensors() -> dict[str, Tensor]:
    made = {str(kind): (torch.randn(3, 5) * 4).to(kind) for kind in KINDS}
    return made | {"one": torch.tensor(2.5), "none": torch.empty(0, 3), "many": torch.randn(300, 7)}


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces and maps so small that even these tensors need several."""
    monkeypatch.setattr(tensors, "PIECE", 64)
    monkeypatch.setattr(tensors, "MAPPED", 100)


@pytest.mark.usefixtures("small_pieces")
def test_safetensors_are_read_as_their_own_reader_does(tmp_path: Path) -> None:
    save_file(some_tensors(), tmp_path / "model.safetensors")
    shard = SafetensorsShard(tmp_path / "model.safetensors")
    for name, tensor in load_file(tmp_path / "model.safetensors").items():
        same(shard.read(name, None), tensor)
        same(shard.read(name, torch.bfloat16), tensor.bfloat16() if tensor.is_floating_point() else tensor)


@pytest.mark.usefixtures("small_pieces")
def test_pickles_are_read_as_torch_does(tmp_path: Path) -> None:
    torch.save(some_tensors(), tmp_path / "new.bin")
    torch.save(some_tensors(), tmp_path / "old.bin", _use_new_zipfile_serialization=False)
    for name in ("new.bin", "old.bin"):
        shard = PickleShard(tmp_path / name)
        for key, tensor in torch.load(tmp_path / name, weights_only=True).items():
            same(shard.read(key, None), tensor)
            same(shard.read(key, torch.float16), tensor.half() if tensor.is_floating_point() else tensor)


def test_what_is_written_is_what_the_formats_own_reader_reads(tmp_path: Path) -> None:
    made = some_tensors() | {"turned": torch.arange(6).reshape(2, 3).T}
    sizes = list(write_shard(tmp_path / "model.safetensors", made))
    assert sizes == [tensor.nbytes for tensor in made.values()]
    back = load_file(tmp_path / "model.safetensors")
    assert list(read_header(tmp_path / "model.safetensors")) == list(made)
    for name, tensor in made.items():
        same(back[name], tensor)


def same(one: Tensor, other: Tensor) -> None:
    assert one.dtype is other.dtype
    assert one.shape == other.shape
    assert torch.equal(one, other)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"[]",
        b"{",
        b'{"x": 3}',
        b'{"x": {"dtype": "F32", "shape": [2], "data_offsets": [0, 9]}}',
        b'{"x": {"dtype": "F32", "shape": [-2], "data_offsets": [0, -8]}}',
        b'{"x": {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]}}',
        b'{"x": {"dtype": "Q9", "shape": [2], "data_offsets": [0, 8]}}',
        b'{"x": {"dtype": "F32", "shape": 2, "data_offsets": [0, 8]}}',
    ],
)
def test_headers_that_contradict_themselves(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(64))
    with pytest.raises(BackboneDamaged):
        check_whole(path)


def test_a_header_longer_than_any_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes((2**60).to_bytes(8, "little") + b"{}")
    with pytest.raises(BackboneDamaged, match="truncated or damaged"):
        read_header(path)


def test_a_file_that_is_cut_short_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"x": torch.zeros(100)}, path)
    shard = SafetensorsShard(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BackboneDamaged, match="truncated or damaged"):
        shard.read("x", None)


# --- models ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_models_are_those_that_transformers_loads(tmp_path: Path, dtype: torch.dtype) -> None:
    from transformers import AutoModel, AutoModelForCausalLM

    folder = write_lclm(tmp_path / "lclm")
    for ours, theirs in (
        (load_causal_lm(folder / "decoder", dtype), AutoModelForCausalLM),
        (load_encoder(folder / "encoder", dtype), AutoModel),
    ):
        part = "decoder" if theirs is AutoModelForCausalLM else "encoder"
        other = theirs.from_pretrained(folder / part, dtype=dtype).eval()
        assert not ours.training
        for (name, mine), (_, its) in zip(
            [*ours.named_parameters(), *ours.named_buffers()],
            [*other.named_parameters(), *other.named_buffers()],
            strict=True,
        ):
            assert not mine.is_meta, name
            same(mine, its)
        ids = torch.arange(20)[None]
        with torch.inference_mode():
            same(ours(ids)[0], other(ids)[0])


def test_a_head_or_its_lack_in_the_names_is_no_hindrance(tmp_path: Path) -> None:
    folder = write_lclm(tmp_path / "lclm", shards=1) / "encoder"
    (folder / "model.safetensors.index.json").unlink()
    (folder / "model-00001-of-00001.safetensors").rename(folder / "model.safetensors")
    plain = load_encoder(folder, torch.float32).state_dict()
    state = load_file(folder / "model.safetensors")
    save_file({f"model.{name}": tensor for name, tensor in state.items()}, folder / "model.safetensors")
    for name, tensor in load_encoder(folder, torch.float32).state_dict().items():
        same(tensor, plain[name])


def test_each_module_goes_where_it_is_to_be(tmp_path: Path) -> None:
    folder = write_autocompressor(tmp_path / "llama")
    asked: list[str] = []

    def place(path: str) -> torch.device:
        asked.append(path)
        return torch.device("meta") if path.startswith("model.layers.1") else torch.device("cpu")

    model = causal_lm_loader(folder, torch.float32, place).finish()
    assert {path for path in asked if path.endswith("q_proj")} == {
        f"model.layers.{layer}.self_attn.q_proj" for layer in (0, 1)
    }
    for name, weight in model.named_parameters():
        assert weight.is_meta is name.startswith("model.layers.1"), name


def test_what_is_packed_is_held_one_layer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_autocompressor(tmp_path / "llama", layers=4)
    alive: list[weakref.ref[Tensor]] = []
    most = 0
    read = WeightFiles.read

    def counted(self: WeightFiles, name: str, dtype: torch.dtype | None = None) -> Tensor:
        nonlocal most
        tensor = read(self, name, dtype)
        if dtype is None and "proj" in name:  # read as stored, to be packed
            alive.append(weakref.ref(tensor))
            most = max(most, sum(one() is not None for one in alive))
        return tensor

    monkeypatch.setattr(WeightFiles, "read", counted)
    load_backbone(folder, "cpu", "nf4")
    assert len(alive) == 4 * 7
    assert most <= 2


def test_the_folder_can_go_while_its_model_computes(tmp_path: Path) -> None:
    folder = write_lclm(tmp_path / "lclm")
    backbone = load_backbone(folder, "cpu", "fp32")
    before = backbone.compress([[5, 6, 7]], [None])[0]
    shutil.rmtree(folder)
    same(backbone.compress([[5, 6, 7]], [None])[0], before)


def test_a_tied_head_is_one_table(tmp_path: Path) -> None:
    folder = write_lclm(tmp_path / "lclm") / "decoder"
    model = load_causal_lm(folder, torch.float32)
    head = model.get_output_embeddings()
    assert isinstance(head, nn.Linear)
    assert head.weight is model.get_input_embeddings().weight
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"tie_word_embeddings": False}))
    with pytest.raises(BackboneDamaged, match="lack 1 tensors"):
        load_causal_lm(folder, torch.float32)


def test_pickles_of_old_checkpoints_may_hold_more_than_is_needed(tmp_path: Path) -> None:
    folder = write_autocompressor(tmp_path / "llama")
    state: dict[str, Tensor] = {}
    for path in sorted(folder.glob("*.bin")):
        state |= torch.load(path, weights_only=True)
        path.unlink()
    state["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.ones(8)
    write_pickles(folder, state, shards=3)
    assert load_backbone(folder, "cpu", "fp32").info.width == 64
