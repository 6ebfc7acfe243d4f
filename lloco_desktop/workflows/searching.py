"""Retrieval over a workspace: by keyword, and by meaning where a backbone is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lloco_desktop.answering.quoting import best_quotes
from lloco_desktop.documents.sentences import sentence_spans
from lloco_desktop.domain import DocumentId, Hit, LibraryId
from lloco_desktop.retrieval.embedder import Dense
from lloco_desktop.retrieval.search import Retrieval, Searcher
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.models import BackboneEmbedder

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import Backbone


def search(
    workspace: Workspace,
    backbone: Backbone | None,
    text: str,
    libraries: Sequence[LibraryId],
    documents: Sequence[DocumentId],
    limit: int,
) -> Retrieval:
    """The best passages for a text, and whether any of them has to do with it."""
    dense = None
    if backbone is not None:
        embedder = BackboneEmbedder(backbone)
        dense = Dense(embedder, workspace.vectors.space(embedder.name, embedder.width))
    titles = {document.id: document.title for document in workspace.documents.all()}
    searcher = Searcher(workspace.passages, workspace.passages, dense, titles)
    return searcher.search(text, libraries, documents, limit)


def page_of(text: str, hit: Hit) -> int:
    """The page of a hit's best sentence: a passage may begin on the page before."""
    quotes = best_quotes(text, [hit], sentence_spans, limit=1)
    boxes = hit.passage.boxes(quotes[0].start, quotes[0].end) if quotes else ()
    return boxes[0].page if boxes else hit.passage.page
