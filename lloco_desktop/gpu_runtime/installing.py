"""Brings a GPU runtime: fetched or taken from a pack, checked, unpacked, tried, and marked as whole.

    <data>/gpu-runtime/.coming/<key>/wheels/   the wheels, each checked by its SHA-256 before it is unpacked
    <data>/gpu-runtime/.coming/<key>/files/    what was in them
    <data>/gpu-runtime/.coming/<key>/done/     an empty file for each wheel that was unpacked, and removed
    <data>/gpu-runtime/.coming/<key>.lock      held by the process that works on it
    <data>/gpu-runtime/<key>/                  all of it; used once `complete.json` is in it (`activation.py`)

Each step finds on the disk what the one before left, so that a kill at any moment costs one wheel at most.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import filelock

from lloco_desktop.errors import DownloadError
from lloco_desktop.gpu_runtime.activation import MARKER, UNUSABLE, VERSION, is_usable, read_marker
from lloco_desktop.gpu_runtime.listing import Runtime, Wheel
from lloco_desktop.gpu_runtime.packs import find_parts, take
from lloco_desktop.gpu_runtime.trying import Trial, Try, try_out
from lloco_desktop.gpu_runtime.wheels import unpack
from lloco_desktop.hub.disk import disk_problem
from lloco_desktop.hub.fetching import Listed, Patience, Wanted, fetch, free_bytes
from lloco_desktop.hub.problems import Problem, ProblemKind, as_error
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say

COMING = ".coming"
LEAVING = "leaving"  # a file: removed as soon as no process uses it
RESERVE = 256 * 2**20  # bytes that are left free
WATCHED = 12  # of its largest files, whose sizes every start compares
PATIENT = Patience()


class RuntimeState(Enum):
    """How much of a runtime is on this machine."""

    ABSENT = "absent"
    INCOMPLETE = "incomplete"  # some of it has come: getting it goes on from there
    HERE = "here"
    UNUSABLE = "unusable"  # all of it is here, and it proved not to work
    LEAVING = "leaving"  # removed, but this process may still use it


@dataclass(frozen=True, slots=True)
class Installed:
    """A runtime is there: used from the next start on, or not, with the reason."""

    folder: Path
    problem: str | None
    gpus: tuple[str, ...] = ()  # that computed when it was tried


@dataclass(frozen=True, slots=True)
class Site:
    """Where one runtime lies, and where it comes together."""

    root: Path
    runtime: Runtime

    @property
    def final(self) -> Path:
        """Where it lies."""
        return self.root / self.runtime.key

    @property
    def coming(self) -> Path:
        """Where it comes together."""
        return self.root / COMING / self.runtime.key

    @property
    def wheels(self) -> Path:
        """Where its wheels lie until they are unpacked."""
        return self.coming / "wheels"

    def is_done(self, wheel: Wheel) -> bool:
        """Whether a wheel was unpacked."""
        return self._done(wheel).exists()

    def set_done(self, wheel: Wheel) -> None:
        """It was unpacked, and is not needed any more."""
        self._done(wheel).parent.mkdir(exist_ok=True)
        self._done(wheel).touch()
        (self.wheels / wheel.file).unlink()

    def _done(self, wheel: Wheel) -> Path:
        return self.coming / "done" / wheel.sha256

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from working on it. Raises `DownloadError` if one does."""
        try:
            self.coming.parent.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(f"{self.coming}.lock", timeout=0, thread_local=False)
            lock.acquire()
        except filelock.Timeout as error:
            raise DownloadError(
                say("The GPU support is being worked on by another window or command. Wait for that one.")
            ) from error
        except OSError as error:
            raise _disk_error(error, self) from error
        try:
            yield
        finally:
            lock.release()

    def state(self) -> RuntimeState:
        """How much of it is there, by what lies on the disk."""
        if self.final.is_dir():
            if (self.final / LEAVING).exists():
                return RuntimeState.LEAVING
            if (self.final / UNUSABLE).exists():
                return RuntimeState.UNUSABLE
            return (
                RuntimeState.HERE if is_usable(self.final, self.runtime.edition) else RuntimeState.INCOMPLETE
            )
        return RuntimeState.INCOMPLETE if self.coming.is_dir() else RuntimeState.ABSENT

    @property
    def is_damaged(self) -> bool:
        """Whether it was whole once, and files of it are not what they were."""
        return self.state() is RuntimeState.INCOMPLETE and read_marker(self.final) is not None

    def why_unusable(self) -> str:
        """The reason; empty where there is none."""
        try:
            return (self.final / UNUSABLE).read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def come(self) -> int:
        """Bytes of the download that need not come any more."""
        if self.final.is_dir():
            return 0 if self.is_damaged else self.runtime.size
        done = sum(wheel.size for wheel in self.runtime.wheels if self.is_done(wheel))
        return done + sum(one.stat().st_size for one in self.wheels.rglob("*") if one.is_file())


def install(
    site: Site,
    *,
    pack: Path | None = None,
    free: Callable[[Path], int] = free_bytes,
    patience: Patience = PATIENT,
    trial: Try = try_out,
) -> Generator[Progress | Installed, None, None]:
    """Bring a runtime, or go on with that; one that is here is tried again where it did not work.

    Closing it keeps what has come. Raises a `DownloadError`, and `BadInput` for a pack that cannot be used.
    """
    with site.alone():
        try:
            if site.state() is RuntimeState.HERE:
                yield Installed(site.final, None)
                return
            if site.is_damaged:  # nobody knows which files are right
                _leave(site.final)
                _forget(site.final)
            (site.final / LEAVING).unlink(missing_ok=True)
            if not site.final.is_dir():
                yield from _bring(site, pack, free, patience)
            with closing(trial(site.final, site.runtime)) as steps:
                found = yield from steps
            _mark(site, found)
            if found.problem is None:
                for other in others(site):  # which nothing can use any more
                    _leave(other)
                    _forget(other, quietly=True)
        except OSError as error:
            raise _disk_error(error, site) from error
    yield Installed(site.final, found.problem, found.gpus)


