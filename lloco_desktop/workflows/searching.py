"""Retrieval over a workspace: by keyword, and by meaning where a backbone is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lloco_desktop.domain import DocumentId, LibraryId
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
    return Searcher(workspace.passages, workspace.passages, dense).search(text, libraries, documents, limit)
