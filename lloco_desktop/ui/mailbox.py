"""The only way from another thread into the window.

Any thread posts; the GUI thread receives batches, at most one per `interval` milliseconds, so that a
worker which says a thousand things a second costs the window ten wake-ups, not a thousand.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal


class Mailbox(QObject):
    """Items posted from any thread come out of `delivered` on the thread that made the mailbox.

    `key` names items of which only the newest matters; None keeps every one. Order is that of posting.
    """

    delivered = Signal(list)
    _posted = Signal()

    def __init__(
        self,
        interval: int,
        key: Callable[[object], Hashable | None] = lambda _item: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, object] = {}
        self._posts = 0
        self._closed = False
        self._interval = interval
        self._since = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._deliver)
        self._posted.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def post(self, item: object) -> None:
        """Hand over an item; may be called from any thread, and is ignored after `close`."""
        with self._lock:
            if self._closed:
                return
            was_empty = not self._waiting
            self._posts += 1
            name = self._key(item)
            slot: Hashable = ("posted", self._posts) if name is None else ("newest", name)
            self._waiting.pop(slot, None)
            self._waiting[slot] = item
            if was_empty:
                # Inside the lock: `close` must not run between the test and the signal.
                self._posted.emit()

    def close(self) -> None:
        """Drop what waits and ignore what comes; call before the application goes."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
        self._timer.stop()

    def _schedule(self) -> None:
        if self._timer.isActive():
            return
        passed = self._since.elapsed() if self._since.isValid() else self._interval
        if passed >= self._interval:
            self._deliver()
        else:
            self._timer.start(self._interval - int(passed))

    def _deliver(self) -> None:
        with self._lock:
            items = list(self._waiting.values())
            self._waiting.clear()
        self._since.start()
        if items:
            self.delivered.emit(items)
