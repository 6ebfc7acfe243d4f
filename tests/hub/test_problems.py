"""Every reason for which a download stops is a sentence, and every failure of a request has a reason."""

from __future__ import annotations

import errno
import re
import socket
import ssl

import httpx2
import pytest

from lloco_desktop.errors import DownloadDamaged, DownloadError, DownloadRefused
from lloco_desktop.hub.disk import disk_problem
from lloco_desktop.hub.problems import Problem, ProblemKind, as_error
from lloco_desktop.hub.reasons import network_problem

AT = Problem(ProblemKind.LOST, "owner/name", "model.bin", "hub.example", "/models/llama")


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("kind", ProblemKind)
def test_each_kind_has_one_or_two_sentences_of_its_own(kind: ProblemKind, mirror: bool) -> None:
    problem = Problem(
        kind, "owner/name", "model.bin", "hub.example", "/models/llama", 500, 300, 10**10, 10**9, "why"
    )
    text = str(as_error(problem, mirror=mirror))
    assert 2 <= len(re.findall(r"[.;] |[.;]$|, so nothing", text)) + text.count("(") <= 5, text
    assert text[0].isupper() or text.startswith(("owner/", "hub.", "model."))
    assert text.endswith(".")
    assert "None" not in text
    others = {str(as_error(Problem(one), mirror=mirror)) for one in ProblemKind}
    assert len(others) >= len(ProblemKind) - 2  # a mirror lacks a repository and a version in the same words


def test_the_kinds_of_errors_are_those_that_callers_tell_apart() -> None:
    def kinds(error: type[DownloadError]) -> set[ProblemKind]:
        return {kind for kind in ProblemKind if type(as_error(Problem(kind), mirror=False)) is error}

    assert kinds(DownloadDamaged) == {
        ProblemKind.WRONG_CONTENT,
        ProblemKind.WRONG_SIZE,
        ProblemKind.CHANGED,
        ProblemKind.UNSAFE_PATH,
    }
    assert {ProblemKind.TOKEN_WANTED, ProblemKind.TOKEN_WRONG, ProblemKind.NO_FILE} < kinds(DownloadRefused)
    assert {ProblemKind.DISK_FULL, ProblemKind.LOST, ProblemKind.TLS} < kinds(DownloadError)


def test_gigabytes_are_rounded_so_that_nobody_makes_too_little_room() -> None:
    problem = Problem(ProblemKind.NO_ROOM, place="D:", needed=13_470_000_001, free=13_469_999_999)
    assert "needs 13.5 GB more and the disk of D: has 13.4 GB free" in str(as_error(problem, mirror=False))


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (
            _caused(httpx2.ConnectError("x"), socket.gaierror(socket.EAI_NONAME, "x")),
            ProblemKind.NO_SUCH_HOST,
        ),
        (_caused(httpx2.ConnectError("x"), socket.gaierror(socket.EAI_AGAIN, "x")), ProblemKind.NO_NETWORK),
        (_caused(httpx2.ConnectError("x"), OSError(errno.ENETUNREACH, "x")), ProblemKind.NO_NETWORK),
        (_caused(httpx2.ConnectError("x"), ConnectionRefusedError()), ProblemKind.UNREACHABLE),
        (_caused(httpx2.ConnectError("x"), ssl.SSLCertVerificationError("x")), ProblemKind.TLS),
        (_caused(httpx2.ReadError("x"), ssl.SSLError("x")), ProblemKind.TLS),
        (httpx2.ConnectTimeout("x"), ProblemKind.SILENT),
        (httpx2.ReadTimeout("x"), ProblemKind.SILENT),
        (httpx2.ReadError("x"), ProblemKind.LOST),
        (httpx2.RemoteProtocolError("x"), ProblemKind.LOST),
        (httpx2.ProxyError("x"), ProblemKind.PROXY),
        (httpx2.TooManyRedirects("x"), ProblemKind.NOT_A_HUB),
        (httpx2.UnsupportedProtocol("x"), ProblemKind.NOT_A_HUB),
    ],
)
def test_what_a_failed_request_means(error: Exception, kind: ProblemKind) -> None:
    assert network_problem(error, AT, signed=False).kind is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, ProblemKind.DISK_FULL),
        (errno.EDQUOT, ProblemKind.DISK_FULL),
        (errno.EFBIG, ProblemKind.FILE_TOO_LARGE),
        (errno.EACCES, ProblemKind.CANNOT_WRITE),
        (errno.EROFS, ProblemKind.CANNOT_WRITE),
        (errno.EIO, ProblemKind.CANNOT_WRITE),
    ],
)
def test_what_a_failed_writing_means(number: int, kind: ProblemKind) -> None:
    assert disk_problem(OSError(number, "why"), AT).kind is kind
