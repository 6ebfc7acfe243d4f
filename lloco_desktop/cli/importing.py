"""`lloco import`: progress on standard error, one outcome per file on standard output."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.cli.shared import FAILED, open_services, print_json, printable
from lloco_desktop.cli.words import count
from lloco_desktop.domain import FileStatus, ImportFile
from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.jobs.job import JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.progress import Progress
from lloco_desktop.workflows.events import FileFinished


class _ImportView:
    """Shows an import on standard error and keeps the outcomes for standard output."""

    def __init__(self) -> None:
        self.outcomes: list[ImportFile] = []
        self._bar = WorkBar()

    def __call__(self, job_event: JobEvent) -> None:
        event = job_event.event
        if isinstance(event, FileFinished):
            self.outcomes.append(event.file)
            if event.file.reason:
                tqdm.write(f"{event.file.path.name!r}: {event.file.reason}", file=sys.stderr)
        elif isinstance(event, Progress):
            self._bar.draw(event)

    def close(self) -> None:
        """Remove the bar."""
        self._bar.close()


def add_arguments(made: argparse.ArgumentParser) -> None:
    """What `lloco import` takes."""
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    made.add_argument("--library", required=True, metavar="NAME", help="made if it does not exist")
    made.add_argument("--password", metavar="P", help="tried for every locked file; never stored")
    made.add_argument("--ocr", action="store_true", help="recognise text on scanned pages (needs Tesseract)")


def run_import(arguments: argparse.Namespace) -> int:
    """Import files and folders, wait for their summaries, print one outcome per file."""
    with open_services(arguments, writable=True) as services:
        view = _ImportView()
        services.listen(view)
        library = services.library_named(arguments.library, create=True)
        job = services.import_files(library.id, arguments.paths, password=arguments.password)
        try:
            services.wait_for_all()
        finally:
            view.close()
        ended = services.workspace.jobs.get(job.id)
        if ended is not None and ended.state is JobState.FAILED:
            raise LlocoError(ended.reason or "The import failed.")
        files = services.workspace.imports.of_job(job.id)
        counts = services.summary_counts(library.id)
        for file in files:
            done = counts[file.document].done if file.document in counts else 0
            _print_outcome(file, done, as_json=arguments.json)
        if not files:
            raise BadInput("No PDF files were found there, so nothing was imported.")
        for failed in services.failed_jobs():
            print(failed.reason, file=sys.stderr)
        usable = (FileStatus.IMPORTED, FileStatus.DUPLICATE)
        return 0 if any(file.status in usable for file in files) else FAILED


def _print_outcome(file: ImportFile, segments: int, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "path": printable(file.path),
                "status": file.status.value,
                "reason": file.reason,
                "document": file.document,
                "pages": file.pages,
                "passages": file.passages,
                "segments": segments,
                "seconds": round(file.seconds, 3),
            }
        )
    else:
        print(f"{file.status.value:12} {printable(file.path)}  {count(file.pages, 'page')}")
