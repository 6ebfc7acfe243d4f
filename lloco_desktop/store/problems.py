"""What `verify` says of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ProblemKind(Enum):
    """What disagrees."""

    FILE = "file"  # SQLite's own structures, full-text indexes included
    REFERENCE = "reference"  # a row belongs to something that is not there
    PAGES = "pages"
    PASSAGES = "passages"
    WORD_INDEX = "word index"
    PAIR_INDEX = "pair index"
    VECTORS = "vectors"
    SEGMENTS = "segments"
    SUMMARIES = "summaries"
    JOBS = "jobs"
    IMPORTS = "imports"
    ADAPTERS = "adapters"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One disagreement."""

    kind: ProblemKind
    what: str  # which one: "document 3"
    detail: str  # how: "12 pages by its record, 11 stored"
