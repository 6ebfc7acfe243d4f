"""One worker thread that runs turns of work for as long as there are any.

Whoever makes work calls `wake` afterwards. A thread that has just found nothing to do may be about to stop
at that moment; the flag that `wake` sets is looked at under the same lock under which the thread stops, so
no work is left lying.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class LaneThread:
    """Calls `turn` in one thread until it returns False, each time that it is woken."""

    def __init__(self, name: str, turn: Callable[[], bool]) -> None:
        self._turn = turn
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"lane-{name}")
        self._state = threading.Condition()
        self._active = False  # the thread is taking turns, or about to
        self._woken = False  # there may be work that it has not looked for yet
        self._closed = False

    def wake(self) -> None:
        """Look for work; returns at once."""
        with self._state:
            if self._closed:
                return
            self._woken = True
            if not self._active:
                self._active = True
                self._executor.submit(self._take_turns)

    def close(self, timeout: float) -> bool:
        """Wait until there is no work left and let the thread end; False if that takes too long.

        The thread cannot be ended from outside: after False it still runs, and Python waits for it at exit.
        """
        with self._state:
            self._closed = True
            idle = self._state.wait_for(lambda: not self._active, timeout)
        self._executor.shutdown(wait=idle)
        return idle

    def _take_turns(self) -> None:
        try:
            while self._still_wanted():
                while self._turn():
                    pass
        except BaseException:
            self._rest()
            raise

    def _still_wanted(self) -> bool:
        with self._state:
            if self._woken:
                self._woken = False
                return True
            self._active = False
            self._state.notify_all()
            return False

    def _rest(self) -> None:
        with self._state:
            self._active = False
            self._state.notify_all()
