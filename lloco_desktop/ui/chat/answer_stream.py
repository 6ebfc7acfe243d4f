"""One question on its way: events from the model lane become signals for one answer on screen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lloco_desktop.domain import Question
from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.services import Asking, Services
from lloco_desktop.workflows.events import Answered, Piece, Searched

log = logging.getLogger(__name__)
INTERVAL_MS = 60  # text may come a little faster than progress: it is being read


@dataclass(frozen=True, slots=True)
class _Done:
    error: BaseException | None


class AnswerStream(QObject):
    """Asks a question and follows it to its end; exactly one of `answered`, `failed`, `stopped` comes last.

    Signals:
        searched(Searched): what retrieval came back with.
        grew(str): all the text so far.
        answered(Answer), failed(str), stopped().
    """

    searched = Signal(object)
    grew = Signal(str)
    answered = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(INTERVAL_MS, parent=self)
        self._mailbox.delivered.connect(self._deliver)
        self._asking: Asking | None = None
        self._ended = False
        self.text = ""

    def begin(self, services: Services, question: Question) -> None:
        """Ask."""
        post: Callable[[object], None] = self._mailbox.post
        self._asking = services.ask(question, post, lambda error: post(_Done(error)))

    def stop(self) -> None:
        """Stop the answer; what has come stays on screen."""
        if self._asking is not None and not self._ended:
            self._asking.cancel()
            self._end()
            self.stopped.emit()

    def _end(self) -> None:
        self._ended = True
        self._mailbox.close()

    def _deliver(self, events: list[object]) -> None:
        grown = False
        for event in events:
            if isinstance(event, Piece):
                self.text += event.text
                grown = True
                continue
            if grown:
                self.grew.emit(self.text)
                grown = False
            self._other(event)
            if self._ended:
                return
        if grown:
            self.grew.emit(self.text)

    def _other(self, event: object) -> None:
        match event:
            case Searched():
                self.searched.emit(event)
            case Answered(answer=answer):
                self._end()
                self.answered.emit(answer)
            case _Done(error=error):
                self._end()
                if error is None or isinstance(error, Cancelled):
                    self.stopped.emit()
                    return
                if not isinstance(error, LlocoError):
                    log.error("answering failed", exc_info=error)
                self.failed.emit(_sentence(error))


def _sentence(error: BaseException) -> str:
    if isinstance(error, LlocoError):
        return str(error)
    return QCoreApplication.translate(
        "answer",
        "The answer could not be made because of a fault in the application; it was written to the log. "
        "Your documents are unharmed. Try again, or switch on “Quotes only”.",
    )
