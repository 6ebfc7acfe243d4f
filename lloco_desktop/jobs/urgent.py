"""Work that goes before every job of the model lane: a question that somebody waits for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from lloco_desktop.errors import Cancelled, LlocoError

log = logging.getLogger(__name__)

T = TypeVar("T")


class Urgent:
    """One piece of urgent work. `cancel` and `wait` may be called from any thread."""

    def __init__(
        self,
        work: Callable[[], Iterator[object]],
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
        wake: Callable[[], None],
    ) -> None:
        self._work = work
        self._on_event = on_event
        self._on_done = on_done
        self._wake = wake
        self._steps: Iterator[object] | None = None
        self._cancelled = threading.Event()
        self._done = threading.Event()

    def cancel(self) -> None:
        """Stop the work after its present event; `on_done` then gets `Cancelled`."""
        self._cancelled.set()
        self._wake()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until `on_done` has returned; False if that takes longer than `timeout` seconds."""
        return self._done.wait(timeout)

    @property
    def is_done(self) -> bool:
        """Whether `on_done` has returned."""
        return self._done.is_set()

    def advance(self) -> bool:
        """Do one step, in the lane's thread; False once there are no more."""
        if self._cancelled.is_set():
            self.end(Cancelled())
            return False
        failure: Exception | None = None
        try:
            if self._steps is None:
                self._steps = iter(self._work())
            event = next(self._steps)
        except StopIteration:
            pass
        except (LlocoError, Cancelled) as error:
            failure = error
        except Exception as error:  # the edge of the work: a bug is logged, and shown as one
            log.exception("urgent work failed")
            failure = error
        else:
            guarded(self._on_event, event)
            return True
        self.end(failure)
        return False

    def end_cancelled(self) -> None:
        """End the work early."""
        self.end(Cancelled())

    def end(self, error: Exception | None) -> None:
        """Close the work and tell that it is over. In the lane's thread, or before the work began."""
        close(self._steps)
        self._steps = None
        guarded(self._on_done, error)
        self._done.set()


def close(steps: Iterator[object] | None) -> None:
    """Close a generator; what its clean-up raises is logged."""
    shut = getattr(steps, "close", None)
    if shut is not None:
        try:
            shut()
        except Exception:
            log.exception("closing the work failed")


def guarded(callback: Callable[[T], None], value: T) -> None:
    """Call somebody else's code from a lane: what it raises is logged and ends nothing."""
    try:
        callback(value)
    except Exception:
        log.exception("a listener failed")
