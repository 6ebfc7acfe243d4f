"""Learning in memory for the window's tests, and makers of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lloco_desktop.domain import AdapterId, JobId, LibraryId
from lloco_desktop.errors import BadInput, Cancelled, LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.learning.report import (
    Comparison,
    Decision,
    Interval,
    LossPoint,
    Material,
    Measured,
    Report,
    Score,
    Shown,
)
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import Adapter, AdapterOrigin
from lloco_desktop.ui.learn.learning import Learned, LearnPlan, LearnWish, Version

FIRST = LibraryId(1)
DAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@dataclass
class FakePlanning:
    """A plan that the test makes by hand."""

    library: LibraryId
    wish: LearnWish
    event: Callable[[object], None]
    done: Callable[[Exception | None], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True
        self.done(Cancelled())

    def give(self, plan: LearnPlan) -> None:
        self.event(plan)
        self.done(None)


@dataclass
class FakeLearning:
    """Learning that answers at once and remembers what it was asked."""

    states: dict[LibraryId, Learned] = field(default_factory=dict)
    reports: dict[AdapterId, Report] = field(default_factory=dict)
    questions: dict[Path, int] = field(default_factory=dict)
    plans: list[FakePlanning] = field(default_factory=list)
    begun: list[tuple[LibraryId, LearnWish]] = field(default_factory=list)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    refusal: LlocoError | None = None  # raised by what changes something

    def state(self, library: LibraryId) -> Learned:
        return self.states.get(library, Learned(documents=3, text="Not learned yet"))

    def count_questions(self, file: Path) -> int:
        if file not in self.questions:
            raise BadInput(f"{file.name}: line 3 has no answer. Nothing was used.")
        return self.questions[file]

    def plan(
        self,
        library: LibraryId,
        wish: LearnWish,
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> FakePlanning:
        self.plans.append(FakePlanning(library, wish, on_event, on_done))
        return self.plans[-1]

    def begin(self, library: LibraryId, wish: LearnWish) -> Job | None:
        self._note("begin", (library, wish))
        self.begun.append((library, wish))
        return make_learn_job(library)

    def report(self, adapter: AdapterId) -> Report | None:
        return self.reports.get(adapter)

    def use(self, library: LibraryId, adapter: AdapterId | None) -> None:
        self._note("use", (library, adapter))
        self.states[library] = replace(self.states[library], active=adapter)

    def delete(self, adapter: AdapterId) -> None:
        self._note("delete", adapter)
        for library, state in self.states.items():
            kept = tuple(one for one in state.versions if one.adapter.id != adapter)
            active = None if state.active == adapter else state.active
            self.states[library] = replace(state, versions=kept, active=active)

    def export(self, adapter: AdapterId, folder: Path) -> Path:
        self._note("export", (adapter, folder))
        return folder / "copy"

    def bring_in(self, library: LibraryId, folder: Path) -> Adapter:
        self._note("bring_in", (library, folder))
        state = self.states.get(library, Learned(documents=3))
        adapter = make_adapter(len(state.versions) + 1, library, earned=False)
        self.states[library] = replace(state, versions=(Version(adapter), *state.versions))
        return adapter

    def _note(self, name: str, value: object) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.calls.append((name, value))


def make_learn_job(
    library: LibraryId, state: JobState = JobState.RUNNING, number: int = 90, reason: str | None = None
) -> Job:
    """A learning job."""
    payload = {"library": library, "run": 1}
    return Job(JobId(number), JobKind.LEARN, Lane.MODEL, state, payload, 1, reason, DAY)


def make_adapter(version: int = 1, library: LibraryId = FIRST, **more: Any) -> Adapter:
    """A version that was learned from three documents."""
    origin = AdapterOrigin(
        "f" * 16,
        "small",
        ("a", "b", "c"),
        "m" * 16,
        LearningSettings().as_json(),
        0,
        {},
        "2026-11-21T09:30:00+00:00",
        "0.4.0",
        "version 1" if version > 1 else None,
    )
    adapter = Adapter(
        AdapterId(version),
        library,
        version,
        "f" * 16,
        f"adapter-{version}",
        active=False,
        earned=True,
        reason="Answers about text that it never practised on became better.",
        size=1_180_000,
        created=DAY.replace(day=20 + version % 8),
        origin=origin,
    )
    return replace(adapter, **more)


def make_score(mean: float, half: float, questions: int) -> Score:
    """A score with a symmetric interval."""
    low, high = max(mean - half, 0.0), min(mean + half, 100.0)
    return Score(questions, Interval(mean, low, high), Interval(mean / 2, low / 2, high / 2))


def make_comparison(
    measured: Measured, before: float, after: float, half: float = 5.0, questions: int = 120
) -> Comparison:
    """Before and after."""
    gain = Interval(after - before, after - before - half * 0.7, after - before + half * 0.7)
    return Comparison(measured, make_score(before, half, questions), make_score(after, half, questions), gain)


def make_losses(steps: int) -> tuple[LossPoint, ...]:
    """A curve that falls, with the noise of small batches; the same for everyone."""
    points = []
    for step in range(1, steps + 1):
        share = step / steps
        wave = ((step * 7919) % 101 / 101 - 0.5) * 0.5
        loss = 1.15 + 1.9 * (1 - share) ** 3 + wave * (1 - 0.5 * share)
        points.append(LossPoint(step, loss, loss * 0.6, loss * 0.4))
    return tuple(points)


def make_report(*, earned: bool = True, steps: int = 190) -> Report:
    """A whole report."""
    held_out = (31.4, 39.9) if earned else (31.4, 30.1)
    reason = (
        "On 120 questions about text that it never practised on, the score rose from 31.4 to 39.9; other "
        "subjects and refusals stayed as they were."
        if earned
        else "On 120 questions about text that it never practised on, the score did not rise beyond chance "
        "(31.4 before, 30.1 after), so it is kept, switched off."
    )
    return Report(
        documents=15,
        tokens=86_400,
        material=Material(
            151,
            30,
            {"question": 612, "recall": 208, "summary": 96, "continuation": 91, "off_topic": 31},
            {
                "a number of the answer is not in its text": 44,
                "a name of the answer is not in its text": 31,
                "nearly the same question again": 27,
            },
            0,
        ),
        losses=make_losses(steps),
        comparisons=(
            make_comparison(Measured.HELD_OUT, *held_out),
            make_comparison(Measured.OFF_TOPIC, 42.0, 41.2, 7.5, 60),
            make_comparison(Measured.UNANSWERABLE, 71.7, 75.0, 10.9, 60),
        ),
        shown=tuple(
            Shown(f"{question} ({number})" if number else question, wanted, before, after)
            for number in range(2)
            for question, wanted, before, after in (
                (
                    "How many participants took part in the second study?",
                    "24 participants",
                    "The study had participants from two universities.",
                    "24 participants took part.",
                ),
                (
                    "Which library do the authors use to parse the notation?",
                    "Parsec",
                    "The authors use a library.",
                    "They use Parsec.",
                ),
                (
                    "What does the acronym MIR stand for?",
                    "Music information retrieval",
                    "MIR",
                    "Music retrieval",
                ),
            )
        ),
        decision=Decision(earned, reason),
        seconds={"material": 340.0, "before": 62.0, "training": 415.0, "after": 66.0},
        steps=steps,
        examples_per_second=11.4,
    )


def make_plan(**more: Any) -> LearnPlan:
    """What a pre-flight finds."""
    plan = LearnPlan(15, 86_400, 1030, 190, 900.0, 3_400_000, 1_200_000_000, 120_000_000_000, 14_000_000_000)
    return replace(plan, **more)


def make_learned(
    versions: int = 1, active: int | None = 1, library: LibraryId = FIRST, **more: Any
) -> Learned:
    """A library with so many versions, newest first."""
    made = tuple(
        Version(make_adapter(number, library), 31.4, 39.9 - number) for number in range(versions, 0, -1)
    )
    state = Learned(
        made, AdapterId(active) if active else None, 3, 3, 0, None, "Learned from all 3 documents"
    )
    return replace(state, **more)
