"""Pickles written anew: equal, in bounded memory, and whole or as before whatever happens on the way."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BackboneDamaged, BackboneError
from lloco_desktop.hub import conversion, converting
from lloco_desktop.hub.conversion import convert_model
from lloco_desktop.hub.converting import (
    INDEX,
    WORK,
    NotWritten,
    Refused,
    Unequal,
    Written,
    convert,
    error_of,
    has_pickles,
)
from lloco_desktop.model_files.finding import describe, shard_paths
from lloco_desktop.progress import Progress
from tests.checkpoints import write_autocompressor, write_lclm, write_pickles


def stored(folder: Path) -> dict[str, Tensor]:
    """Every tensor that the folder is read from."""
    found: dict[str, Tensor] = {}
    for path in shard_paths(folder):
        found |= torch.load(path, weights_only=True) if path.suffix == ".bin" else load_file(path)
    return found


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    """Equal names, number formats and bits."""
    return one.keys() == other.keys() and all(
        one[name].dtype is other[name].dtype and torch.equal(one[name], other[name]) for name in one
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_autocompressor(tmp_path / "llama")


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_pickle_shards_become_safetensors_shards_and_the_pickles_go(folder: Path) -> None:
    before = stored(folder)
    steps = list(convert(folder, keep=False))
    assert all(isinstance(step, Progress) and step.unit == "bytes" for step in steps)
    assert steps[-1].done == steps[-1].total > 0
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert not has_pickles(folder)
    assert {path.name for path in shard_paths(folder)} == {
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
    }
    assert same(stored(folder), before)
    assert not {name for name in files(folder) if name.endswith(".bin") or "converting" in name}
    index = json.loads((folder / INDEX).read_text())
    assert index["metadata"]["total_size"] == sum(tensor.nbytes for tensor in before.values())
    assert index["weight_map"].keys() == before.keys()


def test_what_it_computes_stays_the_same(folder: Path) -> None:
    tokens = list(range(5, 90))
    before = load_backbone(folder, "cpu", "fp32").compress([tokens], [None])[0]
    list(convert(folder, keep=False))
    after = load_backbone(folder, "cpu", "fp32").compress([tokens], [None])[0]
    assert torch.equal(before, after)


def test_kept_pickles_stay_and_are_not_read_any_more(folder: Path) -> None:
    list(convert(folder, keep=True))
    assert has_pickles(folder)
    assert all(path.suffix == ".safetensors" for path in shard_paths(folder))
    assert describe(folder).problem is None
    list(convert(folder, keep=False))
    assert not has_pickles(folder)
    assert describe(folder).problem is None


def test_kept_pickles_are_not_deleted_beside_damaged_safetensors(folder: Path) -> None:
    list(convert(folder, keep=True))
    shard = folder / "model-00002-of-00002.safetensors"
    shard.write_bytes(shard.read_bytes()[:-10])
    with pytest.raises(BackboneDamaged):
        list(convert(folder, keep=False))
    assert len(list(folder.glob("pytorch_model*.bin"))) == 2


def test_a_single_pickle_becomes_a_single_file(tmp_path: Path) -> None:
    folder = write_autocompressor(tmp_path / "one", shards=1)
    (folder / "pytorch_model.bin.index.json").unlink()
    (folder / "pytorch_model-00001-of-00001.bin").rename(folder / "pytorch_model.bin")
    before = stored(folder)
    list(convert_model(folder, keep=False))
    assert shard_paths(folder) == [folder / "model.safetensors"]
    assert same(stored(folder), before)


def test_pickles_in_the_parts_of_a_pooled_backbone(tmp_path: Path) -> None:
    folder = write_lclm(tmp_path / "lclm")
    for part in ("encoder", "decoder"):
        state = stored(folder / part)
        for path in [*shard_paths(folder / part), folder / part / INDEX]:
            path.unlink()
        write_pickles(folder / part, state, shards=3)
    before = {part: stored(folder / part) for part in ("encoder", "decoder")}
    assert has_pickles(folder)
    list(convert(folder, keep=False))
    assert not has_pickles(folder)
    assert all(same(stored(folder / part), before[part]) for part in before)
    assert load_backbone(folder, "cpu", "fp32").info.width == 128


def test_a_folder_without_pickles_stays_as_it_is(tmp_path: Path) -> None:
    folder = write_lclm(tmp_path / "lclm")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert not has_pickles(folder)
    assert [step.total for step in convert(folder, keep=False)] == [0, 0]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


# --- tensors of every kind ---------------------------------------------------------------------------


def one_pickle(folder: Path, state: dict[str, Tensor], tied: bool = False) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"tie_word_embeddings": tied}))
    torch.save(state, folder / "pytorch_model.bin")
    return folder


def test_number_formats_shapes_and_views_are_kept(tmp_path: Path) -> None:
    base = torch.arange(24, dtype=torch.float16).reshape(4, 6)
    state = {
        "half": base,
        "turned": base.T,
        "part": base[1:3, ::2],
        "brain": torch.randn(3, 5).bfloat16(),
        "double": torch.tensor([float("nan"), float("inf"), -0.0], dtype=torch.float64),
        "one": torch.tensor(7, dtype=torch.int64),
        "none": torch.empty(0, 4),
        "truth": torch.tensor([True, False]),
    }
    folder = one_pickle(tmp_path / "model", state)
    assert all(isinstance(message, Written) for message in convert_model(folder, keep=False))
    back = load_file(folder / "model.safetensors")
    assert back.keys() == state.keys()
    for name, tensor in state.items():
        assert back[name].dtype is tensor.dtype
        assert torch.equal(
            back[name].contiguous().view(-1).view(torch.uint8), tensor.contiguous().view(-1).view(torch.uint8)
        )


def test_tensors_that_share_memory(tmp_path: Path) -> None:
    table = torch.randn(6, 4)
    state = {"model.embed_tokens.weight": table, "lm_head.weight": table, "other": table}
    folder = one_pickle(tmp_path / "apart", state)
    list(convert_model(folder, keep=False))
    assert same(load_file(folder / "model.safetensors"), state)
    tied = one_pickle(tmp_path / "tied", state, tied=True)
    list(convert_model(tied, keep=False))
    assert load_file(tied / "model.safetensors").keys() == {"model.embed_tokens.weight", "other"}


def test_numbers_that_safetensors_cannot_hold(tmp_path: Path) -> None:
    folder = one_pickle(tmp_path / "model", {"x": torch.zeros(2, dtype=torch.complex64)})
    assert isinstance(list(convert_model(folder, keep=False))[-1], Refused)
    with pytest.raises(BackboneDamaged, match="cannot hold"):
        list(convert(folder, keep=False))
    assert (folder / "pytorch_model.bin").is_file()


# --- what must not happen ----------------------------------------------------------------------------


class Attack:
    """Runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch '{self.mark}'",)


