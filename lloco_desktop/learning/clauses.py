"""English sentences of plain form taken apart: a subject, an auxiliary or a common verb, and the rest.

Not a parser. What has another form is left alone, since a question that is never asked harms nobody and a
silly one does.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from lloco_desktop.learning.verbs import AUXILIARIES, finite_verb

MOST_SUBJECT = 9  # words
MOST_ANSWER = 18  # words
MOST_TAIL = 9  # words after the answer that a question keeps

_OPENING = re.compile(
    r"^(?:In|For|At|On|With|By|During|After|Since|As|Through|Despite|Currently|However|Moreover|Furthermore|"
    r"Additionally|Therefore|Thus|Hence|Finally|First|Second|Third|Next|Then|Here|Also|Similarly|"
    r"Specifically|"
    r"Overall|Recently|Today|Eventually|Initially|Instead|Indeed|Notably|Together|Traditionally|Typically|"
    r"Originally|To)\b(?:[^,;:]{0,60},\s+|[^;:]{0,110}?,\s+(?=we\s))"
)
_NO_SUBJECT = re.compile(
    r"^(?:it|(?:this|these)(?= (?:is|are|was|were|has|have|can|will|may|should|would|could|means?|"
    r"allows?|includes?)\b)|"
    r"they|that|those|he|she|there|here|such|some|any|no|none|not|what|who|which|how|when|where|why|if|"
    r"in|for|at|on|"
    r"with|by|to|as|from|of|after|before|while|whereas|although|because|since|but|and|or|so|yet|one|each|"
    r"both|many|"
    r"most|all|more|other|others|another|also|i|you|however|then|thus|please|let|see|note|once|according|"
    r"even|unlike|"
    r"given|within|among|between|connected|along|beneath|despite|during|under|over|about|foundational|"
    r"related|based|"
    r"only|part|just|its|their|his|her|my|your|similarly|now|later|earlier|today|until|unless|whether|"
    r"like|instead|rather)\b(?!-)",
    re.IGNORECASE,
)
CLAUSE_WORD = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|because|while|although|but|whether|how|than)\b|"
    r"[,;:()—]|\s–\s"
)
_NOT = re.compile(r"\b(?:not|never|no|nor|cannot|neither|without)\b|n['’]t\b", re.IGNORECASE)
_BREAK = re.compile(
    r";|:|—|\s–\s|\s-\s|,?\s(?:which|who|whose|where|while|because|although|so that|but|since|when|if)\s"
    r"|,\s(?=(?:and|with|as|including|such|e\.g\.|i\.e\.|making|allowing|enabling|providing|using|thus|"
    r"thereby|"
    r"resulting|especially|particularly|however|for example|due|based|rather|whether|although|to|in|from|"
    r"by|at|on)\b)"
    r"|,?\sand\s(?=(?:is|are|was|were|has|have|had|can|could|will|would|may|we|it|they|then|therefore|"
    r"also|thus)\b)"
)
_TAIL_ENDS = re.compile(r",|;|:|—|\s(?:and|or|that|which|who|where|while|because|but|as|when|if)\s")
_TAIL_BEGINS = re.compile(
    r"(?:in|on|at|for|from|to|with|by|during|over|of|across|per|within|through|into|under|between|after|"
    r"before)\b"
)
_ADVERB = re.compile(
    r"also|then|first|often|always|further|thus|therefore|now|still|even|(?!only|early|daily|weekly|"
    r"family|supply|"
    r"apply|reply|multiply|rely|imply|comply|italy|july|assembly|monthly|yearly|friendly)[a-z]+ly"
)
PARTICIPLE = re.compile(r"(?:ed|en|wn|ne|un|ght|lt|de|id|et|ld|ut|pt|read|come)$")
_STRAY_VERB = re.compile(
    r"\b(?!need\b|based\b|used\b)\w{3,}ed (?:a|an|the|to|and|in|at|on|with|by|for|from|as|its|their)\b"
)
_LOWERED = frozenset(
    "The A An Participants Students Learners Users Teachers Instructors Researchers Its Their Two Three"
    " Several"
    " People Members Data Access Every".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence taken apart: `subject` `auxiliary` `verb` `rest`, as a question needs them."""

    subject: str  # as it stands within a sentence
    auxiliary: str  # "is", "did": what stands before the subject in a question
    verb: str  # base form behind the subject; "" for a sentence that has an auxiliary of its own
    rest: str  # without the full stop
    opening: str  # "In 2019", which stood before it, or ""


