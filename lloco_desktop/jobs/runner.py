"""Runs durable jobs in lanes, one step at a time.

A job is a generator of events. Its lane asks it for the next event, passes that to the listener, and looks
around before it asks again: whether a question waits (it goes first, in the same thread, since the backbone
belongs to that thread), whether the job is to pause or stop, whether the application is closing. So pausing
is not asking for the next event, and cancelling is closing the generator.

Every change of a job's state is made, recorded and announced by its lane's thread, in that order: `pause`,
`resume` and `cancel` only leave a wish behind. Neither records nor listener are called under a lock, and
submitting waits for no lane, so whoever holds a transaction or is a listener may submit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

from lloco_desktop.domain import JobId
from lloco_desktop.errors import Cancelled
from lloco_desktop.jobs.job import Job, JobKind, JobRecords, JobState, Lane
from lloco_desktop.jobs.lane import LaneThread
from lloco_desktop.jobs.ledger import JobEvent, Ledger
from lloco_desktop.jobs.outcome import given_up, outcome_of
from lloco_desktop.jobs.urgent import Urgent, close

__all__ = ["Handler", "JobEvent", "Runner", "Urgent"]

MAX_BEGINNINGS = 3  # a job that ended the process this often is not begun again

log = logging.getLogger(__name__)

Handler = Callable[[Job], Iterator[object]]


class _Wish(Enum):
    """What is to become of a job at its lane's next turn."""

    RUN = auto()
    PAUSE = auto()
    CANCEL = auto()


@dataclass(eq=False)
class _Task:
    """An unfinished job in its lane."""

    job: Job
    wish: _Wish = _Wish.RUN
    announced: bool = True  # the listener knows of it; a lane does not begin it before
    again: bool = False  # an equal job was submitted after this one had begun
    steps: Iterator[object] | None = None

    @property
    def may_miss_something(self) -> bool:
        """Whether the job has begun, or will not, so that it may not see what is new now."""
        waits = self.job.state is JobState.QUEUED and self.steps is None
        return not waits or self.wish is _Wish.CANCEL


