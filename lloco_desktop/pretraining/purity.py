"""Proof that nothing held out is trained on: overlap of 13 consecutive words.

A training document that shares one such run with an evaluation document is dropped. Words are compared
lower-cased without punctuation; a run made of few distinct words (rules, tables of zeros) proves nothing
and is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lloco_desktop.pretraining.rows import evaluation_files, read_rows, training_files

LENGTH = 13
OVERLAPPING = "overlapping.json"  # in the work folder: ids of the training documents to drop
_DISTINCT = 8  # a run with fewer distinct words is no evidence of copying
_WORD = re.compile(r"\w+")


class Hashes(Protocol):
    """Anything that can say whether a run was seen."""

    def __contains__(self, item: object, /) -> bool:
        """Whether the run's hash is among the held-out ones."""
        ...


def runs(text: str, length: int = LENGTH) -> Iterator[int]:
    """Hashes of all runs of `length` words; stable within one process only."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - length + 1):
        run = words[start : start + length]
        if len(set(run)) >= min(_DISTINCT, length):
            yield hash(" ".join(run))


def held_out_runs(texts: Iterable[str], length: int = LENGTH) -> frozenset[int]:
    """The runs that no training text may have."""
    return frozenset(run for text in texts for run in runs(text, length))


def overlaps(text: str, held_out: Hashes, length: int = LENGTH) -> bool:
    """Whether the text shares a run with what is held out."""
    return any(run in held_out for run in runs(text, length))


@dataclass(frozen=True, slots=True)
class PurityReport:
    """What a check of whole files found."""

    documents: int
    overlapping: tuple[str, ...]  # ids of training documents that share a run
    held_out_runs: int


def evaluation_texts(data: Path) -> Iterator[str]:
    """Every text of the held-out files."""
    for path in evaluation_files(data):
        for row in read_rows(path):
            yield row.text


def check(data: Path) -> PurityReport:
    """Compare every training document under `data` with every evaluation set there."""
    held_out = held_out_runs(evaluation_texts(data))
    documents, found = 0, []
    for path in training_files(data):
        for row in read_rows(path):
            documents += 1
            if overlaps(row.text, held_out):
                found.append(row.id)
    return PurityReport(documents, tuple(found), len(held_out))
