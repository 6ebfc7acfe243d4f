"""What is suggested after an answer, and when nothing is."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.answering.follow_ups import follow_ups
from lloco_desktop.domain import (
    AnswerKind,
    Box,
    Citation,
    Document,
    DocumentId,
    FollowUp,
    FollowUpKind,
    Hit,
    LibraryId,
    Line,
    Passage,
    PassageId,
    Question,
    Scope,
)

LEASE, ANNEX = DocumentId(1), DocumentId(2)
DOCUMENTS = {
    key: Document(key, LibraryId(1), Path(f"/{title}.pdf"), title, "", 1, 1, 0, 3, True)
    for key, title in ((LEASE, "Lease 2024"), (ANNEX, "Annex"))
}
ASKED = Question("What is the notice period?", (LibraryId(1),))


def hit(number: int, document: DocumentId, text: str, score: float = 0.8) -> Hit:
    line = Line(0, len(text), Box(1, 0, 0, 1, 1))
    return Hit(Passage(PassageId(number), document, number, text, (line,), 10), score, None, None)


def citation(number: int, document: DocumentId) -> Citation:
    return Citation(
        document, "Lease 2024", Path("/x.pdf"), 1, (), "Three months' notice.", 0.8, PassageId(number)
    )


HITS = [
    hit(1, LEASE, "Three months' notice is needed."),
    hit(
        2, LEASE, "The security deposit is paid back at the end. A security deposit may not exceed two rents."
    ),
    hit(3, LEASE, "On notice of termination the security deposit is checked."),
    hit(4, ANNEX, "The period of notice is a week.", 0.7),
]


def suggested(kind: AnswerKind, question: Question = ASKED, hits=HITS, **more) -> list[FollowUp]:
    cited = [citation(1, LEASE)] if kind is not AnswerKind.NOT_FOUND else []
    return list(follow_ups(question, kind, hits, cited, DOCUMENTS, **{"reads": True, **more}))


def test_what_the_other_passages_keep_coming_back_to() -> None:
    more, quotes, alone = suggested(AnswerKind.GENERATED)
    assert more == FollowUp(FollowUpKind.MORE, LEASE, "Lease 2024", "security deposit")
    assert quotes == FollowUp(FollowUpKind.QUOTES)
    assert alone == FollowUp(FollowUpKind.ALONE, ANNEX, "Annex")


def test_what_was_said_already_is_not_suggested() -> None:
    assert (
        suggested(AnswerKind.QUOTED, Question("What is the notice period, and the security deposit?")) == []
    )


def test_a_document_that_was_found_far_behind_is_not_suggested() -> None:
    hits = [*HITS[:3], hit(4, ANNEX, "The period of notice is a week.", 0.2)]
    assert [one.kind for one in suggested(AnswerKind.QUOTED, hits=hits)] == [FollowUpKind.MORE]


def test_whole_documents_are_suggested_where_they_may_help() -> None:
    whole = [FollowUp(FollowUpKind.WHOLE)]
    assert suggested(AnswerKind.NOT_FOUND, hits=[]) == whole
    assert suggested(AnswerKind.NOT_FOUND, hits=[], reads=False) == []
    assert suggested(AnswerKind.NOT_FOUND, Question("What?", scope=Scope.WHOLE), hits=[]) == []
    assert suggested(AnswerKind.GENERATED, hits=HITS[:1])[-1:] == whole
    assert suggested(AnswerKind.GENERATED, hits=HITS[:1], reads=False) == [FollowUp(FollowUpKind.QUOTES)]


def test_nothing_for_counts_and_for_what_was_stopped() -> None:
    for kind in (AnswerKind.COUNTED, AnswerKind.STOPPED, AnswerKind.FAILED):
        assert suggested(kind) == []


def test_chinese_text_has_no_terms_but_documents() -> None:
    hits = [
        hit(1, LEASE, "通知期为三个月。"),
        hit(2, LEASE, "押金应当退还。押金应当退还。"),
        hit(4, ANNEX, "通知期限。"),
    ]
    asked = Question("通知期是多久?")
    assert [one.kind for one in suggested(AnswerKind.QUOTED, asked, hits)] == [FollowUpKind.ALONE]


def test_a_document_that_does_not_speak_of_it_is_not_suggested() -> None:
    hits = [*HITS[:3], hit(4, ANNEX, "The period of the lease is a year.", 0.7)]
    assert [one.kind for one in suggested(AnswerKind.QUOTED, hits=hits)] == [FollowUpKind.MORE]
