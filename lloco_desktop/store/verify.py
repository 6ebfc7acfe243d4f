"""Re-derives what a workspace should hold, and says what disagrees.

Nothing is repaired here and nothing is changed: a workspace that another process writes can be verified.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lloco_desktop.domain import FileStatus, SummaryPrecision
from lloco_desktop.errors import WorkspaceDamaged
from lloco_desktop.jobs.job import JobKind, JobState, Lane
from lloco_desktop.store.adapters import Adapters
from lloco_desktop.store.database import Database, Row
from lloco_desktop.store.keywords import pairs
from lloco_desktop.store.problems import Problem, ProblemKind
from lloco_desktop.store.verify_learning import check_adapters, check_learning

__all__ = ["Problem", "ProblemKind", "VerifyReport", "verify"]

Check = Callable[[Database], Iterator[Problem]]

_REPORTED = 100  # of each kind: a file that is damaged throughout needs no longer list


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found."""

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]

    @property
    def ok(self) -> bool:
        """Whether everything agrees."""
        return not self.problems


def verify(database: Database, adapters: Adapters) -> VerifyReport:
    """Check the whole workspace as it is at this moment. Takes a few seconds per 100,000 passages.

    Where the workspace is open for writing, the word index is compared with the passages' words as well.
    """
    problems = list(_index_contents(database)) if database.writable else []
    with database.snapshot():
        checks: tuple[Check, ...] = (*_CHECKS, partial(check_adapters, adapters=adapters), check_learning)
        for check in checks:
            try:
                for at, problem in enumerate(check(database)):
                    if at == _REPORTED:
                        problems.append(Problem(problem.kind, "and more", "the rest is not listed"))
                        break
                    problems.append(problem)
            except WorkspaceDamaged as error:
                problems.append(Problem(ProblemKind.FILE, "workspace file", str(error.__cause__)))
                break
        try:
            counts = _counts(database) | {"unused_adapter_folders": len(adapters.unused())}
        except WorkspaceDamaged:
            counts = {}
    return VerifyReport(tuple(dict.fromkeys(problems)), counts)


def contents(database: Database) -> Iterator[Problem]:
    """What disagrees within the documents and their summaries, whatever the indexes hold."""
    for check in (_pages, _passages, _segments, _summaries):
        yield from check(database)


# --- the file itself ---------------------------------------------------------------------------


def _file(database: Database) -> Iterator[Problem]:
    for (said,) in database.rows(f"PRAGMA integrity_check({_REPORTED})"):
        if said != "ok":
            yield Problem(ProblemKind.FILE, "workspace file", said)


def _references(database: Database) -> Iterator[Problem]:
    for table, key, parent, _ in database.rows("PRAGMA foreign_key_check"):
        yield Problem(
            ProblemKind.REFERENCE, f"{table} {key}", f"belongs to one of {parent} that is not there"
        )


