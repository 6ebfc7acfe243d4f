"""Where a question is typed, and how it is to be answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import DocumentId, Scope
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import FlowRow
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

LINES = (1, 7)  # least and most lines the box shows before it scrolls
NARROW = 500  # below this the switches say less


class QuestionBox(QPlainTextEdit):
    """Grows with what is typed. Enter sends, Shift+Enter begins a new line.

    Signals:
        entered(), focused(bool)
    """

    entered = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "question")
        self.setAcceptDrops(False)  # files dropped here are imported like anywhere else
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the frame about the keyboard's coming and going."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.PolishRequest):
            self._fit()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.height())

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), LINES[0]), LINES[1])
        height = lines * self.fontMetrics().lineSpacing() + 8
        all_shown = self.document().size().height() <= LINES[1]
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if all_shown else policy.ScrollBarAsNeeded)
        if height != self.height():
            self.setFixedHeight(height)


class Composer(QFrame):
    """The question box with its switches.

    Signals:
        sent(str): a question was asked.
        stop_wanted(): the running answer is to stop.
    """

    sent = Signal(str)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = False
        self._is_narrow = False
        self._documents: dict[DocumentId, str] = {}
        self.setProperty("role", "composer")
        self.box = QuestionBox()
        self.box.setAccessibleName(self.tr("Question"))
        self.passages = self._segment(
            self.tr("Best passages"), self.tr("Look for the passages that fit the question, in all documents")
        )
        self.whole = self._segment(
            self.tr("Whole documents"),
            self.tr("Read the summaries of whole documents: slower, but sees all"),
        )
        self.quotes = QCheckBox(self.tr("Quotes only"))
        self.quotes.setAccessibleName(self.quotes.text())
        self.quotes.setToolTip(self.tr("Answer with the best sentences word for word, without the backbone"))
        self.quotes.setCursor(Qt.CursorShape.PointingHandCursor)
        self.learned = QCheckBox(self.tr("Learned"))
        self.learned.setChecked(True)
        self.learned.setCursor(Qt.CursorShape.PointingHandCursor)
        self.learned.hide()
        self.send = IconButton("send", self.tr("Ask (Enter)"), role="send", colour="on_accent")
        self.send.setFixedSize(30, 30)
        self.chips = FlowRow(SPACE_1)
        self.chips.hide()
        self._lay_out()
        self._connect()
        self._show_send()

    def _segment(self, text: str, tip: str) -> QPushButton:
        made = TextButton(text, role="segment")
        made.setCheckable(True)
        made.setToolTip(tip)
        return made

    def _lay_out(self) -> None:
        scope = QFrame()
        scope.setProperty("role", "segments")
        pair = QHBoxLayout(scope)
        pair.setContentsMargins(2, 2, 2, 2)
        pair.setSpacing(0)
        group = QButtonGroup(self)
        for button in (self.passages, self.whole):
            pair.addWidget(button)
            group.addButton(button)
        self.passages.setChecked(True)
        below = QHBoxLayout()
        below.setSpacing(SPACE_3)
        below.addWidget(scope)
        below.addWidget(self.quotes)
        below.addWidget(self.learned)
        below.addStretch()
        below.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.chips)
        column.addWidget(self.box)
        column.addLayout(below)

    def _connect(self) -> None:
        self.box.entered.connect(self._entered)
        self.box.focused.connect(self._show_focus)
        self.box.textChanged.connect(self._show_send)
        self.quotes.toggled.connect(lambda on: self.learned.setEnabled(not on))
        self.send.clicked.connect(self._pressed)
        self.installEventFilter(self)

    # --- what is asked -------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """Where to look."""
        return Scope.WHOLE if self.whole.isChecked() else Scope.PASSAGES

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents that questions are limited to; none means all."""
        return tuple(self._documents)

    def set_adapter(self, version: int | None) -> None:
        """Offer to ask without what was learned, where a version is in use."""
        self.learned.setVisible(version is not None)
        tip = self.tr("Read with what was learned (version {n}); switch off to ask without it")
        self.learned.setToolTip(tip.format(n=version))
        self.learned.setAccessibleName(self.tr("Read with what was learned"))

    @property
    def adapter(self) -> bool:
        """Whether what was learned may read."""
        return self.learned.isHidden() or self.learned.isChecked()

    def limit_to(self, documents: Sequence[tuple[DocumentId, str]]) -> None:
        """Ask only these documents; each gets a chip that takes it off again."""
        self._documents = dict(documents)
        self._show_chips()

    def set_library(self, name: str | None) -> None:
        """Say whom one asks."""
        self.box.setPlaceholderText(
            self.tr("Ask “{library}”…").format(library=words.elided(name, 40)) if name else self.tr("Ask…")
        )
        self.box.viewport().update()  # Qt repaints only when the placeholder comes or goes
        self.limit_to(())

    def set_answering(self, *, answering: bool) -> None:
        """Turn the send button into a stop button and back."""
        self._answering = answering
        self._show_send()

    def _entered(self) -> None:
        text = self.box.toPlainText().strip()
        if text and not self._answering:
            self.box.clear()
            self.sent.emit(text)

    def _pressed(self) -> None:
        if self._answering:
            self.stop_wanted.emit()
        else:
            self._entered()
        self.box.setFocus()

    # --- looks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room; tooltips and names stay."""
        super().resizeEvent(event)
        if (self.width() < NARROW) is not self._is_narrow:
            self._is_narrow = not self._is_narrow
            short = (self.tr("Passages"), self.tr("Documents"), self.tr("Quotes"))
            for switch, text in zip((self.passages, self.whole, self.quotes), short, strict=True):
                switch.setText(text if self._is_narrow else switch.accessibleName())

    def _show_send(self) -> None:
        self.send.set_icon("stop" if self._answering else "send")
        self.send.set_label(self.tr("Stop (Esc)") if self._answering else self.tr("Ask (Enter)"))
        self.send.setEnabled(self._answering or bool(self.box.toPlainText().strip()))

    def _show_focus(self, active: bool) -> None:
        self.setProperty("active", active)
        self.style().unpolish(self)
        self.style().polish(self)

    def _show_chips(self) -> None:
        self.chips.clear()
        for document, title in self._documents.items():
            chip = TextButton(words.elided(title, 36), role="chip", icon_name="close", colour="accent")
            chip.setToolTip(self.tr("Only asked about: {title}. Click to take it off.").format(title=title))
            chip.setAccessibleName(self.tr("Take off {title}").format(title=title))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda _on=False, one=document: self._take_off(one))
            self.chips.add(chip)
        self.chips.setVisible(bool(self._documents))

    def _take_off(self, document: DocumentId) -> None:
        self._documents.pop(document, None)
        self._show_chips()
        self.box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the frame's margin means the box."""
        if watched is self and event.type() == QEvent.Type.MouseButtonPress:
            self.box.setFocus()
        return super().eventFilter(watched, event)
