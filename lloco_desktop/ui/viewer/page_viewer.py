"""The right column: a document's pages with the cited passage marked. Opens on demand, closes with Esc."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.domain import Citation
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, hairline, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.viewer.page_canvas import PageCanvas
from lloco_desktop.ui.viewer.page_source import PageSource


class PageViewer(QWidget):
    """Shows one document; steps through the citations of one answer.

    Signals:
        closed()
    """

    closed = Signal()

    def __init__(self, source: PageSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._source = source
        self._path: Path | None = None
        self._citations: tuple[Citation, ...] = ()
        self._at = -1
        self.canvas = PageCanvas(source)
        self.title = ElidedLabel(role="strong")
        self.page_label = label(role="small")
        self.close_button = IconButton("close", self.tr("Close the viewer (Esc)"))
        self.smaller = IconButton("zoom-out", self.tr("Smaller"))
        self.larger = IconButton("zoom-in", self.tr("Larger"))
        self.fit = IconButton("fit-width", self.tr("Fit the width"))
        self.previous = IconButton("chevron-left", self.tr("Previous citation"))
        self.next = IconButton("chevron-right", self.tr("Next citation"))
        self.position = label(role="small")
        self._make_messages()
        self._lay_out()
        self._connect()
        self.setMinimumWidth(300)

    def _make_messages(self) -> None:
        self.message = EmptyState("document", "", "")
        self.message.set_measure(280)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setFixedWidth(200)
        self.show_button = TextButton(self.tr("Show the pages"), role="primary")
        self.lock = EmptyState("lock", self.tr("This file is locked"), "", self.show_button)
        self.lock.set_measure(280)
        column = self.lock.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 2, self.password, 0, Qt.AlignmentFlag.AlignHCenter)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_4, SPACE_3, SPACE_2, SPACE_2)
        top.setSpacing(SPACE_1)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        self.stack = QStackedWidget()
        for page in (self.canvas, self.message, self.lock):
            self.stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2, SPACE_1, SPACE_3, SPACE_1)
        foot.setSpacing(0)
        for widget in (self.previous, self.position, self.next):
            foot.addWidget(widget)
        foot.addStretch()
        foot.addWidget(self.page_label)
        foot.addSpacing(SPACE_2)
        for widget in (self.smaller, self.larger, self.fit):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self.stack, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    def _connect(self) -> None:
        self._source.opened.connect(self._opened)
        self._source.failed.connect(self._failed)
        self._source.locked.connect(self._locked)
        self.canvas.page_changed.connect(self._show_page_number)
        self.close_button.clicked.connect(self.close_viewer)
        self.smaller.clicked.connect(lambda: self.canvas.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.canvas.zoom_by(1))
        self.fit.clicked.connect(self.canvas.fit_width)
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.password.returnPressed.connect(self._try_password)
        self.show_button.clicked.connect(self._try_password)

    # --- opening -------------------------------------------------------------------------

    def show_citations(self, citations: Sequence[Citation], at: int) -> None:
        """Show one of an answer's citations; the others are a step away."""
        self._citations = tuple(citations)
        self._go(at)

    def show_document(self, path: Path, title: str) -> None:
        """Show a document from its first page."""
        self._citations, self._at = (), -1
        self._show_steps()
        self._open(path, title)
        if self._path == path and self.stack.currentWidget() is self.canvas:
            self.canvas.mark(1, ())

    def close_viewer(self) -> None:
        """Put the viewer away."""
        self.hide()
        self.closed.emit()

    def _go(self, at: int) -> None:
        self._at = at
        citation = self._citations[at]
        self._show_steps()
        if self._open(citation.path, citation.title):
            self._mark_current()

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._citations):
            self._go(self._at + by)

    def _open(self, path: Path, title: str) -> bool:
        """Show a document; whether it is there already."""
        self.title.set_text(title)
        self.show()
        if path == self._path and self.stack.currentWidget() is self.canvas and self.canvas.page_count:
            return True
        self._path = path
        self.canvas.clear()
        self.page_label.clear()
        self.stack.setCurrentWidget(self.canvas)
        self._source.open(path)
        return False

    def _opened(self, path: Path, sizes: Sequence[tuple[float, float]]) -> None:
        if path != self._path:
            return
        self.stack.setCurrentWidget(self.canvas)
        self.canvas.show_document(path, sizes)
        if self._at >= 0:
            self._mark_current()
        self._show_page_number(self.canvas.page)

    def _mark_current(self) -> None:
        citation = self._citations[self._at]
        self.canvas.mark(citation.page, citation.boxes)

    def _failed(self, path: Path, sentence: str) -> None:
        if path == self._path:
            self.message.set_words(self.tr("The pages cannot be shown"), sentence)
            self.stack.setCurrentWidget(self.message)

    def _locked(self, path: Path, sentence: str) -> None:
        if path == self._path:
            asked_before = self.stack.currentWidget() is self.lock
            wrong = self.tr("That password does not open it. Try another.")
            self.lock.set_words(
                self.tr("This file is locked"),
                wrong if asked_before else self.tr("Its pages need the password that it was imported with."),
            )
            self.lock.setToolTip(sentence)
            self.stack.setCurrentWidget(self.lock)
            self.password.selectAll()
            self.password.setFocus()

    def _try_password(self) -> None:
        if self._path is not None and self.password.text():
            self._source.open(self._path, self.password.text())

    # --- the foot ------------------------------------------------------------------------

    def _show_steps(self) -> None:
        several = len(self._citations) > 1
        for widget in (self.previous, self.next):
            widget.setVisible(several)
        self.position.setVisible(bool(self._citations))
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < len(self._citations))
        if several:
            words = self.tr("{at} of {all} citations")
            self.position.setText(words.format(at=self._at + 1, all=len(self._citations)))
        else:
            self.position.setText(self.tr("Cited passage"))

    def _show_page_number(self, page: int) -> None:
        if self.canvas.page_count:
            words = self.tr("p. {page} of {all}")
            self.page_label.setText(words.format(page=page, all=self.canvas.page_count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Alt with the arrows steps through citations."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_viewer()
        elif alt and event.key() == Qt.Key.Key_Left:
            self._step(-1)
        elif alt and event.key() == Qt.Key.Key_Right:
            self._step(1)
        else:
            super().keyPressEvent(event)
