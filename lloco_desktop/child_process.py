"""What the main function of a child process does first: its silence, its end with the application."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait


def be_quiet() -> None:
    """Send what libraries print nowhere, and leave Ctrl-C to the parent."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nowhere, stream)
    os.close(nowhere)


def end_with_parent() -> None:
    """Leave when the parent has gone, also while busy.

    A step of a C library that holds Python keeps this thread from running.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