def _bring(
    site: Site, pack: Path | None, free: Callable[[Path], int], patience: Patience
) -> Generator[Progress, None, None]:
    parts = find_parts(pack, site.runtime) if pack is not None else []
    _require_room(site, free)
    site.wheels.mkdir(parents=True, exist_ok=True)
    lacking = [wheel for wheel in site.runtime.wheels if not site.is_done(wheel)]
    if parts:
        meter = Meter(sum(wheel.size for wheel in lacking), "bytes")
        for part in parts:
            if part.wheel in lacking:
                text = say("Taking {name} from the pack", name=part.wheel.name)
                yield meter.progress(text)
                for size in take(part, site.wheels):
                    meter.advance(size)
                    yield meter.progress(text)
    elif lacking:
        addresses = tuple(one for one in site.runtime.addresses() if one.path in {w.file for w in lacking})
        wanted = Wanted("", site.runtime.key, (), site.wheels, addresses)
        with closing(fetch([wanted], free=free, patience=patience)) as steps:
            for event in steps:
                if not isinstance(event, Listed):
                    yield event
    yield from _unpack(site, lacking)
    site.final.parent.mkdir(parents=True, exist_ok=True)
    (site.coming / "files").replace(site.final)
    shutil.rmtree(site.coming, ignore_errors=True)


def _unpack(site: Site, wheels: list[Wheel]) -> Generator[Progress, None, None]:
    files = site.coming / "files"
    files.mkdir(exist_ok=True)
    meter = Meter(sum(wheel.unpacked for wheel in wheels), "bytes")
    for wheel in wheels:
        text = say("Unpacking {name}", name=wheel.name)
        yield meter.progress(text)
        for size in unpack(site.wheels / wheel.file, files):
            meter.advance(size)
            yield meter.progress(text)
        site.set_done(wheel)


def _mark(site: Site, found: Trial) -> None:
    """Say on the disk what came of it; the last file that is written."""
    marker = site.final / MARKER
    if found.problem is not None:
        marker.unlink(missing_ok=True)
        _write(site.final / UNUSABLE, found.problem)
        return
    for old in (marker, site.final / UNUSABLE):
        old.unlink(missing_ok=True)
    if hasattr(os, "sync"):
        os.sync()  # what the marker speaks for is on the disk before it
    sizes = {one: one.stat().st_size for one in site.final.rglob("*") if one.is_file()}
    largest = sorted(sizes, key=lambda one: sizes[one], reverse=True)[:WATCHED]
    runtime = site.runtime
    raw = {
        "version": VERSION,
        "torch": runtime.torch,
        "cuda": runtime.cuda,
        "python": runtime.python,
        "platform": runtime.platform,
        "sizes": {one.relative_to(site.final).as_posix(): sizes[one] for one in largest},
    }
    _write(marker, json.dumps(raw, indent=1))


def _write(file: Path, text: str) -> None:
    new = file.with_name(f"{file.name}.new")
    with new.open("w", encoding="utf-8") as target:
        target.write(text + "\n")
        target.flush()
        os.fsync(target.fileno())
    new.replace(file)


def _require_room(site: Site, free: Callable[[Path], int]) -> None:
    """Raise `DownloadError` where the disk has no room for the wheels and what is in them."""
    held = sum(one.stat().st_size for one in site.coming.rglob("*") if one.is_file())
    needed, room = site.runtime.room - held + RESERVE, free(site.root)
    if room < needed:
        problem = Problem(ProblemKind.NO_ROOM, place=str(site.root), needed=needed, free=room)
        raise as_error(problem, mirror=False)


def _disk_error(error: OSError, site: Site) -> DownloadError:
    problem = Problem(ProblemKind.CANNOT_WRITE, name=site.runtime.key, place=str(site.root))
    return as_error(disk_problem(error, problem), mirror=False)


# --- removing ----------------------------------------------------------------------------------


def remove(site: Site, *, in_use: bool) -> None:
    """Remove a runtime, or what has come of one; while this process uses it, it goes at the next start.

    Those of other versions go along.

    Raises `DownloadError` while another process works on it.
    """
    with site.alone():
        if site.final.is_dir():
            _leave(site.final)
            if not in_use:
                _forget(site.final)
        _forget(site.coming)
        for other in others(site):
            _leave(other)
            _forget(other)


def tidy(root: Path, in_use: Path | None) -> None:
    """Finish removals that waited for the end of a process."""
    for leaving in root.glob(f"*/{LEAVING}"):
        if leaving.parent != in_use and read_marker(leaving.parent) is None:
            _forget(leaving.parent, quietly=True)


def others(site: Site) -> list[Path]:
    """Runtimes of other versions, which this application cannot use."""
    return [one for one in site.root.glob("*-cu*") if one.is_dir() and one != site.final]


def _leave(folder: Path) -> None:
    """From here on it is no runtime any more, whatever becomes of its files."""
    (folder / LEAVING).touch()
    (folder / MARKER).unlink(missing_ok=True)


def _forget(folder: Path, *, quietly: bool = False) -> None:
    if not folder.is_dir():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:
        with suppress(OSError):
            (folder / LEAVING).touch()  # whatever is left goes at the next start
        if quietly:
            return
        raise DownloadError(
            say(
                "{folder} could not be removed whole ({why}). It is not used any more; what is left goes at "
                "the next start.",
                folder=folder,
                why=error.strerror or error,
            )
        ) from error
