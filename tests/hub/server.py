"""A local server that speaks the model hub's protocol, as `huggingface_hub` expects it.

    GET  /api/models/OWNER/NAME[/revision/REVISION][?blobs=true]     the commit and the files
    GET  /api/models/OWNER/NAME/tree/REVISION                        the files
    HEAD /OWNER/NAME/resolve/REVISION/PATH                           headers of a file
    GET  /OWNER/NAME/resolve/REVISION/PATH                           a small file; a redirect for a large one
    GET  /store/OWNER/NAME/PATH/SHA256                               a large file, at another origin

Small files carry their git blob name as ETag, large ones X-Linked-Etag (SHA-256) and X-Linked-Size. Gated
repositories refuse with 401 or 403 and the hub's X-Error-Code. Ranges are honoured. `Fault`s make it go
wrong.

As a program it serves checkpoints: `python -m tests.hub.server FOLDER --port 8080 --rate 2000000`, where
FOLDER has `OWNER/NAME/` folders; then the setting `hub_endpoint` is "http://127.0.0.1:8080".
"""

from __future__ import annotations

import argparse
import json
import re
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.hub.faults import Fault, Wrong
from tests.hub.repository import Repository, RepositoryFile, repository_of_folder

PIECE = 16 * 1024


@dataclass(frozen=True)
class Asked:
    """One request, as it is logged."""

    method: str
    path: str  # of the address, without its query
    file: str  # of the repository; "" for listings
    range: str | None
    authorization: str | None
    user_agent: str
    at_store: bool  # it came to the store of large files, not to the hub