class Runner:
    """Runs the jobs of `records` with `handlers`, and tells `listener` all that happens.

    The listener is called in the lanes' threads and in those that submit. It should return soon; what it
    raises is logged.
    """

    def __init__(
        self,
        records: JobRecords,
        handlers: Mapping[JobKind, Handler],
        listener: Callable[[JobEvent], None],
    ) -> None:
        self._records = records
        self._handlers = handlers
        self._ledger = Ledger(records, listener)
        self._changed = threading.Condition()  # guards all below; notified when a job leaves its lane
        self._tasks: dict[JobId, _Task] = {}  # in the order in which they run
        self._known: set[JobId] = set()
        self._urgents: deque[Urgent] = deque()
        self._started = False
        self._stopping = False
        self._threads = {lane: LaneThread(lane.value, partial(self._turn, lane)) for lane in Lane}

    # --- from any thread -----------------------------------------------------------------------

    def start(self, *, recover: bool = True) -> None:
        """Begin to work. What a crash left running is queued again; what crashed too often fails.

        With `recover=False` the recorded jobs are left alone (another process may be running them).
        """
        for job in self._records.unfinished() if recover else []:
            if job.state is JobState.RUNNING and job.attempts >= MAX_BEGINNINGS:
                reason = given_up(job)
                self._ledger.announce(self._records.update(job.id, JobState.FAILED, reason))
                continue
            if job.state is JobState.RUNNING:
                job = self._records.update(job.id, JobState.QUEUED)
                self._ledger.announce(job)
            with self._changed:
                self._known.add(job.id)
                self._tasks[job.id] = _Task(job, _Wish.PAUSE if job.state is JobState.PAUSED else _Wish.RUN)
        with self._changed:
            self._started = True
        self._wake(*Lane)

    def submit(self, kind: JobKind, payload: Mapping[str, Any]) -> Job:
        """Queue a job and return it; an equal unfinished one (same kind and payload) is returned instead.

        If that one has begun already it may have passed what this call is about, so it runs once more when
        it ends.
        """
        while True:
            job = self._records.create(kind, kind.lane, payload)
            with self._changed:
                task = self._tasks.get(job.id)
                if task is not None:
                    task.again = task.again or task.may_miss_something
                    return task.job
                if job.id not in self._known:
                    break
            # It ended between the two steps. Unless even that could not be recorded, ask for a new one.
            recorded = self._records.get(job.id)
            if recorded is not None and not recorded.state.is_final:
                break
        task = _Task(job, announced=False)
        with self._changed:
            self._known.add(job.id)
            self._tasks[job.id] = task
        self._ledger.announce(job)
        with self._changed:
            task.announced = True
        self._wake(job.lane)
        return job

    def urgent(
        self,
        work: Callable[[], Iterator[object]],
        on_event: Callable[[object], None],
        on_done: Callable[[Exception | None], None],
    ) -> Urgent:
        """Run `work` in the model lane before the next step of any job there.

        Both callbacks are called in that lane's thread. `on_done` gets None at the end, `Cancelled` if the
        work was stopped, a `LlocoError`, or any other exception, which is a bug and was logged.
        """
        urgent = Urgent(work, on_event, on_done, partial(self._wake, Lane.MODEL))
        with self._changed:
            refused = self._stopping
            if not refused:
                self._urgents.append(urgent)
        if refused:
            urgent.end(Cancelled())
        self._wake(Lane.MODEL)
        return urgent

    def pause(self, job: JobId) -> bool:
        """Pause a job after its present event; False if it is not an unfinished job."""
        return self._wishing(job, _Wish.PAUSE)

    def resume(self, job: JobId) -> bool:
        """Let a paused job go on; False if it is not an unfinished job."""
        return self._wishing(job, _Wish.RUN)

    def cancel(self, job: JobId) -> bool:
        """Stop a job after its present event; False if it is not an unfinished job."""
        return self._wishing(job, _Wish.CANCEL)

    def let_go(self, *kinds: JobKind) -> None:
        """Close what the model lane's jobs of these kinds have begun; they begin anew when it is their turn.

        Only from urgent work, which runs in that lane's thread and so between two of their steps.
        """
        with self._changed:
            tasks = [task for task in self._tasks_of(Lane.MODEL) if task.job.kind in kinds]
        for task in tasks:
            if task.steps is not None:
                self._release(task)

    def unfinished(self) -> list[Job]:
        """The jobs that are queued, running or paused, in the order in which they run."""
        with self._changed:
            return [task.job for task in self._tasks.values()]

    def wait(self, ids: Iterable[JobId], timeout: float | None = None) -> bool:
        """Wait until all these jobs have ended and the listener knows; False if it takes too long.

        False also once the runner is shut down, since then nothing ends any more.
        """
        wanted = set(ids)
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or not wanted & self._tasks.keys(), timeout)
            return not wanted & self._tasks.keys()

    def shutdown(self, timeout: float) -> bool:
        """Stop after the present events; False if a lane takes longer than `timeout` seconds.

        Unfinished jobs stay as they are recorded and go on at the next start.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            self._started = self._stopping = True
            self._changed.notify_all()
        self._wake(*Lane)
        ended = [thread.close(max(deadline - time.monotonic(), 0.0)) for thread in self._threads.values()]
        return all(ended)

    def _wishing(self, job: JobId, wish: _Wish) -> bool:
        with self._changed:
            task = self._tasks.get(job)
            if task is None:
                return False
            if task.wish is not _Wish.CANCEL:  # which cannot be taken back
                task.wish = wish
            if wish is _Wish.CANCEL:
                task.again = False  # what was asked for before is meant too
        self._wake(task.job.lane)
        return True

    def _wake(self, *lanes: Lane) -> None:
        with self._changed:
            started = self._started
        if started:
            for lane in lanes:
                self._threads[lane].wake()

    # --- in a lane's thread --------------------------------------------------------------------

    def _turn(self, lane: Lane) -> bool:
        """Do the next piece of a lane's work; False if there is none."""
        with self._changed:
            work = self._closing_work(lane) if self._stopping else self._next_work(lane)
        if work is None:
            return False
        work()
        return True

    def _next_work(self, lane: Lane) -> Callable[[], None] | None:
        if lane is Lane.MODEL and self._urgents:
            return partial(self._advance_urgent, self._urgents[0])
        tasks = self._tasks_of(lane)
        wished = self._wished_work(tasks)
        if wished:
            return wished
        for back in (False, True):
            group = [task for task in tasks if task.job.kind.stands_back is back]
            for task in group:
                if task.job.state is JobState.RUNNING:
                    return partial(self._step, task)
            for task in group:
                if task.job.state is JobState.QUEUED:
                    return partial(self._begin, task)
        return None

    def _closing_work(self, lane: Lane) -> Callable[[], None] | None:
        if lane is Lane.MODEL and self._urgents:
            return self._urgents.popleft().end_cancelled
        tasks = self._tasks_of(lane)
        wished = self._wished_work(tasks)
        if wished:
            return wished
        for task in tasks:
            if task.steps is not None or task.job.state is JobState.RUNNING:
                return partial(self._release, task)
        return None

    def _tasks_of(self, lane: Lane) -> list[_Task]:
        return [task for task in self._tasks.values() if task.job.lane is lane and task.announced]

    def _wished_work(self, tasks: Iterable[_Task]) -> Callable[[], None] | None:
        for task in tasks:
            if task.wish is _Wish.CANCEL:
                return partial(self._end, task, JobState.CANCELLED)
            if task.wish is _Wish.PAUSE and task.job.state is not JobState.PAUSED:
                return partial(self._put_by, task)
            if task.wish is _Wish.RUN and task.job.state is JobState.PAUSED:
                return partial(self._move, task, JobState.QUEUED)
        return None

    def _put_by(self, task: _Task) -> None:
        if task.job.kind.stops_when_paused:
            close(task.steps)
            task.steps = None
        self._move(task, JobState.PAUSED)

    def _advance_urgent(self, urgent: Urgent) -> None:
        if not urgent.advance():
            with self._changed:
                self._urgents.popleft()

    def _begin(self, task: _Task) -> None:
        if task.steps is not None:  # it was paused
            self._move(task, JobState.RUNNING)
            return
        self._attempt(task, partial(self._open, task))

    def _open(self, task: _Task) -> None:
        self._became(task, self._records.begin(task.job.id))
        task.steps = iter(self._handlers[task.job.kind](task.job))

    def _step(self, task: _Task) -> None:
        self._attempt(task, partial(self._advance, task))

    def _advance(self, task: _Task) -> None:
        assert task.steps is not None  # a running job has been opened
        self._ledger.announce(task.job, next(task.steps))

    def _attempt(self, task: _Task, work: Callable[[], None]) -> None:
        """Run some of a job's own code, and end the job if that was its end."""
        outcome = outcome_of(task.job, work, lambda: task.wish is _Wish.CANCEL)
        if outcome is not None:
            self._end(task, *outcome)

    def _end(self, task: _Task, state: JobState, reason: str | None = None) -> None:
        """Finish a job; one that was submitted again meanwhile is queued instead of leaving its lane."""
        close(task.steps)
        task.steps = None
        with self._changed:
            done_and_again = task.again and state is JobState.DONE
            task.again = task.again and not done_and_again
        if not done_and_again:
            self._move(task, state, reason)
            with self._changed:
                if not task.again:
                    self._leave(task)
                    return
                task.again, task.wish = False, _Wish.RUN
        self._queue_again(task)

    def _queue_again(self, task: _Task) -> None:
        try:
            job = self._records.release(task.job.id)
        except Exception:
            # Another thread may have submitted an equal job since this one's end was recorded: that one
            # does the work now.
            log.warning("job %d is not queued again", task.job.id, exc_info=True)
            with self._changed:
                self._leave(task)
        else:
            self._became(task, job)

    def _leave(self, task: _Task) -> None:
        del self._tasks[task.job.id]
        self._changed.notify_all()

    def _release(self, task: _Task) -> None:
        """Close a job's generator in an orderly way; it goes on at its next turn, or at the next start."""
        close(task.steps)
        task.steps = None
        if task.job.state is not JobState.PAUSED:
            self._became(task, self._ledger.released(task.job))

    def _move(self, task: _Task, state: JobState, reason: str | None = None) -> None:
        self._became(task, self._ledger.moved(task.job, state, reason))

    def _became(self, task: _Task, job: Job) -> None:
        with self._changed:
            task.job = job
        self._ledger.announce(job)
