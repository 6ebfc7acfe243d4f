"""What learning a library will take, measured on a little of it before anything is begun."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lloco_desktop.answering.instruction import instruction_for
from lloco_desktop.answering.planning import summaries_counter
from lloco_desktop.backbone.base import Backbone
from lloco_desktop.domain import LibraryId, Segment
from lloco_desktop.errors import LlocoError, OutOfMemory
from lloco_desktop.learning.chunks import cut_chunks, split_chunks
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.judging import Answered, answer_examples
from lloco_desktop.learning.own_questions import read_questions
from lloco_desktop.learning.report import Measured
from lloco_desktop.learning.self_study import seconds_to_study
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import rehearse, steps_for
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Chunk, MaterialKind
from lloco_desktop.workflows.learning_examples import OffTopicShelf, SummariesAtHand
from lloco_desktop.workflows.learning_material import CHUNK_TOKENS, document_texts
from lloco_desktop.workflows.learning_needs import items_for, needs
from lloco_desktop.workflows.learning_plan import LearnOptions, Preflight
from lloco_desktop.workflows.learning_run import MOST, dice
from lloco_desktop.workflows.learning_scoring import TOKENS
from lloco_desktop.workflows.memory_advice import Moment, advised, sentence
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.room import give_back
from lloco_desktop.workflows.searching import search

ANSWERED = 2  # questions that are tried
TRIED_SECONDS = 20.0  # after which the decoder is tried on no further chunk
WORDS = 24  # of an answer that is made up for the rehearsal
FULL = 0.6  # of the decoder's window, at most, for a rehearsed example's summaries


@dataclass
class _Plan:
    """What is known of one library before it is learned."""

    workspace: Workspace
    backbone: Backbone
    library: LibraryId
    settings: LearningSettings
    own: int
    chunks: list[Chunk]
    segments: dict[str, Segment]

    @property
    def tokens(self) -> int:
        return sum(segment.tokens for segment in self.segments.values())

    @property
    def items(self) -> int:
        return items_for(self.tokens, self.settings, self.own)

    @property
    def steps(self) -> int:
        return steps_for(self._trained, self.settings)

    @property
    def _trained(self) -> int:
        """Items that train, those about other things included."""
        about = 1 - self.settings.off_topic - self.settings.unanswerable
        return max(1, round(self.items * (1 - self.settings.held_out) / max(about, 0.1)))

    def seconds(self, per_item: float, per_look_up: float, per_answer: float, per_example: float) -> float:
        """Of all stages."""
        held_out = min(MOST[Measured.HELD_OUT], round(self.items * self.settings.held_out))
        measured = held_out + MOST[Measured.OFF_TOPIC] + MOST[Measured.UNANSWERABLE]
        training = self.steps * min(self.settings.batch, self._trained) * per_example
        made = self.items - self.own
        whole = made * per_item + self.items * per_look_up + 2 * measured * per_answer + training
        return whole if self.settings.minutes is None else min(whole, 60 * self.settings.minutes)


def preflight(
    workspace: Workspace,
    models: Models,
    library: LibraryId,
    options: LearnOptions,
    refused: Callable[[], str | None],
) -> Iterator[Progress | Preflight]:
    """Yield `Progress` and, last, a `Preflight`, whose `problem` has whatever a user is to know first.

    `refused` says what forbids it at once. Raises nothing of the user's world.
    """
    problem = refused()
    if problem is not None:
        yield _without(workspace, library, options, problem)
        return
    try:
        yield Progress(say("Getting the backbone ready"), 0, 0, "")
        backbone = models.get()
        plan = yield from _read(workspace, backbone, library, options)
        yield from advised(_measure(plan, options, models), models, Moment.LEARNING)
    except LlocoError as error:
        yield _without(workspace, library, options, str(error))


def _without(workspace: Workspace, library: LibraryId, options: LearnOptions, problem: str) -> Preflight:
    documents = [one for one in workspace.documents.all(library) if one.complete]
    start = workspace.adapters.find(options.start_from) if options.start_from is not None else None
    return Preflight(library, len(documents), 0, 0, 0, 0, None, 0, 0, 0, 0, problem, start)


def _read(
    workspace: Workspace, backbone: Backbone, library: LibraryId, options: LearnOptions
) -> Generator[Progress, None, _Plan]:
    """Cut the library into chunks, as learning will. Raises `LearningError` if there is too little text."""
    chunks: list[Chunk] = []
    segments: dict[str, Segment] = {}
    for text in document_texts(workspace, library, backbone.info.fingerprint):
        chunks += cut_chunks([text], CHUNK_TOKENS)
        segments.update((segment.key, segment) for segment in text.segments)
        yield Progress(say("Reading {title}", title=text.title), 0, 0, "")
    split_chunks(chunks, options.settings.held_out, options.settings.seed)
    own = len(read_questions(options.questions)) if options.questions else 0
    return _Plan(workspace, backbone, library, options.settings, own, chunks, segments)


def _measure(
    plan: _Plan, options: LearnOptions, models: Models
) -> Generator[Progress | Preflight, None, None]:
    """Try a little of every stage, and say what all of it takes."""
    workspace, backbone, settings = plan.workspace, plan.backbone, plan.settings
    documents = len({chunk.document for chunk in plan.chunks})
    starts_from = workspace.adapters.find(options.start_from) if options.start_from is not None else None
    need = needs(backbone, settings, workspace.folder, plan.tokens, plan.items, _peak(backbone, None))
    seconds, problem = None, need.problem
    if problem is None:
        per_item = yield from _try_study(plan)
        examples = _examples(plan)
        summaries = SummariesAtHand(workspace, OffTopicShelf(backbone))
        yield Progress(say("Trying some answers"), 0, 0, "")
        per_look_up = _look_up_seconds(plan)
        per_answer = _answer_seconds(backbone, examples, summaries)
        try:
            rehearsed = yield from rehearse(backbone, examples, summaries, settings)
        except OutOfMemory:
            rehearsed = None
        if rehearsed is None:
            give_back()
            problem = sentence(models, Moment.LEARNING)
        else:
            seconds = plan.seconds(per_item, per_look_up, per_answer, rehearsed.seconds_per_example)
            peak = _peak(backbone, rehearsed.peak_bytes)
            need = needs(backbone, settings, workspace.folder, plan.tokens, plan.items, peak)
    yield Preflight(
        plan.library,
        documents,
        len(plan.segments),
        plan.tokens,
        plan.items,
        plan.steps,
        seconds,
        need.disk,
        need.memory,
        need.free_disk,
        need.free_memory,
        problem,
        starts_from,
    )


def _peak(backbone: Backbone, measured: int | None) -> int | None:
    """Measured memory where there is any; on a GPU nothing is refused before it was tried."""
    return 0 if measured is None and backbone.decoder.device.type == "cuda" else measured


def _try_study(plan: _Plan) -> Generator[Progress, None, float]:
    """Seconds per item of self-study."""
    made = plan.items - plan.own
    if not plan.settings.self_study or made <= 0:
        return 0.0
    began = time.perf_counter()

    def late() -> bool:
        return time.perf_counter() - began > TRIED_SECONDS

    seconds = yield from seconds_to_study(plan.backbone, plan.chunks, plan.settings, late)
    return seconds / made


def _examples(plan: _Plan) -> list[Example]:
    """Examples of the size that learning will have: chunks with made-up answers."""
    chance = dice(plan.settings.seed)
    chunks = chance.sample(plan.chunks, min(2 * plan.settings.batch, len(plan.chunks)))
    return [_example(plan, chunk, chance) for chunk in chunks]


def _example(plan: _Plan, chunk: Chunk, chance: Random) -> Example:
    info = plan.backbone.info
    others = [key for key in plan.segments if key != chunk.segment]
    count = summaries_counter(info)
    chosen, room = [chunk.segment], FULL * info.room
    for key in chance.sample(others, min(plan.settings.distractors, len(others))):
        chosen.append(key)
        rows = sum(count(plan.segments[one]) for one in chosen) * info.positions_per_summary
        if rows > room:
            chosen.pop()
            break
    spans = tuple(Span((key,), plan.segments[key].tokens) for key in chosen)
    words = chunk.text.split()
    return Example(
        MaterialKind.QUESTION,
        f"What does {chunk.title} say about {' '.join(words[:6])}?",
        " ".join(words[:WORDS]),
        spans,
        passages=(chunk.text,) if chance.random() < plan.settings.expanded else (),
        teacher=(chunk.text,),
        instruction=instruction_for(info),
    )


def _look_up_seconds(plan: _Plan) -> float:
    began = time.perf_counter()
    for chunk in plan.chunks[:ANSWERED]:
        question = " ".join(chunk.text.split()[:12])
        search(plan.workspace, plan.backbone, question, (plan.library,), (), 20)
    return (time.perf_counter() - began) / ANSWERED


def _answer_seconds(backbone: Backbone, examples: Sequence[Example], summaries: SummariesAtHand) -> float:
    began, answered = time.perf_counter(), 0
    for event in answer_examples(backbone, examples[:ANSWERED], summaries, None, TOKENS):
        answered += isinstance(event, Answered)
    return (time.perf_counter() - began) / max(answered, 1)
