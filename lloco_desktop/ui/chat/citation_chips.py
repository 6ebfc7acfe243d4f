"""Citations that can be clicked: `[1] Title, p. 4`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lloco_desktop.domain import Citation
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import FlowRow
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_3, SPACE_4

TITLE_LENGTH = 40
TIP_LENGTH = 400
translate = QCoreApplication.translate


def chip(citation: Citation, number: int) -> TextButton:
    """One chip; its tooltip is the quoted passage."""
    where = translate("citation", "{title}, p. {page}")
    short = where.format(title=words.elided(citation.title, TITLE_LENGTH), page=citation.page)
    made = TextButton(f"[{number}] {short}".replace("&", "&&"), role="chip")
    full = where.format(title=citation.title, page=citation.page)
    made.setAccessibleName(translate("citation", "Citation {n}: {where}").format(n=number, where=full))
    made.setAccessibleDescription(citation.quote)
    made.setToolTip(plain_tip(f"“{words.elided(citation.quote, TIP_LENGTH)}”"))
    return made


def plain_tip(text: str) -> str:
    """A tooltip that wraps, and in which markup from a document is only characters."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"


class CitationChips(FlowRow):
    """All chips of an answer, wrapping.

    Signals:
        chosen(int): the index of a citation.
    """

    chosen = Signal(int)

    def __init__(self, citations: Sequence[Citation]) -> None:
        super().__init__()
        for index, citation in enumerate(citations):
            button = chip(citation, index + 1)
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
        place = chip(citation, index + 1)
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
