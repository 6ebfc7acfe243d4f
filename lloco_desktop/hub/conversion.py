"""From pickles to safetensors in a model's folder. Child process only: it opens pickles.

A folder `<model>/.converting/` takes the new files, each named as it will be once it was written, brought to
the disk and compared, number by number, with what it was made from; `plan.json` says of which pickles they
are. When all are there they move up, the index last: that is the moment from which on the folder is read from
them. Only then the pickles go, if they are to. A kill at any moment leaves a folder that loads, and the next
run goes on after the last whole file. One shard is in memory at most, and that mapped.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.hub.converting import (
    INDEX,
    SINGLE,
    WORK,
    Message,
    Refused,
    Unequal,
    Written,
    clear_away,
)
from lloco_desktop.model_files.damage import PickleRefused, Why
from lloco_desktop.model_files.finding import shard_paths
from lloco_desktop.model_files.formats import read_json
from lloco_desktop.model_files.headers import read_header
from lloco_desktop.model_files.pickles import open_pickle
from lloco_desktop.model_files.safetensors_writing import can_hold, raw, write_shard
from lloco_desktop.model_files.tensors import SafetensorsShard

PLAN = "plan.json"
MOVING = "moving"  # all was written: what lies in the model's folder under our names is ours
HEAD, EMBEDDINGS = "lm_head.weight", "model.embed_tokens.weight"


def convert_model(folder: Path, *, keep: bool) -> Iterator[Message]:
    """Convert the pickles of one model folder; a refusal is the last event. Raises OSError."""
    work = folder / WORK
    if not (folder / INDEX).is_file() and not (folder / SINGLE).is_file():
        pickles = shard_paths(folder)
        _make_ready(work, pickles)
        shards = dict(zip(_names(len(pickles)), pickles, strict=True))
        tied = bool(read_json(folder / "config.json").get("tie_word_embeddings"))
        moving = (work / MOVING).is_file()
        for name, pickle in shards.items():
            if (work / name).is_file() or (moving and (folder / name).is_file()):  # from a run that was ended
                yield Written(pickle.stat().st_size)
                continue
            for message in _convert_shard(pickle, work / name, tied):
                yield message
                if not isinstance(message, Written):
                    return
        _show(folder, list(shards))
    clear_away(folder, keep=keep)


def _convert_shard(pickle: Path, final: Path, tied: bool) -> Iterator[Message]:
    try:
        tensors = _to_write(open_pickle(pickle), tied)
    except PickleRefused as error:
        yield Refused(pickle, error.why)
        return
    part = final.with_name(f"{final.name}.part")
    for amount in write_shard(part, tensors):
        yield Written(amount // 2)
    for equal in _compared(part, tensors):
        if equal is None:
            part.unlink()
            yield Unequal(pickle)
            return
        yield Written(equal - equal // 2)
    part.replace(final)


def _make_ready(work: Path, pickles: list[Path]) -> None:
    """Begin anew unless what lies there was made from these very files."""
    plan = {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in pickles}
    try:
        known = json.loads((work / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = None
    if known == plan:
        return
    if work.exists():
        shutil.rmtree(work)
    work.mkdir()
    _write_text(work / PLAN, json.dumps(plan))


def _names(count: int) -> list[str]:
    if count == 1:
        return [SINGLE]
    return [f"model-{number:05}-of-{count:05}.safetensors" for number in range(1, count + 1)]


def _to_write(state: dict[str, Tensor], tied: bool) -> dict[str, Tensor]:
    """What a safetensors file gets of a pickle; raises PickleRefused for numbers that it cannot hold.

    Tensors that share memory are written each for itself, which the format asks for. Only a head that is the
    embeddings anyway is left out, as transformers does it.
    """
    if not all(can_hold(tensor) for tensor in state.values()):
        raise PickleRefused(Why.ODD_NUMBERS)
    head, table = state.get(HEAD), state.get(EMBEDDINGS)
    if tied and head is not None and table is not None and torch.equal(head, table):
        return {name: tensor for name, tensor in state.items() if name != HEAD}
    return state


def _compared(path: Path, tensors: dict[str, Tensor]) -> Iterator[int | None]:
    """The bytes of each tensor that is equal to what was written; None for one that is not, and no more."""
    try:
        shard = SafetensorsShard(path)
        lost = shard.shapes().keys() != tensors.keys()
    except BackboneDamaged:
        lost = True
    if lost:
        yield None
        return
    for name, tensor in tensors.items():
        back = shard.read(name, None)
        same = back.dtype is tensor.dtype and back.shape == tensor.shape
        if not same or not torch.equal(raw(back), raw(tensor)):  # as bytes: what is no number equals itself
            yield None
            return
        yield tensor.nbytes


def _show(folder: Path, names: list[str]) -> None:
    """Move the new files up; from the last of these steps on the model is read from them."""
    work = folder / WORK
    if len(names) > 1:
        (work / MOVING).touch()
        for name in names:
            if (work / name).is_file():
                (work / name).replace(folder / name)
        headers = {name: read_header(folder / name) for name in names}
        total = sum(entry.nbytes for header in headers.values() for entry in header.values())
        weights = {tensor: name for name, header in headers.items() for tensor in header}
        index = {"metadata": {"total_size": total}, "weight_map": dict(sorted(weights.items()))}
        _write_text(work / INDEX, json.dumps(index, indent=2) + "\n")
        _bring_to_disk(folder)
        (work / INDEX).replace(folder / INDEX)
    else:
        (work / SINGLE).replace(folder / SINGLE)
    _bring_to_disk(folder)


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _bring_to_disk(folder: Path) -> None:
    """Have the names in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
