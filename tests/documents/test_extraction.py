"""Pages of made PDFs, read with the real parser (in this process, which is faster)."""

from __future__ import annotations

import pymupdf
import pytest

from lloco_desktop.documents.arabic import text_of
from lloco_desktop.documents.passages import cut_passages
from lloco_desktop.documents.superscripts import joined_spans

SENTENCE = "The harbour of Valletta has eleven cranes and a lighthouse from the year 1752."


def text(pages) -> str:
    return "\n".join(block.text for page in pages for block in page.blocks)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_have_boxes_as_displayed(make_pdf, read_pages, rotation):
    (page,) = read_pages(make_pdf([[(100.0, 200.0, SENTENCE)]], rotation=rotation))
    box = page.blocks[0].lines[0].box
    assert page.blocks[0].text == SENTENCE
    assert (page.width, page.height) == ((595, 842) if rotation % 180 == 0 else (842, 595))
    assert 0 <= box.x0 < box.x1 <= page.width
    assert 0 <= box.y0 < box.y1 <= page.height
    assert (box.x1 - box.x0 > box.y1 - box.y0) is (rotation % 180 == 0)


def test_text_that_was_scanned_sideways(read_pages, tmp_path):
    """The page is not turned but its text is: it is read as text, line after line."""
    document = pymupdf.open()
    page = document.new_page()
    for n, line in enumerate(("first line of the text", "second line of the text", "third line of the text")):
        page.insert_text((100 + 14 * n, 700), line, rotate=90)
    document.save(tmp_path / "side.pdf")
    (page,) = read_pages(tmp_path / "side.pdf")
    (block,) = page.blocks
    assert block.text.split("\n") == [
        "first line of the text",
        "second line of the text",
        "third line of the text",
    ]
    assert block.lines[0].box.x0 < block.lines[2].box.x0


def test_slanted_watermarks_are_left_out(read_pages, tmp_path):
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), SENTENCE)
    page.insert_text((150, 500), "DRAFT", fontsize=60, morph=(pymupdf.Point(150, 500), pymupdf.Matrix(45)))
    document.save(tmp_path / "draft.pdf")
    assert text(read_pages(tmp_path / "draft.pdf")) == SENTENCE


def test_cropped_pages(read_pages, tmp_path):
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((100, 300), "inside")
    page.insert_text((100, 30), "outside of what is shown")
    page.set_cropbox(pymupdf.Rect(50, 200, 500, 600))
    document.save(tmp_path / "crop.pdf")
    (page,) = read_pages(tmp_path / "crop.pdf")
    assert (page.width, page.height) == (450, 400)
    assert [block.text for block in page.blocks] == ["inside"]
    assert abs(page.blocks[0].lines[0].box.x0 - 50) < 2


def test_doubled_text_is_read_once(make_pdf, read_pages):
    shadow = [(72.0, 72.0, SENTENCE), (72.6, 72.6, SENTENCE), (72.0, 72.0, SENTENCE)]
    assert text(read_pages(make_pdf([shadow]))) == SENTENCE


def test_text_too_small_to_read(make_pdf, read_pages):
    assert text(read_pages(make_pdf([[(72.0, 72.0, SENTENCE), (72.0, 90.0, "hidden words", 1)]]))) == SENTENCE


def test_chinese(make_pdf, read_pages):
    lines = [
        "机器学习是人工智能的一个分支，它使用数据来学习。",
        "深度学习使用多层神经网络。图像识别是它的应用。",
    ]
    pages = read_pages(
        make_pdf([[(72.0, 72.0 + 14 * n, line) for n, line in enumerate(lines)]], font="china-s")
    )
    (passage,) = cut_passages(pages)
    assert passage.text == "".join(lines)
    assert len(passage.lines) == 2


