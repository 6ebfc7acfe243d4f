"""Questions about general matters, shipped with the application: what an adapter must not unlearn.

A library's adapter derails questions on anything else unless a few of those are among its material
(Cartridges++). `resources/off_topic.jsonl` has them, with the texts that answer them; whose they are stands
beside it in `off_topic.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.settings import resources
from lloco_desktop.study import Split


@dataclass(frozen=True, slots=True)
class OffTopic:
    """A short text with a question that it answers."""

    text: str
    question: str
    answer: str
    split: Split


def off_topic_file() -> Path:
    """Where the shipped texts lie."""
    return resources() / "off_topic.jsonl"


def off_topic_texts() -> list[OffTopic]:
    """All shipped texts, in their order: every other one trains, the rest measure. No text is there twice."""
    found: list[OffTopic] = []
    with off_topic_file().open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            split = Split.HELD_OUT if number % 2 else Split.TRAIN
            found.append(OffTopic(row["text"], row["question"], row["answer"], split))
    return found


def off_topic_text(question: str) -> str | None:
    """The text that answers one of the questions; None if it is none of them."""
    return next((one.text for one in off_topic_texts() if one.question == question), None)
