"""A library as one file: what goes out comes in again, whole, or not at all."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from lloco_desktop.domain import Answer, AnswerKind, Citation, Question
from lloco_desktop.errors import LibraryFileError
from lloco_desktop.jobs.job import JobState
from lloco_desktop.settings import Device, Places, Settings
from lloco_desktop.workflows.library_file import ExportOptions
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.adapters import give_adapter
from tests.workflows.conftest import Open, import_all

CHINESE = "黑猫在沙发上睡觉。机器学习需要很多数据。"


@pytest.fixture
def home(open_services: Open, tmp_path: Path) -> Services:
    """A workspace with a library of three documents, summaries, an adapter and a conversation."""
    folder = tmp_path / "pdfs"
    files = [
        write_pdf(folder / "lease.pdf", [LEASE, BEES], title="Lease of the flat"),
        write_pdf(folder / "storm.pdf", [STORM], title="The storm"),
        write_pdf(folder / "deep" / "storm.pdf", [f"{STORM} {LEASE}"], title="The storm again"),
    ]
    services = open_services()
    import_all(services, *files, library="Papers")
    library = services.library_named("Papers")
    give_adapter(services, library)
    conversations = services.workspace.conversations
    chat = conversations.create("Rent", library.id)
    asked = conversations.ask(chat.id, Question("What is the rent?"))
    document = services.workspace.documents.all(library.id)[0]
    passage = services.workspace.passages.of_document(document.id)[0]
    citation = Citation(
        document.id,
        document.title,
        document.path,
        1,
        passage.boxes(0, 20),
        passage.text[:40],
        0.9,
        passage.id,
    )
    conversations.answer(chat.id, asked, Answer("840 euros [1].", AnswerKind.GENERATED, True, (citation,)))
    return services


@pytest.fixture
def elsewhere(tmp_path: Path, tiny_folder: Path) -> Any:
    """Services over another, empty workspace."""
    opened = []

    def make(folder: str = "elsewhere") -> Services:
        settings = Settings(backbone="tiny", device=Device.CPU, extra_backbones=(tiny_folder,))
        services = Services.open(tmp_path / folder / "workspace", settings, Places.of_user())
        opened.append(services)
        return services

    yield make
    for services in opened:
        services.close()


def export(services: Services, file: Path, **options: bool) -> Path:
    library = services.library_named("Papers")
    job = services.library_files.export(library.id, file, ExportOptions(**options))
    services.wait_for_all()
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.DONE, ended.reason
    return file


def take_in(services: Services, file: Path, documents: Path | None = None) -> None:
    job = services.library_files.take_in(file, documents)
    services.wait_for_all()
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.DONE, ended.reason


def contents(services: Services, name: str = "Papers") -> dict[str, Any]:
    """Everything of a library that identifiers and places do not change."""
    workspace = services.workspace
    library = services.library_named(name)
    found: dict[str, Any] = {"documents": {}}
    for document in workspace.documents.all(library.id):
        passages = workspace.passages.of_document(document.id)
        found["documents"][document.sha256] = (
            document.title,
            document.pages,
            document.size,
            document.complete,
            [(one.text, one.lines, one.tokens) for one in passages],
            workspace.documents.page_sizes(document.id),
        )
    for space in workspace.vectors.spaces():
        found[f"vectors {space.width}"] = space.count()
    found["search"] = [
        [(round(hit.score, 6), hit.passage.text) for hit in services.search(query, (library.id,)).hits]
        for query in ("rent of the flat", "lighthouse", "queen bees in summer")
    ]
    fingerprint = services.models.fingerprint
    assert fingerprint is not None
    keys = [
        segment.key
        for document in workspace.documents.all(library.id)
        for segment in workspace.segments.of_document(document.id, fingerprint)
    ]
    found["summaries"] = workspace.summaries.get(keys)
    found["adapters"] = [
        (
            one.version,
            one.active,
            one.origin,
            {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in workspace.adapters.path(one).iterdir()
            },
        )
        for one in workspace.adapters.of_library(library.id)
    ]
    return found


def test_what_goes_out_comes_in_again(home: Services, elsewhere: Any, tmp_path: Path) -> None:
    file = export(home, tmp_path / "papers.lloco")
    other = elsewhere()
    take_in(other, file)
    assert contents(other) == contents(home)
    report = other.workspace.verify()
    assert report.ok, report.problems
    assert report.counts["pending_segments"] == 0
    assert report.counts["conversations"] == 0
    assert [one.path for one in other.workspace.documents.all()] == [
        one.path for one in home.workspace.documents.all()
    ]


def test_into_the_same_workspace_under_another_name(home: Services, tmp_path: Path) -> None:
    before = home.workspace.statistics()
    file = export(home, tmp_path / "papers.lloco")
    take_in(home, file)
    take_in(home, file)
    assert [one.name for one in home.workspace.libraries.all()] == ["Papers", "Papers 2", "Papers 3"]
    assert contents(home, "Papers 2")["documents"] == contents(home)["documents"]
    after = home.workspace.statistics()
    assert after.summaries == before.summaries  # shared
    assert after.documents == 3 * before.documents
    assert home.workspace.verify().ok


def test_with_pdfs_and_conversations(home: Services, elsewhere: Any, tmp_path: Path) -> None:
    file = export(home, tmp_path / "papers.lloco", documents=True, conversations=True)
    shutil.rmtree(tmp_path / "pdfs")
    other = elsewhere()
    take_in(other, file, tmp_path / "mine")
    library = other.library_named("Papers")
    paths = {one.title: one.path for one in other.workspace.documents.all(library.id)}
    assert paths == {
        "Lease of the flat": tmp_path / "mine" / "Papers" / "lease.pdf",
        "The storm": tmp_path / "mine" / "Papers" / "storm.pdf",
        "The storm again": tmp_path / "mine" / "Papers" / "storm 2.pdf",
    }
    for document in other.workspace.documents.all(library.id):
        assert hashlib.sha256(document.path.read_bytes()).hexdigest() == document.sha256
    (chat,) = other.workspace.conversations.all()
    (turn,) = other.workspace.conversations.turns(chat.id)
    answer = turn.last.answer
    assert answer is not None
    (citation,) = answer.citations
    assert citation.path == paths["Lease of the flat"]
    (passage,) = other.workspace.passages.by_ids([citation.passage])
    assert passage.text.startswith(citation.quote)
    assert passage.document == citation.document
    assert other.workspace.verify().ok
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["Papers"]


def test_what_cannot_be_reached_is_said(home: Services, elsewhere: Any, tmp_path: Path) -> None:
    file = export(home, tmp_path / "papers.lloco", documents=True)
    other = elsewhere()
    (tmp_path / "not a folder").write_text("x")
    job = other.library_files.take_in(file, tmp_path / "not a folder")
    other.wait_for_all()
    ended = other.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert "could not be imported" in (ended.reason or "")
    assert other.workspace.libraries.all() == []


def test_what_was_learned_has_to_be_whole(home: Services, tmp_path: Path) -> None:
    (adapter,) = home.workspace.adapters.all()
    (home.workspace.adapters.path(adapter) / "adapter_model.safetensors").unlink()
    library = home.library_named("Papers")
    with pytest.raises(LibraryFileError, match="Version 1 of what was learned lacks files"):
        list(home.library_files.export_here(library.id, tmp_path / "a.lloco", ExportOptions()))
    assert list(tmp_path.glob("*a.lloco*")) == []
