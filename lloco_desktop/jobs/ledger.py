"""Records what becomes of jobs, and tells the listener."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from lloco_desktop.jobs.job import Job, JobRecords, JobState
from lloco_desktop.jobs.urgent import guarded

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobEvent:
    """Something a job said (`event`), or, where that is None, a new state of the job."""

    job: Job
    event: object | None = None


class Ledger:
    """The records and the listener of one runner."""

    def __init__(self, records: JobRecords, listener: Callable[[JobEvent], None]) -> None:
        self._records = records
        self._listener = listener

    def announce(self, job: Job, event: object | None = None) -> None:
        """Tell the listener; what it raises is logged."""
        guarded(self._listener, JobEvent(job, event))

    def moved(self, job: Job, state: JobState, reason: str | None = None) -> Job:
        """Record a new state. Where even that fails the lane goes on with what it knows."""
        try:
            return self._records.update(job.id, state, reason)
        except Exception:
            log.exception("the state of job %d could not be recorded", job.id)
            return replace(job, state=state, reason=reason)

    def released(self, job: Job) -> Job:
        """Record an orderly stop, likewise."""
        try:
            return self._records.release(job.id)
        except Exception:
            log.exception("the end of job %d could not be recorded", job.id)
            return replace(job, state=JobState.QUEUED)
