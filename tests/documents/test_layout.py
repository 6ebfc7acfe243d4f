"""Reading order of columns, tables and asides. Fragments are made by hand, in points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.layout import regions_of
from lloco_desktop.documents.rows import Fragment, glued, rows_of

PROSE = "some words of running text in a column {}"


def fragment(text: str, x: float, y: float, width: float = 200, size: float = 10, order: int = 0) -> Fragment:
    return Fragment(text, x, y, x + width, y + size, size, (x, y, x + width, y + size), order=order)


def read(fragments: list[Fragment]) -> list[str]:
    for order, piece in enumerate(fragments):
        piece.order = piece.order or order
    return [row.text for region in regions_of(fragments) for row in rows_of(region)]


def column(name: str, x: float, top: float = 100, lines: int = 8, **options: float) -> list[Fragment]:
    return [fragment(PROSE.format(f"{name}{n}"), x, top + 12 * n, **options) for n in range(lines)]


def names(texts: list[str]) -> list[str]:
    return [text.rsplit(" ", 1)[-1] for text in texts]


def test_one_column_is_read_down():
    assert names(read(column("a", 50))) == [f"a{n}" for n in range(8)]


def test_two_columns():
    expected = [f"a{n}" for n in range(8)] + [f"b{n}" for n in range(8)]
    assert names(read(column("a", 50) + column("b", 270))) == expected


def test_two_columns_written_row_by_row():
    """As text recognition leaves them; full lines tell that they are no table."""
    rows = zip(column("a", 50), column("b", 270), strict=True)
    expected = [f"a{n}" for n in range(8)] + [f"b{n}" for n in range(8)]
    assert names(read([piece for row in rows for piece in row])) == expected


def test_three_columns():
    pieces = column("a", 30, width=150) + column("b", 200, width=150) + column("c", 370, width=150)
    assert names(read(pieces)) == [f"{name}{n}" for name in "abc" for n in range(8)]


def test_a_title_and_a_wide_figure_part_the_columns():
    pieces = [
        fragment("The title over both columns", 100, 50, 350, 18),
        *column("a", 50),
        *column("b", 270),
        fragment("Figure 1: spans both columns of the page", 50, 220, 420),
        *column("c", 50, 250),
        *column("d", 270, 250),
    ]
    expected = ["columns", *(f"a{n}" for n in range(8)), *(f"b{n}" for n in range(8)), "page"]
    expected += [*(f"c{n}" for n in range(8)), *(f"d{n}" for n in range(8))]
    assert names(read(pieces)) == expected


def test_a_table_is_read_row_by_row():
    cells = [
        fragment(f"{name}{n}", x, 100 + 12 * n, 40)
        for n in range(6)
        for name, x in zip("abc", (50, 200, 350), strict=True)
    ]
    assert read(cells) == [f"a{n}  b{n}  c{n}" for n in range(6)]


def test_a_table_with_a_wide_column_is_read_row_by_row():
    cells = []
    for n in range(6):
        cells += [fragment(f"{n}", 50, 100 + 12 * n, 8), fragment(PROSE.format(n), 200, 100 + 12 * n)]
    assert read(cells) == [f"{n}  {PROSE.format(n)}" for n in range(6)]


def test_the_main_text_comes_before_a_margin_note():
    note = [fragment(f"note {n}", 30, 104 + 11 * n, 80, 8) for n in range(5)]
    main = [fragment(PROSE.format(n) * 2, 150, 100 + 12 * n, 380) for n in range(12)]
    assert names(read(note + main))[-5:] == ["0", "1", "2", "3", "4"]
    assert read(note + main)[0].startswith("some words")


def test_short_labels_of_a_figure_do_not_hide_columns():
    labels = [fragment(str(n), 300 + 9 * (n % 5), 200 + 4 * n, 4, 6) for n in range(40)]
    pieces = column("a", 50, lines=20) + column("b", 270) + labels
    assert names(read(pieces))[:20] == [f"a{n}" for n in range(20)]


def test_hebrew_columns_are_read_from_the_right():
    left = [fragment(f"טקסט עברי ארוך מספיק לשורה אחת {n}", 50, 100 + 12 * n) for n in range(6)]
    right = [fragment(f"טקסט עברי ארוך מספיק לשורה שתיים {n}", 270, 100 + 12 * n) for n in range(6)]
    texts = read(left + right)
    assert all("שתיים" in text for text in texts[:6])
    assert all("אחת" in text for text in texts[6:])


def test_pieces_of_a_line_are_put_together():
    pieces = [fragment("Introduction", 80, 100, 60), fragment("1.2", 50, 100, 15)]
    assert read(pieces) == ["1.2 Introduction"]
    assert [piece.text for piece in glued([fragment("a", 0, 0, 10), fragment("b", 15, 0, 10, order=1)])] == [
        "a b"
    ]


def test_pieces_in_right_to_left_lines():
    assert read([fragment("שלום", 200, 100, 40), fragment("עולם", 150, 100, 40)]) == ["שלום עולם"]


def test_an_index_below_a_power_stays_in_its_line():
    pieces = [
        fragment("is less than ρC∗", 50, 100, 105),
        Fragment("max, where C", 151, 101, 210, 111, 10, (151, 101, 210, 111)),
        fragment("is the optimum", 215, 100, 80),
    ]
    assert read(pieces) == ["is less than ρC∗max, where C is the optimum"]


BOXES = st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(1, 300), st.integers(6, 20))


@given(st.lists(BOXES, max_size=40))
def test_nothing_is_lost_or_doubled(boxes):
    pieces = [
        fragment(f"piece number {n}", x, y, width, size, n) for n, (x, y, width, size) in enumerate(boxes)
    ]
    regions = regions_of(pieces)
    assert sorted(piece.order for region in regions for piece in region) == list(range(len(boxes)))
