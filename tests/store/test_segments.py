"""Segments and the summaries made of them."""

from __future__ import annotations

import pytest

from lloco_desktop.domain import SegmentDraft, StoredSummaries, SummaryPrecision


def segment(ordinal, first, last, key, tokens=10):
    return SegmentDraft(ordinal, first, last, "text", tokens, key)


def summary(key, precision=SummaryPrecision.FP16, data=b"\x00" * 12):
    return StoredSummaries(key, 2, 3, precision, data)


@pytest.fixture
def cut(workspace, shelf):
    """Two documents of six passages, three segments each for backbone "b"; they share one key."""
    documents = []
    for name in ("one", "two"):
        document = shelf.add(*[f"{name} {n}" for n in range(6)], name=name)
        workspace.segments.replace(
            document,
            "b",
            [
                segment(0, 0, 1, f"{name} 0"),
                segment(1, 2, 2, "shared"),
                segment(2, 3, 5, f"{name} 2", tokens=30),
            ],
        )
        documents.append(document)
    return documents


def test_segments_come_back_in_order(workspace, cut):
    segments = workspace.segments.of_document(cut[0], "b")
    assert [(one.ordinal, one.first_passage, one.last_passage, one.key) for one in segments] == [
        (0, 0, 1, "one 0"),
        (1, 2, 2, "shared"),
        (2, 3, 5, "one 2"),
    ]
    assert workspace.segments.of_document(cut[0], "other") == []


def test_which_segments_hold_passages(workspace, cut):
    first, second = (workspace.passages.of_document(document) for document in cut)
    asked = [second[4].id, first[0].id, first[1].id, second[3].id]
    assert [one.key for one in workspace.segments.holding("b", asked)] == ["one 0", "two 2"]
    assert workspace.segments.holding("other", asked) == []
    assert workspace.segments.holding("b", []) == []


def test_what_is_still_to_be_done(workspace, shelf, cut):
    other = workspace.libraries.create("Other").id
    uncut = shelf.add("later", name="later", library=other)
    shelf.add("half", name="half", complete=False)
    assert workspace.segments.uncut("b") == [uncut]
    assert workspace.segments.uncut("b", shelf.library) == []
    assert workspace.segments.uncut("other") == [*cut, uncut]
    assert [one.key for one in workspace.segments.pending("b")] == [
        "one 0",
        "shared",
        "one 2",
        "two 0",
        "shared",
        "two 2",
    ]
    workspace.summaries.put("b", [summary("shared"), summary("one 2")])
    assert [one.key for one in workspace.segments.pending("b", shelf.library)] == ["one 0", "two 0", "two 2"]
    assert workspace.segments.pending("b", other) == []
    counts = workspace.segments.counts("b")
    assert [(counts[key].done, counts[key].total) for key in cut] == [(2, 3), (1, 3)]
    assert (counts[cut[0]].tokens_done, counts[cut[0]].tokens_total) == (40, 50)
    assert workspace.segments.counts("b", other) == {}


@pytest.mark.parametrize("precision", list(SummaryPrecision))
def test_summaries_come_back_as_they_were(workspace, precision):
    stored = summary("k", precision, bytes(range(10)))
    workspace.summaries.put("b", [stored, summary("l")])
    assert workspace.summaries.get(["k", "absent"]) == {"k": stored}
    assert workspace.summaries.missing(["k", "absent", "l"]) == {"absent"}
    workspace.summaries.put("b", [summary("k")])
    assert workspace.summaries.get(["k"]) == {"k": summary("k")}


def test_summaries_go_with_the_last_segment_that_uses_them(workspace, cut):
    keys = ["one 0", "one 2", "two 0", "two 2", "shared", "unused"]
    workspace.summaries.put("b", [summary(key) for key in keys])
    workspace.documents.delete(cut[0])
    assert workspace.summaries.missing(keys) == {"one 0", "one 2"}
    workspace.segments.replace(cut[1], "b", [segment(0, 0, 1, "two 0"), segment(1, 2, 5, "new")])
    assert workspace.summaries.missing(keys) == {"one 0", "one 2", "shared", "two 2"}
    assert workspace.summaries.prune() == 1
    assert workspace.summaries.missing(keys) == set(keys) - {"two 0"}


def test_cutting_again_alike_keeps_the_summaries(workspace, cut):
    workspace.summaries.put("b", [summary(key) for key in ("one 0", "shared", "one 2")])
    drafts = [segment(0, 0, 1, "one 0"), segment(1, 2, 2, "shared"), segment(2, 3, 5, "one 2")]
    workspace.segments.replace(cut[0], "b", drafts)
    assert workspace.summaries.missing(["one 0", "shared", "one 2"]) == set()
