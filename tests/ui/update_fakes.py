"""Newer versions as a test wants them: nothing is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Updates
from lloco_desktop.workflows.update_manifest import Release
from lloco_desktop.workflows.updates import Looked, Outcome


def make_release(**more: Any) -> Release:
    """Version 0.2.0."""
    release = Release(
        "0.2.0", date(2026, 11, 21), "https://example.org/lloco/0.2.0", {"en": "Larger backbones."}
    )
    return replace(release, **more)


def make_news(**more: Any) -> Looked:
    """That it is there."""
    return Looked(Outcome.NEWER, make_release(**more))


@dataclass
class FakeUpdates:
    """A place to look, whose answers the test gives by hand."""

    host: str = "example.org"
    answer: Updates = Updates.OFF
    last_look: datetime | None = None
    asks: bool = False  # whether the question may be shown
    due: bool = False
    refuses: str | None = None  # every answer of the user, with this sentence
    starts: int = 0
    asked: int = 0
    looks: list[Callable[[Looked], None]] = field(default_factory=list)  # under way
    release: Release = field(default_factory=make_release)
    on_change: Callable[[], None] = lambda: None

    def choose(self, answer: Updates) -> None:
        if self.refuses is not None:
            raise LlocoError(self.refuses)
        self.answer = answer
        self.asks = False
        self.on_change()

    def note_start(self) -> None:
        self.starts += 1

    def may_ask(self) -> bool:
        return self.asks

    def note_asked(self) -> bool:
        self.asked += 1
        return True

    def is_due(self) -> bool:
        return self.due

    def look_if_due(self, on_done: Callable[[Looked], None]) -> None:
        self.due = False
        self.look(on_done)

    def look(self, on_done: Callable[[Looked], None]) -> None:
        self.last_look = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
        self.looks.append(on_done)
