"""Looks at a parcel from elsewhere before anything of it is stored.

Its file is opened so that nothing can be written. It has to have the very tables and triggers that our own
migrations make (so that no statement of somebody else's runs here), be whole to the last page, and hold what
`verify` would accept. Only then is it brought up to date, where it comes from an earlier version.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lloco_desktop.domain import ConversationId, RunId
from lloco_desktop.errors import BadInput, LibraryFileDamaged, LibraryFileError, WorkspaceDamaged
from lloco_desktop.sentences import say
from lloco_desktop.store.adapters import Adapters
from lloco_desktop.store.conversations import Conversations
from lloco_desktop.store.database import Database
from lloco_desktop.store.libraries import sane_name
from lloco_desktop.store.parcel import CARRIED_VECTORS, batched
from lloco_desktop.store.problems import Problem
from lloco_desktop.store.schema import APPLICATION_ID, migrate, shipped_migrations
from lloco_desktop.store.study import Study
from lloco_desktop.store.verify import contents
from lloco_desktop.store.verify_learning import check_learning

log = logging.getLogger(__name__)

_KNOWN_WIDTH = 1 << 16  # numbers of a vector; nothing has so many


def prepare_parcel(file: Path, folder: Path) -> Iterator[str]:
    """Check a parcel and bring it up to date; yields the names of the steps, so that it can be stopped.

    `folder` is an empty one, for a blank database to compare with. Raises `LibraryFileDamaged` with what is
    wrong, or `LibraryFileError` if a newer version of the application wrote it.
    """
    yield "schema"
    older = _check_schema(file, folder)
    yield "pages"
    _check_file(file)
    yield "contents"
    if older:
        _update(file)
    yield from _check_contents(file)


def _check_schema(file: Path, folder: Path) -> bool:
    """Compare the tables with our own; whether the parcel is of an earlier version."""
    found = _opened(file)
    try:
        version = int(found.value("PRAGMA user_version"))
        if found.value("PRAGMA application_id") != APPLICATION_ID or version < 1:
            raise damaged(say("its database is of another program"))
        steps = shipped_migrations()
        if version > steps[-1].number:
            raise too_new()
        blank = Database(folder / "blank.sqlite")
        try:
            migrate(blank, [step for step in steps if step.number <= version])
            blank.run(CARRIED_VECTORS)
            if _schema(found) != _schema(blank):
                raise damaged(say("its database has tables of another kind"))
        finally:
            blank.close()
        return version < steps[-1].number
    except WorkspaceDamaged as error:
        raise damaged(say("its database cannot be read")) from error
    finally:
        found.close()


def _schema(database: Database) -> set[tuple[str, str, str, str | None]]:
    return {
        (kind, name, table, sql)
        for kind, name, table, sql in database.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    }


def _check_file(file: Path) -> None:
    found = _opened(file)
    try:
        said = found.rows("PRAGMA integrity_check(1)")
        if said != [("ok",)]:
            raise damaged(say("its database is not whole"))
        if found.rows("PRAGMA foreign_key_check"):
            raise damaged(say("parts of its database are missing"))
        names = found.rows("SELECT name FROM libraries")
        if len(names) != 1:
            raise damaged(say("it does not hold one library"))
        sane_name(names[0][0])
    except BadInput as error:
        raise damaged(say("its library has no name")) from error
    except WorkspaceDamaged as error:
        raise damaged(say("its database cannot be read")) from error
    finally:
        found.close()


def _update(file: Path) -> None:
    """Bring a parcel of an earlier version up to date, as a workspace would be."""
    database = Database(file)
    try:
        database.run(
            "INSERT INTO passages_words (passages_words) VALUES ('rebuild')"
        )  # a step may rely on it
        migrate(database, shipped_migrations())
        database.rows("PRAGMA journal_mode = DELETE")
    finally:
        database.close()


def _check_contents(file: Path) -> Iterator[str]:
    """What every table says has to make sense to whoever will read it."""
    found = _opened(file)
    try:
        _refuse(contents(found))
        yield "documents"
        if found.value("SELECT 1 FROM documents WHERE NOT complete OR passages < 0 OR pages < 0 OR size < 0"):
            raise damaged(say("it holds documents that are not whole"))
        _check_vectors(found)
        yield "learned"
        _refuse(check_learning(found))
        _read_all(found)
    except WorkspaceDamaged as error:
        raise damaged(say("its database cannot be read")) from error
    finally:
        found.close()


def _refuse(problems: Iterator[Problem]) -> None:
    for problem in problems:
        log.warning("a library's file was refused: %s, %s", problem.what, problem.detail)
        raise damaged(say("its parts do not agree with each other"))


def _check_vectors(found: Database) -> None:
    rows = found.each("SELECT width, embedding FROM carried_vectors")
    for portion in batched(rows, 512):
        for width, embedding in portion:
            if width > _KNOWN_WIDTH or len(embedding) != 4 * width:
                raise damaged(say("its vectors have the wrong size"))
            if not np.isfinite(np.frombuffer(embedding, dtype="<f4")).all():
                raise damaged(say("its vectors hold no numbers"))


def _read_all(found: Database) -> None:
    """Read everything as it will be read later: what cannot be is found now."""
    try:
        adapters = Adapters(found, Path())
        made = int(found.value("SELECT adapters_made FROM libraries"))
        for adapter in adapters.all():
            if adapter.origin.backbone != adapter.backbone or adapter.version > made:
                raise ValueError(adapter.folder)
        for (run,) in found.rows("SELECT id FROM learning_runs"):
            study = Study(found)
            study.chunks(RunId(run))
            study.items(RunId(run))
        conversations = Conversations(found)
        for (conversation,) in found.rows("SELECT id FROM conversations"):
            conversations.turns(ConversationId(conversation))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, json.JSONDecodeError) as error:
        raise damaged(say("its records cannot be read")) from error


def _opened(file: Path) -> Database:
    return Database(file, writable=False)


def too_new() -> LibraryFileError:
    """The sentences on a file that this version does not know."""
    return LibraryFileError(
        say(
            "The file was written by a newer version of the application. Nothing was imported; update the "
            "application, then import it again."
        )
    )


def damaged(what: str) -> LibraryFileDamaged:
    """The one sentence on a file that cannot be used."""
    return LibraryFileDamaged(
        say("The file is damaged: {what}. Nothing was imported; get another copy of it.", what=what)
    )
