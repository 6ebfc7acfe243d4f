"""Questions made by rule from English sentences, each with the words of the sentence that answer it.

What comes out reads as people ask ("How many sessions is the training course divided into?") and is right by
construction, because its answer stands in the sentence. Sentences of any but a plain form give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lloco_desktop.learning.clauses import (
    CLAUSE_WORD,
    PARTICIPLE,
    Clause,
    joined,
    middle,
    phrase,
    tail,
    take_apart,
)
from lloco_desktop.learning.names import acronyms, is_person
from lloco_desktop.learning.verbs import finite_verb

_PEOPLE = (
    r"students?|teachers?|researchers?|learners?|users?|engineers?|scientists?|instructors?|educators?|"
    r"people|"
    r"readers?|developers?|participants?|beginners?|children|patients?|employees?|customers?|members?|anyone|"
    r"undergraduates?|graduates?|biologists?|professionals?|practitioners?|humans|candidates|individuals|"
    r"authors|"
    r"citizens|companies|organi[sz]ations"
)
_SOMEBODY = re.compile(
    r"^(?:an?|the|one of)\s(?:[\w’'-]+\s){0,4}(?:poet|scholar|warrior|professor|scientist|engineer|"
    r"physicist|chemist|"
    r"biologist|doctor|physician|nurse|teacher|student|writer|author|artist|actor|singer|musician|"
    r"composer|painter|king|"
    r"queen|emperor|president|minister|senator|judge|lawyer|general|soldier|leader|founder|director|"
    r"manager|chair|"
    r"philosopher|historian|economist|mathematician|astronomer|explorer|entrepreneur|supporter|member|"
    r"graduate)\b"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|"
    r"Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DATE = re.compile(
    r"(?P<when>(?:(?:[Ii]n|[Oo]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|by|[Bb]etween|[Aa]round)\s+)?"
    r"(?:the\s+(?:summer|spring|fall|autumn|winter|year)\s+of\s+|(?:early|late|mid|spring|summer|fall|"
    r"autumn|winter)"
    rf"[\s-]+)?(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?(?:1[5-9]|20)\d\d(?:s\b)?"
    rf"(?:\s*(?:to|and|–|-|until)\s*(?:{_MONTH}\s+)?(?:1[5-9]|20)\d\d)?)\b(?![\d.%/])"
)
_SPELT = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
)
_COUNT = re.compile(
    r"(?<![\w.,$€£#~≈–’/-])(?P<number>(?:(?:over|about|approximately|around|nearly|almost|at least|up to|"
    r"more than|only)"
    rf"\s+)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?i:{_SPELT}))(?:\s(?:hundred|thousand|million|"
    rf"billion))?)\s+"
    r"(?P<things>(?:(?!(?:and|or|as|of|to|in|that|which|who|across|per|with|on|for)\b)[a-z][a-z-]+\s+){0,2}"
    r"(?!(?:was|is|has|as|this|its|us|times)\b)[a-z-]+s|people|children|percent)\b"
    r"(?!\s+of\s+(?:the|a|an)\b)(?=[\s.,;:)]|$)"
)
_PERCENT = re.compile(
    r"(?P<number>\b\d+(?:\.\d+)?\s?%)\s+of\s+(?P<things>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)"
    r"(?=\s(?:in|at|from|by|for|to|who|that|is|are|was|were|have|had)\b|[.,;]|$)"
)
_LABEL = re.compile(r"[A-Z][\w-]*\s$")  # "Part 1", "PEP 8": a name, not a count
_CLAUSES = re.compile(r";\s+|,\s+(?:and|but|so|while|whereas)\s+(?=(?:the|we|our|each|[A-Z])\b)")
_PLACED = re.compile(
    r"^(?:also )?(?P<verb>(?:freely |openly |publicly |currently )?(?:located|available|hosted|held|"
    r"based|published|"
    r"archived|stored|taught|offered|situated|deposited|found|born|buried|headquartered|described|"
    r"documented))\s+"
    r"(?P<place>(?:at|in|on|from|through|via|near|under)\s+(?P<what>.+))$"
)
_FOR = re.compile(
    r"^(?:also )?(?P<verb>(?:(?:be|been) )?(?:primarily |mainly |specifically )?(?:designed|intended|"
    r"meant|aimed|suitable|"
    r"suited|written|targeted|appropriate|developed|adapted))\s+(?P<how>for|at|to)\s+(?P<what>.+)$"
)
_BY = re.compile(
    r"^(?:also )?(?P<verb>(?:(?:be|been|being) )?(?:\w+ly |also |then |often )?(?P<done>\w+(?:ed|en|wn|"
    r"ght|lt|de|id|et|ne|un)))"
    r"(?P<object>(?: (?:on|to|for|in|as|from|into))?)\s+by\s+(?P<who>.+)$"
)
_HOW = re.compile(r"^(?P<what>.{3,60}?)\s+(?P<means>(?:by \w+ing|using|through|via)\s+.+)$")
_WHY = re.compile(r"^(?P<what>.{0,80}?),?(?:^|\s+)(?P<cause>(?:because|in order to|so that|thanks to)\s+.+)$")
_DUE = re.compile(r"^(?P<what>\w+(?:ed|en|wn|ght|lt)\b.{0,60}?),?\s+(?P<cause>(?:due|owing) to\s+.+)$")
_DANGLES = re.compile(
    r"\b(?:and|or)\b|\b(?:to|of|for|in|on|with|at|by|as|from|about|into|\w+ly|than|the|a|an|option|way|"
    r"method)$"
)
_NO_OBJECT = re.compile(
    r"(?:to|that|how|in|on|at|for|with|by|from|as|of|us|it|them|its|and|or|through|within|into|about|"
    r"over|under|along|"
    r"against|between|after|before|during|when|while|where|whether|if|also|both|either|well|together|faster|slower|better|"
    r"\w+ly|here|"
    r"there|\w+ing\b(?! of))\b",
    re.IGNORECASE,
)
_ACTS = re.compile(r"^(?P<verb>[a-z]+) (?P<what>.+)$")
_LETS = re.compile(
    rf"^(?P<whom>(?:[\w’]+\s+){{0,2}}(?:{_PEOPLE}|us|one|them))\s+to\s+(?P<what>.+)$", re.IGNORECASE
)
_TO_DO = frozenset("aim want need plan intend seek continue begin help".split())
_WITH = {
    "consist": "of ", "contribute": "to ", "focus": "on ", "rely": "on ", "depend": "on ", "build": "on"
    " ", "lead": "to ",
    "belong": "to ", "refer": "to ", "participate": "in ", "begin": "with ", "start": "with ", "end": "with ",
}  # fmt: skip
_MODAL = frozenset("can could will would should must may might".split())
_AGENT = frozenset(
    "wrote developed contributed created taught provided led designed founded proposed introduced"
    " received built"
    " invented discovered supervised edited organised organized maintained initiated".split()
)
_DONE = _AGENT | frozenset("written funded supported given run hosted adapted begun conducted".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the words that answer it."""

    question: str
    answer: str


