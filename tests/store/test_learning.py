"""What was learned: versions, the one in use, runs with their material, and files that belong to nobody."""

from __future__ import annotations

import apsw
import pytest

from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.store import Workspace
from lloco_desktop.store.verify import ProblemKind
from lloco_desktop.study import AdapterOrigin, Chunk, MaterialKind, RunState, Split, StudyItem

TRAIN, HELD_OUT = Split.TRAIN, Split.HELD_OUT


def origin(backbone="b", documents=("d1",)):
    return AdapterOrigin(
        backbone, "tiny", documents, "m", {"seed": 1}, 1, {"held_out": {}}, "2026-01-01T00:00:00+00:00", "0.1"
    )


@pytest.fixture
def make(workspace, library):
    """Records an adapter with files of the right size."""

    def made(folder, *, active=False, earned=True, backbone="b", home=None):
        place = workspace.adapters.root / folder
        place.mkdir(parents=True)
        (place / "adapter_config.json").write_text("{}")
        (place / "adapter_model.safetensors").write_bytes(bytes(98))
        return workspace.adapters.create(
            home or library, folder, origin(backbone), earned=earned, reason="Why.", size=100, active=active
        )

    return made


@pytest.fixture
def run(workspace, shelf):
    """A run with three chunks of two documents, and one item of each."""
    first, second = shelf.add("fox", "dog", name="one"), shelf.add("bird", name="two")
    made = workspace.runs.create(shelf.library, "b", {"seed": 3}, [{"question": "Who?", "answer": "Me"}])
    chunks = [
        Chunk(first, "ONE", "k0", 0, 0, "fox", 1),
        Chunk(first, "ONE", "k1", 1, 1, "dog", 1),
        Chunk(second, "TWO", "k2", 0, 0, "bird", 1),
    ]
    workspace.study.put_chunks(made.id, chunks, [TRAIN, HELD_OUT, TRAIN])
    for number, (chunk, split) in enumerate(zip(chunks, (TRAIN, HELD_OUT, TRAIN), strict=True)):
        item = StudyItem(MaterialKind.QUESTION, split, f"Which {number}?", chunk.text, number)
        assert workspace.study.add(made.id, number, [item], {"too short": number})
    return made


def test_versions_count_up_and_are_never_used_twice(workspace, library, make):
    first, second = make("a"), make("b")
    assert (first.version, second.version) == (1, 2)
    workspace.adapters.delete(second.id)
    assert not workspace.adapters.path(second).exists()
    assert make("c").version == 3
    assert [one.version for one in workspace.adapters.of_library(library)] == [3, 1]
    assert workspace.adapters.version(library, 3).folder == "c"
    with pytest.raises(BadInput, match=r"no version 2 \(it has: 1, 3\)"):
        workspace.adapters.version(library, 2)
    assert workspace.adapters.get(first.id) == first
    assert first.origin == origin()


def test_one_adapter_is_in_use_per_library_and_backbone(workspace, library, make):
    first, second, other = (
        make("a", active=True),
        make("b", active=True),
        make("c", backbone="z", active=True),
    )
    adapters = workspace.adapters
    assert adapters.active(library, "b").id == second.id
    assert adapters.active(library, "z").id == other.id
    assert not adapters.get(first.id).active
    adapters.activate(library, first.id)
    assert adapters.all_active("b") == {library: adapters.get(first.id)}
    adapters.activate(library, None, "b")
    assert adapters.active(library, "b") is None
    assert adapters.active(library, "z").id == other.id
    with pytest.raises(apsw.ConstraintError):
        workspace._database.run("UPDATE adapters SET active = 1 WHERE backbone = 'b'")


def test_another_librarys_adapter_is_refused(workspace, library, make):
    elsewhere = workspace.libraries.create("Elsewhere").id
    foreign = make("a", home=elsewhere)
    with pytest.raises(BadInput, match="another library"):
        workspace.adapters.activate(library, foreign.id)
    with pytest.raises(BadInput, match="no longer"):
        workspace.adapters.create(99, "x", origin(), earned=True, reason="", size=0)


def test_what_belongs_to_nobody_is_swept_at_the_next_start(workspace, folder, library, make, run):
    kept, gone = make("kept"), make("gone", home=workspace.libraries.create("Gone").id)
    for name in ("runs/1", "runs/77", "half.partial"):
        (workspace.adapters.root / name).mkdir(parents=True)
    workspace.libraries.delete(gone.library)
    report = workspace.verify()
    assert report.ok
    assert report.counts["unused_adapter_folders"] == 3
    workspace.close()
    with Workspace.open(folder) as again:
        root = again.adapters.root
        assert sorted(path.name for path in root.iterdir()) == ["kept", "runs"]
        assert [path.name for path in (root / "runs").iterdir()] == ["1"]  # it goes on
        assert again.adapters.path(kept).is_dir()
        assert again.verify().counts["unused_adapter_folders"] == 0


def test_statistics_count_adapters(workspace, make):
    make("a")
    make("b")
    statistics = workspace.statistics()
    assert (statistics.adapters, statistics.adapter_bytes) == (2, 200)


