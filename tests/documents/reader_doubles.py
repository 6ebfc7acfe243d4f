"""Doubles of the child process's main function: they hang, die, lie, or show how they were asked."""

from __future__ import annotations

import os
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from lloco_desktop.documents.child import serve
from lloco_desktop.documents.events import Finished, Opened, PagesRead, Ready
from lloco_desktop.domain import Page

PAGE = Page(1, 100.0, 100.0, ())


def hangs_when_opening(pipe: Connection, memory_bytes: int) -> None:
    pipe.send(Ready())
    pipe.recv()
    threading.Event().wait()


def hangs_after_a_page(pipe: Connection, memory_bytes: int) -> None:
    pipe.send(Ready())
    pipe.recv()
    pipe.send(Opened(None, 2))
    pipe.send(PagesRead((PAGE,)))
    threading.Event().wait()


def never_ends(pipe: Connection, memory_bytes: int) -> None:
    """Every page is quick, but there is always one more."""
    pipe.send(Ready())
    pipe.recv()
    pipe.send(Opened(None, 10**9))
    while True:
        pipe.send(PagesRead((PAGE,)))
        threading.Event().wait(0.05)


def dies(pipe: Connection, memory_bytes: int) -> None:
    pipe.send(Ready())
    pipe.recv()
    os._exit(7)


def crashes_after_a_page(pipe: Connection, memory_bytes: int) -> None:
    pipe.send(Ready())
    pipe.recv()
    pipe.send(Opened(None, 2))
    pipe.send(PagesRead((PAGE,)))
    os.abort()


def has_a_bug(pipe: Connection, memory_bytes: int) -> None:
    def answer(request: object) -> object:
        raise KeyError("the bug")

    serve(pipe, memory_bytes, answer)  # type: ignore[arg-type]


def dies_once(pipe: Connection, memory_bytes: int) -> None:
    """Dies at the first file; its successor, which finds the marker, reads."""
    pipe.send(Ready())
    while True:
        request = pipe.recv()
        marker = Path(request.path + ".died")
        if not marker.exists():
            marker.touch()
            os._exit(1)
        pipe.send(Opened(None, 1))
        pipe.send(PagesRead((PAGE,)))
        pipe.send(Finished(0, False))


def eats_memory(pipe: Connection, memory_bytes: int) -> None:
    def answer(request: object) -> object:
        hoard = []
        while True:
            hoard.append(bytearray(16 << 20))
            yield Opened(None, len(hoard))

    serve(pipe, memory_bytes, answer)


def tells_its_modules(pipe: Connection, memory_bytes: int) -> None:
    pipe.send(Ready())
    pipe.recv()
    heavy = [name for name in ("torch", "PySide6", "transformers", "apsw") if name in sys.modules]
    pipe.send(Opened(",".join(heavy), 1))
    pipe.send(Finished(0, False))
