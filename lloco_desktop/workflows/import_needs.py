"""What an import will bring and need, before it begins: files, pages, room in the workspace.

No file is parsed in our process. The pages of many files are estimated from a few, which the child process
counts; what a page needs is what the pages that are there needed, or what the backbone in use will make of
one. Importing this imports no torch and no store.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lloco_desktop.errors import DocumentError
from lloco_desktop.workflows.walking import FoundFile, Walk, walk

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import BackboneInfo
    from lloco_desktop.domain import SummaryPrecision

MANY_FILES = 300
MANY_BYTES = 1_000_000_000
MUCH_ROOM = 500_000_000  # bytes in the workspace
RESERVE = 200_000_000  # bytes that stay free: the database's log, and everybody else's
SAMPLED = 12  # files whose pages are counted
UNSAMPLED = 20  # of so many files the pages are not counted at all
BYTES_PER_PAGE = 45_000  # of a PDF, where none was counted; 24 papers have 42,000

# A page in the workspace, measured with 8 papers of 52 pages: text, boxes and word index; for the bundled
# backbone, 900 tokens with one summary of 256 numbers for each 4, and 4.3 passages with a vector of 256.
TEXT_PER_PAGE = 8_000
TOKENS_PER_PAGE = 900
PASSAGES_PER_PAGE = 4.3
COST_PER_PAGE = 130_000  # while no backbone is loaded
PAGES_TO_TRUST = 300  # in the workspace, before what they took says what others will take


@dataclass(frozen=True, slots=True)
class ImportNeeds:
    """What is to be imported, and what that takes."""

    paths: tuple[Path, ...]  # what was named, less what cannot be imported
    files: int = 0
    size: int = 0  # bytes
    pages: int = 0  # estimated
    need: int = 0  # bytes in the workspace, estimated
    free: int = 0  # bytes on the workspace's disk
    not_pdf: tuple[Path, ...] = field(default=())  # named files that are something else
    missing: tuple[Path, ...] = field(default=())
    without: tuple[Path, ...] = field(default=())  # named folders that hold no PDF

    @property
    def fits(self) -> bool:
        """Whether there is room."""
        return self.need + RESERVE <= self.free

    @property
    def is_large(self) -> bool:
        """Whether the user should be asked first."""
        return (
            self.files > MANY_FILES or self.size > MANY_BYTES or self.need > MUCH_ROOM or not self.fits
        ) and self.files > 0


Counter = Callable[[Path], int]  # the pages of a file; raises DocumentError


def survey(
    paths: Sequence[Path],
    workspace: Path,
    cost_per_page: float,
    count: Counter,
    stopped: Callable[[], bool] = lambda: False,
) -> ImportNeeds:
    """Look at what a user named, without reading it; slow for large folders, until `stopped`."""
    found: list[FoundFile] = []
    taken: list[Path] = []
    left: dict[str, list[Path]] = {"not_pdf": [], "missing": [], "without": []}
    for path in paths:
        if stopped():
            break
        files, problem = _named(path, stopped)
        found += files
        left[problem].append(path) if problem else taken.append(path)
    needs = ImportNeeds(
        tuple(taken),
        len(found),
        sum(file.size for file in found),
        free=shutil.disk_usage(workspace).free,
        not_pdf=tuple(left["not_pdf"]),
        missing=tuple(left["missing"]),
        without=tuple(left["without"]),
    )
    pages = _estimated_pages(found, count, stopped)
    return replace(needs, pages=pages, need=round(pages * cost_per_page))


def _named(path: Path, stopped: Callable[[], bool]) -> tuple[list[FoundFile], str]:
    """The PDFs that a path means, or what is wrong with it."""
    if path.is_dir():
        within = Walk()
        for _step in walk(path, within):
            if stopped():
                break
        return within.files, "" if within.files else "without"
    try:
        state = path.stat()
    except OSError:
        return [], "missing"
    if path.suffix.lower() != ".pdf" and not _begins_as_pdf(path):
        return [], "not_pdf"
    return [FoundFile(str(path), state.st_size, state.st_mtime_ns)], ""


def _begins_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_pdf(file.read(1024))
    except OSError:
        return False


def is_pdf(data: bytes) -> bool:
    """Whether bytes are the beginning of a PDF, which may come after a few others."""
    return b"%PDF-" in data[:1024]


def _estimated_pages(files: Sequence[FoundFile], count: Counter, stopped: Callable[[], bool]) -> int:
    size = sum(file.size for file in files)
    if len(files) <= UNSAMPLED and size < MANY_BYTES:
        return max(round(size / BYTES_PER_PAGE), len(files))
    pages = weight = 0
    for file in _spread(files):
        if stopped():
            break
        try:
            pages += count(Path(file.path))
            weight += file.size
        except DocumentError:
            continue  # locked or damaged: its pages will not be in the workspace either
    per_byte = pages / weight if weight else 1 / BYTES_PER_PAGE
    return max(round(size * per_byte), len(files))


def _spread(files: Iterable[FoundFile]) -> list[FoundFile]:
    """A few files, small and large ones."""
    by_size = sorted(files, key=lambda file: file.size)
    step = max(len(by_size) / SAMPLED, 1.0)
    return [by_size[int(at * step)] for at in range(min(SAMPLED, len(by_size)))]


def cost_per_page(
    database: Path, pages: int, info: BackboneInfo | None, precision: SummaryPrecision | None = None
) -> float:
    """Bytes that a page will take: as those that are there did, or as the backbone's numbers say."""
    if pages >= PAGES_TO_TRUST:
        return os.path.getsize(database) / pages  # noqa: PTH202 - one number
    if info is None:
        return COST_PER_PAGE
    number = 1 if precision is not None and precision.value == "int8" else 2
    summaries = TOKENS_PER_PAGE / info.tokens_per_summary * info.width * number
    return TEXT_PER_PAGE + summaries + PASSAGES_PER_PAGE * info.embedding_width * 4
