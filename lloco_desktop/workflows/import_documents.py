"""Import, first stage: files become documents that can be searched by keyword.

`file -> sha256 -> (child process) pages -> passages -> keyword index`. Each file's outcome is kept in the
workspace before the next begins, so that a killed import goes on where it stopped: files with an outcome
are not touched again, and a document that was half stored is completed without a row stored twice.
The second stage, summaries, is `summarise.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lloco_desktop.documents.files import find_pdfs, sha256_of
from lloco_desktop.documents.passages import cut_passages
from lloco_desktop.documents.reader import DocumentReader, Opened, PagesRead
from lloco_desktop.documents.titles import document_title
from lloco_desktop.domain import Document, FileStatus, LibraryId, Page
from lloco_desktop.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooCostly,
    DocumentUnreadable,
    DocumentUnsupported,
)
from lloco_desktop.jobs.job import Job
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import FileFinished, FileStarted

PASSAGES_PER_BATCH = 256
TRIES = 2  # of reading one file, before it is quarantined
STARTS = 5  # of the application while it was reading one file, before the file is blamed


@dataclass
class ImportDesk:
    """What an import needs beside its job."""

    workspace: Workspace
    reader: Callable[[], DocumentReader]
    passwords: dict[Path, str] = field(default_factory=dict)
    password: str | None = None  # tried for every locked file

    def password_for(self, path: Path) -> str | None:
        """The password that was given for this file, or for all."""
        return self.passwords.get(path, self.password)


def import_documents(desk: ImportDesk, job: Job) -> Iterator[object]:
    """Do an import job: yields `FileStarted`, `Progress` and `FileFinished`.

    The job's payload holds `library` (its id) and `paths` (files or folders).
    """
    library = LibraryId(int(job.payload["library"]))
    paths = [Path(path) for path in job.payload["paths"]]
    imports = desk.workspace.imports
    imports.add(job.id, library, list(find_pdfs(paths)))
    waiting = [file for file in imports.of_job(job.id) if not file.status.is_final]
    meter = Meter(total=len(waiting), unit="files")
    with desk.reader() as reader:
        for file in waiting:
            yield FileStarted(file)
            yield meter.progress(f"Reading {file.path.name}")
            yield from _import_file(desk, reader, job, library, file.path)
            yield FileFinished(imports.get(job.id, file.path))
            meter.advance(1)


def _import_file(
    desk: ImportDesk, reader: DocumentReader, job: Job, library: LibraryId, path: Path
) -> Iterator[Progress]:
    """Bring one file to its outcome; every failure of the file itself becomes one."""
    begun = time.monotonic()
    imports = desk.workspace.imports
    attempts = imports.start_attempt(job.id, path)  # committed before a byte of the file is parsed
    if attempts > STARTS:
        blamed = (
            f"The application stopped {attempts - 1} times while reading {path.name}, so it was set aside. "
            "Retry it from the documents list when it has been repaired."
        )
        imports.set(job.id, path, FileStatus.FAILED, reason=blamed)
        return
    for attempt in range(1, TRIES + 1):
        try:
            document, duplicate = yield from _store_document(desk, reader, library, path)
        except DocumentTooCostly as error:
            if attempt == TRIES:
                twice = f"{error} It was tried {TRIES} times and set aside."
                imports.set(job.id, path, FileStatus.FAILED, reason=twice, seconds=_since(begun))
        except DocumentError as error:
            imports.set(job.id, path, status_of(error), reason=str(error), seconds=_since(begun))
            return
        else:
            reason: str | None = _missing_text(document)
            if duplicate:
                reason = f"The same content is already in this library as “{document.title}”."
            imports.set(
                job.id,
                path,
                FileStatus.DUPLICATE if duplicate else FileStatus.IMPORTED,
                reason=reason or _missing_text(document),
                document=document.id,
                pages=document.pages,
                passages=document.passages,
                seconds=_since(begun),
            )
            return


def status_of(error: DocumentError) -> FileStatus:
    """The outcome that an error of one file stands for."""
    kinds: Sequence[tuple[type[DocumentError], FileStatus]] = (
        (DocumentLocked, FileStatus.LOCKED),
        (DocumentEmpty, FileStatus.EMPTY),
        (DocumentUnsupported, FileStatus.UNSUPPORTED),  # before its parent
        (DocumentDamaged, FileStatus.DAMAGED),
        (DocumentUnreadable, FileStatus.UNREADABLE),
    )
    return next((status for kind, status in kinds if isinstance(error, kind)), FileStatus.FAILED)


def _store_document(
    desk: ImportDesk, reader: DocumentReader, library: LibraryId, path: Path
) -> Generator[Progress, None, tuple[Document, bool]]:
    """Read one file into the workspace; returns the document and whether it was there already."""
    documents = desk.workspace.documents
    digest, size = sha256_of(path), path.stat().st_size
    known = documents.find(library, digest)
    if known is not None and known.complete:
        return known, True
    title, pages = yield from _read(reader, path, desk.password_for(path))
    drafts = cut_passages(pages)
    if not drafts:
        raise DocumentEmpty(_no_text(path, len(pages)))
    with desk.workspace.transaction():
        document = known.id if known else documents.add(library, path, title, digest, size)
        documents.add_pages(
            document, [(page.number, page.width, page.height, page.has_text) for page in pages]
        )
    meter = Meter(total=len(drafts), unit="passages")
    for start in range(0, len(drafts), PASSAGES_PER_BATCH):
        batch = drafts[start : start + PASSAGES_PER_BATCH]
        desk.workspace.passages.add(document, batch)
        meter.advance(len(batch))
        yield meter.progress(f"Indexing {path.name}")
    without_text = sum(not page.has_text for page in pages)
    documents.complete(document, pages=len(pages), pages_without_text=without_text)
    return documents.by_id(document), False


def _read(
    reader: DocumentReader, path: Path, password: str | None
) -> Generator[Progress, None, tuple[str, list[Page]]]:
    """The title and all pages of a file, read by the child process."""
    pages: list[Page] = []
    title: str | None = None
    meter = Meter(total=0, unit="pages")
    for event in reader.open(path, password):
        if isinstance(event, Opened):
            title, meter.total = event.title, event.pages
        elif isinstance(event, PagesRead):
            pages.extend(event.pages)
            meter.advance(len(event.pages))
        yield meter.progress(f"Reading {path.name}")
    return document_title(title, pages, path), pages


def _no_text(path: Path, pages: int) -> str:
    return (
        f"{path.name}: {pages} of {pages} pages have no text, so there is nothing to search. "
        "If they are scans, install Tesseract and switch on text recognition (OCR), then retry."
    )


def _missing_text(document: Document) -> str | None:
    if not document.pages_without_text:
        return None
    return f"{document.pages_without_text} of {document.pages} pages have no text and cannot be searched."


def _since(begun: float) -> float:
    return time.monotonic() - begun
