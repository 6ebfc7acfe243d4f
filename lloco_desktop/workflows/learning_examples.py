"""Study items as examples: the summaries that they read, the text beside them, and what their teacher reads.

One place makes them, for training as for measuring, so that both are asked as people will ask.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from torch import Tensor

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.compression.keys import summary_key
from lloco_desktop.compression.storage import unpack
from lloco_desktop.domain import DocumentId, Segment
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.off_topic import off_topic_texts
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.sentences import say
from lloco_desktop.store.study import StoredItem
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Chunk, MaterialKind, StudyItem
from lloco_desktop.terms import term_set
from lloco_desktop.workflows.learning_run import Run, dice

CACHE_BYTES = 256 * 1024**2  # of summaries in memory: the rest is read from the workspace when its turn comes


class SummariesGone(LearningError):
    """A segment's summaries are no longer stored: its document was removed."""


class OffTopicShelf:
    """Texts about other things than the library's, by their questions, each compressed as one segment."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone
        self._by_question = {(one.question, one.answer): one.text for one in off_topic_texts()}
        self._by_key = {self._key(text): text for text in self._by_question.values()}

    def text(self, item: StudyItem) -> str | None:
        """What an off-topic item is about; None if it is no longer shipped."""
        return self._by_question.get((item.question, item.answer))

    def keys(self, item: StudyItem) -> tuple[str, ...]:
        """The key of its summaries, which are never stored."""
        text = self.text(item)
        return (self._key(text),) if text is not None else ()

    def tokens(self, key: str) -> int:
        """Encoder tokens of the text under a key."""
        return len(self._backbone.encode(self._by_key[key]))

    def has(self, key: str) -> bool:
        """Whether this is the key of a text here."""
        return key in self._by_key

    def compress(self, key: str) -> Tensor:
        """Summaries `[n, d]` of the text under a key, float32 on the CPU."""
        (made,) = self._backbone.compress([self._backbone.encode(self._by_key[key])], [None])
        return made.detach().float().cpu().clone()

    def _key(self, text: str) -> str:
        return summary_key(text, self._backbone.info.fingerprint, "off-topic")


@dataclass
class SummariesAtHand:
    """Summaries by key, from the workspace or made on the fly, the last used kept in memory."""

    workspace: Workspace
    off_topic: OffTopicShelf
    most_bytes: int = CACHE_BYTES
    _kept: OrderedDict[str, Tensor] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def __call__(self, keys: Sequence[str]) -> Mapping[str, Tensor]:
        """Summaries `[n, d]` of each segment. Raises `SummariesGone`."""
        wanted = dict.fromkeys(keys)
        missing = [key for key in wanted if key not in self._kept and not self.off_topic.has(key)]
        stored = self.workspace.summaries.get(missing) if missing else {}
        found: dict[str, Tensor] = {}
        for key in wanted:
            if key in self._kept:
                self._kept.move_to_end(key)
                found[key] = self._kept[key]
                continue
            if self.off_topic.has(key):
                found[key] = self.off_topic.compress(key)
            elif key in stored:
                found[key] = unpack(stored[key])
            else:
                raise SummariesGone(
                    say(
                        "Summaries that were to be learned from are no longer there. Nothing was changed; "
                        "learn again once the library's summaries are finished."
                    )
                )
            self._keep(key, found[key])
        return found

    def _keep(self, key: str, summaries: Tensor) -> None:
        self._kept[key] = summaries
        self._bytes += summaries.nbytes
        while self._bytes > self.most_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.nbytes


class ExampleBook:
    """Makes examples of a run's items. What was removed meanwhile is left out."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.off_topic = OffTopicShelf(run.backbone)
        self.summaries = SummariesAtHand(run.workspace, self.off_topic)
        fingerprint = run.backbone.info.fingerprint
        self.documents = run.documents()
        self._segments: dict[str, Segment] = {}
        for document in sorted(self.documents):
            for segment in run.workspace.segments.of_document(document, fingerprint):
                self._segments.setdefault(segment.key, segment)
        self._chunks = {one.number: one.chunk for one in run.workspace.study.chunks(run.id)}

    def example(self, stored: StoredItem) -> Example | None:
        """The example of one item; None if nothing is left that it could read."""
        item = stored.item
        if item.kind is MaterialKind.OFF_TOPIC:
            return self._off_topic(stored)
        chunk = self._chunks.get(item.chunk) if item.chunk is not None else None
        keys = [key for key in item.reads if key in self._segments]
        if chunk is None or not keys:
            return None
        answerable = item.kind is not MaterialKind.UNANSWERABLE
        if answerable and chunk.segment not in keys:
            return None
        beside = None
        if is_expanded(stored, self._run.settings):
            read = [chunk] if answerable else [self._segments[key] for key in keys]
            beside = best_passage(self._run.workspace, read, item)
        return Example(
            item.kind,
            item.question,
            item.answer,
            self._spans(keys),
            passages=(beside,) if beside else (),
            teacher=(chunk.text,) if answerable else (),
            instruction=self._run.instruction,
        )

    def _off_topic(self, stored: StoredItem) -> Example | None:
        item = stored.item
        text = self.off_topic.text(item)
        if text is None or not item.reads:
            return None
        (key,) = self.off_topic.keys(item)
        beside = (text,) if is_expanded(stored, self._run.settings) else ()
        span = Span((key,), self.off_topic.tokens(key))
        return Example(
            item.kind, item.question, item.answer, (span,), passages=beside, instruction=self._run.instruction
        )

    def _spans(self, keys: Sequence[str]) -> tuple[Span, ...]:
        def document(key: str) -> DocumentId:
            return self._segments[key].document

        return tuple(
            Span(tuple(own), sum(self._segments[key].tokens for key in own))
            for own in (list(group) for _, group in groupby(keys, key=document))
        )


def is_expanded(stored: StoredItem, settings: LearningSettings) -> bool:
    """Whether an item has text beside the summaries; the seed and its number decide.

    Unanswerable ones as often as others (a passage of what they read), or text would come to mean an answer.
    """
    return dice(settings.seed, "expanded", stored.number).random() < settings.expanded


def best_passage(workspace: Workspace, places: Sequence[Chunk | Segment], item: StudyItem) -> str | None:
    """The passage that an item is about: that holds its answer, else most of its words."""
    answerable = item.kind is not MaterialKind.UNANSWERABLE
    answer = item.answer.casefold() if answerable else ""
    wanted = term_set(f"{item.question} {answer}")
    texts = passage_texts(workspace, places)
    if not texts:
        return None
    return max(texts, key=lambda text: (answer in text.casefold(), len(wanted & term_set(text))))


def passage_texts(workspace: Workspace, places: Sequence[Chunk | Segment]) -> list[str]:
    """The passages of chunks or segments, in their order."""
    return [
        passage.text
        for one in places
        for passage in workspace.passages.of_document(one.document, one.first_passage, one.last_passage)
    ]
