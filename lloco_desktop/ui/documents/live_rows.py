"""The rows of the documents table from an open workspace."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import Document, DocumentId, FileStatus, ImportFile, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.store.segments import SegmentCounts
from lloco_desktop.ui.services import DocumentRow, DocumentState
from lloco_desktop.workflows.services import Services as Workflows

translate = QCoreApplication.translate
STATES = {
    FileStatus.QUEUED: DocumentState.QUEUED,
    FileStatus.READING: DocumentState.READING,
    FileStatus.LOCKED: DocumentState.LOCKED,
    FileStatus.EMPTY: DocumentState.EMPTY,
    FileStatus.DAMAGED: DocumentState.DAMAGED,
    FileStatus.UNSUPPORTED: DocumentState.UNSUPPORTED,
    FileStatus.UNREADABLE: DocumentState.UNREADABLE,
    FileStatus.FAILED: DocumentState.FAILED,
    FileStatus.CANCELLED: DocumentState.STOPPED,
}
# What a newer version of a file that is a document already can come to; the others do not speak of its bytes.
UNFIT = (FileStatus.LOCKED, FileStatus.EMPTY, FileStatus.DAMAGED, FileStatus.UNSUPPORTED, FileStatus.FAILED)


def rows_of(workflows: Workflows, library: LibraryId) -> list[DocumentRow]:
    """Documents, and the newest word on every file that is not one."""
    workspace = workflows.workspace
    counts = workflows.summary_counts(library)
    documents = [one for one in workspace.documents.all(library) if one.complete]
    gone = workspace.watched.gone(library)
    known = {one.path for one in documents}
    files = {file.path: file for file in workspace.imports.of_library(library)}
    rows = [
        _with_newer(
            document_row(one, counts.get(one.id), gone=bool(gone) and str(one.path) in gone),
            files.get(one.path),
        )
        for one in documents
    ]
    rows += [file_row(file) for path, file in files.items() if path not in known and file.status in STATES]
    order = {path: number for number, path in enumerate(files)}
    return sorted(rows, key=lambda row: order.get(row.path, -1))


def row_of(workflows: Workflows, file: ImportFile) -> DocumentRow | None:
    """The row that one finished file has come to."""
    if file.status is FileStatus.DUPLICATE:
        return None
    if file.document is not None:
        return _row_by_id(workflows, file.document)
    return file_row(file)


def _row_by_id(workflows: Workflows, document: DocumentId) -> DocumentRow | None:
    try:
        return document_row(workflows.workspace.documents.by_id(document), None)
    except BadInput:  # removed, or replaced by a newer version, in the moment since
        return None


def document_row(document: Document, counts: SegmentCounts | None, *, gone: bool = False) -> DocumentRow:
    """The row of a document."""
    done, total = (counts.done, counts.total) if counts is not None else (0, 0)
    reason = None
    if gone:
        reason = translate(
            "services", "The file is gone from its folder; questions still find what was read from it."
        )
    elif document.pages_without_text:
        reason = translate(
            "services",
            "%n of {all} page(s) have no text and cannot be searched.",
            None,
            document.pages_without_text,
        ).format(all=f"{document.pages:,}")
    return DocumentRow(
        document.path,
        document.title,
        DocumentState.READY if total and done == total else DocumentState.SEARCHABLE,
        document.id,
        document.pages,
        document.size,
        reason,
        done,
        total,
        document.added,
        gone,
    )


def file_row(file: ImportFile) -> DocumentRow:
    """The row of a file that no document was made of, or not yet."""
    try:
        size = file.path.stat().st_size
    except OSError:
        size = 0
    return DocumentRow(file.path, file.path.name, STATES[file.status], None, file.pages, size, file.reason)


def _with_newer(row: DocumentRow, file: ImportFile | None) -> DocumentRow:
    """Say of a document when a newer version of its file could not be imported."""
    if file is None or file.status not in UNFIT:
        return row
    told = translate("services", "The file has changed, and the earlier version is kept: {reason}")
    return replace(row, newer=STATES[file.status], reason=told.format(reason=file.reason or ""))
