"""The main function of the downloading child process, and its leash: it ends with the application.

Imported by the application too (it names the function to run), so the hub's client is imported inside. Only
this process uses the network.
"""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from lloco_desktop.child_process import be_quiet
from lloco_desktop.hub.messages import Begin, Broke, Failed, GoOn, Order

LEASH_SECONDS = 2.0  # without a word from the application the child holds still: the download is paused


class Leash:
    """Listens to the application: ends this process with it, and holds it while nothing is asked for."""

    def __init__(
        self,
        pipe: Connection,
        clock: Callable[[], float] = time.monotonic,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._pipe = pipe
        self._clock = clock
        self._leave = leave
        self._heard = threading.Condition()
        self._until = clock() + LEASH_SECONDS
        self._begun = False
        threading.Thread(target=self._listen, daemon=True, name="leash").start()

    def hold(self) -> None:
        """Return at once while the application wants progress, else when it does again."""
        with self._heard:
            self._heard.wait_for(lambda: self._clock() < self._until)

    def wait_to_begin(self) -> None:
        """Wait until the application has agreed to the list."""
        with self._heard:
            self._heard.wait_for(lambda: self._begun)

    def _listen(self) -> None:
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, OSError):
                self._leave(0)  # the application is gone, however it ended
                return
            with self._heard:
                if isinstance(message, Begin):
                    self._begun = True
                if isinstance(message, Begin | GoOn):
                    self._until = self._clock() + LEASH_SECONDS
                self._heard.notify_all()


def download(pipe: Connection) -> None:
    """Carry out the order that comes through the pipe."""
    be_quiet()
    order = pipe.recv()
    assert isinstance(order, Order)
    leash = Leash(pipe)
    with suppress(OSError):  # the application does not want it any more
        pipe.send(_outcome(order, leash, pipe))


def _outcome(order: Order, leash: Leash, pipe: Connection) -> object:
    """The last message."""
    from lloco_desktop.hub.connection import prepare_environment

    prepare_environment()
    from lloco_desktop.hub.downloading import Download
    from lloco_desktop.hub.reasons import Stopped

    try:
        return Download(order, leash, pipe.send).run()
    except Stopped as stopped:
        return Failed(stopped.problem)
    except Exception:  # noqa: BLE001 - the edge of the process: a bug is the parent's to report
        return Broke(traceback.format_exc())
