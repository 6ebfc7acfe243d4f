"""One file from the hub into a partial file, from where that ends. Child process only.

The client's own download starts anew in every process: it writes to a file with a random name and removes it
when it fails. So requests, redirects, refusals and proxies are the client's, and the bytes are ours: they go
to a name that says which content they belong to, unbuffered, so that a kill at any moment leaves a beginning
of the file. Whatever a server answers to a range, no byte is written at a place where it does not belong,
and none that came is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import FileIO
from pathlib import Path

import httpx2
from huggingface_hub.utils import get_session, hf_raise_for_status

from lloco_desktop.hub.disk import disk_problem
from lloco_desktop.hub.endurance import Endurance
from lloco_desktop.hub.listing import HubFile
from lloco_desktop.hub.problems import Problem, ProblemKind
from lloco_desktop.hub.reasons import NETWORK_ERRORS, Stopped, network_problem

_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class Receiving:
    """Brings one file; `came` is told of the bytes of each piece before the next is asked for."""

    def __init__(
        self,
        file: HubFile,
        part: Path,
        url: str,
        headers: dict[str, str],
        endurance: Endurance,
        at: Problem,
        came: Callable[[int], None],
    ) -> None:
        self._file = file
        self._part = part
        self._url = url
        self._headers = headers
        self._endurance = endurance
        self._at = at
        self._came = came
        self._have = part.stat().st_size if part.exists() else 0
        self._ranges = True  # until the server shows that it does not know them

    def run(self) -> None:
        """Fetch what is missing. Raises `Stopped`; what came is on the disk then."""
        self._endurance.tries = 0
        try:
            with self._part.open("ab", buffering=0) as file:
                while self._have < self._file.size:
                    self._insist(file)
        except OSError as error:
            raise Stopped(disk_problem(error, self._at)) from error

    def _insist(self, file: FileIO) -> None:
        before = self._have
        problem = replace(self._at, kind=ProblemKind.LOST)  # ends well, but brings nothing
        try:
            self._ask(file)
        except NETWORK_ERRORS as error:
            problem = network_problem(error, self._at, signed=self._endurance.signed)
        if self._have > before:
            self._endurance.succeeded()
            if self._have >= self._file.size or problem.kind is ProblemKind.LOST:
                return  # a connection that broke after it brought something is simply made again
        self._endurance.failed(problem)

    def _ask(self, file: FileIO) -> None:
        headers = dict(self._headers)
        if self._have and self._ranges:
            headers["Range"] = f"bytes={self._have}-"
        silence = self._endurance.patience.silence
        with get_session().stream("GET", self._url, headers=headers, timeout=silence) as response:
            hf_raise_for_status(response)
            self._endurance.reached = True
            skip = self._beginning(response)
            if skip is None:
                self._ranges = False  # the next request asks for all of it, and drops what is here
                return
            for piece in response.iter_bytes():
                if skip >= len(piece):
                    skip -= len(piece)
                    self._came(0)
                    continue
                self._write(file, piece[skip:])
                skip = 0

    def _beginning(self, response: httpx2.Response) -> int | None:
        """How many bytes of the answer are here already; None if it begins after them.

        Raises `Stopped` if the answer is of a file of another size.
        """
        encoded = response.headers.get("Content-Encoding", "identity").lower() != "identity"
        if response.status_code != 206:
            length = response.headers.get("Content-Length", "")
            if "html" in response.headers.get("Content-Type", "") and length != str(self._file.size):
                raise Stopped(replace(self._at, kind=ProblemKind.NOT_A_HUB))
            if length.isdigit() and not encoded:
                self._check_size(int(length))
            return self._have
        match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or encoded:
            return None
        if match[3] != "*":
            self._check_size(int(match[3]))
        start = int(match[1])
        return self._have - start if start <= self._have else None

    def _check_size(self, size: int) -> None:
        if size != self._file.size:
            raise Stopped(replace(self._at, kind=ProblemKind.WRONG_SIZE))

    def _write(self, file: FileIO, piece: bytes) -> None:
        if self._have + len(piece) > self._file.size:
            raise Stopped(replace(self._at, kind=ProblemKind.WRONG_SIZE))
        rest = memoryview(piece)
        while rest:
            written = file.write(rest)  # may be less than all of it, on a disk that is nearly full
            self._have += written
            rest = rest[written:]
            self._came(written)
