"""What can be done with selected words, beside them: copy, or ask."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from lloco_desktop.domain import Box
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.viewer.page_canvas import PageCanvas

AWAY = 6  # logical pixels from the words


class SelectionBar(QFrame):
    """Floats over the pages at the end of a selection, and goes with it.

    Signals:
        copy_wanted(), ask_wanted()
    """

    copy_wanted = Signal()
    ask_wanted = Signal()

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._wanted = False
        self.setProperty("role", "offer")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.copy_button = TextButton(self.tr("Copy"), role="mini", icon_name="copy")
        self.copy_button.setToolTip(self.tr("Copy the selected words (Ctrl+C)"))
        self.ask_button = TextButton(self.tr("Ask about this"), role="mini", icon_name="chat")
        self.ask_button.setToolTip(self.tr("Begin a question with the selected words"))
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(0)
        for button in (self.copy_button, self.ask_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(button)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.ask_button.clicked.connect(self.ask_wanted)
        canvas.pointer.selected.connect(self._offer)
        canvas.selection.changed.connect(self._selection_changed)
        canvas.scrolled.connect(self._place)
        canvas.zoom_changed.connect(lambda _percent: self._place())
        self.hide()

    def _offer(self) -> None:
        self._wanted = True
        self._place()

    def _selection_changed(self) -> None:
        self._wanted = False
        self.hide()

    def _place(self) -> None:
        """Below the last selected line, above it where there is no room below."""
        box = self._last_box() if self._wanted else None
        if box is None:
            self.hide()
            return
        view, end = self._canvas.viewport().rect(), self._canvas.rect_of(box)
        self.adjustSize()
        below = end.bottom() + AWAY + self.height() <= view.bottom()
        y = end.bottom() + AWAY if below else end.top() - AWAY - self.height()
        x = min(max(end.right() - self.width() // 2, AWAY), view.right() - self.width() - AWAY)
        self.move(QPoint(x, y))
        self.setVisible(end.bottom() > 0 and end.top() < view.height())
        self.raise_()

    def _last_box(self) -> Box | None:
        pages = self._canvas.selection.pages()
        text = self._canvas.words(pages[-1]) if pages else None
        boxes = self._canvas.selection.boxes_on(text) if text is not None else []
        return boxes[-1] if boxes else None
