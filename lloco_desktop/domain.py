"""The words of the application as frozen values: what flows between the packages.

Nothing here computes anything or knows of SQL, Qt or torch. Identifiers are `NewType`s over the
integer keys of the workspace file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NewType

LibraryId = NewType("LibraryId", int)
DocumentId = NewType("DocumentId", int)
PassageId = NewType("PassageId", int)
SegmentId = NewType("SegmentId", int)
JobId = NewType("JobId", int)
ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)
AdapterId = NewType("AdapterId", int)
RunId = NewType("RunId", int)
FolderId = NewType("FolderId", int)


# --- documents -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, from the top left of the page as it is displayed."""

    page: int  # 1-based
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Where one line of a passage stands: characters `[start, end)` of its text fill `box`."""

    start: int
    end: int
    box: Box


class BlockKind(Enum):
    """How the lines of a block belong together."""

    PROSE = "prose"  # a paragraph, a heading, a list item: lines run on
    ROWS = "rows"  # a table or a listing: every line stands by itself


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as the PDF has it: its lines in reading order, each normalised, joined by newlines.

    Words that are broken at a line's end are mended where passages are cut, with the whole document in view.
    """

    page: int
    text: str
    lines: tuple[Line, ...]
    kind: BlockKind = BlockKind.PROSE
    size: float = 0.0  # of most of its letters, in points
    bold: bool = False  # all of it


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its displayed size in points and its blocks in reading order."""

    number: int  # 1-based
    width: float
    height: float
    blocks: tuple[Block, ...]
    from_ocr: bool = False

    @property
    def has_text(self) -> bool:
        """Whether any block has text."""
        return any(block.text.strip() for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A passage before the store has given it an identity: about 150 tokens of one document."""

    ordinal: int  # 0-based within the document
    text: str
    lines: tuple[Line, ...]  # in text order; may lie on two pages
    tokens: int  # estimated, the same for every backbone


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval and citation."""

    id: PassageId
    document: DocumentId
    ordinal: int
    text: str
    lines: tuple[Line, ...]
    tokens: int

    @property
    def page(self) -> int:
        """The 1-based page on which the passage begins."""
        return self.lines[0].box.page if self.lines else 1

    def boxes(self, start: int = 0, end: int | None = None) -> tuple[Box, ...]:
        """The boxes of the lines that characters `[start, end)` of the text touch."""
        stop = len(self.text) if end is None else end
        return tuple(line.box for line in self.lines if line.start < stop and line.end > start)


@dataclass(frozen=True, slots=True)
class Library:
    """A user's named collection of documents."""

    id: LibraryId
    name: str
    documents: int
    pages: int
    size: int = 0  # bytes of its documents' files


@dataclass(frozen=True, slots=True)
class Document:
    """One imported file, identified by the SHA-256 of its bytes."""

    id: DocumentId
    library: LibraryId
    path: Path  # where it was imported from; the file may have gone since
    title: str
    sha256: str
    size: int  # bytes
    pages: int
    pages_without_text: int
    passages: int
    complete: bool  # every passage is stored: searchable by keyword
    added: float = 0.0  # seconds since 1970
    modified: int | None = None  # when the file was last written, in ns since 1970; None: not known


class FileStatus(Enum):
    """What became of one file that a user asked to import."""

    QUEUED = "queued"
    READING = "reading"
    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    LOCKED = "locked"
    EMPTY = "empty"  # no pages, or no text on any page
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"  # not a PDF
    UNREADABLE = "unreadable"  # missing, or no permission
    FAILED = "failed"  # limits hit, or a bug; quarantined after two tries
    CANCELLED = "cancelled"  # the user stopped it

    @property
    def is_final(self) -> bool:
        """Whether an import job has nothing more to do for this file."""
        return self not in (FileStatus.QUEUED, FileStatus.READING)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One file of an import job, kept so that the job survives a crash."""

    job: JobId
    library: LibraryId
    path: Path
    status: FileStatus
    attempts: int
    reason: str | None  # one sentence when the status is not IMPORTED
    document: DocumentId | None
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0


class FolderState(Enum):
    """How a watched folder was found when it was last looked at."""

    NEW = "new"  # not looked at yet
    FINE = "fine"
    MISSING = "missing"  # renamed, or on a drive that is not there
    EMPTY = "empty"  # it holds no file any more, as the place of a drive that is not there does
    FORBIDDEN = "forbidden"  # it may not be read


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder that a library follows: what is new or changed in it is imported."""

    id: FolderId
    library: LibraryId
    path: Path
    state: FolderState = FolderState.NEW
    looked: float | None = None  # when, in seconds since 1970
    files: int = 0  # PDFs that it held then


