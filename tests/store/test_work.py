"""The records of jobs and of the files that they import."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from lloco_desktop.domain import FileStatus, JobId, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobKind, JobRecords, JobState, Lane

PATHS = [Path("/b.pdf"), Path("/a 📄\n.pdf"), Path(os.fsdecode(b"/\xff.pdf"))]


@pytest.fixture
def job(workspace, library):
    return workspace.jobs.create(JobKind.IMPORT, Lane.FILES, {"library": library})


def test_the_table_is_what_the_runner_wants(workspace):
    records: JobRecords = workspace.jobs
    assert records.unfinished() == []


def test_the_life_of_a_job(workspace, job):
    jobs = workspace.jobs
    assert (job.state, job.attempts, job.kind, job.lane) == (JobState.QUEUED, 0, JobKind.IMPORT, Lane.FILES)
    assert jobs.get(job.id) == job
    assert jobs.begin(job.id).attempts == 1
    assert jobs.begin(job.id).attempts == 2
    assert jobs.update(job.id, JobState.QUEUED).attempts == 2  # after a crash
    assert jobs.begin(job.id).attempts == 3
    released = jobs.release(job.id)
    assert (released.state, released.attempts) == (JobState.QUEUED, 0)
    jobs.begin(job.id)
    assert jobs.update(job.id, JobState.PAUSED).attempts == 0
    failed = jobs.update(job.id, JobState.FAILED, "It broke \ud800.")
    assert failed.reason == "It broke \ufffd."
    assert jobs.unfinished() == []
    assert jobs.all() == [failed]
    assert jobs.begin(job.id).reason is None
    with pytest.raises(KeyError):
        jobs.update(JobId(99), JobState.DONE)
    assert jobs.get(JobId(99)) is None


def test_equal_unfinished_jobs_are_one(workspace, job):
    jobs = workspace.jobs
    payload = {"paths": ["/a", "\udcff"], "deep": {"b": 1, "a": [None, True]}}
    first = jobs.create(JobKind.IMPORT, Lane.FILES, payload)
    assert first.payload == payload
    assert jobs.create(JobKind.IMPORT, Lane.FILES, dict(reversed(payload.items()))) == first
    assert jobs.create(JobKind.SUMMARISE, Lane.MODEL, payload).id != first.id
    for state in (JobState.RUNNING, JobState.PAUSED):
        jobs.update(first.id, state)
        assert jobs.create(JobKind.IMPORT, Lane.FILES, payload).id == first.id
    for state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED):
        jobs.update(first.id, state)
        second = jobs.create(JobKind.IMPORT, Lane.FILES, payload)
        assert second.id != first.id
        jobs.update(second.id, JobState.DONE)


def test_equal_jobs_from_many_threads_are_one(workspace):
    barrier, created = threading.Barrier(8), []

    def create():
        barrier.wait()
        created.append(workspace.jobs.create(JobKind.IMPORT, Lane.FILES, {"same": True}).id)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(created) == 8
    assert len(set(created)) == 1


def test_only_finished_jobs_are_forgotten(workspace, job, library):
    workspace.imports.add(job.id, library, PATHS)
    workspace.jobs.forget(job.id)
    assert workspace.jobs.all()
    workspace.jobs.update(job.id, JobState.DONE)
    workspace.jobs.forget(job.id)
    assert workspace.jobs.all() == []
    assert workspace.imports.of_library(library) == []


def test_the_life_of_a_file(workspace, job, library):
    imports = workspace.imports
    imports.add(job.id, library, PATHS)
    imports.add(job.id, library, [*PATHS, Path("/c.pdf")])
    assert [file.path for file in imports.of_job(job.id)] == [*PATHS, Path("/c.pdf")]
    assert imports.start_attempt(job.id, PATHS[1]) == 1
    assert imports.get(job.id, PATHS[1]).status is FileStatus.READING
    assert imports.start_attempt(job.id, PATHS[1]) == 2
    failed = imports.set(job.id, PATHS[1], FileStatus.FAILED, "It took too long.", seconds=2.5)
    assert (failed.status, failed.reason, failed.attempts, failed.seconds) == (
        FileStatus.FAILED,
        "It took too long.",
        2,
        2.5,
    )
    again = imports.retry(job.id, PATHS[1])
    assert (again.status, again.reason, again.attempts) == (FileStatus.QUEUED, None, 0)
    document = workspace.documents.add(library, PATHS[0], "B", "bb", 1)
    done = imports.set(job.id, PATHS[0], FileStatus.IMPORTED, document=document, pages=3, passages=9)
    assert (done.document, done.pages, done.passages) == (document, 3, 9)
    assert imports.of_library(library)[0] == done
    for action in (imports.get, imports.start_attempt, imports.retry):
        with pytest.raises(BadInput, match=r"unknown\.pdf"):
            action(job.id, Path("/unknown.pdf"))
    with pytest.raises(BadInput, match="no longer"):
        imports.add(job.id, LibraryId(99), PATHS)


def test_forgetting_files(workspace, job, library):
    workspace.imports.add(job.id, library, PATHS)
    workspace.imports.forget(job.id, PATHS[0])
    assert [file.path for file in workspace.imports.of_job(job.id)] == PATHS[1:]
    workspace.imports.forget(job.id)
    assert workspace.imports.of_job(job.id) == []
