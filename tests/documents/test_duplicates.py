"""Text that is drawn more than once."""

from __future__ import annotations

from lloco_desktop.documents.duplicates import without_duplicates
from lloco_desktop.documents.rows import Fragment


def fragment(text: str, x: float, y: float, width: float) -> Fragment:
    return Fragment(text, x, y, x + width, y + 12, 12, (x, y, x + width, y + 12))


def kept(*pieces: Fragment) -> list[str]:
    return [piece.text for piece in without_duplicates(pieces)]


def test_shadows_go():
    assert kept(fragment("Annual Report", 50, 50, 120), fragment("Annual Report", 51, 51, 120)) == [
        "Annual Report"
    ]


def test_parts_that_are_drawn_again_go():
    assert kept(fragment("2011", 50, 50, 40), fragment("2011 Annual Report", 50, 50, 160)) == [
        "2011 Annual Report"
    ]


def test_equal_words_elsewhere_stay():
    pieces = (fragment("yes", 50, 50, 20), fragment("yes", 50, 64, 20), fragment("yes", 90, 50, 20))
    assert kept(*pieces) == ["yes", "yes", "yes"]


def test_other_words_at_one_place_stay():
    assert kept(fragment("draft", 50, 50, 100), fragment("The contract of", 50, 50, 100)) == [
        "draft",
        "The contract of",
    ]