def take_apart(sentence: str, ordinary: Collection[str] = ()) -> Clause | None:
    """The parts of a sentence of plain form; None of any other, of denials and of pronouns' sentences.

    `ordinary` are words that are written small within sentences; others may be names and keep their capital.
    """
    text = sentence.strip().rstrip(".!")
    opening = ""
    match = _OPENING.match(text)
    if match:
        opening, text = match[0].rstrip(", "), text[match.end() :]
    if not text or text.endswith("?") or _NO_SUBJECT.match(text):
        return None
    words = text.split()
    for at in range(1, min(len(words), MOST_SUBJECT + 1)):
        form = _verb_at(words, at)
        if form is None:
            continue
        end = at - 1 if at > 1 and _ADVERB.fullmatch(words[at - 1]) else at
        subject, rest = " ".join(words[:end]), " ".join(words[at + 1 :])
        ours = end > 1 and words[0] in ("We", "I")  # "We believe our course"
        ours = ours or re.search(r"[’'](?:ve|re|ll|d|m)\b", subject) is not None
        if ours or not re.search(r"[^\W\d_]{2}", subject) or CLAUSE_WORD.search(subject):
            return None
        if _NOT.search(subject) or _STRAY_VERB.search(subject):
            return None
        if not rest or _NOT.search(" ".join(words[at + 1 : at + 4])) or (form[1] and _ambiguous(words, at)):
            return None
        return Clause(_inside(subject, ordinary), *form, rest, opening)
    return None


def _verb_at(words: list[str], at: int) -> tuple[str, str] | None:
    """(auxiliary, base form or "") if a word is the verb of the sentence."""
    word = words[at]
    after = words[at + 1 : at + 3]
    if word in AUXILIARIES and not _owns(word, after):
        return word, ""
    before = words[at - 2] if at > 1 and _ADVERB.fullmatch(words[at - 1]) else words[at - 1]
    return finite_verb(word, before, after[0] if after else "")


def _owns(word: str, after: list[str]) -> bool:
    """Whether "has" is the verb itself: no participle follows."""
    if word not in ("has", "have", "had") or not after:
        return False
    plain = after[0].strip(",;:")
    return not (PARTICIPLE.search(plain) or _ADVERB.fullmatch(plain) or "been" in after)


def _ambiguous(words: list[str], at: int) -> bool:
    """Whether what looks like the verb may be none: another one follows in the same breath."""
    if any(finite_verb(word, "X") for word in words[1:at]):
        return True
    for before, word in pairwise(words[at:]):
        if word in AUXILIARIES or (finite_verb(word, before) and not word.endswith("ed")):
            return True
        if word[-1] in ",;:" or word in _BREATHS:
            return False
    return False


_BREATHS = frozenset("that which who and where how what when as to because while although but so if".split())


def _inside(subject: str, ordinary: Collection[str]) -> str:
    """A subject as it stands within a question: "We" and "This course" as others would say it."""
    subject = re.sub(r"\b(?:this|these)\b", "the", re.sub(r"^(?:This|These)\b", "The", subject))
    subject = re.sub(r"\b[Oo]ur\b", "the authors’", re.sub(r"\b[Ww]e\b", "the authors", subject))
    first, _, others = subject.partition(" ")
    numbered = re.match(r"\d|[IVX]+\b", others)  # "Table 1"
    if first in _LOWERED or (first.casefold() in ordinary and not numbered):
        return f"{first.lower()} {others}".strip()
    return subject


def phrase(text: str, most: int = MOST_ANSWER) -> str | None:
    """An answer's words, up to where their clause ends; None if that is too far or within a list."""
    text = text.split(";")[0] if text.count("(") == text.count(")") else text
    text = re.sub(r",? (?:however|for example|too|as well)$", "", text.strip().rstrip(".,;:"))
    if len(text.split()) <= most and text.count("(") == text.count(")"):
        return text
    for match in reversed(list(_BREAK.finditer(text))):
        piece = text[: match.start()].strip()
        listed = "," in piece and not re.search(r",? (?:and|or) \S+(?: \S+){0,4}$", piece)
        if 2 <= len(piece.split()) <= most and piece.count("(") == piece.count(")") and not listed:
            return piece
    return None


def tail(text: str) -> str:
    """What follows an answer in a question, a space before it; "" for what is better left out."""
    piece = _TAIL_ENDS.split(text.strip(), maxsplit=1)[0].strip(" .")
    fits = len(piece.split()) <= MOST_TAIL and piece.count("(") == piece.count(")")
    return f" {piece}" if fits and _TAIL_BEGINS.match(piece) and len(piece.split()) > 1 else ""


def middle(clause: Clause, text: str) -> str | None:
    """What stands between a question's subject and what it asks for, a space first; None if not plain."""
    words = " ".join(part for part in (clause.verb, text.strip()) if part)
    plain = not CLAUSE_WORD.search(words) and not re.search(r"\b(?:and|or|as)\b", words)
    return f" {words}" if plain and words and len(words.split()) <= 7 else None


def joined(clause: Clause, text: str) -> str:
    """Verb and what follows it."""
    return " ".join(part for part in (clause.verb, text) if part)
