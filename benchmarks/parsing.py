"""Pages per second from PDF to passages, and the memory that the reading processes take.

Over files and folders that are named, or over a generated book (1,000 two-column pages unless told otherwise)
and the papers that the tests keep.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pymupdf

from benchmarks.import_memory import WORDS, MemoryWatch
from benchmarks.report import ROOT, arguments, report
from lloco_desktop.documents.files import find_pdfs
from lloco_desktop.documents.passages import cut_passages
from lloco_desktop.documents.reader import DocumentReader, PagesRead, ReaderLimits
from lloco_desktop.errors import DocumentError

PAPERS = ROOT / "tests" / "data" / "papers"
MIB = 1 << 20


def write_two_columns(path: Path, pages: int, seed: int = 0) -> None:
    """A PDF like a journal's volume: two columns, a running header, page numbers, about 800 words a page."""
    dice = random.Random(seed)
    book = pymupdf.open()
    for number in range(1, pages + 1):
        page = book.new_page()
        page.insert_text((72, 40), "Annals of Generated Science", fontsize=8)
        page.insert_text((500, 40), str(number), fontsize=8)
        for x in (60, 310):
            words = [dice.choice(WORDS) for _ in range(400)]
            lines = [" ".join(words[start : start + 8]) for start in range(0, 400, 8)]
            page.insert_text((x, 72), [f"{line.capitalize()}." for line in lines], fontsize=9)
    book.save(path, deflate=True)
    book.close()


def measure(what: str, paths: Sequence[Path], limits: ReaderLimits) -> dict[str, object]:
    """Read and cut all files with one reader; files that are refused are only counted."""
    pages = passages = refused = 0
    cutting = 0.0
    watch = MemoryWatch(psutil.Process().pid)
    watch.start()
    begun = time.perf_counter()
    with DocumentReader(limits) as reader:
        for path in paths:
            read = []
            try:
                for event in reader.open(path):
                    if isinstance(event, PagesRead):
                        read.extend(event.pages)
            except DocumentError:
                refused += 1
                continue
            before = time.perf_counter()
            passages += len(cut_passages(read))
            cutting += time.perf_counter() - before
            pages += len(read)
    seconds = time.perf_counter() - begun
    watch.stop()
    return {
        "what": what,
        "files": len(paths),
        "refused": refused,
        "pages": pages,
        "passages": passages,
        "seconds": seconds,
        "pages_per_s": pages / seconds,
        "of_it_cutting_s": cutting,
        "parent_peak_mib": watch.parent // MIB,
        "child_peak_mib": (watch.together - watch.parent) // MIB,
    }


def main() -> None:
    parser: argparse.ArgumentParser = arguments(__doc__)
    parser.add_argument("paths", type=Path, nargs="*", help="files or folders")
    parser.add_argument("--pages", type=int, default=1000, help="of the generated book")
    options = parser.parse_args()
    limits = ReaderLimits()
    if options.paths:
        rows = [measure(path.name, list(find_pdfs([path])), limits) for path in options.paths]
    else:
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book.pdf"
            write_two_columns(book, options.pages)
            rows = [measure(f"generated, {options.pages} pages", [book], limits)]
        rows.append(measure("papers of the tests", list(find_pdfs([PAPERS])), limits))
    report("Parsing: from PDF to passages", rows, options.json)


if __name__ == "__main__":
    main()
