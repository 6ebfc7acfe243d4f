"""Whether a generated answer is supported by what was read, as far as its words can tell.

Numbers, names and quoted words of the answer must occur in the passages that were read, most of its content
words too, and a short answer must stand in one passage that has to do with the question.

What this cannot see: a negation turned round, a name from the right passage put to the wrong question, a
"yes" or "no". Bare yes and no are therefore never called supported; the others pass. It keeps inventions
out; it does not prove an answer. `python -m benchmarks.support squad_val.jsonl nq_oracle_val.jsonl`, with 20
passages read: 94% of gold answers pass, 4% of answers to questions about another article, 16% of answers
whose number was changed (it happened to stand beside the question's words), 27% of answers to another
question about the same article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from lloco_desktop.answering.instruction import is_refusal
from lloco_desktop.backbone.base import BackboneInfo
from lloco_desktop.study import AdapterOrigin
from lloco_desktop.terms import Want, content_terms, coverage, rarity, term_set, terms, wants

MOST = 0.75  # of the content words of a longer answer must have been read
SHORT = 6  # new content words up to which an answer must stand in one passage
RELATED = 0.2  # of the question's content that this passage must hold

_QUOTED = re.compile(r"[\"“«「『]([^\"“”«»「」『』]{3,}?)[\"”»」』]")
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*(?:\s+(?:of|the|de|van|von|der|la|and|&)\s+[A-Z][\w’'-]*|\s+[A-Z][\w’'-]*)*"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*")
_CHOICE = re.compile(r"\bor\b|还是|還是", re.IGNORECASE)


TRUSTED_F1 = (
    50.0  # of a backbone's answers to held-out questions: below it they are more often wrong than right
)
OWN_QUESTIONS = 30  # of the user's, held out, by which an adapter can earn that trust


def is_trusted(info: BackboneInfo, learned: AdapterOrigin | None = None) -> bool:
    """Whether a backbone's supported answers, read with the adapter of that origin, may stand alone.

    One that was measured and found wrong more often than right only makes suggestions beside quotes. Over
    106 answerable questions of `squad_val`, asked of all its paragraphs, 29 answers of the first bundled
    backbone (F1 8.8) passed `judge` and 1 was right, while the quotes held the right answer 71 times of 75
    (the weights of quoting were fitted on questions of that same set).

    An adapter lifts this only where it was measured on enough held-out questions that people had asked:
    questions that a model makes of a text are easier than those, so they prove nothing here.
    """
    if info.held_out_f1 is None or info.held_out_f1 >= TRUSTED_F1:
        return True
    own = learned.scores.get("own") if learned is not None else None  # `learning.judging.scores_of`
    if not isinstance(own, dict):
        return False
    questions, found = own.get("questions"), own.get("f1_after")
    if not isinstance(questions, int) or not isinstance(found, int | float):
        return False
    return questions >= OWN_QUESTIONS and found >= TRUSTED_F1


class Verdict(Enum):
    """What is to be thought of an answer."""

    SUPPORTED = "supported"
    REFUSED = "refused"  # the model itself says that it is not in the documents
    EMPTY = "empty"
    DEGENERATE = "degenerate"  # goes round in circles
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Support:
    """The verdict, and for people and tests what it rests on."""

    verdict: Verdict
    share: float = 0.0  # of the answer's content words that were read
    missing: tuple[str, ...] = ()  # numbers, names and quotations that were not

    @property
    def ok(self) -> bool:
        """Whether the answer may be shown as an answer."""
        return self.verdict is Verdict.SUPPORTED


def judge(answer: str, question: str, read: Sequence[str]) -> Support:
    """Judge an answer to a question by the texts of the passages behind what the decoder was given."""
    answer = answer.strip()
    if not any(char.isalnum() for char in answer):
        return Support(Verdict.EMPTY)
    if is_refusal(answer):
        return Support(Verdict.REFUSED)
    if is_degenerate(answer):
        return Support(Verdict.DEGENERATE)
    sources = [_Source.of(text) for text in read]
    asked = term_set(question)
    new = [want for want in wants(answer) if asked.isdisjoint(want)]
    if not new and _CHOICE.search(question):  # "older or younger?"
        new = wants(answer)
    if not new:  # it only repeats the question, or is a bare yes or no
        return Support(Verdict.UNSUPPORTED)
    known = frozenset().union(*(source.terms for source in sources))
    share = sum(not known.isdisjoint(want) for want in new) / len(new)
    missing = tuple(
        piece for piece in _exact_pieces(answer) if not any(_contains(source, piece) for source in sources)
    )
    missing = tuple(piece for piece in missing if not _contains(_Source.of(question), piece))
    supported = not missing and share >= _needed(len(new))
    if supported and len(new) <= SHORT:
        supported = _stands_together(new, question, sources)
    return Support(Verdict.SUPPORTED if supported else Verdict.UNSUPPORTED, share, missing)


def is_degenerate(text: str) -> bool:
    """Whether a text repeats itself in the way that a decoder gone astray does.

    The same run of words three times on end (five times for a single word), or hardly any distinct words in
    a long text.
    """
    words = [term.text for term in terms(text)] or text.split()
    for size in range(1, min(24, len(words) // 3) + 1):
        times = 5 if size == 1 else 3
        if len(words) >= times * size:
            tail = words[-size:]
            if all(words[-(turn + 1) * size : len(words) - turn * size] == tail for turn in range(times)):
                return True
    return len(words) >= 60 and len(set(words)) < 0.2 * len(words)


@dataclass(frozen=True, slots=True)
class _Source:
    """A text that was read, ready to be looked into."""

    terms: frozenset[str]
    sequence: str  # its terms in order, between spaces

    @classmethod
    def of(cls, text: str) -> _Source:
        return cls(term_set(text), _sequence(text))


def _sequence(text: str) -> str:
    return " " + " ".join(term.text for term in terms(text)) + " "


def _contains(source: _Source, piece: str) -> bool:
    """Whether the piece's terms stand there in a row; a middle name may come between."""
    sought = _sequence(piece)
    if sought in source.sequence or not sought.strip():
        return True
    if not source.terms.issuperset(sought.split()) or " " not in piece or len(sought.split()) > 4:
        return False
    gaps = r" (?:\S+ )?".join(re.escape(word) for word in sought.split())
    return re.search(f" {gaps} ", source.sequence) is not None


def _exact_pieces(answer: str) -> list[str]:
    """Quotations, names and numbers of an answer: what must stand in the source as it is."""
    pieces = [match.group(1) for match in _QUOTED.finditer(answer)]
    for match in _NAME.finditer(answer):
        first_word = match.start() == 0 or answer[: match.start()].rstrip()[-1:] in ".!?:\n"
        if not first_word or " " in match.group():
            name = match.group()
            if first_word and not content_terms(name.split()[0]):  # "The Black Death" at the start
                name = name.partition(" ")[2]
            pieces.append(name)
    return pieces + [match.group() for match in _NUMBER.finditer(answer) if len(match.group()) > 1]


def _needed(count: int) -> float:
    """The share of new words that must have been read: all of one or two, all but one of a few."""
    if count <= 2:
        return 1.0
    return MOST if count > SHORT else (count - 1) / count


def _stands_together(new: Sequence[Want], question: str, sources: Sequence[_Source]) -> bool:
    asked = rarity(wants(question), [source.terms for source in sources])
    for source in sources:
        met = sum(not source.terms.isdisjoint(want) for want in new) / len(new)
        if met >= _needed(len(new)) and (not asked or coverage(asked, source.terms) >= RELATED):
            return True
    return False
