"""The honest floor: the best-matching sentences of the documents, verbatim. No model is needed.

A sentence is scored by how much of the question's content it holds, by what its passage and its neighbours
hold (a passage about a person goes on with "she"), by how well its passage was found, by words that stand
together in the question and in it, and by whether it holds the sort of thing that is asked for: a number
for "how many", a date for "when", a name for "who".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.answering.sentences import Sentence, SentenceSpans, pieces_of, sentences_of
from lloco_desktop.answering.sought import Sort, sought_by
from lloco_desktop.domain import DocumentId, Hit, Passage
from lloco_desktop.terms import (
    Want,
    adjacent_pairs,
    content_terms,
    coverage,
    is_cjk,
    rarity,
    share_adjacent,
    term_set,
    wants,
)

FROM_TITLE = 0.7  # what a want counts that only the title of a sentence's document meets
LOOKED_AT = 20  # hits whose sentences compete
LONGEST = 600  # characters of a quote that a preceding sentence may still be added to


@dataclass(frozen=True, slots=True)
class QuoteWeights:
    """What counts how much towards a sentence's score; the features lie between 0 and 1.

    Fitted by a softmax over each question's sentences on 400 questions of squad_val and nq_oracle_val, and
    judged by `python -m benchmarks.quoting`: a gold answer stands in the first quote for 78% of squad_val's
    questions and 61% of nq_oracle_val's, in the first three for 90% and 84%.
    """

    own: float = 0.36  # the sentence's share of the question, each want counting by how telling it is
    plain: float = 0.64  # the same, each counting alike
    adjacent: float = 0.22  # the question's neighbouring pairs that are neighbours here too
    near: float = 0.10  # the neighbouring sentences' share
    passage: float = 0.40  # the passage's share
    found: float = 1.25  # the passage's keyword score over the best
    rank: float = 0.15  # the passage's fused score
    sort: float = 0.57  # holds the sort of thing that is asked for
    fresh: float = 0.20  # says more than the question does
    odd: float = 1.0  # taken off what is no sentence: headings, authors, references, tables (not fitted)

    @property
    def most(self) -> float:
        """The highest score there can be."""
        shares = self.own + self.plain + self.adjacent + self.near + self.passage
        return shares + self.found + self.rank + self.sort + self.fresh


WEIGHTS = QuoteWeights()
KEPT = 0.6  # of the best quote's score: what scores less is not worth reading


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `[start, end)` of a passage's text, and how well they match."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words as they stand in the document."""
        return self.passage.text[self.start : self.end]