def test_a_pickle_with_code_is_refused_and_never_run(folder: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    torch.save({"x": Attack(mark)}, folder / "pytorch_model-00002-of-00002.bin")
    with pytest.raises(BackboneDamaged, match="holds more than tensors"):
        list(convert(folder, keep=False))
    assert not mark.exists()
    assert len(list(folder.glob("*.bin"))) == 2
    assert all(path.suffix == ".bin" for path in shard_paths(folder))


def test_a_truncated_pickle(folder: Path) -> None:
    path = folder / "pytorch_model-00001-of-00002.bin"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BackboneDamaged, match="truncated or damaged"):
        list(convert(folder, keep=False))


def test_a_missing_shard(folder: Path) -> None:
    (folder / "pytorch_model-00001-of-00002.bin").unlink()
    with pytest.raises(BackboneDamaged, match="is missing"):
        list(convert(folder, keep=False))


def test_too_little_room_is_said_before_anything_is_written(folder: Path) -> None:
    before = files(folder)
    with pytest.raises(BackboneError, match="not enough room on the disk"):
        list(convert(folder, keep=False, free=lambda _: 1000))
    assert files(folder) == before


def test_what_was_written_wrongly_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conversion.write_shard

    def flipped(path: Path, tensors: dict[str, Tensor]) -> Iterator[int]:
        yield from whole(path, tensors)
        data = bytearray(path.read_bytes())
        data[-3] ^= 1
        path.write_bytes(bytes(data))

    monkeypatch.setattr(conversion, "write_shard", flipped)
    assert isinstance(list(convert_model(folder, keep=False))[-1], Unequal)
    assert describe(folder).problem is None
    assert not list((folder / WORK).glob("*.safetensors*"))


