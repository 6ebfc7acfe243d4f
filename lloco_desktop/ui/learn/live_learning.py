"""The window's `LearningServices` over the use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lloco_desktop.domain import AdapterId, LibraryId
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.learning.report import Measured, Report
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import Adapter
from lloco_desktop.ui.learn.learning import Learned, LearnPlan, LearnWish, Planning, QuestionSource, Version
from lloco_desktop.workflows.learning_plan import LearnOptions, Preflight
from lloco_desktop.workflows.services import Services as Workflows


class LiveLearning:
    """Adapts learning to what the window shows."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows

    def state(self, library: LibraryId) -> Learned:
        """Versions with their scores, and how the documents stand to them."""
        now = self._workflows.learned(library)
        return Learned(
            tuple(_version(adapter) for adapter in now.adapters),
            now.active.id if now.active is not None else None,
            now.documents,
            now.learned,
            now.gone,
            now.run,
            now.text,
        )

    def count_questions(self, file: Path) -> int:
        """How many questions a user's file holds."""
        from lloco_desktop.learning.own_questions import read_questions

        return len(read_questions(file))

    def plan(
        self,
        library: LibraryId,
        wish: LearnWish,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Planning:
        """Measure in the model lane."""

        def heard(event: object) -> None:
            on_event(_plan(event) if isinstance(event, Preflight) else event)

        def work() -> object:
            return iter(self._workflows.preflight(library, options(wish)))

        return self._workflows.runner.urgent(work, heard, on_done)  # type: ignore[arg-type]

    def begin(self, library: LibraryId, wish: LearnWish) -> Job | None:
        """Begin; the job is the one that the run was queued as."""
        run = self._workflows.learn(library, options(wish))
        for job in self._workflows.runner.unfinished():
            if job.kind is JobKind.LEARN and job.payload.get("run") == run.id:
                return job
        return None

    def report(self, adapter: AdapterId) -> Report | None:
        """What its run found."""
        return self._workflows.report(adapter)

    def use(self, library: LibraryId, adapter: AdapterId | None) -> None:
        """Switch."""
        self._workflows.use_adapter(library, adapter)

    def delete(self, adapter: AdapterId) -> None:
        """Forget."""
        self._workflows.delete_adapter(adapter)

    def export(self, adapter: AdapterId, folder: Path) -> Path:
        """Copy into a folder."""
        return self._workflows.export_adapter(adapter, folder)

    def bring_in(self, library: LibraryId, folder: Path) -> Adapter:
        """Add from a folder."""
        return self._workflows.import_adapter(library, folder)


def options(wish: LearnWish) -> LearnOptions:
    """What a wish means to the use cases. Raises `BadInput` for values that make no sense."""
    settings = replace(
        LearningSettings(), minutes=wish.minutes, self_study=wish.source is not QuestionSource.FILE
    )
    return LearnOptions(settings, wish.file, wish.start_from)


def _version(adapter: Adapter) -> Version:
    """With the scores that it carries itself: reading its report would touch the disk, and import torch."""
    held_out = adapter.origin.scores.get(Measured.HELD_OUT.value)
    if not isinstance(held_out, dict):
        return Version(adapter)
    before, after = held_out.get("f1_before"), held_out.get("f1_after")
    if not isinstance(before, (int, float)) or not isinstance(after, (int, float)):
        return Version(adapter)
    return Version(adapter, float(before), float(after))


def _plan(found: Preflight) -> LearnPlan:
    return LearnPlan(
        found.documents,
        found.tokens,
        found.items,
        found.steps,
        found.seconds,
        found.disk,
        found.memory,
        found.free_disk,
        found.free_memory,
        found.starts_from.version if found.starts_from is not None else None,
        found.problem,
    )
