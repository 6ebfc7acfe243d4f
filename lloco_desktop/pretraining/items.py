"""Training items: contexts, a question and its answer, before they become tokens.

Every function is pure: what it makes depends on the sources and the random generator it is given. A
natural question, a programmatic document, a record list, a needle in prose, a cloze, a quotation to
complete, a text to repeat or continue, a question to ask: see `Task`.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.pretraining.fillers import Fillers, Lexicon
from lloco_desktop.pretraining.frames import (
    ATTRIBUTES,
    KINDS,
    NEEDLE_ASKED,
    NEEDLE_TOLD,
    RECORD_ASKED,
    RECORD_TOLD,
    Frame,
    Kind,
)
from lloco_desktop.pretraining.shards import Asked, sentences

ANSWER_PREFIX = " "  # so that the first word of an answer is the token that stands in the text
REPEAT = "Repeat the text."
CONTINUE = "Continue the text."
ASK = "Ask a question about the text."
_QUOTES = ('What comes after "{}"?', 'Complete the quote: "{}"', 'Which words follow "{}"?', 'Go on: "{}"')
_CLOZES = (
    "Fill in the blank: {}",
    "Complete the sentence: {}",
    "What is missing? {}",
    "{} What is the blank?",
)
_MASKABLE = re.compile(r"(?<!^)\b(?:[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}|\d[\d,.]*\d|\d)\b")


class Task(Enum):
    """What an item asks of the model."""

    PROSE = "prose"  # plain text, no prompt
    READ = "read"  # a natural question
    FRAMES = "frames"  # a programmatic document
    RECORDS = "records"  # key-value recall
    NEEDLE = "needle"  # one odd fact in prose
    CLOZE = "cloze"  # a masked name or number
    QUOTE = "quote"  # copying what follows some words
    REPEAT = "repeat"  # reconstruct the text
    CONTINUE = "continue"  # what comes next, for which the text is context
    ASK = "ask"  # generate a question


@dataclass(frozen=True, slots=True)
class Item:
    """Contexts in order, which of them hold the answer, the question and the answer."""

    task: Task
    contexts: tuple[str, ...]
    gold: int | None  # index of the context with the answer
    question: str
    answer: str
    further: tuple[tuple[str, str], ...] = ()  # more questions on the same contexts, with their answers

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """All questions with their answers."""
        return ((self.question, self.answer), *self.further)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that items are made of."""

    passages: tuple[str, ...]
    asked: tuple[Asked, ...]
    lexicon: Lexicon  # the training part
    by_sentence: Mapping[str, tuple[int, ...]]  # questions whose answer stands in a sentence, or is missing

    @classmethod
    def load(cls, work: Path, *, held_out: bool = False) -> Sources:
        """Read what the stage 'shards' wrote; with the fillers for training or those that only measure."""
        with (work / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = tuple(json.loads(line) for line in lines)
        with (work / "questions.jsonl").open(encoding="utf-8") as lines:
            asked = tuple(
                Asked(v["p"], v["t"], v["q"], v["a"], v["k"], tuple(v["n"])) for v in map(json.loads, lines)
            )
        words = json.loads((work / "lexicon.json").read_text(encoding="utf-8"))
        lexicon = Lexicon(tuple(words["names"]), tuple(words["words"]))
        return cls(passages, asked, lexicon.part(held_out=held_out), _by_sentence(asked))

    def beside(self, asked: Asked) -> list[Asked]:
        """Other questions that the same passage answers, or that were asked of it and have no answer."""
        found = dict.fromkeys(i for part in sentences(asked.passage) for i in self.by_sentence.get(part, ()))
        return [self.asked[i] for i in found if self.asked[i].question != asked.question]


def _by_sentence(asked: Sequence[Asked]) -> Mapping[str, tuple[int, ...]]:
    """Indices of questions by the sentence that says the answer, where one alone can be it.

    Those without an answer stand under the first sentence of their passage.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(asked):
        parts = sentences(item.passage)
        telling = [part for part in parts if item.answer in part] if item.answer else parts[:1]
        if len(telling) == 1:
            places[telling[0]].append(index)
    return {part: tuple(indices) for part, indices in places.items()}


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _insert(prose: str, facts: list[str], rng: random.Random, limit: int) -> str:
    """Facts among the first `limit` sentences of prose, in random places."""
    parts = list(sentences(prose)[:limit])
    for fact in facts:
        parts.insert(rng.randint(0, len(parts)), fact)
    return " ".join(parts)


def read_item(sources: Sources, rng: random.Random) -> Item:
    """A natural question on its passage."""
    asked = rng.choice(sources.asked)
    if not asked.answer and rng.random() > _KEPT_UNANSWERABLE:
        asked = rng.choice(sources.asked)
    others = [o for o in sources.beside(asked) if o.answer or rng.random() < _KEPT_UNANSWERABLE]
    further = tuple(
        (other.question, other.answer or NOT_IN_DOCUMENTS)
        for other in rng.sample(others, min(len(others), _FURTHER))
    )
    answer = asked.answer or NOT_IN_DOCUMENTS
    return Item(Task.READ, (asked.passage,), 0 if asked.answer else None, asked.question, answer, further)


def frames_item(sources: Sources, rng: random.Random) -> Item:
    """A programmatic document about one to three subjects of a kind, with a little prose around."""
    fillers = Fillers(sources.lexicon, rng)
    kind: Kind = rng.choice(KINDS)
    subjects = [kind.subject(fillers) for _ in range(rng.choice((1, 2, 2, 3)))]
    facts: list[str] = []
    told: dict[tuple[str, int], str] = {}
    for subject in subjects:
        for index in rng.sample(range(len(kind.frames)), rng.randint(1, min(4, len(kind.frames)))):
            value = kind.frames[index].value(fillers)
            told[(subject, index)] = value
            template = rng.choice(kind.frames[index].told)
            facts.append(_sentence_case(template.format(e=subject, v=value)))
    rng.shuffle(facts)
    separator = rng.choice((" ", " ", "\n"))
    text = separator.join(facts)
    if rng.random() < 0.4:
        text = _insert(rng.choice(sources.passages), facts, rng, rng.randint(1, 3))
    asks_missing = rng.random() < 0.06
    choices = (
        [(s, i) for s in subjects for i in range(len(kind.frames)) if (s, i) not in told]
        if asks_missing
        else list(told)
    )
    subject, index = rng.choice(choices or list(told))
    question = _sentence_case(rng.choice(kind.frames[index].asked).format(e=subject))
    answer = told.get((subject, index), NOT_IN_DOCUMENTS)
    others = [fact for fact in told if fact != (subject, index)]
    further = tuple(
        (_sentence_case(rng.choice(kind.frames[i].asked).format(e=name)), told[(name, i)])
        for name, i in rng.sample(others, min(len(others), _FURTHER))
    )
    return Item(Task.FRAMES, (text,), 0 if (subject, index) in told else None, question, answer, further)


def _record_value(fillers: Fillers, rng: random.Random) -> str:
    draws: tuple[Callable[[], str], ...] = (
        fillers.number, fillers.code, fillers.name, fillers.word, fillers.person, fillers.date, fillers.place,
        fillers.money, fillers.phrase,
    )  # fmt: skip
    return rng.choice(draws)()


def records_item(sources: Sources, rng: random.Random) -> Item:
    """Two to eight records of one form; one of them is asked for."""
    fillers = Fillers(sources.lexicon, rng)
    attribute = rng.choice(ATTRIBUTES)
    form = rng.randrange(len(RECORD_TOLD))
    named = rng.choice((fillers.name, fillers.thing, fillers.place, fillers.person, fillers.word))
    names = list(dict.fromkeys(named() for _ in range(rng.randint(2, 8))))
    values = [_record_value(fillers, rng) for _ in names]
    lines = [
        _sentence_case(RECORD_TOLD[form].format(a=attribute, e=name, v=value))
        for name, value in zip(names, values, strict=True)
    ]
    picked = rng.randrange(len(names))
    missing = len(names) > 2 and rng.random() < 0.05
    if missing:
        del lines[picked]
    text = rng.choice((" ", "\n")).join(lines)
    asked = [_sentence_case(rng.choice(RECORD_ASKED).format(a=attribute, e=name)) for name in names]
    others = [i for i in range(len(names)) if i != picked]
    further = tuple((asked[i], values[i]) for i in rng.sample(others, min(len(others), _FURTHER)))
    answer = NOT_IN_DOCUMENTS if missing else values[picked]
    return Item(Task.RECORDS, (text,), None if missing else 0, asked[picked], answer, further)


def needle_item(sources: Sources, rng: random.Random) -> Item:
    """One odd fact (sometimes with a rival) somewhere in a passage of prose."""
    fillers = Fillers(sources.lexicon, rng)
    form = rng.randrange(len(NEEDLE_TOLD))
    attribute = rng.choice((*ATTRIBUTES, fillers.word()))
    subjects = [rng.choice((fillers.name, fillers.place, fillers.thing, fillers.person))() for _ in range(2)]
    values = [_record_value(fillers, rng) for _ in subjects]
    facts = [
        _sentence_case(NEEDLE_TOLD[form].format(a=attribute, e=subject, v=value))
        for subject, value in zip(subjects, values, strict=True)
    ][: 2 if subjects[0] != subjects[1] and rng.random() < 0.3 else 1]
    text = _insert(rng.choice(sources.passages), facts, rng, rng.randint(2, 12))
    asked = form if rng.random() < 0.8 or "{a}" not in NEEDLE_TOLD[form] else 2
    question = _sentence_case(NEEDLE_ASKED[asked].format(a=attribute, e=subjects[0]))
    return Item(Task.NEEDLE, (text,), 0, question, values[0])


def cloze_item(sources: Sources, rng: random.Random) -> Item:
    """Sentences of the passage with a name or number masked."""
    for _ in range(20):
        passage = rng.choice(sources.passages)
        made = []
        for sentence in rng.sample(parts := sentences(passage), len(parts)):
            found = list(_MASKABLE.finditer(sentence))
            if not found or not 6 <= len(sentence.split()) <= 35:
                continue
            match = rng.choice(found)
            masked = f"{sentence[: match.start()]}____{sentence[match.end() :]}"
            words = masked.split()
            at = next(i for i, word in enumerate(words) if "____" in word)
            first, last = max(0, at - rng.randint(3, 10)), at + rng.randint(2, 8)
            made.append((rng.choice(_CLOZES).format(" ".join(words[first:last])), match[0]))
        if made:
            (question, answer), *further = made[: 1 + _FURTHER]
            return Item(Task.CLOZE, (passage,), 0, question, answer, tuple(further))
    return records_item(sources, rng)


def quote_item(sources: Sources, rng: random.Random) -> Item:
    """Some consecutive words of the passage are given, the following ones are wanted."""
    passage = rng.choice(sources.passages)
    words = passage.split()
    if len(words) < 20:
        return records_item(sources, rng)
    given, wanted = rng.randint(3, 6), rng.randint(2, 7)
    places = [rng.randrange(len(words) - given - wanted + 1) for _ in range(1 + _FURTHER)]
    (question, answer), *further = [
        (
            rng.choice(_QUOTES).format(" ".join(words[start : start + given])),
            " ".join(words[start + given : start + given + wanted]),
        )
        for start in places
    ]
    return Item(Task.QUOTE, (passage,), 0, question, answer, tuple(further))


def repeat_item(sources: Sources, rng: random.Random) -> Item:
    """Reconstruct a text: natural prose, or a programmatic document (exact names and numbers)."""
    if rng.random() < 0.25:
        text = records_item(sources, rng).contexts[0]
    else:
        parts = sentences(rng.choice(sources.passages))
        start = rng.randrange(len(parts))
        text = " ".join(parts[start : start + rng.randint(1, 3)])
    return Item(Task.REPEAT, (text,), 0, REPEAT, text)


def continue_item(sources: Sources, rng: random.Random) -> Item:
    """The first half of a passage is context, the second is wanted."""
    parts = sentences(rng.choice(sources.passages))
    middle = max(1, len(parts) // 2)
    answer = " ".join(parts[middle:]) or parts[0]
    return Item(Task.CONTINUE, (" ".join(parts[:middle]),), 0, CONTINUE, answer)


def ask_item(sources: Sources, rng: random.Random) -> Item:
    """A question that the passage answers is wanted."""
    for _ in range(20):
        asked = rng.choice(sources.asked)
        if asked.answer:
            return Item(Task.ASK, (asked.passage,), 0, ASK, asked.question)
    made = frames_item(sources, rng)
    return replace(made, task=Task.ASK, gold=0, question=ASK, answer=made.question)


_MAKERS: Mapping[Task, Callable[[Sources, random.Random], Item]] = {
    Task.READ: read_item,
    Task.FRAMES: frames_item,
    Task.RECORDS: records_item,
    Task.NEEDLE: needle_item,
    Task.CLOZE: cloze_item,
    Task.QUOTE: quote_item,
    Task.REPEAT: repeat_item,
    Task.CONTINUE: continue_item,
    Task.ASK: ask_item,
}
_WITH_DISTRACTORS = frozenset({Task.READ, Task.FRAMES, Task.RECORDS, Task.NEEDLE, Task.CLOZE, Task.QUOTE})
_KEPT_UNANSWERABLE = 0.4  # all of them taught a small model to refuse half of what it could answer
_FURTHER = 3  # questions on the same contexts beside the first
_SWAPPED = 0.04  # share of items with distractors whose answer is taken away


def make_item(task: Task, sources: Sources, rng: random.Random, distractors: int = 0) -> Item:
    """One item; up to `distractors` other passages are put around, sometimes instead of the gold one."""
    made = _MAKERS[task if sources.asked or task not in (Task.READ, Task.ASK) else Task.RECORDS](sources, rng)
    if made.task not in _WITH_DISTRACTORS or not distractors:
        return made
    others = [_distractor(made, sources, rng) for _ in range(rng.randint(0, distractors))]
    answers = [answer.lower() for _, answer in made.questions]
    others = [other for other in others if not any(answer in other.lower() for answer in answers)]
    if made.gold is not None and others and rng.random() < _SWAPPED:
        return replace(made, contexts=tuple(others), gold=None, answer=NOT_IN_DOCUMENTS, further=())
    place = rng.randint(0, len(others))
    contexts = (*others[:place], *made.contexts, *others[place:])
    return replace(made, contexts=contexts, gold=None if made.gold is None else place)


def _distractor(made: Item, sources: Sources, rng: random.Random) -> str:
    """Another passage: of the same kind as the item's own as often as not."""
    if made.task in (Task.FRAMES, Task.RECORDS) and rng.random() < 0.6:
        return _MAKERS[made.task](sources, rng).contexts[0]
    if sources.asked and rng.random() < 0.5:
        return rng.choice(sources.asked).passage
    return rng.choice(sources.passages)


def choose(mix: Mapping[str, float], rng: random.Random) -> str:
    """A key, drawn with its share."""
    return rng.choices(list(mix), weights=list(mix.values()))[0]


__all__ = ["Frame", "Item", "Sources", "Task", "choose", "make_item"]
