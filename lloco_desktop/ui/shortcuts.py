"""One table of every key: the window's shortcuts and the sheet that F1 shows are made from it.

A new shortcut that works in the whole window is one more `Key(...)` with an action in `table`. Keys that a
list, the question box or the viewer handles by itself stand there without an action, so that the sheet has
them too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lloco_desktop.ui.kit.keys import key_names
from lloco_desktop.ui.library_room import Tab

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow

translate = QCoreApplication.translate


class Section(Enum):
    """The groups of the sheet, in their order."""

    ANYWHERE = "anywhere"
    ASKING = "asking"
    LISTS = "lists"
    VIEWER = "viewer"

    @property
    def title(self) -> str:
        """The group's heading."""
        return {
            Section.ANYWHERE: translate("shortcuts", "Anywhere in the window"),
            Section.ASKING: translate("shortcuts", "In the question box"),
            Section.LISTS: translate("shortcuts", "In lists"),
            Section.VIEWER: translate("shortcuts", "In the page viewer"),
        }[self]


@dataclass(frozen=True, slots=True)
class Key:
    """What some keys do.

    `keys` are portable names; several are alternatives. Without an `action` the widget that has the keyboard
    handles them, and they are only listed.
    """

    keys: str | tuple[str, ...]
    words: str
    section: Section
    action: Callable[[MainWindow], object] | None = None

    @property
    def shown(self) -> str:
        """The keys as this system writes them."""
        keys = (self.keys,) if isinstance(self.keys, str) else self.keys
        return " / ".join(key_names(one) for one in keys)


def table() -> tuple[Key, ...]:
    """Every key; made anew for each window, because words are in the language of that moment."""
    here, asking, lists, viewer = Section.ANYWHERE, Section.ASKING, Section.LISTS, Section.VIEWER
    return (
        Key("F1", translate("shortcuts", "Show these shortcuts"), here, lambda w: w.show_shortcuts()),
        Key("Ctrl+O", translate("shortcuts", "Import PDFs"), here, lambda w: w.import_files()),
        Key("Ctrl+Shift+O", translate("shortcuts", "Import a folder"), here, lambda w: w.import_folder()),
        Key("Ctrl+N", translate("shortcuts", "New library"), here, lambda w: w.libraries.start_creating()),
        Key("Ctrl+L", translate("shortcuts", "Write a question"), here, lambda w: w.focus_question()),
        Key("Ctrl+Shift+N", translate("shortcuts", "New conversation"), here, lambda w: w.start_chat()),
        Key(
            "Ctrl+K",
            translate("shortcuts", "Search the conversations"),
            here,
            lambda w: w.search_conversations(),
        ),
        Key("Ctrl+1", translate("shortcuts", "Chat"), here, _going_to(Tab.CHAT)),
        Key("Ctrl+2", translate("shortcuts", "Documents"), here, _going_to(Tab.DOCUMENTS)),
        Key("Ctrl+3", translate("shortcuts", "Learn"), here, _going_to(Tab.LEARN)),
        Key("Ctrl+,", translate("shortcuts", "Settings"), here, lambda w: w.show_settings()),
        Key("F6", translate("shortcuts", "To the next column"), here, lambda w: w.next_column(1)),
        Key("Shift+F6", translate("shortcuts", "To the column before"), here, lambda w: w.next_column(-1)),
        Key("Ctrl+Q", translate("shortcuts", "Quit; work goes on next time"), here, lambda w: w.close()),
        Key("Enter", translate("shortcuts", "Ask"), asking),
        Key("Shift+Enter", translate("shortcuts", "A new line"), asking),
        Key("Esc", translate("shortcuts", "Stop the answer"), asking),
        Key("Enter", translate("shortcuts", "Open the document"), lists),
        Key("F2", translate("shortcuts", "Rename the library or conversation"), lists),
        Key("Delete", translate("shortcuts", "Remove what is selected"), lists),
        Key(("Alt+Up", "Alt+Down"), translate("shortcuts", "Move the library up, down"), lists),
        Key("Ctrl+F", translate("shortcuts", "Filter the documents"), lists),
        Key("Ctrl+V", translate("shortcuts", "Import the files that were copied"), lists),
        Key("Menu", translate("shortcuts", "What can be done with it"), lists),
        Key(("Alt+Left", "Alt+Right"), translate("shortcuts", "Citation before, after"), viewer),
        Key("Ctrl+F", translate("shortcuts", "Find in the document"), viewer),
        Key(("F3", "Shift+F3"), translate("shortcuts", "Next place found, place before"), viewer),
        Key(("Ctrl++", "Ctrl+-"), translate("shortcuts", "Larger, smaller"), viewer),
        Key("Ctrl+0", translate("shortcuts", "Fit the width"), viewer),
        Key(("Home", "End"), translate("shortcuts", "First page, last page"), viewer),
        Key("Ctrl+C", translate("shortcuts", "Copy what is selected"), viewer),
        Key("Ctrl+A", translate("shortcuts", "Select the page"), viewer),
        Key("Esc", translate("shortcuts", "Close the viewer"), viewer),
    )


def make_shortcuts(window: MainWindow, parent: QWidget) -> list[QShortcut]:
    """The window-wide ones, as children of `parent`: they go with what they act on."""
    made = []
    for key in table():
        if key.action is None:
            continue
        for keys in (key.keys,) if isinstance(key.keys, str) else key.keys:
            shortcut = QShortcut(QKeySequence(keys), parent)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(_calling(key.action, window))
            made.append(shortcut)
    return made


def _going_to(tab: Tab) -> Callable[[MainWindow], object]:
    def go(window: MainWindow) -> None:
        window.go_to(tab)
        window.focus_page()  # wherever the keyboard was before

    return go


def _calling(action: Callable[[MainWindow], object], window: MainWindow) -> Callable[[], None]:
    def call() -> None:
        action(window)

    return call
