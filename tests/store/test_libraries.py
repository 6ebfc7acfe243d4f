"""Libraries and their names."""

from __future__ import annotations

import pytest

from lloco_desktop.domain import LibraryId
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
