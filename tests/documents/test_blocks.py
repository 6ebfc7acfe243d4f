"""Rows to paragraphs, list items and tables."""

from __future__ import annotations

from lloco_desktop.documents.blocks import blocks_of
from lloco_desktop.documents.rows import Fragment, rows_of
from lloco_desktop.domain import Block, BlockKind

LONG = "a line of text that fills the whole column from left to right {}"


def fragment(
    text: str, x: float, y: float, width: float | None = None, size: float = 10, **style: bool
) -> Fragment:
    right = x + (len(text) * size / 2 if width is None else width)
    return Fragment(text, x, y, right, y + size, size, (x, y, right, y + size), **style)


def blocks(*pieces: Fragment) -> list[Block]:
    for order, piece in enumerate(pieces):
        piece.order = 2 * order
    return blocks_of(rows_of(pieces), 1)


def texts(*pieces: Fragment) -> list[str]:
    return [block.text for block in blocks(*pieces)]


def lines(top: float, count: int, x: float = 50, first: float = 0) -> list[Fragment]:
    return [
        fragment(LONG.format(n), x + (first if n == 0 else 0), top + 12 * n, 330 - (first if n == 0 else 0))
        for n in range(count)
    ]


def test_lines_run_on():
    (block,) = blocks(*lines(100, 4))
    assert block.text.count("\n") == 3
    assert block.kind is BlockKind.PROSE
    assert [block.text[line.start : line.end] for line in block.lines] == [LONG.format(n) for n in range(4)]


def test_a_gap_parts_paragraphs():
    assert len(texts(*lines(100, 3), *lines(100 + 36 + 8, 3))) == 2


def test_double_spacing_is_no_gap():
    pieces = [fragment(LONG.format(n), 50, 100 + 24 * n, 330) for n in range(5)]
    assert len(texts(*pieces)) == 1


def test_an_indent_parts_paragraphs():
    first = [*lines(100, 3), fragment("and ends here.", 50, 136)]
    assert len(texts(*first, *lines(148, 3, first=15))) == 2


def test_a_hanging_indent_keeps_references_whole():
    pieces = []
    for n in range(4):
        pieces.append(
            fragment(f"Author, A. (20{n}). A title that is long enough for two", 50, 100 + 24 * n, 330)
        )
        pieces.append(fragment("Journal of Tests, 1(2).", 65, 112 + 24 * n))
    found = texts(*pieces)
    assert len(found) == 4
    assert all("\n" in text for text in found)


def test_bold_and_larger_lines_stand_alone():
    found = texts(
        fragment("Methods", 50, 80, bold=True),
        *lines(92, 3),
        fragment("Results", 50, 130, size=14),
        *lines(146, 2),
    )
    assert [text.split("\n")[0] for text in found] == ["Methods", LONG.format(0), "Results", LONG.format(0)]


def test_list_items():
    found = texts(
        fragment("• the first item is rather long and goes on", 50, 100, 330),
        fragment("in a second line", 60, 112),
        fragment("• the second", 50, 124),
        fragment("• the third", 50, 136),
    )
    assert [text[:5] for text in found] == ["• the"] * 3


def test_centred_lines_stay_together():
    found = texts(
        fragment("A title over two lines of", 100, 50, 300, 18),
        fragment("which the last is short", 175, 72, 150, 18),
    )
    assert found == ["A title over two lines of\nwhich the last is short"]


def test_a_table():
    pieces = [
        fragment(text, x, 100 + 12 * n, 30) for n in range(4) for text, x in ((f"k{n}", 50), (f"v{n}", 200))
    ]
    (block,) = blocks(*pieces)
    assert block.kind is BlockKind.ROWS
    assert block.text == "k0  v0\nk1  v1\nk2  v2\nk3  v3"


def test_wrapped_cells_stay_with_their_row():
    pieces = [fragment("Name", 50, 100, 30), fragment("Task", 200, 100, 30)]
    for n in range(3):
        top = 112 + 24 * n
        pieces += [
            fragment(f"P{n}", 50, top, 12),
            fragment("a task which", 200, top, 70),
            fragment(f"wraps {n}", 200, top + 12, 40),
        ]
    (block,) = blocks(*pieces)
    assert (
        block.text
        == "Name  Task\nP0  a task which wraps 0\nP1  a task which wraps 1\nP2  a task which wraps 2"
    )
    assert len(block.lines) == 7


def test_a_listing_keeps_its_lines():
    pieces = [fragment(text, 50, 100 + 12 * n, mono=True) for n, text in enumerate(("def f():", "return 1"))]
    (block,) = blocks(*pieces)
    assert (block.kind, block.text) == (BlockKind.ROWS, "def f():\nreturn 1")


def test_a_large_first_letter_joins_its_word():
    found = texts(
        fragment("T", 50, 100, 20, 30),
        fragment("HE harbour has eleven cranes", 72, 102, 300),
        fragment("and a lighthouse, which was", 72, 114, 300),
        fragment("built long ago.", 50, 132, 100),
    )
    assert found[0].startswith("THE harbour")


def test_gaps_of_numbered_lines_make_no_table():
    pieces = [
        fragment(text, x, 100 + 12 * n, 300 if x > 50 else 8)
        for n in range(3)
        for text, x in ((f"{n}.", 50), (LONG, 80))
    ]
    assert [block.kind for block in blocks(*pieces)] == [BlockKind.PROSE] * 3
