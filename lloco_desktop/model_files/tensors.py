"""The tensors of a model folder, read one at a time into memory of their own.

A checkpoint may be larger than what is left of the memory once the model is there, so it is never held
besides: a tensor of a safetensors file is read straight into its place, in pieces where its number format
changes on the way; pickles are mapped, and mapped anew every now and then, so that what was read does not
stay. Files are not held open between two tensors: a folder can be removed while its model computes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor

from lloco_desktop.model_files.damage import PickleRefused, damaged, refusal
from lloco_desktop.model_files.finding import shard_paths
from lloco_desktop.model_files.headers import TensorEntry, check_whole, read_header
from lloco_desktop.model_files.pickles import is_mapped, open_pickle

PIECE = 32 * 2**20  # bytes whose numbers change their format at once
MAPPED = 128 * 2**20  # bytes that are read from a mapped pickle before it is mapped anew
FORMATS: Mapping[str, torch.dtype] = {  # as safetensors files name them
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}


class Shard(Protocol):
    """One file of weights."""

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each tensor."""

    def read(self, name: str, dtype: torch.dtype | None) -> Tensor:
        """A tensor in memory of its own, on the CPU. Raises BackboneDamaged."""

    def let_go(self) -> None:
        """Hold nothing in memory until it is asked again."""


class SafetensorsShard:
    """A safetensors file; its header is read once, its tensors when they are asked for."""

    def __init__(self, path: Path) -> None:
        check_whole(path)
        self._path = path
        self._entries = read_header(path)
        self._piece: Tensor | None = None  # one for all: small ones between the tensors would leave gaps
        if any(entry.format not in FORMATS for entry in self._entries.values()):
            raise damaged(path)

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each tensor."""
        return {name: entry.shape for name, entry in self._entries.items()}

    def read(self, name: str, dtype: torch.dtype | None) -> Tensor:
        """A tensor in memory of its own, on the CPU. Raises BackboneDamaged."""
        entry = self._entries[name]
        stored = FORMATS[entry.format]
        wanted = dtype if dtype is not None and stored.is_floating_point else stored
        tensor = torch.empty(entry.shape, dtype=wanted)
        try:
            with self._path.open("rb", buffering=0) as file:
                file.seek(entry.start)
                if wanted is stored:
                    self._fill(file, tensor.view(-1))
                else:
                    self._convert(file, entry, tensor.view(-1))
        except OSError as error:
            raise damaged(self._path) from error
        return tensor

    def _convert(self, file: Any, entry: TensorEntry, numbers: Tensor) -> None:
        if self._piece is None:
            self._piece = torch.empty(PIECE, dtype=torch.uint8)
        piece = self._piece.view(FORMATS[entry.format])
        for start in range(0, entry.count, len(piece)):
            part = piece[: min(len(piece), entry.count - start)]
            self._fill(file, part)
            numbers[start : start + len(part)] = part

    def let_go(self) -> None:
        """Hold nothing in memory until it is asked again."""
        self._piece = None

    def _fill(self, file: Any, numbers: Tensor) -> None:
        """Read the next bytes of the file into numbers `[n]`."""
        if not numbers.numel():
            return
        array: Any = numbers.view(torch.uint8).numpy()
        room = memoryview(array)
        while len(room):
            count = file.readinto(room)
            if not count:
                raise damaged(self._path)
            room = room[count:]


class PickleShard:
    """A pickle of tensors."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mapped = is_mapped(path)
        self._state: dict[str, Tensor] | None = None
        self._read = 0  # bytes since it was mapped
        self._shapes = {name: tuple(tensor.shape) for name, tensor in self._tensors().items()}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each tensor."""
        return self._shapes

    def read(self, name: str, dtype: torch.dtype | None) -> Tensor:
        """A tensor in memory of its own, on the CPU. Raises BackboneDamaged."""
        if self._mapped and self._read > MAPPED:
            self.let_go()
        stored = self._tensors()[name]
        wanted = dtype if dtype is not None and stored.is_floating_point() else stored.dtype
        self._read += stored.nbytes
        return torch.empty(stored.shape, dtype=wanted).copy_(stored)

    def let_go(self) -> None:
        """Hold nothing in memory until it is asked again."""
        self._state, self._read = None, 0

    def _tensors(self) -> dict[str, Tensor]:
        if self._state is None:
            self._state = self._open()
        return self._state

    def _open(self) -> dict[str, Tensor]:
        try:
            return open_pickle(self._path)
        except PickleRefused as error:
            raise refusal(self._path, error.why) from error


class WeightFiles:
    """Every tensor of a model folder."""

    def __init__(self, folder: Path) -> None:
        """Raises BackboneMissing where there are none, and BackboneDamaged."""
        self.shapes: dict[str, tuple[int, ...]] = {}
        self._places: dict[str, Shard] = {}
        self._last: Shard | None = None
        for path in shard_paths(folder):
            shard = open_shard(path)
            self.shapes |= shard.shapes()
            self._places |= dict.fromkeys(shard.shapes(), shard)
            shard.let_go()

    def read(self, name: str, dtype: torch.dtype | None = None) -> Tensor:
        """A tensor, in `dtype` if it holds fractions. Raises BackboneDamaged."""
        shard = self._places[name]
        if self._last is not None and self._last is not shard:
            self._last.let_go()
        self._last = shard
        return shard.read(name, dtype)


def open_shard(path: Path) -> Shard:
    """A file of weights by its kind. Raises BackboneDamaged."""
    return PickleShard(path) if path.suffix == ".bin" else SafetensorsShard(path)
