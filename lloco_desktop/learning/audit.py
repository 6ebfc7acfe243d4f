"""What is kept of the study material: questions that make sense, with answers that stand in their text.

Cartridges' and later work on self-study found up to 9% of generated figures made up ("Cartridges at Scale"'s
audit), so every number, name and quoted word of an answer has to occur in the passage that it was made from.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from itertools import pairwise

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.sentences import to_say
from lloco_desktop.terms import STOP_WORDS, content_terms, fold, is_cjk, stem, term_set, terms, wants

FEWEST_WORDS, MOST_WORDS = 3, 60  # of a question
MOST_ANSWER_WORDS = 120
SAID_AGAIN = 3  # times that no telling word of a question is said
ABOUT = 0.5  # share of a question's telling words that its text has to hold
GROUNDED = 0.6  # share of an answer's telling words, likewise
SAME_QUESTION = 0.8  # Jaccard of shingles from which two questions count as one
SAME_ITEM = 0.55  # the same where the answers are equal too

_NUMBER = re.compile(r"\d+(?:[.,’' \u00a0\u202f]\d+)*")
_GROUPING = re.compile(r"(?<=\d)[,.’' \u00a0\u202f](?=\d{3}(?!\d))")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")
_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'-]*(?:[A-Z0-9][\w’'-]*)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“(]\s*)$")
_WORDS = re.compile(r"\w+")
_COMMON = frozenset(stem(fold(word)) for word in STOP_WORDS)


def fault(question: str, answer: str, text: str, title: str = "") -> str | None:
    """Why an item is not kept, in words that follow "dropped because of ..."; None if nothing is wrong.

    `text` is what the answer has to stand in; `title`, its document's, may give the question words too.
    """
    return question_fault(question, text, title) or _answer_fault(question, answer, text)


def question_fault(question: str, text: str, title: str = "") -> str | None:
    """What is wrong with a question, whatever its answer."""
    words = len(question) // 2 if is_cjk(question) else len(question.split())
    if words < FEWEST_WORDS:
        return to_say("a question too short to be understood")
    if words > MOST_WORDS:
        return to_say("a question too long to be asked")
    if goes_in_circles(question):
        return to_say("a question that goes round in circles")
    wanted = wants(question)
    times = Counter(term.text for term in terms(question))
    if any(times[term] >= SAID_AGAIN for want in wanted for term in want):
        return to_say("a question that goes round in circles")
    known = term_set(text) | term_set(title)
    met = sum(not known.isdisjoint(want) for want in wanted)
    if not wanted or met < ABOUT * len(wanted):
        return to_say("a question that is not about its text")
    return None


def _answer_fault(question: str, answer: str, text: str) -> str | None:
    if not answer.strip() or fold(answer.strip(" .")) == NOT_IN_DOCUMENTS:
        return to_say("no answer")
    if len(answer.split()) > MOST_ANSWER_WORDS:
        return to_say("an answer too long to be one")
    if goes_in_circles(answer):
        return to_say("an answer that goes round in circles")
    if missing_numbers(answer, text):
        return to_say("a number that is not in the text")
    if missing_quotes(answer, text):
        return to_say("a quotation that is not in the text")
    if missing_names(answer, text):
        return to_say("a name that is not in the text")
    if _gives_away(question, answer):
        return to_say("a question that gives its answer away")
    wanted = [want for want in wants(answer) if not any(term[:1].isdigit() for term in want)]
    known = term_set(text)
    if wanted and sum(not known.isdisjoint(want) for want in wanted) < GROUNDED * len(wanted):
        return to_say("an answer whose words are not in the text")
    return None


def missing_numbers(answer: str, text: str) -> list[str]:
    """Numbers of the answer that the text does not have, however either groups its digits."""
    known = {form for number in _NUMBER.findall(text) for form in _forms(number)} | term_set(text)
    spelt = {want[0]: frozenset(want) for want in wants(answer)}
    return [
        number
        for number in _NUMBER.findall(answer)
        if known.isdisjoint(_forms(number)) and known.isdisjoint(spelt.get(number, frozenset()))
    ]


def _forms(number: str) -> set[str]:
    """The ways in which the same number is written: with digits grouped or not, either decimal sign."""
    plain = _GROUPING.sub("", number)
    return {number.replace(",", "."), plain.replace(",", "."), *number.split()}


def missing_names(answer: str, text: str) -> list[str]:
    """Names of the answer that the text does not have: capitalised words that no sentence begins with."""
    known = {fold(word) for word in _WORDS.findall(text)} | term_set(text)
    found: list[str] = []
    for match in _NAME.finditer(answer):
        begins = _SENTENCE_START.search(answer[: match.start()]) is not None
        inner = any(char.isupper() or char.isdigit() for char in match[0][1:])
        if begins and not inner:
            continue
        parts = [fold(part) for part in _WORDS.findall(match[0])]
        if any(part not in known and part not in STOP_WORDS for part in parts):
            found.append(match[0])
    return found


def missing_quotes(answer: str, text: str) -> list[str]:
    """Quoted words of the answer that do not stand in the text one after the other."""
    sequence = f" {' '.join(fold(word) for word in _WORDS.findall(text))} "
    return [
        quoted
        for quoted in _QUOTED.findall(answer)
        if f" {' '.join(fold(word) for word in _WORDS.findall(quoted))} " not in sequence
    ]


def goes_in_circles(text: str) -> bool:
    """Whether a text repeats itself as a decoder gone astray does: within words too ("nenenene")."""
    words = [term.text for term in terms(text)] or text.split()
    for size in range(1, min(12, len(words) // 3) + 1):
        tail = words[-size:]
        if all(words[-(turn + 1) * size : len(words) - turn * size] == tail for turn in range(3)):
            return True
    if len(words) >= 12 and len(set(words)) < 0.35 * len(words):
        return True
    return re.search(r"([^\W\d_]{1,4}?)\1{4,}|(\d)\2{7,}", text) is not None


def _gives_away(question: str, answer: str) -> bool:
    """Whether the answer's words stand in the question, one after the other."""
    told = " ".join(term.text for term in terms(answer))
    return (
        bool(told)
        and bool(content_terms(answer))
        and f" {told} " in f" {' '.join(t.text for t in terms(question))} "
    )


