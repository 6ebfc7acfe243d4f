"""verify() finds each damage that is planted, and nothing in a sound workspace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lloco_desktop.domain import FileStatus, SegmentDraft, StoredSummaries, SummaryPrecision
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.store import Workspace
from lloco_desktop.store.verify import ProblemKind


@pytest.fixture
def sound(workspace, shelf):
    """A workspace with something of everything: document 1 complete, document 2 half imported."""
    document = shelf.add("fox", "黑猫", "dog", "bird", name="one")
    half = shelf.add("left", "over", name="two", complete=False)
    space = workspace.vectors.space("test", 4)
    for number in (document, half):
        ids = space.missing(number)
        space.add(shelf.library, ids, np.ones((len(ids), 4), dtype=np.float32))
    workspace.segments.replace(
        document, "b", [SegmentDraft(0, 0, 1, "", 9, "k0"), SegmentDraft(1, 2, 3, "", 9, "k1")]
    )
    workspace.summaries.put(
        "b",
        [
            StoredSummaries("k0", 2, 3, SummaryPrecision.FP16, bytes(12)),
            StoredSummaries("k1", 2, 3, SummaryPrecision.INT8, bytes(10)),
        ],
    )
    job = workspace.jobs.create(JobKind.IMPORT, JobKind.IMPORT.lane, {})
    workspace.imports.add(job.id, shelf.library, [Path("/one"), Path("/two")])
    workspace.imports.set(job.id, Path("/one"), FileStatus.IMPORTED, document=document)
    workspace.imports.start_attempt(job.id, Path("/two"))
    return workspace


def test_a_sound_workspace(sound, folder):
    report = sound.verify()
    assert report.ok, report.problems
    assert report.counts["documents"] == report.counts["incomplete_documents"] == 1
    assert (report.counts["passages"], report.counts["word_index"], report.counts["pair_index"]) == (6, 6, 1)
    assert (report.counts["vectors"], report.counts["segments"], report.counts["pending_segments"]) == (
        6,
        2,
        0,
    )
    with Workspace.open(folder, writable=False) as reader:
        assert reader.verify() == report


PLANTED = [
    (ProblemKind.PAGES, "DELETE FROM pages WHERE document_id = 1 AND number = 2"),
    (ProblemKind.PAGES, "UPDATE pages SET number = 5 WHERE document_id = 1 AND number = 2"),
    (ProblemKind.PAGES, "UPDATE pages SET has_text = 0 WHERE document_id = 1 AND number = 2"),
    (ProblemKind.PAGES, "UPDATE documents SET pages_without_text = 1 WHERE id = 1"),
    (ProblemKind.PASSAGES, "DELETE FROM passages WHERE id = 4"),
    (ProblemKind.PASSAGES, "UPDATE passages SET ordinal = 9 WHERE id = 4"),
    (ProblemKind.PASSAGES, "UPDATE passages SET ordinal = 9 WHERE id = 6"),
    (ProblemKind.PASSAGES, "UPDATE passages SET lines = X'00' WHERE id = 1"),
    (
        ProblemKind.WORD_INDEX,
        "INSERT INTO passages_words (passages_words, rowid, text) VALUES ('delete', 1, 'fox')",
    ),
    (ProblemKind.WORD_INDEX, "INSERT INTO passages_words (rowid, text) VALUES (99, 'ghost')"),
    (ProblemKind.WORD_INDEX, "UPDATE passages SET text = 'wolf' WHERE id = 1"),
    (ProblemKind.WORD_INDEX, "DELETE FROM passages_words_data WHERE id > 1000"),
    (ProblemKind.PAIR_INDEX, "DELETE FROM passages_pairs WHERE rowid = 2"),
    (ProblemKind.PAIR_INDEX, "INSERT INTO passages_pairs (rowid, pairs) VALUES (1, '黑猫')"),
    (ProblemKind.PAIR_INDEX, "INSERT INTO passages_pairs (rowid, pairs) VALUES (99, '黑猫')"),
    (ProblemKind.VECTORS, "DROP TRIGGER vectors_1_passage_deleted; DELETE FROM passages WHERE id = 4"),
    (ProblemKind.VECTORS, "DROP TRIGGER vectors_1_passage_deleted"),
    (ProblemKind.VECTORS, "INSERT INTO vectors_1 VALUES (99, 1, 1, '[1, 0, 0, 0]')"),
    (
        ProblemKind.VECTORS,
        "DELETE FROM vectors_1 WHERE passage_id = 1; INSERT INTO vectors_1 VALUES (1, 7, 1, '[1, 0, 0, 0]')",
    ),
    (
        ProblemKind.VECTORS,
        "DELETE FROM vectors_1 WHERE passage_id = 1; INSERT INTO vectors_1 VALUES (1, 1, 2, '[1, 0, 0, 0]')",
    ),
    (ProblemKind.VECTORS, "INSERT INTO embedders (name, width) VALUES ('lost', 5)"),
    (ProblemKind.SEGMENTS, "DELETE FROM segments WHERE ordinal = 0"),
    (ProblemKind.SEGMENTS, "DELETE FROM segments WHERE ordinal = 1"),
    (ProblemKind.SEGMENTS, "UPDATE segments SET last_passage = 2 WHERE ordinal = 0"),
    (ProblemKind.SEGMENTS, "UPDATE segments SET last_passage = 0 WHERE ordinal = 0"),
    (ProblemKind.SEGMENTS, "UPDATE segments SET last_passage = 7 WHERE ordinal = 1"),
    (ProblemKind.SEGMENTS, "UPDATE segments SET ordinal = 2 WHERE ordinal = 1"),
    (ProblemKind.SUMMARIES, "UPDATE summaries SET data = X'00' WHERE key = 'k0'"),
    (ProblemKind.SUMMARIES, "UPDATE summaries SET count = 3 WHERE key = 'k1'"),
    (ProblemKind.SUMMARIES, "UPDATE summaries SET precision = 'fp8' WHERE key = 'k1'"),
    (ProblemKind.SUMMARIES, "UPDATE summaries SET backbone = 'other' WHERE key = 'k1'"),
    (ProblemKind.JOBS, "UPDATE jobs SET state = 'dancing'"),
    (ProblemKind.JOBS, "UPDATE jobs SET kind = 'dancing'"),
    (ProblemKind.JOBS, "UPDATE jobs SET payload = '['"),
    (ProblemKind.JOBS, "UPDATE jobs SET attempts = -1"),
    (ProblemKind.JOBS, "UPDATE jobs SET state = 'failed'"),
    (ProblemKind.IMPORTS, "UPDATE imports SET status = 'dancing'"),
    (ProblemKind.IMPORTS, "UPDATE jobs SET state = 'done'"),
    (ProblemKind.IMPORTS, "UPDATE imports SET document_id = 2 WHERE document_id = 1"),
    (
        ProblemKind.IMPORTS,
        "INSERT INTO libraries (id, name, folded, created) VALUES (9, 'z', 'z', 0); "
        "UPDATE imports SET library_id = 9",
    ),
    (ProblemKind.REFERENCE, "PRAGMA foreign_keys = OFF; UPDATE passages SET document_id = 77 WHERE id = 6"),
    (ProblemKind.REFERENCE, "PRAGMA foreign_keys = OFF; DELETE FROM libraries"),
    (
        ProblemKind.FILE,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'segments_by_key'; "
        "PRAGMA writable_schema = RESET",
    ),
]


@pytest.mark.parametrize(("kind", "damage"), PLANTED, ids=[damage[:60] for _, damage in PLANTED])
def test_planted_damage_is_found(sound, kind, damage):
    sound._database.run(damage)
    report = sound.verify()
    assert kind in {problem.kind for problem in report.problems}, report.problems
    assert not report.ok
    assert all(problem.what and problem.detail for problem in report.problems)


def test_a_file_that_is_damaged_throughout_makes_no_endless_list(sound, shelf):
    shelf.add(*[f"passage {n}" for n in range(300)], name="many")
    sound._database.run("UPDATE passages SET lines = X'00'")
    problems = [problem for problem in sound.verify().problems if problem.kind is ProblemKind.PASSAGES]
    assert len(problems) == 101
    assert problems[-1].what == "and more"


def test_a_job_left_running_by_a_crash_is_no_damage(sound):
    (job,) = sound.jobs.all()
    sound.jobs.begin(job.id)
    assert sound.jobs.get(job.id).state is JobState.RUNNING
    assert sound.verify().ok
