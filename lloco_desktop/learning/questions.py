"""Questions made by rule from English sentences, each with the words of the sentence that answer it.

Not a parser: a sentence is taken apart only where its form is plain (a subject, an auxiliary or a common verb,
the rest), and left alone otherwise. What comes out reads as people ask ("How many sessions is the training
course divided into?") and is right by construction, because its answer stands in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lloco_desktop.learning.verbs import AUXILIARIES, finite_verb
from lloco_desktop.terms import fold

MOST_SUBJECT = 9  # words
MOST_ANSWER = 18  # words
MOST_REST = 9  # words after the answer that a question keeps
_PEOPLE = (
    r"students?|teachers?|researchers?|learners?|users?|engineers?|scientists?|instructors?|educators?|people|"
    r"readers?|developers?|participants?|beginners?|children|patients?|employees?|customers?|members?|anyone|"
    r"undergraduates?|graduates?|biologists?|professionals?|practitioners?"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|"
    r"Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DATE = re.compile(
    rf"(?P<when>(?:(?:[Ii]n|[Oo]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|by|[Bb]etween|[Aa]round)\s+)?(?:the\s+(?:summer|spring|fall|autumn|"
    rf"winter|year)\s+of\s+|(?:early|late|mid|spring|summer|fall|autumn|winter)[\s-]+)?(?:(?:\d{{1,2}}\s+)?"
    rf"{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?(?:1[5-9]|20)\d\d(?:s\b)?(?:\s*(?:to|and|–|-|until)\s*"
    rf"(?:{_MONTH}\s+)?(?:1[5-9]|20)\d\d)?)\b(?![\d.%/])"
)
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
)
_COUNT = re.compile(
    rf"(?<![\w.,$€£#~≈-])(?P<number>(?:(?:over|about|approximately|around|nearly|almost|at least|up to|more than|only)"
    rf"\s+)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?i:{_NUMBER_WORDS})))\s+(?P<things>(?:(?!and\b|or\b|as\b|of\b|to\b|in\b)"
    r"[a-z][a-z-]+\s+){0,2}(?!was\b|is\b|has\b|as\b|this\b|its\b|us\b)[a-z-]+s|people|children|percent)\b"
    r"(?!\s+of\s+(?:the|a|an)\b)(?=[\s.,;:)]|$)"
)
_LABEL = re.compile(r"[A-Z][\w-]*\s$")  # "Part 1", "PEP 8": a name, not a count
_PERCENT = re.compile(
    r"(?P<number>\b\d+(?:\.\d+)?\s?%)\s+of\s+(?P<things>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)(?=\s(?:in|at|from|by|for|to|who|that|is|are|was|were|have|had)\b|[.,;]|$)"
)
_BREAK = re.compile(
    r";|:|—|\s–\s|\s-\s|,?\s(?:which|who|whose|where|while|because|although|so that|but|since|when|if)\s"
    r"|,\s(?=(?:and|with|as|including|such|e\.g\.|i\.e\.|making|allowing|enabling|providing|using|thus|thereby|resulting|especially|"
    r"particularly|however|for example|due|based|rather|whether|although|to|in|from|by|at|on)\b)"
    r"|,?\sand\s(?=(?:is|are|was|were|has|have|had|can|could|will|would|may|we|it|they|then|therefore|also|thus)\b)"
)
_OPENING = re.compile(
    r"^(?:In|For|At|On|With|By|During|After|Since|As|Through|Despite|Currently|However|Moreover|Furthermore|Additionally|"
    r"Therefore|Thus|Hence|Finally|First|Second|Third|Next|Then|Here|Also|Similarly|Specifically|Overall|Recently|"
    r"Today|Eventually|Initially|Instead|Indeed|Notably|Together|Traditionally|Typically|Originally|To)\b"
    r"(?:[^,;:]{0,60},\s+|[^;:]{0,110}?,\s+(?=we\s))"
)
_NO_SUBJECT = re.compile(
    r"^(?:it|(?:this|these)(?= (?:is|are|was|were|has|have|can|will|may|should|would|could|means?|allows?|includes?)\b)|they|that|those|he|she|there|here|such|some|any|no|none|not|what|who|which|how|when|where|why|"
    r"if|in|for|at|on|with|by|to|as|from|of|after|before|while|whereas|although|because|since|but|and|or|so|yet|one|each|"
    r"both|many|most|all|more|other|others|another|also|i|you|however|then|thus|please|let|see|note)\b(?!-)",
    re.IGNORECASE,
)
_CLAUSE_WORD = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|because|while|although|but|whether|how|than)\b|[,;:()—]|\s–\s"
)
_NO_OBJECT = re.compile(
    r"(?:to|that|how|in|on|at|for|with|by|from|as|us|it|them|its|and|or|through|within|into|about|over|under|along|"
    r"against|between|after|before|during|when|while|where|whether|if|also|both|either|well|together|\w+ly|here|there|"
    r"\w+ing\b(?! of))\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r";\s+|,\s+(?:and|but|so|while|whereas)\s+(?=(?:the|we|our|each|[A-Z])\b)")
_ADVERB = re.compile(
    r"also|then|first|often|always|further|thus|therefore|now|still|even|(?!only|early|daily|weekly|family|supply|apply|reply|"
    r"multiply|rely|imply|comply|italy|july|assembly|monthly|yearly|likely|friendly)[a-z]+ly"
)
_NOT = re.compile(r"\b(?:not|never|no|nor|cannot|neither|without)\b|n['’]t\b", re.IGNORECASE)
_ACRONYM = re.compile(
    r"(?<![\w-])((?:[A-Za-z][\w’'-]*\s+(?:(?:and|of|for|the|in|on|to|with|&)\s+)*){2,8})\((?P<short>[A-Z][A-Za-z0-9&]{1,7}s?)\)"
)
_PLACED = re.compile(
    r"^(?P<verb>(?:freely |openly |publicly |also |currently )?(?:located|available|hosted|held|based|published|"
    r"archived|stored|taught|offered|situated|deposited|found|born|buried|headquartered|described|documented))\s+"
    r"(?P<place>(?:at|in|on|from|through|via|near|under)\s+(?P<what>.+))$"
)
_FOR = re.compile(
    r"^(?P<verb>(?:(?:be|been) )?(?:primarily |mainly |also |specifically )?(?:designed|intended|meant|aimed|suitable|suited|written|targeted|appropriate|developed|adapted))\s+(?P<how>for|at|to)\s+(?P<what>.+)$"
)
_BY = re.compile(
    r"^(?P<verb>(?:(?:be|been|being) )?(?:\w+ly )?(?P<done>\w+(?:ed|en|wn|ght|lt|de|id|et|ne|un)))(?P<object>(?: (?:on|to|for|in|as|from|into))?)\s+by\s+(?P<who>.+)$"
)
_HOW = re.compile(r"^(?P<what>.{3,60}?)\s+(?P<means>(?:by \w+ing|using|through|via)\s+.+)$")
_WHY = re.compile(
    r"^(?P<what>.{3,80}?),?\s+(?P<cause>(?:because|due to|in order to|so that|owing to|thanks to)\s+.+)$"
)
_PERSON = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+|van|von|de|der)){1,3}(?:(?:,| and|, and)\s+[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+)){1,3})*$"
)
_ORGANISED = re.compile(
    r"\b(?:University|Institute|Academy|School|College|Department|Center|Centre|Project|Package|Python|Lab|Foundation|"
    r"Society|Company|Inc|Corporation|Course|Book|Notebooks?|Council|Committee|Team|Club|Group|System|Module|Unit|"
    r"Chapter|Section|Science|Learning|Journal|Program|Programme|States|Kingdom|Museum|Library|Code|Tutorials?)\b"
)  # fmt: skip
_AGENT = frozenset(
    "wrote developed contributed created taught provided led designed founded proposed introduced received built"
    " invented discovered supervised edited organised organized maintained initiated".split()
)
_AGENT_DONE = _AGENT | frozenset("written funded supported given run hosted adapted inspired begun".split())
_PARTICIPLE = re.compile(r"(?:ed|en|wn|ne|un|ght|lt|de|id|et|ld|ut|pt|read|come)$")
_ACTS = re.compile(r"^(?P<verb>[a-z]+) (?P<what>.+)$")
_LETS = re.compile(
    rf"^(?P<whom>(?:\w+\s+){{0,2}}(?:{_PEOPLE}|us|one|them|instructors))\s+(?:to\s+)(?P<what>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the words that answer it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence taken apart: `subject` `auxiliary` `rest`, with the base form where a verb needs "do"."""

    subject: str
    auxiliary: str  # "is", "did": what stands before the subject in a question
    verb: str  # base form behind the subject; "" for a sentence that has an auxiliary of its own
    rest: str  # without the full stop
    opening: str  # "In 2019", which stood before it, or ""


