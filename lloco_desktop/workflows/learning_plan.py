"""What is asked of learning, what it will take, and what a library has learned so far. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.errors import LearningError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.sentences import say, say_n, to_say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Adapter, LearningRun

NOT_LEARNED = to_say("Not learned yet")


@dataclass(frozen=True, slots=True)
class LearnOptions:
    """How a library is to be learned."""

    settings: LearningSettings = field(default_factory=LearningSettings)
    questions: Path | None = None  # a file of the user's own questions and answers, JSONL or CSV
    start_from: AdapterId | None = None  # a version to learn on from; None begins afresh


@dataclass(frozen=True, slots=True)
class Preflight:
    """What learning will take, measured before it begins."""

    library: LibraryId
    documents: int
    segments: int
    tokens: int  # of source text
    items: int  # questions that will be made, about, and the user's own
    steps: int
    seconds: float | None  # in all, about; None where it could not be measured
    disk: int  # bytes that are needed while it goes on
    memory: int  # bytes above what the backbone takes already
    free_disk: int
    free_memory: int  # of the device that computes
    problem: str | None  # one sentence on why it cannot begin
    starts_from: Adapter | None


@dataclass(frozen=True, slots=True)
class LearnedState:
    """What a library has learned, compared with what it holds now."""

    adapters: tuple[Adapter, ...]  # for the backbone in use, newest first
    active: Adapter | None
    documents: int  # that the library has
    learned: int  # of those, that the adapter in use (else the newest) was made from
    gone: int  # documents that it was made from and that are no longer there
    run: LearningRun | None  # the one that goes on now
    text: str  # "Learned from 12 of 15 documents"

    @property
    def is_stale(self) -> bool:
        """Whether learning again would read other documents than were read."""
        return bool(self.adapters) and (self.learned < self.documents or self.gone > 0)


def learned_state(workspace: Workspace, library: LibraryId, fingerprint: str | None) -> LearnedState:
    """What the library has learned for the backbone of that fingerprint."""
    with workspace.snapshot():
        documents = set(workspace.documents.digests(library).values())
        adapters = [one for one in workspace.adapters.of_library(library) if one.backbone == fingerprint]
        going_on = runs_with_jobs(workspace)
        runs = [run for run in workspace.runs.unfinished(library) if run.id in going_on]
    active = next((one for one in adapters if one.active), None)
    shown = active or (adapters[0] if adapters else None)
    known = set(shown.origin.documents) if shown else set()
    learned, gone = len(known & documents), len(known - documents)
    return LearnedState(
        tuple(adapters),
        active,
        len(documents),
        learned,
        gone,
        runs[-1] if runs else None,
        _text(shown, len(documents), learned, gone),
    )


def _text(shown: Adapter | None, total: int, learned: int, gone: int) -> str:
    if shown is None:
        return say(NOT_LEARNED)
    if not total or (not learned and not gone):
        text = say("Learned from other documents")
    elif learned == total == 1:
        text = say("Learned from its document")
    elif learned == total:
        text = say("Learned from all {n} documents", n=total)
    else:
        text = say_n(
            total,
            "Learned from {learned} of {n} document",
            "Learned from {learned} of {n} documents",
            learned=learned,
        )
    if not gone:
        return text
    return say_n(
        gone,
        "{text}; {n} that it learned from is gone",
        "{text}; {n} that it learned from are gone",
        text=text,
    )


def runs_with_jobs(workspace: Workspace) -> set[RunId]:
    """The runs that a job works on, or will."""
    jobs = workspace.jobs.unfinished()
    return {RunId(int(job.payload["run"])) for job in jobs if job.kind is JobKind.LEARN}


def check_ready(workspace: Workspace, library: LibraryId, fingerprint: str) -> None:
    """Refuse a library that cannot be learned now. Raises `LearningError`, `BadInput` if it is gone."""
    name = workspace.libraries.by_id(library).name
    documents = [one for one in workspace.documents.all(library) if one.complete]
    if not documents:
        raise LearningError(
            say("“{name}” has no documents to learn from yet. Import some PDFs first.", name=name)
        )
    counts = workspace.segments.counts(fingerprint, library)
    unready = len(workspace.segments.uncut(fingerprint, library)) + sum(
        one.done < one.total for one in counts.values()
    )
    if unready:
        raise LearningError(
            say(
                "Summaries of {unready} of the {count} documents of “{name}” are not finished yet. "
                "Nothing was begun; learn again when they are.",
                unready=unready,
                count=len(documents),
                name=name,
            )
        )
    pages = sum(one.pages for one in documents)
    if pages < 2 or not counts:
        if pages == 1:
            problem = say(
                "“{name}” has a single page, which is too little to learn from and to measure by. Nothing "
                "was begun; add more documents.",
                name=name,
            )
        else:
            problem = say(
                "“{name}” has no text, which is too little to learn from and to measure by. Nothing was "
                "begun; add more documents.",
                name=name,
            )
        raise LearningError(problem)
