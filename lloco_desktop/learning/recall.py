"""Structured recall: what a chunk says, asked by rule, with answers that are right because they stand there.

Questions in English come from `questions`; masked names and numbers, quotations to complete and the sentence
that comes next are made in any language.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from lloco_desktop.learning.prose import Sentence, is_english
from lloco_desktop.learning.questions import ask, ask_list
from lloco_desktop.study import MaterialKind
from lloco_desktop.terms import STOP_WORDS, content_terms, is_cjk

GIVEN, WANTED = (5, 9), (4, 8)  # words of a quotation that are given and wanted
LONG = 18  # words of a sentence that is asked about twice by blanks and quotations
CLOZE_AROUND = (10, 8)  # words kept before and after a blank, at most
NEXT_GIVEN, NEXT_WANTED = 12, 30  # words of a sentence that is given, and of the next one that is wanted

_QUOTES = ('What comes after "{}"?', 'Complete the quote: "{}"', 'Which words follow "{}"?')
_CLOZES = ("Fill in the blank: {}", "Complete the sentence: {}", "What is missing? {}")
_NEXT = ('How does the text go on after "{}"?', 'What is said after "{}"?')
_NAME = r"[A-Z][\w’'-]*[a-z0-9][\w’'-]*"
_MASKABLE = re.compile(
    rf"(?<![\w’'‐‑−–-])(?:{_NAME}(?: (?:{_NAME}|[A-Z]\.|of(?= [A-Z])|for(?= [A-Z])))*|\d[\d.,]*\d%?|"
    rf"\d%?)(?![\w’-]|[‐‑−–-]\d)"
)
_LABEL = re.compile(
    r"(?:Part|Unit|Module|Figure|Fig|Table|Section|Chapter|Appendix|Step|Week|Day|Example|Lesson|Level)s?\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.:;!?—–•“\"(]\s?|\s-\s)$")
_DIGITS = re.compile(r"(?<![A-Za-z0-9.‐‑−–-])(?:\d[\d.,]*\d%?|\d%?)(?![A-Za-z0-9.])")


class Form(Enum):
    """The forms of recall, each with its share of the material (`mixing`)."""

    ASKED = "asked"  # a question as people ask it
    CLOZE = "cloze"
    QUOTE = "quote"
    NEXT = "next"
    SUMMARY = "summary"
    DECODER = "decoder"  # asked by the decoder; not made here

    @property
    def kind(self) -> MaterialKind:
        """What the report counts it as."""
        return _KINDS[self]


_KINDS = {
    Form.ASKED: MaterialKind.RECALL,
    Form.CLOZE: MaterialKind.RECALL,
    Form.QUOTE: MaterialKind.RECALL,
    Form.NEXT: MaterialKind.CONTINUATION,
    Form.SUMMARY: MaterialKind.SUMMARY,
    Form.DECODER: MaterialKind.QUESTION,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be taken."""

    form: Form
    question: str
    answer: str


def candidates(
    sentences: Sequence[Sentence], title: str, rng: random.Random, ordinary: Collection[str] = ()
) -> list[Candidate]:
    """Everything that can be asked about the sentences of one chunk, in random order.

    `ordinary` are words that are no names: see `clauses.take_apart`.
    """
    if not sentences:
        return []
    english = is_english(" ".join(sentence.text for sentence in sentences))
    found: list[Candidate] = []
    if english:
        found += _asked(sentences, ordinary)
        found += _summary(sentences, title)
    whole = [sentence.text for sentence in sentences if not sentence.after]
    for text in whole:
        times = 2 if len(text.split()) >= LONG else 1
        for _ in range(times):
            found += [made for made in (_cloze(text, english, rng), _quote(text, rng)) if made]
    found += _next(sentences, rng)
    return rng.sample(found, len(found))


def _asked(sentences: Sequence[Sentence], ordinary: Collection[str]) -> list[Candidate]:
    found: list[Candidate] = []
    for sentence in sentences:
        items = sentence.after.split("\n") if sentence.after else []
        listed = ask_list(sentence.text, items, ordinary) if items else None
        asked = [listed] if listed else ask(sentence.text, ordinary)
        found += [Candidate(Form.ASKED, one.question, one.answer) for one in asked]
    return found


def _cloze(text: str, english: bool, rng: random.Random) -> Candidate | None:
    """A name or number of the sentence masked; only numbers where capitals may mean nothing."""
    pattern = _MASKABLE if english else _DIGITS
    places = [
        match
        for match in pattern.finditer(text)
        if _is_telling(text, match) and text.count(match[0]) == 1 and len(match[0].split()) <= 5
    ]
    if not places:
        return None
    place = rng.choice(places)
    masked = f"{text[: place.start()]}____{text[place.end() :]}"
    if is_cjk(text):
        at = place.start()
        window = masked[max(0, at - 24) : at + 24]
    else:
        words = masked.split()
        at = next(index for index, word in enumerate(words) if "____" in word)
        window = " ".join(words[max(0, at - CLOZE_AROUND[0]) : at + 1 + CLOZE_AROUND[1]])
    return Candidate(Form.CLOZE, rng.choice(_CLOZES).format(window), place[0].rstrip(".,"))


