"""Passages per second into both keyword indexes and the vectors, and how long a search takes afterwards.

python -m benchmarks.indexing --sizes 10000 100000

The text is drawn from a vocabulary with the frequencies of natural language (Zipf); one document in ten is
Chinese. Passages are stored as an import stores them: 64 to a transaction, each of them on disk before the
next. Vectors are random directions, 384 numbers each, stored in batches of 256.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import arguments, report
from lloco_desktop.domain import Box, DocumentId, LibraryId, Line, PassageDraft
from lloco_desktop.store import Workspace

WIDTH = 384
PER_DOCUMENT = 500  # passages: a book of 170 pages
PER_LIBRARY = 10  # documents
BATCH = 64
VECTOR_BATCH = 256
SEARCHES = 30
FILLER = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an "
    "they which one you were all her she there would their we him been has when who will no more if out so"
).split()


class Writer:
    """Makes passages of about 110 words, or 220 Chinese characters."""

    def __init__(self, seed: int = 0) -> None:
        self.dice = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        rare = ["".join(self.dice.choices(letters, k=self.dice.randint(4, 11))) for _ in range(30_000)]
        self.words = FILLER + rare
        self.weights = [1 / (rank + 2) for rank in range(len(self.words))]
        self.characters = [chr(0x4E00 + n) for n in self.dice.sample(range(6000), 3000)]
        self.character_weights = [1 / (rank + 5) for rank in range(3000)]

    def passage(self, ordinal: int, chinese: bool) -> PassageDraft:
        """One passage with ten lines."""
        if chinese:
            text = "".join(self.dice.choices(self.characters, self.character_weights, k=220))
        else:
            text = " ".join(self.dice.choices(self.words, self.weights, k=110))
        step = len(text) // 10 + 1
        page = 1 + ordinal // 3
        lines = tuple(
            Line(at, min(at + step, len(text)), Box(page, 72.0, 80.0 + at, 520.0, 92.0 + at))
            for at in range(0, len(text), step)
        )
        return PassageDraft(ordinal, text, lines, 150)

    def question(self, chinese: bool) -> str:
        """Seven words as people ask, or six characters."""
        if chinese:
            return "".join(self.dice.choices(self.characters, self.character_weights, k=6)) + "是什么"
        rare = self.dice.choices(self.words[len(FILLER) :], self.weights[len(FILLER) :], k=4)
        return f"what is the {' '.join(rare)}?"


def fill(workspace: Workspace, writer: Writer, passages: int) -> tuple[float, float]:
    """Add documents until there are that many passages; seconds for text and for vectors."""
    dice = np.random.default_rng(passages)
    space = workspace.vectors.space("benchmark", WIDTH)
    text_seconds = vector_seconds = 0.0
    while (stored := len(workspace.documents.all())) * PER_DOCUMENT < passages:
        library = home(workspace, stored // PER_LIBRARY)
        drafts = [writer.passage(ordinal, stored % 10 == 9) for ordinal in range(PER_DOCUMENT)]
        began = time.perf_counter()
        document = add_document(workspace, library, stored, drafts)
        text_seconds += time.perf_counter() - began
        vectors = dice.standard_normal((PER_DOCUMENT, WIDTH), dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        began = time.perf_counter()
        ids = space.missing(document)
        for at in range(0, PER_DOCUMENT, VECTOR_BATCH):
            space.add(library, ids[at : at + VECTOR_BATCH], vectors[at : at + VECTOR_BATCH])
        vector_seconds += time.perf_counter() - began
    return text_seconds, vector_seconds


def home(workspace: Workspace, number: int) -> LibraryId:
    name = f"library {number}"
    return (workspace.libraries.find(name) or workspace.libraries.create(name)).id


def add_document(
    workspace: Workspace, library: LibraryId, number: int, drafts: list[PassageDraft]
) -> DocumentId:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    document = workspace.documents.add(library, Path(f"/books/{number}.pdf"), f"Book {number}", sha256, 10**6)
    pages = 0
    for at in range(0, len(drafts), BATCH):
        batch = drafts[at : at + BATCH]
        last = batch[-1].lines[-1].box.page
        with workspace.transaction():
            workspace.documents.add_pages(
                document, [(page, 595.0, 842.0, True) for page in range(pages + 1, last + 1)]
            )
            workspace.passages.add(document, batch)
        pages = last
    workspace.documents.complete(document, pages, 0)
    return document


def median_ms(work: Callable[[], object]) -> tuple[float, float]:
    """Median and worst milliseconds."""
    seconds = []
    for _ in range(SEARCHES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1e3, max(seconds) * 1e3


def searches(workspace: Workspace, writer: Writer) -> Iterator[tuple[str, float, float]]:
    """Each kind of search with its median and its worst milliseconds."""
    space = workspace.vectors.space("benchmark", WIDTH)
    query = np.ones(WIDTH, dtype=np.float32) / np.float32(WIDTH**0.5)
    one = [workspace.libraries.all()[0].id]
    document = [workspace.documents.all(one[0])[0].id]
    kinds: dict[str, Callable[[], object]] = {
        "words": lambda: workspace.passages.search(writer.question(False)),
        "words, one library": lambda: workspace.passages.search(writer.question(False), libraries=one),
        "words, one document": lambda: workspace.passages.search(writer.question(False), documents=document),
        "Chinese": lambda: workspace.passages.search(writer.question(True)),
        "vectors": lambda: space.search(query),
        "vectors, one library": lambda: space.search(query, libraries=one),
        "vectors, one document": lambda: space.search(query, documents=document),
    }
    for kind, search in kinds.items():
        yield kind, *median_ms(search)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="PASSAGES")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "workspace") as workspace:
        writer = Writer()
        before = 0
        for size in sorted(options.sizes):
            text, vectors = fill(workspace, writer, size)
            added = workspace.passages.count() - before
            before += added
            rows.append({"passages": before, "what": "store text, both indexes", "per second": added / text})
            rows.append({"passages": before, "what": "store vectors", "per second": added / vectors})
            for kind, median, worst in searches(workspace, writer):
                rows.append(
                    {"passages": before, "what": f"search {kind}", "median ms": median, "worst ms": worst}
                )
            began = time.perf_counter()
            sound = workspace.verify().ok
            rows.append(
                {
                    "passages": before,
                    "what": f"verify ({'ok' if sound else 'problems'})",
                    "seconds": time.perf_counter() - began,
                }
            )
            megabytes = workspace.statistics().file_bytes / 1e6
            rows.append({"passages": before, "what": "file", "MB": megabytes})
        began = time.perf_counter()
        workspace.documents.delete(workspace.documents.all()[0].id)
        rows.append(
            {
                "passages": before,
                "what": f"remove a document of {PER_DOCUMENT}",
                "seconds": time.perf_counter() - began,
            }
        )
    report("Indexing and searching", rows, options.json)


if __name__ == "__main__":
    main()
