"""Answer a question: find passages, read their summaries, stream a supported answer, cite the index.

`question -> passages (dense + BM25) -> their segments' summaries in document order (+ passages as text)
-> decoder, with the adapter of the library that they come from -> support check -> citations`. Questions
about the library itself are answered by SQL. Where no backbone can answer, or its answer is not supported by
what was read, the best sentences are quoted.

Importing this module imports no torch; reading summaries does, when a backbone is there to read them.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING

from lloco_desktop.answering import metadata
from lloco_desktop.answering.citing import cite, cite_quotes
from lloco_desktop.answering.decoding import Finished, prompt_parts, stream_answer
from lloco_desktop.answering.follow_ups import follow_ups
from lloco_desktop.answering.instruction import instruction_for
from lloco_desktop.answering.planning import Budget, Plan, plan_passages, plan_whole, summaries_counter
from lloco_desktop.answering.quoting import best_quotes, quoted_answer
from lloco_desktop.answering.support import Verdict, is_trusted, judge
from lloco_desktop.backbone.scripts import is_foreign
from lloco_desktop.documents.sentences import sentence_spans
from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Document,
    DocumentId,
    Hit,
    Passage,
    Question,
    Scope,
    Seconds,
    Segment,
    TokenCounts,
)
from lloco_desktop.errors import BackboneError, BackboneMissing, BadInput
from lloco_desktop.model_files.describing import describe_folder
from lloco_desktop.sentences import say, to_say
from lloco_desktop.settings import Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.terms import content_terms, term_set
from lloco_desktop.workflows.adapters_in_use import Chosen, choose_adapter
from lloco_desktop.workflows.events import Answered, Piece, Searched
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.searching import search

if TYPE_CHECKING:
    from torch import Tensor

    from lloco_desktop.backbone.base import Backbone, PromptParts

QUOTES = 3  # sentences of an answer word for word; another variation has the next ones
HITS = 20  # passages that retrieval returns and that quotes and citations are taken from

UNSUPPORTED = to_say(
    "The backbone's own answer was not supported by what it read, so these are the documents' words."
)
UNSURE = to_say("The backbone gave no answer to rely on, so these are the documents' own words.")
SUGGESTED = to_say(
    "The backbone suggests “{text}”, but it is often wrong: these are the documents' own words."
)
REFUSED = to_say("The backbone found no answer in what it read; these sentences come closest.")
NOTHING = to_say("Nothing relevant was found in the documents that were searched.")
NO_BACKBONE = to_say("No backbone is ready, so these are the best-matching sentences, word for word.")
NO_SUMMARIES = to_say(
    "Summaries of these documents are still being made, so these are the best-matching sentences."
)
FOREIGN = to_say("The backbone does not know the language of these documents, so these are their own words.")
SWITCHED_OFF = to_say("What was learned was switched off for this question.")


@dataclass
class _Reading:
    """One question on its way to an answer."""

    question: Question
    documents: Mapping[DocumentId, Document]
    begun: float = field(default_factory=time.perf_counter)
    retrieve: float = 0.0
    hits: tuple[Hit, ...] = ()
    named: frozenset[DocumentId] = frozenset()  # documents that the question calls by name
    relevant: bool = False
    reads: bool = False  # whether the decoder's answers are relied on here

    def answer(self, text: str, kind: AnswerKind, **parts: object) -> Answer:
        """The answer, with what is known of every one."""
        used = {hit.passage.document for hit in self.hits}
        seconds = Seconds(retrieve=self.retrieve, total=time.perf_counter() - self.begun)
        base = Answer(
            text,
            kind,
            found=kind is not AnswerKind.NOT_FOUND,
            seconds=seconds,
            passages_used=len(self.hits),
            documents_used=len(used),
        )
        made: Answer = replace(base, **parts)  # type: ignore[arg-type]
        next_ones = follow_ups(
            self.question, kind, self.hits, made.citations, self.documents, reads=self.reads
        )
        return replace(made, follow_ups=next_ones)


def answer_question(
    workspace: Workspace, models: Models, question: Question, settings: Settings
) -> Iterator[Searched | Piece | Answered]:
    """Answer one question: yields `Searched`, `Piece`s of a generated answer, and one `Answered`.

    Raises `BadInput` for an empty question or a scope without documents. Closing it stops at once.
    """
    if not question.text.strip():
        raise BadInput(say("The question is empty. Type what you would like to know."))
    reading = _Reading(question, _documents(workspace, question))
    counted = _count(workspace, reading)
    if counted is not None:
        yield Answered(counted)
        return
    backbone, why_not = _backbone(models, question)
    reading.reads = backbone is not None and is_trusted(backbone.info)
    found = search(workspace, backbone, question.text, question.libraries, question.documents, HITS)
    reading.retrieve = time.perf_counter() - reading.begun
    yield Searched(found.hits, found.relevant)
    reading.hits, reading.named = found.hits, found.named
    if not found.hits or not (found.relevant or question.scope is Scope.WHOLE):
        reading.hits = ()
        yield Answered(reading.answer(say(NOTHING), AnswerKind.NOT_FOUND))
        return
    if backbone is None:
        yield Answered(_quote(reading, why_not))
        return
    reading.relevant = found.relevant or question.scope is Scope.WHOLE  # see `answering.routing`
    yield from _generate(workspace, backbone, reading, settings)


def _documents(workspace: Workspace, question: Question) -> dict[DocumentId, Document]:
    """The searchable documents that the question may be answered from."""
    chosen = {one.id: one for one in workspace.documents.all() if one.complete}
    if question.libraries:
        chosen = {key: one for key, one in chosen.items() if one.library in question.libraries}
    for wanted in question.documents:
        if wanted not in chosen:
            raise BadInput(say("There is no document {wanted} among those that are searched.", wanted=wanted))
    if question.documents:
        chosen = {key: chosen[key] for key in question.documents}
    if not chosen:
        raise BadInput(say("There are no documents to ask yet. Import some PDFs first."))
    return chosen


def _count(workspace: Workspace, reading: _Reading) -> Answer | None:
    """The answer to a question about the library itself, from its records."""
    names = [library.name for library in workspace.libraries.all()]
    asked = metadata.recognise(reading.question.text, names)
    text = metadata.reply(asked, list(reading.documents.values())) if asked else None
    return reading.answer(text, AnswerKind.COUNTED) if text else None


def _backbone(models: Models, question: Question) -> tuple[Backbone | None, str | None]:
    """The backbone to answer with, or the sentence that says why there is none."""
    if question.quote:
        return None, None
    try:
        return models.get(), None
    except BackboneMissing:
        return None, say(NO_BACKBONE)
    except BackboneError as error:
        return None, say("{sentence} ({error})", sentence=say(NO_BACKBONE), error=error)


def _quote(reading: _Reading, note: str | None) -> Answer:
    """The best sentences verbatim; nothing found if no sentence has to do with the question."""
    titles = {key: document.title for key, document in reading.documents.items()}
    of_named = [hit for hit in reading.hits if hit.passage.document in reading.named]
    variation = reading.question.variation
    found = best_quotes(
        reading.question.text,
        of_named or reading.hits,
        sentence_spans,
        limit=QUOTES * (variation + 1),
        titles=titles,
    )
    asked = frozenset(
        content_terms(reading.question.text)
    )  # what comes further down has to speak of it itself
    found[QUOTES:] = [one for one in found[QUOTES:] if term_set(one.text) & asked]
    groups = [found[at : at + QUOTES] for at in range(0, len(found), QUOTES)]
    quotes = groups[variation % len(groups)] if groups else []
    if variation and len(groups) == 1:
        note = _joined(note, say("No other sentences come as close."))
    if not quotes:
        return reading.answer(say(NOTHING), AnswerKind.NOT_FOUND)
    return reading.answer(
        quoted_answer(quotes),
        AnswerKind.QUOTED,
        citations=cite_quotes(quotes, reading.documents),
        note=note,
        passages_used=len({quote.passage.id for quote in quotes}),
        documents_used=len({quote.passage.document for quote in quotes}),
    )


def _generate(
    workspace: Workspace, backbone: Backbone, reading: _Reading, settings: Settings
) -> Iterator[Piece | Answered]:
    """Let the decoder answer from summaries and passages; quotes where it cannot or may not."""
    plan = _plan(workspace, backbone, reading, settings)
    if not plan.segments:
        yield Answered(_quote(reading, say(NO_SUMMARIES)))
        return
    summaries = _summaries(workspace, plan)
    parts = prompt_parts(plan, summaries, reading.question.text, instruction_for(backbone.info))
    chosen = Chosen(reason=say(SWITCHED_OFF))
    if reading.question.adapter:
        chosen = choose_adapter(workspace, backbone, reading.hits, reading.documents, reading.relevant)
    read = _passages_read(workspace, plan)
    trusted = reading.reads = _is_trusted(backbone, chosen, reading.documents, read)
    if not trusted and is_foreign(_languages(backbone), (passage.text for passage in read)):
        yield Answered(_quote(reading, say(FOREIGN)))  # its suggestion would take long and be noise
        return
    before = time.perf_counter() - reading.begun
    finished = yield from _stream(
        backbone, parts, settings.answer_tokens, chosen.name, reading.question.variation, shown=trusted
    )
    verdict = judge(finished.text, reading.question.text, [passage.text for passage in read]).verdict
    proof: dict[str, object] = {
        "backbone": backbone.info.name,
        "device": backbone.info.device,
        "precision": backbone.info.dtype,
        "expanded_passages": len(plan.passages),
        "adapter": chosen.called,
        "adapter_reason": chosen.reason,
        "tokens": TokenCounts(
            finished.source, finished.summaries, finished.expanded, finished.prompt, finished.pieces
        ),
        "seconds": Seconds(
            reading.retrieve, before + finished.first_token, time.perf_counter() - reading.begun
        ),
    }
    if not trusted or verdict is not Verdict.SUPPORTED:
        why = _why_quotes(verdict, trusted, finished.text)
        quoted = _quote(reading, _joined(why, chosen.note))
        yield Answered(replace(quoted, **proof))  # type: ignore[arg-type]
        return
    cited = cite(
        finished.text, reading.question.text, _as_hits(read, reading.hits), reading.documents, sentence_spans
    )
    yield Answered(
        reading.answer(
            cited.text,
            AnswerKind.GENERATED,
            citations=cited.citations,
            note=_joined(plan.note, chosen.note),
            passages_used=len(read),
            documents_used=len({passage.document for passage in read}),
            **proof,
        )
    )


def _is_trusted(
    backbone: Backbone, chosen: Chosen, documents: Mapping[DocumentId, Document], read: Sequence[Passage]
) -> bool:
    """Whether the answer may stand alone; an adapter speaks only for documents that it has learned."""
    of = [documents[key] for key in {one.document for one in read} if key in documents]
    learned = chosen.adapter.origin if chosen.adapter and chosen.knows(of) else None
    return is_trusted(backbone.info, learned)


def _languages(backbone: Backbone) -> tuple[str, ...]:
    return describe_folder(backbone.info.folder).languages


def _joined(*notes: str | None) -> str | None:
    given = [note for note in notes if note]
    return reduce(lambda one, other: say("{one} {other}", one=one, other=other), given) if given else None


def _why_quotes(verdict: Verdict, trusted: bool, answer: str) -> str:
    """The sentence that says why a decoder's answer does not stand there by itself."""
    if not trusted:
        return say(SUGGESTED, text=answer) if verdict is Verdict.SUPPORTED else say(UNSURE)
    return say(REFUSED) if verdict is Verdict.REFUSED else say(UNSUPPORTED)


