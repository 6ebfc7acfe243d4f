"""Rows of the training and evaluation files: JSON lines, plain or xz-compressed, one document each."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a document; no answers mean that the document does not answer it."""

    text: str
    answers: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One document with its questions, if it has any, and where it comes from."""

    id: str
    title: str
    text: str
    questions: tuple[Question, ...]
    source: str
    licence: str


def read_rows(path: Path) -> Iterator[Row]:
    """Read `.jsonl` or `.jsonl.xz`, row by row."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            questions = tuple(
                Question(str(qa["q"]), tuple(str(a) for a in qa["a"]), str(qa.get("kind") or ""))
                for qa in values.get("qas") or ()
            )
            yield Row(
                id=str(values["id"]),
                title=str(values.get("title") or ""),
                text=str(values["text"]),
                questions=questions,
                source=str(values.get("src") or ""),
                licence=str(values.get("lic") or ""),
            )


def training_files(data: Path) -> list[Path]:
    """The training files under a data folder, in a fixed order."""
    return sorted([*(data / "train").glob("*.jsonl"), *(data / "train").glob("*.jsonl.xz")])


def evaluation_files(data: Path) -> list[Path]:
    """The held-out files under a data folder, in a fixed order."""
    return sorted((data / "eval").glob("*.jsonl"))


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
