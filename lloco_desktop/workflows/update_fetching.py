"""Fetches one small file over https: nothing is sent but the request for it, and only so much is read.

There are no cookies, no passwords, no version and no number of this installation in a request; the system's
proxy is used where one is set. A redirect is followed to https alone.
"""

from __future__ import annotations

import ssl
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from lloco_desktop.workflows.update_manifest import LOOPBACK, is_safe

AGENT = "lloco-desktop"
SILENCE, WHOLE = 10.0, 25.0  # seconds without a byte, and for all of them
PIECE = 4096  # bytes
# Where systems keep the certificates that they trust, if it is not where the bundled OpenSSL looks.
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
T = TypeVar("T")


class Refused(Exception):
    """What came is nothing to be read: too much of it, or the way to it leads off https."""


class _OnlySecure(HTTPRedirectHandler):
    """Follows a redirect to https, a few times."""

    max_redirections = 3
    max_repeats = 2

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Where to go on. Raises `Refused`."""
        if not newurl.startswith("https://") or not is_safe(newurl):
            fp.close()
            raise Refused(f"redirected to {newurl[:80]!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str, most: int, *, silence: float = SILENCE, whole: float = WHOLE) -> bytes:
    """The bytes at an address, at most `most`, read in no more than `whole` seconds.

    Raises `Refused`; `OSError`, `http.client.HTTPException` or `ValueError` where there is no answer.
    """
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - `is_safe` allows no other schemes
    if not is_safe(address):
        raise Refused("not an address of https")
    end = time.monotonic() + whole
    try:
        response = _opener(address).open(request, timeout=silence)
    except HTTPError as error:
        with error:
            raise OSError(f"the answer was {error.code}") from None
    assert isinstance(response, HTTPResponse)
    with response:
        data = b""
        while piece := response.read1(PIECE):
            data += piece
            if len(data) > most:
                raise Refused(f"more than {most} bytes")
            if time.monotonic() > end:
                raise TimeoutError("too slow")
    expected = response.headers.get("Content-Length")
    if expected is not None and expected.isdecimal() and int(expected) != len(data):
        raise OSError("the answer ended early")
    return data


def within(seconds: float, work: Callable[[], T]) -> T:
    """Call `work` in a thread and wait so long for it. Raises `TimeoutError`, and what `work` raises.

    Looking up a name has no time limit of its own, and an answer that comes byte by byte is never silent.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            future.set_exception(error)

    threading.Thread(target=run, name="look", daemon=True).start()
    return future.result(max(seconds, 0.0))


def _opener(address: str) -> OpenerDirector:
    """Not urllib's own, which also opens files and ftp."""
    opener = OpenerDirector()
    opener.addheaders = []
    here = urlsplit(address).hostname in LOOPBACK
    for handler in (
        ProxyHandler({} if here else None),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(context=_trust()),
        HTTPDefaultErrorHandler(),
        _OnlySecure(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    usual = ssl.get_default_verify_paths()
    if sys.platform.startswith("linux") and not usual.cafile and not usual.capath:
        for file in filter(Path.is_file, map(Path, CERTIFICATES)):
            context.load_verify_locations(file)
            break
    return context
