"""The names of keys as they stand on keyboards.

Qt translates some of them, half: 回车, but Home; Alt+左方向. Keyboards do not, and neither does the rest of
what is said of keys here. Only macOS has signs of its own for all of them.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence

_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_names(keys: str) -> str:
    """Keys as people read them, from their portable names: "Alt+Left" is Alt+←."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText) or keys
    portable = sequence.toString(QKeySequence.SequenceFormat.PortableText) or keys
    held, plus, last = portable.rpartition("+") if not portable.endswith("+") else ("", "", portable)
    return f"{held}{plus}{_ARROWS.get(last, last)}"
