"""The runner: states, order, pausing, stopping, crashes, and that nothing is left lying."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

import pytest

from lloco_desktop.domain import JobId
from lloco_desktop.errors import BadInput, Cancelled, WorkspaceFull
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane

PATIENCE = 20.0
IMPORT, SUMMARISE, LEARN = JobKind.IMPORT, JobKind.SUMMARISE, JobKind.LEARN
QUEUED, RUNNING, PAUSED = JobState.QUEUED, JobState.RUNNING, JobState.PAUSED
DONE, FAILED, CANCELLED = JobState.DONE, JobState.FAILED, JobState.CANCELLED


def three_events(job):
    yield from ("one", "two", job.payload["n"])


def test_a_job_runs_to_its_end(make_runner, listener, records):
    runner = make_runner({IMPORT: three_events})
    job = runner.submit(IMPORT, {"n": 3})
    assert runner.wait([job.id], PATIENCE)
    assert listener.states(job) == [QUEUED, RUNNING, DONE]
    assert listener.said(job) == ["one", "two", 3]
    assert records.get(job.id).state is DONE
    assert runner.unfinished() == []


def test_a_jobs_events_come_between_its_states(make_runner, listener):
    runner = make_runner({IMPORT: three_events})
    job = runner.submit(IMPORT, {"n": 3})
    assert runner.wait([job.id], PATIENCE)
    assert [event.event or event.job.state for event in listener.events] == [
        QUEUED,
        RUNNING,
        "one",
        "two",
        3,
        DONE,
    ]


def test_jobs_of_a_lane_run_one_after_another_and_lanes_side_by_side(make_runner, listener, stepped):
    files, model = stepped(steps=1), stepped(steps=1)
    runner = make_runner({IMPORT: files, SUMMARISE: model})
    first, second = runner.submit(IMPORT, {"n": 1}), runner.submit(IMPORT, {"n": 2})
    third = runner.submit(SUMMARISE, {})
    files.wait_inside()
    model.wait_inside()  # while the first import is in the middle of its step
    assert [job.state for job in runner.unfinished()] == [RUNNING, QUEUED, RUNNING]
    files.allow(2)
    model.allow()
    assert runner.wait([first.id, second.id, third.id], PATIENCE)
    assert files.begun == 2
    assert files.thread != model.thread


def test_learning_stands_back_while_its_lane_has_other_work(make_runner, listener, stepped):
    learning = stepped(steps=2)
    runner = make_runner({LEARN: learning, SUMMARISE: three_events})
    long = runner.submit(LEARN, {})
    learning.wait_inside()
    short = runner.submit(SUMMARISE, {"n": 3})
    learning.allow()
    assert runner.wait([short.id], PATIENCE)
    assert listener.said(short) == ["one", "two", 3]
    assert listener.said(long) == [0]  # nothing between, though it had begun before
    learning.allow(2)
    assert runner.wait([long.id], PATIENCE)
    assert listener.states(long) == [QUEUED, RUNNING, DONE]


def test_an_equal_unfinished_job_is_returned(make_runner, stepped):
    work = stepped(steps=1)
    runner = make_runner({IMPORT: work})
    first = runner.submit(IMPORT, {"n": 0})
    work.wait_inside()
    queued = runner.submit(IMPORT, {"a": 1, "b": [2]})
    assert runner.submit(IMPORT, {"b": [2], "a": 1}).id == queued.id
    assert runner.submit(IMPORT, {"a": 1, "b": [3]}).id != queued.id
    work.allow(3)
    assert runner.wait([first.id, queued.id], PATIENCE)


def test_a_job_submitted_again_while_it_runs_runs_once_more(make_runner, listener, stepped):
    work = stepped(steps=1)
    runner = make_runner({IMPORT: work})
    job = runner.submit(IMPORT, {})
    work.wait_inside()
    assert runner.submit(IMPORT, {}).id == job.id
    assert runner.submit(IMPORT, {}).id == job.id
    work.allow(2)
    assert runner.wait([job.id], PATIENCE)
    assert work.begun == 2
    assert listener.states(job) == [QUEUED, RUNNING, QUEUED, RUNNING, DONE]


def test_a_listener_may_submit_the_job_that_it_hears_the_end_of(make_runner, records):
    begun, seen = [], threading.Event()

    def once(job):
        begun.append(job.id)
        yield "event"

    def listen(event):
        if event.job.state is DONE:
            if len(begun) == 1:
                assert runner.submit(IMPORT, {}).id != event.job.id
            else:
                seen.set()

    runner = make_runner({IMPORT: once}, listener=listen)
    runner.submit(IMPORT, {})
    assert seen.wait(PATIENCE)


def test_pausing_keeps_the_generator_and_lets_others_run(make_runner, listener, stepped):
    slow, quick = stepped(steps=2), stepped(steps=1)
    runner = make_runner({IMPORT: lambda job: (slow if job.payload["slow"] else quick)()})
    first = runner.submit(IMPORT, {"slow": True})
    second = runner.submit(IMPORT, {"slow": False})
    slow.wait_inside()
    assert runner.pause(first.id)
    slow.allow()
    listener.until_state(first, PAUSED)
    quick.wait_inside()
    assert slow.closed == 0
    quick.allow()
    assert runner.wait([second.id], PATIENCE)
    assert runner.resume(first.id)
    slow.wait_inside()
    slow.allow()
    assert runner.wait([first.id], PATIENCE)
    assert (slow.begun, slow.closed) == (1, 1)
    assert listener.states(first) == [QUEUED, RUNNING, PAUSED, QUEUED, RUNNING, DONE]


def test_cancelling_closes_the_generator_and_is_no_failure(make_runner, listener, stepped):
    work = stepped()
    runner = make_runner({IMPORT: work})
    job = runner.submit(IMPORT, {})
    work.wait_inside()
    assert runner.cancel(job.id)
    assert runner.resume(job.id)  # too late: a stop is not taken back
    work.allow()
    assert runner.wait([job.id], PATIENCE)
    assert work.closed == 1
    assert listener.states(job)[-1] is CANCELLED
    assert listener.events[-1].job.reason is None
    assert not runner.cancel(job.id)


def test_a_paused_download_is_closed_and_begins_anew(make_runner, listener):
    started, closed, begun = threading.Event(), threading.Event(), []

    def download(job):
        begun.append(job.attempts)
        started.set()
        try:
            while True:
                yield "more"
                if len(begun) > 1:
                    return
        finally:
            closed.set()

    runner = make_runner({JobKind.DOWNLOAD: download})
    job = runner.submit(JobKind.DOWNLOAD, {})
    assert started.wait(PATIENCE)
    assert runner.pause(job.id)
    assert closed.wait(PATIENCE)
    assert runner.resume(job.id)
    assert runner.wait([job.id], PATIENCE)
    assert len(begun) == 2
    assert listener.states(job)[-1] is DONE


def test_a_waiting_and_a_paused_job_can_be_cancelled(make_runner, listener, stepped):
    work = stepped()
    runner = make_runner({IMPORT: work})
    first, second = runner.submit(IMPORT, {"n": 1}), runner.submit(IMPORT, {"n": 2})
    work.wait_inside()
    runner.cancel(second.id)
    runner.pause(first.id)
    work.allow()
    assert runner.wait([second.id], PATIENCE)
    listener.until_state(first, PAUSED)
    runner.cancel(first.id)
    assert runner.wait([first.id], PATIENCE)
    assert (work.begun, work.closed) == (1, 1)
    assert listener.states(second) == [QUEUED, CANCELLED]


def test_what_is_submitted_after_a_cancel_is_done(make_runner, listener, stepped):
    work = stepped(steps=1)
    runner = make_runner({IMPORT: work})
    job = runner.submit(IMPORT, {})
    work.wait_inside()
    runner.submit(IMPORT, {})  # meant by the cancel as well
    runner.cancel(job.id)
    assert runner.submit(IMPORT, {}).id == job.id  # not meant by it
    work.allow(2)
    assert runner.wait([job.id], PATIENCE)
    assert listener.states(job) == [QUEUED, RUNNING, CANCELLED, QUEUED, RUNNING, DONE]


def test_a_known_error_fails_the_job_with_its_sentence(make_runner, listener):
    def fails(job):
        yield "event"
        raise BadInput("The library is gone.")

    runner = make_runner({IMPORT: fails})
    job = runner.submit(IMPORT, {})
    assert runner.wait([job.id], PATIENCE)
    assert listener.events[-1].job.state is FAILED
    assert listener.events[-1].job.reason == "The library is gone."


def test_an_error_after_the_cancel_is_no_failure(make_runner, listener):
    """As when a library is removed right after its import was stopped."""
    entered, go = threading.Event(), threading.Event()

    def fails(job):
        entered.set()
        assert go.wait(PATIENCE)
        raise BadInput("The library is gone.")
        yield

    runner = make_runner({IMPORT: fails})
    job = runner.submit(IMPORT, {})
    assert entered.wait(PATIENCE)
    runner.cancel(job.id)
    go.set()
    assert runner.wait([job.id], PATIENCE)
    assert (listener.events[-1].job.state, listener.events[-1].job.reason) == (CANCELLED, None)


def test_a_bug_is_logged_and_fails_the_job_as_one(make_runner, listener, caplog):
    def fails(job):
        raise ZeroDivisionError("oh")
        yield

    runner = make_runner({IMPORT: fails, SUMMARISE: three_events})
    with caplog.at_level(logging.ERROR):
        job = runner.submit(IMPORT, {})
        assert runner.wait([job.id], PATIENCE)
    assert "ZeroDivisionError: oh" in listener.events[-1].job.reason
    assert "Traceback" in caplog.text


def test_a_job_may_cancel_itself(make_runner, listener):
    def gives_up(job):
        yield "event"
        raise Cancelled

    runner = make_runner({IMPORT: gives_up})
    job = runner.submit(IMPORT, {})
    assert runner.wait([job.id], PATIENCE)
    assert listener.states(job)[-1] is CANCELLED


def test_a_listener_that_fails_does_not_end_the_lane(make_runner, caplog):
    def listen(event):
        raise RuntimeError("listener broke")

    runner = make_runner({IMPORT: three_events}, listener=listen)
    for n in range(3):
        assert runner.wait([runner.submit(IMPORT, {"n": n}).id], PATIENCE)
    assert "listener broke" in caplog.text


def test_records_that_cannot_be_written_do_not_end_the_lane(make_runner, records, listener, stepped, caplog):
    work = stepped(steps=1)
    runner = make_runner({IMPORT: work})
    first, second = runner.submit(IMPORT, {"n": 1}), runner.submit(IMPORT, {"n": 2})
    work.wait_inside()
    records.broken = WorkspaceFull("There is no space left.")
    work.allow()
    assert runner.wait([first.id, second.id], PATIENCE)
    assert listener.until_state(second, FAILED).job.reason == "There is no space left."
    records.broken = None
    work.allow()
    third = runner.submit(IMPORT, {"n": 3})
    assert runner.wait([third.id], PATIENCE)
    again = runner.submit(IMPORT, {"n": 2})  # still recorded as queued: taken up again
    assert again.id == second.id
    work.allow()
    assert runner.wait([again.id], PATIENCE)
    assert records.get(again.id).state is DONE


def crashed(number: int, attempts: int, state: JobState = RUNNING) -> Job:
    return Job(JobId(number), IMPORT, Lane.FILES, state, {"n": number}, attempts, None, datetime.now(UTC))


def test_what_a_crash_left_running_goes_on(make_runner, records, listener):
    records.put(crashed(1, attempts=2))
    runner = make_runner({IMPORT: three_events})
    assert runner.wait([JobId(1)], PATIENCE)
    assert listener.states(crashed(1, 2)) == [QUEUED, RUNNING, DONE]


def test_a_job_that_crashed_too_often_fails_and_says_so(make_runner, records, listener):
    records.put(crashed(1, attempts=3))
    records.put(crashed(2, attempts=3, state=QUEUED))  # stopped in order: not a crash
    runner = make_runner({IMPORT: three_events})
    assert runner.wait([JobId(1), JobId(2)], PATIENCE)
    assert records.get(JobId(1)).state is FAILED
    assert "3 times" in records.get(JobId(1)).reason
    assert records.get(JobId(2)).state is DONE


def test_a_paused_job_stays_paused_over_a_restart(make_runner, records, listener):
    records.put(crashed(1, attempts=0, state=PAUSED))
    runner = make_runner({IMPORT: three_events})
    second = runner.submit(IMPORT, {"n": 2})
    assert runner.wait([second.id], PATIENCE)
    assert runner.unfinished()[0].state is PAUSED
    assert runner.resume(JobId(1))
    assert runner.wait([JobId(1)], PATIENCE)


def test_recorded_jobs_can_be_left_to_another_process(make_runner, records):
    records.put(crashed(1, attempts=1))
    runner = make_runner({IMPORT: three_events}, start=False)
    runner.start(recover=False)
    assert runner.unfinished() == []
    assert records.get(JobId(1)).state is RUNNING


def test_shutdown_closes_between_events_and_the_job_can_go_on(make_runner, records, stepped):
    work, paused = stepped(), stepped()
    runner = make_runner({IMPORT: work, SUMMARISE: paused})
    running, waiting = runner.submit(IMPORT, {"n": 1}), runner.submit(IMPORT, {"n": 2})
    held = runner.submit(SUMMARISE, {})
    work.wait_inside()
    paused.wait_inside()
    runner.pause(held.id)
    paused.allow()
    assert not runner.shutdown(0.0)  # both lanes may be in the middle of a step
    assert not runner.wait([running.id], PATIENCE)
    work.allow()
    assert runner.shutdown(PATIENCE)
    assert [records.get(job.id).state for job in (running, waiting, held)] == [QUEUED, QUEUED, PAUSED]
    assert [records.get(job.id).attempts for job in (running, waiting, held)] == [0, 0, 0]
    assert (work.begun, work.closed, paused.closed) == (1, 1, 1)


def test_a_cancel_is_kept_through_a_shutdown(make_runner, records, stepped):
    work = stepped()
    runner = make_runner({IMPORT: work})
    job = runner.submit(IMPORT, {})
    work.wait_inside()
    runner.cancel(job.id)
    runner.shutdown(0.0)
    work.allow()
    assert runner.shutdown(PATIENCE)
    assert records.get(job.id).state is CANCELLED


def test_what_is_submitted_after_the_shutdown_waits_for_the_next_start(make_runner, records):
    runner = make_runner({IMPORT: three_events})
    runner.shutdown(PATIENCE)
    job = runner.submit(IMPORT, {"n": 1})
    assert not runner.wait([job.id], PATIENCE)
    assert records.get(job.id).state is QUEUED
    runner = make_runner({IMPORT: three_events})
    assert runner.wait([job.id], PATIENCE)


def test_clean_up_that_fails_does_not_end_the_lane(make_runner, caplog):
    entered, go = threading.Event(), threading.Event()

    def stubborn(job):
        try:
            entered.set()
            assert go.wait(PATIENCE)
            yield "event"
            yield "event"
        finally:
            if job.payload["n"] == 1:
                raise OSError("clean-up broke")

    runner = make_runner({IMPORT: stubborn})
    job = runner.submit(IMPORT, {"n": 1})
    assert entered.wait(PATIENCE)
    runner.cancel(job.id)
    go.set()
    assert runner.wait([job.id], PATIENCE)
    assert runner.wait([runner.submit(IMPORT, {"n": 2}).id], PATIENCE)
    assert "clean-up broke" in caplog.text


def test_waiting_takes_no_longer_than_allowed(make_runner, stepped):
    work = stepped(steps=1)
    runner = make_runner({IMPORT: work})
    job = runner.submit(IMPORT, {})
    assert not runner.wait([job.id], 0.0)
    work.allow()
    assert runner.wait([job.id], PATIENCE)
    assert runner.wait([JobId(999)], 0.0)


@pytest.mark.parametrize("state", list(JobState))
def test_final_states(state):
    assert state.is_final == (state in (DONE, FAILED, CANCELLED))
