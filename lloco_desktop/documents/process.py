"""A spawned child process that answers requests over a pipe, seen from the parent.

Spawned, not forked: the window has threads, and a fork would copy them half-way. The child is started
when the first request comes, kept for the next ones, and killed whenever it has to stop: parsers written
in C cannot be asked to.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from lloco_desktop.documents.events import Broke, Ready

START_SECONDS = 120.0  # a busy machine may take long to start a program; it is not the file's fault
TURN_SECONDS = 0.2  # how long one wait lasts before the caller gets a word

ChildTarget = Callable[[Connection, int], None]  # the pipe, and the memory limit in bytes


class ChildDied(Exception):
    """The child process ended without an answer."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(f"the child process ended with {exit_code}")
        self.exit_code = exit_code


class ChildBroke(RuntimeError):
    """The child's own code failed: a bug of ours; the text is the child's traceback."""


class ChildProcess:
    """One child process; not thread-safe."""

    def __init__(self, target: ChildTarget, memory_bytes: int) -> None:
        self._target = target
        self._memory = memory_bytes
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The process id while a child runs."""
        return self._process.pid if self._process else None

    def ask(self, request: object) -> None:
        """Send a request, starting the child if there is none. Raises `ChildDied`."""
        if self._process is not None and not self._process.is_alive():
            self.kill()  # it ended between two files; that says nothing about this one
        pipe = self._pipe if self._pipe is not None else self._start()
        try:
            pipe.send(request)
        except OSError as error:
            raise self._died() from error

    def receive(self, seconds: float = TURN_SECONDS) -> object | None:
        """The next answer, or None if none came in `seconds`. Raises `ChildDied` and `ChildBroke`."""
        assert self._pipe is not None, "nothing was asked"
        try:
            if not self._pipe.poll(seconds):
                return None
            answer: object = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._died() from error
        if isinstance(answer, Broke):
            self.kill()
            raise ChildBroke(answer.traceback)
        return answer

    def kill(self) -> None:
        """End the child at once; the next request starts a new one."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(10)
            with suppress(ValueError):  # still not gone: the system will collect it
                process.close()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=self._target, args=(theirs, self._memory), name="lloco-pdf", daemon=True
        )
        process.start()
        theirs.close()  # so that the pipe ends when the child does
        self._process, self._pipe = process, ours
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if isinstance(self.receive(TURN_SECONDS), Ready):
                return ours
        raise self._died()

    def _died(self) -> ChildDied:
        exit_code = None
        if self._process is not None:
            self._process.join(5)
            exit_code = self._process.exitcode
        self.kill()
        return ChildDied(exit_code)
