"""Numbers in the margin beside lines of text."""

from __future__ import annotations

from lloco_desktop.documents.line_numbers import without_line_numbers
from lloco_desktop.documents.rows import Fragment


def fragment(text: str, x: float, y: float, width: float) -> Fragment:
    return Fragment(text, x, y, x + width, y + 10, 10, (x, y, x + width, y + 10))


def page(
    numbers: list[str], words: str = "a line of a manuscript with some words", x: float = 30
) -> list[Fragment]:
    pieces = []
    for n, number in enumerate(numbers):
        pieces.append(fragment(words, 60, 100 + 20 * n, 300))
        if number:
            pieces.append(fragment(number, x - 5 * len(number), 100 + 20 * n, 5 * len(number)))
    return pieces


def kept(pieces: list[Fragment]) -> list[str]:
    return [piece.text for piece in without_line_numbers(pieces) if piece.text.isdigit()]


def test_numbers_of_lines_go():
    assert kept(page([str(n) for n in range(95, 120)])) == []


def test_every_fifth():
    assert kept(page([str(n) if n % 5 == 0 else "" for n in range(1, 60)])) == []


def test_at_the_right():
    assert kept(page([str(n) for n in range(1, 30)], x=400)) == []


def test_numbers_that_do_not_count_stay():
    numbers = ["12", "7", "45", "3", "9", "1", "88", "4", "23", "6"]
    assert kept(page(numbers)) == numbers


def test_a_numbered_list_of_names_stays():
    numbers = [str(n) for n in range(1, 25)]
    assert kept(page(numbers, words="Anna Schmidt")) == numbers


def test_a_table_with_a_counting_column_stays():
    numbers = [f"{n:02}" for n in range(1, 11)]
    assert kept(page(numbers)) == numbers


def test_a_column_within_a_table_stays():
    numbers = [str(n) for n in range(1, 25)]
    pieces = page(numbers) + [fragment("left of them", 0, 100 + 20 * n, 8) for n in range(24)]
    assert kept(pieces) == numbers


def test_few_numbers_stay():
    assert kept(page(["1", "2", "3"])) == ["1", "2", "3"]
