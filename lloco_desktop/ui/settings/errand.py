"""Long work on the workspace that is no job: a copy, a check, writing the file anew. One at a time.

It lives as long as the window, so that it goes on while another page is shown, or the window is built anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.progress import Progress
from lloco_desktop.ui.mailbox import Mailbox

log = logging.getLogger(__name__)
INTERVAL_MS = 100


class Task(Enum):
    """What an errand is for."""

    CLEAR = "clear"
    BACK_UP = "back up"
    COMPACT = "compact"
    VERIFY = "verify"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Ended:
    """How an errand came to its end."""

    task: Task
    result: object = None  # the last thing that it gave, if that was no progress
    problem: str | None = None  # one sentence
    stopped: bool = False
    bug: BaseException | None = None


class Errand(QObject):
    """Runs a generator of events in a thread of its own.

    Signals:
        changed(): an errand began, came further, or ended.
        ended(Ended): its end.
    """

    changed = Signal()
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.task: Task | None = None  # the one that is under way
        self.progress: Progress | None = None
        self.last: Ended | None = None
        self._stop = threading.Event()
        self._threads: ThreadPoolExecutor | None = None
        self._mailbox = Mailbox(
            INTERVAL_MS, lambda item: "progress" if isinstance(item, Progress) else None, self
        )
        self._mailbox.delivered.connect(self._deliver)

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop, for work that looks itself."""
        return self._stop.is_set()

    def begin(self, task: Task, work: Callable[[], Iterator[object]]) -> bool:
        """Begin, unless another is under way."""
        if self.task is not None:
            return False
        self.task, self.progress, self.last = task, None, None
        self._stop.clear()
        self._threads = self._threads or ThreadPoolExecutor(1, thread_name_prefix="errand")
        self._threads.submit(self._run, task, work)
        self.changed.emit()
        return True

    def cancel(self) -> None:
        """Stop after the present step."""
        self._stop.set()

    def close(self) -> None:
        """The window goes."""
        self.cancel()
        self._mailbox.close()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None

    def _run(self, task: Task, work: Callable[[], Iterator[object]]) -> None:
        """In the thread: this is the edge at which whatever the work raises ends."""
        result: object = None
        steps: Iterator[object] | None = None
        try:
            steps = work()
            for event in steps:
                if isinstance(event, Progress):
                    self._mailbox.post(event)
                else:
                    result = event
                if self._stop.is_set():
                    raise Cancelled
            end = Ended(task, result)
        except Cancelled:
            end = Ended(task, stopped=True)
        except LlocoError as error:
            end = Ended(task, problem=str(error))
        except BaseException as error:
            log.exception("an errand failed")
            end = Ended(task, bug=error)
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()
        self._mailbox.post(end)

    def _deliver(self, items: list[object]) -> None:
        for item in items:
            if isinstance(item, Progress):
                self.progress = item
            elif isinstance(item, Ended):
                self.task, self.progress, self.last = None, None, item
                self.ended.emit(item)
        self.changed.emit()
        bugs = [item.bug for item in items if isinstance(item, Ended) and item.bug is not None]
        for bug in bugs:
            raise bug  # where the application's hook logs and shows it
