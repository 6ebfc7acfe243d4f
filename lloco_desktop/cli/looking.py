"""The commands that look at a workspace, and `lloco remove`."""

from __future__ import annotations

import argparse
from typing import Any

from lloco_desktop.cli.shared import FAILED, open_services, print_json, print_rows, printable
from lloco_desktop.cli.words import count
from lloco_desktop.domain import DocumentId, Library
from lloco_desktop.errors import BadInput
from lloco_desktop.store.segments import SegmentCounts


def run_libraries(arguments: argparse.Namespace) -> int:
    """Print the libraries."""
    with open_services(arguments) as services:
        rows = [_library_row(library) for library in services.workspace.libraries.all()]
        print_rows(rows, arguments.json, _library_line)
    return 0


def _library_row(library: Library) -> dict[str, Any]:
    return {
        "id": library.id,
        "name": library.name,
        "documents": library.documents,
        "pages": library.pages,
    }


def _library_line(row: dict[str, Any]) -> str:
    return f"{row['name']}: {count(row['documents'], 'document')}, {count(row['pages'], 'page')}"


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
        print_rows(rows, arguments.json, _document_line)
    return 0


def _document_line(row: dict[str, Any]) -> str:
    return f"{row['id']:>5}  {row['title']} ({count(row['pages'], 'page')}, {row['library']})"


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
        print_rows(rows, arguments.json, "{id:>5}  {kind}: {state}".format_map)
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
            print("The workspace is whole." if report.ok else _problems(len(report.problems)))
    return 0 if report.ok else FAILED


def _problems(number: int) -> str:
    return f"{count(number, 'problem')} {'was' if number == 1 else 'were'} found."


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove documents or a library from the workspace."""
    if not arguments.library and not arguments.document:
        raise BadInput("Name what to remove: --library NAME, or --document ID (more than once if you like).")
    with open_services(arguments, writable=True) as services:
        if arguments.document:
            for number in arguments.document:
                services.remove_document(DocumentId(number))
            removed = count(len(arguments.document), "document")
        else:
            library = services.library_named(arguments.library)
            services.remove_library(library.id)
            removed = f"the library “{library.name}” with {count(library.documents, 'document')}"
        if arguments.json:
            print_json({"removed": removed})
        else:
            print(f"Removed {removed}. The PDF files themselves were not touched.")
    return 0
