"""The main functions of the child processes: the serving loop and its own limits.

Imported by the parent too (it names the function to run), so the parser is imported inside functions.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from lloco_desktop.child_process import be_quiet, end_with_parent
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
    end_with_parent()  # but for a step of the parser that hangs: `backstop.py` is for that
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


def limit_memory(memory_bytes: int) -> None:
    """Bound the address space of this process, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    with suppress(ValueError, OSError):  # macOS refuses it; the time limits stay
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