def ask(sentence: str) -> list[Asked]:
    """The questions that one sentence gives, the most natural first. Deterministic; empty for most forms."""
    found = [*_acronyms(sentence)]
    for piece in [sentence, *_CLAUSES.split(sentence)[1:]]:
        clause = _take_apart(piece)
        if clause is None:
            continue
        for rule in (
            _defined,
            _counted,
            _dated,
            _placed,
            _done_by,
            _meant_for,
            _caused,
            _by_means,
            _person,
            _object,
            _acted,
        ):
            found += [asked for asked in rule(clause) if _is_fine(asked)]
    return list({asked.question: asked for asked in found}.values())


def ask_list(sentence: str, items: list[str]) -> Asked | None:
    """A question for the items of a list, from the sentence that introduces it and ends in a colon."""
    clause = _take_apart(sentence.rstrip(": ") + ".")
    answer = "; ".join(items)
    if clause is None or len(answer.split()) > 60 or len(items) < 2:
        return None
    rest = re.sub(r",?\s*(?:as follows|namely|such as|including|for example)$", "", clause.rest)
    if _CLAUSE_WORD.search(rest):
        return None
    named = re.search(
        rf"(?:the following|these|the|\d+|{_NUMBER_WORDS})(?: following| main| key)? (?P<things>(?:[a-z-]+ )?[a-z]+s)$",
        rest,
    )
    if named:
        what, rest = f"Which {named['things']}", rest[: named.start()].strip()
    elif re.search(r"(?:^|\b(?:by|of|for|in|with|on|to|as|at|from|into|the following))$", rest):
        what, rest = "What", re.sub(r"\s*the following$", "", rest)
    else:
        return None
    middle = f" {clause.verb}" if clause.verb else ""
    asked = f"{what} {clause.auxiliary} {clause.subject}{middle}{' ' if rest else ''}{rest}?"
    return Asked(asked, answer) if _is_fine(Asked(asked, items[0])) else None


