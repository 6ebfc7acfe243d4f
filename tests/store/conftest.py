"""A fresh workspace for every test, and documents to put into it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from lloco_desktop.domain import Box, DocumentId, LibraryId, Line, PassageDraft
from lloco_desktop.store import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace to copy, since making one takes ten times as long."""
    made = tmp_path_factory.mktemp("blank") / "workspace"
    Workspace.open(made).close()
    return made


@pytest.fixture
def workspace(folder: Path, blank: Path) -> Iterator[Workspace]:
    shutil.copytree(blank, folder)
    with Workspace.open(folder) as opened:
        yield opened


@pytest.fixture
def library(workspace: Workspace) -> LibraryId:
    return workspace.libraries.create("Papers").id


def drafts(texts: Sequence[str], first: int = 0) -> list[PassageDraft]:
    """Passages of one line each, three to a page."""
    return [
        PassageDraft(at, text, (Line(0, len(text), Box(1 + at // 3, 72.1, 80.3 + at, 500.7, 92.9 + at)),), 5)
        for at, text in enumerate(texts, first)
    ]


class Shelf:
    """Puts whole documents into a workspace."""

    def __init__(self, workspace: Workspace, library: LibraryId) -> None:
        self.workspace = workspace
        self.library = library

    def add(
        self, *texts: str, library: LibraryId | None = None, name: str = "a.pdf", complete: bool = True
    ) -> DocumentId:
        documents = self.workspace.documents
        home = self.library if library is None else library
        sha256 = hashlib.sha256("\n".join((name, *texts)).encode()).hexdigest()
        with self.workspace.transaction():
            document = documents.add(home, Path("/papers") / name, name.upper(), sha256, 1234)
            pages = (len(texts) + 2) // 3
            documents.add_pages(document, [(number + 1, 595.0, 842.0, True) for number in range(pages)])
            self.workspace.passages.add(document, drafts(texts))
            if complete:
                documents.complete(document, pages=pages, pages_without_text=0)
        return document

    def found(self, query: str, **where: object) -> list[str]:
        """The texts that a search finds, best first."""
        hits = self.workspace.passages.search(query, **where)
        return [passage.text for passage in self.workspace.passages.by_ids([key for key, _ in hits])]


@pytest.fixture
def shelf(workspace: Workspace, library: LibraryId) -> Shelf:
    return Shelf(workspace, library)


@pytest.fixture(name="drafts")
def drafts_fixture() -> object:
    return drafts
