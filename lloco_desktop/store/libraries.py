"""Libraries: a user's named collections of documents."""

from __future__ import annotations

import difflib
import time
import unicodedata

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.summaries import PRUNE

MAX_NAME = 120  # characters

_SELECT = """
    SELECT libraries.id, libraries.name, count(documents.id), coalesce(sum(documents.pages), 0)
    FROM libraries LEFT JOIN documents ON documents.library_id = libraries.id AND documents.complete
"""


class Libraries:
    """The libraries of one workspace. Names differ by more than case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str) -> Library:
        """A new, empty library. Raises `BadInput` if the name is taken or makes no sense."""
        name = sane_name(name)
        with self._database.transaction():
            self._refuse_taken(name)
            key = self._database.insert(
                "INSERT INTO libraries (name, folded, created) VALUES (?, ?, ?)",
                (name, _folded(name), time.time()),
            )
        return Library(LibraryId(key), name, documents=0, pages=0)

    def find(self, name: str) -> Library | None:
        """The library of that name, whatever its case; None if there is none."""
        row = self._database.row(f"{_SELECT} WHERE folded = ? GROUP BY libraries.id", (_folded(name),))
        return _library(row) if row else None

    def get(self, name: str) -> Library:
        """The library of that name. Raises `BadInput`, naming those that are near, if there is none."""
        found = self.find(name)
        if found:
            return found
        names = {_folded(library.name): library.name for library in self.all()}
        near = [names[key] for key in difflib.get_close_matches(_folded(name), names, n=3)]
        if near:
            hint = "Did you mean " + " or ".join(f"“{other}”" for other in near) + "?"
        elif names:
            hint = "There is " + ", ".join(f"“{other}”" for other in list(names.values())[:5]) + "."
        else:
            hint = "There are no libraries yet; importing makes one."
        raise BadInput(f"There is no library “{name}”. {hint}")

    def by_id(self, library: LibraryId) -> Library:
        """One library. Raises `BadInput` if it is gone."""
        row = self._database.row(f"{_SELECT} WHERE libraries.id = ? GROUP BY libraries.id", (library,))
        if row is None:
            raise BadInput(f"Library {library} is no longer in the workspace.")
        return _library(row)

    def all(self) -> list[Library]:
        """Every library, by name."""
        rows = self._database.rows(f"{_SELECT} GROUP BY libraries.id ORDER BY libraries.folded")
        return [_library(row) for row in rows]

    def rename(self, library: LibraryId, name: str) -> Library:
        """Give a library another name. Raises `BadInput` if it is taken or makes no sense."""
        name = sane_name(name)
        with self._database.transaction():
            self._refuse_taken(name, but=library)
            self._database.run(
                "UPDATE libraries SET name = ?, folded = ? WHERE id = ?", (name, _folded(name), library)
            )
            return self.by_id(library)

    def delete(self, library: LibraryId) -> None:
        """Remove a library with its documents and everything made of them."""
        with self._database.transaction():
            self._database.run("DELETE FROM libraries WHERE id = ?", (library,))
            self._database.run(PRUNE)

    def _refuse_taken(self, name: str, but: LibraryId | None = None) -> None:
        other = self.find(name)
        if other and other.id != but:
            raise BadInput(f"There is already a library “{other.name}”. Choose another name.")


def sane_name(name: str) -> str:
    """The name as it is stored. Raises `BadInput` if it cannot be one."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise BadInput("A library needs a name.")
    if len(name) > MAX_NAME:
        raise BadInput(
            f"The name of a library may have {MAX_NAME} characters at most; this one has {len(name)}."
        )
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name):
        raise BadInput("The name of a library may not hold line breaks or other control characters.")
    return name


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    return folded.encode("utf-8", "replace").decode("utf-8")


def _library(row: Row) -> Library:
    key, name, documents, pages = row
    return Library(LibraryId(key), name, documents, pages)
