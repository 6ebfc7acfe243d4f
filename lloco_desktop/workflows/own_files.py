"""Files that came without a place of their own: a PDF that was dragged out of a browser as bytes.

They are kept in the workspace's folder `files/`, imported from there, and removed with their document, since
nobody else has them.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from lloco_desktop.errors import BadInput, WorkspaceFull
from lloco_desktop.sentences import say
from lloco_desktop.workflows.import_needs import is_pdf

FOLDER = "files"
LONGEST = 120  # characters of a name
FORBIDDEN = '<>:"/\\|?*'  # in the names of one system or another

log = logging.getLogger(__name__)


def keep(workspace: Path, name: str, data: bytes) -> Path:
    """Write bytes as a file of the workspace. Raises `BadInput` if they are no PDF, or `WorkspaceFull`."""
    if not is_pdf(data):
        raise BadInput(
            say("What was dropped is not a PDF, so nothing was imported. Save it first, then drop the file.")
        )
    folder = workspace.absolute() / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path = _free(folder, safe_name(name))
        draft = path.with_suffix(".part")
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise WorkspaceFull(
            say(
                "What was dropped could not be kept ({reason}). Nothing was imported; free some space and "
                "drop it again.",
                reason=error.strerror,
            )
        ) from error
    return path


def is_own(workspace: Path, path: Path) -> bool:
    """Whether a file is one of the workspace's own."""
    return path.parent == workspace.absolute() / FOLDER


def remove(workspace: Path, paths: Iterable[Path]) -> None:
    """Remove those of these files that are the workspace's own."""
    for path in paths:
        if is_own(workspace, path):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                log.warning("%s could not be removed", path, exc_info=True)


def safe_name(name: str) -> str:
    """A file name that every system takes, with `.pdf` at its end."""
    kept = "".join(
        " " if unicodedata.category(char)[0] == "C" or char in FORBIDDEN else char
        for char in unicodedata.normalize("NFC", name)
    )
    stem = " ".join(kept.split()).strip(". ")
    if stem.lower().endswith(".pdf"):
        stem = stem[:-4].strip(". ")
    return f"{stem[:LONGEST].strip('. ') or 'document'}.pdf"


def _free(folder: Path, name: str) -> Path:
    """A name in the folder that is not taken."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} {number}.pdf"
    return path
