"""The words of pages with their places, as they are selected and copied, and finding text among them."""

from __future__ import annotations

import sys

import pymupdf
import pytest
import reader_doubles as doubles
from test_child_limits import bomb

from lloco_desktop.documents import drawing, page_reading
from lloco_desktop.documents.drawing import Drawer
from lloco_desktop.documents.events import FindText, Found, ReaderLimits, ReadWords, WordsRead
from lloco_desktop.documents.page_search import Needle, folded, squeezed
from lloco_desktop.documents.page_text import Gap, PageText, Picked, copied
from lloco_desktop.documents.rendering import PageRenderer
from lloco_desktop.errors import DocumentDamaged, DocumentLocked, DocumentTooCostly


@pytest.fixture(scope="module")
def renderer():
    with PageRenderer() as shared:
        yield shared


def words_of(path, page=1) -> PageText:
    """In this very process: fast, for what does not depend on the pipe."""
    (answer,) = Drawer().answer(ReadWords(str(path), None, 60.0, page))
    assert isinstance(answer, WordsRead)
    return answer.text


def find(path, text, first=1, last=1) -> Found:
    (answer,) = Drawer().answer(FindText(str(path), None, 60.0, first, last, text, 60.0))
    assert isinstance(answer, Found)
    return answer


def whole(text: PageText) -> str:
    return copied([Picked(text, 0, len(text.words))])


# --- words ------------------------------------------------------------------------------------


def test_words_and_the_signs_around_them(make_pdf):
    text = words_of(make_pdf(['The "so-called" lease (2024), signed.']))
    assert [word.text for word in text.words] == [
        "The", '"', "so-called", '"', "lease", "(", "2024", "),", "signed", ".",
    ]  # fmt: skip
    assert whole(text) == 'The "so-called" lease (2024), signed.'


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_stand_where_the_reader_says(make_pdf, read_pages, rotation):
    path = make_pdf([[(100.0, 200.0, "one needle here")]], name=f"{rotation}.pdf", rotation=rotation)
    box = read_pages(path)[0].blocks[0].lines[0].box
    words = words_of(path).words
    assert [word.text for word in words] == ["one", "needle", "here"]
    for word in words:
        assert box.x0 - 1 <= word.x0 <= word.x1 <= box.x1 + 1
        assert box.y0 - 1 <= word.y0 <= word.y1 <= box.y1 + 1
    ((found,),) = find(path, "needle").places
    assert found.x0 == pytest.approx(words[1].x0, abs=0.1)
    assert found.y1 == pytest.approx(words[1].y1, abs=0.1)


def paragraph(*lines, x=72.0, y=72.0):
    return [(x, y + 14 * row, line) for row, line in enumerate(lines)]


def test_a_paragraph_is_copied_as_one_line_with_its_words_mended(make_pdf):
    path = make_pdf(
        [
            paragraph(
                "The learning of self-directed students needs a well-",
                "known method, and compres-",
                "sion needs a compression of its own.",
            )
        ]
    )
    assert whole(words_of(path)) == (
        "The learning of self-directed students needs a well-known method, "
        "and compression needs a compression of its own."
    )


def test_paragraphs_and_pages_stay_apart(make_pdf):
    path = make_pdf(
        [
            [*paragraph("The first paragraph ends here."), *paragraph("The second one begins.", y=120.0)],
            "Another page.",
        ]
    )
    first, second = words_of(path), words_of(path, 2)
    parts = [Picked(first, 2, len(first.words)), Picked(second, 0, 1)]
    assert copied(parts) == "paragraph ends here.\n\nThe second one begins.\n\nAnother"


def test_two_columns_are_read_one_after_the_other(make_pdf):
    left = paragraph(*[f"left column line number {row} is here" for row in range(6)])
    right = paragraph(*[f"right column line number {row} is here" for row in range(6)], x=320.0)
    text = whole(words_of(make_pdf([[*left, *right]])))
    assert text.index("left column line number 5") < text.index("right column line number 0")


