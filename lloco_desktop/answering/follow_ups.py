"""What may be asked next: made of passages that were found and not cited, never invented.

A term is offered where a document's other passages keep coming back to it and neither the question nor what
was cited says it. There are few suggestions, or none, rather than silly ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lloco_desktop.domain import (
    AnswerKind,
    Citation,
    Document,
    DocumentId,
    FollowUp,
    FollowUpKind,
    Hit,
    Question,
    Scope,
)
from lloco_desktop.terms import STOP_WORDS, coverage, is_cjk, term_set, wants

MOST = 3
LOOKED_AT = 10  # hits, best first
MIN_PASSAGES, MIN_TIMES = 2, 3  # that a term has to be in, and that it has to be said
HOLDS = 0.6  # of what a question asks about: what another document's passage must say
CLOSE = 0.5  # of the best hit's score: what another document's best passage must reach

# A word of a term: letters, perhaps with a hyphen. Punctuation and numbers end a term.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEAST, _MOST_WORDS = 4, 3  # letters of a word, words of a term
_VAGUE = frozenset(
    """able above according across additional allow allows already also although always another approach
    available based because become becomes before being below best better between both can cannot case cases
    chapter come common could current currently data described design different directly done during each
    easily either enable enables end et etc even every example examples figure first following further
    general given good great have high however https important include includes including instead itself
    journal just large later least less level like likely made main make makes making many method might more
    most much must near need needed needs never new next often only open order other others otherwise over
    page part particular possible present previous provide provided provides rather reference references
    related require required requires result results same section see seen several should show shown shows
    similar since single small some specific still such table take takes than that their them then there
    therefore these they this those through thus time together under unique until usage used user users uses
    using variety various very view well were what when where whether which while will with within without
    work works would year years your""".split()
)


def follow_ups(
    question: Question,
    kind: AnswerKind,
    hits: Sequence[Hit],
    citations: Sequence[Citation],
    documents: Mapping[DocumentId, Document],
    *,
    reads: bool,
) -> tuple[FollowUp, ...]:
    """At most three; `reads` says that a decoder's answers are relied on here."""
    found: list[FollowUp] = []
    whole = FollowUp(FollowUpKind.WHOLE)
    if kind is AnswerKind.NOT_FOUND:
        return (whole,) if reads and question.scope is Scope.PASSAGES else ()
    if kind not in (AnswerKind.GENERATED, AnswerKind.QUOTED):
        return ()
    found += _more(question, hits, citations, documents)
    found += _alone(question, hits, citations, documents)
    if kind is AnswerKind.GENERATED:
        found.insert(1, FollowUp(FollowUpKind.QUOTES))
        if question.scope is Scope.PASSAGES and reads:
            found.append(whole)
    return tuple(found[:MOST])


def _more(
    question: Question,
    hits: Sequence[Hit],
    citations: Sequence[Citation],
    documents: Mapping[DocumentId, Document],
) -> list[FollowUp]:
    """The best term of a document's passages that were not cited."""
    cited = {citation.passage for citation in citations}
    others = [one for one in hits[:LOOKED_AT] if one.passage.id not in cited]
    said = term_set(" ".join([question.text, *(citation.quote for citation in citations)]))
    best: tuple[float, FollowUp] | None = None
    near = {hit.passage.document for hit in hits[:LOOKED_AT] if hit.score >= CLOSE * hits[0].score}
    for document in dict.fromkeys(hit.passage.document for hit in others):
        if document not in documents or document not in near:
            continue
        title = documents[document].title
        texts = [hit.passage.text for hit in others if hit.passage.document == document]
        for term, score in _terms(texts, said | term_set(title)):
            if best is None or score > best[0]:
                best = score, FollowUp(FollowUpKind.MORE, document, title, term)
    return [] if best is None else [best[1]]


def _terms(texts: Sequence[str], said: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Terms that several of the texts have and that nothing said so far has, with how telling they are."""
    passages: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        if is_cjk(text):  # no words to take terms from
            continue
        here: set[tuple[str, ...]] = set()
        for words in _runs(text):
            for length in range(2, _MOST_WORDS + 1):
                for at in range(len(words) - length + 1):
                    part = words[at : at + length]
                    key = tuple(word.casefold() for word in part)
                    here.add(key)
                    shown.setdefault(key, Counter())[" ".join(part)] += 1
        passages.update(here)
    for key, count in passages.items():
        terms = term_set(" ".join(key))
        often = sum(shown[key].values()) >= MIN_TIMES
        if count >= MIN_PASSAGES and often and terms and terms.isdisjoint(said):
            written = shown[key].most_common(1)[0][0]
            yield written, count * len(key) + 0.1 * sum(shown[key].values())


def _runs(text: str) -> Iterator[list[str]]:
    """Words that stand next to each other with nothing but spaces between, and each may be in a term."""
    run: list[str] = []
    matches = list(_WORD.finditer(text))
    for one, following in pairwise([*matches, None]):
        assert one is not None
        word = one.group()
        if len(word) >= _LEAST and word.casefold() not in _VAGUE and word.casefold() not in STOP_WORDS:
            run.append(word)
        else:
            if run:
                yield run
            run = []
            continue
        joined = following is not None and text[one.end() : following.start()].isspace()
        if not joined:
            yield run
            run = []


def _alone(
    question: Question,
    hits: Sequence[Hit],
    citations: Sequence[Citation],
    documents: Mapping[DocumentId, Document],
) -> list[FollowUp]:
    """The document that was found nearly as well as the best and not cited: ask the same of it alone."""
    if len(question.documents) == 1 or not hits:
        return []
    cited = {citation.document for citation in citations}
    asked = dict.fromkeys(wants(question.text), 1.0)
    for hit in hits[:LOOKED_AT]:
        document = hit.passage.document
        if hit.score < CLOSE * hits[0].score:
            break
        holds = coverage(asked, term_set(hit.passage.text)) >= HOLDS
        if document not in cited and document in documents and holds:
            return [FollowUp(FollowUpKind.ALONE, document, documents[document].title)]
    return []
