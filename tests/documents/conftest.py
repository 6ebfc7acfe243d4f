"""PDFs that tests make for themselves, and places of the committed ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pymupdf
import pytest

from lloco_desktop.documents.events import Finished, Opened, PagesRead, ReadEvent, ReadFile
from lloco_desktop.documents.extraction import read_document
from lloco_desktop.documents.reader import DocumentReader
from lloco_desktop.domain import Page

# the doubles of the child's main function have to be importable in a spawned child, too
sys.path.insert(0, str(Path(__file__).parent))

WIDTH, HEIGHT = 595.0, 842.0
LINE = 14.0  # points from line to line

MakePdf = Callable[..., Path]
ReadPages = Callable[..., list[Page]]


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """`make_pdf(pages, ...)`: every page is a list of `(x, y, text)` or `(x, y, text, size)`, or a string."""

    def make(
        pages: Sequence[str | Sequence[tuple[object, ...]]],
        name: str = "made.pdf",
        font: str = "helv",
        title: str = "",
        rotation: int = 0,
        **saving: object,
    ) -> Path:
        document = pymupdf.open()
        for content in pages:
            page = document.new_page(width=WIDTH, height=HEIGHT)
            for item in [(72.0, 72.0, content)] if isinstance(content, str) else content:
                x, y, text, *rest = item
                page.insert_text((x, y), text, fontname=font, fontsize=rest[0] if rest else 11)
            page.set_rotation(rotation)
        document.set_metadata({"title": title})
        path = tmp_path / name
        document.save(path, **saving)
        document.close()
        return path

    return make


@pytest.fixture
def read_pages() -> ReadPages:
    """Read a file in this very process: fast, for what happens after the file is open."""

    def read(path: Path, password: str | None = None, ocr: bool = False) -> list[Page]:
        events = read_document(ReadFile(str(path), password, ocr, 60.0))
        return [page for event in events if isinstance(event, PagesRead) for page in event.pages]

    return read


@pytest.fixture(scope="session")
def reader() -> Iterator[DocumentReader]:
    """A real reader with its real child process, shared to save the time of starting it."""
    with DocumentReader() as shared:
        yield shared


class Reading:
    """What came of reading one file through the child."""

    def __init__(self, events: list[ReadEvent]) -> None:
        self.opened = next(event for event in events if isinstance(event, Opened))
        self.pages = [page for event in events if isinstance(event, PagesRead) for page in event.pages]
        self.finished = next(event for event in events if isinstance(event, Finished))

    @property
    def text(self) -> str:
        return "\n".join(block.text for page in self.pages for block in page.blocks)


@pytest.fixture
def read(reader: DocumentReader) -> Callable[..., Reading]:
    def run(path: Path, password: str | None = None) -> Reading:
        return Reading(list(reader.open(path, password)))

    return run


@pytest.fixture
def papers() -> Path:
    return Path(__file__).parent.parent / "data" / "papers"


@pytest.fixture
def odd() -> Path:
    return Path(__file__).parent.parent / "data" / "odd"
