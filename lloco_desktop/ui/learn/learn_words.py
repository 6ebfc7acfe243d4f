"""Learning in plain words: stages, material, scores and times, as the window says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from lloco_desktop.learning.report import Comparison, Interval, Measured, Report
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.study import Adapter, MaterialKind, RunState
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.learn.learning import Learned, LearnPlan, Version

translate = QCoreApplication.translate
STAGES = (RunState.MATERIAL, RunState.BEFORE, RunState.TRAINING, RunState.AFTER)


def stage(state: RunState) -> str:
    """What a stage does."""
    return {
        RunState.MATERIAL: translate("learn", "Making questions"),
        RunState.BEFORE: translate("learn", "Measuring answers before"),
        RunState.TRAINING: translate("learn", "Practising"),
        RunState.AFTER: translate("learn", "Measuring answers after"),
        RunState.DONE: translate("learn", "Done"),
        RunState.STOPPED: translate("learn", "Stopped"),
    }[state]


def stage_number(state: RunState | None) -> str:
    """Which stage it is of how many: a share of all of it is not known while it goes on."""
    if state not in STAGES:
        return translate("learn", "Learning")
    return translate("learn", "Learning, stage {n} of {all}").format(
        n=STAGES.index(state) + 1, all=len(STAGES)
    )


def further(progress: Progress, state: RunState | None = None) -> str:
    """How far a stage has come: Step 120 of 190."""
    if not progress.total:
        return progress.text
    patterns = {
        "steps": translate("learn", "step {done} of {total}"),
        "questions": translate("learn", "question {done} of {total}"),
        "passages": translate("learn", "passage {done} of {total}"),
    }
    pattern = patterns.get(progress.unit, translate("learn", "{done} of {total}"))
    count = pattern.format(done=words.number(progress.done), total=words.number(progress.total))
    # Only making questions has parts that are not what the stage is called.
    if state in (None, RunState.MATERIAL) and progress.text != say("Making questions"):
        return words.named(progress.text, count)
    return count[:1].upper() + count[1:]


def version(which: int) -> str:
    """The name of a version."""
    return translate("learn", "Version {n}").format(n=which)


def duration(seconds: float) -> str:
    """How long something takes, as precisely as anyone can know: about 12 minutes."""
    if seconds < 50:
        return translate("learn", "less than a minute")
    minutes = round(seconds / 60)
    if minutes < 90:
        return translate("learn", "about %n minute(s)", None, max(minutes, 1))
    return translate("learn", "about %n hour(s)", None, round(minutes / 60))


def took(seconds: float) -> str:
    """A measured time: 48 seconds, 12 minutes, 1 h 20 min."""
    if seconds < 100:
        return translate("learn", "%n second(s)", None, round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("learn", "%n minute(s)", None, minutes)
    return translate("learn", "{h} h {m} min").format(h=minutes // 60, m=minutes % 60)


def day(moment: datetime) -> str:
    """A date and time where the user is."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, translate("learn", "d MMM yyyy, HH:mm"))


def questions(number: int) -> str:
    """How many questions."""
    return translate("learn", "%n question(s)", None, number)


def measured(which: Measured) -> str:
    """What a set of questions is about."""
    return {
        Measured.HELD_OUT: translate("learn", "This library, questions it never practised"),
        Measured.OFF_TOPIC: translate("learn", "Other subjects"),
        Measured.UNANSWERABLE: translate("learn", "Saying so when the answer is not there"),
    }[which]


def number(value: float, *, signed: bool = False) -> str:
    """A score, or a difference of two, with a minus that is as wide as the plus."""
    return f"{value:{'+' if signed else ''}.1f}".replace("-", "−")


def interval(value: Interval) -> str:
    """The ends of an interval: 27.0 to 35.4."""
    return translate("learn", "{low} to {high}").format(low=number(value.low), high=number(value.high))


def gain(value: Interval) -> str:
    """A difference with its interval: +8.5 (5.0 to 12.0)."""
    return f"{number(value.mean, signed=True)} ({interval(value)})"


def comparison(one: Comparison) -> str:
    """One comparison with all its numbers, for tooltips and screen readers."""
    return translate(
        "learn",
        "{what}, {questions}: {before:.1f} before ({before_range}), {after:.1f} after ({after_range}); "
        "the difference is {gain}.",
    ).format(
        what=measured(one.measured),
        questions=questions(one.before.questions),
        before=one.before.f1.mean,
        before_range=interval(one.before.f1),
        after=one.after.f1.mean,
        after_range=interval(one.after.f1),
        gain=gain(one.gain),
    )


