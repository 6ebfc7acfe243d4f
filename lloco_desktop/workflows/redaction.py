"""Takes what is private out of a text that a user may hand to somebody else.

Known names (folders, files, titles, libraries) are looked up one by one; whatever else looks like a path to
a PDF, or lies in somebody's home, goes as well. What is left says what happened, not with whose documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from lloco_desktop.store.workspace import Workspace

SHORTEST = 3  # characters: a title of one letter would take every one of them
PDF_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\s\"'“”\\/]+[\\/])*[^\"'“”\\/\n]*?\.pdf", re.IGNORECASE)
PDF_NAME = re.compile(r"[^\s\"'“”\\/]+\.pdf", re.IGNORECASE)
OTHER_HOMES = re.compile(r"(/home/|/Users/|[A-Za-z]:\\Users\\)([^\s/\\\"':]+)")


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces names by what they stand for; the longest first, so that no part of one is left."""

    names: tuple[tuple[str, str], ...]

    def __call__(self, text: str) -> str:
        """The text without them."""
        for name, instead in self.names:
            if name in text:
                text = _whole(name).sub(instead, text)
        text = PDF_PATH.sub("<file>", text)
        text = PDF_NAME.sub("<file>", text)
        return OTHER_HOMES.sub(r"\1<user>", text)


def redactor(workspace: Workspace | None, *folders: tuple[Path, str]) -> Redactor:
    """One that knows a workspace, this user's home and name, and folders with what is said instead."""
    names: dict[str, str] = {}
    _add(names, ((str(folder), instead) for folder, instead in folders))
    _add(names, [(str(Path.home()), "~")] if len(Path.home().parts) > 1 else [])
    if workspace is not None:
        _add(names, [(str(workspace.folder), "<workspace>")])
        _add(names, ((library.name, "<library>") for library in workspace.libraries.all()))
        for document in workspace.documents.all():
            _add_file(names, document.path)
            _add(names, [(document.title, "<title>")])
        for library in workspace.libraries.all():
            for file in workspace.imports.of_library(library.id):
                _add_file(names, file.path)
    _add(names, [(_user(), "<user>")])
    longest_first = sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    return Redactor(tuple(longest_first))


def _add_file(names: dict[str, str], path: Path) -> None:
    parent = str(path.parent)
    _add(names, [(str(path), "<file>"), (path.name, "<file>"), (path.stem, "<file>")])
    if len(path.parent.parts) > 2:
        _add(names, [(parent, "<folder>")])


def _add(names: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    for name, instead in pairs:
        flat = name.strip()
        for form in {flat, flat.encode("utf-8", "backslashreplace").decode("utf-8")}:
            if len(form) >= SHORTEST:
                names.setdefault(form, instead)


def _whole(name: str) -> re.Pattern[str]:
    """The name where it is not part of a longer word."""
    before = r"(?<!\w)" if name[0].isalnum() else ""
    after = r"(?!\w)" if name[-1].isalnum() else ""
    return re.compile(before + re.escape(name) + after)


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return ""
