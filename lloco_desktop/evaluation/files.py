"""Evaluation files: JSON lines, one text each, most with questions about it (`qas`: `q`, and `a` a list)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BadInput


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file; raises BadInput if it cannot be read."""
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise BadInput(f"The evaluation file {path} cannot be read: {error}.") from error
