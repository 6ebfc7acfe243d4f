"""Text recognition for pages that are images, where Tesseract is installed. In the child process only."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pymupdf

DPI = 200
MOST_LANGUAGES = 3  # more make recognition slower and worse
_PREFERRED = ("eng", "chi_sim", "chi_tra", "jpn", "kor", "deu", "fra", "spa", "ara")
_USUAL_PLACES = (
    "/usr/share/tessdata",
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


@dataclass(frozen=True)
class Tesseract:
    """An installed Tesseract: where its language data lies and which languages to use."""

    data: str
    languages: str  # as Tesseract wants them: "eng+chi_sim"

    def read(self, page: pymupdf.Page) -> pymupdf.TextPage:
        """Recognise a page's text. Takes seconds."""
        text: pymupdf.TextPage = page.get_textpage_ocr(
            language=self.languages, dpi=DPI, full=True, tessdata=self.data
        )
        return text


def find() -> Tesseract | None:
    """The installed Tesseract, or None."""
    places = [os.environ.get("TESSDATA_PREFIX", ""), *_USUAL_PLACES]
    program = shutil.which("tesseract")
    if program:
        places.append(str(Path(program).resolve().parent / "tessdata"))
    for place in filter(None, places):
        present = {file.stem for file in Path(place).glob("*.traineddata")} - {"osd", "equ"}
        if present:
            wanted = [name for name in _PREFERRED if name in present] or sorted(present)
            return Tesseract(place, "+".join(wanted[:MOST_LANGUAGES]))
    return None


def has_image(page: pymupdf.Page) -> bool:
    """Whether there is something on the page to recognise text in."""
    return bool(page.get_images(full=False)) or bool(page.get_drawings(extended=False))