class Duplicates:
    """Near-duplicates among questions, found by shared shingles: a few comparisons each, not all of them.

    Prefix filtering (Chaudhuri et al. 2006): of the sorted shingles of a question only the first
    `(1 - t) * n + 1` are looked up, since two sets with a Jaccard of t share one of those.
    """

    def __init__(self) -> None:
        self._sets: list[frozenset[int]] = []
        self._answers: list[str] = []
        self._where: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, question: str, answer: str) -> bool:
        """Whether it was new; then it is remembered."""
        shingles = _shingles(question)
        told = " ".join(term.text for term in terms(answer))
        prefix = sorted(shingles)[: int((1 - SAME_ITEM) * len(shingles)) + 1]
        seen: set[int] = set()
        for shingle in prefix:
            for other in self._where[shingle]:
                if other not in seen:
                    seen.add(other)
                    same = SAME_ITEM if told == self._answers[other] else SAME_QUESTION
                    if _jaccard(shingles, self._sets[other]) >= same:
                        return False
        for shingle in prefix:
            self._where[shingle].append(len(self._sets))
        self._sets.append(shingles)
        self._answers.append(told)
        return True


def _shingles(question: str) -> frozenset[int]:
    """The words and pairs of neighbouring words, as numbers that are the same in every process.

    Those of common words alone have the highest numbers: nearly every question shares some of them.
    """
    words = [term.text for term in terms(question)]
    return frozenset(_number((word,)) for word in words) | {_number(pair) for pair in pairwise(words)}


def _number(words: tuple[str, ...]) -> int:
    common = all(word in _COMMON for word in words)
    return zlib.crc32(" ".join(words).encode()) + (common << 32)


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)