@dataclass
class HubServer:
    """The server; `with HubServer([...]) as hub:`."""

    repositories: Sequence[Repository] = ()
    tokens: Sequence[str] = ()  # known to the hub, with every licence accepted
    strangers: Sequence[str] = ()  # known to the hub, without an accepted licence
    rate: float | None = None  # bytes per second for each connection
    port: int = 0
    bare_listings: bool = False  # without sizes and hashes, as some mirrors answer
    log: list[Asked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sent: int = 0  # bytes of files
    changed: threading.Condition = field(default_factory=threading.Condition)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> HubServer:
        self._hub = self._serve(self.port, at_store=False)
        self._store = self._serve(0, at_store=True)
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        for server in (self._hub, self._store):
            server.shutdown()
            server.server_close()

    @property
    def address(self) -> str:
        """The endpoint."""
        return f"http://127.0.0.1:{self._hub.server_address[1]}"

    @property
    def store_address(self) -> str:
        """Where large files are."""
        return f"http://127.0.0.1:{self._store.server_address[1]}"

    def fault(self, wrong: Wrong, path: str = "*", **more: Any) -> Fault:
        """Go wrong from now on."""
        fault = Fault(wrong, path, **more)
        with self.changed:
            self.faults.append(fault)
        return fault

    def heal(self) -> None:
        """Go wrong no more."""
        with self.changed:
            self.faults.clear()

    def wait_sent(self, number: int, seconds: float = 30.0) -> None:
        """Wait until so many bytes of files were sent in all."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.sent >= number, seconds), self.log

    def bodies(self, path: str) -> list[Asked]:
        """The requests that asked for a file's bytes, at the place that has them."""
        large = any(path in one.files and one.files[path].is_lfs for one in self.repositories)
        return [one for one in self.log if one.file == path and one.method == "GET" and one.at_store == large]

    def ranges(self, path: str) -> list[str | None]:
        """The Range headers of those."""
        return [one.range for one in self.bodies(path)]

    def take(self, path: str, ranged: bool) -> Fault | None:
        """The fault that concerns a request, used up once."""
        with self.changed:
            for fault in self.faults:
                if fault.fits(path, ranged):
                    fault.times -= 1
                    return fault
        return None

    def _serve(self, port: int, *, at_store: bool) -> ThreadingHTTPServer:
        handler = type("Handler", (_Handler,), {"hub": self, "at_store": at_store})
        server = _Server(("127.0.0.1", port), handler)
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Clients go away in the middle of an answer here: they are killed."""


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    at_store: bool
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *args: object) -> None:
        pass

    # --- what is asked for --------------------------------------------------------------------

    def _answer(self) -> None:
        address = urlsplit(self.path)
        path = address.path  # quoted: a revision may have a slash of its own
        found = self._find(path)
        asked = Asked(
            self.command,
            path,
            found[1] if found else "",
            self.headers.get("Range"),
            self.headers.get("Authorization"),
            self.headers.get("User-Agent", ""),
            self.at_store,
        )
        with self.hub.changed:
            self.hub.log.append(asked)
            self.hub.changed.notify_all()
        with suppress(ConnectionError, TimeoutError):
            if self.at_store:
                self._stored(path)
            elif path.startswith("/api/models/"):
                self._api(path, parse_qs(address.query))
            elif found is not None:
                self._resolve(*found)
            else:
                self._refuse(404, "RepoNotFound", "Sorry, we can't find the page you are looking for.")

    def _find(self, path: str) -> tuple[str, str, str] | None:
        """Repository, file and revision of a `resolve` address, or the file of a `store` address."""
        if self.at_store:
            for one in self.hub.repositories:
                for file in one.files.values():
                    if unquote(path) == f"/store/{one.name}/{file.path}/{file.sha256}":
                        return one.name, file.path, ""
            return None
        match = re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        return (match[1], unquote(match[3]), unquote(match[2])) if match else None

    def _repository(self, name: str) -> Repository | None:
        return next((one for one in self.hub.repositories if one.name == name), None)

    # --- answers ------------------------------------------------------------------------------

    def _api(self, path: str, query: dict[str, list[str]]) -> None:
        if self._went_wrong(self.hub.take("", False)):
            return
        rest = path.removeprefix("/api/models/")
        match = re.fullmatch(r"([^/]+/[^/]+)(?:/(revision|tree)/([^/]+))?", rest)
        one = self._repository(match[1]) if match else None
        token = self._token()
        if one is None or (one.private and token not in self.hub.tokens):
            signed_in = token in (*self.hub.tokens, *self.hub.strangers)
            self._refuse(404 if signed_in else 401, "RepoNotFound", "Repository not found")
            return
        assert match is not None
        if token is not None and token not in (*self.hub.tokens, *self.hub.strangers):
            self._refuse(401, None, "Invalid credentials in Authorization header")
            return
        commit = one.commit_of(unquote(match[3] or "main"))
        if commit is None:
            self._refuse(404, "RevisionNotFound", f"Invalid rev id: {match[3]}")
        elif match[2] == "tree":
            self._json(one.tree())
        else:
            blobs = query.get("blobs", ["false"])[0].lower() == "true" and not self.hub.bare_listings
            self._json(one.listing(commit, blobs=blobs))

    def _resolve(self, name: str, path: str, revision: str) -> None:
        one = self._repository(name)
        token = self._token()
        if token is not None and token not in (*self.hub.tokens, *self.hub.strangers):
            self._refuse(401, None, "Invalid credentials in Authorization header")
            return
        if one is None or (one.private and token not in self.hub.tokens):
            self._refuse(404 if token else 401, "RepoNotFound", "Repository not found")
            return
        if one.gated and token not in self.hub.tokens:
            restricted = f"Access to model {name} is restricted."
            self._refuse(403 if token else 401, "GatedRepo", restricted)
            return
        commit = one.commit_of(revision)
        if commit is None:
            self._refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            return
        file = one.files.get(path)
        if file is None:
            self._refuse(404, "EntryNotFound", "Entry not found", [("X-Repo-Commit", commit)])
            return
        more = [("X-Repo-Commit", commit)]
        if not file.is_lfs:
            self._send_file(file, [*more, ("ETag", f'"{file.blob}"')])
            return
        place = quote(f"/store/{name}/{path}/{file.sha256}")
        location = f"{self.hub.store_address}{place}?signature=secret"
        more += [("X-Linked-Size", str(file.size)), ("X-Linked-Etag", f'"{file.sha256}"')]
        self._headers(
            302, [*more, ("Location", location), ("ETag", f'"{file.blob}"'), ("Content-Length", "0")]
        )

    def _stored(self, path: str) -> None:
        found = self._find(path)
        if found is None:
            self._refuse(404, None, "AccessDenied")
            return
        one = self._repository(found[0])
        assert one is not None
        file = one.files[found[1]]
        self._send_file(file, [("ETag", f'"{file.sha256[:32]}"')])

    def _send_file(self, file: RepositoryFile, more: list[tuple[str, str]]) -> None:
        wanted = _range(self.headers.get("Range"), file.size)
        fault = self.hub.take(file.path, wanted is not None) if self.command == "GET" else None
        if self._went_wrong(fault):
            return
        wrong = fault.wrong if fault else None
        after = fault.after if fault else 0
        size = after if wrong is Wrong.WRONG_LENGTH else file.size
        start, end = (0, size) if wanted is None or wrong is Wrong.IGNORE_RANGE else wanted
        if start >= size > 0:
            self._headers(416, [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")])
            return
        ranged = wanted is not None and wrong is not Wrong.IGNORE_RANGE
        if wrong is Wrong.SHIFTED_RANGE:
            start = min(start + after, size - 1)
        if wrong is Wrong.SHORT_RANGE:
            end = min(end, start + after)
        end = min(end, size)
        if ranged:
            more = [*more, ("Content-Range", f"bytes {start}-{end - 1}/{size}")]
        more = [*more, ("Accept-Ranges", "bytes"), ("Content-Length", str(end - start))]
        self._headers(206 if ranged else 200, [*more, ("Content-Type", "application/octet-stream")])
        if self.command == "GET":
            self._send_bytes(file, start, end, fault)

    def _send_bytes(self, file: RepositoryFile, start: int, end: int, fault: Fault | None) -> None:
        stop = start + fault.after if fault and fault.wrong is Wrong.DROP else end
        piece = PIECE if self.hub.rate is None else max(1, min(PIECE, int(self.hub.rate / 20)))
        for place in range(start, min(stop, end), piece):
            part = file.read(place, min(piece, min(stop, end) - place))
            if fault and fault.wrong is Wrong.WRONG_BYTES:
                part = bytes(255 - one for one in part)
            self.wfile.write(part)
            with self.hub.changed:
                self.hub.sent += len(part)
                self.hub.changed.notify_all()
            if self.hub.rate is not None and self.hub.closing.wait(len(part) / self.hub.rate):
                break
        if stop < end:
            self.wfile.flush()
            self.close_connection = True

    def _went_wrong(self, fault: Fault | None) -> bool:
        """Whether a fault was the whole answer."""
        if fault is None:
            return False
        if fault.wrong is Wrong.HANG:
            self.hub.closing.wait()
            self.close_connection = True
        elif fault.wrong is Wrong.STATUS:
            self._refuse(fault.status, None, "it was told to", fault.headers)
        elif fault.wrong is Wrong.WEB_PAGE:
            page = b"<html><body>Please sign in</body></html>"
            self._headers(200, [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
            self.wfile.write(page)
        else:
            return False
        return True

    # --- the least things ---------------------------------------------------------------------

    def _token(self) -> str | None:
        authorization = self.headers.get("Authorization")
        return authorization.removeprefix("Bearer ") if authorization else None

    def _refuse(
        self, status: int, code: str | None, message: str, more: Iterable[tuple[str, str]] = ()
    ) -> None:
        headers = [*more, ("X-Error-Message", message)]
        if code is not None:
            headers.append(("X-Error-Code", code))
        self._json({"error": message}, status, headers)

    def _json(self, data: object, status: int = 200, more: Iterable[tuple[str, str]] = ()) -> None:
        body = json.dumps(data).encode()
        headers = [*more, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        self._headers(status, headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _headers(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()


def _range(header: str | None, size: int) -> tuple[int, int] | None:
    """From and up to of a `bytes=A-[B]` header."""
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", header or "")
    if match is None:
        return None
    return int(match[1]), min(int(match[2]) + 1 if match[2] else size, size)


def main(argv: Sequence[str] | None = None) -> None:
    """Serve the checkpoints of a folder until the program is ended."""
    parser = argparse.ArgumentParser(description="Serves checkpoints as the model hub does.")
    parser.add_argument("folder", type=Path, help="has a folder OWNER/NAME for each repository")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--rate", type=float, default=None, help="bytes per second of each connection")
    parser.add_argument("--gated", action="append", default=[], metavar="OWNER/NAME", help="wants --token")
    parser.add_argument("--token", action="append", default=[], help="a token that is let in")
    options = parser.parse_args(argv)
    repositories = [
        repository_of_folder(
            name := f"{folder.parent.name}/{folder.name}",
            folder,
            gated=name in options.gated,
            any_commit=True,  # presets are pinned to commits that these folders know nothing of
        )
        for folder in sorted(options.folder.glob("*/*"))
        if folder.is_dir()
    ]
    with HubServer(repositories, tokens=options.token, rate=options.rate, port=options.port) as hub:
        print(f"{hub.address} has {', '.join(one.name for one in repositories) or 'nothing'}", flush=True)
        with suppress(KeyboardInterrupt):
            hub.closing.wait()


if __name__ == "__main__":
    main()
