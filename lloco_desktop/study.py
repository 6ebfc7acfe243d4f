"""What a library is learned from, and what was learned, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from lloco_desktop.domain import AdapterId, DocumentId, LibraryId, RunId


class MaterialKind(Enum):
    """What a study item asks for, and where it comes from."""

    OWN = "own"  # the user's question and answer
    QUESTION = "question"  # asked and answered by the backbone's own decoder, with the text before it
    RECALL = "recall"  # structured: a name, number or quotation of the text, masked
    SUMMARY = "summary"
    CONTINUATION = "continuation"  # the words that follow others in the text
    OFF_TOPIC = "off_topic"  # about other documents than the library's
    UNANSWERABLE = "unanswerable"  # its text is not among what is read


class Split(Enum):
    """What a study item is for. A chunk of text is in one split only, with all its items."""

    TRAIN = "train"
    HELD_OUT = "held_out"  # measures; never trained on


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of passages that study items are made from: the teacher reads it as text."""

    document: DocumentId
    title: str
    segment: str  # key of the segment whose summaries hold it
    first_passage: int  # ordinals, inclusive
    last_passage: int
    text: str
    tokens: int  # under the backbone's encoder tokenizer


@dataclass(frozen=True, slots=True)
class StudyItem:
    """One question with its answer, to learn from or to measure by."""

    kind: MaterialKind
    split: Split
    question: str
    answer: str
    chunk: int | None  # index into the run's chunks; None for off-topic items
    reads: tuple[str, ...] = ()  # segment keys whose summaries stand before it, as retrieval served them


@dataclass(frozen=True, slots=True)
class AdapterOrigin:
    """What an adapter was made from: enough to refuse it elsewhere and to say what changed since."""

    backbone: str  # fingerprint
    backbone_name: str
    documents: tuple[str, ...]  # SHA-256 of each, sorted
    material: str  # hash of the study items
    settings: dict[str, Any]  # `learning.settings.LearningSettings` as JSON
    seed: int
    scores: dict[str, Any]  # the report's before and after, as JSON
    created: str  # ISO 8601, UTC
    application: str  # version that made it
    parent: str | None = None  # name of the adapter that it was learned on from


@dataclass(frozen=True, slots=True)
class Adapter:
    """One version of what was learned for a library, as stored."""

    id: AdapterId
    library: LibraryId
    version: int  # 1, 2, ... within the library: "version 2" on screen
    backbone: str  # fingerprint
    folder: str  # below the workspace's `adapters/`
    active: bool  # at most one per library and backbone
    earned: bool  # its report found it better; an active one that did not was chosen by the user
    reason: str  # one sentence: why it was made active, or not
    size: int  # bytes
    created: datetime  # UTC
    origin: AdapterOrigin


class RunState(Enum):
    """How far a learning run has come; each stage is stored before the next begins."""

    MATERIAL = "material"  # questions and answers are being made
    BEFORE = "before"  # the backbone alone is measured
    TRAINING = "training"
    AFTER = "after"  # the adapter is measured
    DONE = "done"
    STOPPED = "stopped"  # cancelled, or failed: nothing of it is used

    @property
    def is_final(self) -> bool:
        """Whether the run has nothing more to do."""
        return self in (RunState.DONE, RunState.STOPPED)


@dataclass(frozen=True, slots=True)
class LearningRun:
    """One "Learn this library", from material to report."""

    id: RunId
    library: LibraryId
    backbone: str  # fingerprint
    state: RunState
    settings: dict[str, Any]  # as JSON
    report: dict[str, Any] | None  # `learning.report.Report` as JSON, growing with the stages
    adapter: AdapterId | None
    created: datetime  # UTC
