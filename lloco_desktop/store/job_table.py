"""The durable records of background jobs."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lloco_desktop.domain import JobId
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.store.codec import canonical_json, storable
from lloco_desktop.store.database import Database, Row

_COLUMNS = "id, kind, lane, state, payload, attempts, reason, created"
_UNFINISHED = "state IN ('queued', 'running', 'paused')"


class JobTable:
    """Implements `jobs.job.JobRecords` on the workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, kind: JobKind, lane: Lane, payload: Mapping[str, Any]) -> Job:
        """A new QUEUED job; or the unfinished one of the same kind and payload, where there is one."""
        text = canonical_json(dict(payload))
        with self._database.transaction():
            row = self._database.row(
                f"SELECT {_COLUMNS} FROM jobs WHERE kind = ? AND payload = ? AND {_UNFINISHED}",
                (kind.value, text),
            )
            if row:
                return _job(row)
            return self._changed(
                f"""INSERT INTO jobs (kind, lane, state, payload, created) VALUES (?, ?, ?, ?, ?)
                RETURNING {_COLUMNS}""",
                (kind.value, lane.value, JobState.QUEUED.value, text, time.time()),
            )

    def get(self, job: JobId) -> Job | None:
        """The job as it is recorded."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (job,))
        return _job(row) if row else None

    def update(self, job: JobId, state: JobState, reason: str | None = None) -> Job:
        """Record a new state; pausing is orderly, so that the beginnings so far no longer count."""
        return self._changed(
            f"""UPDATE jobs SET state = ?, reason = ?, attempts = attempts * ?
            WHERE id = ? RETURNING {_COLUMNS}""",
            (state.value, None if reason is None else storable(reason), state is not JobState.PAUSED, job),
        )

    def begin(self, job: JobId) -> Job:
        """Record that the job is RUNNING and was begun once more."""
        return self._changed(
            f"""UPDATE jobs SET state = ?, reason = NULL, attempts = attempts + 1
            WHERE id = ? RETURNING {_COLUMNS}""",
            (JobState.RUNNING.value, job),
        )

    def release(self, job: JobId) -> Job:
        """Record an orderly stop: QUEUED, and the beginnings so far no longer count."""
        return self._changed(
            f"UPDATE jobs SET state = ?, attempts = 0 WHERE id = ? RETURNING {_COLUMNS}",
            (JobState.QUEUED.value, job),
        )

    def progressed(self, job: JobId) -> None:
        """Note that a running job has stored something: only beginnings after this count as fruitless."""
        with self._database.transaction():
            self._database.run("UPDATE jobs SET attempts = 1 WHERE id = ? AND attempts > 1", (job,))

    def unfinished(self) -> list[Job]:
        """Jobs that are queued, running or paused, oldest first."""
        return [
            _job(row)
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM jobs WHERE {_UNFINISHED} ORDER BY id")
        ]

    def all(self) -> list[Job]:
        """Every job, oldest first."""
        return [_job(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM jobs ORDER BY id")]

    def forget(self, job: JobId) -> None:
        """Remove a finished job with the records of its files. Documents are not touched."""
        with self._database.transaction():
            self._database.run(f"DELETE FROM jobs WHERE id = ? AND NOT {_UNFINISHED}", (job,))

    def forget_ended(self, kind: JobKind) -> None:
        """Remove the records of finished jobs of a kind that comes often and leaves nothing to look up."""
        with self._database.transaction():
            self._database.run(f"DELETE FROM jobs WHERE kind = ? AND NOT ({_UNFINISHED})", (kind.value,))

    def _changed(self, sql: str, values: Sequence[Any]) -> Job:
        with self._database.transaction():
            row = self._database.row(sql, values)
            if row is None:
                raise KeyError(values[-1])
            return _job(row)


def _job(row: Row) -> Job:
    key, kind, lane, state, payload, attempts, reason, created = row
    return Job(
        JobId(key),
        JobKind(kind),
        Lane(lane),
        JobState(state),
        json.loads(payload),
        attempts,
        reason,
        datetime.fromtimestamp(created, UTC),
    )
