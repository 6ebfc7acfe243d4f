"""A lock whose waiting threads come in the order in which they asked."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType

_Turn = tuple[int, threading.Lock]  # who waits, and what it waits at


class InTurn:
    """Held by one thread at a time, which may take it again within; then it goes to who has waited longest.

    A lock of Python's goes to whoever comes first once it is free: a thread that does one thing after another
    takes it back before any that was woken can, and those starve.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()  # held for a moment only
        self._owner: int | None = None
        self._depth = 0
        self._waiting: deque[_Turn] = deque()

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner in (None, me):
                self._owner = me
                self._depth += 1
                return
            mine = (me, threading.Lock())
            mine[1].acquire()
            self._waiting.append(mine)
        try:
            mine[1].acquire()  # until it is handed over
        except BaseException:  # Ctrl+C while it waits
            self._give_up(mine)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._leave()

    def _leave(self) -> None:
        self._depth -= 1
        if self._depth:
            return
        self._owner = None
        if self._waiting:
            self._owner, turn = self._waiting.popleft()
            self._depth = 1
            turn.release()

    def _give_up(self, mine: _Turn) -> None:
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:  # it was handed over at that moment
                self._leave()
