"""Where an answer comes from, computed from the index and never by the model.

Each sentence of the passages found is weighed by how much of the answer it holds, then by how much of the
question. A few distinct ones that together carry the answer become citations; the answer gets their numbers
where the sentences that they carry end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.answering.quoting import Quote
from lloco_desktop.answering.sentences import Sentence, SentenceSpans, sentences_of
from lloco_desktop.domain import Citation, Document, DocumentId, Hit, Passage
from lloco_desktop.terms import Want, coverage, rarity, term_set, wants

CONFIDENT = 0.5  # share of the answer's content that a sentence must hold to be highlighted
WORTH = 0.34  # of the answer's content that a further citation must add
_MARK = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Cited:
    """An answer with its numbers, and what they stand for: [1] is the first citation."""

    text: str
    citations: tuple[Citation, ...]


def cite(
    answer: str,
    question: str,
    hits: Sequence[Hit],
    documents: Mapping[DocumentId, Document],
    spans: SentenceSpans,
    limit: int = 3,
) -> Cited:
    """Cite a generated answer from the hits (the passages that were read, best first).

    Numbers that the model itself wrote are removed. Hits of documents that are not given are not cited.
    """
    plain = _MARK.sub("", answer).strip()
    known = [hit for hit in hits if hit.passage.document in documents]
    sentences = sentences_of(known, spans)
    texts = [term_set(hit.passage.text) for hit in known]
    asked = rarity(wants(question), texts)
    told = rarity([want for want in wants(plain) if want not in asked] or wants(plain), texts)
    chosen: list[tuple[Sentence, float]] = []
    unsaid = dict(told)
    total = sum(told.values())
    while len(chosen) < limit and unsaid and total:
        best = max(
            (one for one in sentences if all(one is not other for other, _ in chosen)),
            key=lambda one: _carries(one, unsaid, asked, texts, known),
            default=None,
        )
        if best is None:
            break
        added = sum(weight for want, weight in unsaid.items() if not best.terms.isdisjoint(want)) / total
        if added < (WORTH if chosen else 1e-9):
            break
        chosen.append((best, coverage(told, best.terms)))
        unsaid = {want: weight for want, weight in unsaid.items() if best.terms.isdisjoint(want)}
    citations = tuple(
        _citation(one.passage, one.start, one.end, share, documents, confident=share >= CONFIDENT)
        for one, share in chosen
    )
    return Cited(_marked(plain, [one for one, _ in chosen], spans), citations)


def cite_quotes(quotes: Sequence[Quote], documents: Mapping[DocumentId, Document]) -> tuple[Citation, ...]:
    """One citation per quote, in order; every quote's document must be given."""
    return tuple(
        _citation(one.passage, one.start, one.end, min(one.score, 1.0), documents, confident=True)
        for one in quotes
    )


def _carries(
    sentence: Sentence,
    told: Mapping[Want, float],
    asked: Mapping[Want, float],
    passages: Sequence[frozenset[str]],
    hits: Sequence[Hit],
) -> float:
    """How well a sentence carries the answer: by its words, the question's, its passage, its rank."""
    own = coverage(told, sentence.terms)
    near = coverage(asked, sentence.terms)
    around = coverage(asked, passages[sentence.hit])
    return own + 0.4 * near + 0.2 * around + 0.1 * hits[sentence.hit].score


def _citation(
    passage: Passage,
    start: int,
    end: int,
    score: float,
    documents: Mapping[DocumentId, Document],
    *,
    confident: bool,
) -> Citation:
    document = documents[passage.document]
    lines = passage.boxes(start, end)
    return Citation(
        document=document.id,
        title=document.title,
        path=document.path,
        page=lines[0].page if lines else passage.page,
        boxes=lines if confident else (),
        quote=passage.text[start:end],
        score=max(0.0, min(score, 1.0)),
        passage=passage.id,
    )


def _marked(answer: str, sentences: Sequence[Sentence], spans: SentenceSpans) -> str:
    """The answer with [n] after the last of its sentences that citation n carries."""
    if not sentences:
        return answer
    cuts = [span for span in spans(answer) if answer[slice(*span)].strip()] or [(0, len(answer))]
    marks: dict[int, list[int]] = {}
    for number, sentence in enumerate(sentences, start=1):
        shares = [
            coverage(dict.fromkeys(wants(answer[start:end]), 1.0), sentence.terms) for start, end in cuts
        ]
        best = max(range(len(cuts)), key=lambda index: (shares[index], -index))
        marks.setdefault(best, []).append(number)
    pieces: list[str] = []
    done = 0
    for index, (_, end) in enumerate(cuts):
        stop = end - (len(answer[done:end]) - len(answer[done:end].rstrip()))
        pieces.append(answer[done:stop])
        pieces += [f" [{number}]" for number in marks.get(index, [])]
        done = stop
    return "".join(pieces) + answer[done:]