def _take_apart(sentence: str) -> _Clause | None:
    """The parts of a sentence of plain form; None of any other."""
    text = sentence.strip().rstrip(".!")
    opening = ""
    match = _OPENING.match(text)
    if match:
        opening, text = match[0].rstrip(", "), text[match.end() :]
    if not text or text.endswith("?") or _NO_SUBJECT.match(text):
        return None
    words = text.split()
    for at, word in enumerate(words[: MOST_SUBJECT + 1]):
        end = at - 1 if at > 1 and _ADVERB.fullmatch(words[at - 1]) else at
        if end == 0:
            continue
        subject = " ".join(words[:end])
        if word in AUXILIARIES and not _owns(word, words[at + 1 : at + 2]):
            form = (word, "")
        else:
            verb = finite_verb(word, words[end - 1], words[at + 1] if at + 1 < len(words) else "")
            if verb is None:
                continue
            if _ambiguous(words, at):
                return None
            form = verb
        if _CLAUSE_WORD.search(subject) or _NOT.search(subject):
            return None
        rest = " ".join(words[at + 1 :])
        if _NOT.search(" ".join(words[at + 1 : at + 4])) or not rest:
            return None
        return _Clause(_inside(subject), *form, rest, opening)
    return None


def _owns(word: str, after: list[str]) -> bool:
    """Whether "has" is the verb itself: no participle follows."""
    participle = after and (_PARTICIPLE.search(after[0]) or after[0].endswith("ly"))
    return word in ("has", "have", "had") and not participle


def _ambiguous(words: list[str], at: int) -> bool:
    """Whether what looks like the verb may be a participle or a noun: another verb follows in the same breath."""
    if any(finite_verb(word, "X") for word in words[1:at]):
        return True
    for before, word in pairwise(words[at:]):
        if word in AUXILIARIES or (finite_verb(word, before) and not word.endswith("ed")):
            return True
        if word[-1] in ",;:" or word in (
            "that",
            "which",
            "who",
            "and",
            "where",
            "how",
            "what",
            "when",
            "as",
            "to",
        ):
            return False
    return False


