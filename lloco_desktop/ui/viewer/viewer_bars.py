"""The lines above and below the pages: the title, the steps between citations, page and zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.viewer.page_canvas import PageCanvas
from lloco_desktop.ui.viewer.page_field import PageField
from lloco_desktop.ui.viewer.page_scroller import Fit


class TitleBar(QWidget):
    """The document's title and what can be done with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="strong")
        self.search_button = IconButton("search", self.tr("Find in this document (Ctrl+F)"))
        self.outside = IconButton("open", self.tr("Open with the application for PDFs"))
        self.close_button = IconButton("close", self.tr("Close the viewer (Esc)"))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_4, SPACE_2, SPACE_2, SPACE_1)
        line.setSpacing(SPACE_1)
        line.addWidget(self.title, 1)
        for button in (self.search_button, self.outside, self.close_button):
            line.addWidget(button)


class CitationBar(QWidget):
    """Steps through the citations of an answer, and a quiet line where something is to be said of one.

    Signals:
        stepped(int): to the one before or after.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous = IconButton("chevron-left", self.tr("Previous citation (Alt+Left)"))
        self.next = IconButton("chevron-right", self.tr("Next citation (Alt+Right)"))
        self.position = label(role="small")
        self.note = label(role="small", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(SPACE_1)
        for widget in (self.previous, self.position, self.next):
            line.addWidget(widget)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4 - SPACE_2, 0, SPACE_4, SPACE_2)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.note)
        self.note.setContentsMargins(SPACE_2, 0, 0, 0)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.show_steps(-1, 0)
        self.say("")

    def show_steps(self, at: int, count: int) -> None:
        """Which citation (0-based) of how many is shown; none hides the line."""
        for widget in (self.previous, self.next):
            widget.setVisible(count > 1)
        self.position.setVisible(count > 0)
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < count)
        if count > 1:
            said = self.tr("{at} of {all} citations")
            self.position.setText(said.format(at=words.number(at + 1), all=words.number(count)))
        else:
            self.position.setText(self.tr("Cited passage"))
        self._show(count)

    def say(self, sentence: str, *, attention: bool = False) -> None:
        """A line about what is shown, or none."""
        set_role(self.note, "attention" if attention else "small")
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self._show(self.position.isVisibleTo(self))

    def _show(self, steps: int) -> None:
        self.setVisible(bool(steps) or bool(self.note.text()))


class FootBar(QWidget):
    """The page, and the zoom."""

    def __init__(self, canvas: PageCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.page = PageField()
        self.smaller = IconButton("zoom-out", self.tr("Smaller (Ctrl+-)"))
        self.larger = IconButton("zoom-in", self.tr("Larger (Ctrl++)"))
        self.width_button = IconButton("fit-width", self.tr("Fit the width (Ctrl+0)"))
        self.page_button = IconButton("fit-page", self.tr("Fit the page"))
        self.zoom = label(role="small")
        for button in (self.width_button, self.page_button):
            button.setCheckable(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_3, SPACE_1, SPACE_2, SPACE_1)
        line.setSpacing(0)
        line.addWidget(self.page)
        line.addStretch()
        for widget in (self.smaller, self.zoom, self.larger):
            line.addWidget(widget)
        line.addSpacing(SPACE_1)
        for widget in (self.width_button, self.page_button):
            line.addWidget(widget)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("600 %"))
        self._connect()

    def _connect(self) -> None:
        canvas = self._canvas
        self.smaller.clicked.connect(lambda: canvas.zoom_by(-1))
        self.larger.clicked.connect(lambda: canvas.zoom_by(1))
        self.width_button.clicked.connect(canvas.fit_width)
        self.page_button.clicked.connect(canvas.fit_page)
        self.page.chosen.connect(canvas.go_to)
        canvas.zoom_changed.connect(self._show_zoom)
        canvas.page_changed.connect(self.show_page)

    def show_page(self, page: int) -> None:
        """Say which page is read; of no pages there is nothing to say."""
        self.page.show_page(page, self._canvas.page_count)
        shown = self._canvas.page_count > 0
        self.page.setVisible(shown)
        for widget in (self.smaller, self.zoom, self.larger, self.width_button, self.page_button):
            widget.setEnabled(shown)

    def _show_zoom(self, percent: int) -> None:
        shown = self._canvas.page_count > 0
        self.zoom.setText(self.tr("{n}%").format(n=words.number(percent)) if shown else "")
        self.width_button.setChecked(self._canvas.fit is Fit.WIDTH)
        self.page_button.setChecked(self._canvas.fit is Fit.PAGE)