def _is_telling(text: str, match: re.Match[str]) -> bool:
    """Whether a match is a name or a quantity: not the capital of a sentence's first word, not "Part 2"."""
    before = text[: match.start()]
    if _LABEL.match(match[0]) or _LABEL.search(before[-10:].split(" ")[-2] if before.endswith(" ") else ""):
        return False
    return match[0][0].isdigit() or not (_BEGINS.search(before) or match[0].casefold() in STOP_WORDS)


def _quote(text: str, rng: random.Random) -> Candidate | None:
    """Some words that follow each other are given, those after them wanted."""
    if is_cjk(text):
        if len(text) < 16:
            return None
        start = rng.randrange(len(text) - 15)
        given, wanted = text[start : start + 8], text[start + 8 : start + 16]
    else:
        words = text.split()
        size, more = rng.randint(*GIVEN), rng.randint(*WANTED)
        if len(words) < size + more:
            return None
        start = rng.randrange(len(words) - size - more + 1)
        given, wanted = (" ".join(words[a : a + n]) for a, n in ((start, size), (start + size, more)))
    if '"' in given or given.count("(") != given.count(")"):
        return None
    wanted = _without_loose_end(wanted)
    return Candidate(Form.QUOTE, rng.choice(_QUOTES).format(given.rstrip(",;:")), wanted) if wanted else None


def _without_loose_end(words: str) -> str:
    """Without the "and" or "of the" that a run of words happens to end with, if two words are left."""
    parts = words.rstrip(".,;: ").split(" ")
    while len(parts) > 2 and parts[-1].casefold() in STOP_WORDS:
        parts.pop()
    return " ".join(parts).rstrip(".,;:(")


def _next(sentences: Sequence[Sentence], rng: random.Random) -> list[Candidate]:
    """The end of a sentence is given, the sentence that follows it in the same paragraph wanted."""
    found: list[Candidate] = []
    for one, other in pairwise(sentences):
        if (
            one.paragraph != other.paragraph
            or one.after
            or other.after
            or is_cjk(one.text)
            or '"' in one.text
        ):
            continue
        given = " ".join(one.text.split()[-NEXT_GIVEN:])
        wanted = " ".join(other.text.split()[:NEXT_WANTED])
        found.append(Candidate(Form.NEXT, rng.choice(_NEXT).format(given), wanted))
    return found


def _summary(sentences: Sequence[Sentence], title: str) -> list[Candidate]:
    """What a section of the document says: its most central sentence, where a heading names it."""
    heading = next((sentence.heading for sentence in sentences if sentence.heading), "")
    if not heading or not title or _THANKS.search(heading):
        return []
    under = [sentence for sentence in sentences if sentence.heading == heading and not sentence.after]
    if len(under) < 2:
        return []
    texts = [one.text for one in under]
    answer = next((text for text in texts if _OF_ITSELF.search(text)), texts[0])
    if heading.casefold() not in _OPENINGS:
        answer = central(texts)
    if len(answer.split()) > NEXT_WANTED + 10:
        return []
    if heading.casefold() in ("summary", "abstract", "overview"):
        return [Candidate(Form.SUMMARY, f'What is "{short_title(title)}" about?', answer)]
    return [Candidate(Form.SUMMARY, f'What does "{short_title(title)}" say about {heading}?', answer)]


_THANKS = re.compile(
    r"acknowledg|contribut|funding|conflict|disclosure|availability|licen[sc]e", re.IGNORECASE
)
_OF_ITSELF = re.compile(r"\b(?:we|our|this|these)\b|\bis an? \w+", re.IGNORECASE)
_OPENINGS = frozenset(("summary", "abstract", "overview", "introduction", "conclusion", "conclusions"))


def central(sentences: Sequence[str]) -> str:
    """The sentence that shares most words with the others, the earliest of equals."""
    words = [frozenset(content_terms(sentence)) for sentence in sentences]
    scores = [
        sum(len(own & other) / max(len(own), 8) for j, other in enumerate(words) if j != i)
        for i, own in enumerate(words)
    ]
    return sentences[max(range(len(scores)), key=lambda index: (scores[index], -index))]


def short_title(title: str, most: int = 10) -> str:
    """A title as people say it: up to its colon, ten words at most."""
    head = title.split(":")[0].strip() or title
    if len(head) < 4:
        head = title
    words = head.split()
    return " ".join(words[:most])
