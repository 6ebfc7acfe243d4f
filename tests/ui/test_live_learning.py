"""The window's learning over a real workspace with a tiny backbone: plan, run, report, versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import AdapterId, LibraryId
from lloco_desktop.errors import BadInput, LearningError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.learning.report import Measured
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import RunState
from lloco_desktop.ui.learn.learning import (
    LearningEnded,
    LearningSeen,
    LearnPlan,
    LearnWish,
    LossGrew,
    QuestionSource,
)
from lloco_desktop.ui.learn.live_learning import options
from lloco_desktop.ui.live_services import LiveServices
from lloco_desktop.ui.services import WorkSeen
from tests.tiny_backbone import write_tiny_backbone
from tests.workflows.learning import open_desk, write_library


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServices]:
    """Services over a library of three documents whose summaries are finished."""
    folder = tmp_path_factory.mktemp("live")
    desk = open_desk(folder / "workspace", write_tiny_backbone(folder / "tiny"))
    desk.services.import_files(desk.library, write_library(folder / "pdfs"))
    desk.services.wait_for_all()
    services = LiveServices(desk.services)
    yield services
    services.close(20)


@pytest.fixture
def library(live: LiveServices) -> LibraryId:
    return live.libraries()[0].id


def write_questions(folder: Path, *lines: str) -> Path:
    file = folder / "mine.csv"
    file.write_text("\n".join(("question,answer", *lines)), encoding="utf-8")
    return file


def test_wishes_become_settings() -> None:
    wish = LearnWish(QuestionSource.FILE, Path("q.csv"), 12.0, AdapterId(3))
    asked = options(wish)
    assert asked.settings == replace(LearningSettings(), minutes=12.0, self_study=False)
    assert (asked.questions, asked.start_from) == (Path("q.csv"), AdapterId(3))
    assert options(LearnWish()).settings == LearningSettings()


def test_questions_are_counted(live: LiveServices, tmp_path: Path) -> None:
    assert live.learning.count_questions(write_questions(tmp_path, "Who?,Anna", "Where?,Oslo")) == 2
    with pytest.raises(BadInput, match="line 3"):
        live.learning.count_questions(write_questions(tmp_path, "Who?,Anna", ",Oslo"))


def test_an_empty_library_is_refused(live: LiveServices) -> None:
    empty = live.create_library("Empty").id
    assert live.learning.state(empty).text == "Not learned yet"
    with pytest.raises(LearningError, match="no documents"):
        live.learning.begin(empty, LearnWish())
    live.delete_library(empty)


def plan(live: LiveServices, library: LibraryId, wish: LearnWish) -> LearnPlan:
    events: list[object] = []
    ended: list[Exception | None] = []
    planning = live.learning.plan(library, wish, events.append, ended.append)
    assert planning.wait(60)  # type: ignore[attr-defined]
    assert ended == [None]
    assert isinstance(events[-1], LearnPlan)
    return events[-1]


def test_the_plan_is_measured(live: LiveServices, library: LibraryId) -> None:
    found = plan(live, library, LearnWish())
    assert found.problem is None
    assert found.documents == 3
    assert found.questions > 0
    assert found.seconds
    assert found.free_disk


def test_the_plan_says_what_stands_in_the_way(live: LiveServices, library: LibraryId, tmp_path: Path) -> None:
    missing = plan(live, library, LearnWish(QuestionSource.FILE, tmp_path / "none.csv"))
    assert missing.problem
    assert "none.csv" in missing.problem


def test_a_run_from_first_to_last(live: LiveServices, library: LibraryId, tmp_path: Path) -> None:
    heard: list[object] = []
    live.listen(heard.append)
    file = write_questions(
        tmp_path, *(f"When was clock museum {year} founded?,{year}" for year in range(1850, 1874))
    )
    job = live.learning.begin(library, LearnWish(QuestionSource.FILE, file))
    assert job is not None
    assert job.kind is JobKind.LEARN
    with pytest.raises(LearningError, match="already"):
        live.learning.begin(library, LearnWish())
    live._workflows.wait_for_all()
    ended = [event for event in heard if isinstance(event, LearningEnded)]
    assert len(ended) == 1, [event.job.reason for event in heard if isinstance(event, WorkSeen)][-1]
    stages = [event.state for event in heard if isinstance(event, LearningSeen)]
    assert list(dict.fromkeys(stages)) == [
        RunState.MATERIAL,
        RunState.BEFORE,
        RunState.TRAINING,
        RunState.AFTER,
    ]
    losses = [event for event in heard if isinstance(event, LossGrew)]
    assert losses
    assert {event.library for event in losses} == {library}
    assert any(isinstance(event, WorkSeen) and event.progress for event in heard)

    adapter = ended[0].adapter
    assert adapter is not None
    state = live.learning.state(library)
    assert [version.adapter.id for version in state.versions] == [adapter.id]
    report = live.learning.report(adapter.id)
    assert report is not None
    held_out = report.comparison(Measured.HELD_OUT)
    assert held_out is not None
    assert state.versions[0].after == pytest.approx(held_out.after.f1.mean, abs=0.01)
    assert not state.has_changed

    live.learning.use(library, adapter.id)
    assert live.learning.state(library).active == adapter.id
    folder = live.learning.export(adapter.id, tmp_path)
    assert (folder / "adapter_config.json").is_file()
    again = live.learning.bring_in(library, folder)
    assert again.version == 2
    live.learning.use(library, None)
    live.learning.delete(adapter.id)
    assert [one.adapter.id for one in live.learning.state(library).versions] == [again.id]
