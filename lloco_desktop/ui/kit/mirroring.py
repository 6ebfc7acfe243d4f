"""Right to left: what Qt leaves as it is when it mirrors a window.

Qt mirrors the order of what stands in a layout, and alignments, but not the margins around it. What we paint
or place ourselves asks `QStyle.visualRect` where it goes.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def mirror_margins(whole: QWidget) -> None:
    """Swap the margins that have a side, of a widget that was just built and of all within it."""
    if whole.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return
    for widget in (whole, *whole.findChildren(QWidget)):
        layout = widget.layout()
        if layout is not None:
            _mirror(layout)


def _mirror(layout: QLayout) -> None:
    margins = layout.contentsMargins()
    if margins.left() != margins.right():
        layout.setContentsMargins(margins.right(), margins.top(), margins.left(), margins.bottom())
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _mirror(inner)
