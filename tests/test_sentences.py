"""Sentences below the window, in English and in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lloco_desktop.sentences import say, say_n, speak, to_say

GONE = to_say("{name} is gone.")
SHOUTED = {"{name} is gone.": "{name} IS GONE!", "{n} lines": "{n} LINES"}


@pytest.fixture
def shouting() -> Iterator[None]:
    speak(lambda template, _number: SHOUTED.get(template, template))
    yield
    speak(None)


def test_english_is_the_template_itself() -> None:
    assert say("{name} is gone.", name="{a}.pdf") == "{a}.pdf is gone."
    assert say("{size:.1f} MB", size=1.25) == "1.2 MB"
    assert say_n(1, "{n} line of {file}", "{n} lines of {file}", file="x") == "1 line of x"
    assert say_n(1200, "{n} line", "{n} lines") == "1,200 lines"


@pytest.mark.usefixtures("shouting")
def test_another_language_has_its_own_templates() -> None:
    assert say(GONE, name="a.pdf") == "a.pdf IS GONE!"
    assert say_n(1, "{n} line", "{n} lines") == "1 LINES"
    assert say("Not translated, {name}.", name="a") == "Not translated, a."


def test_english_again(shouting: None) -> None:
    speak(None)
    assert say(GONE, name="a.pdf") == "a.pdf is gone."
