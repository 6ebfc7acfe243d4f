"""Reads PDF files in a child process, from the side that asks: limits, heartbeats and clear refusals.

The parser is a large C library that meets files from anywhere, so it never runs in our own process: it
may crash, spin or eat memory there, and is killed at the limit. This side only handles plain values.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from lloco_desktop.documents.child import read_files
from lloco_desktop.documents.events import (
    Finished,
    Opened,
    PagesRead,
    ReaderLimits,
    ReadEvent,
    ReadFile,
    Refusal,
    Refused,
    Waiting,
)
from lloco_desktop.documents.files import printable_name
from lloco_desktop.documents.process import ChildDied, ChildProcess, ChildTarget
from lloco_desktop.documents.refusals import page_too_slow, reader_died, refusal, too_slow

__all__ = ["DocumentReader", "Finished", "Opened", "PagesRead", "ReadEvent", "ReaderLimits", "Waiting"]

BATCH_SECONDS = 1.0  # the child sends what it has at least this often, a single slow page aside


class DocumentReader:
    """Reads files one after the other in one child process, which is restarted after it was killed.

    A context manager; not thread-safe: one per lane. `target` is the child's main function.
    """

    def __init__(self, limits: ReaderLimits | None = None, target: ChildTarget = read_files) -> None:
        self._limits = limits or ReaderLimits()
        self._child = ChildProcess(target, self._limits.memory_bytes)

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def child_pid(self) -> int | None:
        """The child's process id while there is one (for measurements)."""
        return self._child.pid

    def open(self, path: Path, password: str | None = None) -> Iterator[ReadEvent]:
        """Read a file: `Opened`, then `PagesRead` in page order, then `Finished`; `Waiting` in between.

        Closing the generator stops the work. Time that passes while the caller holds an event is not
        counted. Raises `DocumentLocked` (no password given, or a wrong one), `DocumentDamaged`
        (`DocumentUnsupported` if it is no PDF), `DocumentEmpty` (no pages, or no text on any page),
        `DocumentTooCostly` (a time or memory limit, or the child died) and `DocumentUnreadable`
        (missing, not allowed, not a file, changed meanwhile).
        """
        name = printable_name(path)
        request = ReadFile(str(path.absolute()), password, self._limits.ocr, self._limits.seconds_per_page)
        whole = False  # nothing of this file is left in the pipe
        try:
            self._child.ask(request)
            for event in self._events(name):
                whole = isinstance(event, Finished)
                yield event
        except ChildDied as error:
            raise reader_died(name, error.exit_code) from error
        except _AskedAndRefused as refused:
            whole = refused.answer.why is not Refusal.TOO_MUCH_MEMORY  # a child that is full is of no use
            raise refusal(name, refused.answer) from None
        finally:
            if not whole:
                self._child.kill()

    def close(self) -> None:
        """End the child process, if there is one."""
        self._child.kill()

    def _events(self, name: str) -> Iterator[ReadEvent]:
        """What the child says, with heartbeats, within the limits."""
        limits = self._limits
        total = quiet = 0.0  # seconds waited for the file, and since the child's last word
        pages = None  # that were read, once the file is open
        while True:
            begun = time.monotonic()
            answer = self._child.receive()
            waited = time.monotonic() - begun
            total, quiet = total + waited, quiet + waited
            if answer is None:
                if quiet > limits.seconds_per_page + BATCH_SECONDS:
                    raise page_too_slow(name, pages, limits.seconds_per_page)
                if total > limits.seconds_per_file:
                    raise too_slow(name, limits.seconds_per_file)
                yield Waiting(total)
                continue
            quiet = 0.0
            if isinstance(answer, Refused):
                raise _AskedAndRefused(answer)
            assert isinstance(answer, Opened | PagesRead | Finished), answer
            if isinstance(answer, Opened):
                pages = 0
            elif isinstance(answer, PagesRead):
                pages = (pages or 0) + len(answer.pages)
                if total > limits.seconds_per_file:
                    raise too_slow(name, limits.seconds_per_file)
            yield answer
            if isinstance(answer, Finished):
                return


class _AskedAndRefused(Exception):
    """The child said why it cannot."""

    def __init__(self, answer: Refused) -> None:
        super().__init__(answer.why.value)
        self.answer = answer
