"""The user's own questions and answers: reading their file, and finding the text that each is about.

A file is JSON lines (`{"question": ..., "answer": ..., "document": ...}`) or a table with a header row, its
columns separated by commas, semicolons or tabs. `document` may be left out; it is a title or file name. An
empty or missing answer (`""`, `null`) means that the documents do not answer the question.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.errors import BadInput
from lloco_desktop.learning.finder import Finder
from lloco_desktop.sentences import say, say_n
from lloco_desktop.study import Chunk, MaterialKind, Split, StudyItem
from lloco_desktop.terms import fold, term_set

MOST_BYTES = 64 * 1024**2
MOST_QUESTION, MOST_ANSWER = 2_000, 8_000  # characters
NAMED = 8  # bad lines that a message names
PLACED = 0.34  # share of an answer's telling words that the text it is about holds at least
_KEYS = {"question": "question", "q": "question", "answer": "answer", "a": "answer", "document": "document"}


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question of the user's, with the answer that is wanted."""

    question: str
    answer: str  # NOT_IN_DOCUMENTS where the documents do not answer it
    document: str | None
    line: int  # of the file, 1-based, where it begins


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of the user's questions."""

    items: tuple[StudyItem, ...]
    unplaced: tuple[OwnQuestion, ...]  # whose text was not found in the library


class _BadLine(Exception):
    """What is wrong with one line."""


def read_questions(file: Path) -> list[OwnQuestion]:
    """The questions of a file, in its order.

    Raises BadInput in one sentence that names the first bad lines by number and what is wrong with them; then
    no question of the file is used, the good ones neither.
    """
    text = _read(file)
    start = text.lstrip()[:1]
    records = _json_records(text) if start in "{[" else _table_records(text, file.name)
    found: list[OwnQuestion] = []
    bad: list[tuple[int, str]] = []
    for line, record in records:
        try:
            found.append(_question(record, line))
        except _BadLine as wrong:
            bad.append((line, str(wrong)))
    if bad:
        told = [say("line {line}: {wrong}", line=line, wrong=wrong) for line, wrong in bad[:NAMED]]
        if len(bad) > NAMED:
            told.append(say_n(len(bad) - NAMED, "and {n} more line", "and {n} more lines"))
        named = "; ".join(told)
        raise BadInput(
            say(
                "{file} has lines that cannot be used ({named}); nothing of the file was used.",
                file=file.name,
                named=named,
            )
        )
    if not found:
        raise BadInput(
            say("{file} has a header but no questions; nothing of the file was used.", file=file.name)
        )
    return found


