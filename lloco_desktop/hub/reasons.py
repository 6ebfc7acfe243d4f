"""What an exception in the downloading child means, as a `Problem`. Child process only."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace

import httpx2
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import parse_ratelimit_headers

from lloco_desktop.hub.problems import Problem, ProblemKind

NETWORK_ERRORS = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, HfHubHTTPError)

_UNROUTED = (errno.ENETUNREACH, errno.ENETDOWN)


class Stopped(Exception):
    """The download ends here, for a reason that is data."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind.name)
        self.problem = problem


def network_problem(error: Exception, at: Problem, *, signed: bool) -> Problem:
    """What a failed request means. `at` has the repository, file and host; `signed`: a token was sent."""
    if isinstance(error, HfHubHTTPError):
        return _refusal(error, at, signed)
    if isinstance(error, httpx2.ProxyError):
        return replace(at, kind=ProblemKind.PROXY)
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLError):
            return replace(at, kind=ProblemKind.TLS, detail=_words(cause))
        if isinstance(cause, socket.gaierror):
            away = cause.errno in (socket.EAI_AGAIN, errno.EAGAIN)
            return replace(at, kind=ProblemKind.NO_NETWORK if away else ProblemKind.NO_SUCH_HOST)
        if isinstance(cause, OSError) and cause.errno in _UNROUTED:
            return replace(at, kind=ProblemKind.NO_NETWORK)
    if isinstance(error, httpx2.TimeoutException):
        return replace(at, kind=ProblemKind.SILENT)
    if isinstance(error, httpx2.ConnectError):
        return replace(at, kind=ProblemKind.UNREACHABLE)
    if isinstance(error, httpx2.TransportError) and not isinstance(error, httpx2.UnsupportedProtocol):
        return replace(at, kind=ProblemKind.LOST)
    return replace(at, kind=ProblemKind.NOT_A_HUB)


def _refusal(error: HfHubHTTPError, at: Problem, signed: bool) -> Problem:
    response = error.response
    status, code = response.status_code, response.headers.get("X-Error-Code")
    at = replace(at, status=status)
    if isinstance(error, GatedRepoError):
        return replace(at, kind=ProblemKind.LICENCE_NOT_ACCEPTED if signed else ProblemKind.TOKEN_WANTED)
    if isinstance(error, RevisionNotFoundError):
        return replace(at, kind=ProblemKind.NO_REVISION)
    if isinstance(error, EntryNotFoundError):
        return replace(at, kind=ProblemKind.NO_FILE)
    if status == 401 and signed and code is None:
        return replace(at, kind=ProblemKind.TOKEN_WRONG)
    if isinstance(error, RepositoryNotFoundError) or status == 401:
        return replace(at, kind=ProblemKind.NO_REPOSITORY)
    kinds = {
        403: ProblemKind.FORBIDDEN,
        404: ProblemKind.NO_FILE if at.name else ProblemKind.NO_REPOSITORY,
        407: ProblemKind.PROXY,
        408: ProblemKind.SILENT,
        410: ProblemKind.NO_FILE if at.name else ProblemKind.NO_REPOSITORY,
        416: ProblemKind.WRONG_SIZE,
        429: ProblemKind.TOO_MANY,
    }
    kind = kinds.get(status, ProblemKind.SERVER if status >= 500 else ProblemKind.STATUS)
    return replace(at, kind=kind, seconds=_asked_pause(response))


def _asked_pause(response: httpx2.Response) -> float:
    """The seconds that a hub asks to wait; 0 if it does not say."""
    limit = parse_ratelimit_headers(response.headers)
    if limit is not None and limit.remaining == 0:
        return float(limit.reset_in_seconds)
    after = response.headers.get("Retry-After", "").strip()
    return float(after) if after.isdigit() else 0.0


def _words(error: ssl.SSLError) -> str:
    """A few words of why, for people who know."""
    said = getattr(error, "verify_message", None) or getattr(error, "reason", None) or "TLS"
    return str(said).replace("_", " ").lower()


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__
