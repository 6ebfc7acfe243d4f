"""What retrieval needs from outside: an embedder, two indexes, and the passages behind their keys.

The workspace's stores satisfy the indexes as they are; a backbone, or any other model, is adapted to
`Embedder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lloco_desktop.domain import DocumentId, LibraryId, Passage, PassageId

Vectors = NDArray[np.float32]
Found = list[tuple[PassageId, float]]  # best first; the higher the score the better


class Embedder(Protocol):
    """Turns texts into vectors whose inner product says how alike they are."""

    @property
    def name(self) -> str:
        """What tells its vectors from another embedder's."""
        ...

    @property
    def width(self) -> int:
        """Numbers per vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors `[n, width]`, float32, L2-normalised."""
        ...


class KeywordIndex(Protocol):
    """Finds passages by their words (BM25). Any text is a valid query; no libraries means all of them."""

    def search(
        self,
        query: str,
        libraries: Sequence[LibraryId],
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> Found:
        """The best passages for the words of `query`."""
        ...

    def frequencies(self, texts: Sequence[str]) -> list[int]:
        """For each text, how many of all passages hold any of its words."""
        ...

    def count(self) -> int:
        """How many passages there are."""
        ...


class DenseIndex(Protocol):
    """Finds passages by their vectors (cosine). No libraries means all of them."""

    def search(
        self,
        vector: Vectors,
        libraries: Sequence[LibraryId],
        documents: Sequence[DocumentId] = (),
        limit: int = 50,
    ) -> Found:
        """The passages nearest to `vector` `[width]`."""
        ...


class PassageLoader(Protocol):
    """Gives the passages behind their keys."""

    def by_ids(self, ids: Sequence[PassageId]) -> list[Passage]:
        """The passages in the given order; one that is gone by now is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Dense:
    """Search by meaning: an embedder with the index of the vectors that it made."""

    embedder: Embedder
    index: DenseIndex