def kind(name: str, number: int) -> str:
    """A kind of study item, as many as there are; `name` is a `MaterialKind`'s value."""
    names = {
        MaterialKind.OWN: (translate("learn", "question of yours"), translate("learn", "questions of yours")),
        MaterialKind.QUESTION: (
            translate("learn", "question with its answer"),
            translate("learn", "questions with their answers"),
        ),
        MaterialKind.RECALL: (
            translate("learn", "name, number or quotation to recall"),
            translate("learn", "names, numbers and quotations to recall"),
        ),
        MaterialKind.SUMMARY: (
            translate("learn", "summary to write"),
            translate("learn", "summaries to write"),
        ),
        MaterialKind.CONTINUATION: (
            translate("learn", "text to continue"),
            translate("learn", "texts to continue"),
        ),
        MaterialKind.OFF_TOPIC: (
            translate("learn", "question about another subject"),
            translate("learn", "questions about other subjects"),
        ),
        MaterialKind.UNANSWERABLE: (
            translate("learn", "question whose answer is not there"),
            translate("learn", "questions whose answer is not there"),
        ),
    }
    known = {one.value: both for one, both in names.items()}
    one, many = known.get(name, (name, name))
    return one if number == 1 else many


# --- facts, as pairs of what and its value -----------------------------------------------------


def plan_facts(plan: LearnPlan) -> Iterator[tuple[str, str]]:
    """What the pre-flight says, beside the time, which is its heading."""
    yield translate("learn", "Memory"), _of_free(plan.memory, plan.free_memory)
    yield translate("learn", "Disk"), _of_free(plan.disk, plan.free_disk)
    yield (
        translate("learn", "Documents"),
        translate("learn", "{n} ({tokens} tokens of text)").format(
            n=words.number(plan.documents), tokens=words.number(plan.tokens)
        ),
    )
    yield (
        translate("learn", "Questions"),
        translate("learn", "about {n}").format(n=words.number(plan.questions)),
    )
    yield (
        translate("learn", "Starts from"),
        translate("learn", "the beginning")
        if plan.starts_from is None
        else version(plan.starts_from).lower(),
    )


def _of_free(size: int, free: int | None) -> str:
    if free is None:
        return words.size(size)
    return translate("learn", "{size} of {free} free").format(size=words.size(size), free=words.size(free))


def run_facts(report: Report, adapter: Adapter) -> Iterator[tuple[str, str]]:
    """Settings and times of the run that made a version."""
    origin = adapter.origin
    settings: Mapping[str, Any] = origin.settings
    shape = settings.get("shape", {})
    yield translate("learn", "Backbone"), origin.backbone_name
    yield translate("learn", "Documents"), words.number(report.documents)
    yield translate("learn", "Tokens of text"), words.number(report.tokens)
    if report.steps:
        yield translate("learn", "Steps"), words.number(report.steps)
    if report.examples_per_second:
        yield translate("learn", "Examples a second"), words.number(report.examples_per_second, 1)
    if isinstance(shape, dict) and "rank" in shape:
        yield translate("learn", "Rank and alpha"), f"{shape['rank']}, {shape.get('alpha', '')}"
    for key, name in (
        ("epochs", translate("learn", "Rounds")),
        ("learning_rate", translate("learn", "Learning rate")),
        ("batch", translate("learn", "Examples a step")),
        ("minutes", translate("learn", "Time limit, minutes")),
    ):
        value = settings.get(key)
        if value is not None:
            yield name, f"{value:g}" if isinstance(value, (int, float)) else str(value)
    yield translate("learn", "Seed"), str(origin.seed)
    if origin.parent:
        yield translate("learn", "Learned on from"), origin.parent
    yield translate("learn", "Size"), words.size(adapter.size)
    for name, seconds in (report.seconds or {}).items():
        yield _stage_named(name), took(seconds)


def _stage_named(name: str) -> str:
    known = {state.value: state for state in RunState}
    if name in known:
        return stage(known[name])
    return name[:1].upper() + name[1:].replace("_", " ")


def version_line(shown: Version) -> str:
    """The second line of a version in the list."""
    origin = shown.adapter.origin
    parts = [day(shown.adapter.created)]
    if origin.documents:
        parts.append(words.documents(len(origin.documents)))
    return " · ".join(parts)


def version_score(shown: Version) -> str:
    """What a version's score became: 31 → 39."""
    if shown.before is None or shown.after is None:
        return translate("learn", "Not measured here")
    return translate("learn", "Score {before:.1f} → {after:.1f}").format(
        before=shown.before, after=shown.after
    )


def again_line(learned: Learned) -> str:
    """How the documents and what was learned from them stand to each other, as a sentence."""
    text = learned.text or translate("learn", "Learned from {n} of {all} documents").format(
        n=words.number(learned.covered), all=words.number(learned.documents)
    )
    return text.rstrip(".") + "."
