"""The order in which Tab goes through the window: as things stand on screen.

Qt goes by when widgets were made, so what comes later (a card of running work, an answer) would come last,
after the other columns. Here the next control is the next in the layouts, found from the one that has the
keyboard outwards, so that a long chat costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)  # what is within them is theirs


def neighbour(root: QWidget, now: QWidget | None, *, onward: bool) -> QWidget | None:
    """The control after (or before) the one that has the keyboard; round the end to the beginning."""
    one = now if now is not None and root.isAncestorOf(now) else None
    if one is not None and onward and not isinstance(one, WHOLE):
        found = _first_of(_children(one), onward=True)  # an area comes before what is in it
        if found is not None:
            return found
    while one is not None and one is not root:
        parent = one.parentWidget()
        if parent is None:
            break
        beside = _children(parent)
        if not onward:
            beside.reverse()
        after = beside[beside.index(one) + 1 :] if one in beside else []
        found = _first_of(after, onward=onward)
        if found is None and not onward and parent is not root and _takes_tab(parent):
            found = parent
        if found is not None:
            return found
        one = parent
    around = _children(root)
    if not onward:
        around.reverse()
    return _first_of(around, onward=onward)


def _first_of(widgets: list[QWidget], *, onward: bool) -> QWidget | None:
    for widget in widgets:
        found = next(_within(widget, onward=onward), None)
        if found is not None:
            return found
    return None


def _within(widget: QWidget, *, onward: bool) -> Iterator[QWidget]:
    """The controls of a part of the window, itself included, in order."""
    if widget.isHidden() or widget.isWindow() or not widget.isEnabled():
        return
    if onward and _takes_tab(widget):
        yield widget
    if not isinstance(widget, WHOLE):
        children = _children(widget)
        for child in children if onward else reversed(children):
            yield from _within(child, onward=onward)
    if not onward and _takes_tab(widget):
        yield widget


def _takes_tab(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractItemView) and not _has_rows(widget):
        return False  # nothing in it for the keyboard, and nothing to show that it is there
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def _has_rows(view: QAbstractItemView) -> bool:
    model = view.model()
    return model is not None and model.rowCount() > 0


def _children(widget: QWidget) -> list[QWidget]:
    """The parts of a widget as they stand; those without a place in a layout after the others."""
    if isinstance(widget, QSplitter):
        parts = (widget.widget(at) for at in range(widget.count()))
        return [part for part in parts if part is not None]
    if isinstance(widget, QStackedWidget):
        shown = widget.currentWidget()
        return [shown] if shown is not None else []
    if isinstance(widget, QScrollArea):
        inside = widget.viewport()
        return [inside]
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    known = set(placed)
    loose = [
        child
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child not in known and not child.isWindow()
    ]
    return placed + sorted(loose, key=_place)


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _place(widget: QWidget) -> tuple[int, int]:
    corner = widget.geometry().topLeft() if not widget.isRightToLeft() else widget.geometry().topRight()
    at = QPoint(-corner.x() if widget.isRightToLeft() else corner.x(), corner.y())
    return at.y(), at.x()
