"""The active adapters of the libraries, brought into the decoder's rack when a question first needs them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lloco_desktop.domain import Adapter, LibraryId
from lloco_desktop.errors import AdapterError

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import Backbone

FOLDER = "adapters"  # below the workspace's folder
KEPT = 4  # in memory; an adapter of a 7B decoder takes 17 to 34 MB, and reading it a fraction of a second
PREFIX = "adapter"
WITHOUT = "The adapter of {name} was not used: {why}"


class ActiveAdapters(Protocol):
    """Where the adapters are recorded (`store.adapters`)."""

    def active(self, library: LibraryId, backbone: str) -> Adapter | None:
        """The adapter that a library reads with on a backbone of that fingerprint."""
        ...


def active_adapters(
    records: ActiveAdapters, libraries: Iterable[LibraryId], backbone: str
) -> dict[LibraryId, Adapter]:
    """The active adapter of each library that has one for this backbone."""
    found = {library: records.active(library, backbone) for library in dict.fromkeys(libraries)}
    return {library: adapter for library, adapter in found.items() if adapter is not None}


def in_memory(backbone: Backbone, folder: Path, adapter: Adapter) -> str:
    """The name under which the adapter in `folder` is in the backbone's rack, loaded if it was not.

    Raises AdapterDamaged, AdapterMismatch. The oldest of too many in memory are dropped.
    """
    from lloco_desktop.learning.adapters import check_folder  # here: it imports torch

    name, rack = f"{PREFIX}{adapter.id}", backbone.adapters
    if name not in rack.names:
        check_folder(folder, backbone.info)
        rack.load(name, folder)
        served = [one for one in rack.names if one.startswith(PREFIX) and one != name]
        for one in served[: len(served) - (KEPT - 1)] if len(served) >= KEPT else []:
            rack.drop(one)
    return name


def try_in_memory(
    backbone: Backbone, workspace: Path, adapter: Adapter, name: str
) -> tuple[str | None, str | None]:
    """`in_memory` as (name in the rack, None), or (None, the sentence that says why it cannot be used).

    `name` is what people call it: "papers, version 2".
    """
    try:
        return in_memory(backbone, workspace / FOLDER / adapter.folder, adapter), None
    except AdapterError as error:
        return None, WITHOUT.format(name=name, why=error)
