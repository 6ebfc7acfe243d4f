"""What a drag or the clipboard holds, sorted by what can be done with it. Pure values, no widgets.

Browsers give files, bytes of a PDF that has no file (text links and attachments), or only an address. An
address is never opened: the application makes no connections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QMimeData, QUrl

PDF = "application/pdf"
OCTETS = "application/octet-stream"
WINDOWS_CONTENTS = 'application/x-qt-windows-mime;value="FileContents"'
WINDOWS_NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
MOZILLA_NAME = "application/x-moz-file-promise-dest-filename"
LIBRARY = ".lloco"  # a library as one file
NAME_AT, NAME_BYTES = 76, 520  # of the first name in a FileGroupDescriptorW


@dataclass(frozen=True, slots=True)
class Drop:
    """What somebody wants to bring in."""

    paths: tuple[Path, ...] = ()  # files and folders
    libraries: tuple[Path, ...] = ()  # libraries as files
    links: tuple[str, ...] = ()  # web addresses
    has_bytes: bool = False  # a PDF without a file: `contents` reads it

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that anything can be said about."""
        return not (self.paths or self.libraries or self.links or self.has_bytes)


def sort_out(data: QMimeData, *, texts: bool = False) -> Drop:
    """What the data holds; with `texts` also paths that were copied as text. Reads no bytes of files."""
    local = [Path(url.toLocalFile()) for url in data.urls() if _is_local(url)]
    if texts and not data.hasUrls():
        local += _paths_in(data.text())
    links = tuple(url.toString() for url in data.urls() if url.scheme().lower() in ("http", "https", "ftp"))
    has_bytes = not local and any(data.hasFormat(kind) for kind in (PDF, WINDOWS_CONTENTS))
    return Drop(
        tuple(path for path in local if path.suffix.lower() != LIBRARY),
        tuple(path for path in local if path.suffix.lower() == LIBRARY),
        () if has_bytes else links,
        has_bytes,
    )


def contents(data: QMimeData) -> tuple[str, bytes]:
    """The name and the bytes of a PDF that came without a file."""
    for kind in (PDF, WINDOWS_CONTENTS, OCTETS):
        read = bytes(data.data(kind).data()) if data.hasFormat(kind) else b""
        if read:
            return _name(data), read
    return _name(data), b""


def _name(data: QMimeData) -> str:
    """What the file is to be called."""
    if data.hasFormat(WINDOWS_NAMES):
        raw = bytes(data.data(WINDOWS_NAMES).data())[NAME_AT : NAME_AT + NAME_BYTES]
        name = raw.decode("utf-16-le", "replace").split("\0")[0]
        if name:
            return name
    if data.hasFormat(MOZILLA_NAME):
        raw = bytes(data.data(MOZILLA_NAME).data())
        name = raw.decode("utf-16-le", "replace").strip("\0")
        if name:
            return name
    for url in data.urls():
        name = PurePosixPath(url.path()).name
        if name:
            return name
    return f"dropped {date.today().isoformat()}.pdf"  # the user's own day


def _paths_in(text: str) -> Iterable[Path]:
    """The absolute paths that lines of a text are, if every line is one."""
    lines = [line.strip().strip("\"'") for line in text.splitlines() if line.strip()]
    paths = [Path(line) for line in lines[:1000] if len(line) < 4096]
    return paths if paths and all(path.is_absolute() for path in paths) else []


def _is_local(url: QUrl) -> bool:
    return url.isLocalFile() and bool(url.toLocalFile())
