"""What the parts of a conversation ask of what is around them, while they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, LibraryId
from lloco_desktop.ui.services import BackboneStatus


@dataclass(frozen=True, slots=True)
class Lookups:
    """Answered in no time: called while an answer is being shown."""

    backbone: Callable[[], BackboneStatus]
    names: Callable[[Sequence[LibraryId]], list[str]]  # of those libraries that are still there
    homes: Callable[[Sequence[DocumentId]], Mapping[DocumentId, str]]  # libraries' names by document
