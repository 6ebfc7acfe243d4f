"""The sentences for files that cannot become documents: what happened, what was kept, what to do next."""

from __future__ import annotations

import sys

from lloco_desktop.documents.events import Refusal, Refused
from lloco_desktop.documents.files import NOT_IMPORTED, broken_disk, forbidden, missing
from lloco_desktop.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooCostly,
    DocumentUnreadable,
    DocumentUnsupported,
)

KEPT_IN_LIBRARY = "what was imported from it is kept"  # what a viewer says instead


def install_tesseract(platform: str = sys.platform) -> str:
    """How to get Tesseract on this kind of machine."""
    if platform == "darwin":
        return "brew install tesseract"
    if platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR"
    return "sudo apt install tesseract-ocr"


def refusal(name: str, refused: Refused, kept: str = NOT_IMPORTED) -> DocumentError:
    """The exception for what the child process refused; `name` is fit for display."""
    error, sentence = _SENTENCES[refused.why]
    return error(sentence.format(name=name, detail=refused.detail, pages=refused.pages, kept=kept))


_SENTENCES: dict[Refusal, tuple[type[DocumentError], str]] = {
    Refusal.MISSING: (DocumentUnreadable, missing("{name}", "{kept}")),
    Refusal.FORBIDDEN: (DocumentUnreadable, forbidden("{name}", "{kept}")),
    Refusal.BROKEN_DISK: (DocumentUnreadable, broken_disk("{name}", "{detail}", "{kept}")),
    Refusal.FOLDER: (
        DocumentUnreadable,
        "{name} is a folder, not a file; {kept}. Import the folder as a whole, or choose a PDF file in it.",
    ),
    Refusal.NOT_A_FILE: (
        DocumentUnreadable,
        "{name} is not an ordinary file; {kept}. Choose a PDF file instead.",
    ),
    Refusal.NO_BYTES: (
        DocumentEmpty,
        "{name} is an empty file (0 bytes), as an interrupted download leaves it; {kept}. "
        "Get it again and retry.",
    ),
    Refusal.NOT_PDF: (
        DocumentUnsupported,
        "{name} is not a PDF{detail}; {kept}. Save or print it as a PDF and import that.",
    ),
    Refusal.LOCKED: (
        DocumentLocked,
        "{name} is locked with a password; {kept}. Give the password and retry.",
    ),
    Refusal.WRONG_PASSWORD: (
        DocumentLocked,
        "The password does not open {name}; {kept}. Check the password and retry.",
    ),
    Refusal.DAMAGED: (
        DocumentDamaged,
        "{name} is damaged or cut short and cannot be repaired; {kept}. Get a whole copy and import that.",
    ),
    Refusal.NO_PAGES: (
        DocumentEmpty,
        "{name} has no pages; {kept}. Get a whole copy if it should have some.",
    ),
    Refusal.NO_TEXT: (
        DocumentEmpty,
        "{name}: {pages} of {pages} pages have no text, so {kept}. {detail}.",
    ),
    Refusal.CHANGED: (
        DocumentUnreadable,
        "{name} changed while it was being read; {kept}. Retry when no other program is writing it.",
    ),
    Refusal.TOO_MUCH_MEMORY: (
        DocumentTooCostly,
        "Reading {name} needs more memory than one file may take; {kept}. Split it into parts, "
        "print it to a new PDF, or raise the limit in the settings.",
    ),
    Refusal.NO_SUCH_PAGE: (
        DocumentDamaged,
        "Page {detail} of {name} cannot be shown, it is missing or damaged; {kept}.",
    ),
}


def too_slow(name: str, seconds: float) -> DocumentTooCostly:
    """The whole file took too long."""
    return DocumentTooCostly(
        f"Reading {name} took longer than {seconds:g} seconds and was stopped; {NOT_IMPORTED}. Split it into "
        "parts, print it to a new PDF, or raise the limit in the settings."
    )


def page_too_slow(name: str, pages: int | None, seconds: float) -> DocumentTooCostly:
    """One page took too long, or opening the file did (`pages` is None); `pages` had been read before."""
    where = f"A page of {name}, after page {pages}," if pages else f"The first page of {name}"
    where = f"Opening {name}" if pages is None else where
    return DocumentTooCostly(
        f"{where} took longer than {seconds:g} seconds and was stopped; {NOT_IMPORTED}. Print it to a new "
        "PDF, or raise the limit in the settings."
    )


def reader_died(name: str, exit_code: int | None) -> DocumentTooCostly:
    """The child process ended without a word."""
    how = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"code {exit_code}"
    return DocumentTooCostly(
        f"The program that reads PDFs stopped while reading {name} ({how}); {NOT_IMPORTED}. The file is "
        "probably damaged: print it to a new PDF and import that."
    )


def cannot_show(name: str) -> DocumentTooCostly:
    """The child process ended while it drew a page."""
    return DocumentTooCostly(
        f"The program that draws pages stopped at {name}; {KEPT_IN_LIBRARY}. "
        "Open the file in another viewer to see the page."
    )


def too_slow_to_show(name: str, seconds: float) -> DocumentTooCostly:
    """Drawing took too long."""
    return DocumentTooCostly(
        f"Drawing a page of {name} took longer than {seconds:g} seconds and was stopped; {KEPT_IN_LIBRARY}. "
        "Open the file in another viewer to see the page."
    )


def no_text_advice(ocr: bool, tesseract: bool) -> str:
    """What to do about a document of images, by what was tried."""
    if ocr and tesseract:
        return "Text recognition (OCR) found none either"
    if ocr:
        return f"Text recognition (OCR) needs Tesseract: install it ({install_tesseract()}) and retry"
    if tesseract:
        return "If they are scans, switch on text recognition (OCR) in the settings, or import with --ocr"
    return (
        f"If they are scans, install Tesseract ({install_tesseract()}), "
        "then switch on text recognition (OCR) in the settings, or import with --ocr"
    )
