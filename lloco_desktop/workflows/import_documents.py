"""Import, first stage: files become documents that can be searched by keyword.

`file -> sha256 -> (child process) pages -> passages -> keyword index`. Each file's outcome is kept in the
workspace before the next begins, so that a killed import goes on where it stopped: files with an outcome
are not touched again, and a document that was half stored is completed without a row stored twice.
The second stage, summaries, is `summarise.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lloco_desktop.documents.files import find_pdfs, printable_name, sha256_of
from lloco_desktop.documents.passages import cut_passages
from lloco_desktop.documents.reader import DocumentReader, Finished, Opened, PagesRead, ReaderLimits
from lloco_desktop.documents.titles import document_title
from lloco_desktop.domain import Document, DocumentId, FileStatus, LibraryId, Page
from lloco_desktop.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooCostly,
    DocumentUnreadable,
    DocumentUnsupported,
)
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say, say_n
from lloco_desktop.settings import Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import FileFinished, FileProgress, FileStarted

PASSAGES_PER_BATCH = 256
TRIES = 2  # of reading one file, before it is quarantined
STARTS = 5  # of the application while it was reading one file, before the file is blamed


@dataclass
class ImportDesk:
    """What an import needs beside its job."""

    workspace: Workspace
    reader: Callable[[], DocumentReader]
    passwords: dict[Path, str] = field(default_factory=dict)  # by file, or by folder for all below it
    stopped: set[tuple[LibraryId, Path]] = field(default_factory=set)  # files that the user wants no more

    def password_for(self, path: Path) -> str | None:
        """The password that was given for this file, or for a folder that it is in."""
        places = (place for place in (path, *path.parents) if place in self.passwords)
        return next((self.passwords[place] for place in places), None)

    def stop(self, library: LibraryId, paths: Collection[Path], jobs: Iterable[Job]) -> None:
        """Take files out of those of these jobs that have not come to them, or are reading them."""
        imports = self.workspace.imports
        for job in jobs:
            if job.kind is not JobKind.IMPORT or job.payload["library"] != library:
                continue
            for file in imports.of_job(job.id):
                if file.path not in paths or file.status.is_final:
                    continue
                self.stopped.add((library, file.path))
                if file.status is FileStatus.QUEUED:
                    imports.set(job.id, file.path, FileStatus.CANCELLED, reason=stopped_reason())


def reader_for(settings: Settings) -> DocumentReader:
    """A reader within the limits that the settings give."""
    limits = ReaderLimits(
        seconds_per_file=settings.seconds_per_file,
        seconds_per_page=settings.seconds_per_page,
        memory_bytes=settings.parser_memory,
        ocr=settings.ocr,
    )
    return DocumentReader(limits)


class _FileStopped(Exception):
    """The user wants this file no more; the import goes on with the next."""


@dataclass(frozen=True)
class _Stored:
    """A document whose passages are stored."""

    document: DocumentId
    pages: int = 0
    pages_without_text: int = 0
    note: str | None = None  # one sentence that the user should read
    duplicate: bool = False


def import_documents(desk: ImportDesk, job: Job) -> Iterator[object]:
    """Do an import job: yields `FileStarted`, `FileProgress`, `Progress` and `FileFinished`.

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
            if imports.get(job.id, file.path).status.is_final:  # stopped by the user before its turn
                meter.advance(1)
                continue
            yield FileStarted(file)
            yield meter.progress(say("Reading {name}", name=printable_name(file.path)))
            yield from _import_file(desk, reader, job, library, file.path)
            yield FileFinished(imports.get(job.id, file.path))
            meter.advance(1)


def _import_file(
    desk: ImportDesk, reader: DocumentReader, job: Job, library: LibraryId, path: Path
) -> Iterator[Progress | FileProgress]:
    """Bring one file to its outcome; every failure of the file itself becomes one."""
    begun = time.monotonic()
    imports = desk.workspace.imports
    attempts = imports.start_attempt(job.id, path)  # committed before a byte of the file is parsed
    if attempts > STARTS:
        blamed = say(
            "The application stopped {attempts} times while reading {name}, so it was set aside. "
            "Retry it from the documents list when it has been repaired.",
            attempts=attempts - 1,
            name=printable_name(path),
        )
        imports.set(job.id, path, FileStatus.FAILED, reason=blamed)
        return
    for attempt in range(1, TRIES + 1):
        try:
            stored = yield from _store_document(desk, reader, library, path)
        except DocumentTooCostly as error:
            if attempt == TRIES:
                twice = say("{error} It was tried {tries} times and set aside.", error=error, tries=TRIES)
                imports.set(job.id, path, FileStatus.FAILED, reason=twice, seconds=_since(begun))
        except DocumentError as error:
            imports.set(job.id, path, status_of(error), reason=str(error), seconds=_since(begun))
            return
        except _FileStopped:
            imports.set(job.id, path, FileStatus.CANCELLED, reason=stopped_reason(), seconds=_since(begun))
            return
        else:
            _finish(desk.workspace, job, path, stored, _since(begun))
            return


