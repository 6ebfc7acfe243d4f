"""Storing passages: whole, once, and in order."""

from __future__ import annotations

import pytest

from lloco_desktop.domain import Box, Line, PassageDraft


def test_a_passage_comes_back_as_it_was(workspace, shelf):
    document = shelf.add(complete=False)
    lines = (Line(0, 4, Box(1, 0.1, 1 / 3, 99.999, 100.0)), Line(5, 9, Box(2, 1e-9, 0.0, 595.276, 841.89)))
    (key,) = workspace.passages.add(document, [PassageDraft(0, "over two", lines, 2)])
    (stored,) = workspace.passages.by_ids([key])
    assert (stored.id, stored.document, stored.ordinal, stored.text, stored.tokens) == (
        key,
        document,
        0,
        "over two",
        2,
    )
    assert stored.lines == lines
    assert stored.page == 1
    assert [box.page for box in stored.boxes(5, 8)] == [2]


def test_storing_again_changes_nothing(workspace, shelf, drafts):
    document = shelf.add(complete=False)
    first = workspace.passages.add(document, drafts(["a 猫", "b", "c"]))
    assert workspace.passages.add(document, drafts(["b", "c", "d"], first=1)) == [*first[1:], first[-1] + 1]
    assert workspace.passages.count(document) == workspace.passages.count() == 4
    assert workspace.verify().ok


def test_another_text_replaces_what_was_made_of_the_old(workspace, shelf, drafts):
    document = shelf.add("old 黑猫")
    (old,) = workspace.passages.of_document(document)
    (new,) = workspace.passages.add(document, drafts(["new 白狗"]))
    assert new != old.id
    assert shelf.found("old") == shelf.found("黑猫") == []
    assert shelf.found("白狗") == ["new 白狗"]
    assert workspace.passages.by_ids([old.id]) == []
    assert workspace.verify().ok


def test_by_ids_keeps_the_order_asked_for(workspace, shelf):
    document = shelf.add(*"abcdef")
    ids = [passage.id for passage in workspace.passages.of_document(document)]
    asked = [ids[4], ids[0], ids[4], 999, ids[2]]
    assert [passage.text for passage in workspace.passages.by_ids(asked)] == ["e", "a", "e", "c"]
    assert workspace.passages.by_ids([]) == []
    assert workspace.passages.by_ids(range(100_000)) == workspace.passages.of_document(document)


@pytest.mark.parametrize(
    ("first", "last", "texts"), [(0, None, "abcdef"), (2, 4, "cde"), (5, 5, "f"), (6, None, "")]
)
def test_a_stretch_of_a_document(workspace, shelf, first, last, texts):
    document = shelf.add(*"abcdef")
    assert "".join(passage.text for passage in workspace.passages.of_document(document, first, last)) == texts
