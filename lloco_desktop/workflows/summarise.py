"""Import, second stage: documents that can be searched get vectors and summary embeddings.

`passages -> vectors -> segments -> summaries`, for every document of a library that lacks any of it, and
again until none does, so that documents which arrive meanwhile are taken along. Each batch is stored as it
is made; what is stored under a key, by whichever document, is never made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from torch import Tensor

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.compression.batching import BatchSize
from lloco_desktop.compression.compressor import DocumentSegments, SegmentText, compress, document_work
from lloco_desktop.compression.keys import DocumentKeys
from lloco_desktop.compression.storage import pack, unpack
from lloco_desktop.documents.segments import SEPARATOR, cut_segments
from lloco_desktop.domain import (
    Document,
    DocumentId,
    LibraryId,
    Passage,
    PassageId,
    Segment,
    SummaryPrecision,
)
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import DocumentSummarised, SummariesGrew
from lloco_desktop.workflows.models import BackboneEmbedder, Models

PASSAGES_PER_BATCH = 16  # about a second of a small backbone: a question waits no longer than one batch
TOKENS_PER_GROUP = 65_536  # of text in memory at once; documents are finished group by group
Lacking = tuple[Document, list[PassageId]]  # passages without a vector


def summarise(
    workspace: Workspace, models: Models, library: LibraryId, precision: SummaryPrecision
) -> Iterator[object]:
    """Bring a library's documents to their summaries.

    Yields `Progress` (tokens, with the time left for vectors and summaries together), `SummariesGrew` and
    `DocumentSummarised`.

    Raises a `BackboneError` if no backbone can be loaded, `OutOfMemory` if the device is too small.
    """
    yield Progress(say("Getting the backbone ready"), 0, 0, "")
    backbone = models.get()
    while True:
        fresh = _cut(workspace, backbone, library)
        embedder = BackboneEmbedder(backbone)
        lacking = _lacking(workspace, embedder, library)
        pending = workspace.segments.pending(backbone.info.fingerprint, library)
        if not (fresh or lacking or pending):
            return
        # All text is read twice, for vectors and for summaries, at about the same speed: one measure of both.
        meter = Meter(total=_passage_tokens(workspace, lacking) + _segment_tokens(pending), unit="tokens")
        yield from _embed(workspace, embedder, library, lacking, meter)
        pending = workspace.segments.pending(backbone.info.fingerprint, library)
        meter.total = meter.done + _segment_tokens(pending)
        yield from _compress(workspace, backbone, pending, precision, meter)


def _cut(workspace: Workspace, backbone: Backbone, library: LibraryId) -> bool:
    """Cut the documents that this backbone has not seen into segments; whether there were any."""
    fingerprint = backbone.info.fingerprint
    uncut = workspace.segments.uncut(fingerprint, library)
    for document in uncut:
        drafts = cut_segments(
            workspace.passages.of_document(document),
            backbone.info.encoder_window,
            lambda text: len(backbone.encode(text)),
            DocumentKeys(fingerprint, backbone.history),
        )
        with workspace.transaction():
            if workspace.documents.exists(document):
                workspace.segments.replace(document, fingerprint, drafts)
    return bool(uncut)


def _lacking(workspace: Workspace, embedder: BackboneEmbedder, library: LibraryId) -> list[Lacking]:
    """The library's documents with the passages that have no vector."""
    space = workspace.vectors.space(embedder.name, embedder.width)
    return [
        (document, missing)
        for document in workspace.documents.all(library)
        if document.complete and (missing := space.missing(document.id))
    ]


def _passage_tokens(workspace: Workspace, lacking: Sequence[Lacking]) -> int:
    return sum(workspace.passages.tokens(missing) for _document, missing in lacking)


def _segment_tokens(pending: Sequence[Segment]) -> int:
    return sum({segment.key: segment.tokens for segment in pending}.values())  # equal text is made once