def _finish(workspace: Workspace, job: Job, path: Path, stored: _Stored, seconds: float) -> None:
    """Complete the document and note the file's outcome, both or neither."""
    with workspace.transaction():
        if not stored.duplicate:
            workspace.documents.complete(stored.document, stored.pages, stored.pages_without_text)
        workspace.documents.supersede(LibraryId(int(job.payload["library"])), path, stored.document)
        document = workspace.documents.by_id(stored.document)
        reason = stored.note or _missing_text(document)
        if stored.duplicate:
            reason = say("The same content is already in this library as “{title}”.", title=document.title)
        workspace.imports.set(
            job.id,
            path,
            FileStatus.DUPLICATE if stored.duplicate else FileStatus.IMPORTED,
            reason=reason,
            document=document.id,
            pages=document.pages,
            passages=document.passages,
            seconds=seconds,
        )


def stopped_reason() -> str:
    """Why a file is not there that the user stopped."""
    return say("You stopped the import before this file was in the library. Try again to import it.")


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
) -> Generator[Progress | FileProgress, None, _Stored]:
    """Read one file into the workspace; the document is there but not complete when this returns."""
    workspace = desk.workspace
    modified = _modified(path)  # before the bytes: a file that changes meanwhile is seen to have changed
    digest, size = sha256_of(path), path.stat().st_size
    known = workspace.documents.find(library, digest)
    if known is not None and known.complete:
        if known.path == path or not known.path.exists():  # a file that was moved has its document still
            workspace.documents.move(known.id, path, modified)
        return _Stored(known.id, duplicate=True)
    title, pages, note = yield from _read(desk, reader, library, path)
    drafts = cut_passages(pages)
    if not drafts:
        raise DocumentEmpty(_no_text(path, len(pages)))
    with workspace.transaction():
        document = workspace.documents.add(library, path, title, digest, size, modified)
        workspace.documents.restart(document)  # what a crash left of it may come from an older version
        workspace.documents.add_pages(
            document, [(page.number, page.width, page.height, page.has_text) for page in pages]
        )
    meter = Meter(total=len(drafts), unit="passages")
    for start in range(0, len(drafts), PASSAGES_PER_BATCH):
        batch = drafts[start : start + PASSAGES_PER_BATCH]
        if (library, path) in desk.stopped:
            workspace.documents.delete(document)
            raise _FileStopped
        workspace.passages.add(document, batch)
        meter.advance(len(batch))
        yield meter.progress(say("Indexing {title}", title=title))
    return _Stored(document, len(pages), sum(not page.has_text for page in pages), note)


def _read(
    desk: ImportDesk, reader: DocumentReader, library: LibraryId, path: Path
) -> Generator[Progress | FileProgress, None, tuple[str, list[Page], str | None]]:
    """The title, all pages, and what is to be said of a file, read by the child process."""
    pages: list[Page] = []
    title: str | None = None
    note: str | None = None
    meter = Meter(total=0, unit="pages")
    for event in reader.open(path, desk.password_for(path)):
        if (library, path) in desk.stopped:
            raise _FileStopped
        if isinstance(event, Opened):
            title, meter.total = event.title, event.pages
        elif isinstance(event, PagesRead):
            pages.extend(event.pages)
            meter.advance(len(event.pages))
            yield FileProgress(library, path, len(pages), int(meter.total))
        elif isinstance(event, Finished):
            note = event.note
        yield meter.progress(say("Reading {name}", name=printable_name(path)))
    return document_title(title, pages, path), pages, note


def _no_text(path: Path, pages: int) -> str:
    return say(
        "{name} has no text on any page, so there is nothing to search. If it is a scan, "
        "install Tesseract and switch on text recognition (OCR), then retry.",
        name=printable_name(path),
        pages=pages,
    )


def _missing_text(document: Document) -> str | None:
    if not document.pages_without_text:
        return None
    return say_n(
        document.pages_without_text,
        "{n} of {pages} pages has no text and cannot be searched.",
        "{n} of {pages} pages have no text and cannot be searched.",
        pages=document.pages,
    )


def _modified(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None  # `sha256_of` says what is wrong


def _since(begun: float) -> float:
    return time.monotonic() - begun
