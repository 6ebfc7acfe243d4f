"""The self-test goes the whole way, leaves nothing behind, and says what fails."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from lloco_desktop.documents.reader import DocumentReader, Finished, PagesRead, ReaderLimits
from lloco_desktop.documents.sample import write_sample
from lloco_desktop.errors import BackboneMissing
from lloco_desktop.settings import Device, Precision, Settings
from lloco_desktop.workflows.events import Stage, StageBegun, StageDone
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.self_test import self_test


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_every_part_with_a_tiny_backbone(tiny_folder: Path, temporary: Path) -> None:
    models = Models([tiny_folder], "tiny", Device.CPU, Precision.FP32)
    events = list(self_test(models, Settings()))
    done = [event for event in events if isinstance(event, StageDone)]
    assert [one.stage for one in done] == list(Stage)
    assert [one.stage for one in events if isinstance(one, StageBegun)] == list(Stage)
    assert all(one.seconds > 0 and one.found for one in done)
    assert "2 pages" in done[0].found
    assert list(temporary.iterdir()) == []
    assert models.get().adapters.names == (), "and nothing stays on the backbone"


def test_stopping_leaves_nothing(tiny_folder: Path, temporary: Path) -> None:
    models = Models([tiny_folder], "tiny", Device.CPU, Precision.FP32)
    steps = self_test(models, Settings())
    for event in steps:
        if event == StageBegun(Stage.SUMMARISE):
            break
    steps.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []


def test_without_a_backbone_it_says_so(temporary: Path) -> None:
    events: list[object] = []
    with pytest.raises(BackboneMissing, match="none-such"):
        events.extend(self_test(Models([], "none-such"), Settings()))
    steps = self_test(Models([], "none-such"), Settings())
    assert isinstance(next(steps), StageBegun)
    steps.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []


def test_the_sample_is_a_pdf_that_can_be_read(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "x.pdf", ["A (bracket), a back\\slash and façade. " * 8, "Second — page"])
    with DocumentReader(ReaderLimits()) as reader:
        events = list(reader.open(path))
    pages = [page for event in events if isinstance(event, PagesRead) for page in event.pages]
    assert len(pages) == 2
    text = " ".join(block.text for block in pages[0].blocks)
    assert "A (bracket), a back\\slash and façade." in text
    assert any(isinstance(event, Finished) for event in events)
