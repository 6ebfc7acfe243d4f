"""Pages that are images: recognition where Tesseract is installed, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from lloco_desktop.documents import ocr
from lloco_desktop.documents.opening import CannotRead
from lloco_desktop.documents.refusals import install_tesseract, no_text_advice

WORDS = "The lighthouse of Valletta has seven windows."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that is a picture of text, and one that has text itself."""
    source = pymupdf.open()
    source.new_page().insert_text((72, 100), WORDS, fontsize=16)
    picture = source[0].get_pixmap(dpi=150)
    document = pymupdf.open()
    document.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=picture)
    path = tmp_path / "scan.pdf"
    document.save(path)
    return path


@pytest.mark.skipif(ocr.find() is None, reason="Tesseract is not installed")
def test_text_is_recognised_where_the_picture_has_it(scan, read_pages):
    (page,) = read_pages(scan, ocr=True)
    assert page.from_ocr
    assert "lighthouse of Valletta" in page.blocks[0].text
    box = page.blocks[0].lines[0].box
    assert 60 < box.x0 < 85
    assert 80 < box.y0 < box.y1 < 110


@pytest.mark.skipif(ocr.find() is None, reason="Tesseract is not installed")
def test_text_that_is_there_is_not_recognised_again(make_pdf, read_pages):
    (page,) = read_pages(make_pdf([WORDS]), ocr=True)
    assert not page.from_ocr


def test_recognition_is_off_unless_asked_for(scan, read_pages):
    with pytest.raises(CannotRead):
        read_pages(scan)


@pytest.mark.parametrize(
    ("wanted", "installed", "words"),
    [
        (False, False, f"install Tesseract ({install_tesseract()}), switch on"),
        (False, True, "switch on text recognition (OCR) in the settings and retry"),
        (True, False, f"needs Tesseract: install it ({install_tesseract()}) and retry"),
        (True, True, "found none either"),
    ],
)
def test_advice(wanted, installed, words):
    assert words in no_text_advice(wanted, installed).format(install=install_tesseract())


@pytest.mark.parametrize(("platform", "program"), [("linux", "apt"), ("darwin", "brew"), ("win32", "winget")])
def test_how_to_install(platform, program):
    assert program in install_tesseract(platform)


def test_languages_are_those_that_are_installed(tmp_path, monkeypatch):
    for name in ("deu", "eng", "osd", "swe", "chi_sim", "fra"):
        (tmp_path / f"{name}.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert ocr.find() == ocr.Tesseract(str(tmp_path), "eng+chi_sim+deu")
