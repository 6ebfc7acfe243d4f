"""Running headers, footers and page numbers."""

from __future__ import annotations

from lloco_desktop.documents.furniture import without_furniture
from lloco_desktop.domain import Block, Box, Line, Page

HEIGHT = 800.0


def block(page: int, y: float, *texts: str, pitch: float = 12) -> Block:
    lines, start = [], 0
    for n, text in enumerate(texts):
        lines.append(Line(start, start + len(text), Box(page, 50, y + pitch * n, 300, y + pitch * n + 10)))
        start += len(text) + 1
    return Block(page, "\n".join(texts), tuple(lines))


def document(count: int, *rows: tuple[float, str], body: bool = True) -> list[Page]:
    """Pages with rows `(y, text)`, in which {n} is the page's number, around a body of its own."""
    pages = []
    for n in range(1, count + 1):
        blocks = [block(n, y, text.format(n=n)) for y, text in rows if y < 400]
        if body:
            blocks.append(block(n, 200, f"Body {n} begins here", "and goes on", f"and ends {n}."))
        blocks += [block(n, y, text.format(n=n)) for y, text in rows if y >= 400]
        pages.append(Page(n, 600, HEIGHT, tuple(blocks)))
    return pages


def texts(pages: list[Page]) -> list[list[str]]:
    return [[block.text for block in page.blocks] for page in without_furniture(pages)]


def only_body(pages: list[Page]) -> bool:
    return all(len(found) == 1 and found[0].startswith("Body") for found in texts(pages))


def test_headers_footers_and_numbers_go():
    assert only_body(document(6, (30, "Journal of Tests"), (760, "Confidential"), (775, "{n}")))


def test_numbers_within_text_go():
    assert only_body(document(5, (30, "Chapter One | {n}"), (760, "Page {n} of 5")))


def test_roman_numbers_go():
    pages = document(4)
    numbered = [
        Page(page.number, 600, HEIGHT, (*page.blocks, block(page.number, 770, roman)))
        for page, roman in zip(pages, ("iii", "iv", "v", "vi"), strict=True)
    ]
    assert only_body(numbered)


def test_two_pages_are_enough_in_a_short_document():
    assert only_body(document(2, (30, "Contract 4711"), (770, "{n}")))


def test_a_header_of_some_chapters():
    pages = document(3, (30, "One"))
    more = [
        Page(
            p.number + 3, 600, HEIGHT, tuple(block(p.number + 3, b.lines[0].box.y0, b.text) for b in p.blocks)
        )
        for p in document(3, (30, "Two"))
    ]
    assert all(len(found) == 1 for found in texts(pages + more))


def test_left_and_right_headers():
    pages = [document(6, (30, "Author" if n % 2 else "Title"))[n] for n in range(6)]
    assert only_body(pages)


def test_one_line_pages_keep_their_line():
    pages = document(5, (60, "This is page {n}"), body=False)
    assert texts(pages) == [[f"This is page {n}"] for n in range(1, 6)]


def test_pages_with_little_text_between_their_edges():
    pages = document(9, (40, "Journal of Tests"), (100, "Fact number {n} is short"), (760, "{n}"), body=False)
    assert texts(pages) == [[f"Fact number {n} is short"] for n in range(1, 10)]


def test_a_page_that_has_nothing_but_furniture():
    pages = document(6, (30, "Journal of Tests"), (775, "{n}"))
    pages[3] = Page(4, 600, HEIGHT, (block(4, 30, "Journal of Tests"), block(4, 775, "4")))
    assert texts(pages)[3] == []


def test_equal_pages_keep_their_text():
    """A document that repeats itself has no header: the repeated lines are its text."""
    same = [Page(n, 600, HEIGHT, (block(n, 40, *[f"line {i}" for i in range(50)]),)) for n in range(1, 6)]
    assert texts(same)[2][0].count("\n") == 49


def test_numbers_that_do_not_count_pages_stay():
    pages = [
        Page(n, 600, HEIGHT, (block(n, 30, f"Invoice {number}"), *document(4)[0].blocks))
        for n, number in ((1, 881), (2, 12), (3, 4), (4, 90))
    ]
    assert [found[0] for found in texts(pages)] == ["Invoice 881", "Invoice 12", "Invoice 4", "Invoice 90"]


def test_chapters_that_begin_pages_stay():
    assert texts(document(4, (100, "Chapter {n}")))[2][0] == "Chapter 3"


def test_text_close_to_the_body_stays():
    assert texts(document(4, (186, "Repeated")))[0][0] == "Repeated"


def test_a_single_page_keeps_all():
    assert len(texts(document(1, (30, "Letter head"), (770, "1")))[0]) == 3


def test_lines_of_a_block_are_taken_out_of_it():
    pages = [
        Page(
            n,
            600,
            HEIGHT,
            (block(n, 30, "Header"), block(n, 100, f"Body {n}", "more"), block(n, 770, "Footer", str(n))),
        )
        for n in range(1, 5)
    ]
    for n, page in enumerate(without_furniture(pages), 1):
        assert [b.text for b in page.blocks] == [f"Body {n}\nmore"]
        assert [(line.start, line.end) for line in page.blocks[0].lines] == [(0, 6), (7, 11)]


def test_a_page_without_size_or_text():
    assert without_furniture([Page(1, 0, 0, ()), Page(2, 0, 0, ())]) == [Page(1, 0, 0, ()), Page(2, 0, 0, ())]