def _inside(subject: str) -> str:
    """A subject as it stands within a question: without the capital of the sentence's first word."""
    subject = re.sub(r"\b(?:this|these)\b", "the", re.sub(r"^(?:This|These)\b", "The", subject))
    subject = re.sub(r"\b[Oo]ur\b", "the authors’", re.sub(r"\b[Ww]e\b", "the authors", subject))
    first, _, others = subject.partition(" ")
    lowered = first in ("The", "A", "An", "Participants", "Students", "Its", "Their") or (
        others and first[1:].islower() and others.split()[-1].islower() and first not in _KEPT
    )
    return f"{first.lower()} {others}".strip() if lowered else subject


_KEPT = frozenset("English French German Python January February March April June July August".split())


def _cut(text: str, most: int = MOST_ANSWER) -> str | None:
    """A phrase up to where its clause ends; None if that is too far."""
    text = text.strip().rstrip(".,;:")
    if len(text.split()) <= most and text.count("(") == text.count(")"):
        return text
    for match in reversed(list(_BREAK.finditer(text))):
        piece = text[: match.start()].strip()
        listed = "," in piece and not re.search(r",? (?:and|or) \S+(?: \S+){0,4}$", piece)
        if 2 <= len(piece.split()) <= most and piece.count("(") == piece.count(")") and not listed:
            return piece
    return None


def _tail(text: str) -> str:
    """What follows an answer in a question: up to where the clause ends, if that is soon; else nothing."""
    piece = re.split(
        r",|;|:|—|\s(?:and|or|that|which|who|where|while|because|but|as|when|if)\s", text.strip(), maxsplit=1
    )[0].strip(" .")
    words = piece.split()
    if (
        not words
        or len(words) > MOST_REST
        or words[0] in ("and", "or", "as", "including", "such", "per", "(e.g.")
    ):
        return ""
    if piece.count("(") != piece.count(")"):
        return ""
    return " " + piece


def _before(clause: _Clause, text: str) -> str | None:
    """The words between a question's subject and what it asks for; None if they are not plain."""
    middle = " ".join(part for part in (clause.verb, text.strip()) if part)
    plain = not _CLAUSE_WORD.search(middle) and not re.search(r"\b(?:and|or|as)\b", middle)
    return f" {middle}" if plain and middle and len(middle.split()) <= 7 else None


def _defined(clause: _Clause) -> Iterator[Asked]:
    """ "X is a ..." """
    if clause.verb or clause.auxiliary not in ("is", "are", "was", "were") or clause.opening:
        return
    if re.match(r"(?:a|an|the|one of)\s", clause.rest) or (
        re.match(r"to\s", clause.rest)
        and re.search(r"\b(?:goal|aim|purpose|objective|task|idea|role)s?\b", clause.subject)
    ):
        answer = _cut(clause.rest, 22)
        if answer and len(answer.split()) >= 3 and not _CLAUSE_WORD.search(clause.subject):
            who = "Who" if _is_person(clause.subject) else "What"
            yield Asked(f"{who} {clause.auxiliary} {clause.subject}?", answer)


def _counted(clause: _Clause) -> Iterator[Asked]:
    """ "... 8 sessions ..." """
    for match in [*_COUNT.finditer(clause.rest), *_PERCENT.finditer(clause.rest)][:2]:
        number, things = match["number"], match["things"].strip()
        if re.fullmatch(r"(?:1[5-9]|20)\d\d", number) or (
            match.end() < len(clause.rest) and clause.rest[match.end()] == "-"
        ):
            continue
        if _LABEL.search(clause.rest[: match.start()]):
            continue
        before = _before(clause, clause.rest[: match.start()])
        if before is None and (clause.rest[: match.start()].strip() or clause.verb):
            continue
        many = f"What percentage of {things}" if "%" in number else f"How many {things}"
        if things.endswith("percent"):
            many = "What percentage"
        yield Asked(
            f"{many} {clause.auxiliary} {clause.subject}{before or ''}{_tail(clause.rest[match.end() :])}?",
            number,
        )


