"""Peak memory and speed of importing one long PDF (1,000 pages unless told otherwise) with `lloco import`.

python -m benchmarks.import_memory --pages 1000
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pymupdf

from benchmarks.report import arguments, report

WORDS = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an "
    "they which one you were all her she there would their we him been has when who will no more if out so "
    "system library reader embedding passage window memory segment question answer measure record season"
).split()


def write_book(path: Path, pages: int, seed: int = 0) -> None:
    """A PDF of pages of ordinary looking sentences, about 450 words each."""
    dice = random.Random(seed)
    book = pymupdf.open()
    for number in range(1, pages + 1):
        page = book.new_page()
        lines = []
        for _ in range(42):
            sentence = (
                " ".join(dice.choice(WORDS) for _ in range(10)).capitalize() + f" {dice.randint(1, 9999)}."
            )
            lines.append(sentence)
        page.insert_text((60, 60), lines, fontsize=10)
        page.insert_text((290, 810), str(number), fontsize=9)
    book.save(path)
    book.close()


class MemoryWatch(threading.Thread):
    """Samples the resident memory of a process and its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process(pid)
        self.parent = 0
        self.together = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.05):
            try:
                own = self.process.memory_info().rss
                children = sum(child.memory_info().rss for child in self.process.children(recursive=True))
            except psutil.NoSuchProcess:
                continue
            self.parent = max(self.parent, own)
            self.together = max(self.together, own + children)

    def stop(self) -> None:
        self._over.set()
        self.join()


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.pdf"
        write_book(book, options.pages)
        begun = time.monotonic()
        process = subprocess.Popen(
            [
                sys.executable, "-m", "lloco_desktop.cli", "--workspace", str(Path(folder) / "workspace"),
                "import", str(book), "--library", "book", "--json",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip
        watch = MemoryWatch(process.pid)
        watch.start()
        output, _ = process.communicate()
        seconds = time.monotonic() - begun
        watch.stop()
        outcome = json.loads(output.splitlines()[0])
        row = {
            "pages": outcome["pages"],
            "status": outcome["status"],
            "passages": outcome["passages"],
            "segments": outcome["segments"],
            "seconds until searchable": outcome["seconds"],
            "seconds in all": round(seconds, 1),
            "peak MB, application": round(watch.parent / 2**20),
            "peak MB, with children": round(watch.together / 2**20),
        }
        report(f"Import of one PDF of {options.pages} pages", [row], options.json)


if __name__ == "__main__":
    main()
