"""Libraries: a user's named collections of documents, in an order of the user's own.

A library that is being taken in from a file is reserved: nobody sees it, and it has the number of its job in
place of a name, until `reveal` gives it one.
"""

from __future__ import annotations

import difflib
import time
import unicodedata

from lloco_desktop.domain import JobId, Library, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.summaries import PRUNE

MAX_NAME = 120  # characters

_RESERVED = "\x1b"  # begins the name of a library that nobody is to see yet; no name may hold it
_SELECT = f"""
    SELECT libraries.id, libraries.name, count(documents.id), coalesce(sum(documents.pages), 0),
        coalesce(sum(documents.size), 0)
    FROM libraries LEFT JOIN documents ON documents.library_id = libraries.id AND documents.complete
    WHERE libraries.folded NOT GLOB '{_RESERVED}*'
"""
_LAST = "(SELECT coalesce(max(place), -1) + 1 FROM libraries)"


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
                f"INSERT INTO libraries (name, folded, created, place) VALUES (?, ?, ?, {_LAST})",
                (name, _folded(name), time.time()),
            )
        return Library(LibraryId(key), name, documents=0, pages=0)

    def find(self, name: str) -> Library | None:
        """The library of that name, whatever its case; None if there is none."""
        row = self._database.row(f"{_SELECT} AND folded = ? GROUP BY libraries.id", (_folded(name),))
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
        raise BadInput(say("There is no library “{name}”. {hint}", name=name, hint=hint))

    def by_id(self, library: LibraryId) -> Library:
        """One library. Raises `BadInput` if it is gone."""
        row = self._database.row(f"{_SELECT} AND libraries.id = ? GROUP BY libraries.id", (library,))
        if row is None:
            raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
        return _library(row)

    def all(self) -> list[Library]:
        """Every library, in the user's order; new ones come last."""
        rows = self._database.rows(
            f"{_SELECT} GROUP BY libraries.id ORDER BY libraries.place, libraries.folded"
        )
        return [_library(row) for row in rows]

    def move(self, library: LibraryId, to: int) -> None:
        """Give a library another place among all: `to` is its index then, 0 the first."""
        with self._database.transaction():
            order = [one.id for one in self.all()]
            if library not in order:
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            order.remove(library)
            order.insert(max(to, 0), library)
            self._database.run_many(
                "UPDATE libraries SET place = ? WHERE id = ?",
                [(place, one) for place, one in enumerate(order)],
            )

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

    # --- out of sight ----------------------------------------------------------------------------

    def reserve(self, job: JobId) -> LibraryId:
        """The library that a job fills out of sight, made if it is not there yet."""
        hidden = f"{_RESERVED}{job}"
        with self._database.transaction():
            known = self._database.value("SELECT id FROM libraries WHERE folded = ?", (hidden,))
            if known is None:
                known = self._database.insert(
                    "INSERT INTO libraries (name, folded, created) VALUES (?, ?, ?)",
                    (hidden, hidden, time.time()),
                )
        return LibraryId(known)

    def reserved(self) -> dict[JobId, LibraryId]:
        """The libraries that nobody sees yet, by the job that fills each."""
        rows = self._database.rows(
            f"SELECT id, substr(folded, 2) FROM libraries WHERE folded GLOB '{_RESERVED}*'"
        )
        return {JobId(int(job)): LibraryId(key) for key, job in rows}

    def reveal(self, library: LibraryId, name: str) -> Library:
        """Show a reserved library, after all others, as `name`, or as "name 2" where that is taken."""
        with self._database.transaction():
            free = self.free_name(name)
            self._database.run(
                f"UPDATE libraries SET name = ?, folded = ?, created = ?, place = {_LAST} WHERE id = ?",
                (free, _folded(free), time.time(), library),
            )
            self._database.run("UPDATE documents SET complete = 1 WHERE library_id = ?", (library,))
            return self.by_id(library)

    def free_name(self, name: str) -> str:
        """The name, or the first of "name 2", "name 3" that no library has."""
        name = sane_name(name)
        number, free = 1, name
        while self.find(free) is not None:
            number += 1
            free = f"{name[: MAX_NAME - len(str(number)) - 1].rstrip()} {number}"
        return free

    def _refuse_taken(self, name: str, but: LibraryId | None = None) -> None:
        other = self.find(name)
        if other and other.id != but:
            raise BadInput(say("There is already a library “{name}”. Choose another name.", name=other.name))


def sane_name(name: str) -> str:
    """The name as it is stored. Raises `BadInput` if it cannot be one."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise BadInput(say("A library needs a name."))
    if len(name) > MAX_NAME:
        raise BadInput(
            say(
                "The name of a library may have {max_name} characters at most; this one has {count}.",
                max_name=MAX_NAME,
                count=len(name),
            )
        )
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name):
        raise BadInput(say("The name of a library may not hold line breaks or other control characters."))
    return name


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    return folded.encode("utf-8", "replace").decode("utf-8")


def _library(row: Row) -> Library:
    key, name, documents, pages, size = row
    return Library(LibraryId(key), name, documents, pages, size)
