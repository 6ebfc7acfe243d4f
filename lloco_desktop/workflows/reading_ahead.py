"""Summaries out of the workspace: those of whole documents are on their way while the question is embedded.

Which segments a question about whole documents reads is known before the search, and it may be all that fits
a window: 31 MB for Llama-2-7B's, which takes as long as embedding the question does there. A question about
passages reads some 3 MB of segments that only the search knows, in a twentieth of that time: nothing is read
ahead for it (`benchmarks/question_latency.py` has the figures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lloco_desktop.answering.planning import summaries_counter
from lloco_desktop.domain import DocumentId, Segment
from lloco_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from torch import Tensor

    from lloco_desktop.backbone.base import Backbone

AT_ONCE = 16  # segments between two looks whether the question was closed


class Summaries:
    """The summaries that a question reads, by the key of their segment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._coming: Future[dict[str, Tensor]] | None = None
        self._stopped = False

    def get(self, keys: Sequence[str]) -> dict[str, Tensor]:
        """Summaries `[n, d]` on the CPU; what did not come ahead is read now. Raises WorkspaceDamaged."""
        ahead: dict[str, Tensor] = {}
        if self._coming is not None and self._coming.exception() is None:  # reading again says what it was
            ahead = self._coming.result()
        missing = [key for key in keys if key not in ahead]
        return {key: ahead[key] for key in keys if key in ahead} | _read(self._workspace, missing)

    @contextmanager
    def coming(self, documents: Sequence[DocumentId], backbone: Backbone | None) -> Iterator[None]:
        """Read those of whole documents, as many as the decoder has room for, until this is left."""
        if backbone is None or not documents:
            yield
            return
        pool = ThreadPoolExecutor(1, "reading ahead")
        self._coming = pool.submit(self._read_ahead, documents, backbone)
        try:
            yield
        finally:
            self._stopped = True
            pool.shutdown()  # waits: nobody reads a workspace that is being closed

    def _read_ahead(self, documents: Sequence[DocumentId], backbone: Backbone) -> dict[str, Tensor]:
        keys = list(self._wanted(documents, backbone))
        found: dict[str, Tensor] = {}
        for start in range(0, len(keys), AT_ONCE):
            found |= _read(self._workspace, keys[start : start + AT_ONCE])
            if self._stopped:
                break
        return found

    def _wanted(self, documents: Sequence[DocumentId], backbone: Backbone) -> Iterator[str]:
        """The keys of the segments, while they fit the window."""
        info, left = backbone.info, backbone.info.room
        count = summaries_counter(info)
        for document in documents:
            for segment in self._workspace.segments.of_document(document, info.fingerprint):
                left -= count(segment) * info.positions_per_summary
                if left < 0:
                    return
                yield segment.key


def ready(workspace: Workspace, segments: Sequence[Segment]) -> list[Segment]:
    """Those of the segments that have summaries."""
    missing = workspace.summaries.missing(segment.key for segment in segments)
    return [segment for segment in segments if segment.key not in missing]


def _read(workspace: Workspace, keys: Sequence[str]) -> dict[str, Tensor]:
    if not keys:
        return {}
    from lloco_desktop.compression.storage import as_stored  # imports torch, which quotes must not wait for

    return {key: as_stored(one) for key, one in workspace.summaries.get(keys).items()}
