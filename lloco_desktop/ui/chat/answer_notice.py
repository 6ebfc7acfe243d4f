"""The quiet line under the question box: what answers are made with, while that needs saying."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.chat_words import backbone_sentence, foreign_sentence
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.services import BackboneStatus, Services

GROWTH = 0.1  # of a library's documents, that may come or go before its language is looked at again


class AnswerNotice:
    """Nothing is said while a backbone is ready that knows the language of the library."""

    def __init__(self, services: Services, background: Background) -> None:
        self._services = services
        self._background = background
        self._status = services.backbone()
        self._library: LibraryId | None = None
        self._documents = 0  # when its language was looked at
        self._foreign = False
        self.label: QLabel = label(role="small", wrap=True)
        self._say()

    def show_backbone(self, status: BackboneStatus) -> None:
        """Another backbone, or the same in another state."""
        self._status = status
        self._look()

    def set_library(self, library: Library | None) -> None:
        """Another library is shown, or the same with new numbers."""
        before, self._library = self._library, library.id if library is not None else None
        documents = library.documents if library is not None else 0
        if before != self._library:
            self._foreign = False
        elif abs(documents - self._documents) <= GROWTH * self._documents:
            return  # an import may finish ten files a second
        self._documents = documents
        self._look()

    def _look(self) -> None:
        library = self._library
        if self._status.readiness.can_answer and library is not None and self._documents:
            read = self._services.is_foreign
            self._background.run(self.label, lambda: (library, read(library)), self._know)
        else:
            self._foreign = False
        self._say()

    def _know(self, found: tuple[LibraryId, bool]) -> None:
        library, foreign = found
        if library == self._library and self._status.readiness.can_answer:
            self._foreign = foreign
            self._say()

    def _say(self) -> None:
        text = foreign_sentence(self._status) if self._foreign else backbone_sentence(self._status)
        self.label.setText(text)
        if not text or self.label.parentWidget() is not None:  # alone it would be a window of its own
            self.label.setVisible(bool(text))
