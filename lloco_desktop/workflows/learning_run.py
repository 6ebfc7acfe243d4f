"""What every stage of one learning run needs, and how a stage's result is stored with the time it took."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from lloco_desktop.answering.instruction import instruction_for
from lloco_desktop.backbone.base import Backbone
from lloco_desktop.domain import DocumentId, JobId, LibraryId, RunId
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.report import Measured, Report
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.sentences import say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import RunState

Event = TypeVar("Event")
Result = TypeVar("Result")

# Shares of the time that a user gave (`--minutes`); training has what is left.
STUDY_SHARE = 0.28  # of it, until which questions are made
MATERIAL_SHARE = 0.35  # until which it is looked up what they read
BEFORE_SHARE = 0.15  # for the answers without the adapter; those with it take about as long again
AFTER_MARGIN = 1.2

# Questions of each set that an adapter is judged by, at most.
MOST: Mapping[Measured, int] = {
    Measured.HELD_OUT: 200,
    Measured.OFF_TOPIC: 60,
    Measured.UNANSWERABLE: 60,
}


def dice(*parts: object) -> random.Random:
    """Chance that the parts decide: the same in every process."""
    return random.Random(" ".join(map(str, parts)))  # noqa: S311 - nothing secret


@dataclass
class WorkClock:
    """Seconds of work: time in which nobody asked for the next event does not count."""

    clock: Callable[[], float] = time.monotonic
    _before: float = 0.0
    _since: float | None = None

    def __call__(self) -> float:
        """Seconds of work so far."""
        return self._before + (self.clock() - self._since if self._since is not None else 0.0)

    def working(self, steps: Generator[Event, None, Result]) -> Generator[Event, None, Result]:
        """The same events, with the time between them left out."""
        with closing(steps):
            while True:
                self._since = self.clock()
                try:
                    event = next(steps)
                except StopIteration as end:
                    result: Result = end.value
                    return result
                finally:
                    self._before, self._since = self(), None
                yield event


@dataclass
class Run:
    """One learning run in this process; `report` is what is stored of it so far."""

    workspace: Workspace
    backbone: Backbone
    id: RunId
    library: LibraryId
    settings: LearningSettings
    answer_tokens: int
    report: Report
    most: Mapping[Measured, int] = field(default_factory=lambda: MOST)
    clock: WorkClock = field(default_factory=WorkClock)
    job: JobId | None = None
    _counted: float = 0.0  # seconds of the clock that are in the report

    @property
    def folder(self) -> Path:
        """Where checkpoints lie."""
        return self.workspace.adapters.run_folder(self.id)

    @property
    def instruction(self) -> str | None:
        """The words with which the backbone is asked."""
        return instruction_for(self.backbone.info)

    def check_there(self) -> None:
        """Raise LearningError once the library, and the run with it, was removed."""
        if not self.workspace.runs.exists(self.id):
            raise LearningError(
                say("The library was removed while it was being learned, so nothing of it was kept.")
            )

    def documents(self) -> set[DocumentId]:
        """The documents that the run reads and that are still there."""
        return self.workspace.study.documents(self.id)

    def store(self, stage: RunState, state: RunState | None = None, **changes: Any) -> None:
        """Store changes of the report, the time that the stage took up to now, and the next state."""
        now = self.clock()
        seconds = dict(self.report.seconds or {})
        seconds[stage.value] = seconds.get(stage.value, 0.0) + now - self._counted
        self._counted = now
        self.report = replace(self.report, seconds=seconds, **changes)
        self.workspace.runs.update(self.id, state=state, report=self.report.as_json())
        if self.job is not None:
            self.workspace.jobs.progressed(self.job)

    # --- time ----------------------------------------------------------------------------

    @property
    def spent(self) -> float:
        """Seconds of work on this run, in every process that worked on it."""
        return sum(self._seconds().values()) + self.clock() - self._counted

    @property
    def budget(self) -> float | None:
        """Seconds that the user gave for all of it."""
        return None if self.settings.minutes is None else 60 * self.settings.minutes

    def spent_on(self, stage: RunState) -> float:
        """Seconds of work on the present stage, likewise."""
        return self._seconds().get(stage.value, 0.0) + self.clock() - self._counted

    def past(self, share: float) -> bool:
        """Whether more than that share of the given time is spent."""
        return self.budget is not None and self.spent >= share * self.budget

    def training_deadline(self) -> float | None:
        """On `clock`: when training has to end, so that there is time to measure what it gave."""
        if self.budget is None:
            return None
        measuring = AFTER_MARGIN * self._seconds().get(RunState.BEFORE.value, 0.0)
        return self.clock() + self.budget - self.spent - measuring

    def _seconds(self) -> Mapping[str, float]:
        return self.report.seconds or {}
