"""Another place for the workspace: a verified copy that is used from the next start on.

`copy_workspace` runs while the workspace is in use; nothing of the old place is changed, ever. What is
written between the copy and the next start is brought over by `finish_move`, before anything is opened. A
copy that was killed half-way has no `workspace.sqlite`, so that nobody can take it for a workspace.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BadInput, LlocoError, WorkspaceDamaged, WorkspaceFull
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.problems import ProblemKind
from lloco_desktop.store.workspace import FILE_NAME, LOCK_NAME, Workspace
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.storage import folder_size

NOTE = "moved.json"  # in the copy: where it is from, and in which state that was
MOVING = "moving"  # in the copy, while it is made
CHECKING = "checking"  # where the copy's file lies until it is found whole
MARKS = (LOCK_NAME, "running.json", NOTE, MOVING)  # of the process that has a place open, and of moving
log = logging.getLogger(__name__)


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a workspace."""
    return (folder / FILE_NAME).is_file()


def check_target(old: Path, target: Path) -> None:
    """Raise `BadInput` if a workspace cannot be copied there."""
    resolved, source = target.expanduser().resolve(), old.resolve()
    if resolved == source or source in resolved.parents or resolved in source.parents:
        raise BadInput(
            say("{folder} holds the present workspace, or lies in it. Choose another folder.", folder=target)
        )
    if target.exists() and not target.is_dir():
        raise BadInput(say("{folder} is a file. Choose an empty folder.", folder=target))
    if target.is_dir() and any(target.iterdir()) and not (target / MOVING).exists():
        raise BadInput(say("{folder} is not empty. Choose an empty folder, or make one.", folder=target))


def copy_workspace(workspace: Workspace, target: Path) -> Iterator[Progress]:
    """Copy the workspace into an empty folder and check the copy.

    Closing this, or an error, removes what was copied. Raises `BadInput`, or a `WorkspaceError`.
    """
    check_target(workspace.folder, target)
    made = not target.exists()
    kept = False
    try:
        yield from _copy(workspace, target)
        kept = True
    except OSError as error:
        raise WorkspaceFull(
            say(
                "The workspace could not be copied to {folder} ({error}). It stays where it is.",
                folder=target,
                error=error.strerror,
            )
        ) from error
    finally:
        if not kept:
            _remove(target, whole=made)


def _copy(workspace: Workspace, target: Path) -> Iterator[Progress]:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    (target / MOVING).touch()
    needed = folder_size(workspace.folder)
    free = shutil.disk_usage(target).free
    if free < needed:
        raise WorkspaceFull(
            say(
                "The workspace takes {needed} MB and {folder} has {free} MB free. It stays where it is.",
                needed=needed // 10**6,
                free=free // 10**6,
                folder=target,
            )
        )
    yield from _copy_files(workspace.folder, target)
    state = _state(workspace.folder)
    # Under another name until it is checked: only a whole copy is a workspace.
    draft = target / CHECKING / FILE_NAME
    draft.parent.mkdir(mode=0o700, exist_ok=True)
    yield from workspace.copy_to(draft)
    yield Progress(say("Checking the copy"), 0, 0, "")
    _check(draft.parent, workspace.folder, target)
    _write_note(target, workspace.folder, state)
    _put_in_place(draft, target)


def finish_move(old: Path, new: Path) -> Iterator[Progress]:
    """Bring over what was written to the old place since it was copied. Both are closed.

    Raises a `LlocoError` if the copy is gone or the newer state cannot be copied: the old one is then used.
    """
    if not is_workspace(new):
        raise BadInput(
            say(
                "The workspace that was to be used, {new}, is not there, so {old} is used as before.",
                new=new,
                old=old,
            )
        )
    note = _read_note(new)
    if note is None or Path(str(note.get("from"))) != old or not is_workspace(old):
        return  # another workspace that was chosen, not a copy
    if note.get("state") != _state(old):
        yield Progress(say("Copying what is new"), 0, 0, "")
        with Workspace.open(old, writable=False) as source:
            draft = new / CHECKING / FILE_NAME
            draft.parent.mkdir(mode=0o700, exist_ok=True)
            yield from source.copy_to(draft)
            yield Progress(say("Checking the copy"), 0, 0, "")
            _check(draft.parent, old, new)
            for name in (f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
                (new / name).unlink(missing_ok=True)
            _put_in_place(draft, new)
        yield from _copy_files(old, new)
    (new / NOTE).unlink(missing_ok=True)


def change_place(preferences: Preferences, place: Path) -> str | None:
    """At the start: use the place that was chosen, if one was; one sentence where that cannot be done.

    `place` is the workspace that is used otherwise.
    """
    new = preferences.now.next_workspace
    if new is None:
        return None
    try:
        for _ in finish_move(place, new):
            pass
        preferences.change(workspace=new, next_workspace=None)
    except (LlocoError, OSError) as error:
        log.warning("the workspace was not moved", exc_info=True)
        with suppress(LlocoError):
            preferences.change(next_workspace=None)
        return str(error)
    return None


def _copy_files(source: Path, target: Path) -> Iterator[Progress]:
    """What lies beside the file: adapters, own PDFs, backups.

    A file that disappears meanwhile is left out, since whoever removed it meant it.
    """
    files = sorted(path for path in source.rglob("*") if path.is_file() and not _stays(path, source))
    for done, path in enumerate(files):
        yield Progress(say("Copying the files beside it"), done, len(files), "files")
        copy = target / path.relative_to(source)
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copy2(path, copy)


def _check(folder: Path, old: Path, new: Path) -> None:
    """Let the copy's own files lie where it will, and raise `WorkspaceDamaged` if it is not whole."""
    with Workspace.open(folder) as copy:
        copy.rebase(old, new)
        # Adapters lie elsewhere until the file is in its place.
        problems = [one for one in copy.verify().problems if one.kind is not ProblemKind.ADAPTERS]
    if problems:
        raise WorkspaceDamaged(
            say(
                "The copy has {count} problems ({first}), so the workspace stays where it is. "
                "Check the present one first.",
                count=len(problems),
                first=problems[0].detail,
            )
        )


def _stays(path: Path, folder: Path) -> bool:
    """Whether a file belongs to the present place alone: SQLite's, which are copied as one, and marks."""
    own = path.parent == folder and (path.name.startswith(FILE_NAME) or path.name in MARKS)
    return own or path.is_relative_to(folder / CHECKING)


def _put_in_place(draft: Path, target: Path) -> None:
    draft.replace(target / FILE_NAME)
    shutil.rmtree(draft.parent, ignore_errors=True)
    (target / MOVING).unlink(missing_ok=True)


def _state(folder: Path) -> list[list[int]]:
    """Differs once anything was written: sizes and times of the file and its log."""
    found = []
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):
        try:
            status = (folder / name).stat()
            found.append([status.st_size, status.st_mtime_ns])
        except OSError:
            found.append([0, 0])
    return found


def _write_note(target: Path, old: Path, state: list[list[int]]) -> None:
    (target / NOTE).write_text(json.dumps({"from": str(old), "state": state}), encoding="utf-8")


def _read_note(folder: Path) -> dict[str, Any] | None:
    try:
        raw = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return raw if isinstance(raw, dict) else None


def _remove(target: Path, *, whole: bool) -> None:
    """What was copied; the folder too if it was made for that."""
    for path in list(target.iterdir()) if target.is_dir() else ():  # it was empty before
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    if whole:
        with suppress(OSError):
            target.rmdir()
