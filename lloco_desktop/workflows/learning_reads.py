"""What each study item reads: the segments that retrieval serves for its question, as answering would.

The item's own segment is always among them, at a place that chance decides where retrieval did not find it;
for an unanswerable item it never is. The others distract, as they will when people ask.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from random import Random

from lloco_desktop.answering.planning import PER_PASSAGE, Budget, plan_passages, summaries_counter
from lloco_desktop.domain import DocumentId, Hit, Segment, SegmentId
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.study import StoredItem
from lloco_desktop.study import Chunk, MaterialKind, RunState, StudyItem
from lloco_desktop.workflows.learning_examples import OffTopicShelf, is_expanded, passage_texts
from lloco_desktop.workflows.learning_run import MATERIAL_SHARE, Run, dice
from lloco_desktop.workflows.searching import search

HITS = 20  # as for an answer
BATCH = 8  # items that are stored together


def look_up(run: Run) -> Generator[Progress, None, None]:
    """Store what every item reads that does not know it yet; nothing where there is no room for its text.

    Items that the given time does not suffice for are left without, and so are not used.
    """
    study = run.workspace.study
    waiting = [one for one in study.items(run.id) if not one.read]
    if not waiting:
        return
    server = Server(run)
    chunks = {one.number: one.chunk for one in study.chunks(run.id)}
    meter = Meter(len(waiting), "questions")
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        if run.past(MATERIAL_SHARE) and start:
            return
        found = {one.number: server.reads(one, _chunk_of(one.item, chunks)) for one in batch}
        with run.workspace.transaction():
            run.check_there()
            study.set_reads(run.id, found)
            run.store(RunState.MATERIAL)
        meter.advance(len(batch))
        yield meter.progress(say("Looking up what each question reads"))


def _chunk_of(item: StudyItem, chunks: dict[int, Chunk]) -> Chunk | None:
    return chunks.get(item.chunk) if item.chunk is not None else None


@dataclass
class Server:
    """Serves segments to items as retrieval serves them to questions."""

    run: Run
    off_topic: OffTopicShelf = field(init=False)
    _documents: list[DocumentId] = field(init=False)
    _segments: dict[tuple[DocumentId, str], Segment] = field(init=False)

    def __post_init__(self) -> None:
        workspace, fingerprint = self.run.workspace, self.run.backbone.info.fingerprint
        self.off_topic = OffTopicShelf(self.run.backbone)
        self._documents = sorted(self.run.documents())
        self._segments = {
            (document, segment.key): segment
            for document in self._documents
            for segment in workspace.segments.of_document(document, fingerprint)
        }

    def reads(self, stored: StoredItem, chunk: Chunk | None) -> tuple[str, ...]:
        """The keys of what an item reads, as the decoder gets them; none if its own text finds no room."""
        item = stored.item
        if item.kind is MaterialKind.OFF_TOPIC:
            return self.off_topic.keys(item)
        if chunk is None:
            return ()
        chance = dice(self.run.settings.seed, "reads", stored.number)
        own = self._segments.get((chunk.document, chunk.segment))
        if own is None:
            return ()
        served = self._served(item)
        ranked = [one for one in served if one.key != own.key][: self.run.settings.distractors]
        if item.kind is MaterialKind.UNANSWERABLE:
            return self._fit(stored, chunk, ranked or self._others(own, chance))
        place = next((at for at, one in enumerate(served) if one.key == own.key), None)
        if place is None or place > len(ranked):
            place = chance.randint(0, len(ranked))
        for order in ([*ranked[:place], own, *ranked[place:]], [own, *ranked], [own]):
            keys = self._fit(stored, chunk, order)
            if own.key in keys:
                return keys
        return ()

    def _served(self, item: StudyItem) -> list[Segment]:
        """The segments that hold what retrieval finds for its question, the best hit's first."""
        run, workspace = self.run, self.run.workspace
        hits = search(workspace, run.backbone, item.question, (run.library,), self._documents, HITS).hits
        holding = workspace.segments.holding(run.backbone.info.fingerprint, [hit.passage.id for hit in hits])
        missing = workspace.summaries.missing(segment.key for segment in holding)
        ranked: dict[SegmentId, Segment] = {}
        for hit in hits:
            for segment in holding:
                inside = segment.first_passage <= hit.passage.ordinal <= segment.last_passage
                if segment.document == hit.passage.document and inside and segment.key not in missing:
                    ranked.setdefault(segment.id, segment)
        return list(ranked.values())

    def _others(self, own: Segment, chance: Random) -> list[Segment]:
        """Some other segments, where retrieval finds nothing but an item's own."""
        others = [one for one in self._segments.values() if one.key != own.key]
        return chance.sample(others, min(len(others), max(1, self.run.settings.distractors)))

    def _fit(self, stored: StoredItem, chunk: Chunk, order: list[Segment]) -> tuple[str, ...]:
        """The keys of those that fit the decoder's window beside the question, its passage and its answer."""
        run, info = self.run, self.run.backbone.info
        count = run.backbone.count_prompt_tokens
        beside = 0
        if is_expanded(stored, run.settings):
            unanswerable = stored.item.kind is MaterialKind.UNANSWERABLE
            texts = passage_texts(run.workspace, order if unanswerable else [chunk])
            beside = max((count(text) for text in texts), default=0) + PER_PASSAGE
        budget = Budget(
            window=info.room,
            answer=max(run.answer_tokens, len(run.backbone.answer_tokens(stored.item.answer))) + beside,
            positions_per_summary=info.positions_per_summary,
            count_tokens=count,
            count_summaries=summaries_counter(info),
            max_segments=len(order),
        )
        # A plan is made from hits: the first passage of each segment stands for it.
        hits = [
            Hit(passage, 0.0, None, None)
            for one in order
            for passage in run.workspace.passages.of_document(
                one.document, one.first_passage, one.first_passage
            )
        ]
        plan = plan_passages(
            stored.item.question, hits, order, budget, instruction=run.instruction, expansion=False
        )
        return tuple(segment.key for segment in plan.segments)
