"""Opens a PDF in the child process and says in one word why it cannot. The parser is imported here."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from lloco_desktop.documents.backstop import at_most
from lloco_desktop.documents.events import Refusal, Refused
from lloco_desktop.sentences import to_say

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024  # bytes; readers tolerate junk before the header, and so do we

# what other files begin with, for a sentence that helps
_OTHER_KINDS = (
    (b"PK\x03\x04", to_say("it looks like an Office document or a ZIP archive")),
    (b"\xd0\xcf\x11\xe0", to_say("it looks like an old Office document")),
    (b"\x89PNG", to_say("it looks like a PNG image")),
    (b"\xff\xd8\xff", to_say("it looks like a JPEG image")),
    (b"GIF8", to_say("it looks like a GIF image")),
    (b"II*\x00", to_say("it looks like a TIFF image")),
    (b"MM\x00*", to_say("it looks like a TIFF image")),
    (b"%!PS", to_say("it looks like a PostScript file")),
    (b"{\\rtf", to_say("it looks like an RTF document")),
    (b"\x1f\x8b", to_say("it looks like a compressed archive")),
    (b"AT&TFORM", to_say("it looks like a DjVu document")),
)


# what the parser raises for bad files; its Python layer stumbles over missing objects as over any None
PARSER_FAILURES = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    IndexError,
    KeyError,
    AttributeError,
    TypeError,
    AssertionError,
)


class CannotRead(Exception):
    """This file cannot be read, for a reason that is the file's."""

    def __init__(self, why: Refusal, detail: str = "", pages: int = 0) -> None:
        super().__init__(why.value)
        self.refused = Refused(why, detail, pages)


@dataclass(frozen=True)
class Stamp:
    """What tells whether a file is still the same."""

    size: int
    modified: int
    inode: int

    @classmethod
    def of(cls, path: str) -> Stamp:
        """The file's stamp now. Raises `CannotRead` if it is no readable ordinary file."""
        with _file_errors():
            status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise CannotRead(Refusal.FOLDER)
        if not stat.S_ISREG(status.st_mode):  # opening a pipe or a device could wait for ever
            raise CannotRead(Refusal.NOT_A_FILE)
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise CannotRead(Refusal.MISSING) from error
    except (NotADirectoryError, ValueError) as error:
        raise CannotRead(Refusal.MISSING) from error
    except PermissionError as error:
        raise CannotRead(Refusal.FORBIDDEN) from error
    except IsADirectoryError as error:
        raise CannotRead(Refusal.FOLDER) from error
    except OSError as error:
        raise CannotRead(Refusal.BROKEN_DISK, error.strerror or "unknown reason") from error


@contextmanager
def opened_pdf(path: str, password: str | None, seconds: float) -> Iterator[pymupdf.Document]:
    """The open, unlocked document; refuses it as changed if the file is another one at the end.

    Opening may take `seconds` (and a grace) before this process is ended.
    """
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    before = Stamp.of(path)
    _check_bytes(path, before.size)
    try:
        with _openable(path) as openable, _opened(openable, password, seconds) as document:
            yield document
    except CannotRead:
        _check_unchanged(path, before)  # the better explanation, if it is one
        raise
    _check_unchanged(path, before)


@contextmanager
def _opened(path: str, password: str | None, seconds: float) -> Iterator[pymupdf.Document]:
    with at_most(seconds), parser_errors():
        document = pymupdf.open(path, filetype="pdf")
    with document:
        with at_most(seconds), parser_errors():
            _unlock(document, password)
            pages = document.page_count
        if pages < 1:
            raise CannotRead(Refusal.NO_PAGES)
        yield document


def _check_bytes(path: str, size: int) -> None:
    with _file_errors(), Path(path).open("rb") as file:
        head = file.read(_MAGIC_WITHIN)
    if size == 0 or not head:
        raise CannotRead(Refusal.NO_BYTES)
    if _MAGIC in head:
        return
    kind = next((words for magic, words in _OTHER_KINDS if head.startswith(magic)), "")
    if not kind and head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        kind = to_say("it is a web page, as a failed download often leaves it")
    raise CannotRead(Refusal.NOT_PDF, kind)


def _check_unchanged(path: str, before: Stamp) -> None:
    if Stamp.of(path) != before:
        raise CannotRead(Refusal.CHANGED)


@contextmanager
def _openable(path: str) -> Iterator[str]:
    """A name of the file that the parser can take: it wants UTF-8, which a name on disk need not be."""
    try:
        path.encode()
    except UnicodeEncodeError:
        with Path(path).open("rb") as file:
            yield f"/dev/fd/{file.fileno()}"
    else:
        yield path


@contextmanager
def parser_errors() -> Iterator[None]:
    """Turn the parser's exceptions into ours: out of memory, or damaged. Only for calls of the parser."""
    try:
        yield
    except PARSER_FAILURES as error:
        if _is_out_of_memory(error):
            raise CannotRead(Refusal.TOO_MUCH_MEMORY) from error
        raise CannotRead(Refusal.DAMAGED) from error


def _is_out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return "alloc" in text or "out of memory" in text


def _unlock(document: pymupdf.Document, password: str | None) -> None:
    """Authenticate; a document that opens without a password (only printing is restricted) just passes."""
    if not document.needs_pass:
        return
    if document.authenticate(""):
        return
    if password is None:
        raise CannotRead(Refusal.LOCKED)
    if not document.authenticate(password):
        raise CannotRead(Refusal.WRONG_PASSWORD)