def test_a_run_is_found_again_with_all_that_it_was_asked(workspace, library, run, make):
    runs = workspace.runs
    assert runs.get(run.id) == run
    assert (run.state, run.settings, run.report) == (RunState.MATERIAL, {"seed": 3}, None)
    assert runs.questions(run.id) == [{"question": "Who?", "answer": "Me"}]
    assert runs.start(run.id) is None
    assert runs.unfinished(library) == [run]
    adapter = make("a")
    ended = runs.update(run.id, state=RunState.DONE, report={"documents": 2}, adapter=adapter.id)
    assert (ended.state, ended.report, ended.adapter) == (RunState.DONE, {"documents": 2}, adapter.id)
    assert runs.unfinished() == []
    assert runs.of_adapter(adapter.id) == ended
    workspace.adapters.delete(adapter.id)
    assert runs.get(run.id).adapter is None
    assert runs.create(library, "b", {}, start=adapter.id).id != run.id


def test_material_is_kept_chunk_by_chunk(workspace, run):
    study = workspace.study
    assert [(one.number, one.split, one.studied, one.dropped) for one in study.chunks(run.id)] == [
        (0, TRAIN, True, {"too short": 0}),
        (1, HELD_OUT, True, {"too short": 1}),
        (2, TRAIN, True, {"too short": 2}),
    ]
    assert [one.item.answer for one in study.items(run.id)] == ["fox", "dog", "bird"]
    assert not any(one.read for one in study.items(run.id))
    study.set_reads(run.id, {0: ["k0", "k2"], 1: []})
    study.set_before(run.id, 0, "a cat")
    study.set_after(run.id, 0, "a fox")
    first, second, third = study.items(run.id)
    assert (first.item.reads, first.read, first.before, first.after) == (
        ("k0", "k2"),
        True,
        "a cat",
        "a fox",
    )
    assert (second.item.reads, second.read, third.read) == ((), True, False)


def test_what_was_made_of_a_document_goes_with_it(workspace, run):
    study = workspace.study
    (first, second) = sorted(study.documents(run.id))
    workspace.documents.delete(first)
    assert study.documents(run.id) == {second}
    assert [(one.number, one.item.answer, one.item.chunk) for one in study.items(run.id)] == [(2, "bird", 2)]
    assert not study.add(run.id, 0, [StudyItem(MaterialKind.QUESTION, TRAIN, "Which?", "fox", 0)], {})
    off_topic = StudyItem(MaterialKind.OFF_TOPIC, TRAIN, "What?", "that", None)
    gone = StudyItem(MaterialKind.QUESTION, TRAIN, "Which?", "fox", 0)
    study.replace(run.id, [gone, off_topic])
    assert [one.item for one in study.items(run.id)] == [off_topic]
    assert workspace.verify().ok


def test_all_of_a_library_goes_with_it(workspace, library, run, make):
    make("a", active=True)
    workspace.libraries.delete(library)
    counts = workspace.verify().counts
    assert (counts["adapters"], counts["learning_runs"], counts["study_chunks"], counts["questions"]) == (
        0,
        0,
        0,
        0,
    )
    assert workspace.runs.get(run.id) is None
    assert workspace.runs.update(run.id, state=RunState.DONE) is None


def test_material_of_a_done_run_keeps_no_second_copy_of_the_text(workspace, run):
    workspace.study.shrink(run.id)
    assert {one.chunk.text for one in workspace.study.chunks(run.id)} == {""}
    workspace.study.forget(run.id)
    assert workspace.study.chunks(run.id) == workspace.study.items(run.id) == []


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        (ProblemKind.ADAPTERS, "UPDATE adapters SET folder = 'nowhere'"),
        (ProblemKind.ADAPTERS, "UPDATE adapters SET size = 5"),
        (ProblemKind.ADAPTERS, "UPDATE adapters SET origin = '{'"),
        (ProblemKind.ADAPTERS, "UPDATE adapters SET backbone = 'other'"),
        (ProblemKind.ADAPTERS, "UPDATE libraries SET adapters_made = 0"),
        (ProblemKind.LEARNING, "UPDATE learning_runs SET state = 'dancing'"),
        (ProblemKind.LEARNING, "UPDATE learning_runs SET state = 'done'"),
        (ProblemKind.LEARNING, "UPDATE learning_runs SET settings = '{'"),
        (ProblemKind.LEARNING, "UPDATE qa_pairs SET kind = 'dancing'"),
        (ProblemKind.LEARNING, "UPDATE qa_pairs SET reads = '['"),
        (ProblemKind.LEARNING, "UPDATE qa_pairs SET split = 'train'"),
        (ProblemKind.REFERENCE, "PRAGMA foreign_keys = OFF; DELETE FROM study_chunks WHERE number = 1"),
    ],
)
def test_planted_damage_is_found(workspace, run, make, kind, damage):
    make("a")
    assert workspace.verify().ok
    workspace._database.run(damage)
    assert kind in {problem.kind for problem in workspace.verify().problems}


def test_beginnings_count_from_the_last_progress(workspace):
    job = workspace.jobs.create(JobKind.LEARN, JobKind.LEARN.lane, {"library": 1, "run": 1})
    for _ in range(3):
        workspace.jobs.begin(job.id)
    assert workspace.jobs.get(job.id).attempts == 3
    workspace.jobs.progressed(job.id)
    assert workspace.jobs.get(job.id).attempts == 1