def ask(sentence: str, ordinary: Collection[str] = ()) -> list[Asked]:
    """The questions that one sentence gives; empty for most forms. `ordinary`: see `clauses.take_apart`."""
    found = [Asked(f"What does {short} stand for?", long) for short, long in acronyms(sentence)]
    for piece in [sentence, *_CLAUSES.split(sentence)[1:]]:
        clause = take_apart(piece, ordinary)
        if clause is not None:
            found += [asked for rule in _RULES for asked in rule(clause) if _is_fine(asked)]
    return list({asked.question: asked for asked in found}.values())


def ask_list(sentence: str, items: list[str], ordinary: Collection[str] = ()) -> Asked | None:
    """A question for the items of a list, from the sentence that introduces it and ends in a colon."""
    clause = take_apart(sentence.rstrip(": ") + ".", ordinary)
    answer = "; ".join(items)
    if clause is None or len(answer.split()) > 60 or len(items) < 2:
        return None
    rest = re.sub(r",?\s*(?:as follows|namely|such as|including|for example)$", "", clause.rest)
    if CLAUSE_WORD.search(rest) or re.search(r"\band (?:is|are|was|were|can|has|have)\b", rest):
        return None
    named = re.search(
        rf"(?:the following|these|the|\d+|{_SPELT})(?: following| main|"
        rf" key)? (?P<things>(?:[a-z-]+ )?[a-z]+s)$",
        rest,
    )
    if named:
        what, rest = f"Which {named['things']}", rest[: named.start()].strip()
    elif re.search(r"(?:^|\b(?:by|of|for|in|with|on|to|as|at|from|into|the following|\w+ing))$", rest):
        what, rest = "What", re.sub(r"\s*the following$", "", rest)
    else:
        return None
    words = " ".join(part for part in (what, clause.auxiliary, clause.subject, clause.verb, rest) if part)
    return Asked(f"{words}?", answer) if _is_fine(Asked(f"{words}?", items[0])) else None


