"""`lloco watch`: the folders that libraries follow, and looking at them."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from lloco_desktop.cli.shared import open_services, print_json, print_rows, printable
from lloco_desktop.cli.words import count
from lloco_desktop.domain import FolderState, WatchedFolder
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.workflows.events import FolderLooked
from lloco_desktop.workflows.services import Services
from lloco_desktop.workflows.watching import SETTLED

PATIENCE = 30.0  # seconds that files which are being written are waited for
STATES = {
    FolderState.NEW: "not looked at yet",
    FolderState.FINE: "fine",
    FolderState.MISSING: "not there; nothing was removed",
    FolderState.EMPTY: "empty; nothing was removed",
    FolderState.FORBIDDEN: "may not be read; nothing was removed",
}


def add_commands(made: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """The actions of `lloco watch`."""
    actions = made.add_subparsers(required=True, metavar="ACTION", title="actions")

    def action(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        one = actions.add_parser(name, parents=parents, help=text, description=text)
        one.set_defaults(run=run)
        return one

    one = action("add", run_add, "Follow a folder, and import what is in it.")
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument("--library", required=True, metavar="NAME", help="made if it does not exist")
    one = action("remove", run_remove, "Follow a folder no more; its documents stay.")
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument("--library", metavar="NAME", help="in this library only")
    one = action("list", run_list, "List the folders that are followed.")
    one.add_argument("--library", metavar="NAME")
    one = action("sweep", run_sweep, "Import what is new or changed in the folders that are followed.")
    one.add_argument("--library", metavar="NAME")


def run_add(arguments: argparse.Namespace) -> int:
    """Follow a folder and look at it."""
    with open_services(arguments, writable=True) as services:
        library = services.library_named(arguments.library, create=True)
        services.watching.follow(library.id, arguments.folder)
        _look(services, arguments)
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Stop following; raises `BadInput` if nothing followed that folder."""
    wanted = arguments.folder.expanduser().absolute()
    with open_services(arguments, writable=True) as services:
        found = [folder for folder in _folders(services, arguments.library) if folder.path == wanted]
        if not found:
            raise BadInput(f"{printable(wanted)} is not followed. `lloco watch list` shows what is.")
        for folder in found:
            services.watching.unfollow(folder.id)
        if arguments.json:
            print_json({"removed": len(found)})
        else:
            print(f"{printable(wanted)} is followed no more. Its documents stay.")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print the followed folders."""
    with open_services(arguments) as services:
        names = {library.id: library.name for library in services.workspace.libraries.all()}
        rows = [_row(folder, names[folder.library]) for folder in _folders(services, arguments.library)]
        print_rows(rows, arguments.json, _line)
    return 0


def _line(row: dict[str, Any]) -> str:
    imported = f"{row['imported']} new or changed, " if "imported" in row else ""
    return f"{row['folder']} ({row['library']}): {count(row['files'], 'file')}, {imported}{row['said']}"


def run_sweep(arguments: argparse.Namespace) -> int:
    """Look at the followed folders, and wait for what that imports."""
    with open_services(arguments, writable=True) as services:
        if not _folders(services, arguments.library):
            raise BadInput("No folder is followed. `lloco watch add DIR --library NAME` follows one.")
        _look(services, arguments)
    return 0


def _look(services: Services, arguments: argparse.Namespace) -> None:
    """Sweep until no file is being written, and print what was found."""
    seen: dict[int, FolderLooked] = {}
    found: dict[int, int] = {}

    def heard(job_event: JobEvent) -> None:
        event = job_event.event
        if isinstance(event, FolderLooked):
            seen[event.folder.id] = event
            found[event.folder.id] = found.get(event.folder.id, 0) + event.found

    services.listen(heard)
    library = services.library_named(arguments.library).id if arguments.library else None
    deadline = time.monotonic() + PATIENCE
    while True:
        services.sweep(library)
        services.wait_for_all()
        if not any(event.waiting for event in seen.values()) or time.monotonic() > deadline:
            break
        time.sleep(SETTLED / 2)
    names = {one.id: one.name for one in services.workspace.libraries.all()}
    rows = [
        _row(event.folder, names[event.folder.library])
        | {"imported": found[key], "being_written": event.waiting}
        for key, event in seen.items()
    ]
    print_rows(rows, arguments.json, _line)


def _folders(services: Services, library: str | None) -> list[WatchedFolder]:
    return services.workspace.watched.folders(services.library_named(library).id if library else None)


def _row(folder: WatchedFolder, library: str) -> dict[str, Any]:
    return {
        "folder": printable(folder.path),
        "library": library,
        "state": folder.state.value,
        "said": STATES[folder.state],
        "files": folder.files,
        "looked": folder.looked,
    }