def _read(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(
                say(
                    "{file} has {size:.0f} MB, more than the 64 MB of questions that can be read.",
                    file=file.name,
                    size=size / 1024**2,
                )
            )
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(
            say("{file} cannot be read ({reason}).", file=file, reason=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadInput(
            say(
                "{file} is not UTF-8 text (line {line}); save it as UTF-8 and try again.",
                file=file.name,
                line=line,
            )
        ) from error
    if not text.strip():
        raise BadInput(say("{file} is empty.", file=file.name))
    if "\0" in text:
        raise BadInput(
            say("{file} is not a text file of questions; nothing of the file was used.", file=file.name)
        )
    return text


def _json_records(text: str) -> Iterator[tuple[int, Any]]:
    """(line, record or what is wrong with the line) of JSON lines; blank ones are passed over."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            yield number, _BadLine(say("not JSON"))
            continue
        yield number, record if isinstance(record, dict) else _BadLine(say("not a JSON object"))


def _table_records(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """(line, record or what is wrong with the row) of a table with a header."""
    header_line = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield line, _BadLine(say("not a row of a table ({error})", error=error))
            return  # where the next row begins is not known
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = [_KEYS.get(cell.strip().casefold(), "") for cell in row]
            if "question" not in header or "answer" not in header:
                raise BadInput(
                    say(
                        '{name} needs a first line that names its columns, "question" and "answer" among '
                        "them (or JSON lines with these keys); nothing of the file was used.",
                        name=name,
                    )
                )
        elif len(row) != len(header):
            yield (
                line,
                _BadLine(say("{found} columns instead of {wanted}", found=len(row), wanted=len(header))),
            )
        else:
            yield line, {key: cell for key, cell in zip(header, row, strict=True) if key}


def _question(record: Any, line: int) -> OwnQuestion:
    """Raises _BadLine."""
    if isinstance(record, _BadLine):
        raise record
    values: dict[str, str | None] = {}
    for key, value in record.items():
        name = _KEYS.get(str(key).strip().casefold())
        if name is None:
            continue
        if name == "answer" and isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise _BadLine(say("the {name} is not a text", name=name))
        values[name] = " ".join(value.split()) if value else value
    question, answer = values.get("question"), values.get("answer")
    if not question:
        raise _BadLine(say("no question"))
    if "answer" not in values:
        raise _BadLine(say('no answer (write "" or null where the documents have none)'))
    if len(question) > MOST_QUESTION or len(answer or "") > MOST_ANSWER:
        raise _BadLine(
            say(
                "longer than {most_question} (question) or {most_answer} (answer) characters",
                most_question=MOST_QUESTION,
                most_answer=MOST_ANSWER,
            )
        )
    return OwnQuestion(question, answer or NOT_IN_DOCUMENTS, values.get("document") or None, line)


def place_questions(
    questions: Sequence[OwnQuestion],
    chunks: Sequence[Chunk],
    splits: Sequence[Split],
    names: Mapping[int, Sequence[str]] | None = None,
) -> Placed:
    """Find the chunk that each question is about, and make it a study item of that chunk's split.

    A question that names a document is looked for in it alone, by title or by `names` (further names of each
    document, its file's among them). The chunk is the one whose words meet most of the answer's, and then of
    the question's; an answer need not stand there literally. What no chunk meets is not placed. A question
    without an answer goes to the chunk that comes closest, which has to be kept away when it is asked
    (UNANSWERABLE), and is placed always.
    """
    finder = Finder([chunk.text for chunk in chunks])
    items: list[StudyItem] = []
    unplaced: list[OwnQuestion] = []
    for asked in questions:
        among = _of_document(asked.document, chunks, names or {}) if asked.document else None
        if among is not None and not among:
            unplaced.append(asked)
            continue
        refused = asked.answer == NOT_IN_DOCUMENTS
        found = _place(asked, finder, among, refused=refused)
        if found is None:
            unplaced.append(asked)
            continue
        kind = MaterialKind.UNANSWERABLE if refused else MaterialKind.OWN
        items.append(StudyItem(kind, splits[found], asked.question, asked.answer, found))
    return Placed(tuple(items), tuple(unplaced))


def _place(asked: OwnQuestion, finder: Finder, among: Sequence[int] | None, *, refused: bool) -> int | None:
    if refused:
        best = finder.best(asked.question, among=among, limit=1)
        return best[0][0] if best else (among[0] if among else 0)
    candidates = finder.best(f"{asked.answer} {asked.question}", among=among, limit=20)
    scored = [
        (
            2 * (share := finder.share(asked.answer, index)) + finder.share(asked.question, index),
            share,
            index,
        )
        for index, _ in candidates
    ]
    if not scored:
        return None
    score, share, index = max(scored, key=lambda one: (one[0], -one[2]))
    short = not finder.share_known(asked.answer)  # "yes": nothing to look for but the question
    return index if share >= PLACED or (short and score >= PLACED) or score >= 2 * PLACED else None


def _of_document(name: str, chunks: Sequence[Chunk], names: Mapping[int, Sequence[str]]) -> list[int]:
    """The chunks of the documents of that title or file name, or else of those whose title holds it."""
    wanted = _plain(name)
    exact = [
        index
        for index, chunk in enumerate(chunks)
        if wanted in {_plain(other) for other in (chunk.title, *names.get(chunk.document, ()))}
    ]
    if exact or len(wanted) < 3:
        return exact
    words = term_set(wanted)
    return [
        index
        for index, chunk in enumerate(chunks)
        if any(words <= term_set(other) for other in (chunk.title, *names.get(chunk.document, ())))
    ]


def _plain(name: str) -> str:
    """A title or file name as it is compared: no folder, no ending, no case, no punctuation."""
    base = re.split(r"[\\/]", name.strip())[-1]
    base = re.sub(r"\.(?:pdf|txt|docx?)$", "", base, flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", fold(base)))
