"""How questions, answers and citations lie in the columns of messages."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from lloco_desktop.domain import (
    Answer,
    AnswerKind,
    Citation,
    DocumentId,
    FollowUp,
    FollowUpKind,
    LibraryId,
    PassageId,
    Question,
    Scope,
    Seconds,
    TokenCounts,
)
from lloco_desktop.store.codec import (
    canonical_json,
    pack_boxes,
    pack_path,
    storable,
    unpack_boxes,
    unpack_path,
)
from lloco_desktop.store.database import Row


def pack_question(question: Question) -> str:
    """How it is asked; its text has a column of its own."""
    raw = asdict(question)
    del raw["text"]
    return canonical_json({**raw, "scope": question.scope.value})


def unpack_question(text: str, asked: str | None) -> Question:
    """The question of `pack_question`; one of an earlier version was asked in the ordinary way."""
    if asked is None:
        return Question(text)
    raw: dict[str, Any] = json.loads(asked)
    return Question(
        text,
        libraries=tuple(LibraryId(one) for one in raw["libraries"]),
        documents=tuple(DocumentId(one) for one in raw["documents"]),
        scope=Scope(raw["scope"]),
        quote=raw["quote"],
        expansion=raw["expansion"],
        adapter=raw["adapter"],
        variation=raw["variation"],
    )


def pack_answer(answer: Answer) -> str:
    """Everything of an answer but its text and citations."""
    return canonical_json(
        {
            "kind": answer.kind.value,
            "found": answer.found,
            "note": answer.note,
            "backbone": answer.backbone,
            "adapter": answer.adapter,
            "adapter_reason": answer.adapter_reason,
            "tokens": asdict(answer.tokens),
            "seconds": asdict(answer.seconds),
            "expanded_passages": answer.expanded_passages,
            "device": answer.device,
            "precision": answer.precision,
            "passages_used": answer.passages_used,
            "documents_used": answer.documents_used,
            "follow_ups": [
                {"kind": one.kind.value, "document": one.document, "title": one.title, "term": one.term}
                for one in answer.follow_ups
            ],
        }
    )


def unpack_answer(text: str, packed: str, citations: tuple[Citation, ...]) -> Answer:
    """The answer of `pack_answer`."""
    raw: dict[str, Any] = json.loads(packed)
    return Answer(
        text=text,
        kind=AnswerKind(raw["kind"]),
        found=raw["found"],
        citations=citations,
        note=raw["note"],
        backbone=raw["backbone"],
        adapter=raw["adapter"],
        adapter_reason=raw.get("adapter_reason"),  # answers of earlier versions have none
        tokens=TokenCounts(**raw["tokens"]),
        seconds=Seconds(**raw["seconds"]),
        passages_used=raw["passages_used"],
        documents_used=raw["documents_used"],
        expanded_passages=raw.get("expanded_passages", 0),
        device=raw.get("device"),
        precision=raw.get("precision"),
        follow_ups=tuple(_follow_up(one) for one in raw.get("follow_ups", ())),
    )


def _follow_up(raw: dict[str, Any]) -> FollowUp:
    document = None if raw["document"] is None else DocumentId(raw["document"])
    return FollowUp(FollowUpKind(raw["kind"]), document, raw["title"], raw["term"])


def pack_citation(citation: Citation) -> Row:
    """document_id, passage_id, title, path, page, boxes, quote, score."""
    return (
        citation.document,
        citation.passage,
        storable(citation.title),
        pack_path(citation.path),
        citation.page,
        pack_boxes(citation.boxes),
        storable(citation.quote),
        citation.score,
    )


def unpack_citation(row: Row) -> Citation:
    """The citation of `pack_citation`."""
    document, passage, title, path, page, boxes, quote, score = row
    return Citation(
        document=DocumentId(document),
        title=title,
        path=unpack_path(path),
        page=page,
        boxes=unpack_boxes(boxes),
        quote=quote,
        score=score,
        passage=PassageId(passage),
    )
