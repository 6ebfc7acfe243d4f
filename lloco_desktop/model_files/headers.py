"""What a safetensors file says of its tensors: names, number formats, shapes and places. Torch-free.

The file is eight bytes with the length of the header, the header in JSON, and the tensors one after another
(safetensors' README, "Format"). Reading the header costs kilobytes, whatever the file's size.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files.damage import damaged, short_name
from lloco_desktop.sentences import say

LENGTH = 8  # bytes of the number before the header
LONGEST_HEADER = 100 * 2**20  # as the format's own readers have it
SIZES = {  # bytes of one number
    "F64": 8, "I64": 8, "U64": 8, "F32": 4, "I32": 4, "U32": 4, "F16": 2, "BF16": 2, "I16": 2, "U16": 2,
    "I8": 1, "U8": 1, "BOOL": 1, "F8_E4M3": 1, "F8_E5M2": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor of a file."""

    format: str  # of its numbers, as the file names it: "BF16"
    shape: tuple[int, ...]
    start: int  # of its first byte, from the beginning of the file
    end: int

    @property
    def count(self) -> int:
        """How many numbers."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Their size in the file."""
        return self.end - self.start


def read_header(path: Path) -> dict[str, TensorEntry]:
    """The tensors of a safetensors file by name.

    Raises BackboneDamaged for a file that is no such file or has a header that contradicts itself; whether
    the tensors are all there is `check_whole`'s to say.
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(LENGTH), "little")
            if not 0 < length <= LONGEST_HEADER:
                raise ValueError("no header")
            raw = dict[str, Any](json.loads(file.read(length)).items())
        entries = {name: _entry(raw[name], LENGTH + length) for name in raw if name != "__metadata__"}
    except OSError as error:
        raise BackboneDamaged(
            say("The backbone file {name} is missing or cannot be read.", name=short_name(path))
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise damaged(path) from error
    return entries


def check_whole(path: Path) -> None:
    """Raise BackboneDamaged if a safetensors file is shorter than its own header says."""
    entries = read_header(path)
    if path.stat().st_size < max((entry.end for entry in entries.values()), default=0):
        raise damaged(path)


def _entry(values: dict[str, object], begin: int) -> TensorEntry:
    """One line of a header; raises ValueError and the like for nonsense."""
    kind, shape, offsets = str(values["dtype"]), values["shape"], values["data_offsets"]
    if not isinstance(shape, list) or not isinstance(offsets, list) or len(offsets) != 2:
        raise TypeError("shape and data_offsets are lists")
    sizes = tuple(int(size) for size in shape)
    start, end = int(offsets[0]), int(offsets[1])
    if min((*sizes, start), default=0) < 0 or end - start != math.prod(sizes) * SIZES.get(kind, 0):
        raise ValueError("a tensor of another size than it says")
    return TensorEntry(kind, sizes, begin + start, begin + end)
