"""Turns the raw training files into what training reads: tokens of prose, passages, questions.

Written into the work folder: `prose.bin` (uint16 tokens, documents ended by the end-of-text token),
`passages.jsonl` (short pieces of prose), `questions.jsonl` (short answers that stand in their passage,
or are missing from it, each with hard negatives), `lexicon.json` and `shards.json` (what was kept, by
source and licence, and what was dropped because it overlaps with an evaluation set).
"""

from __future__ import annotations

import json
import multiprocessing
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from lloco_desktop.backbone.prompts import END_OF_TEXT
from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining.config import Config, Data
from lloco_desktop.pretraining.fillers import Lexicon
from lloco_desktop.pretraining.purity import OVERLAPPING, evaluation_texts, held_out_runs, overlaps
from lloco_desktop.pretraining.rows import Row, one_line, read_rows, training_files
from lloco_desktop.pretraining.tokenizing import load_tokenizer, train_tokenizer

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_WORD = re.compile(r"\w+")
_CONTENT = re.compile(r"\w{3,}")
_TABLE_KINDS = frozenset({"table", "arithmetic", "count", "mc", "long"})
_NEGATIVES = 3
_FIRST_CUT = 2_000_000  # characters of one document that are read at most


@lru_cache(4)  # all questions of a document are cut from it one after another
def sentences(text: str) -> tuple[str, ...]:
    """The text's sentences, by a plain rule that is good enough to cut training text."""
    return tuple(piece for piece in _SENTENCE.split(one_line(text)) if piece)


def cut_around(text: str, answer: str, words: int, rng: random.Random) -> str | None:
    """At most `words` words of whole sentences that hold an occurrence of `answer`; None if there is none."""
    parts = sentences(text)
    found = [i for i, part in enumerate(parts) if answer in part]
    if not found:
        return None
    first = last = rng.choice(found)
    budget = words - len(parts[first].split())
    if budget < 0:
        return None
    while True:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(parts) and len(parts[i].split()) <= budget]
        if not sides:
            return " ".join(parts[first : last + 1])
        side = rng.choice(sides)
        budget -= len(parts[side].split())
        first, last = min(first, side), max(last, side)


def cut_passages(text: str, words: int) -> Iterator[str]:
    """Consecutive passages of whole sentences, each of at most `words` words; longer ones are left out."""
    current: list[str] = []
    count = 0
    for part in sentences(text):
        length = len(part.split())
        if length > words:
            continue
        if count + length > words and current:
            yield " ".join(current)
            current, count = [], 0
        current.append(part)
        count += length
    if count > words // 3:
        yield " ".join(current)


@dataclass(frozen=True, slots=True)
class Asked:
    """One natural question: the passage, the answer ("" if it has none), and passages that look alike."""

    passage: str
    title: str
    question: str
    answer: str
    kind: str
    negatives: tuple[str, ...] = ()


def questions_of(row: Row, data: Data, rng: random.Random) -> Iterator[Asked]:
    """The row's questions that can be answered briefly from a passage, and those that cannot be answered."""
    for question in row.questions:
        text = one_line(question.text)
        if question.kind in _TABLE_KINDS or len(text.split()) > 30:
            continue
        if not question.answers:
            passages = list(cut_passages(row.text, data.passage_words))
            if passages:
                yield Asked(rng.choice(passages), row.title, text, "", question.kind)
            continue
        for answer in sorted(question.answers, key=len):
            short = one_line(answer)
            if not short or len(short.split()) > data.answer_words:
                continue
            passage = cut_around(row.text, short, data.passage_words, rng)
            if passage is not None:
                yield Asked(passage, row.title, text, short, question.kind)
                break


