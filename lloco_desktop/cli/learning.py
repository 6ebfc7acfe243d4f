"""`lloco learn`: what it will take, progress on standard error, and the report on standard output."""

from __future__ import annotations

import argparse
import queue
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.cli.shared import open_services, print_json
from lloco_desktop.cli.words import count, duration
from lloco_desktop.domain import AdapterId, Library
from lloco_desktop.errors import LearningError, LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.learning.report import Report
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.telling import sentences
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.progress import Progress
from lloco_desktop.sizes import size
from lloco_desktop.study import Adapter, LearningRun, RunState
from lloco_desktop.workflows.events import LearningProgress, LossSeen
from lloco_desktop.workflows.learning_plan import LearnOptions, Preflight
from lloco_desktop.workflows.services import Services

DRAW_EVERY = 0.2  # seconds
STAGES = {
    RunState.MATERIAL: "1/4 making questions",
    RunState.BEFORE: "2/4 measuring without",
    RunState.TRAINING: "3/4 practising",
    RunState.AFTER: "4/4 measuring with",
}


def add_arguments(made: argparse.ArgumentParser) -> None:
    """The options of `lloco learn`; those of training are the fields of `LearningSettings`."""
    made.add_argument("--library", required=True, metavar="NAME")
    made.add_argument("--qa", type=Path, metavar="FILE", help="your own questions and answers, JSONL or CSV")
    made.add_argument("--plan", action="store_true", help="only say what it would take")
    made.add_argument("--from", dest="start", type=int, metavar="VERSION", help="learn on from this version")
    made.add_argument("--minutes", type=float, metavar="N", help="for all of it")
    made.add_argument("--no-self-study", action="store_true", help="learn from --qa alone")
    made.add_argument("--rank", type=int, metavar="N", help="of the adapter (by the backbone's width)")
    made.add_argument("--alpha", type=int, metavar="N", help="of the adapter; 16 beside a rank")
    made.add_argument("--epochs", type=float, metavar="N", help="times that everything is practised (5)")
    made.add_argument("--batch", type=int, metavar="N", help="examples per step (16)")
    made.add_argument("--learning-rate", type=float, metavar="X", help="by the backbone's width if not given")
    made.add_argument("--held-out", type=float, metavar="SHARE", help="of the text that only measures (0.2)")
    made.add_argument("--most-items", type=int, metavar="N", help="questions that are made, at most (4000)")
    made.add_argument("--seed", type=int, metavar="N")
    made.add_argument("--backbone", metavar="NAME", help="another backbone than the one in the settings")


def settings_of(arguments: argparse.Namespace) -> LearningSettings:
    """The settings that the options ask for. Raises BadInput for values that make no sense."""
    names = ("minutes", "epochs", "batch", "learning_rate", "held_out", "most_items", "seed")
    chosen = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    shape = {
        name: getattr(arguments, name) for name in ("rank", "alpha") if getattr(arguments, name) is not None
    }
    settings = LearningSettings()
    if shape:
        chosen["shape"] = replace(LoraShape(), **shape)
    return replace(settings, self_study=not arguments.no_self_study, **chosen)


def run_learn(arguments: argparse.Namespace) -> int:
    """Learn a library in the foreground, from pre-flight to report."""
    settings = settings_of(arguments)
    with open_services(arguments, writable=not arguments.plan) as services:
        view = View(as_json=arguments.json)
        services.listen(view)
        library = services.library_named(arguments.library)
        begun = services.learned(library.id).run
        if begun is not None and not arguments.plan:
            told = f"Going on with what was begun on {begun.created:%Y-%m-%d %H:%M} UTC, with its settings."
            print(told, file=sys.stderr)
        else:
            options = LearnOptions(settings, arguments.qa, _start(services, library, arguments.start))
            _preflight(services, library, options, as_json=arguments.json)
            if arguments.plan:
                return 0
            begun = services.learn(library.id, options)
        try:
            _wait(services, begun)
        finally:
            view.close()
        return _print_end(services, library, begun, as_json=arguments.json)


def _start(services: Services, library: Library, version: int | None) -> AdapterId | None:
    return None if version is None else services.workspace.adapters.version(library.id, version).id


def _preflight(services: Services, library: Library, options: LearnOptions, *, as_json: bool) -> None:
    """Say what learning takes. Raises LearningError with the sentence that says why it cannot begin."""
    plan: Preflight | None = None
    view = View(as_json=as_json)
    try:
        for event in in_model_lane(services, lambda: services.preflight(library.id, options)):
            if isinstance(event, Preflight):
                plan = event
            elif isinstance(event, Progress):
                view.draw(event, event.text)
    finally:
        view.close()
    assert plan is not None, "a pre-flight ends with its figures"
    if as_json:
        print_json({"event": "preflight", **plan_as_json(plan)})
    if plan.problem:
        raise LearningError(plan.problem)
    if not as_json:
        print(*plan_sentences(library.name, plan), sep="\n", flush=True)


