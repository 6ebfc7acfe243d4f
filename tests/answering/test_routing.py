"""Which library's adapter reads: by where the best passages come from, off where that says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lloco_desktop.answering.routing import LOOKED_AT, NO_HITS, NOT_LEARNED, UNRELATED, route
from lloco_desktop.domain import DocumentId, Hit, LibraryId
from lloco_desktop.study import Adapter
from tests.answering.town import passage
from tests.workflows.adapters import an_adapter

PAPERS, HISTORY = LibraryId(1), LibraryId(2)
LIBRARIES = {DocumentId(number): LibraryId(number) for number in range(1, 10)}
ADAPTERS = {library: an_adapter(library) for library in LIBRARIES.values()}


def hits_from(*documents: int) -> list[Hit]:
    return [
        Hit(passage("text", number, document), 1.0 / number, None, None)
        for number, document in enumerate(documents, start=1)
    ]


@pytest.mark.parametrize(
    ("documents", "library", "words"),
    [
        ((1, 1, 1), PAPERS, "All of the first 3 passages"),
        ((1,), PAPERS, "All of the first 1"),
        ((2, 1, 2, 1, 2), HISTORY, "The best and 2 more of the first 5"),
        ((1, 2, 2, 2), PAPERS, "The best of the first 4"),
        ((2, 1, 3, 4, 5, 6, 7, 8, 2), HISTORY, "The best of the first 8"),
    ],
)
def test_the_best_passages_library_reads(documents: tuple[int, ...], library: LibraryId, words: str) -> None:
    chosen = route(hits_from(*documents), LIBRARIES, ADAPTERS, relevant=True)
    assert chosen.adapter == ADAPTERS[library]
    assert chosen.reason.startswith(words)


def test_other_questions_turn_adapters_off() -> None:
    chosen = route(hits_from(1, 1, 1), LIBRARIES, ADAPTERS, relevant=False)
    assert (chosen.adapter, chosen.reason) == (None, UNRELATED)


def test_a_library_that_has_not_learned_is_read_without() -> None:
    chosen = route(hits_from(1, 2, 2, 2), LIBRARIES, {HISTORY: ADAPTERS[HISTORY]}, relevant=True)
    assert (chosen.adapter, chosen.reason) == (None, NOT_LEARNED)
    assert route(hits_from(1), LIBRARIES, {}, relevant=True).adapter is None


def test_nothing_found() -> None:
    assert route([], LIBRARIES, ADAPTERS, relevant=True).reason == NO_HITS
    unknown = route(hits_from(99), LIBRARIES, ADAPTERS, relevant=True)  # its document was removed meanwhile
    assert (unknown.adapter, unknown.reason) == (None, NO_HITS)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(1, 12), max_size=2 * LOOKED_AT),
    st.sets(st.integers(1, 9)),
    st.booleans(),
)
def test_only_an_adapter_of_the_best_passages_library_is_ever_chosen(
    documents: Sequence[int], learned: set[int], relevant: bool
) -> None:
    adapters: Mapping[LibraryId, Adapter] = {LibraryId(one): ADAPTERS[LibraryId(one)] for one in learned}
    chosen = route(hits_from(*documents), LIBRARIES, adapters, relevant)
    known = [one for one in documents if one in LIBRARIES]
    assert chosen.reason.endswith(".")
    if chosen.adapter is not None:
        assert relevant
        assert chosen.adapter.library == known[0]
        assert known[0] in learned