def hard_negatives(asked: Sequence[Asked]) -> list[tuple[str, ...]]:
    """For each question the passages of other questions that share its rarest words, without its answer."""
    passages = list(dict.fromkeys(item.passage for item in asked))
    lowered = [passage.lower() for passage in passages]
    postings: dict[str, list[int]] = defaultdict(list)
    for index, passage in enumerate(lowered):
        for word in set(_CONTENT.findall(passage)):
            postings[word].append(index)
    limit = max(20, len(passages) // 50)
    result = []
    for item in asked:
        scores: Counter[int] = Counter()
        for word in set(_CONTENT.findall(item.question.lower())):
            places = postings.get(word, [])
            if 0 < len(places) <= limit:
                weight = float(np.log(1 + len(passages) / len(places)))
                for place in places:
                    scores[place] += weight  # type: ignore[assignment]
        answer = item.answer.lower()
        best = [
            passages[i]
            for i, _ in scores.most_common(_NEGATIVES + 4)
            if passages[i] != item.passage and (not answer or answer not in lowered[i])
        ]
        result.append(tuple(best[:_NEGATIVES]))
    return result


@dataclass(frozen=True, slots=True)
class _Kept:
    prose: list[str]
    passages: list[str]
    asked: list[Asked]
    counts: dict[str, dict[str, Any]]
    overlapping: list[str]


def _overlap_test(data_folder: Path, work: Path) -> Callable[[Row, str], bool]:
    """Whether a row is dropped: by the list that the command 'purity' left, else found out now."""
    known = work / OVERLAPPING
    if known.is_file():
        ids = frozenset(json.loads(known.read_text(encoding="utf-8")))
        return lambda row, _: row.id in ids
    held_out = held_out_runs(evaluation_texts(data_folder))
    return lambda _, text: overlaps(text, held_out)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row that is used, and as much of its text as is kept as prose."""

    row: Row
    prose: str


def _taken(data_folder: Path, work: Path, config: Config, overlapping: list[str]) -> Iterator[_Taken]:
    """Read every row once; prose up to its limits per source. Ids of what is dropped go to `overlapping`."""
    drops = _overlap_test(data_folder, work)
    data = config.data
    kept: Counter[str] = Counter()
    for path in training_files(data_folder):
        for row in read_rows(path):
            room = min(data.source_characters - kept[row.source], data.book_characters)
            wanted = bool(row.questions) or (room > 500 and kept.total() < data.prose_characters)
            if not wanted:
                continue
            text = row.text[:_FIRST_CUT] if row.questions else row.text[: max(room, 0)]
            if drops(row, text):
                overlapping.append(row.id)
                continue
            prose = text[: max(room, 0)] if kept.total() < data.prose_characters else ""
            kept[row.source] += len(prose)
            yield _Taken(row, prose)


def _cut(config: Config, taken: _Taken) -> tuple[_Taken, list[Asked], list[str]]:
    """A row with its questions and passages; depends on the row and the seed alone."""
    rng = random.Random(f"{config.seed}/{taken.row.id}")  # noqa: S311 - not for secrets
    asked = list(questions_of(taken.row, config.data, rng))
    return taken, asked, list(cut_passages(taken.prose, config.data.passage_words))


def _select(data_folder: Path, work: Path, config: Config) -> _Kept:
    """Everything that training reads; as many processes cut as make batches later."""
    kept = _Kept([], [], [], {}, [])
    rows = _taken(data_folder, work, config, kept.overlapping)
    with ExitStack() as stack:
        cut: Iterator[tuple[_Taken, list[Asked], list[str]]]
        if config.workers > 1:
            fork = multiprocessing.get_context("fork")
            pool = stack.enter_context(ProcessPoolExecutor(config.workers, mp_context=fork))
            cut = pool.map(partial(_cut, config), rows, chunksize=16)
        else:
            cut = map(partial(_cut, config), rows)
        for taken, asked, passages in cut:
            row = taken.row
            counts = kept.counts.setdefault(
                row.source, {"licence": row.licence[:120], "documents": 0, "characters": 0, "questions": 0}
            )
            kept.asked.extend(asked)
            kept.passages.extend(passages)
            if taken.prose:
                kept.prose.append(taken.prose)
            counts["documents"] += 1
            counts["characters"] += len(taken.prose)
            counts["questions"] += len(asked)
    if not kept.prose and not kept.asked:
        raise BadInput(f"No training text was found in {data_folder / 'train'}.")
    rng = random.Random(config.seed)  # noqa: S311 - not for secrets
    rng.shuffle(kept.passages)
    del kept.passages[config.data.passages :]
    return kept


def build_tokenizer(data_folder: Path, work: Path, config: Config) -> None:
    """The stage 'tokenizer': learn the vocabulary from a sample of every source."""
    work.mkdir(parents=True, exist_ok=True)
    kept = _select(data_folder, work, config)
    rng = random.Random(config.seed)  # noqa: S311 - not for secrets
    texts = [*kept.prose, *(f"{item.passage} {item.question}" for item in kept.asked)]
    rng.shuffle(texts)
    sample, used = [], 0
    for text in texts:
        sample.append(text[:50_000])
        used += len(sample[-1])
        if used > config.data.tokenizer_characters:
            break
    train_tokenizer(sample, config.shape.vocabulary).save(str(work / "tokenizer.json"))


def build_shards(data_folder: Path, work: Path, config: Config) -> dict[str, Any]:
    """The stage 'shards': write everything that training reads; returns what `shards.json` says."""
    tokenizer = load_tokenizer(work)
    kept = _select(data_folder, work, config)
    end = tokenizer.token_to_id(END_OF_TEXT)
    total = 0
    with (work / "prose.bin").open("wb") as file:
        for start in range(0, len(kept.prose), 64):
            encoded = tokenizer.encode_batch(kept.prose[start : start + 64], add_special_tokens=False)
            for item in encoded:
                np.asarray([*item.ids, end], dtype=np.uint16).tofile(file)
                total += len(item.ids) + 1
    negatives = hard_negatives(kept.asked)
    with (work / "questions.jsonl").open("w", encoding="utf-8") as file:
        for asked, alike in zip(kept.asked, negatives, strict=True):
            values = {"p": asked.passage, "t": asked.title, "q": asked.question, "a": asked.answer,
                      "k": asked.kind, "n": alike}  # fmt: skip
            file.write(json.dumps(values, ensure_ascii=False) + "\n")
    with (work / "passages.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(passage, ensure_ascii=False) + "\n" for passage in kept.passages)
    lexicon = Lexicon.gather(kept.passages)
    (work / "lexicon.json").write_text(
        json.dumps({"names": lexicon.names, "words": lexicon.words}, ensure_ascii=False), encoding="utf-8"
    )
    report = {
        "prose_tokens": total,
        "passages": len(kept.passages),
        "questions": len(kept.asked),
        "unanswerable": sum(not item.answer for item in kept.asked),
        "dropped_for_overlap": kept.overlapping,
        "sources": kept.counts,
    }
    (work / "shards.json").write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    return report
