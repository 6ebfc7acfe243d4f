"""Page images, sizes and search, through their own child process."""

from __future__ import annotations

import pymupdf
import pytest
import reader_doubles as doubles

from lloco_desktop.documents.events import ReaderLimits
from lloco_desktop.documents.rendering import PageRenderer
from lloco_desktop.errors import DocumentDamaged, DocumentLocked, DocumentTooCostly, DocumentUnreadable


@pytest.fixture(scope="module")
def renderer():
    with PageRenderer() as shared:
        yield shared


def test_a_page_as_pixels(renderer, make_pdf):
    picture = renderer.render(make_pdf(["Hello"]), 1, 2.0)
    assert (picture.width, picture.height) == (1190, 1684)
    assert picture.stride >= 3 * picture.width
    assert len(picture.rgb) == picture.stride * picture.height
    assert min(picture.rgb) < 50 < 250 < max(picture.rgb)


def test_an_enormous_page_is_drawn_smaller(renderer, make_pdf):
    picture = renderer.render(make_pdf(["Hello"]), 1, 50.0)
    assert picture.width * picture.height <= 41_000_000


def test_sizes_are_as_displayed(renderer, make_pdf):
    assert renderer.page_sizes(make_pdf(["a", "b"], name="turned.pdf", rotation=90)) == ((842.0, 595.0),) * 2


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_found_text_stands_where_the_reader_says(renderer, make_pdf, read_pages, rotation):
    path = make_pdf([[(100.0, 200.0, "needle")]], name=f"{rotation}.pdf", rotation=rotation)
    ((found,),) = renderer.find(path, 1, 1, "NEEDLE").places
    box = read_pages(path)[0].blocks[0].lines[0].box
    assert found.page == 1
    for a, b in zip((found.x0, found.y0, found.x1, found.y1), (box.x0, box.y0, box.x1, box.y1), strict=True):
        assert abs(a - b) < 5
    assert renderer.find(path, 1, 1, "hay").places == renderer.find(path, 1, 1, " ").places == ()


def test_the_picture_shows_text_in_its_box(renderer, make_pdf, read_pages):
    path = make_pdf([[(100.0, 200.0, "needle")]], name="dark.pdf", rotation=90)
    picture, box = renderer.render(path, 1, 1.0), read_pages(path)[0].blocks[0].lines[0].box
    rows = [
        picture.rgb[y * picture.stride : y * picture.stride + 3 * picture.width]
        for y in range(picture.height)
    ]
    dark = [(x // 3, y) for y, row in enumerate(rows) for x in range(0, len(row), 3) if row[x] < 100]
    assert dark
    assert all(box.x0 - 2 <= x <= box.x1 + 2 and box.y0 - 2 <= y <= box.y1 + 2 for x, y in dark)


def test_a_file_that_was_replaced_is_drawn_anew(renderer, make_pdf):
    assert len(renderer.page_sizes(make_pdf(["one"]))) == 1
    assert len(renderer.page_sizes(make_pdf(["one", "two"]))) == 2


def test_refusals_say_that_the_library_is_whole(renderer, make_pdf, tmp_path):
    with pytest.raises(DocumentUnreadable, match="what was imported from it is kept"):
        renderer.render(tmp_path / "gone.pdf", 1, 1.0)
    with pytest.raises(DocumentDamaged, match=r"Page 9 of made\.pdf cannot be shown"):
        renderer.render(make_pdf(["one"]), 9, 1.0)
    locked = make_pdf(["one"], name="l.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x")
    with pytest.raises(DocumentLocked):
        renderer.page_sizes(locked)
    assert renderer.page_sizes(locked, "x")


def test_drawing_takes_for_ever(tmp_path):
    limits = ReaderLimits(60, 0.3, 1 << 30)
    slow = pytest.raises(DocumentTooCostly, match=r"longer than 0\.3 seconds.*is kept")
    with PageRenderer(limits, doubles.hangs_when_opening) as renderer, slow:
        renderer.render(tmp_path / "bomb.pdf", 1, 1.0)


def test_drawing_dies(tmp_path):
    with PageRenderer(target=doubles.dies) as renderer, pytest.raises(DocumentTooCostly, match="stopped at"):
        renderer.render(tmp_path / "bomb.pdf", 1, 1.0)


def test_a_zoom_that_makes_no_sense(renderer, tmp_path):
    with pytest.raises(ValueError, match="zoom"):
        renderer.render(tmp_path / "a.pdf", 1, 0)
