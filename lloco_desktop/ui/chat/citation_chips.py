"""Citations that can be clicked: `[1] Title, p. 4`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QCursor, QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lloco_desktop.domain import Citation
from lloco_desktop.ui.chat.citation_popover import CitationPopover
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import FlowRow
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_3, SPACE_4

TITLE_LENGTH = 40
BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
translate = QCoreApplication.translate


class CitationChip(TextButton):
    """One citation; its passage is shown while it is pointed at or has the keyboard.

    Where the passage stands beside the chip anyway, it is not shown once more (`quoted`).
    """

    def __init__(self, citation: Citation, number: int, *, quoted: bool = False) -> None:
        where = translate("citation", "{title}, p. {page}")
        short = where.format(title=words.elided(citation.title, TITLE_LENGTH), page=citation.page)
        super().__init__(f"[{number}] {short}".replace("&", "&&"), role="chip")
        self._citation = citation
        self._quoted = quoted
        full = where.format(title=citation.title, page=citation.page)
        self.setAccessibleName(translate("citation", "Citation {n}: {where}").format(n=number, where=full))
        self.setAccessibleDescription(citation.quote)
        self.clicked.connect(self._dismiss)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Pointed at."""
        super().enterEvent(event)
        if not self._quoted:
            CitationPopover.of(self).point_at(self, self.rect(), self._citation)

    def leaveEvent(self, event: QEvent) -> None:
        """Not any more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            CitationPopover.of(self).leave(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached by the keyboard."""
        super().focusInEvent(event)
        if event.reason() in BY_KEYS and not self._quoted:
            CitationPopover.of(self).point_at(self, self.rect(), self._citation, at_once=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard went on."""
        super().focusOutEvent(event)
        CitationPopover.of(self).leave(self)

    def _dismiss(self) -> None:
        CitationPopover.of(self).dismiss()


def show_on_hover(prose: Prose, citations: Sequence[Citation]) -> None:
    """Show passages while their numbers in an answer's text are pointed at."""

    def hovered(number: int) -> None:
        popover = CitationPopover.of(prose)
        if 1 <= number <= len(citations):
            point = prose.viewport().mapFromGlobal(QCursor.pos())
            popover.point_at(prose.viewport(), prose.rect_at(point), citations[number - 1])
        else:
            popover.leave(prose.viewport())

    prose.hovered.connect(hovered)
    prose.cited.connect(lambda _number: CitationPopover.of(prose).dismiss())


class CitationChips(FlowRow):
    """All chips of an answer, wrapping.

    Signals:
        chosen(int): the index of a citation.
    """

    chosen = Signal(int)

    def __init__(self, citations: Sequence[Citation]) -> None:
        super().__init__()
        for index, citation in enumerate(citations):
            button = CitationChip(citation, index + 1)
            button.clicked.connect(lambda _on=False, at=index: self.chosen.emit(at))
            self.add(button)


class Quotes(QWidget):
    """The best sentences word for word, each with its place below it.

    Signals:
        chosen(int): the index of a citation.
    """

    chosen = Signal(int)

    def __init__(self, citations: Sequence[Citation]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        for index, citation in enumerate(citations):
            column.addLayout(self._card(index, citation))

    def _card(self, index: int, citation: Citation) -> QHBoxLayout:
        bar = QLabel()
        bar.setProperty("role", "quote-bar")
        bar.setFixedWidth(3)
        text = Prose()
        text.set_plain(" ".join(citation.quote.split()))
        text.setAccessibleName(self.tr("Quote {n}").format(n=index + 1))
        place = CitationChip(citation, index + 1, quoted=True)
        place.clicked.connect(lambda _on=False, at=index: self.chosen.emit(at))
        right = QVBoxLayout()
        right.setSpacing(SPACE_1 + 2)
        right.addWidget(text)
        foot = FlowRow()
        foot.add(place)
        right.addWidget(foot)
        card = QHBoxLayout()
        card.setSpacing(SPACE_3)
        card.addWidget(bar)
        card.addLayout(right, 1)
        return card
