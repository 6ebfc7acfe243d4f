"""A small panel that shows a cited passage while one points at its number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from lloco_desktop.domain import Citation
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.quoting import cut
from lloco_desktop.ui.kit.theme import fade_ms
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3

WIDEST = 380
LONGEST = 420  # characters of a quote
AWAY = 6  # logical pixels from what is pointed at
EDGE = 8  # and from the window's edges
WAIT_MS = 250  # pointing must last this long
WATCH_MS = 100  # how often it is looked whether what is pointed at is still there


class CitationPopover(QFrame):
    """Stands in the window, above everything and in nobody's way: it takes neither mouse nor keyboard.

    One in a window; `of` finds it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.quote = label(role="quote-text", wrap=True)
        self.title = ElidedLabel(role="strong")
        self.place = label(role="small")
        self._lay_out()
        self._owner: QWidget | None = None
        self._anchor = QRect()
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._show)
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.finished.connect(self._faded)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window, self.dismiss)
        self._escape.setEnabled(False)
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> CitationPopover:
        """The one of a widget's window."""
        window = widget.window()
        found = window.findChild(CitationPopover, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, CitationPopover) else CitationPopover(window)

    def _lay_out(self) -> None:
        bar = QLabel()
        bar.setProperty("role", "quote-bar")
        bar.setFixedWidth(3)
        above = QHBoxLayout()
        above.setSpacing(SPACE_2)
        above.addWidget(self.title, 1)
        above.addWidget(self.place)
        below = QHBoxLayout()
        below.setSpacing(SPACE_2)
        below.addWidget(bar)
        below.addWidget(self.quote, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addLayout(above)
        column.addLayout(below)

    # --- coming and going ----------------------------------------------------------------

    def point_at(self, owner: QWidget, rect: QRect, citation: Citation, *, at_once: bool = False) -> None:
        """Show a citation beside a rectangle of a widget, once it has been pointed at for a moment."""
        self._owner = owner
        self._anchor = QRect(owner.mapToGlobal(rect.topLeft()), rect.size())
        self._rect = rect
        self._citation = citation
        if at_once or self.isVisible():
            self._show()
        else:
            self._wait.start()

    def leave(self, owner: QWidget) -> None:
        """A widget is not pointed at any more."""
        if owner is self._owner:
            self.dismiss()

    def dismiss(self) -> None:
        """Go away."""
        self._wait.stop()
        self._watch.stop()
        self._escape.setEnabled(False)
        self._owner = None
        if self.isVisible():
            self._fade_to(0.0)

    def _show(self) -> None:
        if self._owner is None or not isValid(self._owner) or not self._owner.isVisible():
            return
        citation = self._citation
        self.setAccessibleName(self.tr("Cited passage"))  # now: the window may speak another language
        self.quote.setText(cut(citation.quote, LONGEST))
        self.title.set_text(citation.title)
        self.place.setText(self.tr("Page {n}").format(n=words.number(citation.page)))
        self._place()
        self.raise_()
        self._escape.setEnabled(True)
        self._watch.start()
        if not self.isVisible():
            self._effect.setOpacity(0.0)
            self.show()
        self._fade_to(1.0)

    def _place(self) -> None:
        """Below what is pointed at, above it where there is no room; never beyond window or screen."""
        window = self._window
        room = window.rect()
        screen = window.screen().availableGeometry()
        room &= QRect(window.mapFromGlobal(screen.topLeft()), screen.size())
        room = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        self.ensurePolished()
        width = min(WIDEST, room.width())
        self.setFixedWidth(width)
        column = self.layout()
        assert column is not None
        height = column.heightForWidth(width)
        self.setFixedHeight(max(height, 0))
        anchor = QRect(window.mapFromGlobal(self._anchor.topLeft()), self._anchor.size())
        below = anchor.bottom() + AWAY
        y = below if below + height <= room.bottom() else anchor.top() - AWAY - height
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = anchor.right() - width if rtl else anchor.left()
        self.move(QPoint(max(min(x, room.right() - width), room.left()), max(y, room.top())))

    def _fade_to(self, opacity: float) -> None:
        self._fade.stop()
        self._effect.setEnabled(True)
        self._fade.setDuration(fade_ms())
        self._fade.setStartValue(self._effect.opacity())
        self._fade.setEndValue(opacity)
        self._fade.start()

    def _faded(self) -> None:
        if self._effect.opacity() < 0.5:
            self.hide()
        else:
            self._effect.setEnabled(False)  # letters are sharper without

    def _look(self) -> None:
        """Whether what is pointed at has gone, or moved away under the pointer."""
        owner = self._owner
        gone = owner is None or not isValid(owner) or not owner.isVisible()
        if gone or owner.mapToGlobal(self._rect.topLeft()) != self._anchor.topLeft():  # type: ignore[union-attr]
            self.dismiss()

    def changeEvent(self, event: QEvent) -> None:
        """A theme that changes while it is shown changes its height, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._place()
