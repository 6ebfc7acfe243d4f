"""What is not asked as usual, as chips that take it off: libraries, documents, switches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from lloco_desktop.domain import DocumentId, Library
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import FlowRow
from lloco_desktop.ui.kit.tokens import SPACE_1


class ChosenChips(FlowRow):
    """The chips, gone when all is as usual.

    Signals:
        library_taken_off(LibraryId), document_taken_off(DocumentId), quotes_taken_off(),
        unlearned_taken_off()
    """

    library_taken_off = Signal(object)
    document_taken_off = Signal(object)
    quotes_taken_off = Signal()
    unlearned_taken_off = Signal()

    def __init__(self) -> None:
        super().__init__(SPACE_1)
        self.buttons: list[TextButton] = []
        self._shown: object = None
        self.hide()

    def show_all(
        self,
        libraries: Sequence[Library],
        documents: Mapping[DocumentId, str],
        *,
        quotes: bool,
        unlearned: bool,
    ) -> None:
        """Show exactly these."""
        shown = ([(one.id, one.name) for one in libraries], dict(documents), quotes, unlearned)
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        self.buttons = []
        for library in libraries:
            tip = self.tr("“{name}” is asked. Click to take it off.").format(name=library.name)
            self._chip(library.name, tip, partial(self.library_taken_off.emit, library.id))
        for document, title in documents.items():
            tip = self.tr("Only asked about: {title}. Click to take it off.").format(title=title)
            self._chip(title, tip, partial(self.document_taken_off.emit, document))
        if quotes:
            tip = self.tr("Answers are the documents' own words. Click to let the backbone answer again.")
            self._chip(self.tr("Quotes only"), tip, self.quotes_taken_off.emit)
        if unlearned:
            tip = self.tr("Click to read with what was learned again.")
            self._chip(self.tr("Without what was learned"), tip, self.unlearned_taken_off.emit)
        self.setVisible(bool(self.buttons))

    def _chip(self, text: str, tip: str, take_off: Callable[[], None]) -> None:
        short = words.elided(text, 36)
        chip = TextButton(short.replace("&", "&&"), role="chip", icon_name="close", colour="accent")
        chip.setToolTip(tip)
        chip.setAccessibleName(self.tr("Take off {title}").format(title=text))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sides = Qt.LayoutDirection
        chip.setLayoutDirection(sides.LeftToRight if mirrored else sides.RightToLeft)  # the cross comes last
        chip.clicked.connect(lambda _on=False: take_off())
        self.buttons.append(chip)
        self.add(chip)
