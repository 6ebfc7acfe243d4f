"""Writing a safetensors file tensor by tensor: nothing but the one that is being written is in memory.

The format is eight bytes with the length of the header, the header in JSON padded with spaces to a multiple
of eight bytes, and the tensors one after another, without gaps (safetensors' README, "Format").
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lloco_desktop.model_files.headers import LENGTH
from lloco_desktop.model_files.tensors import FORMATS

ALIGNED = 8  # bytes
NAMES = {dtype: name for name, dtype in FORMATS.items()}


def can_hold(tensor: Tensor) -> bool:
    """Whether the format has a name for its numbers."""
    return tensor.dtype in NAMES


def write_shard(path: Path, tensors: Mapping[str, Tensor]) -> Iterator[int]:
    """Write tensors in their order, each with its own numbers; yields the bytes of each one written.

    The file is on the disk when the generator has ended. Raises OSError.
    """
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    place = 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [place, place + tensor.nbytes],
        }
        place += tensor.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNED)
    with path.open("wb", buffering=0) as file:
        write_all(file, memoryview(len(text).to_bytes(LENGTH, "little") + text))
        for tensor in tensors.values():
            write_all(file, bytes_of(tensor))
            yield tensor.nbytes
        os.fsync(file.fileno())


def raw(tensor: Tensor) -> Tensor:
    """The bytes `[n]` of a tensor; copied only where they lie with gaps."""
    return tensor.contiguous().view(-1).view(torch.uint8)


def bytes_of(tensor: Tensor) -> memoryview:
    """The same for a file."""
    array: Any = raw(tensor).numpy()
    return memoryview(array)


def write_all(file: Any, data: memoryview) -> None:
    """Write bytes to an unbuffered file, which may take less of them than it is given."""
    while len(data):
        data = data[file.write(data) :]