# --- summaries -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SegmentDraft:
    """A run of whole passages that fills one encoder window of one backbone."""

    ordinal: int  # 0-based within the document
    first_passage: int  # ordinals of passages, inclusive
    last_passage: int
    text: str
    tokens: int  # under the backbone's encoder tokenizer
    key: str  # hash(text, backbone, settings, and what it depends on): equal keys, equal summaries


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of compression, as stored."""

    id: SegmentId
    document: DocumentId
    ordinal: int
    first_passage: int
    last_passage: int
    tokens: int
    key: str


class SummaryPrecision(Enum):
    """How summary embeddings are stored."""

    FP16 = "fp16"
    INT8 = "int8"  # one fp16 scale per summary


@dataclass(frozen=True, slots=True)
class StoredSummaries:
    """The summary embeddings of one segment as bytes: `[count, width]`, row-major."""

    key: str
    count: int
    width: int
    precision: SummaryPrecision
    data: bytes


# --- answers ---------------------------------------------------------------------------------


class Scope(Enum):
    """What a question is asked of."""

    PASSAGES = "passages"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where to look for its answer; empty `libraries` means all of them."""

    text: str
    libraries: tuple[LibraryId, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    scope: Scope = Scope.PASSAGES
    quote: bool = False  # answer with the best sentences verbatim, no model
    expansion: bool = True
    adapter: bool = True  # let the library's adapter read, where it has an active one
    variation: int = 0  # 0: the likeliest answer; from 1 on: another one, each its own


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found, best first, with what each index said."""

    passage: Passage
    score: float  # fused, 0 to 1: higher is more relevant
    dense: float | None  # cosine, None where the passage was not among the dense hits
    keyword: float | None  # BM25, higher is better, None likewise


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer comes from: computed from the index, never by the model."""

    document: DocumentId
    title: str
    path: Path
    page: int
    boxes: tuple[Box, ...]  # of the quote; empty if it cannot be placed with confidence
    quote: str
    score: float
    passage: PassageId


class AnswerKind(Enum):
    """Where the words of an answer come from."""

    GENERATED = "generated"  # by the decoder, supported by what was read
    QUOTED = "quoted"  # the best sentences verbatim
    COUNTED = "counted"  # from the library's records, by SQL
    NOT_FOUND = "not_found"
    STOPPED = "stopped"  # by the user: the words that had come
    FAILED = "failed"  # the words that had come; the note says why no more did


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Tokens behind one answer: what the source has, and what the decoder was given and gave."""

    source: int = 0
    summaries: int = 0
    expanded: int = 0
    prompt: int = 0
    answer: int = 0


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds of one answer."""

    retrieve: float = 0.0
    first_token: float = 0.0
    total: float = 0.0


class FollowUpKind(Enum):
    """What a suggestion would do."""

    MORE = "more"  # ask what else a document says about a term
    ALONE = "alone"  # ask the same of one document
    QUOTES = "quotes"  # show the passages word for word
    WHOLE = "whole"  # read whole documents


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that may come next, made of what was found and not cited."""

    kind: FollowUpKind
    document: DocumentId | None = None
    title: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its proof."""

    text: str
    kind: AnswerKind
    found: bool
    citations: tuple[Citation, ...] = ()
    note: str | None = None  # one sentence on why the answer is what it is, where that needs saying
    backbone: str | None = None
    adapter: str | None = None  # "papers, version 2": whose reading this is
    tokens: TokenCounts = field(default_factory=TokenCounts)
    seconds: Seconds = field(default_factory=Seconds)
    passages_used: int = 0
    documents_used: int = 0
    adapter_reason: str | None = None  # one sentence on why that one, or why none
    follow_ups: tuple[FollowUp, ...] = ()  # what may be asked next, best first
    expanded_passages: int = 0  # that the decoder read as text beside the summaries
    device: str | None = None  # that the backbone computed on: "cpu", "cuda:0"
    precision: str | None = None  # that it computed in: "fp32", "bf16", "int8", "nf4"
