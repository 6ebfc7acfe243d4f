"""A whole download: listed, agreed to, each file fetched, checked and put in its place. Child process only.

While a file comes it lies in `.partial/` of its folder, under a name made of its path and its content: what
is there is the beginning of that very content, whichever process wrote it. Only a file whose bytes are right
gets its own name.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from huggingface_hub import hf_hub_url

from lloco_desktop.hub.asking import listing_of
from lloco_desktop.hub.child import Leash
from lloco_desktop.hub.connection import headers_for
from lloco_desktop.hub.disk import disk_problem
from lloco_desktop.hub.endpoint import host_of
from lloco_desktop.hub.endurance import Endurance
from lloco_desktop.hub.listing import HubFile, Listed, Listing, UnsafePath, place_of
from lloco_desktop.hub.messages import Finished, Order, Stage, Step
from lloco_desktop.hub.partial import PARTIAL, here, outdated, partial_place
from lloco_desktop.hub.problems import Problem, ProblemKind
from lloco_desktop.hub.reasons import Stopped
from lloco_desktop.hub.receiving import Receiving
from lloco_desktop.hub.verifying import Sums, adding_up

REPORT_SECONDS = 0.2


class Download:
    """Carries out an order; `send` tells the application."""

    def __init__(self, order: Order, leash: Leash, send: Callable[[object], None]) -> None:
        self._order = order
        self._leash = leash
        self._send = send
        self._at = Problem(ProblemKind.LOST, host=host_of(order.endpoint))
        self._endurance = Endurance(order.patience, self._at, order.token is not None, self._wait)
        self._headers = headers_for(order.token)
        self._plain_headers = headers_for(None)
        self._done = 0  # bytes of all files that are here
        self._received = 0  # bytes that came over the network
        self._step = Step(Stage.FETCHING, "", 0, 0)
        self._told = 0.0

    def run(self) -> Finished:
        """All of it. Raises `Stopped`; what came until then is kept."""
        order = self._order
        listings = tuple(
            listing_of(wanted, commit, endpoint=order.endpoint, token=order.token, endurance=self._endurance)
            for wanted, commit in zip(order.wanted, order.commits, strict=True)
        )
        with self._disk():
            listed = Listed(listings, 0)
            self._done = sum(here(one.folder, file) for one in listings for file in one.files)
            self._send(replace(listed, missing=listed.total - self._done))
            self._leash.wait_to_begin()
            with self._alone(listings):
                sums = tuple(tuple(self._bring(one, file) for file in one.files) for one in listings)
        for one in listings:
            shutil.rmtree(one.folder / PARTIAL, ignore_errors=True)
        return Finished(sums)

    def _bring(self, listing: Listing, file: HubFile) -> str:
        """Have one file at its place; its SHA-256."""
        self._at = replace(
            self._at,
            repository=listing.repository,
            name=file.path,
            place=str(listing.folder),
            host=host_of(file.url or self._order.endpoint),
        )
        place, part = place_of(listing.folder, file.path), partial_place(listing.folder, file)
        if place.is_file() and place.stat().st_size == file.size:
            sums = self._check(place, file)
            if sums.fits(file):
                return sums.sha256
            place.unlink()  # of another revision, or damaged since
            self._done -= file.size
        self._fetch(listing, file, part)
        sums = self._check(part, file)
        if not sums.fits(file):
            part.unlink()
            raise Stopped(replace(self._at, kind=ProblemKind.WRONG_CONTENT))
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        place.parent.mkdir(parents=True, exist_ok=True)
        part.replace(place)
        return sums.sha256

    def _fetch(self, listing: Listing, file: HubFile, part: Path) -> None:
        for old in outdated(listing.folder, file):
            old.unlink()
        if part.exists() and part.stat().st_size > file.size:
            part.unlink()
        url = file.url or hf_hub_url(
            listing.repository, file.path, revision=listing.commit, endpoint=self._order.endpoint
        )
        headers = self._plain_headers if file.url else self._headers
        self._tell(Stage.FETCHING)
        Receiving(file, part, url, headers, self._endurance, self._at, self._came).run()

    def _check(self, place: Path, file: HubFile) -> Sums:
        size, read = max(place.stat().st_size, 1), 0
        pieces = adding_up(place, git=file.blob is not None)
        while True:
            self._tell(Stage.CHECKING, 100 * read // size)
            self._leash.hold()
            try:
                read += next(pieces)
            except StopIteration as end:
                sums: Sums = end.value
                return sums

    @contextmanager
    def _alone(self, listings: tuple[Listing, ...]) -> Iterator[None]:
        """Keep others out of the folders; the system lets go when this process ends in whatever way."""
        with ExitStack() as locks:
            for folder in dict.fromkeys(listing.folder for listing in listings):
                self._at = replace(self._at, place=str(folder))
                (folder / PARTIAL).mkdir(parents=True, exist_ok=True)
                try:
                    locks.enter_context(FileLock(folder / PARTIAL / "lock", timeout=0))
                except Timeout:
                    raise Stopped(replace(self._at, kind=ProblemKind.BUSY)) from None
            yield

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except UnsafePath as error:
            raise Stopped(replace(self._at, kind=ProblemKind.UNSAFE_PATH, name=str(error))) from None
        except OSError as error:
            raise Stopped(disk_problem(error, self._at)) from error

    # --- telling ------------------------------------------------------------------------------

    def _came(self, size: int) -> None:
        self._done += size
        self._received += size
        self._tell(Stage.FETCHING)
        self._leash.hold()

    def _wait(self, seconds: float) -> None:
        self._tell(Stage.WAITING)
        time.sleep(seconds)
        self._leash.hold()

    def _tell(self, stage: Stage, percent: int = 0) -> None:
        """Say how far it is, five times a second and whenever something else begins."""
        before, now = self._step, time.monotonic()
        if (stage, self._at.name) == (before.stage, before.name) and now - self._told < REPORT_SECONDS:
            return
        self._told = now
        self._step = Step(stage, self._at.name, self._done, self._received, percent)
        self._send(self._step)
