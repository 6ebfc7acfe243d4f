"""Documents, pages, and that removing leaves nothing behind."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lloco_desktop.domain import (
    DocumentId,
    FileStatus,
    LibraryId,
    SegmentDraft,
    StoredSummaries,
    SummaryPrecision,
)
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobKind


@pytest.mark.parametrize(
    "path",
    [Path("/x/📄 new\nline.pdf"), Path("/x/ملف.pdf"), Path(os.fsdecode(b"/x/\xff\xfe.pdf"))],
    ids=["emoji", "right-to-left", "bytes"],
)
def test_any_path_and_title(workspace, library, path):
    document = workspace.documents.add(library, path, "A \ud800 title\x00", "aa", 12)
    stored = workspace.documents.by_id(document)
    assert stored.path == path
    assert stored.title == "A \ufffd title\ufffd"
    assert (stored.library, stored.sha256, stored.size, stored.complete) == (library, "aa", 12, False)


def test_equal_bytes_are_one_document_of_a_library(workspace, shelf, library):
    document = shelf.add("one", complete=False)
    stored = workspace.documents.by_id(document)
    again = workspace.documents.add(library, Path("/new/place.pdf"), "New", stored.sha256, 1234)
    assert again == document
    assert workspace.documents.by_id(document).path == Path("/new/place.pdf")
    workspace.documents.complete(document, 1, 0)
    with pytest.raises(BadInput, match="already"):
        workspace.documents.add(library, Path("/third.pdf"), "Third", stored.sha256, 1234)
    other = workspace.libraries.create("Other").id
    assert workspace.documents.find(other, stored.sha256) is None
    assert workspace.documents.add(other, Path("/a.pdf"), "A", stored.sha256, 1234) != document
    assert workspace.documents.find(library, stored.sha256).id == document


def test_an_incomplete_document_counts_what_is_there(workspace, shelf):
    document = shelf.add("a", "b", "c", "d", complete=False)
    stored = workspace.documents.by_id(document)
    assert (stored.pages, stored.passages) == (2, 4)
    workspace.documents.complete(document, pages=2, pages_without_text=0)
    assert workspace.documents.by_id(document).passages == 4


def test_an_import_can_begin_again(workspace, shelf, drafts):
    document = shelf.add("a", "b", complete=False)
    workspace.documents.restart(document)
    stored = workspace.documents.by_id(document)
    assert (stored.pages, stored.passages, stored.complete) == (0, 0, False)
    workspace.passages.add(document, drafts(["other"]))
    workspace.documents.complete(document, 0, 0)
    assert shelf.found("other") == ["other"]
    assert workspace.verify().ok


def test_pages(workspace, library):
    document = workspace.documents.add(library, Path("/a.pdf"), "A", "aa", 1)
    workspace.documents.add_pages(document, [(1, 100.0, 200.0, True), (2, 100.0, 200.0, True)])
    workspace.documents.add_pages(document, [(2, 300.5, 200.0, False)])
    assert workspace.documents.page_sizes(document) == {1: (100.0, 200.0), 2: (300.5, 200.0)}


def test_what_is_gone_is_said_to_be_gone(workspace, drafts):
    gone = DocumentId(99)
    for action in (
        lambda: workspace.documents.by_id(gone),
        lambda: workspace.documents.add_pages(gone, []),
        lambda: workspace.documents.complete(gone, 0, 0),
        lambda: workspace.passages.add(gone, drafts(["a"])),
        lambda: workspace.segments.replace(gone, "b", []),
        lambda: workspace.documents.add(LibraryId(99), Path("/a"), "A", "aa", 1),
    ):
        with pytest.raises(BadInput):
            action()
    workspace.documents.delete(gone)
    workspace.documents.set_title(gone, "A")


def test_titles_can_be_changed(workspace, shelf):
    document = shelf.add("a")
    workspace.documents.set_title(document, "Better")
    assert [stored.title for stored in workspace.documents.all(shelf.library)] == ["Better"]


def rows_left(workspace):
    """How many rows each table holds that is made of documents, shadow tables of the indexes included."""
    database = workspace._database
    tables = [
        name
        for (name,) in database.rows(
            """SELECT name FROM sqlite_schema WHERE type = 'table' AND (name LIKE 'p%' OR name LIKE 'vectors%'
            OR name IN ('documents', 'segments', 'summaries'))"""
        )
    ]
    return {name: database.value(f"SELECT count(*) FROM {name}") for name in tables}


def fill(workspace, shelf, library, name):
    document = shelf.add(*[f"fox {n} 黑猫 {name}" for n in range(7)], library=library, name=name)
    for width in (4, 8):
        space = workspace.vectors.space("test", width)
        missing = space.missing(document)
        space.add(library, missing, np.ones((len(missing), width), dtype=np.float32))
    for backbone in ("one", "two"):
        workspace.segments.replace(
            document,
            backbone,
            [
                SegmentDraft(0, 0, 3, "", 4, f"{backbone} {name}"),
                SegmentDraft(1, 4, 6, "", 4, f"{backbone} same"),
            ],
        )
        workspace.summaries.put(
            backbone,
            [
                StoredSummaries(f"{backbone} {key}", 1, 2, SummaryPrecision.FP16, b"1234")
                for key in (name, "same")
            ],
        )
    job = workspace.jobs.create(JobKind.IMPORT, JobKind.IMPORT.lane, {"name": name})
    workspace.imports.add(job.id, library, [Path("/a")])
    workspace.imports.set(job.id, Path("/a"), FileStatus.IMPORTED, document=document)
    return document


@pytest.mark.parametrize("how", ["document", "library"])
def test_removing_leaves_nothing_behind_and_takes_nothing_else(workspace, shelf, how):
    kept = fill(workspace, shelf, shelf.library, "kept")
    before = rows_left(workspace)
    passages = workspace.passages.of_document(kept)
    library = workspace.libraries.create("Second").id
    document = fill(workspace, shelf, library, "second")
    if how == "library":
        workspace.libraries.delete(library)
        assert [stored.id for stored in workspace.libraries.all()] == [shelf.library]
    else:
        workspace.documents.delete(document)
        (file,) = workspace.imports.of_library(library)
        assert (file.status, file.document) == (FileStatus.IMPORTED, None)
    after = rows_left(workspace)
    inner = (
        "_data",
        "_idx",
        "_chunks",
        "_chunks00",
        "metadatachunks00",
    )  # merged and reused as SQLite sees fit
    assert {name: count for name, count in after.items() if not name.endswith(inner)} == {
        name: count for name, count in before.items() if not name.endswith(inner)
    }
    assert workspace.passages.of_document(kept) == passages
    assert workspace.passages.search("second") == []
    assert len(workspace.passages.search("猫")) == 7
    report = workspace.verify()
    assert report.ok, report.problems


def test_the_text_of_a_removed_document_is_not_in_the_file(folder, workspace, shelf):
    document = shelf.add(*["xylophone secretword"] * 40)
    assert b"xylophone secretword" in everything_in(folder)
    workspace.documents.delete(document)
    workspace.compact()
    assert b"xylophone secretword" not in everything_in(folder)
    assert b"xylophon" not in everything_in(folder)
    assert workspace.verify().ok


def everything_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_digests_are_those_of_complete_documents(workspace, shelf, library):
    whole = shelf.add("one", name="whole.pdf")
    shelf.add("two", name="half.pdf", complete=False)
    shelf.add("three", name="elsewhere.pdf", library=workspace.libraries.create("Other").id)
    assert workspace.documents.digests(library) == {whole: workspace.documents.by_id(whole).sha256}
