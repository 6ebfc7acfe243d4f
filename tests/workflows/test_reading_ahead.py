"""Summaries that are read while the question is embedded are those that would have been read after it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from lloco_desktop.compression.storage import unpack
from lloco_desktop.domain import DocumentId, Question, Scope, StoredSummaries
from lloco_desktop.errors import WorkspaceDamaged
from lloco_desktop.workflows.events import Answered, Piece, Searched
from lloco_desktop.workflows.reading_ahead import Summaries
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.conftest import Open, import_all

WHOLE = Question("What is the monthly rent?", scope=Scope.WHOLE)


@pytest.fixture
def services(open_services: Open, tmp_path: Path) -> Services:
    opened = open_services()
    import_all(
        opened, *(write_pdf(tmp_path / f"{n}.pdf", [text * 4]) for n, text in enumerate((LEASE, BEES)))
    )
    return opened


def documents(services: Services) -> tuple[DocumentId, ...]:
    return tuple(one.id for one in services.workspace.documents.all())


def keys(services: Services) -> list[str]:
    fingerprint = services.models.get().info.fingerprint
    segments = services.workspace.segments
    return [
        one.key for document in documents(services) for one in segments.of_document(document, fingerprint)
    ]


@pytest.fixture
def reads(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which thread asked the workspace for how many summaries."""
    seen: list[tuple[str, int]] = []
    whole = services.workspace.summaries.get

    def get(wanted: Sequence[str]) -> dict[str, StoredSummaries]:
        seen.append((threading.current_thread().name, len(wanted)))
        return whole(wanted)

    monkeypatch.setattr(services.workspace.summaries, "get", get)
    return seen


def words(events: Sequence[object]) -> str:
    return "".join(event.text for event in events if isinstance(event, Piece))


def test_a_question_about_whole_documents_reads_nothing_twice(
    services: Services, reads: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    events = list(services.answer(WHOLE))
    assert [count for name, count in reads if name.startswith("reading ahead")] == [len(keys(services))]
    assert len(reads) == 1, "what came ahead is not read again"
    monkeypatch.setattr(Summaries, "_read_ahead", lambda *_: {})
    services.models.get().reader.forget()  # type: ignore[attr-defined]
    assert words(list(services.answer(WHOLE))) == words(events)
    assert len(reads) == 2


def test_a_question_about_passages_reads_nothing_ahead(
    services: Services, reads: list[tuple[str, int]]
) -> None:
    events = list(services.answer(Question("What is the monthly rent?")))
    assert isinstance(events[-1], Answered)
    assert len(reads) == 1
    assert not reads[0][0].startswith("reading ahead")


def test_the_numbers_are_those_that_are_stored(services: Services) -> None:
    summaries, wanted = Summaries(services.workspace), keys(services)
    stored = services.workspace.summaries.get(wanted)
    with summaries.coming(documents(services)[:1], services.models.get()):
        pass
    found = summaries.get(wanted)
    assert set(found) == set(wanted)
    for key in wanted:
        assert torch.equal(found[key].float(), unpack(stored[key]))


def test_no_more_is_read_than_the_decoder_has_room_for(
    services: Services, reads: list[tuple[str, int]]
) -> None:
    info = services.models.get().info
    segment = services.workspace.segments.of_document(documents(services)[0], info.fingerprint)[0]
    rows = -(-segment.tokens // round(info.tokens_per_summary)) * info.positions_per_summary
    narrow: Any = SimpleNamespace(info=replace(info, decoder_window=rows))
    with Summaries(services.workspace).coming(documents(services), narrow):
        pass
    assert [count for _, count in reads] == [1]


def test_what_is_damaged_is_said_when_it_is_needed(services: Services) -> None:
    key = keys(services)[0]
    services.workspace._database.run("UPDATE summaries SET data = x'00' WHERE key = ?", (key,))
    with pytest.raises(WorkspaceDamaged, match="import it again"):
        list(services.answer(WHOLE))
    assert not [one for one in threading.enumerate() if one.name.startswith("reading ahead")]


def test_closing_a_question_leaves_no_thread(services: Services) -> None:
    steps = services.answer(WHOLE)
    assert isinstance(next(steps), Searched)
    steps.close()  # type: ignore[attr-defined]
    assert not [one for one in threading.enumerate() if one.name.startswith("reading ahead")]
