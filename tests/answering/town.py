"""A small harbour town's library, as hits, and a plain way to find sentences in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from lloco_desktop.domain import Box, Document, DocumentId, Hit, LibraryId, Line, Passage, PassageId

TEXTS = (
    "Brannock Point has had a light since the Middle Ages. The present lighthouse was built in 1887 by "
    "Ada Thorne, an engineer from Leith. She also designed the quay. It cost 4,200 pounds.",
    "The lamp burned whale oil until 1921. In that year the harbour board bought an electric lamp "
    "because the price of oil had doubled.",
    "The lamp burned whale oil until 1921. In that year the harbour board bought an electric lamp "
    "because the price of oil had doubled.",
    "Herring were landed at the quay every morning. About 300 barrels were salted in a good week.",
    "苏轼于1037年出生在四川眉山。他是北宋著名的文学家。",
)


def spans(text: str) -> list[tuple[int, int]]:
    """Sentences end at a full stop."""
    return [match.span() for match in re.finditer(r"[^.。]+[.。]?", text) if match.group().strip()]


def passage(text: str, number: int = 1, document: int = 1, page: int = 1) -> Passage:
    """A passage whose lines are 40 characters long, one under the other."""
    lines = tuple(
        Line(at, min(at + 40, len(text)), Box(page, 50.0, 100.0 + at, 500.0, 110.0 + at))
        for at in range(0, len(text), 40)
    )
    return Passage(PassageId(number), DocumentId(document), number - 1, text, lines, len(text.split()))


def hits_of(texts: Sequence[str] = TEXTS) -> tuple[Hit, ...]:
    """The texts as hits of two documents, in falling order."""
    return tuple(
        Hit(passage(text, at + 1, at % 2 + 1, at + 1), 1.0 - at / 10, None, 10.0 - at)
        for at, text in enumerate(texts)
    )


def document(number: int, title: str, pages: int = 12, path: str | None = None) -> Document:
    """A complete document."""
    file = Path(path or f"{title}.pdf")
    return Document(
        DocumentId(number), LibraryId(1), file, title, f"{number:064}", 1000, pages, 0, 9, complete=True
    )


@pytest.fixture
def hits() -> tuple[Hit, ...]:
    return hits_of()


@pytest.fixture
def documents() -> dict[DocumentId, Document]:
    return {DocumentId(1): document(1, "The Lights"), DocumentId(2): document(2, "The Harbour")}
