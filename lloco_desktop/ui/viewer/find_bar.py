"""The line in which a text is looked for in the document that is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from lloco_desktop.ui.viewer.page_canvas import PageCanvas

TYPING_MS = 150  # typing must rest this long before it is looked for


class FindBar(QWidget):
    """Looks while one types; Enter and Shift+Enter go to the next place and the one before.

    Signals:
        closed()
    """

    closed = Signal()

    def __init__(self, canvas: PageCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self.field.setClearButtonEnabled(False)
        self.field.setMinimumWidth(90)
        self.told = label(role="small")
        self.previous = IconButton("chevron-up", self.tr("Find previous (Shift+F3)"))
        self.next = IconButton("chevron-down", self.tr("Find next (F3)"))
        self.close_button = IconButton("close", self.tr("Close the search (Esc)"))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_3, SPACE_1, SPACE_2, SPACE_1)
        line.setSpacing(SPACE_1)
        line.addWidget(self.field, 1)
        line.addSpacing(SPACE_1)
        for widget in (self.told, self.previous, self.next, self.close_button):
            line.addWidget(widget)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._connect()
        self._tell()
        self.hide()

    def _connect(self) -> None:
        self._typing.timeout.connect(self._look)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.installEventFilter(self)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.close_search)
        self._canvas.search.changed.connect(self._tell)
        self._canvas.search.moved.connect(self._tell)

    def open(self, text: str = "") -> None:
        """Show the line and give it the keyboard; a text that is given is looked for."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text() != self._canvas.search.text:
            self._look()

    def close_search(self) -> None:
        """Put it away; nothing is looked for any more."""
        self.hide()
        self._typing.stop()
        self._canvas.search.clear()
        self.closed.emit()

    def document_changed(self) -> None:
        """Another document is shown: look in that one."""
        if self.isVisible():
            self._look()

    def step(self, by: int) -> None:
        """Go to another place, or look for what was typed just now."""
        if self._typing.isActive() or self.field.text() != self._canvas.search.text:
            self._look()
        else:
            self._canvas.search.step(by)

    def _look(self) -> None:
        self._typing.stop()
        path: Path | None = self._canvas.path
        search, text = self._canvas.search, self.field.text()
        if path is None:
            return
        current = search.current
        start = current[0].page if current is not None else self._canvas.page
        search.begin(path, text, self._canvas.page_count, start)

    def _tell(self) -> None:
        search = self._canvas.search
        for button in (self.previous, self.next):
            button.setEnabled(search.count > 0)
        self.told.setToolTip(search.problem)
        self.told.setText(self._words())

    def _words(self) -> str:
        search = self._canvas.search
        if not search.text.strip():
            return ""
        if search.problem:
            return self.tr("Stopped")
        if not search.count:
            return self.tr("Looking…") if search.running else self.tr("Not found")
        number, count = words.number(search.number), words.number(search.count)
        if search.is_full or search.running:
            return self.tr("{n} of {all}+").format(n=number, all=count)
        return self.tr("{n} of {all}").format(n=number, all=count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field that are about the search."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_search()
                return True
        return super().eventFilter(watched, event)
