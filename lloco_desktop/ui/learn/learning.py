"""What the window says and hears about learning, in its own words. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.jobs.job import Job
from lloco_desktop.learning.report import LossPoint, Report
from lloco_desktop.progress import Progress
from lloco_desktop.study import Adapter, LearningRun, RunState


class QuestionSource(Enum):
    """Where the questions come from that a library is learned by."""

    DOCUMENTS = "documents"  # made from the text, by the backbone itself
    FILE = "file"  # the user's own, with their answers
    BOTH = "both"

    @property
    def needs_file(self) -> bool:
        """Whether the user has to name a file."""
        return self is not QuestionSource.DOCUMENTS


@dataclass(frozen=True, slots=True)
class LearnWish:
    """How a user wants a library to be learned."""

    source: QuestionSource = QuestionSource.DOCUMENTS
    file: Path | None = None
    minutes: float | None = None  # for all of it; None: as long as it takes
    start_from: AdapterId | None = None  # the version to learn on from; None: a fresh one


@dataclass(frozen=True, slots=True)
class LearnPlan:
    """What learning will take, measured on this machine; `problem` says why it cannot begin."""

    documents: int
    tokens: int  # of source text
    questions: int
    steps: int
    seconds: float | None  # None: could not be measured
    disk: int  # bytes
    memory: int
    free_disk: int | None
    free_memory: int | None
    starts_from: int | None = None  # a version
    problem: str | None = None  # one sentence


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what was learned, with its score on questions that it never practised."""

    adapter: Adapter
    before: float | None = None  # F1 of the backbone alone, 0 to 100
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """How a library stands with learning."""

    versions: tuple[Version, ...] = ()  # newest first
    active: AdapterId | None = None
    documents: int = 0  # in the library now
    covered: int = 0  # of them, those that the version in use (or else the newest) was made from
    gone: int = 0  # documents that it was made from and that are no longer there
    run: LearningRun | None = None  # the newest that has not ended
    text: str = ""  # "Learned from 12 of 15 documents"

    def version(self, adapter: AdapterId | None) -> Version | None:
        """One of the versions."""
        return next((one for one in self.versions if one.adapter.id == adapter), None)

    @property
    def has_changed(self) -> bool:
        """Whether the documents are others than those that were learned from."""
        return bool(self.versions) and (self.covered < self.documents or self.gone > 0)


@dataclass(frozen=True, slots=True)
class LearningSeen:
    """A run reached a stage, or came further within one."""

    library: LibraryId
    run: RunId
    state: RunState
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class LossGrew:
    """One more point of a run's loss curve."""

    library: LibraryId
    run: RunId
    point: LossPoint


@dataclass(frozen=True, slots=True)
class LearningEnded:
    """A run came to its report; `adapter` is the version that it made."""

    library: LibraryId
    run: RunId
    adapter: Adapter | None


class Planning(Protocol):
    """A plan that is being made."""

    def cancel(self) -> None:
        """Stop measuring."""
        ...


class LearningServices(Protocol):
    """Learning as the window sees it. Methods marked "slow" are called through `Background`."""

    def state(self, library: LibraryId) -> Learned:
        """Slow. How a library stands."""
        ...

    def count_questions(self, file: Path) -> int:
        """Slow. How many questions a user's file holds. Raises `BadInput` naming its first bad lines."""
        ...

    def plan(
        self,
        library: LibraryId,
        wish: LearnWish,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Planning:
        """Measure: `on_event` gets `Progress` and `LearnPlan`, then `on_done`, on any thread."""
        ...

    def begin(self, library: LibraryId, wish: LearnWish) -> Job | None:
        """Slow. Begin to learn. Raises `LearningError` or `BadInput` for what can be seen at once."""
        ...

    def report(self, adapter: AdapterId) -> Report | None:
        """Slow. What the run that made a version found; None for versions from elsewhere."""
        ...

    def use(self, library: LibraryId, adapter: AdapterId | None) -> None:
        """Slow. Let a version read with the answers of its library, or none."""
        ...

    def delete(self, adapter: AdapterId) -> None:
        """Slow. Forget a version."""
        ...

    def export(self, adapter: AdapterId, folder: Path) -> Path:
        """Slow. Copy a version into a folder, as one of its own; gives that. Raises `BadInput`."""
        ...

    def bring_in(self, library: LibraryId, folder: Path) -> Adapter:
        """Slow. Add a version from a folder. Raises `AdapterError` if it cannot be used here."""
        ...
