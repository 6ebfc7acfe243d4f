"""Keeping what is being typed, so that a crash does not take it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from lloco_desktop.domain import ConversationId, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.question_box import QuestionBox
from lloco_desktop.ui.services import Services

DRAFT_MS = 700  # between two times that what is being typed is stored


class Drafting(QObject):
    """Stores the words of the question box for the conversation that it belongs to."""

    def __init__(self, box: QuestionBox, services: Services, background: Background) -> None:
        super().__init__(box)
        self._box = box
        self._services = services
        self._background = background
        self._library: LibraryId | None = None
        self._conversation: ConversationId | None = None
        self._soon = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._soon.timeout.connect(self._keep)
        box.textChanged.connect(self._typed)

    def belongs_to(self, library: LibraryId | None, conversation: ConversationId | None) -> None:
        """What is typed from now on is for this conversation; None: for a new one."""
        self._library, self._conversation = library, conversation

    def _typed(self) -> None:
        if self._library is not None and not self._soon.isActive():
            self._soon.start()  # not begun anew by every key: who types on and on is kept too

    def clear(self) -> None:
        """Another conversation is shown: store what was typed for the one before, and empty the box."""
        if self._soon.isActive():
            self._keep()
        self._soon.stop()
        self._box.clear()
        self._soon.stop()  # emptying is no typing

    def sent(self) -> None:
        """What was typed is asked: the store forgets it as it takes the question."""
        self._soon.stop()

    def keep_now(self) -> None:
        """The box goes: what was typed last is stored before somebody reads it for another box."""
        if self._soon.isActive() and self._library is not None:
            self._soon.stop()
            with suppress(LlocoError):
                self._services.conversations.keep_draft(
                    self._library, self._conversation, self._box.toPlainText()
                )

    def forget(self) -> None:
        """The conversation is gone, with what was typed."""
        self._soon.stop()
        self._box.clear()
        self._soon.stop()

    def show(self, draft: str) -> None:
        """What was typed before, unless something is being typed already."""
        if draft and not self._box.toPlainText():
            self._box.setPlainText(draft)
            self._box.moveCursor(self._box.textCursor().MoveOperation.End)
            self._soon.stop()

    def _keep(self) -> None:
        library, conversation = self._library, self._conversation
        if library is None:
            return
        text = self._box.toPlainText()
        self._background.run(
            self,
            lambda: self._services.conversations.keep_draft(library, conversation, text),
            lambda _none: None,
            lambda _error: None,  # a full disk is said where something is asked
        )
