"""`lloco export` and `lloco take-in`: a library as one file, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.cli.shared import open_services, print_json, printable
from lloco_desktop.cli.words import count
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.progress import Progress
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn
from lloco_desktop.workflows.library_file import ExportOptions


def add_export_arguments(made: argparse.ArgumentParser) -> None:
    """What `lloco export` takes."""
    made.add_argument("library", metavar="LIBRARY")
    made.add_argument("file", type=Path, metavar="FILE", help="NAME.lloco; one that is there is replaced")
    made.add_argument("--documents", action="store_true", help="with the PDFs themselves")
    made.add_argument("--conversations", action="store_true", help="with its conversations: they are private")


def add_take_in_arguments(made: argparse.ArgumentParser) -> None:
    """What `lloco take-in` takes."""
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--into", type=Path, metavar="DIR", help="where PDFs go that it brings along")


def run_export(arguments: argparse.Namespace) -> int:
    """Write a library to a file; works also while another process writes the workspace."""
    options = ExportOptions(arguments.documents, arguments.conversations)
    with open_services(arguments) as services, WorkBar() as bar:
        library = services.library_named(arguments.library)
        done: LibraryExported | None = None
        for event in services.library_files.export_here(library.id, arguments.file, options):
            if isinstance(event, LibraryExported):
                done = event
            else:
                bar.draw(event)
    assert done is not None  # the last event
    if arguments.json:
        print_json(
            {
                "library": done.library.name,
                "file": printable(done.file),
                "size": done.size,
                "documents": done.library.documents,
                "left_out": done.left_out,
            }
        )
        return 0
    documents = count(done.library.documents, "document")
    print(f"Exported “{done.library.name}” to {printable(done.file)} ({documents}).")
    if done.left_out:
        print(f"{done.left_out} PDFs are not in it: they are not where they were, or have changed since.")
    return 0


def run_take_in(arguments: argparse.Namespace) -> int:
    """Make a library of a file, and wait for the summaries that it lacks."""
    found: list[LibraryTakenIn] = []
    with open_services(arguments, writable=True) as services, WorkBar() as bar:

        def heard(event: JobEvent) -> None:
            if isinstance(event.event, LibraryTakenIn):
                found.append(event.event)
            elif isinstance(event.event, Progress):
                bar.draw(event.event)

        services.listen(heard)
        job = services.library_files.take_in(arguments.file, arguments.into)
        services.wait_for_all()
        ended = services.workspace.jobs.get(job.id)
        if ended is None or ended.state is not JobState.DONE:
            raise LlocoError((ended.reason if ended else None) or "The library could not be taken in.")
    (done,) = found
    if arguments.json:
        print_json(
            {
                "library": done.library.name,
                "documents": done.library.documents,
                "pages": done.library.pages,
                "without_pdf": done.gone,
            }
        )
        return 0
    print(f"Made the library “{done.library.name}” with {count(done.library.documents, 'document')}.")
    if done.gone:
        print(f"The PDFs of {done.gone} of them are not on this computer: they can be asked, but not opened.")
    return 0
