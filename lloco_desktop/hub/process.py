"""The downloading child process, seen from the application."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from lloco_desktop.hub.child import download
from lloco_desktop.hub.messages import Order


class ChildGone(Exception):
    """The child process ended without a last word."""


class DownloadProcess:
    """One child process for one download; not thread-safe.

    Spawned, not forked: the window has threads. Killed rather than asked to stop: all that it leaves behind
    is what the next one goes on from.
    """

    def __init__(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=download, args=(theirs,), name="lloco-download", daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()  # so that the pipe ends when the child does
        self.tell(order)  # not with the arguments: a token is in it

    @property
    def pid(self) -> int | None:
        """The process id."""
        return self._process.pid

    def tell(self, message: object) -> None:
        """Send something; that nobody is there any more shows at the next `receive`."""
        with suppress(OSError):
            self._pipe.send(message)

    def receive(self, seconds: float) -> object | None:
        """What the child says; None if nothing in that time. Raises `ChildGone`."""
        try:
            if not self._pipe.poll(seconds):
                return None
            message: object = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ChildGone from error
        return message

    def kill(self) -> None:
        """End the child at once."""
        self._pipe.close()
        self._process.kill()
        self._process.join(10)
        with suppress(ValueError):  # still not gone: the system will collect it
            self._process.close()
