"""Retrieval over a real workspace: its indexes fit the protocols, and names and rarity count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.domain import PassageDraft
from lloco_desktop.retrieval.search import Searcher
from lloco_desktop.store.workspace import Workspace

BOOKS = {
    "The Lights of Brannock": [
        "The lamp was fed with whale oil, and two keepers watched it in turns.",
        "A keeper was paid forty pounds a year and had his coal for nothing.",
    ],
    "The Harbour of Leith": [
        "A pilot was paid thirty pounds a year and had to keep his own boat.",
        "The quay was lengthened twice, and the second time it was paid for by the herring trade.",
    ],
    "北宋文学": ["苏轼于1037年出生在四川眉山，是北宋著名的文学家。"],
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "workspace")
    library = opened.libraries.create("town").id
    for title, texts in BOOKS.items():
        document = opened.documents.add(library, Path(f"{title}.pdf"), title, title, 1)
        opened.passages.add(document, [PassageDraft(at, text, (), 20) for at, text in enumerate(texts)])
        opened.documents.complete(document, pages=1, pages_without_text=0)
    yield opened
    opened.close()


def searcher(workspace: Workspace, *, named: bool) -> Searcher:
    titles = {one.id: one.title for one in workspace.documents.all()} if named else None
    return Searcher(workspace.passages, workspace.passages, None, titles)


def test_how_many_passages_hold_a_word(workspace: Workspace) -> None:
    assert workspace.passages.frequencies(["paid", "herring", "submarine", "苏轼", "量子", ""]) == [
        3,
        1,
        0,
        1,
        0,
        0,
    ]


def test_a_document_that_is_named_comes_first(workspace: Workspace) -> None:
    question = "What was a man paid a year, in the Lights of Brannock?"
    assert searcher(workspace, named=True).search(question).hits[0].passage.text.startswith("A keeper")


def test_relevance_both_ways(workspace: Workspace) -> None:
    search = searcher(workspace, named=True).search
    assert search("Who watched the lamp?").relevant
    assert search("What paid for the quay?").relevant
    assert search("苏轼是哪一年出生的？").relevant
    assert not search("How do vaccines train the immune system?").relevant
    assert not search("量子计算机如何纠错？").relevant