def _defined(clause: Clause) -> Iterator[Asked]:
    """From "X is a ..."."""
    if clause.verb or clause.auxiliary not in ("is", "are", "was", "were") or clause.opening:
        return
    aim = re.search(r"\b(?:goal|aim|purpose|objective|task|idea|role)s?\b", clause.subject)
    if re.match(r"(?:a|an|the|one of)\s", clause.rest) or (aim and clause.rest.startswith("to ")):
        answer = phrase(clause.rest, 22)
        if answer and len(answer.split()) >= 3:
            who = "Who" if _SOMEBODY.match(answer) and clause.subject[0].isupper() else "What"
            yield Asked(f"{who} {clause.auxiliary} {clause.subject}?", answer)


def _counted(clause: Clause) -> Iterator[Asked]:
    """From "... 8 sessions ..."."""
    for match in [*_COUNT.finditer(clause.rest), *_PERCENT.finditer(clause.rest)][:2]:
        number, things = match["number"], match["things"].strip()
        start = clause.rest[: match.start()]
        before = middle(clause, start)
        if re.fullmatch(r"(?:1[5-9]|20)\d\d", number) or _LABEL.search(start):
            continue
        if before is None and (start.strip() or clause.verb):
            continue
        many = f"What percentage of {things}" if "%" in number else f"How many {things}"
        if things.endswith("percent"):
            many = "What percentage"
        after = tail(clause.rest[match.end() :])
        yield Asked(f"{many} {clause.auxiliary} {clause.subject}{before or ''}{after}?", number)


def _dated(clause: Clause) -> Iterator[Asked]:
    """From "... in May 2019 ..."."""
    opening = _DATE.search(clause.opening) if clause.opening else None
    if opening:
        what = phrase(clause.rest, 14)
        plain = what and not _DATE.search(what) and not re.search(r"\band \w+(?:ed|s)\b", what)
        if plain and what and opening.end() == len(clause.opening):
            yield Asked(
                f"When {clause.auxiliary} {clause.subject} {joined(clause, what)}?", _bare(opening["when"])
            )
        return
    match = _DATE.search(clause.rest)
    if match is None or clause.auxiliary in _MODAL:
        return
    if re.match(r"(?:in|on|since|until|during|from|by|between|around)\s", match["when"]):
        before = middle(clause, clause.rest[: match.start()])
        if before is not None:
            yield Asked(f"When {clause.auxiliary} {clause.subject}{before}?", _bare(match["when"]))


def _bare(when: str) -> str:
    """A date without "in" and "on"."""
    return re.sub(r"^(?:in|on)\s+", "", when.strip(), flags=re.IGNORECASE)


def _placed(clause: Clause) -> Iterator[Asked]:
    """From "... is located in ..."."""
    match = _PLACED.match(clause.rest)
    if match is None or clause.verb or _DATE.match(match["place"]):
        return
    named = re.match(r"(?:the )?[A-Z]", match["what"])
    if named or re.search(r"located|available|hosted|stored|situated|held", match["verb"]):
        answer = phrase(match["place"])
        if answer:
            yield Asked(f"Where {clause.auxiliary} {clause.subject} {match['verb']}?", answer)


def _done_by(clause: Clause) -> Iterator[Asked]:
    """From "... was created by ..."."""
    match = _BY.match(clause.rest)
    if match is None or clause.verb or re.match(r"\w+ing\b|either\b", match["who"]):
        return
    answer = re.sub(r" (?:in order )?to (?!the |an? )[a-z]+ .*$", "", phrase(match["who"]) or "")
    if answer:
        somebody = re.search(rf"\b(?:{_PEOPLE})\b", answer, re.IGNORECASE)
        who = (
            "Who" if somebody or (match["done"] in _DONE and re.match(r"(?:the )?[A-Z]", answer)) else "What"
        )
        yield Asked(f"{who} {clause.auxiliary} {clause.subject} {match['verb']}{match['object']} by?", answer)


def _meant_for(clause: Clause) -> Iterator[Asked]:
    """From "... is designed for ..."."""
    match = _FOR.match(clause.rest)
    answer = phrase(match["what"]) if match and not clause.verb else None
    if match is None or not answer:
        return
    if match["how"] == "to":
        if re.match(r"(?!\w+(?:ed|ing)\b)[a-z]+\b(?! of)", answer) and "to the" not in match[0][:40]:
            yield Asked(f"What {clause.auxiliary} {clause.subject} {match['verb']} to do?", answer)
        return
    who = "Who" if re.search(rf"^(?:\S+\s+){{0,4}}(?:{_PEOPLE})\b", answer, re.IGNORECASE) else "What"
    yield Asked(f"{who} {clause.auxiliary} {clause.subject} {match['verb']} {match['how']}?", answer)


