"""The commands that look at a workspace or a backbone, and `lloco remove`."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

from lloco_desktop.cli.shared import FAILED, open_services, print_json, print_rows, printable
from lloco_desktop.domain import DocumentId, Library
from lloco_desktop.errors import BadInput
from lloco_desktop.settings import Places, Settings
from lloco_desktop.store.segments import SegmentCounts
from lloco_desktop.workflows.services import Services


def add_backbone_commands(made: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """The actions of `lloco backbone`."""
    actions = made.add_subparsers(required=True, metavar="ACTION", title="actions")
    text = "Load a folder and compare its numbers."
    check = actions.add_parser("check", parents=parents, help=text, description=text)
    check.add_argument("folder", type=Path, metavar="DIR")
    check.set_defaults(run=run_backbone_check)


def run_libraries(arguments: argparse.Namespace) -> int:
    """Print the libraries."""
    with open_services(arguments) as services:
        rows = [_library_row(library) for library in services.workspace.libraries.all()]
        print_rows(rows, arguments.json, "{name}: {documents} documents, {pages} pages")
    return 0


def _library_row(library: Library) -> dict[str, Any]:
    return {
        "id": library.id,
        "name": library.name,
        "documents": library.documents,
        "pages": library.pages,
    }


def run_documents(arguments: argparse.Namespace) -> int:
    """Print the documents and how far they are summarised."""
    with open_services(arguments) as services:
        library = services.library_named(arguments.library).id if arguments.library else None
        names = {library.id: library.name for library in services.workspace.libraries.all()}
        counts = services.summary_counts(library)
        none = SegmentCounts(0, 0, 0, 0)
        rows = [
            {
                "id": document.id,
                "library": names[document.library],
                "title": document.title,
                "path": printable(document.path),
                "pages": document.pages,
                "pages_without_text": document.pages_without_text,
                "passages": document.passages,
                "segments": counts.get(document.id, none).done,
                "size": document.size,
                "sha256": document.sha256,
                "searchable": document.complete,
                "summarised": 0 < counts.get(document.id, none).total == counts.get(document.id, none).done,
            }
            for document in services.workspace.documents.all(library)
            if document.library in names  # not of one that is being taken in
        ]
        print_rows(rows, arguments.json, "{id:>5}  {title} ({pages} pages, {library})")
    return 0


def run_jobs(arguments: argparse.Namespace) -> int:
    """Print background work."""
    with open_services(arguments) as services:
        rows = [
            {
                "id": job.id,
                "kind": job.kind.value,
                "lane": job.lane.value,
                "state": job.state.value,
                "attempts": job.attempts,
                "reason": job.reason,
            }
            for job in services.workspace.jobs.all()
        ]
        print_rows(rows, arguments.json, "{id:>5}  {kind}: {state}")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Check the workspace; exit status 1 if anything disagrees."""
    with open_services(arguments) as services:
        report = services.workspace.verify()
        if arguments.json:
            problems = [
                {"kind": problem.kind.value, "what": problem.what, "detail": problem.detail}
                for problem in report.problems
            ]
            print_json({"ok": report.ok, "problems": problems, "counts": dict(report.counts)})
        else:
            for problem in report.problems:
                print(f"{problem.kind.value}: {problem.what}: {problem.detail}")
            print("The workspace is whole." if report.ok else f"{len(report.problems)} problems were found.")
    return 0 if report.ok else FAILED


def run_backbones(arguments: argparse.Namespace) -> int:
    """Print the backbones that are installed, also those that cannot be used."""
    places = Places.of_user()
    rows = [
        {
            "name": found.name,
            "folder": str(found.folder),
            "format": found.format.value if found.format else None,
            "fingerprint": found.fingerprint,
            "size": found.size,
            "problem": found.problem,
        }
        for found in Services.models_for(Settings.load(places.settings_file), places).found()
    ]
    print_rows(rows, arguments.json, "{name}: {folder}")
    return 0


def run_backbone_check(arguments: argparse.Namespace) -> int:
    """Load a folder and compare every stage with its expected tensors; 1 if any is off."""
    from lloco_desktop.backbone.checking import check_backbone  # here: it imports torch, which takes a second

    checks = list(check_backbone(arguments.folder))
    rows = [
        {
            "tensor": check.name,
            "difference": check.difference if check.difference < math.inf else None,
            "ok": check.ok,
            "detail": check.detail,
        }
        for check in checks
    ]
    if not rows:
        rows_text = f"{arguments.folder} loads; it has no expected.safetensors to compare with."
        if arguments.json:
            print_json({"ok": True, "tensors": []})
        else:
            print(rows_text)
        return 0
    whole = all(check.ok for check in checks)
    if arguments.json:
        print_json({"ok": whole, "tensors": rows})
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'FAIL'} {check.name:28} {check.difference:.2e} {check.detail}")
    return 0 if whole else FAILED


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove documents or a library from the workspace."""
    if not arguments.library and not arguments.document:
        raise BadInput("Name what to remove: --library NAME, or --document ID (more than once if you like).")
    with open_services(arguments, writable=True) as services:
        if arguments.document:
            for number in arguments.document:
                services.remove_document(DocumentId(number))
            removed = f"{len(arguments.document)} documents"
        else:
            library = services.library_named(arguments.library)
            services.remove_library(library.id)
            removed = f"the library “{library.name}” with {library.documents} documents"
        if arguments.json:
            print_json({"removed": removed})
        else:
            print(f"Removed {removed}. The PDF files themselves were not touched.")
    return 0