def test_two_columns_and_a_word_over_the_gutter(read_pages, tmp_path):
    document = pymupdf.open()
    page = document.new_page()
    left = [f"This is line number {n} of the column at the left" for n in range(12)] + [
        "and the next word is brok-"
    ]
    right = [
        "en over the gutter between the columns of text.",
        *(f"This is line number {n} of the right column." for n in range(12)),
    ]
    for x, lines in ((60, left), (320, right)):
        page.insert_text((x, 100), lines, fontsize=9)
    document.save(tmp_path / "columns.pdf")
    passages = cut_passages(read_pages(tmp_path / "columns.pdf"))
    whole = " ".join(passage.text for passage in passages)
    assert "the next word is broken over the gutter" in whole
    assert whole.index("number 11 of the column at the left") < whole.index("number 0 of the right column")


def test_a_paper_of_two_pages_with_everything(read_pages, tmp_path):
    """Header, page numbers, a heading, a paragraph over the page break, a footnote between its parts."""
    document = pymupdf.open()
    body = [
        f"Sentence {n} of this paragraph goes on to the end of the line, as they all do here."
        for n in range(40)
    ]
    for number in (1, 2, 3):
        page = document.new_page()
        page.insert_text((72, 40), "Proceedings of the Conference on Tests", fontsize=9)
        page.insert_text((300, 810), f"{number}", fontsize=9)
        if number == 1:
            page.insert_text((72, 90), "1 Introduction", fontsize=14, fontname="hebo")
            page.insert_text(
                (72, 120), [*body[:38], "The last sentence of the page is not"], fontsize=10, lineheight=1.3
            )
            page.insert_text((72, 780), "* A footnote stands below the text.", fontsize=7)
        else:
            page.insert_text(
                (72, 90), ["finished before the next page begins.", *body[:10]], fontsize=10, lineheight=1.3
            )
    document.save(tmp_path / "paper.pdf")
    passages = cut_passages(read_pages(tmp_path / "paper.pdf"))
    crossing = next(
        p for p in passages if "The last sentence of the page is not finished before the next" in p.text
    )
    assert {line.box.page for line in crossing.lines} == {1, 2}
    assert passages[0].text.startswith("1 Introduction\nSentence 0")
    assert any("* A footnote stands below the text." in p.text.split("\n") for p in passages)
    assert not any("Proceedings" in p.text for p in passages)
    assert not any(line.strip() in "123" for p in passages for line in p.text.split("\n"))


def span(words: str, raised: bool = False) -> dict[str, object]:
    return {"text": words, "flags": 1 if raised else 0}


@pytest.mark.parametrize(
    ("spans", "joined"),
    [
        ([span("Johnston"), span("2,3", True), span(", Lina")], "Johnston, Lina"),
        ([span("as shown before."), span("12", True), span(" The")], "as shown before. The"),
        ([span("10"), span("5", True), span(" cells")], "10⁵ cells"),
        ([span("3 m"), span("2", True), span(" and s"), span("−1", True)], "3 m² and s⁻¹"),
        ([span("the 19"), span("th", True), span(" century")], "the 19th century"),
        ([span("Qinglong Gu"), span("47", True)], "Qinglong Gu"),
        ([span("1", True), span("Department")], "1Department"),
    ],
)
def test_raised_characters(spans, joined):
    assert joined_spans(spans) == joined


def test_joined_arabic_letters_are_put_in_order():
    """Lam and alef are one glyph; the parser gives the second letter first and without width."""
    chars = [("خ", 7.0), ("ا", 0.0), ("ل", 7.0), ("ل", 6.0)]
    assert text_of([{"c": char, "bbox": (0.0, 0.0, width, 9.0)} for char, width in chars]) == "خلال"
    wide = [("ا", 3.0), ("ل", 7.0)]
    assert text_of([{"c": char, "bbox": (0.0, 0.0, width, 9.0)} for char, width in wide]) == "ال"


def test_an_arabic_page_of_others(read_pages, odd):
    whole = text(read_pages(odd / "rtl-docling-right_to_left_01.pdf"))
    assert "تحسين الإنتاجية وحل المشكلات من خلال البرمجة بلغة R وPython" in whole


def test_a_turned_table_of_others(read_pages, odd):
    whole = text(read_pages(odd / "rotated-pdfplumber-issue-140-example.pdf"))
    assert "0085648100305  CENTRAL KMA  LILYS 40% SLTD ALMND CHOC  637  $ 0.61  $ 388.57  0.0000" in whole
