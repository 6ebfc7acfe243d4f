"""Retrieval on held-out files: is a question's own paragraph among the first k, out of all of them?

Paragraphs are stored and searched by the application's own indexes: vectors of the backbone, keywords of
the workspace, and both fused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.domain import PassageDraft
from lloco_desktop.errors import BadInput
from lloco_desktop.evaluation.files import read_rows
from lloco_desktop.metrics import mean, recall_at
from lloco_desktop.retrieval.fusion import Weights, fuse, trust
from lloco_desktop.store.workspace import Workspace

CUTS = (1, 5, 20)
DENSE_WEIGHTS = (1.0, 0.3, 0.1)
AS_APPLICATION = "fused as the application does"
_DEPTH = 100
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Collection:
    """Paragraphs, and questions with the index of the paragraph that answers each."""

    paragraphs: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]


def read_collection(paths: Sequence[Path]) -> Collection:
    """All paragraphs of some evaluation files, and their answerable questions."""
    paragraphs: list[str] = []
    questions: list[tuple[str, int]] = []
    for path in paths:
        for row in read_rows(path):
            paragraphs.append(str(row["text"]))
            questions += [(str(qa["q"]), len(paragraphs) - 1) for qa in row.get("qas") or () if qa["a"]]
    return Collection(tuple(paragraphs), tuple(questions))


def embed_all(backbone: Backbone, texts: Sequence[str]) -> np.ndarray:
    """Vectors `[n, width]` of many texts, in batches."""
    parts = [backbone.embed(texts[start : start + _BATCH]).numpy() for start in range(0, len(texts), _BATCH)]
    return np.concatenate(parts)


def dense_rankings(backbone: Backbone, collection: Collection) -> list[list[int]]:
    """For every question the paragraphs by cosine, best first."""
    paragraphs = embed_all(backbone, collection.paragraphs)
    questions = embed_all(backbone, [question for question, _ in collection.questions])
    return [[int(i) for i in row] for row in np.argsort(-(questions @ paragraphs.T), axis=1)[:, :_DEPTH]]


def keyword_rankings(collection: Collection, folder: Path) -> list[list[int]]:
    """For every question the paragraphs by BM25, in a workspace made in `folder`."""
    with Workspace.open(folder) as workspace:
        library = workspace.libraries.create("evaluation").id
        digest = hashlib.sha256("".join(collection.paragraphs).encode()).hexdigest()
        document = workspace.documents.add(library, folder / "all.pdf", "all", digest, 0)
        drafts = [PassageDraft(i, text, (), len(text) // 4) for i, text in enumerate(collection.paragraphs)]
        ids = workspace.passages.add(document, drafts)
        workspace.documents.complete(document, pages=1, pages_without_text=0)
        place = {passage: index for index, passage in enumerate(ids)}
        return [
            [place[key] for key, _ in workspace.passages.search(question, [library], limit=_DEPTH)]
            for question, _ in collection.questions
        ]


def recalls(rankings: Sequence[Sequence[int]], collection: Collection) -> dict[str, float]:
    """Recall at every cut, 0 to 100."""
    wanted = [paragraph for _, paragraph in collection.questions]
    return {
        f"recall@{k}": 100 * mean([recall_at(r, w, k) for r, w in zip(rankings, wanted, strict=True)])
        for k in CUTS
    }


def measure_finding(
    backbone: Backbone, paths: Sequence[Path], folder: Path, dense_weights: Sequence[float] = DENSE_WEIGHTS
) -> dict[str, dict[str, float]]:
    """Recall of dense, keyword and fused search over all paragraphs of the files together.

    Fused once per weight of the dense ranking, where the keyword ranking weighs 1, and as the application
    fuses both, its trust in the dense ranking included. Raises BadInput without answerable questions.
    """
    collection = read_collection(paths)
    if not collection.questions:
        raise BadInput("The evaluation files have no questions that can be answered.")
    dense = dense_rankings(backbone, collection)
    keyword = keyword_rankings(collection, folder)
    both = list(zip(dense, keyword, strict=True))
    fused = {
        f"fused, dense {weight:g}": recalls(
            [[key for key, _ in fuse([(d, weight), (k, 1.0)])] for d, k in both], collection
        )
        for weight in dense_weights
    }
    weights = Weights()
    fused[AS_APPLICATION] = recalls(
        [[key for key, _ in fuse([(k, weights.keyword), (d, weights.dense * trust(d, k))])] for d, k in both],
        collection,
    )
    return {
        "dense": recalls(dense, collection),
        "keyword": recalls(keyword, collection),
        **fused,
        "size": {"paragraphs": len(collection.paragraphs), "questions": len(collection.questions)},
    }
