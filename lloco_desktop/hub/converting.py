"""Writing a backbone's pickles anew as safetensors: the application's side of it. Torch-free.

Pickles are opened in a child process that can write this folder and is given a bound of memory; it sends what
it did and what it met as data. What it does stands in `conversion.py`.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from lloco_desktop.child_process import be_quiet, end_with_parent
from lloco_desktop.errors import BackboneDamaged, BackboneError, LlocoError, OutOfMemory
from lloco_desktop.model_files.damage import Why, refusal
from lloco_desktop.model_files.finding import check_length, shard_paths
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say

WORK = ".converting"
INDEX = "model.safetensors.index.json"
SINGLE = "model.safetensors"
PICKLES = "pytorch_model*.bin"
PICKLE_INDEX = "pytorch_model.bin.index.json"
SPARE = 2 * 2**30  # bytes of address space beside two shards: what is mapped, and what was read back
TURN = 0.2  # seconds after which progress is said again, so that closing works at any time
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Written:
    """So many bytes more are written and compared."""

    amount: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A pickle cannot be converted."""

    path: Path
    why: Why


@dataclass(frozen=True, slots=True)
class Unequal:
    """What was written is not what was read: the disk or the memory is at fault."""

    path: Path


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The system refused to write, or there was no memory (`code` ENOMEM)."""

    code: int


@dataclass(frozen=True, slots=True)
class Broke:
    """A bug of ours."""

    traceback: str


Message = Written | Refused | Unequal | NotWritten | Broke


def has_pickles(folder: Path) -> bool:
    """Whether a backbone's folder has weights as pickles, be they used or kept, or half-converted ones."""
    return any(_pickles(part) or (part / WORK).is_dir() for part in _parts(folder))


def convert(
    folder: Path, *, keep: bool, free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
) -> Generator[Progress, None, None]:
    """Write the pickles of a backbone as safetensors, and delete them in the end unless they are to be kept.

    Until then the folder loads as before; ended at any moment, also by a kill, the next call goes on after
    the last whole shard. Yields progress in bytes. Pickles that were converted before are only deleted.

    Raises BackboneDamaged for a pickle that is damaged or holds more than tensors, BackboneMissing where one
    is not there, OutOfMemory, and BackboneError where it could not be written.
    """
    parts = [part for part in _parts(folder) if _pickles(part) or (part / WORK).is_dir()]
    waiting = [part for part in parts if not _has_safetensors(part)]
    for shard in (shard for part in parts if part not in waiting for shard in shard_paths(part)):
        check_length(shard)  # before what it was made from is deleted
    total = sum(path.stat().st_size for part in waiting for path in shard_paths(part))
    _require_room(folder, waiting, total, free(folder))
    meter = Meter(total, "bytes")
    text = say("Converting {name} to safetensors", name=folder.name)
    yield meter.progress(text)
    if waiting:
        largest = max(path.stat().st_size for part in waiting for path in shard_paths(part))
        child = _Child(folder.name, waiting, keep, 2 * largest + SPARE)
        try:
            for message in child.messages():
                if message is not None:
                    meter.advance(min(message.amount, max(0.0, meter.total - meter.done)))
                yield meter.progress(text)
        finally:
            child.kill()
    try:
        for part in parts:
            clear_away(part, keep=keep)
    except OSError as error:
        raise error_of(NotWritten(error.errno or errno.EIO), folder.name) from error
    meter.advance(meter.total - meter.done)
    yield meter.progress(text)


def clear_away(part: Path, *, keep: bool) -> None:
    """The last step in a model folder that is read from safetensors: delete what is not needed any more."""
    if not keep:
        (part / PICKLE_INDEX).unlink(missing_ok=True)
        for path in _pickles(part):
            path.unlink()
    if (part / WORK).exists():
        shutil.rmtree(part / WORK)


def _parts(folder: Path) -> list[Path]:
    """The model folders of a backbone."""
    return [part for part in (folder, folder / "encoder", folder / "decoder") if part.is_dir()]


def _pickles(part: Path) -> list[Path]:
    return sorted(part.glob(PICKLES))


def _has_safetensors(part: Path) -> bool:
    return (part / INDEX).is_file() or (part / SINGLE).is_file()