def _caused(clause: Clause) -> Iterator[Asked]:
    """From "... because ..."."""
    match = _WHY.match(clause.rest) or _DUE.match(clause.rest)
    if match is None:
        return
    answer, what = phrase(match["cause"], 22), joined(clause, match["what"])
    if answer and not CLAUSE_WORD.search(what):
        yield Asked(f"Why {clause.auxiliary} {clause.subject} {what}?", answer)


def _by_means(clause: Clause) -> Iterator[Asked]:
    """From "... using ..."."""
    match = _HOW.match(clause.rest)
    if match is None or clause.auxiliary in ("has", "have", "had"):
        return
    answer, what = phrase(match["means"]), joined(clause, match["what"])
    if answer and not CLAUSE_WORD.search(what) and not _DANGLES.search(what):
        yield Asked(f"How {clause.auxiliary} {clause.subject} {what}?", answer)


def _person(clause: Clause) -> Iterator[Asked]:
    """From "Ada Lovelace wrote ..."."""
    if clause.auxiliary != "did" or not is_person(clause.subject):
        return
    past = next((word for word in sorted(_AGENT) if finite_verb(word, "") == ("did", clause.verb)), None)
    done = re.sub(r"^(?:equally )?to ", "to ", clause.rest) if clause.verb == "contribute" else clause.rest
    what = phrase(done, 16) if done.startswith("to ") or not _NO_OBJECT.match(done) else None
    if past and what:
        yield Asked(f"Who {past} {what}?", clause.subject)


def _object(clause: Clause) -> Iterator[Asked]:
    """From "The course covers ..."."""
    if not clause.verb:
        return
    asked = f"What {clause.auxiliary} {clause.subject} {clause.verb}"
    lets = _LETS.match(clause.rest)
    if clause.verb in _TO_DO and clause.rest.startswith("to "):
        asked, answer = f"{asked} to do?", phrase(clause.rest.removeprefix("to "))
    elif lets:
        asked, answer = f"{asked} {_whom(lets['whom'])} to do?", phrase(lets["what"])
    elif clause.rest.startswith(_WITH.get(clause.verb, "?")):
        with_ = _WITH[clause.verb]
        asked, answer = f"{asked} {with_.strip()}?", phrase(clause.rest.removeprefix(with_))
    elif _NO_OBJECT.match(clause.rest):
        return
    else:
        asked, answer = f"{asked}?", phrase(clause.rest)
    if answer and len(answer.split()) >= 2:
        yield Asked(asked, answer)


def _acted(clause: Clause) -> Iterator[Asked]:
    """From "... will enable ..." and "... have added ..."."""
    match = _ACTS.match(clause.rest)
    if match is None or clause.verb or _NO_OBJECT.match(match["what"]):
        return
    verb = match["verb"]
    modal = clause.auxiliary in _MODAL and finite_verb(verb, "we") == ("do", verb)
    perfect = (
        clause.auxiliary in ("has", "have", "had")
        and PARTICIPLE.search(verb)
        and verb not in ("been", "become")
    )
    going_on = clause.auxiliary in ("is", "are") and verb.endswith("ing")
    if not (modal or perfect or going_on):
        return
    lets = _LETS.match(match["what"])
    answer = phrase(lets["what"] if lets else match["what"])
    whom = f" {_whom(lets['whom'])} to do" if lets else ""
    if answer and len(answer.split()) >= 2:
        yield Asked(f"What {clause.auxiliary} {clause.subject} {verb}{whom}?", answer)


def _whom(whom: str) -> str:
    return "people" if whom in ("us", "them", "one") else whom


def _is_fine(asked: Asked) -> bool:
    """Whether a question is short and whole enough to be asked."""
    return (
        3 <= len(asked.question.split()) <= 26
        and bool(asked.answer)
        and asked.question.count("(") == asked.question.count(")")
        and asked.question.count('"') % 2 == 0
        and asked.question.count("“") == asked.question.count("”")
        and not re.search(
            r"\b(?:this|these|it|they|above|below|following|such)\b", asked.question, re.IGNORECASE
        )
        and not re.search(r"\bthis\b|\bthese\b|\babove\b", " ".join(asked.answer.split()[:3]))
    )


_RULES = (
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
)