_LEANS = re.compile(  # on the sentence before it
    r"(?:it|its|this|these|they|their|he|his|she|her|such|that|those|both|however|therefore|thus|moreover|also|"
    r"instead|for example|for instance|in addition)\b|他|她|它|这|此|因此|所以|但",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\s*(?:[$>#]\s|\w+\s*=\s|import\s|from\s\w+\simport\s)|[{};]\s*$")
_CAPITALISED = re.compile(r"\b[A-Z]")
_REFERENCE = re.compile(r"https?://|\bdoi\b|\bet al\.|\bpp?\.\s*\d|\bvol\.|^\[\d+\]", re.IGNORECASE)


def best_quotes(
    question: str,
    hits: Sequence[Hit],
    spans: SentenceSpans,
    limit: int = 3,
    titles: Mapping[DocumentId, str] | None = None,
) -> list[Quote]:
    """The best-matching sentences, best first; at most `limit`, none that says what another says.

    What the title of a document says need not be said again by its sentences. Empty if no sentence holds
    anything of the question.
    """
    ranked = rank_sentences(question, hits, spans, titles or {})
    quotes: list[Quote] = []
    taken: list[frozenset[str]] = []
    for sentence, score in ranked:
        if len(quotes) == limit or (quotes and score < KEPT * quotes[0].score):
            break
        if any(_alike(sentence.terms, other) for other in taken):
            continue
        quote = _with_context(sentence, score, spans)
        if any(_overlap(quote, other) for other in quotes):
            continue
        quotes.append(quote)
        taken.append(sentence.terms)
    return quotes


def rank_sentences(
    question: str,
    hits: Sequence[Hit],
    spans: SentenceSpans,
    titles: Mapping[DocumentId, str],
    weights: QuoteWeights = WEIGHTS,
) -> list[tuple[Sentence, float]]:
    """Every sentence of the hits that has to do with the question, with its score (0 to 1), best first."""
    looked_at = hits[:LOOKED_AT]
    title = [term_set(titles.get(hit.passage.document, "")) for hit in looked_at]
    passages = [term_set(hit.passage.text) for hit in looked_at]
    wanted = wants(question)
    asked, alike = rarity(wanted, passages), dict.fromkeys(wanted, 1.0)
    named = frozenset(content_terms(question))
    pairs = adjacent_pairs(wanted)
    sort = sought_by(question)
    sentences = sentences_of(looked_at, spans)
    own = [_share(asked, sentence, title) for sentence in sentences]
    in_passage = [coverage(asked, text | name) for text, name in zip(passages, title, strict=True)]
    found = _found(looked_at)
    scored: list[tuple[Sentence, float]] = []
    for at, sentence in enumerate(sentences):
        if asked and not in_passage[sentence.hit]:
            continue
        score = (
            weights.own * own[at]
            + weights.plain * _share(alike, sentence, title)
            + weights.adjacent * share_adjacent(pairs, sentence.text)
            + weights.near * max((own[other] for other in _neighbours(sentences, at)), default=0.0)
            + weights.passage * in_passage[sentence.hit]
            + weights.found * found[sentence.hit]
            + weights.rank * looked_at[sentence.hit].score
            + weights.sort * _has_sort(sort, sentence, named)
            + weights.fresh * _freshness(sentence, named | title[sentence.hit])
            - weights.odd * _oddness(sentence.text, sentence.terms <= title[sentence.hit])
        )
        scored.append((sentence, max(score, 0.0) / weights.most))
    scored.sort(key=lambda pair: -pair[1])  # stable: the hits' order, then the text's
    return scored


def _share(wanted: Mapping[Want, float], sentence: Sentence, title: Sequence[frozenset[str]]) -> float:
    """The share of the wants that a sentence holds; what only its document's title says counts for less."""
    own = coverage(wanted, sentence.terms)
    return own + FROM_TITLE * (coverage(wanted, sentence.terms | title[sentence.hit]) - own)


def _found(hits: Sequence[Hit]) -> list[float]:
    """How well each passage was found, over the best: by keyword, or else half its fused score."""
    best = max((hit.keyword or 0.0 for hit in hits), default=0.0)
    return [hit.keyword / best if hit.keyword and best > 0 else 0.5 * hit.score for hit in hits]


def quoted_answer(quotes: Sequence[Quote]) -> str:
    """The quotes as an answer, numbered as the citations made from them are."""
    return "\n\n".join(
        f"“{' '.join(quote.text.split())}” [{number}]" for number, quote in enumerate(quotes, 1)
    )


def _neighbours(sentences: Sequence[Sentence], at: int) -> list[int]:
    around = [index for index in (at - 1, at + 1) if 0 <= index < len(sentences)]
    return [index for index in around if sentences[index].hit == sentences[at].hit]


def _has_sort(sort: Sort | None, sentence: Sentence, named: frozenset[str]) -> float:
    """Above 0 if the sentence holds what is asked for, beyond what the question itself names."""
    if sort is None:
        return 0.0
    found = (match.group() for match in sort.looks.finditer(sentence.text))
    return sort.telling if any(not term_set(thing) & named for thing in found) else 0.0


def _freshness(sentence: Sentence, named: frozenset[str]) -> float:
    """0 for a sentence that only repeats the question, 1 from eight further terms on."""
    return min(len(sentence.terms - named), 8) / 8


def _oddness(text: str, is_title: bool) -> float:
    """From 0 for running text to 1 for what is hardly a sentence: headings, references, rows of tables."""
    odd = 0.5 if is_title else 0.0
    words = len(text) / 2 if is_cjk(text) else len(text.split())
    if words < 5:
        odd += 0.5
    if text[-1] not in '.!?。！？”"’):;…':
        odd += 0.3
    if _REFERENCE.search(text):
        odd += 0.5
    if _CODE.search(text):
        odd += 0.5
    capitals = len(_CAPITALISED.findall(text))
    if words >= 8 and capitals > 0.5 * words:  # authors and where they work
        odd += 0.6
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if letters < 0.7 * len(text):
        odd += 0.4
    return min(odd, 1.0)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 0.7 * max(len(one | other), 1)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.passage.id == other.passage.id and one.start < other.end and other.start < one.end


def _with_context(sentence: Sentence, score: float, spans: SentenceSpans) -> Quote:
    """The sentence, with the one before it where it leans on that one for what it speaks of."""
    start = sentence.start
    if _LEANS.match(sentence.text):
        text = sentence.passage.text
        before = [piece for piece in pieces_of(text, spans) if piece[1] <= sentence.start]
        fits = before and sentence.end - before[-1][0] <= LONGEST
        if fits and "\n" not in text[before[-1][1] : sentence.start]:
            start = before[-1][0]
    return Quote(sentence.passage, start, sentence.end, score)
