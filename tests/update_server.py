"""A place to look for new versions, on this machine: what it answers, and what it was asked."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lloco_desktop.workflows.update_manifest import Source

MANIFEST = "/updates.json"
Answer = Callable[[BaseHTTPRequestHandler], None]  # writes it


def manifest(**changes: Any) -> bytes:
    """What version 0.2.0 says of itself; a None leaves a field out."""
    raw = {
        "application": "lloco-desktop",
        "version": "0.2.0",
        "date": "2026-11-21",
        "page": "https://example.org/lloco/0.2.0",
        "news": {"en": "Larger backbones.", "zh_CN": "更大的模型。"},
        **changes,
    }
    return json.dumps({name: value for name, value in raw.items() if value is not None}).encode()


def plain(body: bytes) -> Answer:
    """These bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(address: str) -> Answer:
    """Somewhere else."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


class UpdateServer:
    """Serves until `close`. What is there is in `answers`; what was asked, with its head, in `asked`."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 30

            def do_GET(self) -> None:
                owner.asked.append((self.path, dict(self.headers)))
                answer = owner.answers.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who asked has gone
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True)
        self._thread.start()

    @property
    def source(self) -> Source:
        """Where it is, and its key."""
        address = f"http://127.0.0.1:{self.port}{MANIFEST}"
        return Source(address, self.key.public_key().public_bytes_raw())

    def publish(self, data: bytes | None = None, **changes: Any) -> None:
        """Put a manifest there, with its signature."""
        data = manifest(**changes) if data is None else data
        self.answers[MANIFEST] = plain(data)
        self.answers[f"{MANIFEST}.sig"] = plain(base64.b64encode(self.key.sign(data)) + b"\n")

    def silent(self, _handler: BaseHTTPRequestHandler) -> None:
        """An answer that does not come."""
        self.closing.wait(30)

    def dripping(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer that comes byte by byte, and does not end."""
        handler.send_response(200)
        handler.end_headers()
        while not self.closing.wait(0.01):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    def close(self) -> None:
        """No more answers."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
