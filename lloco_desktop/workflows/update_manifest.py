"""What a release says of itself: a small signed file. Whose signature counts is fixed in the build.

    {"application": "lloco-desktop", "version": "0.2.0", "date": "2026-11-21",
     "page": "https://...", "news": {"en": "...", "zh_CN": "..."}, "needs": {"en": "macOS 14", ...}}

`needs` may be left out. The detached signature is Ed25519 (RFC 8032) over the bytes of the file, in base64.
It is checked before anything is read: what is not signed is not even parsed.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lloco_desktop.settings import APP_NAME, resources

KEY_BYTES = 32
LONGEST_LINE, LONGEST_ADDRESS = 300, 500  # characters
LOOPBACK = ("127.0.0.1", "::1", "localhost")  # where plain http is allowed: it does not leave the machine
SPOKEN_BY_ALL = "en"
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){1,3}", re.ASCII)
_OWN = re.compile(r"(\d+(?:\.\d+)*)(.*)", re.ASCII)

log = logging.getLogger(__name__)


class NotSigned(Exception):
    """The signature is not one over these bytes by that key."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look, and whose signature counts."""

    address: str
    public_key: bytes

    @property
    def host(self) -> str:
        """Whom a look asks."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True, slots=True)
class Release:
    """A version that there is."""

    version: str
    day: date  # on which it was said
    page: str  # its address
    news: Mapping[str, str]  # one line in each language
    needs: Mapping[str, str] = field(default_factory=dict)  # the systems that it runs on, likewise

    @property
    def rank(self) -> tuple[tuple[int, ...], date]:
        """Grows from release to release: by the version, then by the day on which it was said."""
        return rank_of(self.version)[0], self.day


def in_language(lines: Mapping[str, str], code: str) -> str:
    """The line in a language ("zh_CN"), or in English; empty where there is none."""
    return lines.get(code) or lines.get(code.partition("_")[0]) or lines.get(SPOKEN_BY_ALL, "")


def rank_of(version: str) -> tuple[tuple[int, ...], bool]:
    """What versions are compared by: "0.2" is "0.2.0", and "0.2.0rc1" is before both."""
    found = _OWN.match(version)
    if found is None:
        return (), False
    numbers = [int(part) for part in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), found[2] == ""


def read_source(file: Path | None = None) -> Source | None:
    """What the build names; None where it names nothing, or nothing that can be used (which is logged)."""
    file = file or resources() / "updates.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        address, key = raw["address"], raw["public_key"]
        if not address and not key:
            return None
        if not is_safe(address) or "?" in address or "#" in address:
            raise ValueError("the address is not one of https")
        return Source(address, decoded(key, KEY_BYTES))
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s names no place to look for new versions: %s", file, error)
        return None


def read_release(data: bytes, signature: bytes, public_key: bytes) -> Release:
    """The release that a manifest tells of.

    Raises `NotSigned`, or `ValueError` for what is signed and makes no sense.
    """
    check_signature(data, signature, public_key)
    try:
        raw = json.loads(data.decode("utf-8"))
        if raw["application"] != APP_NAME:
            raise ValueError("a manifest of something else")
        if not _VERSION.fullmatch(raw["version"]):
            raise ValueError("no version")
        if not is_safe(raw["page"]):
            raise ValueError("the page is not one of https")
        news, needs = _lines(raw["news"]), _lines(raw.get("needs", {}))
        if SPOKEN_BY_ALL not in news:
            raise ValueError("no news in English")
        return Release(raw["version"], date.fromisoformat(raw["date"]), raw["page"], news, needs)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error!r}") from error


def check_signature(data: bytes, signature: bytes, public_key: bytes) -> None:
    """Raises `NotSigned`. `signature` is what the file has: base64, perhaps with a line's end."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(decoded(signature, 64), data)
    except (InvalidSignature, ValueError) as error:
        raise NotSigned(str(error) or "the signature is another one") from error


def decoded(text: str | bytes, size: int) -> bytes:
    """Base64 of so many bytes. Raises `ValueError`."""
    try:
        plain = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from error
    if len(plain) != size:
        raise ValueError(f"{len(plain)} bytes where {size} should be")
    return plain


def is_safe(address: str) -> bool:
    """Whether an address is https, or does not leave this machine, and hides nothing."""
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        host, secret, _port = parts.hostname, parts.username or parts.password, parts.port
    except ValueError:
        return False
    if not host or secret is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def _lines(raw: Any) -> dict[str, str]:
    lines = {str(code): line for code, line in raw.items()}
    for line in lines.values():
        if not isinstance(line, str) or not line.strip() or len(line) > LONGEST_LINE:
            raise ValueError("a line is empty or too long")
        if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in line):
            raise ValueError("a line has characters that are not seen")
    return lines
