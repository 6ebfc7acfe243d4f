"""What F1 shows: every key and what it does, over the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_4, SPACE_6, SPACE_8
from lloco_desktop.ui.shortcuts import Key, Section, table

WIDEST = 760
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop


class KeyLine(QFrame):
    """One line of the sheet. The keyboard can step through the lines, so that a screen reader says them."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.setProperty("role", "key-line")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words.named(key.words, key.shown))
        keys = label(key.shown, "keys")
        said = label(key.words, wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_2, 3, SPACE_2, 3)
        line.setSpacing(SPACE_4)
        line.addWidget(said, 1)
        line.addWidget(keys, 0, LEADING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows step through the lines; the area around them would scroll."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class ShortcutSheet(QWidget):
    """Covers its window until Esc, F1 or a click beside the sheet; then the keyboard is where it was."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._before: QWidget | None = None
        self.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.card = QFrame(self)
        self.card.setProperty("role", "popover")
        self.close_button = IconButton("close", self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.leave)
        self.lines: list[KeyLine] = []
        self._filling = self._lay_out()
        over.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_went)
        self.hide()

    def filling(self) -> Iterator[None]:
        """Steps after which all lines are there; whoever waits for them takes those that are left."""
        return self._filling

    def _lay_out(self) -> Iterator[None]:
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Keyboard shortcuts"), "heading"), 1)
        top.addWidget(self.close_button)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_8)
        keys = table()
        for sections in ((Section.ANYWHERE, Section.ASKING), (Section.LISTS, Section.VIEWER)):
            column = QVBoxLayout()
            column.setSpacing(SPACE_6)
            for section in sections:
                group = QVBoxLayout()
                column.addLayout(group)
                yield from self._fill(group, section, [key for key in keys if key.section is section])
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._inside = inside = QWidget()
        inside.setLayout(columns)
        inside.setProperty("role", "clear")
        columns.setContentsMargins(0, 0, SPACE_4, 0)
        self.area = QScrollArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(SPACE_6, SPACE_4, SPACE_2, SPACE_4)
        whole.setSpacing(SPACE_4)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)

    def _fill(self, group: QVBoxLayout, section: Section, keys: list[Key]) -> Iterator[None]:
        group.setSpacing(0)
        heading = label(section.title, "section")
        heading.setContentsMargins(SPACE_2 + 1, 0, SPACE_2, SPACE_2)  # in line with framed lines
        group.addWidget(heading)
        for key in keys:
            line = KeyLine(key)
            self.lines.append(line)
            group.addWidget(line)
            yield

    # --- coming and going ----------------------------------------------------------------

    def come(self) -> None:
        """Show the sheet and take the keyboard."""
        self._before = QApplication.focusWidget()
        self._cover()
        self.raise_()
        self.show()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hide it and give the keyboard back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def toggle(self) -> None:
        """F1 shows it and hides it."""
        if self.isVisible():
            self.leave()
        else:
            self.come()

    def _cover(self) -> None:
        over = self.parentWidget()
        assert over is not None
        self.setGeometry(over.rect())
        wanted = self._whole()
        room = over.size() - QSize(2 * SPACE_6, 2 * SPACE_6)
        size = QSize(WIDEST, wanted.height()).boundedTo(room)
        corner = QPoint((over.width() - size.width()) // 2, (over.height() - size.height()) // 2)
        self.card.setGeometry(QRect(corner, size))

    def _whole(self) -> QSize:
        """The size at which nothing has to be scrolled."""
        inside = self._inside
        head = self.close_button.sizeHint().height() + 3 * SPACE_4 + SPACE_2
        layout = inside.layout()
        assert layout is not None
        inner = WIDEST - SPACE_6 - SPACE_2
        by_width = layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(inner) if by_width else layout.sizeHint().height()
        return QSize(WIDEST, height + head)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A shortcut led elsewhere: the sheet is not to lie over it."""
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it covers."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab stays within the sheet while it is shown."""
        ring = [self.close_button, *self.lines]
        now = QApplication.focusWidget()
        at = ring.index(now) if now in ring else 0
        wanted = ring[(at + (1 if onward else -1)) % len(ring)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        self.area.ensureWidgetVisible(wanted, 0, SPACE_8)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; the arrows step through the lines; nothing else reaches the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil over the window."""
        veil = QColor(Theme.colours().ground)
        veil.setAlphaF(0.8)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()
