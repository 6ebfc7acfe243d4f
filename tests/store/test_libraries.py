"""Libraries and their names."""

from __future__ import annotations

import pytest

from lloco_desktop.domain import JobId, LibraryId, SegmentDraft, StoredSummaries, SummaryPrecision
from lloco_desktop.errors import BadInput


def test_names_differ_by_more_than_case(workspace):
    created = workspace.libraries.create("Müller’s Straße")
    assert workspace.libraries.get("MÜLLER’S STRASSE ") == created
    for name in ("müller’s straße", "Mu\u0308ller’s Strasse"):
        with pytest.raises(BadInput, match="already"):
            workspace.libraries.create(name)


@pytest.mark.parametrize(
    "name", ["", "  \t ", "a\nb", "a\x00b", "a\x1bb", "a\u2028b", "x" * 121, "\ud800"], ids=repr
)
def test_names_that_make_no_sense(workspace, name):
    with pytest.raises(BadInput):
        workspace.libraries.create(name)
    assert workspace.libraries.all() == []


@pytest.mark.parametrize(
    "name", ["论文", "📚 books", "x" * 120, "مكتبة", "a'b\"; DROP TABLE libraries; --", "%"]
)
def test_names_that_make_sense(workspace, name):
    assert workspace.libraries.create(name).name == name
    assert workspace.libraries.get(name).name == name


def test_a_wrong_name_gets_a_hint(workspace):
    with pytest.raises(BadInput, match="no libraries yet"):
        workspace.libraries.get("x")
    workspace.libraries.create("Papers")
    workspace.libraries.create("Recipes")
    with pytest.raises(BadInput, match="Did you mean “Papers”"):
        workspace.libraries.get("paper")
    with pytest.raises(BadInput, match="There is “Papers”, “Recipes”"):
        workspace.libraries.get("zzz")
    with pytest.raises(BadInput):
        workspace.libraries.get("\ud800")
    with pytest.raises(BadInput, match="no longer"):
        workspace.libraries.by_id(LibraryId(99))


def test_renaming(workspace, library):
    workspace.libraries.create("Other")
    assert workspace.libraries.rename(library, "PAPERS").name == "PAPERS"
    with pytest.raises(BadInput, match="already"):
        workspace.libraries.rename(library, "other")
    with pytest.raises(BadInput, match="no longer"):
        workspace.libraries.rename(LibraryId(99), "New")


def test_counts_are_those_of_complete_documents(workspace, shelf, library):
    shelf.add("a", "b", "c", "d", name="one.pdf")
    shelf.add("e", name="two.pdf", complete=False)
    counted = workspace.libraries.by_id(library)
    assert (counted.documents, counted.pages) == (1, 2)
    assert workspace.libraries.all() == [counted]


def names(workspace):
    return [library.name for library in workspace.libraries.all()]


def test_new_libraries_come_last_and_can_be_moved(workspace):
    made = [workspace.libraries.create(name).id for name in ("b", "c", "a")]
    assert names(workspace) == ["b", "c", "a"]
    workspace.libraries.move(made[2], 0)
    assert names(workspace) == ["a", "b", "c"]
    workspace.libraries.move(made[0], 99)
    assert names(workspace) == ["a", "c", "b"]
    workspace.libraries.move(made[0], -5)
    assert names(workspace) == ["b", "a", "c"]
    workspace.libraries.create("d")
    workspace.libraries.delete(made[1])
    assert names(workspace) == ["b", "a", "d"]
    with pytest.raises(BadInput, match="no longer"):
        workspace.libraries.move(made[1], 0)


def test_libraries_of_earlier_versions_stand_by_name_before_new_ones(workspace):
    with workspace.transaction():
        for name in ("zebra", "ant"):
            workspace._database.run(
                "INSERT INTO libraries (name, folded, created) VALUES (?, ?, 0)", (name, name)
            )
    workspace.libraries.create("Bee")
    assert names(workspace) == ["ant", "zebra", "Bee"]


def test_size_is_that_of_complete_documents(workspace, shelf, library):
    shelf.add("a", name="one.pdf")
    shelf.add("b", name="two.pdf")
    shelf.add("c", name="three.pdf", complete=False)
    assert workspace.libraries.by_id(library).size == 2 * 1234


def test_a_reserved_library_is_seen_by_nobody(workspace, library):
    job = JobId(7)
    hidden = workspace.libraries.reserve(job)
    assert workspace.libraries.reserve(job) == hidden
    assert workspace.libraries.reserved() == {job: hidden}
    assert names(workspace) == ["Papers"]
    assert workspace.libraries.find("\x1b7") is None
    with pytest.raises(BadInput):
        workspace.libraries.by_id(hidden)
    workspace.libraries.move(library, 0)
    assert workspace.verify().ok
    assert workspace.libraries.reveal(hidden, "Papers").name == "Papers 2"
    assert names(workspace) == ["Papers", "Papers 2"]
    assert workspace.libraries.reserved() == {}


def test_free_names(workspace):
    for _ in range(3):
        workspace.libraries.create(workspace.libraries.free_name("x" * 120))
    made = names(workspace)
    assert len(set(made)) == 3
    assert all(len(name) <= 120 for name in made)
    assert made[2].endswith("x 3")


def test_shares_of_summaries(workspace, shelf, library):
    first, second = shelf.add("a", name="one.pdf"), shelf.add("b", name="two.pdf")
    shelf.add("c", name="three.pdf", complete=False)
    segments = workspace.segments
    assert segments.shares("b") == {library: 0.0}
    segments.replace(first, "b", [SegmentDraft(0, 0, 0, "a", 10, "k1")])
    workspace.summaries.put("b", [StoredSummaries("k1", 1, 2, SummaryPrecision.FP16, bytes(4))])
    assert segments.shares("b") == {library: 0.5}
    segments.replace(second, "b", [SegmentDraft(0, 0, 0, "b", 30, "k2")])
    assert segments.shares("b") == {library: 0.25}
    assert segments.shares("another") == {library: 0.0}
