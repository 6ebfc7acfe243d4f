"""No interleaving leaves work lying: many threads, barriers, no sleeps."""

from __future__ import annotations

import random
import threading
from collections import deque

import pytest

from lloco_desktop.jobs.job import JobKind
from lloco_desktop.jobs.lane import LaneThread
from lloco_desktop.store import Workspace

PATIENCE = 60.0
THREADS = 6


def run_together(work, count=THREADS):
    """Call `work(n)` in `count` threads that begin at the same moment."""
    barrier = threading.Barrier(count)
    errors = []

    def body(n):
        barrier.wait(PATIENCE)
        try:
            work(n)
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=body, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not errors


def test_a_lane_that_is_about_to_rest_sees_what_comes():
    """Each thread waits for its own item before it makes the next, so the lane rests all the time."""
    items, taken = deque(), [threading.Semaphore(0) for _ in range(THREADS)]

    def turn():
        try:
            n = items.popleft()
        except IndexError:
            return False
        taken[n].release()
        return True

    lane = LaneThread("test", turn)

    def produce(n):
        for _ in range(500):
            items.append(n)
            lane.wake()
            assert taken[n].acquire(timeout=PATIENCE)

    run_together(produce)
    assert lane.close(PATIENCE)
    lane.wake()  # does nothing any more, and raises nothing


def test_a_lane_survives_a_turn_that_breaks():
    done = threading.Event()
    turns = []

    def turn():
        turns.append(1)
        if len(turns) == 1:
            raise SystemExit("broken turn")
        done.set()
        return False

    lane = LaneThread("test", turn)
    lane.wake()
    while not done.is_set():
        lane.wake()
    assert lane.close(PATIENCE)


@pytest.mark.parametrize("durable", [False, True])
def test_whatever_is_submitted_is_seen_by_a_run_that_begins_afterwards(
    make_runner, records, durable, tmp_path
):
    """Equal jobs are merged; still every submission is followed by a look at what it asked for."""
    wanted, seen = {}, {}
    lock = threading.Lock()

    def look(job):
        name = job.payload["name"]
        with lock:
            now = wanted[name]
        yield from ("looked", "went on", "went on")
        with lock:
            seen[name] = max(seen.get(name, 0), now)

    workspace = Workspace.open(tmp_path / "w") if durable else None
    runner = make_runner(
        dict.fromkeys(JobKind, look),
        records=workspace.jobs if workspace else records,
    )

    def submit(n):
        choose = random.Random(n)
        for _ in range(4):
            kind = choose.choice(list(JobKind))
            name = f"{kind.value} {choose.randrange(2)}"
            with lock:
                wanted[name] = wanted.get(name, 0) + 1
            job = runner.submit(kind, {"name": name})
            if choose.random() < 0.2:
                runner.pause(job.id)
                runner.resume(job.id)

    for _ in range(8 if durable else 60):
        run_together(submit)
        assert runner.wait([job.id for job in runner.unfinished()], PATIENCE)
        assert runner.unfinished() == []
        assert seen == wanted
    assert runner.shutdown(PATIENCE)
    if workspace:
        assert workspace.jobs.unfinished() == []
        workspace.close()


def test_pausing_and_cancelling_from_everywhere_leaves_no_job_behind(make_runner):
    def work(job):
        yield from range(3)

    runner = make_runner(dict.fromkeys(JobKind, work))

    def meddle(n):
        choose = random.Random(n)
        for turn in range(200):
            job = runner.submit(choose.choice(list(JobKind)), {"n": n, "turn": turn % 5})
            for action in choose.sample([runner.pause, runner.resume, runner.cancel], k=choose.randrange(4)):
                action(job.id)
            if choose.random() < 0.2:
                urgent = runner.urgent(lambda: iter("ab"), lambda event: None, lambda error: None)
                if choose.random() < 0.5:
                    urgent.cancel()
                assert urgent.wait(PATIENCE)

    run_together(meddle)
    left = [job.id for job in runner.unfinished()]
    for job in left:
        runner.resume(job)
    assert runner.wait(left, PATIENCE)
    assert runner.unfinished() == []


def test_submitting_inside_a_transaction_does_not_deadlock(make_runner, tmp_path):
    """A lane may want to write while the submitter holds the writer's place."""
    with Workspace.open(tmp_path / "w") as workspace:
        library = workspace.libraries.create("library").id

        def work(job):
            for n in range(5):
                workspace.libraries.rename(library, f"name {n}")
                yield n

        runner = make_runner(dict.fromkeys(JobKind, work), records=workspace.jobs)

        def submit(n):
            for turn in range(10):
                with workspace.transaction():
                    runner.submit(JobKind.IMPORT, {"n": n, "turn": turn})
                    runner.pause(runner.submit(JobKind.SUMMARISE, {"n": turn}).id)
                    runner.resume(runner.submit(JobKind.SUMMARISE, {"n": turn}).id)

        run_together(submit, 3)
        assert runner.wait([job.id for job in runner.unfinished()], PATIENCE)
        assert runner.shutdown(PATIENCE)
