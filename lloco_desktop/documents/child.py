"""The main functions of the child processes: the serving loop, its own limits, its silence.

Imported by the parent too (it names the function to run), so the parser is imported inside functions.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from lloco_desktop.documents.events import Broke, ReadFile, Ready, Refusal, Refused

Answering = Callable[[object], Iterator[object]]


def read_files(pipe: Connection, memory_bytes: int) -> None:
    """Main function of the process that reads documents."""
    from lloco_desktop.documents.extraction import read_document

    def answer(request: object) -> Iterator[object]:
        assert isinstance(request, ReadFile)
        return read_document(request)

    serve(pipe, memory_bytes, answer)


def render_pages(pipe: Connection, memory_bytes: int) -> None:
    """Main function of the process that draws pages for the viewer."""
    from lloco_desktop.documents.drawing import Drawer

    serve(pipe, memory_bytes, Drawer().answer)


def serve(pipe: Connection, memory_bytes: int, answer: Answering) -> None:
    """Answer requests until the parent closes the pipe."""
    be_quiet()
    end_with_parent()
    limit_memory(memory_bytes)
    pipe.send(Ready())
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            return
        for reply in _guarded(answer, request):
            try:
                pipe.send(reply)
            except OSError:  # the parent does not want it any more
                return


def _guarded(answer: Answering, request: object) -> Iterator[object]:
    """The answers to one request; whatever goes wrong becomes the last of them."""
    from lloco_desktop.documents.opening import CannotRead

    try:
        yield from answer(request)
    except CannotRead as error:
        yield error.refused
    except MemoryError:
        yield Refused(Refusal.TOO_MUCH_MEMORY)
    except Exception:  # noqa: BLE001 - the edge of the process: a bug is the parent's to report
        yield Broke(traceback.format_exc())


def be_quiet() -> None:
    """Send what the C library prints nowhere, and leave Ctrl-C to the parent."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nowhere, stream)
    os.close(nowhere)


def end_with_parent() -> None:
    """Leave when the parent has gone, also while busy with a file.

    A step of the parser that hangs keeps this thread from running; `backstop.py` is for that.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def limit_memory(memory_bytes: int) -> None:
    """Bound the address space of this process, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    with suppress(ValueError, OSError):  # macOS refuses it; the time limits stay
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