def in_model_lane(services: Services, work: Callable[[], Iterator[object]]) -> Iterator[object]:
    """The events of work that uses the backbone, run in its lane and given out here."""
    events: queue.SimpleQueue[tuple[object, bool]] = queue.SimpleQueue()
    urgent = services.runner.urgent(
        work, lambda event: events.put((event, False)), lambda error: events.put((error, True))
    )
    try:
        while True:
            event, ended = events.get()
            if ended:
                if isinstance(event, Exception):
                    raise event
                return
            yield event
    finally:
        urgent.cancel()


def _wait(services: Services, run: LearningRun) -> None:
    """Wait until a run's job has ended. Raises LlocoError with the reason if it failed."""
    job = next((one for one in reversed(services.workspace.jobs.all()) if _is_of(one, run)), None)
    if job is None:
        return
    services.runner.resume(job.id)  # the window may have paused it
    services.runner.wait([job.id])
    ended = services.workspace.jobs.get(job.id)
    if ended is not None and ended.state is JobState.FAILED:
        raise LlocoError(ended.reason or "Learning failed. Nothing that existed was changed.")


def _is_of(job: Job, run: LearningRun) -> bool:
    return job.kind is JobKind.LEARN and job.payload.get("run") == run.id


def _print_end(services: Services, library: Library, run: LearningRun, *, as_json: bool) -> int:
    """Print what a run that has ended came to."""
    ended = services.workspace.runs.get(run.id)
    if ended is None or ended.state is not RunState.DONE or ended.report is None:
        raise LlocoError("Learning was cancelled; what existed before is unchanged.")
    report = Report.from_json(ended.report)
    adapter = services.workspace.adapters.find(ended.adapter) if ended.adapter is not None else None
    if as_json:
        made = adapter_as_json(library.name, adapter) if adapter else None
        print_json({"event": "learned", "run": ended.id, "adapter": made, "report": report.as_json()})
        return 0
    print(*sentences(report), sep="\n")
    if adapter is not None:
        used = "is in use" if adapter.active else "is not in use"
        print(f"Version {adapter.version} of “{library.name}” {used}.")
    return 0


class View:
    """Shows a run on standard error, or every event as a line of JSON on standard output."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._bar = WorkBar()
        self._drawn = 0.0
        self._loss: float | None = None

    def __call__(self, job_event: JobEvent) -> None:
        """Hear of a job's event, on its lane's thread."""
        event = job_event.event
        if isinstance(event, LossSeen):
            self._loss = event.point.loss
            if self._as_json:
                print_json({"event": "loss", "run": event.run, **asdict(event.point)})
        elif isinstance(event, LearningProgress):
            self.draw(event.progress, STAGES.get(event.state, event.state.value), event.state)

    def draw(self, progress: Progress, stage: str, state: RunState | None = None) -> None:
        """Show how far a stage has come, a few times a second at most."""
        now = time.monotonic()
        if now - self._drawn < DRAW_EVERY and progress.done < progress.total:
            return
        self._drawn = now
        if self._as_json:
            print_json({"event": "progress", "state": state.value if state else None, **asdict(progress)})
            return
        beside = "" if self._loss is None else f"loss {self._loss:.3f}"
        self._bar.draw(progress, stage, beside)

    def close(self) -> None:
        """Remove the bar."""
        self._bar.close()


# --- words -----------------------------------------------------------------------------------


def plan_sentences(name: str, plan: Preflight) -> list[str]:
    """What learning does, and what it takes."""
    start = f", going on from version {plan.starts_from.version}" if plan.starts_from else ""
    does = (
        f"Learning “{name}” makes about {count(plan.items, 'question')} from its"
        f" {count(plan.documents, 'document')} and practises them in {count(plan.steps, 'step')}{start};"
        " questions that it never practised then show whether it has become better, and only then is it used."
    )
    time_taken = (
        f"It takes about {duration(plan.seconds)}" if plan.seconds is not None else "It takes its time"
    )
    takes = (
        f"{time_taken}, {size(plan.disk)} of disk ({size(plan.free_disk)} are free) and {size(plan.memory)}"
        f" of memory beside the backbone ({size(plan.free_memory)} are free); it can be stopped at any time"
        " and goes on where it was."
    )
    return [does, takes]


def plan_as_json(plan: Preflight) -> dict[str, Any]:
    """A pre-flight as plain values."""
    names = "documents segments tokens items steps seconds disk memory free_disk free_memory problem".split()
    raw = {name: getattr(plan, name) for name in names}
    return raw | {"starts_from": plan.starts_from.version if plan.starts_from else None}


def adapter_as_json(library: str, adapter: Adapter) -> dict[str, Any]:
    """An adapter as plain values."""
    return {
        "library": library,
        "version": adapter.version,
        "active": adapter.active,
        "earned": adapter.earned,
        "reason": adapter.reason,
        "backbone": adapter.origin.backbone_name,
        "fingerprint": adapter.backbone,
        "size": adapter.size,
        "created": adapter.created.isoformat(timespec="seconds"),
        "documents": len(adapter.origin.documents),
        "scores": adapter.origin.scores,
    }
