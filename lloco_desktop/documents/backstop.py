"""Ends the child process from within when a step hangs, for the case that no parent is left to do it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 30.0  # seconds; the parent's own limits come first


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Have the system end this process if the block takes longer (and some grace), even within the parser.

    A thread could not do it: the parser keeps the interpreter's lock. Without effect on Windows.
    """
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)  # the signal's default is to end the process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
