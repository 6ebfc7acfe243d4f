"""What a job is, and what the runner needs from whoever keeps the records of jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from lloco_desktop.domain import JobId


class Lane(Enum):
    """One worker thread each: jobs of one lane never run at the same time."""

    MODEL = "model"  # everything that uses the backbone
    FILES = "files"
    NETWORK = "network"  # downloads, which the user asked for


class JobKind(Enum):
    """What a job does."""

    IMPORT = "import"
    SWEEP = "sweep"  # looks for what is new or changed in watched folders
    EXPORT = "export"  # writes a library to one file
    TAKE_IN = "take_in"  # makes a library of such a file
    SUMMARISE = "summarise"
    LEARN = "learn"
    DOWNLOAD = "download"  # brings a backbone, or adapters published for one, from a model hub
    CONVERT = "convert"  # writes a backbone's pickles anew as safetensors
    GPU_RUNTIME = "gpu_runtime"  # brings what computing on a GPU takes

    @property
    def lane(self) -> Lane:
        """The lane that such jobs run in."""
        if self in (JobKind.SUMMARISE, JobKind.LEARN):
            return Lane.MODEL
        return Lane.NETWORK if self in (JobKind.DOWNLOAD, JobKind.GPU_RUNTIME) else Lane.FILES

    @property
    def stands_back(self) -> bool:
        """Whether such a job goes on only while no other of its lane has work: learning takes hours."""
        return self is JobKind.LEARN

    @property
    def stops_when_paused(self) -> bool:
        """Whether pausing closes what such a job has begun: a download would go on in its own process."""
        return self in (JobKind.DOWNLOAD, JobKind.GPU_RUNTIME)


class JobState(Enum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether the job will never run again."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Job:
    """One durable unit of background work, as last recorded."""

    id: JobId
    kind: JobKind
    lane: Lane
    state: JobState
    payload: Mapping[str, Any]  # JSON: what the handler needs to begin, or to go on after a crash
    attempts: int  # beginnings that came to no orderly end, the present one included
    reason: str | None  # one sentence when the state is FAILED
    created: datetime  # UTC


class JobRecords(Protocol):
    """Where jobs are kept so that they survive a crash. Every call commits before it returns."""

    def create(self, kind: JobKind, lane: Lane, payload: Mapping[str, Any]) -> Job:
        """A new QUEUED job; or the unfinished one of the same kind and payload, where there is one."""
        ...

    def get(self, job: JobId) -> Job | None:
        """The job as it is recorded."""
        ...

    def update(self, job: JobId, state: JobState, reason: str | None = None) -> Job:
        """Record a new state; pausing is orderly, so that the beginnings so far no longer count."""
        ...

    def begin(self, job: JobId) -> Job:
        """Record that the job is RUNNING and was begun once more."""
        ...

    def release(self, job: JobId) -> Job:
        """Record an orderly stop: QUEUED, and the beginnings so far no longer count."""
        ...

    def unfinished(self) -> list[Job]:
        """Jobs that are queued, running or paused, oldest first."""
        ...

    def all(self) -> list[Job]:
        """Every job, oldest first."""
        ...
