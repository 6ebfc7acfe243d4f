"""Equal keys exactly where summaries are equal."""

from __future__ import annotations

from lloco_desktop.compression.keys import DocumentKeys, preceding, summary_key


def test_a_key_is_of_text_backbone_settings_and_history() -> None:
    base = summary_key("text", "b")
    assert base == summary_key("text", "b", "", ())
    others = [
        summary_key("text ", "b"),
        summary_key("text", "c"),
        summary_key("text", "b", "s"),
        summary_key("text", "b", "", ("h",)),
        summary_key("extt", "bt"),
        summary_key("t", "bext"),
    ]
    assert len({base, *others}) == 7
    assert len(base) == 32


def test_independent_segments_are_keyed_by_their_own_text() -> None:
    one, two = DocumentKeys("b", history=0), DocumentKeys("b", history=0)
    assert [one(text) for text in "abca"] == [two(text) for text in "abca"]
    keys = DocumentKeys("b", history=0)
    assert keys("a") == [keys("b"), keys("a")][1]


def test_dependent_segments_are_keyed_by_what_stands_before_them() -> None:
    def keys(text: str, history: int | None) -> list[str]:
        give = DocumentKeys("b", history)
        return [give(letter) for letter in text]

    assert keys("abcd", 3)[:2] == keys("abxd", 3)[:2]
    assert keys("abcd", 3)[2:] != keys("abxd", 3)[2:]
    assert keys("abcd", 3)[3] != keys("abxd", 3)[3]
    assert keys("aa", 3)[0] != keys("aa", 3)[1]
    assert keys("abcdef", None) == keys("abcdef", None)
    # A key holds its history's keys, and those hold theirs: the summaries that are seen were made so.
    assert keys("abcdef", 1)[5] != keys("xbcdef", 1)[5]


def test_what_a_segment_sees() -> None:
    assert preceding("abcde", 0, 3) == ()
    assert preceding("abcde", 4, 3) == ("b", "c", "d")
    assert preceding("abcde", 4, None) == ("a", "b", "c", "d")
    assert preceding("abcde", 4, 0) == ()
