"""Getting files from the model hub: listed, fetched, checked and locked, as one generator of events.

The work is done by a child process (`child.py`), the only one of this application that uses the network.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Sequence
from pathlib import Path, PurePosixPath

from lloco_desktop.hub.disk import disk_problem
from lloco_desktop.hub.endpoint import HUB, endpoint_of, host_of, is_private
from lloco_desktop.hub.listing import Address, Listed, Listing, Patience, Wanted
from lloco_desktop.hub.lock_file import LOCK, Lock, LockedFile, read_lock, write_lock
from lloco_desktop.hub.messages import Begin, Broke, Failed, Finished, GoOn, Order, Stage, Step
from lloco_desktop.hub.problems import Problem, ProblemKind, as_error
from lloco_desktop.hub.process import ChildGone, DownloadProcess
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say

__all__ = ["Address", "Listed", "Patience", "Wanted", "fetch", "free_bytes"]

TURN_SECONDS = 0.2  # between two events, when nothing comes
RESERVE = 16 * 1024 * 1024  # bytes that are left free, for all that is no file of the download
PATIENT = Patience()


class ChildBroke(RuntimeError):
    """The child's own code failed: a bug of ours; the text is the child's traceback."""


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk where a folder lies or will lie."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def fetch(
    wanted: Sequence[Wanted],
    *,
    endpoint: str = "",
    token: str | None = None,
    free: Callable[[Path], int] = free_bytes,
    terms: str = "",
    patience: Patience = PATIENT,
) -> Generator[Listed | Progress, None, None]:
    """Bring the wanted files into their folders, each checked against what the hub, or the order, says it is.

    Yields `Progress` of unit "bytes" with total 0 while the hub is asked, `Listed` once, then `Progress` of
    all bytes of all files, those that were here among them; about five times a second even when nothing
    comes, so that closing works at any time. At the end each folder has its `lloco.lock.json`.

    Closing it ends the child process; what came is kept and the next call goes on from there. While nothing
    is asked of it, it holds still. A file that lies at its place already is checked, and comes anew only if
    it is not right. What a lock file of the folder says fixes a branch to its commit.

    `endpoint` is a mirror's address ("" is the hub's), `token` is sent to it and nowhere else, `free` gives
    the free bytes of the disk of a folder, `terms` are those that the user accepted, for the lock file.

    Raises `DownloadError`, `DownloadRefused` and `DownloadDamaged`, each a sentence, and `BadInput` for an
    address that is none.
    """
    address = endpoint_of(endpoint)
    mirror = address != HUB
    if token is not None and not is_private(address):
        raise as_error(Problem(ProblemKind.TOKEN_UNSAFE, host=host_of(address)), mirror=mirror)
    commits = tuple(_fixed_commit(one) for one in wanted)
    child = DownloadProcess(Order(tuple(wanted), commits, address, patience, token))
    try:
        plain = all(one.addresses for one in wanted)
        yield from _Following(child, free, terms, mirror, plain=plain).events()
    except ChildGone:
        raise as_error(Problem(ProblemKind.CHILD_DIED), mirror=mirror) from None
    finally:
        child.kill()


class _Following:
    """Listens to the child until its last word."""

    def __init__(
        self,
        child: DownloadProcess,
        free: Callable[[Path], int],
        terms: str,
        mirror: bool,
        *,
        plain: bool,
    ) -> None:
        self._child = child
        self._plain = plain  # no hub is asked
        self._free = free
        self._terms = terms
        self._mirror = mirror
        self._listed: Listed | None = None
        self._meter = Meter(0, "bytes")
        asking = say("Looking at what is here already…") if plain else say("Asking the model hub…")
        self._latest = Progress(asking, 0, 0, "bytes")

    def events(self) -> Generator[Listed | Progress, None, None]:
        yield self._latest
        while True:
            self._child.tell(GoOn())
            message = self._child.receive(TURN_SECONDS)
            if isinstance(message, Failed):
                raise as_error(message.problem, mirror=self._mirror)
            if isinstance(message, Broke):
                raise ChildBroke(message.traceback)
            if isinstance(message, Listed):
                self._listed = message
                self._meter = Meter(message.missing, "bytes")
                yield message
                self._check_room(message)
                self._child.tell(Begin())
            elif isinstance(message, Finished):
                yield self._finish(message)
                return
            else:
                self._latest = self._progress(message if isinstance(message, Step) else None)
                yield self._latest

    def _check_room(self, listed: Listed) -> None:
        if not listed.missing:
            return
        folder, room = min(
            ((one.folder, self._free(one.folder)) for one in listed.listings), key=lambda pair: pair[1]
        )
        if room < listed.missing + RESERVE:
            needed = listed.missing + RESERVE
            problem = Problem(ProblemKind.NO_ROOM, place=str(folder), needed=needed, free=room)
            raise as_error(problem, mirror=self._mirror)

    def _progress(self, step: Step | None) -> Progress:
        """The state as an event; `None`: nothing new."""
        if self._listed is None:
            return self._latest
        received = step.received if step is not None else self._meter.done
        self._meter.advance(received - self._meter.done)
        done = float(step.done) if step is not None else self._latest.done
        text = _text(step, plain=self._plain) if step is not None else self._latest.text
        total, rate = self._listed.total, self._meter.rate
        return Progress(text, done, total, "bytes", rate, (total - done) / rate if rate else None)

    def _finish(self, finished: Finished) -> Progress:
        assert self._listed is not None
        for listing, sums in zip(self._listed.listings, finished.sums, strict=True):
            try:
                write_lock(listing.folder, _lock(listing, sums, self._terms))
            except OSError as error:
                at = Problem(ProblemKind.CANNOT_WRITE, name=LOCK, place=str(listing.folder))
                raise as_error(disk_problem(error, at), mirror=self._mirror) from error
        total = self._listed.total
        return Progress(say("All files are here and were checked"), total, total, "bytes")


def _fixed_commit(wanted: Wanted) -> str | None:
    lock = read_lock(wanted.folder)
    same = lock is not None and (lock.repository, lock.revision) == (wanted.repository, wanted.revision)
    return lock.commit if lock is not None and same else None


def _lock(listing: Listing, sums: tuple[str, ...], terms: str) -> Lock:
    files = {
        file.path: LockedFile(file.size, sha256) for file, sha256 in zip(listing.files, sums, strict=True)
    }
    return Lock(listing.repository, listing.revision, listing.commit, files, terms)


def _text(step: Step, *, plain: bool) -> str:
    name = PurePosixPath(step.name).name
    match step.stage:
        case Stage.FETCHING:
            return say("Downloading {name}", name=name)
        case Stage.CHECKING:
            return say("Checking {name} ({percent}%)", name=name, percent=step.percent)
        case Stage.WAITING if plain:
            return say("Waiting for an answer…")
        case Stage.WAITING:
            return say("Waiting for the model hub to answer…")
