"""How a window stands, to be written down, and how it stands so again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.memory import Standing

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow


def standing_of(window: MainWindow) -> Standing:
    """How a window stands that is filled."""
    current, documents = window.libraries.current(), window.room.documents_if_made
    return Standing(
        window.saveGeometry(),
        window.splitter.saveState(),
        current.id if current is not None else None,
        int(window.room.tab),
        documents.table.layout_state() if documents is not None else None,
        window.viewer.place(),
        window.side.split.keep(),
    )


def stand_as(window: MainWindow, before: Standing) -> None:
    """Show what was shown, where it is still there. The library is shown already; the table's columns follow
    when the table is made."""
    if before.columns is not None:
        window.splitter.restoreState(before.columns)
    window.side.split.recall(before.side)
    if window.libraries.current() is not None and 0 <= before.tab < len(Tab):
        window.room.go_to(Tab(before.tab))
    viewer = before.viewer
    if viewer is not None and window.libraries.current() is not None and viewer.path.is_file():
        window.viewer.show_document(viewer.path, viewer.title, viewer.document, viewer.page)