def _require_room(folder: Path, waiting: list[Path], total: int, free: int) -> None:
    done = sum(path.stat().st_size for part in waiting for path in (part / WORK).glob("*.safetensors"))
    if total - done > free:
        raise BackboneError(
            say(
                "There is not enough room on the disk to convert {name}: {need:.1f} GB are needed for a "
                "while, {free:.1f} GB are free. It stays as it is; make room, then convert it.",
                name=folder.name,
                need=(total - done) / 1e9,
                free=free / 1e9,
            )
        )


class _Child:
    """The process that converts model folders."""

    def __init__(self, name: str, parts: list[Path], keep: bool, memory: int) -> None:
        self._name = name  # of the backbone, for people
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=run, args=(theirs, parts, keep, memory), name="lloco-convert", daemon=True
        )
        self._process.start()
        theirs.close()  # so that the pipe ends when the child does

    def messages(self) -> Iterator[Written | None]:
        """What it wrote, or None where it is still at it. Raises a LlocoError."""
        while True:
            try:
                message = self._pipe.recv() if self._pipe.poll(TURN) else None
            except (EOFError, OSError):
                self._process.join(10)
                if self._process.exitcode != 0:
                    raise _unexpected(self._name) from None
                return
            if message is not None and not isinstance(message, Written):
                raise error_of(message, self._name)
            yield message

    def kill(self) -> None:
        """End it at once, wherever it is."""
        self._pipe.close()
        self._process.kill()
        self._process.join(10)
        with suppress(ValueError):  # still not gone: the system will collect it
            self._process.close()


def error_of(message: object, name: str) -> LlocoError | RuntimeError:
    """What the child met, as what the application says of it; `name` is the backbone's."""
    match message:
        case Refused(path, why):
            return refusal(path, why)
        case Unequal(path):
            return BackboneDamaged(
                say(
                    "{name} could not be written as it was read: the disk or the memory of this machine made "
                    "an error. The original is kept; convert it again.",
                    name=path.name,
                )
            )
        case NotWritten(code) if code == errno.ENOMEM:
            return OutOfMemory(
                say(
                    "There was not enough memory to convert {name}. It stays as it is; close other programs, "
                    "then convert it again.",
                    name=name,
                )
            )
        case NotWritten(code) if code in FULL:
            return BackboneError(
                say(
                    "The disk is full. {name} stays as it is; make room, then convert it again to go on.",
                    name=name,
                )
            )
        case NotWritten(code):
            return BackboneError(
                say(
                    "{name} could not be converted ({why}). It stays as it is.",
                    name=name,
                    why=os.strerror(code),
                )
            )
        case Broke(text):
            return RuntimeError(text)
    return _unexpected(name)


def _unexpected(name: str) -> BackboneError:
    return BackboneError(
        say(
            "Converting {name} ended unexpectedly. It stays as it is; convert it again to go on.",
            name=name,
        )
    )


# --- in the child process ----------------------------------------------------------------------------


def run(pipe: Connection, parts: list[Path], keep: bool, memory: int) -> None:
    """Main function of the child."""
    be_quiet()
    end_with_parent()
    for message in _guarded(parts, keep, memory):
        try:
            pipe.send(message)
        except OSError:  # the parent does not want it any more
            return


def _guarded(parts: list[Path], keep: bool, memory: int) -> Iterator[Message]:
    try:
        import torch

        from lloco_desktop.hub.conversion import convert_model

        torch.set_num_threads(1)
        limit_memory(memory)
        for part in parts:
            yield from convert_model(part, keep=keep)
    except MemoryError:
        yield NotWritten(errno.ENOMEM)
    except OSError as error:
        yield NotWritten(error.errno or errno.EIO)
    except RuntimeError as error:
        # torch has no exception of its own for the memory of a processor
        lacking = "allocate memory" in str(error) or "not enough memory" in str(error)
        yield NotWritten(errno.ENOMEM) if lacking else Broke(traceback.format_exc())
    except Exception:  # noqa: BLE001 - the edge of the process: a bug is the parent's to report
        yield Broke(traceback.format_exc())


def limit_memory(more: int) -> None:
    """Bound the address space to what is in use now and so many bytes more, where the platform can."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    limit = pages * resource.getpagesize() + more
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
