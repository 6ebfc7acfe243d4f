"""Small work off the GUI thread: database reads and writes, first loads. Results come back on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.mailbox import Mailbox

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE = 1.0  # seconds that closing waits for what is being written


@dataclass(frozen=True, slots=True)
class _Outcome:
    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[LlocoError], None] | None
    result: Any = None
    error: BaseException | None = None


class Background(QObject):
    """Runs plain functions in a few threads and calls back on the GUI thread.

    A callback is dropped when its `owner` has been destroyed. An error that is not a `LlocoError` is a bug
    and is raised on the GUI thread, where the application's hook logs and shows it.
    """

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="window")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._deliver)
        self._running = 0
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._running > 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[LlocoError], None] | None = None,
    ) -> None:
        """Call `work` in a thread, then `done` with its result; `failed` gets a user-visible error."""
        self._submit(self._threads, owner, work, done, failed)

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[LlocoError], None] | None = None,
    ) -> None:
        """The same for what changes the store: one after another, in the order of the calls."""
        self._submit(self._writer, owner, work, done, failed)

    def finish_writing(self, seconds: float = PATIENCE) -> None:
        """Wait until what was to be written is; no longer than so many seconds."""
        if not self._closed:
            wait([self._writer.submit(lambda: None)], seconds)

    def _submit(
        self,
        threads: Executor,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[LlocoError], None] | None,
    ) -> None:
        if self._closed:
            return
        self._running += 1

        def job() -> None:
            try:
                self._mailbox.post(_Outcome(owner, done, failed, result=work()))
            except BaseException as error:  # noqa: BLE001 - carried to the GUI thread and raised there
                self._mailbox.post(_Outcome(owner, done, failed, error=error))

        threads.submit(job)

    def close(self) -> None:
        """Write what is to be written, forget what else has not begun, and drop every callback."""
        self.finish_writing()
        self._closed = True
        self._mailbox.close()
        for threads in (self._threads, self._writer):
            threads.shutdown(wait=False, cancel_futures=True)

    def _deliver(self, outcomes: list[_Outcome]) -> None:
        self._running -= len(outcomes)
        bugs: list[BaseException] = []
        for outcome in outcomes:
            if not isValid(outcome.owner):
                continue
            if outcome.error is None:
                outcome.done(outcome.result)
            elif isinstance(outcome.error, LlocoError) and outcome.failed is not None:
                outcome.failed(outcome.error)
            else:
                bugs.append(outcome.error)
        for bug in bugs:
            raise bug
