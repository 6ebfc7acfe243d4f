"""Learn a library: material, answers before, training, answers after, and the decision.

`chunks -> questions and answers -> what retrieval serves for each -> score before -> LoRA -> score after
-> adapter folder -> its record, in use only if it earned its place`

Each stage is stored before the next begins, and within a stage each batch, so that a run which was stopped or
killed goes on from there to the same result. Between any two events a question may be answered with the same
backbone in the same thread: nothing here relies on the adapter that was active before an event.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lloco_desktop import __version__
from lloco_desktop.backbone.base import Backbone
from lloco_desktop.domain import JobId, RunId
from lloco_desktop.errors import LearningError
from lloco_desktop.learning import checkpoints
from lloco_desktop.learning.adapters import document_digest, write_folder
from lloco_desktop.learning.examples import Example
from lloco_desktop.learning.judging import decide, scores_of
from lloco_desktop.learning.report import LossPoint, Measured, Report
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import NAME, Trained, train
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.settings import Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Adapter, AdapterOrigin, LearningRun, RunState, Split
from lloco_desktop.workflows.events import Learned, LearningProgress, LossSeen
from lloco_desktop.workflows.learning_examples import ExampleBook, SummariesGone
from lloco_desktop.workflows.learning_material import make_material
from lloco_desktop.workflows.learning_needs import check_room
from lloco_desktop.workflows.learning_reads import look_up
from lloco_desktop.workflows.learning_run import MOST, Run, WorkClock
from lloco_desktop.workflows.learning_scoring import answer_after, answer_before, judge
from lloco_desktop.workflows.models import Models

TRAINED = "trained"  # below the run's folder: the adapter as training left it, and what it was made from
FACTS = "facts.json"


def learn_library(
    workspace: Workspace,
    models: Models,
    settings: Settings,
    run: RunId,
    job: JobId | None = None,
    clock: WorkClock | None = None,
    most: Mapping[Measured, int] = MOST,
) -> Iterator[LearningProgress | LossSeen | Learned]:
    """Go on with a run to its end: yields `LearningProgress`, `LossSeen` and, last, `Learned`.

    Raises `LearningError` where the library is gone, too small, or the backbone another one; `OutOfMemory`;
    `BackboneError`. Closing it keeps all that was stored; whoever gives the run up says so to the store.
    """
    clock = clock or WorkClock()
    found = workspace.runs.get(run)
    if found is None:
        raise LearningError(say("The library was removed before it could be learned."))
    if found.state.is_final:
        return
    yield LearningProgress(run, found.state, Progress(say("Getting the backbone ready"), 0, 0, ""))
    backbone = models.get()
    _check_backbone(found, backbone)
    learning = Run(
        workspace,
        backbone,
        found.id,
        found.library,
        LearningSettings.from_json(found.settings),
        settings.answer_tokens,
        Report.from_json(found.report) if found.report else Report(0, 0),
        most,
        clock,
        job,
    )
    try:
        yield from clock.working(_stages(learning, found.state))
    finally:
        backbone.adapters.drop(NAME)


def _check_backbone(run: LearningRun, backbone: Backbone) -> None:
    if run.backbone != backbone.info.fingerprint:
        raise LearningError(
            say(
                "Another backbone was chosen while this library was being learned, so that was stopped and "
                "nothing of it was kept. Learn again with this one, or go back to the other."
            )
        )


def _stages(run: Run, state: RunState) -> Generator[LearningProgress | LossSeen | Learned, None, None]:
    if state is RunState.MATERIAL:
        check_room(run)
        yield from _told(run, state, make_material(run))
        yield from _told(run, state, look_up(run))
        run.store(RunState.MATERIAL, RunState.BEFORE)
        state = RunState.BEFORE
    if state is RunState.BEFORE:
        yield from _told(run, state, answer_before(run))
        run.store(RunState.BEFORE, RunState.TRAINING)
        state = RunState.TRAINING
    if state is RunState.TRAINING:
        yield from _train(run)
    if NAME not in run.backbone.adapters.names:  # another process trained it
        run.backbone.adapters.load(NAME, run.folder / TRAINED)
    yield from _told(run, RunState.AFTER, answer_after(run, NAME))
    yield _finish(run)


def _told(
    run: Run, state: RunState, steps: Generator[Progress, None, None]
) -> Generator[LearningProgress, None, None]:
    """The progress of a stage as events of the run, and a look at whether the run is still there."""
    with closing(steps):
        for progress in steps:
            yield LearningProgress(run.id, state, progress)
            run.check_there()


# --- training ----------------------------------------------------------------------------------


def _train(run: Run) -> Generator[LearningProgress | LossSeen, None, None]:
    """Train, and store the adapter with what it was made from; begin again if a document is removed."""
    while True:
        run.check_there()
        book = ExampleBook(run)
        try:
            trained = yield from _train_on(run, book)
        except SummariesGone:
            if run.documents() == book.documents:
                raise
            continue
        if trained is not None:
            break
    run.backbone.adapters.save(NAME, run.folder / TRAINED)
    items = [one.item for one in run.workspace.study.items(run.id)]
    documents = {one.id: one.sha256 for one in run.workspace.documents.all(run.library)}
    facts = {
        "documents": sorted(documents[one] for one in book.documents & documents.keys()),
        "material": document_digest(items),
    }
    (run.folder / TRAINED / FACTS).write_text(json.dumps(facts), encoding="utf-8")
    run.store(
        RunState.TRAINING,
        RunState.AFTER,
        losses=trained.losses,
        steps=trained.steps,
        examples_per_second=trained.examples_per_second,
    )


def _train_on(run: Run, book: ExampleBook) -> Generator[LearningProgress | LossSeen, None, Trained | None]:
    """One training; None if a document was removed meanwhile, of which the adapter is to know nothing."""
    examples = _examples(run, book)
    if not examples:
        raise LearningError(
            say(
                "Nothing is left to learn from: the documents were removed, or the time was too short. "
                "Nothing was changed."
            )
        )
    steps = train(
        run.backbone,
        examples,
        book.summaries,
        run.settings,
        run.folder,
        start=_start(run),
        deadline=run.training_deadline(),
        clock=run.clock,
    )
    losses, kept = list(run.report.losses), _kept(run)
    with closing(steps):
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                trained: Trained = end.value
                return trained
            if isinstance(event, LossPoint):
                losses = [*(point for point in losses if point.step < event.step), event]
                if kept != _kept(run):
                    kept = _kept(run)
                    run.store(RunState.TRAINING, losses=tuple(losses))
                yield LossSeen(run.id, event)
            else:
                yield LearningProgress(run.id, RunState.TRAINING, event)
            run.check_there()
            if run.documents() != book.documents:
                return None


def _kept(run: Run) -> int | None:
    """When the last checkpoint was written."""
    try:
        return (run.folder / checkpoints.FILE).stat().st_mtime_ns
    except OSError:
        return None


def _examples(run: Run, book: ExampleBook) -> list[Example]:
    made = (
        book.example(stored)
        for stored in run.workspace.study.items(run.id)
        if stored.item.split is Split.TRAIN
    )
    return [example for example in made if example is not None]


def _start(run: Run) -> Path | None:
    """The folder of the adapter to learn on from."""
    start = run.workspace.runs.start(run.id)
    if start is None:
        return None
    adapter = run.workspace.adapters.find(start)
    if adapter is None:
        raise LearningError(
            say("The version that was being learned on from was deleted. Nothing was changed; learn afresh.")
        )
    return run.workspace.adapters.path(adapter)


# --- the end -----------------------------------------------------------------------------------


def _finish(run: Run) -> Learned:
    """Judge, write the adapter's folder, and record it: the last thing that a run does."""
    workspace = run.workspace
    judged = judge(run)
    decision = decide(judged.comparisons)
    run.store(RunState.AFTER, comparisons=judged.comparisons, shown=judged.shown, decision=decision)
    start = workspace.runs.start(run.id)
    parent = workspace.adapters.find(start) if start is not None else None
    origin = _origin(run, scores_of(run.report, judged.own), parent)
    folder = f"run-{run.id}"
    path = workspace.adapters.root / folder
    shutil.rmtree(path, ignore_errors=True)  # of a process that ended between writing and recording it
    size = write_folder(run.backbone.adapters, NAME, path, origin, run.report)
    try:
        with workspace.transaction():
            run.check_there()
            adapter = workspace.adapters.create(
                run.library,
                folder,
                origin,
                earned=decision.earned,
                reason=decision.reason,
                size=size,
                active=decision.earned,
            )
            ended = workspace.runs.update(run.id, state=RunState.DONE, adapter=adapter.id)
            workspace.study.shrink(run.id)
            assert ended is not None  # it was there, and this is one transaction
    except LearningError:
        shutil.rmtree(path, ignore_errors=True)
        raise
    shutil.rmtree(run.folder, ignore_errors=True)
    return Learned(ended, adapter, run.report)


def _origin(run: Run, scores: dict[str, Any], parent: Adapter | None) -> AdapterOrigin:
    facts = json.loads((run.folder / TRAINED / FACTS).read_text(encoding="utf-8"))
    return AdapterOrigin(
        backbone=run.backbone.info.fingerprint,
        backbone_name=run.backbone.info.name,
        documents=tuple(facts["documents"]),
        material=facts["material"],
        settings=run.settings.as_json(),
        seed=run.settings.seed,
        scores=scores,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        application=__version__,
        parent=f"version {parent.version}" if parent else None,
    )
