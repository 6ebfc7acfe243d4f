"""Stand-ins for what the runner works with: records in memory, jobs that a test steps, a listener."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from lloco_desktop.domain import JobId
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.jobs.runner import JobEvent, Runner

PATIENCE = 20.0  # seconds; reached only when something is broken


class FakeRecords:
    """Implements `JobRecords` in memory; `broken` is raised by every later write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[JobId, Job] = {}
        self._ids = itertools.count(1)
        self.broken: Exception | None = None

    def create(self, kind: JobKind, lane: Lane, payload: Mapping[str, Any]) -> Job:
        with self._lock:
            self._check()
            text = json.dumps(payload, sort_keys=True)
            for job in self._jobs.values():
                if (
                    job.kind is kind
                    and not job.state.is_final
                    and json.dumps(job.payload, sort_keys=True) == text
                ):
                    return job
            key = JobId(next(self._ids))
            self._jobs[key] = Job(
                key, kind, lane, JobState.QUEUED, json.loads(text), 0, None, datetime.now(UTC)
            )
            return self._jobs[key]

    def put(self, job: Job) -> None:
        """Plant a record that an earlier run left."""
        self._ids = itertools.count(job.id + 1)
        self._jobs[job.id] = job

    def get(self, job: JobId) -> Job | None:
        with self._lock:
            return self._jobs.get(job)

    def update(self, job: JobId, state: JobState, reason: str | None = None) -> Job:
        attempts = 0 if state is JobState.PAUSED else None
        return self._set(job, attempts, state=state, reason=reason)

    def begin(self, job: JobId) -> Job:
        with self._lock:
            attempts = self._jobs[job].attempts + 1
        return self._set(job, attempts, state=JobState.RUNNING, reason=None)

    def release(self, job: JobId) -> Job:
        return self._set(job, 0, state=JobState.QUEUED)

    def unfinished(self) -> list[Job]:
        return [job for job in self.all() if not job.state.is_final]

    def all(self) -> list[Job]:
        with self._lock:
            return list(self._jobs.values())

    def _set(self, job: JobId, attempts: int | None, **changes: Any) -> Job:
        with self._lock:
            self._check()
            old = self._jobs[job]
            self._jobs[job] = replace(old, **changes, attempts=old.attempts if attempts is None else attempts)
            return self._jobs[job]

    def _check(self) -> None:
        if self.broken:
            raise self.broken


class Stepped:
    """Work that a test lets go on one event at a time."""

    def __init__(self, *, steps: int = 1000) -> None:
        self._steps = steps
        self._allowed = threading.Semaphore(0)
        self._entered = threading.Semaphore(0)
        self.begun = 0
        self.closed = 0
        self.thread: str | None = None

    def __call__(self, *_: Job) -> Iterator[object]:
        self.begun += 1
        self.thread = threading.current_thread().name
        try:
            for step in range(self._steps):
                self._entered.release()
                assert self._allowed.acquire(timeout=PATIENCE)
                yield step
        finally:
            self.closed += 1

    def wait_inside(self) -> None:
        """Until the work is in the middle of its next step."""
        assert self._entered.acquire(timeout=PATIENCE)

    def allow(self, steps: int = 1) -> None:
        for _ in range(steps):
            self._allowed.release()


class Listener:
    """Keeps every event, and lets a test wait for one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.events: list[JobEvent] = []

    def __call__(self, event: JobEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, wanted: Callable[[JobEvent], bool]) -> JobEvent:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.events)), PATIENCE), self.events
            return next(event for event in self.events if wanted(event))

    def until_state(self, job: Job, state: JobState) -> JobEvent:
        return self.until(
            lambda event: event.event is None and event.job.id == job.id and event.job.state is state
        )

    def states(self, job: Job) -> list[JobState]:
        with self._changed:
            return [
                event.job.state for event in self.events if event.event is None and event.job.id == job.id
            ]

    def said(self, job: Job) -> list[object]:
        with self._changed:
            return [
                event.event for event in self.events if event.event is not None and event.job.id == job.id
            ]


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords()


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def stepped() -> type[Stepped]:
    return Stepped


@pytest.fixture
def make_runner(records: FakeRecords, listener: Listener) -> Iterator[Callable[..., Runner]]:
    """Makes started runners and shuts them down at the end."""
    runners: list[Runner] = []

    def make(
        handlers: Mapping[JobKind, Callable[[Job], Iterator[object]]], *, start: bool = True, **others: Any
    ) -> Runner:
        runner = Runner(others.get("records", records), handlers, others.get("listener", listener))
        runners.append(runner)
        if start:
            runner.start()
        return runner

    yield make
    for runner in runners:
        assert runner.shutdown(PATIENCE)