def test_pickles_that_changed_meanwhile_are_converted_anew(folder: Path) -> None:
    ended_after(folder, 1)
    assert list((folder / WORK).glob("*.safetensors"))
    other = write_autocompressor(folder.parent / "other", seed=5)
    for path in other.glob("*.bin"):
        shutil.copy(path, folder / path.name)
    list(convert(folder, keep=False))
    assert same(stored(folder), stored(other))


# --- ended on the way --------------------------------------------------------------------------------


def ended_after(folder: Path, count: int) -> None:
    """Convert until so many shards are whole, then end it as closing does."""
    with closing(convert(folder, keep=False)) as steps:
        for _ in steps:
            if len(list((folder / WORK).glob("model-*.safetensors"))) >= count:
                return


def test_closing_ends_the_child_and_the_next_call_goes_on(folder: Path) -> None:
    before = stored(folder)
    ended_after(folder, 1)
    assert not [child for child in multiprocessing.active_children() if child.name == "lloco-convert"]
    assert same(stored(folder), before)
    done = folder / WORK / "model-00001-of-00002.safetensors"
    inode = done.stat().st_ino
    list(convert(folder, keep=False))
    assert (folder / done.name).stat().st_ino == inode
    assert same(stored(folder), before)


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("keep", [True, False])
def test_killed_before_any_change_to_the_disk_it_loads_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    """Ends it before every single change of a name in the folder, until a run gets through."""
    original = write_autocompressor(tmp_path / "original")
    expected = stored(original)
    calls = 0
    limit = 0

    def counted(change: str) -> None:
        whole = getattr(Path, change)

        def step(self: Path, *arguments: object, **named: object) -> object:
            nonlocal calls
            if calls == limit:
                raise Killed
            calls += 1
            return whole(self, *arguments, **named)

        monkeypatch.setattr(Path, change, step)

    for change in ("replace", "unlink", "touch", "mkdir"):
        counted(change)
    for limit in range(100):
        folder = tmp_path / f"killed-{limit}"
        shutil.copytree(original, folder)
        calls = 0
        try:
            list(convert_model(folder, keep=keep))
        except Killed:
            calls = -1000
            assert same(stored(folder), expected), limit
            assert has_pickles(folder), limit  # so that it is gone on with
            list(convert_model(folder, keep=keep))
            assert same(stored(folder), expected), limit
            assert has_pickles(folder) is keep
            assert not (folder / WORK).exists()
        else:
            break
    assert 5 <= limit < 20


def test_a_child_that_is_killed_is_said(folder: Path) -> None:
    def killed() -> None:
        for _ in convert(folder, keep=False):
            for child in multiprocessing.active_children():
                if child.name == "lloco-convert":
                    child.kill()

    with pytest.raises(BackboneError, match="ended unexpectedly"):
        killed()
    assert describe(folder).problem is None
    list(convert(folder, keep=False))
    assert not has_pickles(folder)


def test_a_disk_that_is_full_is_said_and_gone_on_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conversion.write_shard
    room = 1

    def full(path: Path, tensors: dict[str, Tensor]) -> Iterator[int]:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        room -= 1
        yield from whole(path, tensors)

    monkeypatch.setattr(conversion, "write_shard", full)
    with pytest.raises(OSError, match="No space"):
        list(convert_model(folder, keep=False))
    said = error_of(NotWritten(errno.ENOSPC), folder.name)
    assert isinstance(said, BackboneError)
    assert "The disk is full. llama stays as it is" in str(said)
    assert describe(folder).problem is None
    room = 1  # enough for what is left
    assert all(isinstance(message, Written) for message in convert_model(folder, keep=False))
    assert not has_pickles(folder)


def test_the_child_is_bound_in_memory(tmp_path: Path) -> None:
    """A pickle that claims more than its file is given the bound, not the machine."""
    pipe, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    code = multiprocessing.get_context("spawn").Process(target=too_much, args=(theirs,))
    code.start()
    theirs.close()
    assert pipe.recv() == "refused"
    code.join()


def too_much(pipe: Connection) -> None:
    converting.limit_memory(64 * 2**20)
    try:
        torch.empty(2**28, dtype=torch.uint8)
    except RuntimeError:
        pipe.send("refused")
