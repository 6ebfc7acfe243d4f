"""Learning end to end with a tiny backbone: stopped anywhere, asked in between, edited meanwhile."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.backbone import model_memory
from lloco_desktop.domain import AdapterId, Question, RunId
from lloco_desktop.errors import BadInput, LearningError
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.learning.adapters import read_origin, read_report
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import MaterialKind, RunState, Split
from lloco_desktop.workflows import learning_needs
from lloco_desktop.workflows.events import Learned, LearningProgress, LossSeen
from lloco_desktop.workflows.learning_plan import LearnOptions, Preflight
from lloco_desktop.workflows.learning_run import WorkClock
from tests.pdfs import STORM, write_pdf
from tests.workflows.conftest import import_all
from tests.workflows.learning import QUICK, Copy, Desk, copy_desk, open_desk, write_library


@pytest.fixture(scope="session")
def summarised(tmp_path_factory: pytest.TempPathFactory, tiny_folder: Path) -> Path:
    """A workspace with a library whose summaries are finished."""
    folder = tmp_path_factory.mktemp("summarised")
    desk = open_desk(folder / "workspace", tiny_folder)
    import_all(desk.services, *write_library(folder / "pdfs"))
    assert desk.services.close()
    return folder / "workspace"


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory, summarised: Path, tiny_folder: Path) -> Path:
    """The same, once learned from first to last in one go."""
    folder = tmp_path_factory.mktemp("learned") / "workspace"
    desk = copy_desk(summarised, folder, tiny_folder)
    events = list(desk.steps(desk.begin().id))
    assert isinstance(events[-1], Learned)
    assert desk.services.close()
    return folder


@pytest.fixture
def desk_of(tmp_path: Path, tiny_folder: Path) -> Iterator[Copy]:
    """Opens copies of workspaces, which are closed afterwards."""
    opened: list[Desk] = []

    def make(source: Path) -> Desk:
        opened.append(copy_desk(source, tmp_path / f"copy-{len(opened)}", tiny_folder))
        return opened[-1]

    yield make
    for desk in opened:
        desk.services.close()


@pytest.fixture
def desk(desk_of: Copy, summarised: Path) -> Desk:
    return desk_of(summarised)


@pytest.fixture
def done(desk_of: Copy, learned: Path) -> Desk:
    return desk_of(learned)


def until(events: Iterator[object], state: RunState) -> None:
    """Go on to the first event of a stage; of the first one, to questions, when text is cut already."""
    for event in events:
        if isinstance(event, LearningProgress) and event.state is state:
            cut = state is not RunState.MATERIAL or event.progress.text == "Making questions"
            if cut:
                return
    raise AssertionError(f"there was no {state}")


def in_parts(desk: Desk, run: RunId) -> int:
    """Go through a run, closed at the first event of every kind of progress; how often that was."""
    seen: set[tuple[object, str]] = set()
    stops = 0
    while True:
        steps = desk.steps(run)
        for event in steps:
            if isinstance(event, Learned):
                return stops
            said = event.progress.text if isinstance(event, LearningProgress) else "a loss"
            done = event.progress.done if isinstance(event, LearningProgress) else event.point.step  # type: ignore[attr-defined]
            state = event.state if isinstance(event, LearningProgress) else RunState.TRAINING
            if (state, said) not in seen and done > 1:
                seen.add((state, said))
                break
        steps.close()  # type: ignore[attr-defined]
        stops += 1


# --- what a run makes --------------------------------------------------------------------------


def test_a_run_leaves_an_adapter_with_its_origin_and_report(done: Desk) -> None:
    workspace = done.services.workspace
    (adapter,) = workspace.adapters.of_library(done.library)
    run = workspace.runs.of_adapter(adapter.id)
    assert run is not None
    assert run.state is RunState.DONE
    assert adapter.version == 1
    assert not adapter.active
    assert "held-out questions to judge it by" in adapter.reason
    report = done.services.report(adapter.id)
    assert report is not None
    assert report.material is not None
    assert report.material.chunks_held_out > 0
    assert report.steps == len(report.losses) > 2
    assert report.decision is not None
    assert set(report.seconds or {}) == {"material", "before", "training", "after"}
    folder = workspace.adapters.path(adapter)
    assert read_report(folder) == report
    assert read_origin(folder) == adapter.origin
    documents = workspace.documents.all(done.library)
    assert adapter.origin.documents == tuple(sorted(one.sha256 for one in documents))
    assert done.services.learned(done.library).text == "Learned from all 3 documents"
    assert not workspace.adapters.run_folder(run.id).exists()
    assert done.services.models.get().adapters.names == ()
    assert workspace.verify().ok


def test_material_is_split_by_text_and_read_as_it_is_served(done: Desk) -> None:
    workspace = done.services.workspace
    (run,) = workspace.runs.of_library(done.library)
    chunks = {one.number: one for one in workspace.study.chunks(run.id)}
    items = workspace.study.items(run.id)
    assert {one.item.kind for one in items} >= {
        MaterialKind.RECALL,
        MaterialKind.OFF_TOPIC,
        MaterialKind.UNANSWERABLE,
    }
    for stored in items:
        item = stored.item
        assert stored.read
        if item.chunk is None:
            assert item.kind is MaterialKind.OFF_TOPIC
            continue
        assert item.split is chunks[item.chunk].split
        own = chunks[item.chunk].chunk.segment
        if item.kind is MaterialKind.UNANSWERABLE:
            assert item.reads
            assert own not in item.reads
        else:
            assert own in item.reads
        assert len(item.reads) <= 1 + QUICK.distractors
    asked = {(one.item.split, one.before is not None, one.after is not None) for one in items}
    assert asked == {
        (Split.TRAIN, False, False),
        (Split.HELD_OUT, True, True),
        (Split.HELD_OUT, False, False),
    }


def test_an_adapter_that_earned_its_place_is_used_at_once(desk: Desk) -> None:
    run = desk.begin(replace(QUICK, held_out=0.5, items_per_thousand_tokens=30.0, epochs=0.2))
    services, study = desk.services, desk.services.workspace.study
    steps = desk.steps(run.id)
    until(steps, RunState.BEFORE)
    steps.close()  # type: ignore[attr-defined]
    for one in study.items(run.id):  # as if it had answered nothing before and everything after
        if one.item.split is Split.HELD_OUT:
            same = one.item.kind in (MaterialKind.OFF_TOPIC, MaterialKind.UNANSWERABLE)
            study.set_before(run.id, one.number, one.item.answer if same else "")
            study.set_after(run.id, one.number, one.item.answer)
    all_asked = services.workspace, services.models, services.settings, run.id
    from lloco_desktop.workflows.learn_library import learn_library

    *_, last = learn_library(*all_asked)
    assert isinstance(last, Learned)
    assert last.adapter is not None
    assert last.adapter.active, last.adapter.reason
    assert last.adapter.earned
    state = services.learned(desk.library)
    assert state.active == last.adapter
    services.use_adapter(desk.library, None)
    assert services.learned(desk.library).active is None
    services.use_adapter(desk.library, last.adapter.id)
    assert services.learned(desk.library).active == last.adapter


# --- stopped, and gone on with -----------------------------------------------------------------


def test_stopped_at_every_stage_it_comes_to_the_same(desk: Desk, done: Desk) -> None:
    (whole,) = done.services.workspace.runs.of_library(done.library)
    run = desk.begin()
    assert in_parts(desk, run.id) >= 6
    assert desk.outcome(run.id) == done.outcome(whole.id)
    assert desk.services.workspace.verify().ok


def test_questions_in_between_change_nothing(desk_of: Copy, learned: Path) -> None:
    outcomes = []
    for interrupted in (False, True):
        desk = desk_of(learned)
        (first,) = desk.services.workspace.adapters.of_library(desk.library)
        desk.services.use_adapter(desk.library, first.id)  # so that answers read with another adapter
        run = desk.begin(start_from=first.id)
        asked = 0
        for number, _ in enumerate(desk.steps(run.id)):
            if interrupted and number % 7 == 0:
                list(desk.services.answer(Question("Who founded the museum of Oslo?")))
                asked += 1
        assert asked > 3 or not interrupted
        outcomes.append(desk.outcome(run.id))
    assert outcomes[0] == outcomes[1]


def test_a_second_run_begins_with_the_first_ones_adapter(done: Desk) -> None:
    workspace = done.services.workspace
    (first,) = workspace.adapters.of_library(done.library)
    (before,) = workspace.runs.of_library(done.library)
    held_out = {one.number for one in workspace.study.chunks(before.id) if one.split is Split.HELD_OUT}
    run = done.begin(replace(QUICK, seed=5), start_from=first.id)
    *_, last = done.steps(run.id)
    assert isinstance(last, Learned)
    assert last.adapter is not None
    assert (last.adapter.version, last.adapter.origin.parent) == (2, "version 1")
    # what the first one was trained on measures nothing now, whatever the seed says
    again = {one.number for one in workspace.study.chunks(run.id) if one.split is Split.HELD_OUT}
    assert again == held_out
    assert [one.version for one in done.services.learned(done.library).adapters] == [2, 1]


def test_an_imported_adapter_of_the_same_documents_cannot_be_learned_on_from(
    done: Desk, tmp_path: Path
) -> None:
    (first,) = done.services.workspace.adapters.of_library(done.library)
    folder = done.services.export_adapter(first.id, tmp_path / "exported")
    imported = done.services.import_adapter(done.library, folder)
    run = done.begin(start_from=imported.id)
    with pytest.raises(LearningError, match="nothing would be left to measure by"):
        list(done.steps(run.id))


# --- edited meanwhile --------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [RunState.MATERIAL, RunState.BEFORE, RunState.TRAINING, RunState.AFTER])
def test_a_library_deleted_midway_ends_the_run(desk: Desk, stage: RunState) -> None:
    run = desk.begin()
    steps = desk.steps(run.id)
    until(steps, stage)
    desk.services.remove_library(desk.library)
    with pytest.raises(LearningError, match="removed while it was being learned"):
        list(steps)
    desk.services._learning.stop(run.id)
    workspace = desk.services.workspace
    report = workspace.verify()
    assert report.ok
    assert (report.counts["learning_runs"], report.counts["unused_adapter_folders"]) == (0, 0)


@pytest.mark.parametrize("stage", [RunState.MATERIAL, RunState.BEFORE, RunState.TRAINING])
def test_a_document_deleted_midway_is_not_learned(desk: Desk, stage: RunState) -> None:
    run = desk.begin()
    services = desk.services
    steps = desk.steps(run.id)
    until(steps, stage)
    gone = services.workspace.documents.all(desk.library)[1]
    services.remove_document(gone.id)
    *_, last = steps
    assert isinstance(last, Learned)
    assert last.adapter is not None
    assert len(last.adapter.origin.documents) == 2
    assert gone.sha256 not in last.adapter.origin.documents
    assert services.learned(desk.library).text == "Learned from all 2 documents"
    assert services.workspace.verify().ok


def test_documents_that_change_afterwards_are_counted(done: Desk, tmp_path: Path) -> None:
    services = done.services
    first = services.workspace.documents.all(done.library)[0]
    services.remove_document(first.id)
    state = services.learned(done.library)
    assert state.text == "Learned from all 2 documents; 1 that it learned from is gone"
    assert state.is_stale
    import_all(services, write_pdf(tmp_path / "new.pdf", [STORM]))
    assert services.learned(done.library).text == (
        "Learned from 2 of 3 documents; 1 that it learned from is gone"
    )
    import_all(services, first.path)  # the same bytes come back
    assert services.learned(done.library).text == "Learned from 3 of 4 documents"


# --- jobs --------------------------------------------------------------------------------------


def test_a_learning_job_tells_listeners_all_of_it(desk: Desk) -> None:
    heard: list[object] = []
    desk.services.listen(lambda event: heard.append(event.event or event.job.state))
    run = desk.services.learn(desk.library, LearnOptions(replace(QUICK, epochs=0.3)))
    with pytest.raises(LearningError, match="being learned already"):
        desk.services.learn(desk.library)
    assert desk.services.learned(desk.library).run == run
    desk.services.wait_for_all()
    assert desk.services.failed_jobs() == []
    states = {event.state for event in heard if isinstance(event, LearningProgress)}
    assert states == {RunState.MATERIAL, RunState.BEFORE, RunState.TRAINING, RunState.AFTER}
    assert any(isinstance(event, LossSeen) for event in heard)
    assert isinstance(heard[-2], Learned)
    assert heard[-1] is JobState.DONE


def test_a_cancelled_run_leaves_nothing(desk: Desk) -> None:
    services = desk.services
    services.listen(
        lambda event: services.runner.cancel(event.job.id) if isinstance(event.event, LossSeen) else None
    )
    run = services.learn(desk.library, LearnOptions(QUICK))
    services.wait_for_all()
    workspace = services.workspace
    stopped = workspace.runs.get(run.id)
    assert stopped is not None
    assert stopped.state is RunState.STOPPED
    assert workspace.study.items(run.id) == []
    assert not workspace.adapters.run_folder(run.id).exists()
    assert workspace.adapters.all() == []
    assert services.learned(desk.library).run is None
    assert services.failed_jobs() == []
    assert workspace.verify().ok


def test_a_run_goes_on_at_the_next_start(desk: Desk, tmp_path: Path, tiny_folder: Path) -> None:
    services, folder = desk.services, desk.services.workspace.folder
    paused = threading.Event()

    def stop_in_training(event: JobEvent) -> None:
        if isinstance(event.event, LossSeen):
            services.runner.pause(event.job.id)
        elif event.event is None and event.job.state is JobState.PAUSED:
            paused.set()

    services.listen(stop_in_training)
    run = services.learn(desk.library, LearnOptions(replace(QUICK, epochs=0.5)))
    assert paused.wait(60)
    (job,) = (one for one in services.runner.unfinished() if one.kind is JobKind.LEARN)
    assert job.state is JobState.PAUSED
    assert services.close()
    again = open_desk(folder, tiny_folder)
    assert again.services.learned(again.library).run is not None
    again.services.runner.resume(job.id)
    again.services.runner.wait([job.id])
    found = again.services.workspace.runs.get(run.id)
    assert found is not None
    assert found.state is RunState.DONE
    assert again.services.close()


def test_a_run_that_was_given_up_is_gone_on_with_when_asked_again(desk: Desk, tiny_folder: Path) -> None:
    services, folder = desk.services, desk.services.workspace.folder
    run = desk.begin()
    steps = desk.steps(run.id)
    until(steps, RunState.BEFORE)
    steps.close()  # type: ignore[attr-defined]
    jobs = services.workspace.jobs
    job = jobs.create(JobKind.LEARN, JobKind.LEARN.lane, {"library": desk.library, "run": run.id})
    for _ in range(3):  # as if the process had been killed each time
        jobs.begin(job.id)
    assert services.close()
    again = open_desk(folder, tiny_folder)
    services = again.services
    (failed,) = services.failed_jobs()
    assert "begun 3 times" in (failed.reason or "")
    assert services.learned(again.library).run is None
    assert services.workspace.study.items(run.id)
    assert again.begin() == services.workspace.runs.get(run.id)  # the same once more
    other = again.begin(replace(QUICK, seed=9))
    assert other.id != run.id
    stopped = services.workspace.runs.get(run.id)
    assert stopped is not None
    assert stopped.state is RunState.STOPPED
    assert services.close()


def test_a_run_whose_job_is_gone_is_stopped_at_the_next_start(desk: Desk, tiny_folder: Path) -> None:
    run = desk.begin()
    folder = desk.services.workspace.folder
    assert desk.services.close()
    again = open_desk(folder, tiny_folder)
    found = again.services.workspace.runs.get(run.id)
    assert found is not None
    assert found.state is RunState.STOPPED
    assert again.services.close()


# --- refused -----------------------------------------------------------------------------------


def test_a_library_without_documents_summaries_or_pages_is_refused(tmp_path: Path, tiny_folder: Path) -> None:
    without = open_desk(tmp_path / "workspace", tmp_path / "none")
    with pytest.raises(LearningError, match="There is no backbone to learn with"):
        without.services.learn(without.library)
    import_all(without.services, *write_library(tmp_path / "pdfs"))
    without.services.close()
    desk = open_desk(tmp_path / "workspace", tiny_folder)
    desk.services.wait_for_all()
    for document in desk.services.workspace.documents.all()[1:]:
        desk.services.remove_document(document.id)
    fingerprint = desk.services.models.fingerprint or ""
    (document,) = desk.services.workspace.documents.all()
    desk.services.workspace.segments.replace(document.id, fingerprint, [])
    with pytest.raises(LearningError, match="Summaries of 1 of the 1 documents"):
        desk.services.learn(desk.library)
    desk.services.remove_document(document.id)
    with pytest.raises(LearningError, match="no documents"):
        desk.services.learn(desk.library)
    desk.services.close()


def test_too_little_text_ends_the_run_with_a_sentence(desk: Desk) -> None:
    for document in desk.services.workspace.documents.all()[1:]:
        desk.services.remove_document(document.id)
    run = desk.begin()
    with pytest.raises(LearningError, match="too little text"):
        list(desk.steps(run.id))
    *_, plan = desk.services.preflight(desk.library, LearnOptions(QUICK))
    assert isinstance(plan, Preflight)
    assert "too little text" in (plan.problem or "")


def test_a_run_of_another_backbone_is_not_gone_on_with(desk: Desk) -> None:
    workspace = desk.services.workspace
    run = workspace.runs.create(desk.library, "another", QUICK.as_json())
    with pytest.raises(LearningError, match="Another backbone was chosen"):
        list(desk.steps(run.id))


def test_without_enough_disk_or_memory_nothing_begins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.services.models.get()
    for module in (learning_needs, model_memory):
        monkeypatch.setattr(module, "free_memory", lambda device: 2**20)
    run = desk.begin(QUICK)
    with pytest.raises(LearningError, match=r"of memory, and .* are free"):
        list(desk.steps(run.id))
    *_, plan = desk.services.preflight(desk.library, LearnOptions(QUICK))
    assert isinstance(plan, Preflight)
    assert plan.memory > plan.free_memory
    assert plan.problem


# --- the user's own questions ------------------------------------------------------------------


def own_questions(folder: Path) -> Path:
    """Questions on two of the documents."""
    rows = [
        ("Who founded the clock museum of Lisbon?", "Anna Berg"),
        ("How much is the monthly rent?", "840 euros"),
        ("How many eggs does the queen lay a day?", "up to two thousand"),
        ("Which lighthouse did the storm of 1703 destroy?", "the first Eddystone lighthouse"),
        ("When did the museum of Turin burn down?", "1903"),
    ]
    file = folder / "questions.jsonl"
    file.write_text("\n".join(json.dumps({"question": q, "answer": a}) for q, a in rows), encoding="utf-8")
    return file


def test_own_questions_are_learned_though_their_file_goes(desk: Desk, tmp_path: Path) -> None:
    file = own_questions(tmp_path)
    settings = replace(QUICK, self_study=False, unanswerable=0.0, off_topic=0.0)
    run = desk.begin(settings, questions=file)
    file.unlink()
    *_, last = desk.steps(run.id)
    assert isinstance(last, Learned)
    assert last.report.material is not None
    assert last.report.material.own == 5
    own = {
        one.item.question
        for one in desk.services.workspace.study.items(run.id)
        if one.item.kind is MaterialKind.OWN
    }
    assert "How much is the monthly rent?" in own


def test_a_bad_question_file_is_refused_by_its_lines(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"question": "Who?", "answer": "Me"}\n{"question": 5}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="line 2"):
        desk.services.learn(desk.library, LearnOptions(QUICK, questions=file))
    assert desk.services.workspace.runs.of_library(desk.library) == []
    with pytest.raises(LearningError, match="file of your own questions"):
        desk.services.learn(desk.library, LearnOptions(LearningSettings(self_study=False)))


# --- time --------------------------------------------------------------------------------------


def test_preflight_measures_before_anything_begins(desk: Desk) -> None:
    *_, plan = desk.services.preflight(desk.library, LearnOptions(QUICK))
    assert isinstance(plan, Preflight)
    assert plan.problem is None
    assert (plan.documents, plan.starts_from) == (3, None)
    assert plan.seconds is not None
    assert plan.seconds > 0
    assert min(plan.items, plan.steps, plan.tokens, plan.segments, plan.disk, plan.memory) > 0
    assert plan.free_memory > plan.memory
    short = LearnOptions(replace(QUICK, minutes=0.01))
    *_, limited = desk.services.preflight(desk.library, short)
    assert isinstance(limited, Preflight)
    assert limited.seconds is not None
    assert limited.seconds <= 0.6 + 1e-9
    assert desk.services.workspace.runs.of_library(desk.library) == []
    assert desk.services.models.get().adapters.names == ()


class Ticking:
    """A clock that goes on by so much whenever it is read."""

    def __init__(self, tick: float) -> None:
        self.now, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def test_the_time_given_is_kept(desk: Desk) -> None:
    run = desk.begin(replace(QUICK, minutes=2.0, epochs=50.0))
    events = list(desk.steps(run.id, WorkClock(Ticking(0.2))))
    last = events[-1]
    assert isinstance(last, Learned)
    seconds = last.report.seconds or {}
    assert seconds["material"] <= 0.4 * 120
    assert seconds["training"] > seconds["material"]
    assert sum(seconds.values()) < 1.05 * 120
    assert last.report.steps > 10
    assert last.report.comparisons


def test_time_in_which_nobody_asks_does_not_count() -> None:
    clock = Ticking(0.0)
    work = WorkClock(clock)

    def steps() -> Generator[int, None, str]:
        for number in range(3):
            clock.now += 1.0
            yield number
        return "done"

    working = work.working(steps())
    for _ in working:
        clock.now += 100.0  # paused, or a question was answered
    assert work() == 3.0


# --- versions ----------------------------------------------------------------------------------


def test_versions_are_switched_exported_imported_and_deleted(done: Desk, tmp_path: Path) -> None:
    services = done.services
    (first,) = services.workspace.adapters.of_library(done.library)
    folder = services.export_adapter(first.id, tmp_path)
    assert folder == tmp_path / "papers-version-1"
    assert read_origin(folder) == first.origin
    second = services.import_adapter(done.library, folder)
    assert (second.version, second.active, second.origin) == (2, False, first.origin)
    assert services.report(second.id) == services.report(first.id)
    services.use_adapter(done.library, second.id)
    active = services.learned(done.library).active
    assert active is not None
    assert active.id == second.id
    services.delete_adapter(second.id)
    assert services.learned(done.library).active is None
    with pytest.raises(BadInput, match="no longer"):
        services.delete_adapter(AdapterId(second.id))
    with pytest.raises(BadInput, match="own folder"):
        services.export_adapter(first.id, services.workspace.adapters.root / "x")
    with pytest.raises(BadInput, match="no folder"):
        services.import_adapter(done.library, tmp_path / "nowhere")
    run = done.begin(start_from=first.id)
    with pytest.raises(BadInput, match="being learned on from"):
        services.delete_adapter(first.id)
    services._learning.stop(run.id)
    services.delete_adapter(first.id)
    assert services.learned(done.library).text == "Not learned yet"
    assert services.workspace.verify().ok
