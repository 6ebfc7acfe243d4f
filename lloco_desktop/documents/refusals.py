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
from lloco_desktop.sentences import say, to_say

KEPT_IN_LIBRARY = to_say("what was imported from it is kept")  # what a viewer says instead


def install_tesseract(platform: str = sys.platform) -> str:
    """How to get Tesseract on this kind of machine."""
    if platform == "darwin":
        return "brew install tesseract"
    if platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR"
    return "sudo apt install tesseract-ocr"


def refusal(name: str, refused: Refused, kept: str = NOT_IMPORTED) -> DocumentError:
    """The exception for what the child process refused; `name` is fit for display."""
    if refused.why is Refusal.MISSING:
        return DocumentUnreadable(missing(name, kept))
    if refused.why is Refusal.FORBIDDEN:
        return DocumentUnreadable(forbidden(name, kept))
    if refused.why is Refusal.BROKEN_DISK:
        return DocumentUnreadable(broken_disk(name, refused.detail, kept))
    error, template = _SENTENCES[refused.why]
    detail = refused.detail
    if refused.why is Refusal.NOT_PDF and detail:
        template = _LOOKS_OTHERWISE
    if refused.why in _DETAIL_IS_SAID:  # the child process knows no language, so it sent what is to be said
        detail = say(detail, install=install_tesseract())
    return error(say(template, name=name, detail=detail, pages=refused.pages, kept=say(kept)))


_DETAIL_IS_SAID = (Refusal.NOT_PDF, Refusal.NO_TEXT)
_LOOKS_OTHERWISE = to_say("{name} is not a PDF: {detail}; {kept}. Save or print it as a PDF and import that.")
_SENTENCES: dict[Refusal, tuple[type[DocumentError], str]] = {
    Refusal.FOLDER: (
        DocumentUnreadable,
        to_say(
            "{name} is a folder, not a file; {kept}. Import the folder as a whole, or choose a PDF file "
            "in it."
        ),
    ),
    Refusal.NOT_A_FILE: (
        DocumentUnreadable,
        to_say("{name} is not an ordinary file; {kept}. Choose a PDF file instead."),
    ),
    Refusal.NO_BYTES: (
        DocumentEmpty,
        to_say(
            "{name} is an empty file (0 bytes), as an interrupted download leaves it; {kept}. "
            "Get it again and retry."
        ),
    ),
    Refusal.NOT_PDF: (
        DocumentUnsupported,
        to_say("{name} is not a PDF; {kept}. Save or print it as a PDF and import that."),
    ),
    Refusal.LOCKED: (
        DocumentLocked,
        to_say("{name} is locked with a password; {kept}. Give the password and retry."),
    ),
    Refusal.WRONG_PASSWORD: (
        DocumentLocked,
        to_say("The password does not open {name}; {kept}. Check the password and retry."),
    ),
    Refusal.DAMAGED: (
        DocumentDamaged,
        to_say(
            "{name} is damaged or cut short and cannot be repaired; {kept}. Get a whole copy and import that."
        ),
    ),
    Refusal.NO_PAGES: (
        DocumentEmpty,
        to_say("{name} has no pages; {kept}. Get a whole copy if it should have some."),
    ),
    Refusal.NO_TEXT: (
        DocumentEmpty,
        to_say("{name} has no text on any page, so {kept}. {detail}."),
    ),
    Refusal.CHANGED: (
        DocumentUnreadable,
        to_say("{name} changed while it was being read; {kept}. Retry when no other program is writing it."),
    ),
    Refusal.TOO_MUCH_MEMORY: (
        DocumentTooCostly,
        to_say(
            "Reading {name} needs more memory than one file may take; {kept}. Split it into parts, "
            "print it to a new PDF, or raise the limit in the settings."
        ),
    ),
    Refusal.NO_SUCH_PAGE: (
        DocumentDamaged,
        to_say("Page {detail} of {name} cannot be shown, it is missing or damaged; {kept}."),
    ),
}


def too_slow(name: str, seconds: float) -> DocumentTooCostly:
    """The whole file took too long."""
    return DocumentTooCostly(
        say(
            "Reading {name} took longer than {seconds:g} seconds and was stopped; {kept}. Split it into "
            "parts, print it to a new PDF, or raise the limit in the settings.",
            name=name,
            seconds=seconds,
            kept=say(NOT_IMPORTED),
        )
    )


def page_too_slow(name: str, pages: int | None, seconds: float) -> DocumentTooCostly:
    """One page took too long, or opening the file did (`pages` is None); `pages` had been read before."""
    if pages is None:
        where = say("Opening {name}", name=name)
    elif pages:
        where = say("A page of {name}, after page {pages},", name=name, pages=pages)
    else:
        where = say("The first page of {name}", name=name)
    return DocumentTooCostly(
        say(
            "{where} took longer than {seconds:g} seconds and was stopped; {kept}. Print it to a new "
            "PDF, or raise the limit in the settings.",
            where=where,
            seconds=seconds,
            kept=say(NOT_IMPORTED),
        )
    )


def reader_died(name: str, exit_code: int | None) -> DocumentTooCostly:
    """The child process ended without a word."""
    how = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"code {exit_code}"
    return DocumentTooCostly(
        say(
            "The program that reads PDFs stopped while reading {name} ({how}); {kept}. The file is "
            "probably damaged: print it to a new PDF and import that.",
            name=name,
            how=how,
            kept=say(NOT_IMPORTED),
        )
    )


def cannot_show(name: str) -> DocumentTooCostly:
    """The child process ended while it drew a page."""
    return DocumentTooCostly(
        say(
            "The program that draws pages stopped at {name}; {kept}. "
            "Open the file in another viewer to see the page.",
            name=name,
            kept=say(KEPT_IN_LIBRARY),
        )
    )


def too_slow_to_show(name: str, seconds: float) -> DocumentTooCostly:
    """Drawing took too long."""
    return DocumentTooCostly(
        say(
            "Drawing a page of {name} took longer than {seconds:g} seconds and was stopped; {kept}. "
            "Open the file in another viewer to see the page.",
            name=name,
            seconds=seconds,
            kept=say(KEPT_IN_LIBRARY),
        )
    )


def no_text_advice(ocr: bool, tesseract: bool) -> str:
    """What to do about a document of images, by what was tried: to be said with how to `install`."""
    if ocr and tesseract:
        return to_say("Text recognition (OCR) found none either")
    if ocr:
        return to_say("Text recognition (OCR) needs Tesseract: install it ({install}) and retry")
    if tesseract:
        return to_say("If it is a scan, switch on text recognition (OCR) in the settings and retry")
    return to_say(
        "If it is a scan, install Tesseract ({install}), "
        "switch on text recognition (OCR) in the settings and retry"
    )