def _dated(clause: _Clause) -> Iterator[Asked]:
    """ "... in May 2019 ..." """
    if clause.opening and (match := _DATE.search(clause.opening)) and match.end() == len(clause.opening):
        what = _cut(clause.rest, 14)
        middle = " ".join(part for part in (clause.verb, what) if part)
        if what and not _DATE.search(what) and not re.search(r"\band \w+(?:ed|s)\b", what):
            yield Asked(f"When {clause.auxiliary} {clause.subject} {middle}?", _bare(match["when"]))
        return
    match = _DATE.search(clause.rest)
    if match is None or not re.match(r"(?:in|on|since|until|during|from|by|between|around)\s", match["when"]):
        return
    if clause.auxiliary in ("can", "could", "may", "might", "should", "would"):
        return
    before = _before(clause, clause.rest[: match.start()])
    if before is not None:
        yield Asked(f"When {clause.auxiliary} {clause.subject}{before}?", _bare(match["when"]))


def _bare(when: str) -> str:
    """A date without "in" and "on"."""
    return re.sub(r"^(?:in|on)\s+", "", when.strip(), flags=re.IGNORECASE)


def _placed(clause: _Clause) -> Iterator[Asked]:
    """ "... is located in ..." """
    match = _PLACED.match(clause.rest)
    if match is None or clause.verb or _DATE.match(match["place"]):
        return
    capital = re.match(r"(?:the )?[A-Z]", match["what"])
    if not capital and not re.search(r"located|available|hosted|stored|situated|held", match["verb"]):
        return
    answer = _cut(match["place"])
    if answer:
        yield Asked(f"Where {clause.auxiliary} {clause.subject} {match['verb']}?", answer)


def _done_by(clause: _Clause) -> Iterator[Asked]:
    """ "... was created by ..." """
    match = _BY.match(clause.rest)
    if match is None or clause.verb or re.match(r"\w+ing\b", match["who"]):
        return
    answer = _cut(match["who"])
    if answer is None:
        return
    people = re.search(rf"\b(?:{_PEOPLE})\b", answer, re.IGNORECASE) or (
        match["done"] in _AGENT_DONE and re.match(r"(?:the )?[A-Z]", answer)
    )
    yield Asked(
        f"{'Who' if people else 'What'} {clause.auxiliary} {clause.subject} {match['verb']}{match['object']} by?",
        answer,
    )


def _meant_for(clause: _Clause) -> Iterator[Asked]:
    """ "... is designed for ..." """
    match = _FOR.match(clause.rest)
    if match is None or clause.verb:
        return
    answer = _cut(match["what"])
    if answer is None:
        return
    if match["how"] == "to":
        yield Asked(f"What {clause.auxiliary} {clause.subject} {match['verb']} to do?", answer)
    else:
        people = re.search(rf"^(?:\S+\s+){{0,4}}(?:{_PEOPLE})\b", answer, re.IGNORECASE)
        yield Asked(
            f"{'Who' if people else 'What'} {clause.auxiliary} {clause.subject} {match['verb']} {match['how']}?",
            answer,
        )


def _caused(clause: _Clause) -> Iterator[Asked]:
    """ "... because ..." """
    match = _WHY.match(clause.rest)
    if match is None:
        return
    answer = _cut(match["cause"], 22)
    middle = " ".join(part for part in (clause.verb, match["what"]) if part)
    if answer and not _CLAUSE_WORD.search(middle):
        yield Asked(f"Why {clause.auxiliary} {clause.subject} {middle}?", answer)


def _by_means(clause: _Clause) -> Iterator[Asked]:
    """ "... using ..." """
    match = _HOW.match(clause.rest)
    if match is None:
        return
    middle = " ".join(part for part in (clause.verb, match["what"]) if part)
    answer = _cut(match["means"])
    dangling = re.search(
        r"\b(?:and|or)\b|\b(?:to|of|for|in|on|with|at|by|as|from|about|into|\w+ly|than|the|a)$", middle
    )
    if (
        answer
        and not _CLAUSE_WORD.search(middle)
        and not dangling
        and clause.auxiliary not in ("has", "have", "had")
    ):
        yield Asked(f"How {clause.auxiliary} {clause.subject} {middle}?", answer)


def _person(clause: _Clause) -> Iterator[Asked]:
    """ "Ada Lovelace wrote ..." """
    if not clause.verb or clause.auxiliary != "did" or not _is_person(clause.subject):
        return
    past = next((word for word in _AGENT if finite_verb(word, "") == ("did", clause.verb)), None)
    what = _cut(clause.rest, 16)
    if past and what:
        yield Asked(f"Who {past} {what}?", clause.subject)


