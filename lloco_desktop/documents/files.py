"""Which files an import means, what their bytes are, and how their names are shown."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from lloco_desktop.errors import DocumentUnreadable
from lloco_desktop.sentences import say, to_say

_CHUNK = 1 << 20


def find_pdfs(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to import: named files as they are, folders recursively for `*.pdf`, each file once.

    Folders are walked in sorted order; hidden files and folders below them are skipped, as are links to
    folders (they can form circles). A named file is yielded whatever its name, so that its import can
    say what is wrong with it.
    """
    seen: set[str] = set()
    for path in paths:
        found = _in_folder(path) if path.is_dir() else iter((path,))
        for file in found:
            key = os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _in_folder(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(".pdf"):
                yield Path(base) / name


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes in hex. Raises `DocumentUnreadable`."""
    name = printable_name(path)
    if path.exists() and not path.is_file():
        raise DocumentUnreadable(
            say("{name} is not a file, so there is nothing to import. Choose a PDF file instead.", name=name)
        )
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise DocumentUnreadable(missing(name)) from error
    except PermissionError as error:
        raise DocumentUnreadable(forbidden(name)) from error
    except OSError as error:
        raise DocumentUnreadable(broken_disk(name, error.strerror or "unknown")) from error
    return digest.hexdigest()


def printable_name(path: Path) -> str:
    """The file's name on one line: no control or direction characters, undecodable bytes shown as `?`."""
    name = path.name or str(path)
    shown = "".join(" " if _breaks_a_line(char) else char for char in name)
    shown = "".join("?" if "\ud800" <= char <= "\udfff" else char for char in shown)
    return " ".join(shown.split()) or "?"


def _breaks_a_line(char: str) -> bool:
    """Whether a character would disturb a line of text: control, line or paragraph separator, direction."""
    return unicodedata.category(char) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(char) in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip


NOT_IMPORTED = to_say("nothing was imported from it")


def missing(name: str, kept: str = NOT_IMPORTED) -> str:
    """The sentence for a file that is not there."""
    return say(
        "{name} is not there any more; {kept}. Check whether it was moved or renamed.",
        name=name,
        kept=say(kept),
    )


def forbidden(name: str, kept: str = NOT_IMPORTED) -> str:
    """The sentence for a file that may not be read."""
    return say(
        "You are not allowed to read {name}; {kept}. Change its permissions and retry.",
        name=name,
        kept=say(kept),
    )


def broken_disk(name: str, reason: str, kept: str = NOT_IMPORTED) -> str:
    """The sentence for a file whose bytes cannot be had."""
    return say(
        "{name} could not be read ({reason}); {kept}. Check the disk that it is on and retry.",
        name=name,
        reason=reason,
        kept=say(kept),
    )
