"""One plan on its way: events from the model lane become signals of the pre-flight."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lloco_desktop.domain import LibraryId
from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.progress import Progress
from lloco_desktop.ui.learn.learning import LearnPlan, LearnWish, Planning
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.services import Services

log = logging.getLogger(__name__)
INTERVAL_MS = 100


class _Done:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class PlanStream(QObject):
    """Has a plan made; exactly one of `planned`, `failed`, `stopped` comes last.

    Signals:
        measuring(Progress), planned(LearnPlan), failed(str), stopped().
    """

    measuring = Signal(object)
    planned = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(INTERVAL_MS, parent=self)
        self._mailbox.delivered.connect(self._deliver)
        self._planning: Planning | None = None
        self._ended = False

    def begin(self, services: Services, library: LibraryId, wish: LearnWish) -> None:
        """Measure."""
        post = self._mailbox.post
        self._planning = services.learning.plan(library, wish, post, lambda error: post(_Done(error)))

    def stop(self) -> None:
        """Measure no further; nothing was begun."""
        if not self._ended:
            self._end()
            if self._planning is not None:
                self._planning.cancel()
            self.stopped.emit()

    def _end(self) -> None:
        self._ended = True
        self._mailbox.close()

    def _deliver(self, events: list[object]) -> None:
        for event in events:
            if self._ended:
                return
            match event:
                case Progress():
                    self.measuring.emit(event)
                case LearnPlan():
                    self._end()
                    self.planned.emit(event)
                case _Done():
                    self._finish(event.error)

    def _finish(self, error: BaseException | None) -> None:
        self._end()
        if error is None or isinstance(error, Cancelled):
            self.stopped.emit()
        elif isinstance(error, LlocoError):
            self.failed.emit(str(error))
        else:
            log.error("measuring failed", exc_info=error)
            self.failed.emit(
                QCoreApplication.translate(
                    "learn",
                    "What learning takes could not be measured because of a fault in the application; it was "
                    "written to the log. Nothing was changed.",
                )
            )
