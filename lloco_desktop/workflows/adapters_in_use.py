"""The active adapters of the libraries: chosen for a question, and brought into the decoder's rack for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lloco_desktop.answering.routing import route
from lloco_desktop.domain import Document, DocumentId, Hit
from lloco_desktop.errors import AdapterError
from lloco_desktop.sentences import say, to_say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Adapter

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import Backbone

KEPT = 4  # in memory; an adapter of a 7B decoder takes 17 to 34 MB, and reading it a fraction of a second
PREFIX = "adapter"
WITHOUT = to_say("The adapter of {name} was not used: {why}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The adapter that reads for one question, if any."""

    adapter: Adapter | None = None
    name: str | None = None  # in the backbone's rack
    called: str | None = None  # by people: "papers, version 2"
    reason: str | None = None  # one sentence on why this one, or none; None where there is none to choose
    note: str | None = None  # one sentence where the chosen one cannot be used

    def knows(self, documents: Iterable[Document]) -> bool:
        """Whether these documents of its library were there when it learned."""
        if self.adapter is None:
            return False
        own = [one for one in documents if one.library == self.adapter.library]
        return bool(own) and {one.sha256 for one in own} <= set(self.adapter.origin.documents)


def choose_adapter(
    workspace: Workspace,
    backbone: Backbone,
    hits: Sequence[Hit],
    documents: Mapping[DocumentId, Document],
    relevant: bool,
) -> Chosen:
    """Route a question by its hits, and load the adapter that it goes to.

    A damaged or foreign one is left out with a note: answers go on without it.
    """
    libraries = {key: document.library for key, document in documents.items()}
    adapters = workspace.adapters.all_active(backbone.info.fingerprint)
    if adapters.keys().isdisjoint(libraries.values()):
        return Chosen()
    routed = route(hits, libraries, adapters, relevant)
    if routed.adapter is None:
        return Chosen(reason=routed.reason)
    called = _called(workspace, routed.adapter)
    try:
        name = in_memory(backbone, workspace.adapters.path(routed.adapter), routed.adapter)
    except AdapterError as error:
        why = say(WITHOUT, name=called, why=error)
        return Chosen(reason=why, note=why)
    return Chosen(routed.adapter, name, called, routed.reason)


def _called(workspace: Workspace, adapter: Adapter) -> str:
    names = {library.id: library.name for library in workspace.libraries.all()}
    name = names.get(adapter.library) or say("a removed library")
    return say("{name}, version {version}", name=name, version=adapter.version)


def in_memory(backbone: Backbone, folder: Path, adapter: Adapter) -> str:
    """The name under which the adapter in `folder` is in the backbone's rack, loaded if it was not.

    Raises AdapterDamaged, AdapterMismatch. The oldest beyond `KEPT` are dropped.
    """
    from lloco_desktop.learning.adapters import check_folder  # here: it imports torch

    name, rack = f"{PREFIX}{adapter.id}", backbone.adapters
    if name not in rack.names:
        check_folder(folder, backbone.info)
        rack.load(name, folder)
        served = [one for one in rack.names if one.startswith(PREFIX)]
        for oldest in served[:-KEPT]:
            rack.drop(oldest)
    return name