def _object(clause: _Clause) -> Iterator[Asked]:
    """ "The course covers ..." """
    if not clause.verb:
        return
    if clause.verb in (
        "aim",
        "want",
        "need",
        "plan",
        "intend",
        "seek",
        "continue",
        "begin",
        "help",
    ) and clause.rest.startswith("to "):
        wanted = _cut(clause.rest.removeprefix("to "))
        if wanted:
            yield Asked(f"What {clause.auxiliary} {clause.subject} {clause.verb} to do?", wanted)
        return
    lets = _LETS.match(clause.rest)
    if lets:
        done = _cut(lets["what"])
        if done:
            whom = lets["whom"] if lets["whom"] not in ("us", "them", "one") else "people"
            yield Asked(f"What {clause.auxiliary} {clause.subject} {clause.verb} {whom} to do?", done)
        return
    if clause.rest.startswith("of ") and clause.verb == "consist":
        made_of = _cut(clause.rest.removeprefix("of "))
        if made_of:
            yield Asked(f"What {clause.auxiliary} {clause.subject} consist of?", made_of)
        return
    answer = None if _NO_OBJECT.match(clause.rest) else _cut(clause.rest)
    if answer and len(answer.split()) >= 2:
        yield Asked(f"What {clause.auxiliary} {clause.subject} {clause.verb}?", answer)


def _acted(clause: _Clause) -> Iterator[Asked]:
    """ "... will enable ...", "... have added ..." """
    match = _ACTS.match(clause.rest)
    if match is None or clause.verb or clause.auxiliary in ("was", "were") or _NO_OBJECT.match(match["what"]):
        return
    plain = finite_verb(match["verb"], "we") == ("do", match["verb"])
    modal = clause.auxiliary in ("can", "could", "will", "would", "should", "must", "may", "might")
    perfect = clause.auxiliary in ("has", "have", "had") and _PARTICIPLE.search(match["verb"])
    perfect = perfect and match["verb"] not in ("been", "become")
    going_on = clause.auxiliary in ("is", "are") and match["verb"].endswith("ing")
    answer = _cut(match["what"])
    if answer and len(answer.split()) >= 2 and ((modal and plain) or perfect or going_on):
        lets = _LETS.match(clause.rest.removeprefix(match["verb"]).strip())
        if lets:
            done = _cut(lets["what"])
            if done:
                yield Asked(
                    f"What {clause.auxiliary} {clause.subject} {match['verb']} {lets['whom']} to do?", done
                )
        else:
            yield Asked(f"What {clause.auxiliary} {clause.subject} {match['verb']}?", answer)


def _acronyms(sentence: str) -> Iterator[Asked]:
    """ "Long Form (LF)" """
    for match in _ACRONYM.finditer(sentence):
        short = match["short"].removesuffix("s")
        words = match[1].split()
        for count in range(min(len(words), len(short) + 3), 1, -1):
            taken = words[-count:]
            initials = "".join(part[0] for word in taken for part in word.split("-") if part)
            content = "".join(
                p[0]
                for w in taken
                if w not in ("and", "of", "for", "the", "in", "on", "to", "with", "&")
                for p in w.split("-")
                if p
            )
            if (
                short.casefold() in (initials.casefold(), content.casefold())
                and taken[0][0].casefold() == short[0].casefold()
            ):
                if len(short) > 2 or not _is_person(" ".join(taken)):
                    yield Asked(f"What does {short} stand for?", " ".join(taken))
                break


def _is_person(text: str) -> bool:
    return _PERSON.match(text) is not None and _ORGANISED.search(text) is None


def _is_fine(asked: Asked) -> bool:
    """Whether a question is short and whole enough to be asked."""
    words = asked.question.split()
    return (
        4 <= len(words) <= 26
        and bool(asked.answer)
        and asked.question.count("(") == asked.question.count(")")
        and asked.question.count('"') % 2 == 0
        and not re.search(
            r"\b(?:this|these|it|they|above|below|following|such)\b", asked.question, re.IGNORECASE
        )
        and fold(asked.answer) not in ("it", "them", "this")
    )
