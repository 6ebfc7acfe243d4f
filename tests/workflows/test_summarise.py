"""Summaries: made once, found again, the same after a stop, and kept apart by backbone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from lloco_desktop.compression.storage import unpack
from lloco_desktop.documents.segments import SEPARATOR
from lloco_desktop.domain import LibraryId, SummaryPrecision
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.workflows.events import DocumentSummarised
from lloco_desktop.workflows.services import Services
from lloco_desktop.workflows.summarise import summarise
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open, import_all


def rows(services: Services) -> dict[str, bytes]:
    """Every stored summary by its key."""
    fingerprint = services.models.get().info.fingerprint
    keys = [
        segment.key
        for document in services.workspace.documents.all()
        for segment in services.workspace.segments.of_document(document.id, fingerprint)
    ]
    return {key: stored.data for key, stored in services.workspace.summaries.get(keys).items()}


def test_stored_summaries_are_those_of_the_text(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "a.pdf", [LEASE, BEES, STORM]))
    backbone = services.models.get()
    (document,) = services.workspace.documents.all()
    passages = services.workspace.passages.of_document(document.id)
    segments = services.workspace.segments.of_document(document.id, backbone.info.fingerprint)
    assert [segment.first_passage for segment in segments[1:]] == [
        segment.last_passage + 1 for segment in segments[:-1]
    ]
    for segment in segments:
        text = SEPARATOR.join(
            passage.text for passage in passages[segment.first_passage : segment.last_passage + 1]
        )
        (expected,) = backbone.compress([backbone.encode(text)], [None])
        stored = unpack(services.workspace.summaries.get([segment.key])[segment.key])
        torch.testing.assert_close(stored, expected.float(), atol=2e-3, rtol=2e-3)  # stored as fp16


def test_every_passage_has_its_vector(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "a.pdf", [LEASE, BEES]))
    backbone = services.models.get()
    space = services.workspace.vectors.space(backbone.info.fingerprint, backbone.info.embedding_width)
    (document,) = services.workspace.documents.all()
    assert space.missing(document.id) == []
    passage = services.workspace.passages.of_document(document.id)[0]
    vector = backbone.embed([passage.text])[0].numpy()
    best, cosine = space.search(vector.astype(np.float32))[0]
    assert best == passage.id
    assert cosine > 0.999


def test_equal_text_is_compressed_once(open_services: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LEASE, BEES])
    services = open_services()
    import_all(services, path, library="one")
    before = rows(services)
    import_all(services, path, library="two")
    assert rows(services) == before
    assert len(services.workspace.documents.all()) == 2


def test_vectors_and_summaries_are_one_measure(open_services: Open, tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{number}.pdf", [f"{LEASE} {number}", BEES]) for number in range(2)]
    services = open_services()
    seen: list[Progress] = []
    services.listen(lambda heard: seen.append(heard.event) if isinstance(heard.event, Progress) else None)
    import_all(services, *files)
    counted = [one for one in seen if one.unit == "tokens"]
    assert [one.text.split()[0] for one in (counted[0], counted[-1])] == ["Indexing", "Summarising"]
    shares = [one.done / one.total for one in counted]
    assert shares == sorted(shares)
    assert shares[0] < 0.6
    assert shares[-1] == 1.0
    assert len({one.total for one in counted}) == 1


def test_stopping_between_batches_loses_nothing(open_services: Open, tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{number}.pdf", [f"{LEASE} {number}", BEES]) for number in range(3)]
    whole = open_services()
    import_all(whole, *files)
    expected = rows(whole)
    library = whole.library_named("papers")
    for document in whole.workspace.documents.all():
        whole.workspace.segments.replace(document.id, whole.models.get().info.fingerprint, [])
    assert rows(whole) == {}

    stops = 0
    while True:  # one event at a time, then stopped: as if killed at every batch
        steps = summarise(whole.workspace, whole.models, library.id, SummaryPrecision.FP16)
        next(steps)
        if next(steps, None) is None:
            break
        steps.close()  # type: ignore[attr-defined]
        stops += 1
        assert stops < 200
    assert rows(whole) == expected
    assert whole.workspace.verify().ok


def test_says_when_a_document_is_done(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    events: list[object] = []
    services.listen(lambda event: events.append(event.event))
    import_all(services, write_pdf(tmp_path / "a.pdf", [LEASE]))
    (document,) = services.workspace.documents.all()
    assert [event for event in events if isinstance(event, DocumentSummarised)] == [
        DocumentSummarised(document.id, 1)
    ]


def test_without_a_backbone_documents_can_be_searched(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    import_all(services, write_pdf(tmp_path / "a.pdf", [LEASE]))
    assert services.search("notice period of the tenant").hits
    assert services.summary_counts(LibraryId(1)) == {}
    assert services.failed_jobs() == []


def test_summaries_follow_when_a_backbone_comes(open_services: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LEASE])
    services = open_services(backbone="none")
    import_all(services, path)
    services.close()
    services = open_services()
    services.wait_for_all()
    (count,) = services.summary_counts().values()
    assert count.done == count.total > 0


def test_a_document_removed_meanwhile_is_skipped(open_services: Open, tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{number}.pdf", [f"{LEASE} {number}", BEES]) for number in range(3)]
    services = open_services(backbone="none")
    import_all(services, *files)
    services.close()
    services = open_services(backbone="none")
    library = services.library_named("papers")
    tiny = Services.models_for(services.settings, Places.of_user(), "tiny")
    steps = summarise(services.workspace, tiny, library.id, SummaryPrecision.FP16)
    next(steps)
    next(steps)
    removed = services.workspace.documents.all()[1].id
    services.remove_document(removed)
    done = [event.document for event in steps if isinstance(event, DocumentSummarised)]
    assert removed not in done
    assert len(set(done)) == 2
    assert services.workspace.verify().ok