def _stream(
    backbone: Backbone,
    parts: PromptParts,
    answer_tokens: int,
    adapter: str | None,
    variation: int,
    *,
    shown: bool,
) -> Generator[Piece, None, Finished]:
    """Pass the decoder's pieces on, without their words if those are not to be shown.

    Closing this closes the decoder, which is why there are pieces even then.
    """
    streamed = stream_answer(backbone, parts, answer_tokens, adapter=adapter, variation=variation)
    with closing(streamed) as events:
        for event in events:
            if isinstance(event, Finished):
                return event
            yield Piece(event.text if shown else "")
    raise AssertionError("a decoder's stream ends with Finished")


def _plan(workspace: Workspace, backbone: Backbone, reading: _Reading, settings: Settings) -> Plan:
    """What the decoder is to read: only segments whose summaries are there."""
    info, question = backbone.info, reading.question
    budget = Budget(
        window=info.room,
        answer=settings.answer_tokens,
        positions_per_summary=info.positions_per_summary,
        count_tokens=backbone.count_prompt_tokens,
        count_summaries=summaries_counter(info),
    )
    instruction = instruction_for(info)
    if question.scope is Scope.WHOLE:
        every = [
            _ready(workspace, workspace.segments.of_document(one, info.fingerprint))
            for one in reading.documents
        ]
        return plan_whole(
            question.text, every, reading.hits, budget, instruction=instruction, expansion=question.expansion
        )
    holding = workspace.segments.holding(info.fingerprint, [hit.passage.id for hit in reading.hits])
    return plan_passages(
        question.text,
        reading.hits,
        _ready(workspace, holding),
        budget,
        instruction=instruction,
        expansion=question.expansion,
    )


