"""Question sets as a workspace: every paragraph a passage, every article a document, every question known.

The files are JSON lines: {"title", "text", "qas": [{"q", "a": [...]}]}.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lloco_desktop.documents.tokens import estimate_tokens
from lloco_desktop.domain import DocumentId, LibraryId, PassageDraft, PassageId
from lloco_desktop.retrieval.embedder import Dense, Embedder, Vectors
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.terms import terms


@dataclass(frozen=True)
class Asked:
    """A question, the passage that it was asked of, and its answers (none: not answered there)."""

    text: str
    answers: tuple[str, ...]
    passage: PassageId
    document: DocumentId
    source: str


@dataclass(frozen=True)
class Corpus:
    """A workspace with what was asked of it."""

    workspace: Workspace
    library: LibraryId
    documents: tuple[DocumentId, ...]
    asked: tuple[Asked, ...]


def load(folder: Path, files: Sequence[Path], titles: Collection[str] | None = None) -> Corpus:
    """Put the paragraphs of the files, or only of the articles named, into a new workspace in `folder`."""
    workspace = Workspace.open(folder)
    library = workspace.libraries.create("questions").id
    articles: dict[str, list[tuple[str, str, list[dict]]]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if titles is not None and row["title"] not in titles:
                continue
            articles.setdefault(row["title"], []).append((file.stem, row["text"], row["qas"]))
    documents, asked = [], []
    with workspace.transaction():
        for title, paragraphs in articles.items():
            document = workspace.documents.add(library, Path(f"{title}.pdf"), title, title, 1)
            texts = [text for _, text, _ in paragraphs]
            drafts = [PassageDraft(at, text, (), estimate_tokens(text)) for at, text in enumerate(texts)]
            keys = workspace.passages.add(document, drafts)
            workspace.documents.complete(document, pages=1, pages_without_text=0)
            documents.append(document)
            for key, (source, _, questions) in zip(keys, paragraphs, strict=True):
                asked += [Asked(one["q"], tuple(one["a"]), key, document, source) for one in questions]
    return Corpus(workspace, library, tuple(documents), tuple(asked))


def titles_of(corpus: Corpus) -> dict[DocumentId, str]:
    """The title of every document."""
    return {one.id: one.title for one in corpus.workspace.documents.all()}


def embed(corpus: Corpus, embedder: Embedder, batch: int = 32) -> Dense:
    """Put every passage's vector into the workspace."""
    space = corpus.workspace.vectors.space(embedder.name, embedder.width)
    for document in corpus.documents:
        passages = corpus.workspace.passages.of_document(document)
        for at in range(0, len(passages), batch):
            some = passages[at : at + batch]
            space.add(corpus.library, [one.id for one in some], embedder.embed([one.text for one in some]))
    return Dense(embedder, space)


class LatentSemantics:
    """Latent semantic analysis of the corpus itself: a stand-in where no trained encoder is at hand."""

    def __init__(self, texts: Sequence[str], width: int = 192) -> None:
        self.name = "latent semantics"
        bags = [[term.text for term in terms(text)] for text in texts]
        self._column = {word: at for at, word in enumerate(sorted({word for bag in bags for word in bag}))}
        counts = np.stack([self._counts(bag) for bag in bags])
        self._rarity = np.log(len(bags) / (1 + (counts > 0).sum(0))).clip(0).astype(np.float32)
        _, _, directions = np.linalg.svd(counts * self._rarity, full_matrices=False)
        self._directions = directions[:width].T.astype(np.float32)
        self.width = self._directions.shape[1]

    def _counts(self, words: Sequence[str]) -> Vectors:
        row = np.zeros(len(self._column), np.float32)
        for word in words:
            if word in self._column:
                row[self._column[word]] += 1
        return np.log1p(row)

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([self._counts([term.text for term in terms(text)]) for text in texts])
        vectors = (rows * self._rarity) @ self._directions + 1e-4  # never zero: a zero has no direction
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
