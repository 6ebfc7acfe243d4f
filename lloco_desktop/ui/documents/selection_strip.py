"""Below the table: what is selected, why it is as it is, in a whole sentence, and what can be done with it.

The table's menu offers the same deeds, so that every one is found by mouse, keyboard and screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lloco_desktop.ui.documents.document_words import without_name
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton, icon
from lloco_desktop.ui.kit.layout import ElidedLabel, hairline, label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6
from lloco_desktop.ui.services import DocumentRow, DocumentState

Rows = Sequence[DocumentRow]
WIDE = 640  # from which on there is room for the lesser deeds


class Deed(Enum):
    """What can be done with rows, in the order of buttons and menu."""

    OPEN = "open"
    ASK = "ask"
    UNLOCK = "unlock"
    RETRY = "retry"
    STOP = "stop"
    REVEAL = "reveal"
    OPEN_OUTSIDE = "open-outside"
    COPY_PATH = "copy-path"
    REMOVE = "remove"

    def fits(self, rows: Rows) -> bool:
        """Whether it can be done with these."""
        return bool(rows) and _FITS[self](rows)


def may_retry(row: DocumentRow) -> bool:
    """Whether importing it once more makes sense."""
    return row.state is DocumentState.STOPPED or (row.needs_attention and not row.is_locked)


_FITS: dict[Deed, Callable[[Rows], bool]] = {
    Deed.OPEN: lambda rows: len(rows) == 1 and rows[0].document is not None,
    Deed.ASK: lambda rows: all(row.document is not None for row in rows),
    Deed.UNLOCK: lambda rows: any(row.is_locked for row in rows),
    Deed.RETRY: lambda rows: any(may_retry(row) for row in rows),
    Deed.STOP: lambda rows: any(row.state.is_waiting for row in rows),
    Deed.REVEAL: lambda _rows: True,
    Deed.OPEN_OUTSIDE: lambda rows: len(rows) <= MOST_OPENED,
    Deed.COPY_PATH: lambda _rows: True,
    Deed.REMOVE: lambda _rows: True,
}
MOST_OPENED = 5  # files at once, in other applications
LESSER = (Deed.REVEAL,)  # buttons only where there is room
IN_MENU = (Deed.OPEN_OUTSIDE, Deed.COPY_PATH)  # never buttons of their own


@dataclass(frozen=True, slots=True)
class Look:
    """How a deed is shown."""

    words: str
    icon_name: str


class SelectionStrip(QWidget):
    """Shows the selected rows.

    Signals:
        wanted(Deed): a button or a line of the menu was chosen.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Rows = ()
        self.title = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self.path = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideMiddle)
        self.reason = label(wrap=True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._looks = self._make_looks()
        self.buttons: dict[Deed, TextButton] = {}
        for deed, look in self._looks.items():
            if deed not in IN_MENU:
                button = TextButton(look.words, role="quiet", icon_name=look.icon_name)
                button.clicked.connect(lambda _checked=False, deed=deed: self.wanted.emit(deed))
                self.buttons[deed] = button
        self.more_button = IconButton("more", self.tr("More"))
        self.more_button.clicked.connect(self._show_more)
        self._lay_out()
        self.hide()

    def _make_looks(self) -> dict[Deed, Look]:
        return {
            Deed.OPEN: Look(self.tr("Open"), "open"),
            Deed.ASK: Look(self.tr("Ask about it"), "chat"),
            Deed.UNLOCK: Look(self.tr("Unlock"), "lock"),
            Deed.RETRY: Look(self.tr("Try again"), "retry"),
            Deed.STOP: Look(self.tr("Stop"), "stop"),
            Deed.REVEAL: Look(self.tr("Show in folder"), "reveal"),
            Deed.OPEN_OUTSIDE: Look(self.tr("Open in its application"), "export"),
            Deed.COPY_PATH: Look(self.tr("Copy path"), "copy"),
            Deed.REMOVE: Look(self.tr("Remove"), "trash"),
        }

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_1)
        for button in self.buttons.values():
            line.addWidget(button)
        line.addWidget(self.more_button)
        line.addStretch()
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_6, SPACE_2, SPACE_4, SPACE_1)
        inside.setSpacing(2)
        for widget in (self.title, self.reason, self.path):
            inside.addWidget(widget)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)  # the buttons' own padding aligns their words
        below.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(inside)
        column.addLayout(below)

    def show_rows(self, rows: Rows) -> None:
        """Show what is selected; nothing hides the strip."""
        self._rows = rows
        for deed, button in self.buttons.items():
            wide = deed not in LESSER or self.width() >= WIDE
            button.setVisible(wide and deed.fits(rows))
        if len(rows) == 1:
            row = rows[0]
            self.title.set_text(row.title)
            self.path.set_text(str(row.path))
            self._say(without_name(row), attention=row.needs_attention or row.gone)
        elif rows:
            self.title.set_text(self.tr("%n selected", "", len(rows)))
            self.path.set_text("")
            self._say(_sum_of(rows), attention=False)
        self.path.setVisible(len(rows) == 1)
        self.setVisible(bool(rows))

    def _say(self, sentence: str, *, attention: bool) -> None:
        set_role(self.reason, "attention-text" if attention else "soft")
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lesser buttons come and go with the room."""
        super().resizeEvent(event)
        for deed in LESSER:
            self.buttons[deed].setVisible(self.width() >= WIDE and deed.fits(self._rows))

    def menu(self) -> QMenu:
        """Everything that can be done with what is selected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ratio = self.devicePixelRatioF()
        for deed, look in self._looks.items():
            if deed.fits(self._rows):
                if deed is Deed.REMOVE:
                    menu.addSeparator()
                action = menu.addAction(icon(look.icon_name, ratio), look.words)
                action.triggered.connect(lambda _checked=False, deed=deed: self.wanted.emit(deed))
        return menu

    def _show_more(self) -> None:
        menu = self.menu()
        menu.popup(self.more_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _sum_of(rows: Rows) -> str:
    """What several rows come to."""
    pages = sum(row.pages for row in rows)
    size = words.size(sum(row.size for row in rows))
    return f"{words.pages(pages)} · {size}" if pages else size