def _index_contents(database: Database) -> Iterator[Problem]:
    """FTS5's own check, which it runs as an INSERT and so only where writing is allowed."""
    for kind, index, depth in (
        (ProblemKind.WORD_INDEX, "passages_words", 1),  # with the text that it was made of
        (ProblemKind.PAIR_INDEX, "passages_pairs", 0),  # its text is not stored
    ):
        try:
            with database.transaction():
                database.run(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', {depth})")
        except WorkspaceDamaged:
            yield Problem(kind, kind.value, "does not hold what it should")


# --- documents ---------------------------------------------------------------------------------


def _pages(database: Database) -> Iterator[Problem]:
    for document, pages, stored, first, last, without, without_stored in database.rows(
        """SELECT documents.id, documents.pages, count(pages.number), min(pages.number), max(pages.number),
            documents.pages_without_text, count(*) FILTER (WHERE pages.has_text = 0)
        FROM documents LEFT JOIN pages ON pages.document_id = documents.id
        WHERE documents.complete GROUP BY documents.id"""
    ):
        what = f"document {document}"
        if pages != stored:
            yield Problem(ProblemKind.PAGES, what, f"{pages} pages by its record, {stored} stored")
        elif stored and (first, last) != (1, stored):
            yield Problem(ProblemKind.PAGES, what, f"{stored} pages, numbered from {first} to {last}")
        if without != without_stored:
            yield Problem(
                ProblemKind.PAGES,
                what,
                f"{without} pages without text by its record, {without_stored} stored",
            )


def _passages(database: Database) -> Iterator[Problem]:
    for document, complete, passages, stored, first, last in database.rows(
        """SELECT documents.id, documents.complete, documents.passages, count(passages.id),
            min(passages.ordinal), max(passages.ordinal)
        FROM documents LEFT JOIN passages ON passages.document_id = documents.id GROUP BY documents.id"""
    ):
        what = f"document {document}"
        if complete and passages != stored:
            yield Problem(ProblemKind.PASSAGES, what, f"{passages} passages by its record, {stored} stored")
        elif stored and (first, last) != (0, stored - 1):
            yield Problem(ProblemKind.PASSAGES, what, f"{stored} passages, numbered from {first} to {last}")
    for (passage,) in database.rows("SELECT id FROM passages WHERE length(lines) % 44 != 0"):
        yield Problem(ProblemKind.PASSAGES, f"passage {passage}", "its lines cannot be read")


# --- indexes -----------------------------------------------------------------------------------


def _word_index(database: Database) -> Iterator[Problem]:
    for passage, missing in database.rows(
        """SELECT id, 1 FROM passages WHERE id NOT IN (SELECT id FROM passages_words_docsize)
        UNION ALL SELECT id, 0 FROM passages_words_docsize WHERE id NOT IN (SELECT id FROM passages)"""
    ):
        detail = "not in the word index" if missing else "in the word index, but gone"
        yield Problem(ProblemKind.WORD_INDEX, f"passage {passage}", detail)


def _pair_index(database: Database) -> Iterator[Problem]:
    indexed = {key for (key,) in database.rows("SELECT id FROM passages_pairs_docsize")}
    for passage, text in _in_portions(
        database, "SELECT id, text FROM passages WHERE id > ? ORDER BY id LIMIT ?"
    ):
        belongs = bool(pairs(text))
        if belongs and passage not in indexed:
            yield Problem(ProblemKind.PAIR_INDEX, f"passage {passage}", "not in the pair index")
        elif not belongs and passage in indexed:
            yield Problem(ProblemKind.PAIR_INDEX, f"passage {passage}", "in the pair index without a reason")
        indexed.discard(passage)
    for passage in sorted(indexed):
        yield Problem(ProblemKind.PAIR_INDEX, f"passage {passage}", "in the pair index, but gone")


def _vectors(database: Database) -> Iterator[Problem]:
    for embedder, name, width in database.rows("SELECT id, name, width FROM embedders"):
        table = f"vectors_{embedder}"
        what = f"vectors of {name} ({width})"
        if not database.value("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)):
            yield Problem(ProblemKind.VECTORS, what, "their table is not there")
            continue
        if not database.value("SELECT 1 FROM sqlite_schema WHERE name = ?", (f"{table}_passage_deleted",)):
            yield Problem(ProblemKind.VECTORS, what, "the trigger that removes them is not there")
        for passage, gone in database.rows(
            f"""SELECT v.passage_id, documents.id IS NULL FROM {table} AS v
            LEFT JOIN passages ON passages.id = v.passage_id
            LEFT JOIN documents ON documents.id = passages.document_id
            WHERE documents.id IS NOT v.document_id OR documents.library_id IS NOT v.library_id"""
        ):
            detail = "has a vector, but is gone" if gone else "its vector names another document or library"
            yield Problem(ProblemKind.VECTORS, f"passage {passage}", detail)


# --- summaries ---------------------------------------------------------------------------------


def _segments(database: Database) -> Iterator[Problem]:
    """Segments of a document follow each other without gap or overlap, from its first passage to its last."""
    expected: dict[tuple[int, str], tuple[int, int]] = {}  # the next ordinal and the next passage
    passages: dict[tuple[int, str], int] = {}
    for document, backbone, ordinal, first, last, total in database.rows(
        """SELECT segments.document_id, backbone, ordinal, first_passage, last_passage, documents.passages
        FROM segments JOIN documents ON documents.id = segments.document_id AND documents.complete
        ORDER BY segments.document_id, backbone, ordinal"""
    ):
        key = (document, backbone)
        if (ordinal, first) != expected.get(key, (0, 0)):
            yield Problem(
                ProblemKind.SEGMENTS,
                f"document {document}, backbone {backbone}",
                f"segment {ordinal} begins at passage {first}; segment {expected.get(key, (0, 0))[0]} was to "
                f"begin at passage {expected.get(key, (0, 0))[1]}",
            )
        expected[key] = (ordinal + 1, last + 1)
        passages[key] = total
    for key, (_, following) in expected.items():
        if following != passages[key]:
            yield Problem(
                ProblemKind.SEGMENTS,
                f"document {key[0]}, backbone {key[1]}",
                f"segments cover {following} of {passages[key]} passages",
            )


def _summaries(database: Database) -> Iterator[Problem]:
    sizes = {SummaryPrecision.FP16.value: (2, 0), SummaryPrecision.INT8.value: (1, 2)}  # per number, per row
    for key, count, width, precision, length in database.rows(
        "SELECT key, count, width, precision, length(data) FROM summaries"
    ):
        what = f"summaries {key}"
        if precision not in sizes:
            yield Problem(ProblemKind.SUMMARIES, what, f"of unknown precision {precision!r}")
            continue
        per_number, per_row = sizes[precision]
        wanted = count * (width * per_number + per_row)
        if length != wanted or count <= 0 or width <= 0:
            yield Problem(
                ProblemKind.SUMMARIES,
                what,
                f"{length} bytes instead of {wanted} ({count} x {width}, {precision})",
            )
    for key, backbone, other in database.rows(
        """SELECT DISTINCT summaries.key, summaries.backbone, segments.backbone FROM summaries
        JOIN segments ON segments.key = summaries.key WHERE segments.backbone != summaries.backbone"""
    ):
        yield Problem(ProblemKind.SUMMARIES, f"summaries {key}", f"made by {backbone}, used with {other}")


# --- background work ---------------------------------------------------------------------------


def _jobs(database: Database) -> Iterator[Problem]:
    for key, kind, lane, state, payload, attempts, reason in database.rows(
        "SELECT id, kind, lane, state, payload, attempts, reason FROM jobs"
    ):
        for name, value, allowed in (
            ("kind", kind, JobKind),
            ("lane", lane, Lane),
            ("state", state, JobState),
        ):
            if value not in {member.value for member in allowed}:
                yield Problem(ProblemKind.JOBS, f"job {key}", f"of unknown {name} {value!r}")
        if not _is_json_object(payload):
            yield Problem(ProblemKind.JOBS, f"job {key}", "its payload cannot be read")
        if attempts < 0:
            yield Problem(ProblemKind.JOBS, f"job {key}", f"begun {attempts} times")
        if state == JobState.FAILED.value and not reason:
            yield Problem(ProblemKind.JOBS, f"job {key}", "failed without a reason")


def _imports(database: Database) -> Iterator[Problem]:
    known = {status.value for status in FileStatus}
    open_states = {status.value for status in FileStatus if not status.is_final}
    for path, job, state, status, library, home, complete in database.rows(
        """SELECT imports.path, imports.job_id, jobs.state, imports.status, imports.library_id,
            documents.library_id, documents.complete
        FROM imports JOIN jobs ON jobs.id = imports.job_id
        LEFT JOIN documents ON documents.id = imports.document_id"""
    ):
        what = f"{os.fsdecode(path)!r} of job {job}"
        if status not in known:
            yield Problem(ProblemKind.IMPORTS, what, f"of unknown status {status!r}")
        if status in open_states and state == JobState.DONE.value:
            yield Problem(ProblemKind.IMPORTS, what, f"{status}, though its job is done")
        if status == FileStatus.IMPORTED.value and complete == 0:
            yield Problem(ProblemKind.IMPORTS, what, "imported, though its document is not complete")
        if home is not None and home != library:
            yield Problem(ProblemKind.IMPORTS, what, "its document is in another library")


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _in_portions(database: Database, sql: str, portion: int = 2000) -> Iterator[Row]:
    """Rows of a query that is bound by the last key and a limit, without all of them in memory at once."""
    last = -1
    while rows := database.rows(sql, (last, portion)):
        yield from rows
        last = rows[-1][0]


def _counts(database: Database) -> dict[str, int]:
    tables = {
        "libraries": "libraries",
        "documents": "documents WHERE complete",
        "incomplete_documents": "documents WHERE NOT complete",
        "pages": "pages",
        "passages": "passages",
        "word_index": "passages_words_docsize",
        "pair_index": "passages_pairs_docsize",
        "segments": "segments",
        "summaries": "summaries",
        "pending_segments": "segments WHERE key NOT IN (SELECT key FROM summaries)",
        "unused_summaries": "summaries WHERE key NOT IN (SELECT key FROM segments)",
        "jobs": "jobs",
        "imports": "imports",
        "conversations": "conversations",
        "messages": "messages",
        "adapters": "adapters",
        "learning_runs": "learning_runs",
        "study_chunks": "study_chunks",
        "questions": "qa_pairs",
    }
    counts = {name: int(database.value(f"SELECT count(*) FROM {table}")) for name, table in tables.items()}
    embedders = [key for (key,) in database.rows("SELECT id FROM embedders")]
    counts["vectors"] = sum(
        int(database.value(f"SELECT count(*) FROM vectors_{key}_rowids"))
        for key in embedders
        if database.value("SELECT 1 FROM sqlite_schema WHERE name = ?", (f"vectors_{key}_rowids",))
    )
    return counts


_CHECKS: tuple[Check, ...] = (
    _file,
    _references,
    _pages,
    _passages,
    _word_index,
    _pair_index,
    _vectors,
    _segments,
    _summaries,
    _jobs,
    _imports,
)