def _ready(workspace: Workspace, segments: Sequence[Segment]) -> list[Segment]:
    missing = workspace.summaries.missing(segment.key for segment in segments)
    return [segment for segment in segments if segment.key not in missing]


def _summaries(workspace: Workspace, plan: Plan) -> dict[str, Tensor]:
    """The stored summaries `[n, d]` of the planned segments, by key.

    Reading them ahead, while the question is embedded, wins nothing: `benchmarks/question_latency.py`.
    """
    from lloco_desktop.compression.storage import as_stored  # imports torch, which quotes must not wait for

    stored = workspace.summaries.get([segment.key for segment in plan.segments])
    return {key: as_stored(one) for key, one in stored.items()}


def _passages_read(workspace: Workspace, plan: Plan) -> list[Passage]:
    """The passages that the decoder was given, as summaries or as text."""
    read = {passage.id: passage for passage in plan.passages}
    for segment in plan.segments:
        for passage in workspace.passages.of_document(
            segment.document, segment.first_passage, segment.last_passage
        ):
            read[passage.id] = passage
    return list(read.values())


def _as_hits(read: Sequence[Passage], hits: Sequence[Hit]) -> list[Hit]:
    """What was read as hits, the found ones first: an answer may stand beside what the search found."""
    read_ids = {passage.id for passage in read}
    found = [hit for hit in hits if hit.passage.id in read_ids]
    found_ids = {hit.passage.id for hit in found}
    return found + [Hit(one, 0.0, None, None) for one in read if one.id not in found_ids]
