"""Learning runs: how far each has come, and what it was asked to do."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say
from lloco_desktop.store.codec import canonical_json
from lloco_desktop.store.database import Database, Row
from lloco_desktop.study import LearningRun, RunState

_COLUMNS = "id, library_id, backbone, state, settings, report, adapter_id, created"
_ENDED = (RunState.DONE.value, RunState.STOPPED.value)


class Runs:
    """The learning runs of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        library: LibraryId,
        backbone: str,
        settings: Mapping[str, Any],
        questions: Sequence[Mapping[str, Any]] = (),
        start: AdapterId | None = None,
    ) -> LearningRun:
        """A new run at its first stage, with the user's own questions and the adapter to begin with.

        Raises `BadInput` if the library is gone.
        """
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM libraries WHERE id = ?", (library,)):
                raise BadInput(say("Library {library} is no longer in the workspace.", library=library))
            key = self._database.insert(
                """INSERT INTO learning_runs
                (library_id, backbone, state, settings, questions, start_id, created)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (
                    library,
                    backbone,
                    RunState.MATERIAL.value,
                    canonical_json(dict(settings)),
                    canonical_json([dict(question) for question in questions]),
                    start,
                    time.time(),
                ),
            )
            found = self.get(RunId(key))
            assert found is not None
            return found

    def get(self, run: RunId) -> LearningRun | None:
        """One run; None if it is gone, with its library."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM learning_runs WHERE id = ?", (run,))
        return _run(row) if row else None

    def exists(self, run: RunId) -> bool:
        """Whether the run is still there."""
        return self._database.row("SELECT 1 FROM learning_runs WHERE id = ?", (run,)) is not None

    def of_library(self, library: LibraryId) -> list[LearningRun]:
        """A library's runs, newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM learning_runs WHERE library_id = ? ORDER BY id DESC", (library,)
        )
        return [_run(row) for row in rows]

    def unfinished(self, library: LibraryId | None = None) -> list[LearningRun]:
        """The runs that are neither done nor stopped, oldest first."""
        rows = self._database.rows(
            f"""SELECT {_COLUMNS} FROM learning_runs
            WHERE state NOT IN (?, ?) AND coalesce(library_id = ?, 1) ORDER BY id""",
            (*_ENDED, library),
        )
        return [_run(row) for row in rows]

    def of_adapter(self, adapter: AdapterId) -> LearningRun | None:
        """The run that made an adapter; None for one that was imported."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM learning_runs WHERE adapter_id = ?", (adapter,))
        return _run(row) if row else None

    def questions(self, run: RunId) -> list[dict[str, Any]]:
        """The user's own questions, as `create` got them."""
        text = self._database.value("SELECT questions FROM learning_runs WHERE id = ?", (run,))
        found: list[dict[str, Any]] = json.loads(text or "[]")
        return found

    def start(self, run: RunId) -> AdapterId | None:
        """The adapter that the run learns on from, which may be gone by now."""
        key = self._database.value("SELECT start_id FROM learning_runs WHERE id = ?", (run,))
        return None if key is None else AdapterId(key)

    def update(
        self,
        run: RunId,
        *,
        state: RunState | None = None,
        report: Mapping[str, Any] | None = None,
        adapter: AdapterId | None = None,
    ) -> LearningRun | None:
        """Record what is given; None if the run is gone."""
        with self._database.transaction():
            self._database.run(
                """UPDATE learning_runs SET state = coalesce(?, state), report = coalesce(?, report),
                adapter_id = coalesce(?, adapter_id) WHERE id = ?""",
                (
                    None if state is None else state.value,
                    None if report is None else canonical_json(dict(report)),
                    adapter,
                    run,
                ),
            )
            return self.get(run)


def _run(row: Row) -> LearningRun:
    key, library, backbone, state, settings, report, adapter, created = row
    return LearningRun(
        RunId(key),
        LibraryId(library),
        backbone,
        RunState(state),
        json.loads(settings),
        None if report is None else json.loads(report),
        None if adapter is None else AdapterId(adapter),
        datetime.fromtimestamp(created, UTC),
    )
