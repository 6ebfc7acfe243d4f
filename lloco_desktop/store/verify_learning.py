"""What `verify` checks of learning: adapters with their files, runs with their material."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lloco_desktop.store.adapters import Adapters, origin_from_json
from lloco_desktop.store.database import Database
from lloco_desktop.store.problems import Problem, ProblemKind
from lloco_desktop.study import MaterialKind, RunState, Split

FILES = ("adapter_config.json", "adapter_model.safetensors")  # of every adapter, as peft writes it


def check_adapters(database: Database, adapters: Adapters) -> Iterator[Problem]:
    """Every record has its files, and says where they are from."""
    for key, version, made, backbone, folder, size, origin in database.rows(
        """SELECT adapters.id, version, libraries.adapters_made, backbone, folder, adapters.size, origin
        FROM adapters JOIN libraries ON libraries.id = adapters.library_id"""
    ):
        what = f"adapter {key}"
        if version > made:
            yield Problem(
                ProblemKind.ADAPTERS, what, f"version {version}, though only {made} are said to be made"
            )
        try:
            if origin_from_json(origin).backbone != backbone:
                yield Problem(ProblemKind.ADAPTERS, what, "its origin names another backbone")
        except (ValueError, KeyError, TypeError):
            yield Problem(ProblemKind.ADAPTERS, what, "its origin cannot be read")
        place = adapters.root / folder
        if missing := [name for name in FILES if not (place / name).is_file()]:
            yield Problem(ProblemKind.ADAPTERS, what, f"its folder lacks {' and '.join(missing)}")
            continue
        stored = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        if stored != size:
            yield Problem(ProblemKind.ADAPTERS, what, f"{size} bytes by its record, {stored} in its folder")


def check_learning(database: Database) -> Iterator[Problem]:
    """Runs and their material hold what they may."""
    states = {state.value for state in RunState}
    for key, state, settings, questions, report in database.rows(
        "SELECT id, state, settings, questions, report FROM learning_runs"
    ):
        what = f"learning run {key}"
        if state not in states:
            yield Problem(ProblemKind.LEARNING, what, f"of unknown state {state!r}")
        elif state == RunState.DONE.value and report is None:
            yield Problem(ProblemKind.LEARNING, what, "done without a report")
        for name, text in (("settings", settings), ("questions", questions), ("report", report)):
            if text is not None and not _is_json(text):
                yield Problem(ProblemKind.LEARNING, what, f"its {name} cannot be read")
    kinds, splits = {kind.value for kind in MaterialKind}, {split.value for split in Split}
    for run, number, kind, split, reads in database.rows(
        "SELECT run_id, number, kind, split, reads FROM qa_pairs"
    ):
        what = f"question {number} of learning run {run}"
        if kind not in kinds or split not in splits:
            yield Problem(ProblemKind.LEARNING, what, f"of unknown kind {kind!r} or split {split!r}")
        if reads is not None and not _is_json(reads):
            yield Problem(ProblemKind.LEARNING, what, "what it reads cannot be read")
    for run, number, question in database.rows(
        """SELECT qa_pairs.run_id, qa_pairs.chunk, qa_pairs.number FROM qa_pairs
        JOIN study_chunks ON study_chunks.run_id = qa_pairs.run_id AND study_chunks.number = qa_pairs.chunk
        WHERE study_chunks.split != qa_pairs.split"""
    ):
        yield Problem(
            ProblemKind.LEARNING,
            f"question {question} of learning run {run}",
            f"not in the same split as its text, chunk {number}",
        )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
