"""What stands before a bar on the terminal."""

from __future__ import annotations

import os
import shutil
import sys

from tqdm.utils import disp_len, disp_trim

SHARE = 2  # of the terminal's width, what names may take: a half
NARROWEST = 20


def description(text: str) -> str:
    """A text that leaves the bar and its numbers room, however wide the terminal is."""
    room = max(_columns() // SHARE, NARROWEST)
    return text if disp_len(text) <= room else f"{disp_trim(text, room - 1)}…"


def _columns() -> int:
    """Of the terminal that bars are drawn on, which need not be that of the output."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return shutil.get_terminal_size().columns
