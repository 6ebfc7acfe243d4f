"""The self-test: the whole way from a PDF to two steps of learning, in a workspace of its own, with timings.

A generator of events, run where the backbone is: in the model lane of the window, or by `lloco self-test`.
It leaves nothing behind and touches no library. What fails ends it with the sentence that a user would see.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lloco_desktop.documents.reader import DocumentReader, ReaderLimits
from lloco_desktop.documents.sample import write_sample
from lloco_desktop.domain import AnswerKind, FileStatus, Library, Question, Scope
from lloco_desktop.errors import BackboneMissing, LlocoError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.jobs.urgent import close
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say, say_n
from lloco_desktop.settings import Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import MaterialKind
from lloco_desktop.workflows.answer_question import answer_question
from lloco_desktop.workflows.events import Answered, Stage, StageBegun, StageDone
from lloco_desktop.workflows.import_documents import ImportDesk, import_documents
from lloco_desktop.workflows.models import Models

Event = TypeVar("Event")
STEPS = 2  # of learning
PAGES = (
    "The lighthouse at Kettle Point was built in 1874 by the engineer Ada Merrow. Its lamp stands 41 metres "
    "above the sea and can be seen for 19 miles. The keeper climbs 203 steps to reach it.",
    "In the harbour below, the ferry to Ness leaves every day at half past seven. A return ticket costs nine "
    "crowns, and children travel free. The ferry is called the Grey Heron.",
)
QUESTION = "Who built the lighthouse at Kettle Point?"
EXAMPLES = (
    ("Who built the lighthouse at Kettle Point?", "Ada Merrow"),
    ("What is the ferry to Ness called?", "the Grey Heron"),
)


def self_test(models: Models, settings: Settings) -> Iterator[StageBegun | StageDone | Progress]:
    """Run every part. Raises a `LlocoError` for the first that fails: without a backbone, the second."""
    with tempfile.TemporaryDirectory(prefix="lloco-self-test-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        with Workspace.open(root / "workspace") as workspace:
            library = workspace.libraries.create("Self-test")
            parts = (
                (Stage.OPEN, _open(workspace, library, settings, root)),
                (Stage.BACKBONE, _backbone(models)),
                (Stage.SUMMARISE, _summarise(workspace, models, library, settings)),
                (Stage.ASK, _ask(workspace, models, library, settings)),
                (Stage.LEARN, _learn(workspace, models, library, root)),
            )
            for stage, steps in parts:
                yield StageBegun(stage)
                began, found = time.perf_counter(), ""
                with _going(steps):
                    for event in steps:
                        if isinstance(event, str):
                            found = event
                        else:
                            yield event
                yield StageDone(stage, time.perf_counter() - began, found)


@contextmanager
def _going(steps: Iterator[Event]) -> Iterator[Iterator[Event]]:
    """Steps that are closed whatever becomes of them."""
    try:
        yield steps
    finally:
        close(steps)


def _open(workspace: Workspace, library: Library, settings: Settings, root: Path) -> Iterator[Progress | str]:
    """The PDF through the child process, as any import."""
    path = write_sample(root / "self-test.pdf", PAGES)
    limits = ReaderLimits(
        seconds_per_file=settings.seconds_per_file,
        seconds_per_page=settings.seconds_per_page,
        memory_bytes=settings.parser_memory,
    )
    job = workspace.jobs.create(
        JobKind.IMPORT, JobKind.IMPORT.lane, {"library": library.id, "paths": [str(path)]}
    )
    with _going(import_documents(ImportDesk(workspace, lambda: DocumentReader(limits)), job)) as steps:
        for event in steps:
            if isinstance(event, Progress):
                yield event
    file = workspace.imports.get(job.id, path)
    if file.status is not FileStatus.IMPORTED:
        raise LlocoError(say("The test PDF could not be read: {why}", why=file.reason or file.status.value))
    yield say_n(file.passages, "{pages} pages, {n} passage", "{pages} pages, {n} passages", pages=file.pages)


def _backbone(models: Models) -> Iterator[Progress | str]:
    if not models.available:
        raise BackboneMissing(models.reason)
    yield Progress(say("Loading the backbone"), 0, 0, "")
    info = models.get().info
    yield say("{name} on {device}, {dtype}", name=info.name, device=info.device, dtype=info.dtype)


def _summarise(
    workspace: Workspace, models: Models, library: Library, settings: Settings
) -> Iterator[Progress | str]:
    from lloco_desktop.workflows.summarise import summarise  # imports torch

    with _going(summarise(workspace, models, library.id, settings.summary_precision)) as steps:
        for event in steps:
            if isinstance(event, Progress):
                yield event
    counts = workspace.segments.counts(models.get().info.fingerprint, library.id)
    done, tokens = sum(one.done for one in counts.values()), sum(one.tokens_done for one in counts.values())
    if not done:
        raise LlocoError(say("No summaries could be made of the test PDF."))
    yield say_n(done, "{tokens} tokens in {n} segment", "{tokens} tokens in {n} segments", tokens=tokens)


def _ask(
    workspace: Workspace, models: Models, library: Library, settings: Settings
) -> Iterator[Progress | str]:
    question = Question(QUESTION, libraries=(library.id,), scope=Scope.PASSAGES, adapter=False)
    brief = replace(settings, answer_tokens=min(settings.answer_tokens, 64))
    answer = None
    with _going(answer_question(workspace, models, question, brief)) as steps:
        for event in steps:
            if isinstance(event, Answered):
                answer = event.answer
            yield Progress(say("Answering"), 0, 0, "")
    if answer is None or answer.kind is AnswerKind.NOT_FOUND:
        raise LlocoError(say("The test question found nothing in the test PDF."))
    yield say_n(
        len(answer.citations),
        "{words} words, {n} citation, first word after {seconds:.2f} s",
        "{words} words, {n} citations, first word after {seconds:.2f} s",
        words=len(answer.text.split()),
        seconds=answer.seconds.first_token,
    )


def _learn(workspace: Workspace, models: Models, library: Library, root: Path) -> Iterator[Progress | str]:
    """Two steps of LoRA on the summaries that were just made."""
    from lloco_desktop.compression.storage import unpack  # these import torch
    from lloco_desktop.learning.training import NAME, REHEARSAL, train

    backbone = models.get()
    document = workspace.documents.all(library.id)[0]
    segments = workspace.segments.of_document(document.id, backbone.info.fingerprint)
    span = Span(tuple(one.key for one in segments), sum(one.tokens for one in segments))
    examples = [Example(MaterialKind.OWN, question, answer, (span,)) for question, answer in EXAMPLES]
    rounds = LearningSettings(batch=len(EXAMPLES), epochs=float(STEPS), kl_weight=0.0)
    if {NAME, REHEARSAL} & set(backbone.adapters.names):
        raise LlocoError(
            say("A library is being learned just now, so that learning was not tested. Pause that first.")
        )
    losses: list[float] = []
    try:
        with _going(
            train(
                backbone,
                examples,
                lambda keys: {key: unpack(one) for key, one in workspace.summaries.get(list(keys)).items()},
                rounds,
                root / "learning",
            )
        ) as steps:
            for event in steps:
                if isinstance(event, LossPoint):
                    losses.append(event.loss)
                else:
                    yield event
    finally:
        backbone.adapters.drop(NAME)
    if len(losses) < STEPS or not all(map(math.isfinite, losses)):
        raise LlocoError(say("Learning did not come to its {steps} steps.", steps=STEPS))
    yield say("loss {first:.2f}, then {last:.2f}", first=losses[0], last=losses[-1])
