"""Reading files through the real child process: what good files give, and what bad ones are told."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pymupdf
import pytest

from lloco_desktop.documents.events import Opened, PagesRead
from lloco_desktop.documents.reader import DocumentReader
from lloco_desktop.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentUnreadable,
    DocumentUnsupported,
)

TEXT = "The harbour of Valletta has eleven cranes."


def test_reads_text_with_boxes(read, make_pdf):
    reading = read(make_pdf([TEXT], title="Harbours of the Mediterranean"))
    (page,) = reading.pages
    (block,) = page.blocks
    assert reading.opened == Opened("Harbours of the Mediterranean", 1)
    assert (page.number, page.width, page.height) == (1, 595, 842)
    assert block.text == TEXT
    box = block.lines[0].box
    assert box.page == 1
    assert 70 < box.x0 < 74
    assert 55 < box.y0 < 72 < box.y1 < 80


def test_reads_a_paper(read, papers):
    reading = read(papers / "10.21105.jose.00122.pdf")
    assert reading.opened.title == (
        "r-cubed: Guiding the overwhelmed scientist from random wrangling to Reproducible Research in R"
    )
    assert len(reading.pages) == reading.opened.pages == 5
    assert all(page.has_text for page in reading.pages)


def test_the_parent_never_loads_the_parser():
    code = (
        "import sys; import lloco_desktop.documents.reader, lloco_desktop.documents.rendering; "
        "import lloco_desktop.documents.passages, lloco_desktop.documents.titles, "
        "lloco_desktop.documents.segments; "
        "print([m for m in ('pymupdf', 'torch', 'PySide6', 'apsw', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pages_come_in_batches(reader, make_pdf):
    events = list(reader.open(make_pdf([f"Page {number}" for number in range(1, 101)])))
    batches = [event for event in events if isinstance(event, PagesRead)]
    assert len(batches) > 3
    assert [page.number for batch in batches for page in batch.pages] == list(range(1, 101))


def test_one_child_serves_many_files(reader, make_pdf):
    first = make_pdf(["One"], name="1.pdf")
    list(reader.open(first))
    pid = reader.child_pid
    list(reader.open(make_pdf(["Two"], name="2.pdf")))
    with pytest.raises(DocumentUnreadable):
        list(reader.open(first.with_name("none.pdf")))
    list(reader.open(first))
    assert reader.child_pid == pid


# --- locked ---------------------------------------------------------------------------------------


def locked(make_pdf, **passwords: str) -> Path:
    return make_pdf([TEXT], name="locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, **passwords)


def test_locked_without_a_password(read, make_pdf):
    with pytest.raises(DocumentLocked, match=r"^locked\.pdf is locked with a password; .*Give the"):
        read(locked(make_pdf, user_pw="open sesame"))


def test_locked_with_a_wrong_password(read, make_pdf):
    with pytest.raises(DocumentLocked, match=r"^The password does not open locked\.pdf; .*Check the"):
        read(locked(make_pdf, user_pw="open sesame"), "barley")


@pytest.mark.parametrize("password", ["open sesame", "master key"])
def test_locked_with_the_right_password(read, make_pdf, password):
    path = locked(make_pdf, user_pw="open sesame", owner_pw="master key")
    assert read(path, password).text == TEXT


def test_a_password_that_is_not_needed_does_no_harm(read, make_pdf):
    assert read(make_pdf([TEXT]), "whatever").text == TEXT


def test_protection_against_printing_is_no_lock(read, make_pdf):
    path = locked(make_pdf, owner_pw="master key", permissions=int(pymupdf.PDF_PERM_ACCESSIBILITY))
    assert read(path).text == TEXT


def test_a_locked_file_of_others(read, odd):
    path = odd / "locked-pdfminer.six-aes-128.pdf"
    assert read(path, "baz").text.strip()
    with pytest.raises(DocumentLocked):
        read(path)


# --- damaged, empty, not a PDF --------------------------------------------------------------------


def test_cut_short(read, make_pdf):
    path = make_pdf([TEXT * 20] * 3)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(DocumentDamaged, match="damaged or cut short"):
        read(path)


def test_nothing_but_the_header(read, tmp_path):
    path = tmp_path / "head.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises((DocumentDamaged, DocumentEmpty), match=r"head\.pdf"):
        read(path)


def test_a_lost_table_of_objects_is_rebuilt(read, make_pdf):
    path = make_pdf([TEXT] * 3)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"xref")])
    reading = read(path)
    assert reading.text.count(TEXT) == 3
    assert reading.finished.repaired


def test_damaged_pages_count_as_pages_without_text(read, odd):
    reading = read(odd / "broken-pdf.js-Pages-tree-refs.pdf")
    assert reading.finished.unreadable_pages == 1
    assert "1 of 2 pages could not be read" in (reading.finished.note or "")
    assert [page.has_text for page in reading.pages].count(False) == 1


def test_beyond_repair(read, odd):
    with pytest.raises(DocumentDamaged, match="cannot be repaired"):
        read(odd / "broken-pdf.js-poppler-742-0-fuzzed.pdf")


def test_no_pages(read, odd):
    with pytest.raises(DocumentEmpty, match="has no pages"):
        read(odd / "nopages-pdf.js-REDHAT-1531897-0.pdf")


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"PK\x03\x04 and so on", "Office document"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"<!DOCTYPE html><html>404</html>", "web page"),
        (b"Dear Sir or Madam", "is not a PDF;"),
    ],
)
def test_not_a_pdf(read, tmp_path, content, hint):
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentUnsupported, match=hint):
        read(path)


def test_other_formats_of_the_parser_are_no_pdfs(read, tmp_path):
    path = tmp_path / "drawing.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>Hello</text></svg>')
    with pytest.raises(DocumentUnsupported):
        read(path)


def test_junk_before_the_header_is_tolerated(read, make_pdf):
    path = make_pdf([TEXT])
    path.write_bytes(b"\r\n\x00junk\n" + path.read_bytes())
    assert TEXT in read(path).text


def test_an_empty_file(read, tmp_path):
    path = tmp_path / "nothing.pdf"
    path.touch()
    with pytest.raises(DocumentEmpty, match="0 bytes"):
        read(path)


def test_only_images(read, tmp_path):
    document = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40), False)
    picture.clear_with(128)
    for _ in range(12):
        document.new_page().insert_image(pymupdf.Rect(50, 50, 300, 300), pixmap=picture)
    path = tmp_path / "scan.pdf"
    document.save(path)
    with pytest.raises(DocumentEmpty, match=r"^scan\.pdf has no text on any page.*OCR") as refusal:
        read(path)
    assert "Tesseract" in str(refusal.value) or "switch on" in str(refusal.value)


def test_some_pages_without_text(read, make_pdf):
    assert [page.has_text for page in read(make_pdf([TEXT, [], TEXT])).pages] == [True, False, True]


# --- places ---------------------------------------------------------------------------------------


def test_missing(read, tmp_path):
    with pytest.raises(DocumentUnreadable, match=r"gone\.pdf is not there any more; nothing was imported"):
        read(tmp_path / "gone.pdf")


def test_a_folder(read, tmp_path):
    with pytest.raises(DocumentUnreadable, match="is a folder"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_block(read, tmp_path):
    path = tmp_path / "pipe.pdf"
    os.mkfifo(path)
    with pytest.raises(DocumentUnreadable, match="not an ordinary file"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read anything")
def test_no_permission(read, make_pdf):
    path = make_pdf([TEXT])
    path.chmod(0)
    with pytest.raises(DocumentUnreadable, match="not allowed"):
        read(path)


STRANGE = (
    "🦜 parrot.pdf",
    "two\nlines.pdf",
    "‮fdp.tebahpla.pdf",
    "تقرير سنوي.pdf",
    "报告.PDF",
    "a'\"$(b).pdf",
)


@pytest.mark.parametrize("name", STRANGE)
def test_names(read, make_pdf, tmp_path, name):
    try:
        made = make_pdf([TEXT]).rename(tmp_path / name)
    except OSError:
        pytest.skip("this file system cannot have the name")
    assert read(made).text == TEXT


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_name_that_is_no_text(read, make_pdf, tmp_path):
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf"))
    assert read(make_pdf([TEXT]).rename(strange)).text == TEXT
    strange.write_bytes(b"no")
    with pytest.raises(DocumentUnsupported, match=r"^caf\?\.pdf is not a PDF") as refusal:
        read(strange)
    str(refusal.value).encode()


def test_a_newline_in_a_name_does_not_break_the_sentence(read, tmp_path):
    path = tmp_path / "two\nlines.pdf"
    try:
        path.write_bytes(b"no")
    except OSError:
        pytest.skip("this file system cannot have the name")
    with pytest.raises(DocumentUnsupported, match=r"^two lines\.pdf is not a PDF"):
        read(path)


def test_a_file_that_changes_while_it_is_read(reader, make_pdf):
    path = make_pdf([f"Page {number} " * 40 for number in range(1, 200)])
    events = reader.open(path)
    next(events)
    with path.open("ab") as file:
        file.write(b"%% more")
    with pytest.raises(DocumentUnreadable, match="changed while it was being read"):
        list(events)


def test_the_parser_says_nothing_on_our_streams(capfd, odd):
    with DocumentReader() as reader:
        for path in sorted(odd.glob("*.pdf")):
            with suppress(DocumentError):
                list(reader.open(path))
    assert capfd.readouterr() == ("", "")