def test_rows_of_a_table_keep_their_cells(make_pdf):
    rows = [("Name", "Count", "Share"), ("alpha", "12", "0.5"), ("beta", "7", "0.3"), ("gamma", "4", "0.2")]
    cells = [
        (72.0 + 150 * column, 72.0 + 16 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    text = words_of(make_pdf([cells]))
    assert "alpha\t12\t0.5\nbeta\t7\t0.3" in whole(text)
    assert text.lines[1].gap is Gap.ROW


def test_ideographs_are_words_of_their_own(make_pdf):
    text = words_of(make_pdf(["机器学习，很好"], font="china-s"))
    assert [word.text for word in text.words] == list("机器学习，很好")
    assert whole(text) == "机器学习，很好"


def test_arabic_is_read_from_right_to_left(odd):
    text = words_of(next(odd.glob("rtl-*.pdf")))
    assert len(text.words) > 50
    first = text.lines[1]
    begin, after = text.words[first.start], text.words[first.start + 1]
    assert begin.x0 > after.x0


def test_lines_cover_the_words_without_gaps(papers):
    for path in sorted(papers.glob("*.pdf"))[:2]:
        text = words_of(path, 2)
        ends = [line.end for line in text.lines]
        assert [line.start for line in text.lines] == [0, *ends[:-1]]
        assert ends[-1] == len(text.words)


def test_a_page_without_words(make_pdf):
    assert words_of(make_pdf([[]])) == PageText(1)


def test_of_a_page_with_too_many_words_the_rest_is_left_out(make_pdf, monkeypatch):
    path = make_pdf([paragraph(*[f"line {row} has five words" for row in range(20)])])
    monkeypatch.setattr(page_reading, "MOST_WORDS", 30)
    assert 0 < len(words_of(path).words) <= 30


# --- finding ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    ["DON'T", "don’t", "café", "“Agree”", '"agree" to', "ﬁnally", "finally", "long–term", "long-term plan"],
)
def test_case_quotes_and_dashes_do_not_matter(make_pdf, wanted):
    path = make_pdf(['I don\'t "agree" to the café in the long-term plan, finally.'])
    assert len(find(path, wanted).places) == 1


def test_what_a_line_end_has_parted_is_found_as_one_place(make_pdf):
    path = make_pdf([paragraph("All of this is about compres-", "sion and about nothing else", "at all.")])
    (place,) = find(path, "compression").places
    assert len(place) == 2
    assert place[0].y0 < place[1].y0
    assert len(find(path, "nothing else at all").places) == 1


def test_places_come_in_reading_order_over_pages(make_pdf):
    path = make_pdf(["one cat and a second cat", "no dog here", "the third cat"])
    found = find(path, "cat", 1, 3)
    assert [place[0].page for place in found.places] == [1, 1, 3]
    assert found.through == 3
    assert find(path, "cat", 2, 9).through == 9  # there are no such pages, and so they are done
    assert find(path, " ").places == ()


def test_a_part_of_a_word_has_a_part_of_its_box(make_pdf):
    path = make_pdf(["understanding"])
    (whole_word,) = find(path, "understanding").places[0]
    (part,) = find(path, "stand").places[0]
    assert whole_word.x0 + 10 < part.x0 < part.x1 < whole_word.x1 - 5


def test_a_look_takes_only_a_moment(make_pdf):
    path = make_pdf([f"page {number}" for number in range(40)])
    (answer,) = Drawer().answer(FindText(str(path), None, 60.0, 1, 40, "page", 0.0))
    assert isinstance(answer, Found)
    assert answer.through < 40


def test_of_too_many_places_the_rest_is_left_out(make_pdf, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_PLACES", 3)
    path = make_pdf(["a a a a a", "a a"])
    found = find(path, "a", 1, 2)
    assert len(found.places) == 3
    assert found.through == 1


def test_what_is_surely_not_there_is_not_read_closely():
    page = squeezed("All of this is about compres-\nsion, long–term.")
    assert Needle("compression LONG-TERM").may_be_on(page)
    assert not Needle("about zebras").may_be_on(page)
    assert folded("Straße “X”") == 'strasse "x"'


# --- through the child --------------------------------------------------------------------------


def test_words_and_places_cross_the_pipe(renderer, make_pdf):
    path = make_pdf(["one needle", "two"])
    assert [word.text for word in renderer.words(path, 1).words] == ["one", "needle"]
    found = renderer.find(path, 1, 2, "Needle")
    assert (len(found.places), found.through) == (1, 2)


def test_refusals(renderer, make_pdf):
    with pytest.raises(DocumentDamaged, match=r"Page 9 of made\.pdf cannot be shown"):
        renderer.words(make_pdf(["one"]), 9)
    locked = make_pdf(["one"], name="l.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x")
    with pytest.raises(DocumentLocked):
        renderer.find(locked, 1, 1, "one")
    assert len(renderer.find(locked, 1, 1, "one", "x").places) == 1


def test_a_damaged_page_is_passed_over(renderer, odd):
    for path in sorted(odd.glob("broken-*.pdf")):
        try:
            pages = len(renderer.page_sizes(path))
        except DocumentDamaged:
            continue
        assert renderer.find(path, 1, pages, "zebra").places == ()


def test_reading_words_takes_for_ever(tmp_path):
    limits = ReaderLimits(60, 0.5, 1 << 30)
    path = bomb(tmp_path / "laughs.pdf", b"/X Do", *[b"/X Do /X Do"] * 29, b"BT /F 10 Tf (boom) Tj ET")
    with PageRenderer(limits) as renderer:
        for ask in (lambda: renderer.words(path, 1), lambda: renderer.find(path, 1, 1, "boom")):
            with pytest.raises(DocumentTooCostly, match=r"longer than 0\.5 seconds.*is kept"):
                ask()


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_page_of_a_million_words_is_refused_or_cut(tmp_path):
    content = b"BT /F 10 Tf 9 790 Td " + b"(aaaaaaaa bbbbbb) Tj 0 -0.002 Td " * 300_000 + b"ET"
    path = bomb(tmp_path / "words.pdf", content)
    with (
        PageRenderer(ReaderLimits(60, 60, 300 << 20)) as renderer,
        pytest.raises(DocumentTooCostly, match="needs more memory"),
    ):
        renderer.words(path, 1)


def test_the_program_that_reads_words_dies(tmp_path):
    with PageRenderer(target=doubles.dies) as renderer, pytest.raises(DocumentTooCostly, match="stopped at"):
        renderer.words(tmp_path / "bomb.pdf", 1)