def _embed(
    workspace: Workspace,
    embedder: BackboneEmbedder,
    library: LibraryId,
    lacking: Sequence[Lacking],
    meter: Meter,
) -> Iterator[Progress]:
    """Give passages of the library their vectors."""
    space = workspace.vectors.space(embedder.name, embedder.width)
    for document, missing in lacking:
        for start in range(0, len(missing), PASSAGES_PER_BATCH):
            passages = workspace.passages.by_ids(missing[start : start + PASSAGES_PER_BATCH])
            vectors = embedder.embed([passage.text for passage in passages])
            space.add(library, [passage.id for passage in passages], vectors)
            meter.advance(sum(passage.tokens for passage in passages))
            yield meter.progress(say("Indexing {title}", title=document.title))


def _compress(
    workspace: Workspace,
    backbone: Backbone,
    pending: Sequence[Segment],
    precision: SummaryPrecision,
    meter: Meter,
) -> Iterator[object]:
    """Make and store the summaries that are pending, whole documents at a time."""
    fingerprint = backbone.info.fingerprint
    tokens = {segment.key: segment.tokens for segment in pending}
    titles = {document.id: document.title for document in workspace.documents.all()}

    def load(key: str) -> Tensor:
        return unpack(workspace.summaries.get([key])[key])

    size = BatchSize(backbone)
    for documents in _groups(pending):
        work = [_work(workspace, backbone, document) for document in documents]
        title = titles.get(documents[0], say("a document"))
        growth = _Growth(workspace, fingerprint, pending, documents)
        for batch in compress(backbone, work, size, load):
            workspace.summaries.put(fingerprint, [pack(key, made, precision) for key, made in batch])
            meter.advance(sum(tokens.get(key, 0) for key, _ in batch))
            yield meter.progress(say("Summarising {title}", title=title))
            yield from growth.by({key for key, _ in batch})
        for document in documents:
            yield DocumentSummarised(document, len(workspace.segments.of_document(document, fingerprint)))


class _Growth:
    """How far each document of a group has come."""

    def __init__(
        self, workspace: Workspace, backbone: str, pending: Sequence[Segment], documents: Sequence[DocumentId]
    ) -> None:
        self._left: dict[DocumentId, set[str]] = {document: set() for document in documents}
        for segment in pending:
            if segment.document in self._left:
                self._left[segment.document].add(segment.key)
        segments = workspace.segments
        self._totals = {one: len(segments.of_document(one, backbone)) for one in documents}

    def by(self, made: set[str]) -> Iterator[SummariesGrew]:
        """What a batch brought, for the documents that it did not complete."""
        for document, left in self._left.items():
            if left & made:
                left -= made
                if left:
                    total = self._totals[document]
                    yield SummariesGrew(document, max(total - len(left), 0), total)


def _groups(pending: Sequence[Segment]) -> Iterator[list[DocumentId]]:
    """The documents of pending segments, in groups of about TOKENS_PER_GROUP tokens."""
    group: list[DocumentId] = []
    size = 0
    for document, segments in groupby(pending, key=lambda segment: segment.document):
        group.append(document)
        size += sum(segment.tokens for segment in segments)
        if size >= TOKENS_PER_GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _work(workspace: Workspace, backbone: Backbone, document: DocumentId) -> DocumentSegments:
    """What is left to compress of one document."""
    segments = workspace.segments.of_document(document, backbone.info.fingerprint)
    missing = workspace.summaries.missing(segment.key for segment in segments)
    passages = workspace.passages.of_document(document)
    texts = [SegmentText(segment.key, _text_of(passages, segment), segment.tokens) for segment in segments]
    stored = {segment.key for segment in segments} - missing
    return document_work(texts, backbone.history, stored)


def _text_of(passages: Sequence[Passage], segment: Segment) -> str:
    return SEPARATOR.join(
        passage.text for passage in passages[segment.first_passage : segment.last_passage + 1]
    )
