"""Brings a workspace file to the newest version: numbered SQL files, each atomic with its record.

The version is SQLite's `user_version`, set in the same transaction as the step's statements. Migrations
speak SQL only, since today's Python classes may not fit yesterday's tables. Before a file is changed it is
copied into `backups/` beside it, and the newest few copies are kept.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import apsw

from lloco_desktop.errors import WorkspaceDamaged, WorkspaceError, WorkspaceFull, WorkspaceTooNew
from lloco_desktop.sentences import say
from lloco_desktop.store.database import Database

APPLICATION_ID = 0x4C4C6F43  # marks the file as ours; set by the first migration
BACKUPS_KEPT = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: after it the file has version `number`."""

    number: int
    name: str
    sql: str


def shipped_migrations() -> list[Migration]:
    """The steps that come with this version of the application, in order."""
    folder = resources.files(__package__).joinpath("migrations")
    found = []
    for entry in folder.iterdir():
        if entry.name.endswith(".sql"):
            number, _, name = entry.name.removesuffix(".sql").partition("_")
            found.append(Migration(int(number), name, entry.read_text(encoding="utf-8")))
    return sorted(found, key=lambda migration: migration.number)


def version_of(database: Database) -> int:
    """The version of the file; 0 for an empty one.

    Raises `WorkspaceDamaged` if the file is a database of another program.
    """
    version = int(database.value("PRAGMA user_version"))
    ours = database.value("PRAGMA application_id") == APPLICATION_ID
    empty = version == 0 and not database.value("SELECT count(*) FROM sqlite_schema")
    if not ours and not empty:
        raise WorkspaceDamaged(
            say(
                "{file} is a database of another program, and was left as it is. Choose another workspace.",
                file=database.file,
            )
        )
    return version


def check_version(database: Database, migrations: Sequence[Migration]) -> None:
    """Refuse a file that this version cannot read as it is.

    Raises `WorkspaceTooNew`, or `WorkspaceError` if the file has to be migrated before it can be read.
    """
    version, newest = version_of(database), migrations[-1].number
    if version > newest:
        raise WorkspaceTooNew(
            say(
                "The workspace {folder} was written by a newer version of the application (its format is "
                "{version}, this one knows {newest}), and was left as it is. Update the application to "
                "open it.",
                folder=database.file.parent,
                version=version,
                newest=newest,
            )
        )
    if version < newest:
        raise WorkspaceError(
            say(
                "The workspace {folder} was written by an older version of the application. Start the "
                "application once to update it; nothing was changed.",
                folder=database.file.parent,
            )
        )


def migrate(database: Database, migrations: Sequence[Migration]) -> int:
    """Run the steps that the file has not seen, and return how many there were.

    A step that fails is taken back whole; the steps before it stay. Raises `WorkspaceTooNew`
    for a newer file.
    """
    version = version_of(database)
    pending = [step for step in migrations if step.number > version]
    if not pending:
        check_version(database, migrations)
        return 0
    if version > 0:
        back_up(database, database.file.parent / "backups", version)
    for step in pending:
        with database.transaction():
            database.run(step.sql)
            database.run(f"PRAGMA user_version = {step.number}")
        log.info("migrated %s to version %d (%s)", database.file, step.number, step.name)
    return len(pending)


def back_up(database: Database, folder: Path, version: int) -> Path:
    """Copy the whole file into `folder`, keep the newest copies, and return the new one's path."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        taken = [int(path.stem.split("-")[1]) for path in folder.glob("workspace-*-v*.sqlite")]
        target = folder / f"workspace-{max(taken, default=0) + 1:04d}-v{version}.sqlite"
        draft = target.with_suffix(".partial")
        draft.unlink(missing_ok=True)
        copy = apsw.Connection(str(draft))
        try:
            with copy.backup("main", database.connection(), "main") as backup:
                while not backup.done:
                    backup.step(4096)
        finally:
            copy.close()
        draft.chmod(0o600)
        draft.replace(target)
        for old in sorted(folder.glob("workspace-*-v*.sqlite"))[:-BACKUPS_KEPT]:
            old.unlink()
    except (OSError, apsw.Error) as error:
        raise WorkspaceFull(
            say(
                "The workspace {folder} needs an update, but no copy of it could be made first "
                "({error}). Nothing was changed; free some space and start again.",
                folder=database.file.parent,
                error=error,
            )
        ) from error
    return target
