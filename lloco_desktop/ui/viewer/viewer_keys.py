"""The keys that are the viewer's own while it has the keyboard."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class ViewerKey(Enum):
    """What a key asks of the viewer."""

    ESCAPE = auto()
    FIND = auto()
    FIND_NEXT = auto()
    FIND_PREVIOUS = auto()
    CITATION_BEFORE = auto()
    CITATION_AFTER = auto()
    COPY = auto()
    SELECT_PAGE = auto()
    LARGER = auto()
    SMALLER = auto()
    FIT = auto()


_STANDARD = (
    (QKeySequence.StandardKey.Find, ViewerKey.FIND),
    (QKeySequence.StandardKey.Copy, ViewerKey.COPY),
    (QKeySequence.StandardKey.SelectAll, ViewerKey.SELECT_PAGE),
    (QKeySequence.StandardKey.ZoomIn, ViewerKey.LARGER),
    (QKeySequence.StandardKey.ZoomOut, ViewerKey.SMALLER),
)
_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYS = {
    (Qt.Key.Key_Escape, _PLAIN): ViewerKey.ESCAPE,
    (Qt.Key.Key_F3, _PLAIN): ViewerKey.FIND_NEXT,
    (Qt.Key.Key_F3, _SHIFT): ViewerKey.FIND_PREVIOUS,
    (Qt.Key.Key_Left, _ALT): ViewerKey.CITATION_BEFORE,
    (Qt.Key.Key_Right, _ALT): ViewerKey.CITATION_AFTER,
    (Qt.Key.Key_Plus, _CONTROL): ViewerKey.LARGER,
    (Qt.Key.Key_Equal, _CONTROL): ViewerKey.LARGER,
    (Qt.Key.Key_Plus, _CONTROL | _SHIFT): ViewerKey.LARGER,
    (Qt.Key.Key_Minus, _CONTROL): ViewerKey.SMALLER,
    (Qt.Key.Key_0, _CONTROL): ViewerKey.FIT,
}


def viewer_key(event: QKeyEvent) -> ViewerKey | None:
    """What a key press asks, if it is one of the viewer's."""
    for standard, key in _STANDARD:
        if event.matches(standard):
            return key
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((Qt.Key(event.key()), modifiers))
