"""What the workflows say while they go on, beside `Progress`. Importing this imports no torch."""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.domain import Answer, DocumentId, Hit, ImportFile


@dataclass(frozen=True, slots=True)
class FileStarted:
    """Work on one file of an import begins."""

    file: ImportFile


@dataclass(frozen=True, slots=True)
class FileFinished:
    """One file of an import has its outcome; `file.status` is final."""

    file: ImportFile


@dataclass(frozen=True, slots=True)
class DocumentSummarised:
    """Every segment of a document has its summaries."""

    document: DocumentId
    segments: int


@dataclass(frozen=True, slots=True)
class Searched:
    """Retrieval is done; the hits stand best first, whether they are relevant or not."""

    hits: tuple[Hit, ...]
    relevant: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The next words of an answer that is being made."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer, as it is to be kept; its text may differ from the pieces that came before."""

    answer: Answer
