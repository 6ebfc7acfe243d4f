"""`lloco adapters`: list, judge, switch, delete, export and import what was learned for the libraries."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from lloco_desktop.cli.learning import adapter_as_json
from lloco_desktop.cli.shared import open_services, print_json
from lloco_desktop.domain import Library
from lloco_desktop.errors import BadInput
from lloco_desktop.learning.telling import sentences
from lloco_desktop.sizes import size
from lloco_desktop.study import Adapter
from lloco_desktop.workflows.services import Services

Run = Callable[[argparse.Namespace], int]


def add_commands(adapters: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """The commands below `lloco adapters`."""
    actions = adapters.add_subparsers(required=True, metavar="ACTION")

    def action(name: str, run: Run, text: str, *, library: bool = True) -> argparse.ArgumentParser:
        made = actions.add_parser(name, parents=parents, help=text, description=text)
        made.add_argument("--library", required=library, metavar="NAME")
        made.add_argument("--backbone", metavar="NAME", help="another backbone than the one in the settings")
        made.set_defaults(run=run)
        return made

    action("list", run_list, "List what was learned.", library=False)
    made = action("report", run_report, "Print how a version was judged.")
    made.add_argument("--version", type=int, metavar="N", help="the one in use, else the newest")
    made = action("use", run_use, "Let a version read from the next question on.")
    made.add_argument("--version", type=int, required=True, metavar="N")
    action("off", run_off, "Let the backbone alone read.")
    made = action("delete", run_delete, "Delete a version.")
    made.add_argument("--version", type=int, required=True, metavar="N")
    made = action("export", run_export, "Copy a version to a folder, in PEFT's format.")
    made.add_argument("--version", type=int, metavar="N", help="the one in use, else the newest")
    made.add_argument("folder", type=Path, metavar="DIR")
    made = action("import", run_import, "Take a copy of an adapter's folder as the next version.")
    made.add_argument("folder", type=Path, metavar="DIR")


def run_list(arguments: argparse.Namespace) -> int:
    """Print every version of one library, or of all of them."""
    with open_services(arguments) as services:
        libraries = (
            [services.library_named(arguments.library)]
            if arguments.library
            else services.workspace.libraries.all()
        )
        rows = [
            (library, adapter)
            for library in libraries
            for adapter in services.workspace.adapters.of_library(library.id)
        ]
        if arguments.json:
            print_json([adapter_as_json(library.name, adapter) for library, adapter in rows])
            return 0
        for library in libraries:
            print(f"{library.name}: {services.learned(library.id).text}")
            for owner, adapter in rows:
                if owner.id == library.id:
                    print(f"  {_line(adapter, services.models.fingerprint)}")
    return 0


def run_report(arguments: argparse.Namespace) -> int:
    """Print a version's report."""
    with open_services(arguments) as services:
        library = services.library_named(arguments.library)
        adapter = _chosen(services, library, arguments.version)
        report = services.report(adapter.id)
        if arguments.json:
            told = report.as_json() if report else None
            print_json({"adapter": adapter_as_json(library.name, adapter), "report": told})
        else:
            print(f"{library.name}, {_line(adapter, services.models.fingerprint)}")
            print(*(sentences(report) if report else ["It came without a report."]), sep="\n")
    return 0


def run_use(arguments: argparse.Namespace) -> int:
    """Switch to a version."""
    with open_services(arguments, writable=True) as services:
        library = services.library_named(arguments.library)
        adapter = _chosen(services, library, arguments.version)
        services.use_adapter(library.id, adapter.id)
        used = services.workspace.adapters.get(adapter.id)
        warning = "" if used.earned else f" Its report says: {used.reason}"
        _done(arguments, library, used, f"Version {used.version} of “{library.name}” is in use now.{warning}")
    return 0


def run_off(arguments: argparse.Namespace) -> int:
    """Switch all versions of a library off."""
    with open_services(arguments, writable=True) as services:
        library = services.library_named(arguments.library)
        services.use_adapter(library.id, None)
        _done(
            arguments,
            library,
            None,
            f"“{library.name}” is read by the backbone alone now; nothing was deleted.",
        )
    return 0


def run_delete(arguments: argparse.Namespace) -> int:
    """Delete a version."""
    with open_services(arguments, writable=True) as services:
        library = services.library_named(arguments.library)
        adapter = _chosen(services, library, arguments.version)
        services.delete_adapter(adapter.id)
        after = " The library is read by the backbone alone now." if adapter.active else ""
        _done(arguments, library, None, f"Deleted version {adapter.version} of “{library.name}”.{after}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Copy a version to a folder of the user's."""
    with open_services(arguments) as services:
        library = services.library_named(arguments.library)
        adapter = _chosen(services, library, arguments.version)
        target = services.export_adapter(adapter.id, arguments.folder)
        if arguments.json:
            print_json({"folder": str(target), "adapter": adapter_as_json(library.name, adapter)})
        else:
            print(f"Copied version {adapter.version} of “{library.name}” to {target}.")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Copy an adapter's folder into the workspace."""
    with open_services(arguments, writable=True) as services:
        library = services.library_named(arguments.library)
        adapter = services.import_adapter(library.id, arguments.folder)
        text = (
            f"Imported as version {adapter.version} of “{library.name}”, not in use yet. Switch it on with: "
            f'lloco adapters use --library "{library.name}" --version {adapter.version}'
        )
        _done(arguments, library, adapter, text)
    return 0


def _chosen(services: Services, library: Library, version: int | None) -> Adapter:
    """The version that is meant. Raises BadInput if there is none."""
    if version is not None:
        return services.workspace.adapters.version(library.id, version)
    learned = services.learned(library.id)
    if learned.active is not None:
        return learned.active
    if not learned.adapters:
        raise BadInput(
            f"“{library.name}” has not been learned with this backbone yet."
            f' Begin with: lloco learn --library "{library.name}"'
        )
    return learned.adapters[0]


def _line(adapter: Adapter, fingerprint: str | None) -> str:
    """One version in a line."""
    state = "in use" if adapter.active else "not in use"
    if adapter.backbone != fingerprint:
        state = f"for another backbone, {adapter.origin.backbone_name}"
    day = f"{adapter.created:%Y-%m-%d}"
    return f"version {adapter.version} ({state}; {day}; {size(adapter.size)}): {adapter.reason}"


def _done(arguments: argparse.Namespace, library: Library, adapter: Adapter | None, text: str) -> None:
    if arguments.json:
        print_json({"done": text, "adapter": adapter_as_json(library.name, adapter) if adapter else None})
    else:
        print(text)
