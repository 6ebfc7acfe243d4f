"""How values lie in columns: text that any database takes, paths as bytes, boxes and lines packed."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lloco_desktop.domain import Box, Line

_LINE = struct.Struct("<iii4d")  # start, end, page, x0, y0, x1, y1
_BOX = struct.Struct("<i4d")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # NUL ends a text in SQL; surrogates have no UTF-8


def storable(text: str) -> str:
    """The text with what SQLite cannot hold replaced one for one, so that offsets into it stay true."""
    return _UNSTORABLE.sub("\ufffd", text)


def pack_path(path: Path) -> bytes:
    """A path as the bytes that the system knows it by."""
    return os.fsencode(path)


def unpack_path(data: bytes) -> Path:
    """The path of `pack_path`."""
    return Path(os.fsdecode(data))


def pack_lines(lines: Iterable[Line]) -> bytes:
    """Lines as bytes, 44 each."""
    return b"".join(
        _LINE.pack(line.start, line.end, line.box.page, line.box.x0, line.box.y0, line.box.x1, line.box.y1)
        for line in lines
    )


def unpack_lines(data: bytes) -> tuple[Line, ...]:
    """The lines of `pack_lines`."""
    return tuple(
        Line(start, end, Box(page, *corners)) for start, end, page, *corners in _LINE.iter_unpack(data)
    )


def pack_boxes(boxes: Iterable[Box]) -> bytes:
    """Boxes as bytes, 36 each."""
    return b"".join(_BOX.pack(box.page, box.x0, box.y0, box.x1, box.y1) for box in boxes)


def unpack_boxes(data: bytes) -> tuple[Box, ...]:
    """The boxes of `pack_boxes`."""
    return tuple(Box(*values) for values in _BOX.iter_unpack(data))


def json_list(values: Sequence[int] | Sequence[str]) -> str:
    """Values for `json_each(?)`, which takes any number of them in one parameter."""
    return json.dumps(list(values))


def canonical_json(value: Any) -> str:
    """JSON that is equal for equal values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
